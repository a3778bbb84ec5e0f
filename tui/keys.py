"""The one registry of keys: what runs, the status line and the help are all read from `KEYS`, by way of `tui.keymap`.

A key is written as people read it: `j`, `Ctrl-d`, `PgDn`, `g g` for two in a row; `spell` turns the framework's names
into these. No key needs Alt, a function key or a mouse.
"""

from dataclasses import dataclass
from enum import StrEnum


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
    HINTS = "when choosing a link by its letters"
    TABLE = "in a table"
    FILTER = "when filtering a table"
    LETTER = "when giving the letter of a mark"


_BROWSING = frozenset({Place.LIST, Place.PAGE})
_TAKING = _BROWSING | {Place.TABLE}
_READING = frozenset({Place.LIST, Place.PAGE, Place.QUEUE, Place.SAMPLE, Place.TABLE})
_TEXT = _READING | {Place.REVIEW, Place.SPAN, Place.CUT}
_RESTING = _READING | {Place.REVIEW}
_LINES = frozenset({Place.SEARCH, Place.FIND, Place.CHOOSER, Place.FILTER})
TYPING = _LINES | {Place.HINTS, Place.LETTER}
"""Where a letter is a letter."""
_LISTS = frozenset({Place.SEARCH, Place.CHOOSER})
_PAGE = frozenset({Place.PAGE})
_LIST = frozenset({Place.LIST})
_TABLE = frozenset({Place.TABLE})
_REVIEW = frozenset({Place.REVIEW})
_SPAN = frozenset({Place.SPAN})
_CUT = frozenset({Place.CUT})


@dataclass(frozen=True, slots=True)
class Key:
    """One action. `hint` is its word in the status line, in the order of `status` (0 for not there), and in a pair."""

    id: str
    keys: tuple[str, ...]
    help: str
    places: frozenset[Place]
    hint: str = ""
    status: int = 0


KEYS: tuple[Key, ...] = (
    Key("search", ("/",), "Search the library: facts first, then sheets and sources", _TAKING, "search", 24),
    Key("open", ("Enter", "Right"), "Open the selected row", frozenset({Place.LIST}), "open", 10),
    Key("follow", ("Enter", "Right"), "Follow the marked link", _PAGE, "follow", 12),
    Key("back", ("Esc", "Backspace", "Left"), "Go back to where you came from", _PAGE | _REVIEW | _TABLE, "back", 14),
    Key("clear", ("Esc",), "Clear the search and show every sheet", frozenset({Place.LIST}), "all sheets", 16),
    Key("evidence", ("v",), "Show the passage that proves it; again: its next passage", _TAKING, "proof", 18),
    Key("next-link", ("Tab",), "Mark the next link", _PAGE, "link", 19),
    Key("previous-link", ("Shift-Tab",), "Mark the previous link", _PAGE),
    Key("print", ("p",), "Print what is picked, or the sheet, to a Markdown file", _TAKING, "print", 27),
    Key("pick", ("x",), "Pick for printing, or put back", _TAKING),
    Key("drop-picks", ("X",), "Put all picks back; after printing, pick the same again", _TAKING),
    Key("hints", ("l",), "Put letters on the links in view: type one to follow", _PAGE, "jump", 20),
    Key("facets", ("f",), "Narrow the list by kind, actor, tool, year, status ...", _LIST, "narrow", 25),
    Key("sort", ("s",), "Sort the list: by match, amount, date or title", _LIST, "sort", 26),
    Key("figures", ("$",), "Show the figures as a table; again: of all the library", _TAKING, "figures", 28),
    Key("timeline", ("t",), "Show the timeline; again: of all the library", _TAKING, "timeline", 29),
    Key("recent", ("h",), "Choose among what you read recently", _TAKING),
    Key("mark", ("m",), "Mark this place with a letter", _TAKING),
    Key("marks", ("'",), "Go to a place that you marked; twice: where you were", _TAKING),
    Key("list-marks", ("Enter", "Tab", "Down"), "List the marks", frozenset({Place.LETTER}), "list", 10),
    Key("leave-letter", ("Esc", "Ctrl-c"), "Leave without", frozenset({Place.LETTER}), "leave", 12),
    Key("save-search", ("@",), "Save this search under a name", _LIST, "save as", 33),
    Key("copy-value", ("y v",), "Copy the value", _TAKING, "value", 60),
    Key("copy-citation", ("y c",), "Copy the citation", _TAKING, "citation", 61),
    Key("copy-quote", ("y q",), "Copy the quote that proves it", _TAKING, "quote", 62),
    Key("copy-link", ("y l",), "Copy the reference, as `factfile show` takes it", _TAKING, "link", 63),
    Key("note-value", ("Y v",), "Add the value to factfile-notes.md", _TAKING, "value"),
    Key("note-citation", ("Y c",), "Add the citation to factfile-notes.md", _TAKING, "citation"),
    Key("note-quote", ("Y q",), "Add the quote that proves it to factfile-notes.md", _TAKING, "quote"),
    Key("note-link", ("Y l",), "Add the reference to factfile-notes.md", _TAKING, "link"),
    Key("edit-sheet", ("e",), "Edit the sheet's file in your editor, at the marked line", _TAKING, "edit", 33),
    Key("open-row", ("Enter", "Right"), "Open the selected row", _TABLE, "open", 10),
    Key("sort-table", ("s",), "Sort by a column; once more the other way round", _TABLE, "sort", 19),
    Key("filter", ("f",), "Show only some rows: words, payer:ice, amount:>1M", _TABLE, "filter", 20),
    Key("columns", ("c",), "Choose the columns", _TABLE, "columns", 36),
    Key("column-right", (">",), "Move the columns to see those on the right", _TABLE, "right", 22),
    Key("column-left", ("<",), "Move the columns back", _TABLE, "left", 37),
    Key("totals", ("+",), "Add up: a total for each currency, kind and nature", _TABLE, "totals", 21),
    Key("write-table", ("w",), "Write the rows to a CSV or Markdown file", _TABLE, "write", 23),
    Key("keep-filter", ("Enter",), "Back to the rows", frozenset({Place.FILTER}), "rows", 10),
    Key("leave-hints", ("Esc", "Ctrl-c"), "Back to the page", frozenset({Place.HINTS}), "leave", 12),
    Key("find", ("F",), "Find words in this page", _PAGE, "find", 21),
    Key("next-match", ("n",), "Go to the next place found", _PAGE, "next", 17),
    Key("previous-match", ("N",), "Go to the previous place found", _PAGE),
    Key("next-fact", ("J",), "Mark the next fact", _PAGE, "next fact", 34),
    Key("previous-fact", ("K",), "Mark the previous fact", _PAGE),
    Key("outline", ("o",), "Choose a section of this page", _PAGE, "outline", 31),
    Key("backlinks", ("b",), "Show what mentions a name, or rests on this passage", _PAGE, "mentions", 32),
    Key("page-pane", ("Tab",), "Move to the page beside the list", frozenset({Place.LIST}), "to page", 40),
    Key("down", ("j", "Down"), "Move down a line", _READING),
    Key("up", ("k", "Up"), "Move up a line", _READING),
    Key("page-down", ("Space", "PgDn", "Ctrl-f"), "Move down a page", _TEXT),
    Key("page-up", ("PgUp", "Ctrl-b"), "Move up a page", _TEXT),
    Key("half-down", ("Ctrl-d",), "Move down half a page", _TEXT),
    Key("half-up", ("Ctrl-u",), "Move up half a page", _TEXT),
    Key("top", ("g g", "Home"), "Go to the top", _RESTING, "top"),
    Key("bottom", ("G", "End"), "Go to the end", _RESTING),
    Key("older", ("Ctrl-o", "H"), "Go back through all you have read, last time included", _TAKING | _REVIEW),
    Key("newer", ("L",), "Go forward again", _TAKING | _REVIEW),
    Key("problems", ("P",), "List what is wrong in the library or in config.yaml", _BROWSING),
    Key("palette", (":",), "Choose an action, an actor, a tool or a sheet by name", _RESTING, "palette", 44),
    Key("help", ("?",), "Show the keys that work here, and the guide", _TEXT, "help", 4),
    Key("redraw", ("Ctrl-l",), "Draw the screen again", _TEXT | _LINES),
    Key("suspend", ("Ctrl-z",), "Go to the shell; `fg` comes back", _RESTING),
    Key("theme", ("T",), "Choose the theme: dark, light, no colours, high contrast", _TAKING),
    Key("quit", ("q", "Ctrl-c"), "Quit; where you were is kept", _RESTING, "quit", 6),
    Key("review", ("r",), "Review the draft: accept, reject or edit its findings", _BROWSING, "review", 22),
    Key("queue", ("R",), "Show what waits for review in all drafts", _BROWSING | _REVIEW, "queue", 42),
    Key("finish-review", ("D",), "Finish the review: the sheet is reviewed, by you, today", _REVIEW, "finish", 5),
    Key("accept-finding", ("a",), "Accept the finding as it stands", _REVIEW, "accept", 7),
    Key("reject-finding", ("x",), "Reject the finding", _REVIEW, "reject", 8),
    Key("edit-finding", ("e", "Enter"), "Edit a field of the finding, which accepts it", _REVIEW, "edit", 9),
    Key("next-finding", ("n", "j", "Down"), "Go to the next undecided finding", _REVIEW, "next", 10),
    Key("previous-finding", ("N", "k", "Up"), "Go to the previous undecided finding", _REVIEW),
    Key("undo", ("u",), "Take the last decision back", _REVIEW, "undo", 11),
    Key("why", ("w",), "Show why it was found: the rule and how sure it is", _REVIEW, "why", 12),
    Key("select", ("s",), "Add what was missed: select its passage", _REVIEW, "add", 13),
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
    Key("take", ("Tab",), "Take what is proposed behind the cursor", frozenset({Place.SEARCH}), "complete", 13),
    Key("accept-find", ("Enter",), "Stay at the place found", frozenset({Place.FIND}), "stay", 10),
    Key("leave", ("Esc", "Ctrl-c"), "Leave the line", _LINES, "leave", 12),
    Key("row-down", ("Down", "Ctrl-n"), "Select the next row", _LISTS, "next", 14),
    Key("row-up", ("Up", "Ctrl-p"), "Select the previous row", _LISTS),
    Key("rows-down", ("PgDn",), "Move down a page of rows", _LISTS),
    Key("rows-up", ("PgUp",), "Move up a page of rows", _LISTS),
    Key("erase", ("Backspace",), "Erase the letter before the cursor", _LINES),
    Key("erase-next", ("Delete", "Ctrl-d"), "Erase the letter under the cursor", _LINES),
    Key("erase-word", ("Ctrl-w",), "Erase the word before the cursor", _LINES),
    Key("erase-line", ("Ctrl-u",), "Erase the line before the cursor", _LINES, "erase", 16),
    Key("erase-end", ("Ctrl-k",), "Erase the line after the cursor", _LINES),
    Key("cursor-left", ("Left", "Ctrl-b"), "Move the cursor left", _LINES),
    Key("cursor-right", ("Right", "Ctrl-f"), "Move the cursor right", _LINES),
    Key("cursor-start", ("Home", "Ctrl-a"), "Move the cursor to the start of the line", _LINES),
    Key("cursor-end", ("End", "Ctrl-e"), "Move the cursor to the end of the line", _LINES),
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
