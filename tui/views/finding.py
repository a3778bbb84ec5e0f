"""Finding words in a page, also across a line's end, whatever their case and accents.

The page's text is folded once and searched as one string; where a place stands on the lines is worked out only for the
blocks that are looked at. So a letter typed costs the same in a megabyte as in a paragraph.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from factsheets.safe_text import safe_lines
from tui.filling import FURNITURE
from tui.layout import Line
from tui.page import Block, Kind

MOST = 2000
_SPACE = re.compile(r"\s+")
_PARTS = "\n"


class Stretch(NamedTuple):
    """Characters `start` to before `stop` of one line; the line counts from the top of its block."""

    line: int
    start: int
    stop: int


Match = tuple[Stretch, ...]


_AS_TYPED = {**dict.fromkeys("‘’ʼ′", "'"), **dict.fromkeys("“”«»„", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
"""Signs of print as a keyboard has them."""


def fold(character: str) -> str:
    """The letters that it is compared by: of an accent that stands alone none, of a ligature each."""
    if character.isascii():
        return character.lower()
    if character.isspace():
        return " "
    letters = unicodedata.normalize("NFKD", _AS_TYPED.get(character, character)).casefold()
    return "".join(letter for letter in letters if not (unicodedata.combining(letter) or letter.isspace()))


class _Folding(dict[int, str]):
    """Letters as they are compared, each worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = fold(chr(code))
        return letters


_FOLDED = _Folding()


def folded(text: str) -> str:
    """A text as it is compared."""
    return text.translate(_FOLDED)


def _parts(block: Block) -> Iterator[str]:
    """What a block says, cell by cell, with single spaces."""
    if block.kind is Kind.BLANK or block.kind is Kind.RULE:
        return
    for spans in block.cells if block.kind is Kind.ROW else (block.spans,):
        yield _SPACE.sub(" ", safe_lines("".join(span.text for span in spans)))


class PageText:
    """A page's words, to find places in: each is known by its block and by where in the block's text it begins."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        texts = [folded(_PARTS.join(_parts(block))) for block in blocks]
        self._starts = array("q", accumulate((len(text) + 1 for text in texts), initial=0))
        self._text = _PARTS.join(texts)

    def find(self, wanted: str) -> "Places":
        """Every place, in order, at most `MOST`; spaces in what is wanted match any space and a line's end."""
        needle = " ".join(folded(wanted).split())
        found = array("q")
        at = self._text.find(needle) if needle else -1
        while at >= 0 and len(found) < MOST:
            found.append(at)
            at = self._text.find(needle, at + len(needle))
        return Places(self, found, len(needle), more=at >= 0)

    def block_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def within(self, block: int) -> tuple[int, int]:
        return self._starts[block], self._starts[block + 1]

    def letters(self, block: int) -> tuple[list[str], list[int]]:
        """A block's parts as they are shown, and for each letter of its folded text where in them it stands.

        No places where each stands at its own number; else one more than letters, so that what joins a letter is told.
        """
        parts = list(_parts(self._blocks[block]))
        shown = _PARTS.join(parts)
        if shown.isascii() or all(len(_FOLDED[code]) == 1 for code in set(map(ord, shown))):
            return parts, []
        places = [index for index, character in enumerate(shown) for _ in _FOLDED[ord(character)]]
        return parts, [*places, len(shown)]


class Places:
    """What was found. Falsy where that is nothing; `more` says that there is more of it than is counted."""

    def __init__(self, text: PageText, found: "array[int]", length: int, *, more: bool) -> None:
        self._text = text
        self._found = found
        self._length = length
        self.more = more

    def __len__(self) -> int:
        return len(self._found)

    def block(self, number: int) -> int:
        return self._text.block_at(self._found[number])

    def first_from(self, block: int) -> int:
        """The first place in a block or after it; comes round to the first of all."""
        number = bisect_left(self._found, self._text.within(block)[0])
        return number if number < len(self) else 0

    def in_block(self, block: int) -> range:
        start, stop = self._text.within(block)
        return range(bisect_left(self._found, start), bisect_left(self._found, stop))

    def on_lines(self, block: int, lines: Sequence[Line]) -> dict[int, Match]:
        """Where each place of a block stands on the lines that show it, by its number."""
        numbers = self.in_block(block)
        if not numbers:
            return {}
        parts, letters = self._text.letters(block)
        base = self._text.within(block)[0]
        shown = _Shown(parts, lines)
        found: dict[int, Match] = {}
        for number in numbers:
            first, last = self._found[number] - base, self._found[number] - base + self._length - 1
            if letters:
                first, last = letters[first], max(letters[last + 1] - 1, letters[last])
            found[number] = shown.stretches(first, last)
        return found


NOTHING = PageText(()).find("")


class _Shown:
    """Where a block's letters stand on its lines: lines keep every letter in order, and only spaces come and go."""

    def __init__(self, parts: Sequence[str], lines: Sequence[Line]) -> None:
        self._lines = lines
        self._text = _PARTS.join(parts)
        self._starts = [0, *accumulate(len(part) + 1 for part in parts)]
        self._counts: dict[int, list[int]] = {}
        self._counted = (0, 0)

    def stretches(self, first: int, last: int) -> Match:
        """The letters `first` to `last` of the text on lines; neither may be a space."""
        part = bisect_right(self._starts, first) - 1
        start = self._ordinal(part, first)
        stop = start + len("".join(self._text[first : last + 1].split()))
        counts = self._counts_of(part)
        line = bisect_right(counts, start) - 1
        found: list[Stretch] = []
        while line < len(self._lines) and counts[line] < stop:
            stretch = self._on_line(line, part, start - counts[line], stop - counts[line])
            found += [stretch] if stretch else []
            line += 1
        return tuple(found)

    def _ordinal(self, part: int, index: int) -> int:
        """How many letters of the part stand before one; places come in order, so each counts on from the last."""
        before, letters = self._counted
        if before < self._starts[part] or before > index:
            before, letters = self._starts[part], 0
        letters += index - before - self._text.count(" ", before, index)
        self._counted = index, letters
        return letters

    def _counts_of(self, part: int) -> list[int]:
        """How many letters of a part stand on the lines before each."""
        if part not in self._counts:
            on_each = (
                sum(len("".join(piece.text.split())) for piece in line.pieces if piece.part == part)
                for line in self._lines
            )
            self._counts[part] = [0, *accumulate(on_each)]
        return self._counts[part]

    def _on_line(self, number: int, part: int, start: int, stop: int) -> Stretch | None:
        """The characters of a line that hold its letters `start` to before `stop` of a part."""
        column = letters = 0
        found: list[int] = []
        for piece in self._lines[number].pieces:
            if piece.part != part or piece.part == FURNITURE:
                column += len(piece.text)
                continue
            for character in piece.text:
                if not character.isspace():
                    found += [column] if start <= letters < stop else []
                    letters += 1
                column += 1
        return Stretch(number, found[0], found[-1] + 1) if found else None
