"""What stands at the head of a table's cell: of its row, of its column, and above the table, to give a figure its name.

A table is lines of cells parted by tabs, bars or semicolons, or was flattened into lines of a cell each.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from factsheets.distill.document import Document
from factsheets.distill.readable import Readable
from factsheets.evidence import Span

_CELL = re.compile(r"[^\t|;]+")
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:19|20|21)\d\d(?:[-/–]\d{2,4})?")
_LONGEST_CELL, _LONGEST_ROW = 90, 400
_MOST_ROWS = 200
"""How far up from a cell the head of its table is looked for, in lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What names a cell; `head`, of its column, is a span of the text as kept. What a table does not have is absent."""

    row: str = ""
    column: str = ""
    head: Span | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.row, self.column) if part)


class Tables:
    """The cells of a document by where they stand in its text as kept."""

    def __init__(self, document: Document) -> None:
        self._read = document.readable or Readable(document.text)
        self._lines = document.paragraphs
        self._starts = [one.start for one in document.paragraphs]
        self._found: dict[int, list[Span]] = {}

    def cell(self, offset: int) -> Cell | None:
        """The heads of the cell that holds an offset; None in prose."""
        position = bisect_right(self._starts, offset) - 1
        if position < 0:
            return None
        cells = self._cells(position)
        if len(cells) > 1:
            return self._in_row(position, cells, offset)
        return self._in_column(position) if cells and _is_figure(self._text(cells[0])) else None

    def _cells(self, position: int) -> list[Span]:
        """The cells of a line that have something in them, in offsets of the text as read."""
        if position not in self._found:
            self._found[position] = list(self._split(position))
        return self._found[position]

    def _split(self, position: int) -> Iterator[Span]:
        line = self._lines[position]
        if len(line.text) > _LONGEST_ROW:
            return
        raw = self._read.text[line.start : line.start + len(line.text)]
        for one in _CELL.finditer(raw):
            if one.group().strip():
                start, end = _trimmed(raw, one.start(), one.end())
                yield Span(line.start + start, line.start + end)

    def _text(self, span: Span) -> str:
        return self._read.text[span.start : span.end]

    def _in_row(self, position: int, cells: list[Span], offset: int) -> Cell | None:
        """A line of cells: its first words are the head, the line above without figures has those of the columns."""
        places = [self._read.span(one.start, one.end) for one in cells]
        number = next((at for at, (start, end) in enumerate(places) if start <= offset < end), 0)
        texts = [self._text(one) for one in cells]
        if number == 0 or any(len(one) > _LONGEST_CELL for one in texts):
            return None
        if not any(map(_is_figure, texts)):
            return self._named("", cells[number]) if self._heads_others(position, len(cells)) else None
        row = ", ".join(takewhile(lambda one: not _is_figure(one), texts[:number]))
        for above in range(position - 1, max(position - _MOST_ROWS, -1), -1):
            heads = self._cells(above)
            if len(heads) < 2:
                break
            if len(heads) == len(cells) and not any(_is_figure(self._text(one)) for one in heads):
                return self._named(row, heads[number])
        return None

    def _heads_others(self, position: int, width: int) -> bool:
        """Whether the line below has as many cells, and a figure among them."""
        below = self._cells(position + 1) if position + 1 < len(self._lines) else []
        return len(below) == width and any(_is_figure(self._text(one)) for one in below)

    def _named(self, row: str, head: Span | None) -> Cell:
        if head is None:
            return Cell(row)
        return Cell(row, " ".join(self._text(head).split()), Span(*self._read.span(head.start, head.end)))

    def _in_column(self, position: int) -> Cell | None:
        """A table of a cell a line: the words above the figures are the head of the row."""
        top = self._up(position, lambda text: _is_figure(text) or _is_year(text))
        if top < 0 or not self._is_label(top):
            return None
        number, width = position - top - 1, self._width(top)
        first = self._first_row(top)
        heads = self._heads(first, width)
        return self._named(self._single(top), heads[number] if number < len(heads) else None)

    def _up(self, position: int, while_it: Callable[[str], bool]) -> int:
        """The nearest line above that is not so; -1 where there is none."""
        at = position
        while at >= 0 and position - at < _MOST_ROWS and while_it(self._single(at)):
            at -= 1
        return at

    def _single(self, position: int) -> str:
        """The text of a line of one cell, "" of any other."""
        cells = self._cells(position)
        return self._text(cells[0]) if len(cells) == 1 else ""

    def _is_label(self, position: int) -> bool:
        text = self._single(position)
        return bool(text) and len(text) <= _LONGEST_CELL and not text.endswith((".", "!", "?"))

    def _width(self, label: int) -> int:
        """How many figures follow the head of a row."""
        at = label + 1
        while at < len(self._lines) and (_is_figure(self._single(at)) or _is_year(self._single(at))):
            at += 1
        return at - label - 1

    def _first_row(self, label: int) -> int:
        """The head of the table's first row, or of a row of years, which are the heads of its columns."""
        first = label
        for _ in range(_MOST_ROWS):
            above = self._up(first - 1, lambda text: _is_figure(text) or _is_year(text))
            if above < 0 or above == first - 1 or not self._is_label(above):
                break
            first = above
        return first

    def _heads(self, first: int, width: int) -> list[Span]:
        below = [self._cells(at)[0] for at in range(first + 1, first + 1 + self._width(first))]
        if len(below) == width and all(_is_year(self._text(one)) for one in below):
            return below
        above: list[Span] = []
        while first > 0 and len(above) < width and self._is_label(first - 1):
            first -= 1
            above.insert(0, self._cells(first)[0])
        return above if len(above) == width else []


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    text = raw[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _is_figure(text: str) -> bool:
    """A number that is no year, with the signs that stand round one and no word of more than three letters."""
    if not any(map(str.isdigit, text)) or _is_year(text) or len(text) > 40:
        return False
    return not re.search(r"[^\W\d_]{4,}", text)


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text.strip()))
