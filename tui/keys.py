"""The one registry of keys: what runs, the status line and the help are all read from `KEYS`.

A key is written as people read it: `j`, `Ctrl-d`, `PgDn`, `g g` for two in a row; `spell` turns the framework's names
into these. No key needs Alt, a function key or a mouse.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tui.page import Block, Column, Kind, Page, Span, Style


class Place(StrEnum):
    """What has the keyboard."""

    LIST = "in the list"
    PAGE = "in a page"
    SEARCH = "in the search line"
    FIND = "when finding in a page"
    CHOOSER = "when choosing"
    REVIEW = "in a review"
    SPAN = "when selecting a passage"
    CUT = "when moving the cut"
    QUEUE = "in the queue"
    SAMPLE = "in a sample"


_BROWSING = frozenset({Place.LIST, Place.PAGE})
_READING = frozenset({Place.LIST, Place.PAGE, Place.QUEUE, Place.SAMPLE})
_TEXT = _READING | {Place.REVIEW, Place.SPAN, Place.CUT}
_RESTING = _READING | {Place.REVIEW}
_TYPING = frozenset({Place.SEARCH, Place.FIND, Place.CHOOSER})
_LISTS = frozenset({Place.SEARCH, Place.CHOOSER})
_PAGE = frozenset({Place.PAGE})
_REVIEW = frozenset({Place.REVIEW})
_SPAN = frozenset({Place.SPAN})
_CUT = frozenset({Place.CUT})


@dataclass(frozen=True, slots=True)
class Key:
    """One action. `hint` is its word in the status line, empty for none; `status` orders that line."""

    id: str
    keys: tuple[str, ...]
    help: str
    places: frozenset[Place]
    hint: str = ""
    status: int = 0


KEYS: tuple[Key, ...] = (
    Key("search", ("/",), "Search the library: facts first, then sheets and sources", _BROWSING, "search", 20),
    Key("open", ("Enter", "Right"), "Open the selected row", frozenset({Place.LIST}), "open", 10),
    Key("follow", ("Enter", "Right"), "Follow the marked link", _PAGE, "follow", 12),
    Key("back", ("Esc", "Backspace", "Left"), "Go back to where you came from", _PAGE | _REVIEW, "back", 14),
    Key("clear", ("Esc",), "Clear the search and show every sheet", frozenset({Place.LIST}), "all sheets", 16),
    Key("evidence", ("v",), "Show the passage that proves the marked fact", _BROWSING, "evidence", 22),
    Key("next-link", ("Tab",), "Mark the next link", _PAGE, "links", 24),
    Key("previous-link", ("Shift-Tab",), "Mark the previous link", _PAGE),
    Key("print", ("p",), "Print the sheet to a Markdown file", _BROWSING, "print", 26),
    Key("find", ("F",), "Find words in this page", _PAGE, "find", 28),
    Key("next-match", ("n",), "Go to the next place found", _PAGE, "next", 18),
    Key("previous-match", ("N",), "Go to the previous place found", _PAGE),
    Key("next-fact", ("J",), "Mark the next fact", _PAGE, "next fact", 32),
    Key("previous-fact", ("K",), "Mark the previous fact", _PAGE),
    Key("outline", ("o",), "Choose a section of this page", _PAGE, "outline", 34),
    Key("backlinks", ("b",), "Show what mentions the marked actor, tool or place", _PAGE, "mentions", 30),
    Key("page-pane", ("Tab",), "Move to the page beside the list", frozenset({Place.LIST}), "to page", 40),
    Key("down", ("j", "Down"), "Move down a line", _READING),
    Key("up", ("k", "Up"), "Move up a line", _READING),
    Key("page-down", ("Space", "PgDn", "Ctrl-f"), "Move down a page", _TEXT),
    Key("page-up", ("PgUp", "Ctrl-b"), "Move up a page", _TEXT),
    Key("half-down", ("Ctrl-d",), "Move down half a page", _TEXT),
    Key("half-up", ("Ctrl-u",), "Move up half a page", _TEXT),
    Key("top", ("g g", "Home"), "Go to the top", _RESTING),
    Key("bottom", ("G", "End"), "Go to the end", _RESTING),
    Key("older", ("Ctrl-o", "H"), "Go back through all you have read, last time included", _BROWSING | _REVIEW),
    Key("newer", ("L",), "Go forward again", _BROWSING | _REVIEW),
    Key("problems", ("P",), "List the files of the library that could not be read", _BROWSING),
    Key("palette", (":",), "Choose an action, an actor, a tool or a sheet by name", _RESTING, "palette", 44),
    Key("help", ("?",), "Show the keys that work here, and the guide", _TEXT, "help", 4),
    Key("redraw", ("Ctrl-l",), "Draw the screen again", _TEXT | _TYPING),
    Key("suspend", ("Ctrl-z",), "Go to the shell; `fg` comes back", _RESTING),
    Key("quit", ("q", "Ctrl-c"), "Quit; where you were is kept", _RESTING, "quit", 6),
    Key("review", ("r",), "Review the draft: accept, reject or edit what was found in it", _BROWSING, "review", 25),
    Key("queue", ("R",), "Show what waits for review in all drafts", _BROWSING | _REVIEW, "queue", 42),
    Key("finish-review", ("D",), "Finish the review: the sheet is reviewed, by you, today", _REVIEW, "finish", 5),
    Key("accept-finding", ("a",), "Accept the finding as it stands", _REVIEW, "accept", 7),
    Key("reject-finding", ("x",), "Reject the finding", _REVIEW, "reject", 8),
    Key("edit-finding", ("e", "Enter"), "Edit a field of the finding, which accepts it", _REVIEW, "edit", 9),
    Key("next-finding", ("n", "j", "Down"), "Go to the next undecided finding", _REVIEW, "next", 10),
    Key("previous-finding", ("N", "k", "Up"), "Go to the previous undecided finding", _REVIEW),
    Key("undo", ("u",), "Take the last decision back", _REVIEW, "undo", 11),
    Key("why", ("w",), "Show why it was found: the rule and how sure it is", _REVIEW, "why", 12),
    Key("select", ("s",), "Select a passage that was missed", _REVIEW, "select", 13),
    Key("same", ("m",), "Say that it is the same actor, tool or place as another", _REVIEW, "same", 30),
    Key("different", ("M",), "Say that it is not the same as another", _REVIEW),
    Key("cut", ("c",), "Move where the article begins and ends", _REVIEW, "cut", 32),
    Key("bulk", ("B",), "Accept many alike, after a look at a sample", _REVIEW | {Place.QUEUE}, "bulk", 34),
    Key("next-passage", ("Tab",), "Select the next number or name", _SPAN, "next", 7),
    Key("previous-passage", ("Shift-Tab",), "Select the previous number or name", _SPAN),
    Key("next-number", ("n",), "Select the next number", _SPAN),
    Key("word-right", ("l", "Right"), "Select the next word", _SPAN),
    Key("word-left", ("h", "Left"), "Select the word before", _SPAN, "words", 22),
    Key("longer", ("L",), "One word more", _SPAN, "longer", 23),
    Key("shorter", ("H",), "One word less", _SPAN, "shorter", 24),
    Key("letter-more", ("]",), "One letter more", _SPAN),
    Key("letter-less", ("[",), "One letter less", _SPAN),
    Key("other-end", ("o",), "Move the other end from now on", _SPAN),
    Key("sentence", (".",), "Select the whole sentence", _SPAN, "sentence", 26),
    Key("as-money", ("m",), "Keep it as a sum of money", _SPAN, "money", 8),
    Key("as-quantity", ("q",), "Keep it as a quantity", _SPAN, "quantity", 9),
    Key("as-date", ("d",), "Keep it as a date", _SPAN, "date", 10),
    Key("as-actor", ("a",), "Keep it as an actor", _SPAN, "actor", 11),
    Key("as-tool", ("t",), "Keep it as a tool", _SPAN, "tool", 12),
    Key("as-place", ("p",), "Keep it as a place", _SPAN, "place", 13),
    Key("as-statement", ("s",), "Keep it as a statement", _SPAN, "said", 14),
    Key("edge-down", ("j", "Down"), "Move this end down a paragraph", _CUT, "down", 12),
    Key("edge-up", ("k", "Up"), "Move this end up a paragraph", _CUT, "up", 13),
    Key("other-edge", ("Tab",), "Move the other end", _CUT, "other end", 14),
    Key("whole-text", ("w",), "Take the whole text as the article", _CUT, "whole text", 16),
    Key("keep-cut", ("Enter",), "Keep the cut, and find again what lies inside", _CUT, "keep", 10),
    Key("leave-mode", ("Esc", "Ctrl-c"), "Leave without a change", _SPAN | _CUT, "leave", 18),
    Key("open-waiting", ("Enter", "Right"), "Review what is selected", frozenset({Place.QUEUE}), "review", 10),
    Key("order", ("s",), "Order by draft, confidence, kind or actor", frozenset({Place.QUEUE}), "order", 12),
    Key("accept-all", ("y",), "Accept all, recorded as accepted in bulk", frozenset({Place.SAMPLE}), "accept all", 10),
    Key("leave-list", ("Esc", "Backspace", "Left"), "Go back", frozenset({Place.QUEUE, Place.SAMPLE}), "back", 14),
    Key("accept", ("Enter",), "Open the selected row", frozenset({Place.SEARCH}), "open", 10),
    Key("choose", ("Enter",), "Do or open what is selected", frozenset({Place.CHOOSER}), "choose", 10),
    Key("complete", ("Tab",), "Put the selected row into the line", frozenset({Place.CHOOSER})),
    Key("take", ("Tab",), "Take what is proposed behind the cursor", frozenset({Place.SEARCH}), "take", 13),
    Key("accept-find", ("Enter",), "Go to the first place found", frozenset({Place.FIND}), "find", 10),
    Key("leave", ("Esc", "Ctrl-c"), "Leave the line", _TYPING, "leave", 12),
    Key("row-down", ("Down", "Ctrl-n"), "Select the next row", _LISTS, "next", 14),
    Key("row-up", ("Up", "Ctrl-p"), "Select the previous row", _LISTS),
    Key("rows-down", ("PgDn",), "Move down a page of rows", _LISTS),
    Key("rows-up", ("PgUp",), "Move up a page of rows", _LISTS),
    Key("erase", ("Backspace",), "Erase the letter before the cursor", _TYPING),
    Key("erase-next", ("Delete", "Ctrl-d"), "Erase the letter under the cursor", _TYPING),
    Key("erase-word", ("Ctrl-w",), "Erase the word before the cursor", _TYPING),
    Key("erase-line", ("Ctrl-u",), "Erase the line before the cursor", _TYPING, "erase", 16),
    Key("erase-end", ("Ctrl-k",), "Erase the line after the cursor", _TYPING),
    Key("cursor-left", ("Left", "Ctrl-b"), "Move the cursor left", _TYPING),
    Key("cursor-right", ("Right", "Ctrl-f"), "Move the cursor right", _TYPING),
    Key("cursor-start", ("Home", "Ctrl-a"), "Move the cursor to the start of the line", _TYPING),
    Key("cursor-end", ("End", "Ctrl-e"), "Move the cursor to the end of the line", _TYPING),
)

BY_ID = {key.id: key for key in KEYS}

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Delete",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "space": "Space",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "ctrl+h": "Backspace",
    "ctrl+j": "Enter",
}


def spell(name: str, character: str | None) -> str:
    """A key as the registry writes it, from the framework's name and character; Ctrl-h is some terminals' Backspace."""
    if name in _NAMES:
        return _NAMES[name]
    if character and character.isprintable():
        return character
    return f"Ctrl-{name.removeprefix('ctrl+')}" if name.startswith("ctrl+") else name


class KeyReader:
    """Turns keys into actions, one at a time, holding back the first of a pair such as `g g`."""

    def __init__(self, keys: Iterable[Key] = KEYS) -> None:
        self._table: dict[tuple[Place, str], str] = {}
        for key in keys:
            for place in key.places:
                for sequence in key.keys:
                    if (place, sequence) in self._table:
                        raise ValueError(f"{sequence} has two meanings {place}")
                    self._table[place, sequence] = key.id
        self._starts = {(place, sequence.split()[0]) for place, sequence in self._table if " " in sequence}
        self._held = ""

    def read(self, place: Place, pressed: str) -> str:
        """The action's id; empty for a key that means nothing here, or not yet."""
        held, self._held = self._held, ""
        if held and (action := self._table.get((place, f"{held} {pressed}"))):
            return action
        if (place, pressed) in self._starts:
            self._held = pressed
            return ""
        return self._table.get((place, pressed), "")


def status_hints(place: Place, works: Iterable[str]) -> list[tuple[str, str]]:
    """What the status line offers, most wanted first: (key, word)."""
    ids = set(works)
    shown = sorted(
        (key for key in KEYS if key.hint and place in key.places and key.id in ids), key=lambda key: key.status
    )
    return [(key.keys[0], key.hint) for key in shown]


def keys_page() -> Page:
    """Every key by where it works, for the guide."""
    blocks = [
        Block(Kind.HEADING, (Span("Keys", Style.TITLE),), level=1),
        Block(Kind.BLANK),
        Block(Kind.TEXT, (Span("In the browser, ? shows only those that work where you are."),)),
    ]
    for place in Place:
        blocks += [Block(Kind.BLANK), Block(Kind.HEADING, (Span(str(place).capitalize()),), level=2, anchor=place.name)]
        blocks += [_key_row(key) for key in KEYS if place in key.places]
    return Page("help/keys", "Keys", tuple(blocks))


def _key_row(key: Key) -> Block:
    cells = ((Span(", ".join(key.keys), Style.STRONG),), (Span(key.help),))
    return Block(Kind.ROW, cells=cells, columns=(Column(22), Column()))
