"""A text as the rules read it: of the same length, each of its characters leading back to the text as kept.

What a reader does not see is hidden: markup, soft hyphens, marks without width; letters that are written in two parts
are put together. A line closes up over it (`**ICE**'s` reads as `ICE's`), and spaces follow for what was hidden.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

HIDDEN, _NO_WIDTH = "\x00", "\x01"
"""What stands for a character that is hidden, and for one that nobody would see; no text that is read has either."""
_MARKS = frozenset({HIDDEN, _NO_WIDTH})
INVISIBLE = re.compile("[\xad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_IN_PARTS = re.compile("[^\\W_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+")


@dataclass(frozen=True, slots=True)
class Readable:
    """`places` has the offset of each character in the text as kept; `ends` where those end that stand for several."""

    text: str
    places: "array[int] | None" = None
    ends: Mapping[int, int] = field(default_factory=dict)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of this text as one of the text as kept."""
        if self.places is None or start >= end:
            return start, end
        last = self.places[end - 1]
        return self.places[start], self.ends.get(last, last + 1)

    def whole_lines(self, bounds: tuple[int, int]) -> tuple[int, int]:
        """The bounds of some lines in the text as kept, where what was hidden at the end of the last belongs to it."""
        start, end = bounds
        if self.places is None:
            return bounds
        behind = self.text.find("\n", end)
        behind = len(self.text) if behind < 0 else behind
        return start, end if self.text[end:behind].strip() else behind


class Hiding:
    """A text on its way to being readable."""

    def __init__(self, text: str) -> None:
        self.text = text
        """With spaces for what was hidden by `settle`."""
        self.characters = list(text)
        self.ends: dict[int, int] = {}

    def hide(self, start: int, end: int) -> None:
        for at in range(start, end):
            if self.characters[at] != "\n":
                self.characters[at] = HIDDEN

    def stand_for(self, start: int, end: int, character: str) -> None:
        """One character for several."""
        self.hide(start, end)
        self.characters[start] = character
        self.ends[start] = end

    def join(self, breaks: list[int]) -> None:
        """Lines that a width parted, as one; behind a hyphen nothing parts the two."""
        for at in breaks:
            if self.characters[at] == "\n":
                behind = self.text[at - 1 : at] == "-" and self.text[at - 2 : at - 1].isalpha()
                self.characters[at] = HIDDEN if behind else " "
                before, after = at, at + 1
                while before and self.text[before - 1] in " \t":
                    before -= 1
                while self.text[after : after + 1] in {" ", "\t"}:
                    after += 1
                self.hide(before, at)
                self.hide(at + 1, after)

    def settle(self) -> None:
        self.text = "".join(" " if one == HIDDEN else one for one in self.characters)

    def shown(self) -> str:
        """What is left, without a trace of what was hidden."""
        return "".join(one for one in self.characters if one not in _MARKS)

    def places_of(self, offsets: list[int]) -> list[int]:
        """Offsets of `shown` as those of the text."""
        if not offsets:
            return []
        places = [at for at, one in enumerate(self.characters) if one not in _MARKS]
        return [places[at] for at in offsets]

    def letters(self) -> None:
        """Hide what has no width, put letters together; where most spaces bind, they mean no more than others."""
        if _binds(self.text):
            self.characters = [" " if one == "\xa0" else one for one in self.characters]
        for found in INVISIBLE.finditer(self.text):
            self.characters[found.start()] = _NO_WIDTH
        for found in _IN_PARTS.finditer(self.text):
            whole = unicodedata.normalize("NFC", found.group())
            if len(whole) == 1:
                self.stand_for(*found.span(), whole)

    def readable(self) -> Readable:
        if not _MARKS.intersection(self.characters):
            return Readable("".join(self.characters))
        text = "".join(self.characters)
        places = array("I", range(len(text)))
        lines, at = [], 0
        for line in text.split("\n"):
            if not _MARKS.isdisjoint(line):
                shown = list(_shown(line, at))
                places[at : at + len(shown)] = array("I", shown)
                lines.append("".join(text[place] for place in shown).ljust(len(line)))
            else:
                lines.append(line)
            at += len(line) + 1
        return Readable("\n".join(lines), places, self.ends)


def _shown(line: str, start: int) -> Iterator[int]:
    """Where the characters of a line stand that are left; of two spaces that now meet, the second goes too."""
    last, hidden = "", False
    for at, one in enumerate(line, start):
        if one in _MARKS:
            hidden = hidden or one == HIDDEN
        elif not (hidden and one == " " and last in {" ", ""}):
            yield at
            last, hidden = one, False


def is_plain(text: str) -> bool:
    """Whether the rules may read a text letter by letter as it is."""
    if text.isascii():
        return True
    return unicodedata.is_normalized("NFC", text) and not INVISIBLE.search(text) and not _binds(text)


def _binds(text: str) -> bool:
    """Whether most spaces are such as bind: a page's habit, which says nothing of figures."""
    return text.count("\xa0") > text.count(" ")
