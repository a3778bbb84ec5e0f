"""Blocks become lines of a given width: the one layout of the screen and of plain text, which knows neither.

Only the number of each block's lines is worked out at once; the lines are made as they are looked at, so that a source
of megabytes opens and turns as fast as a short page. Widths count cells. What a line holds is safe to show: every span
passes through `safe_lines` here.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeVar, overload

from factsheets.safe_text import safe, safe_lines
from tui.cells import cell_width, split_at
from tui.filling import FURNITURE, NO_LINK, Piece, Pieces, filled, filled_alone, verbatim
from tui.page import Block, Column, Kind, Span, Style

__all__ = ["FURNITURE", "MIN_WIDTH", "NO_LINK", "Layout", "Line", "LinkPlace", "Piece", "lay_out", "plain_lines"]

MIN_WIDTH = 8
_INDENT = 2
_GAP = 2
_MIN_FLEXIBLE = 20
_RULE_WIDTH = 24
_JOINT = " · "
_BLOCKS_KEPT = 512
_WITHOUT_TEXT = frozenset({Kind.BLANK, Kind.RULE})
_BY_LINE = frozenset({Kind.TEXT, Kind.HEADING, Kind.ITEM, Kind.QUOTE})


class Line(NamedTuple):
    pieces: tuple[Piece, ...]
    block: int

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class LinkPlace(NamedTuple):
    """Where a link stands: its reference, its block, its first and last line."""

    ref: str
    block: int
    first: int
    last: int


Item = TypeVar("Item")


class _Made(Sequence[Item]):
    """A sequence of which each item is made when it is asked for."""

    def __init__(self, size: int, make: Callable[[int], Item]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | Sequence[Item]:
        if isinstance(number, slice):
            return [self._make(one) for one in range(*number.indices(self._size))]
        if not -self._size <= number < self._size:
            raise IndexError(number)
        return self._make(number % self._size)


class Layout:
    """`starts` holds the first line of each block, and ends with the number of lines; `links` stand in page order."""

    def __init__(self, blocks: Sequence[Block], width: int) -> None:
        self.width = max(width, MIN_WIDTH)
        self._blocks = blocks
        self._kept: dict[int, list[Line]] = {}
        self._spread: tuple[int, dict[int, tuple[int, int]]] = (-1, {})
        self._refs = list(_link_refs(blocks))
        self._linked = [number for _, number in self._refs]
        self.starts = (0, *accumulate(_height(block, self.width) for block in blocks))
        self.lines: Sequence[Line] = _Made(self.starts[-1], self._line)
        self.links: Sequence[LinkPlace] = _Made(len(self._refs), self._link)

    def block_of(self, line: int) -> int:
        """The block that a line belongs to; the last one for a line past the end."""
        return max(bisect_right(self.starts, line, hi=max(len(self.starts) - 1, 1)) - 1, 0)

    def lines_of(self, block: int) -> list[Line]:
        """The lines of a block; those of the blocks looked at last are kept."""
        kept = self._kept.pop(block, None)
        if kept is None:
            base = self.first_link(block)
            kept = [Line(_joined(pieces, base), block) for pieces in _block_lines(self._blocks[block], self.width)]
            if len(self._kept) >= _BLOCKS_KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[block] = kept
        return kept

    def first_link(self, block: int) -> int:
        """The number of the first link in a block or after it."""
        return bisect_right(self._linked, block - 1)

    def _line(self, number: int) -> Line:
        block = self.block_of(number)
        return self.lines_of(block)[number - self.starts[block]]

    def _link(self, number: int) -> LinkPlace:
        ref, block = self._refs[number]
        return LinkPlace(ref, block, *self._links_of(block)[number])

    def _links_of(self, block: int) -> dict[int, tuple[int, int]]:
        """The first and the last line of each link of a block; those of the block asked for last are kept."""
        if self._spread[0] != block:
            spread: dict[int, tuple[int, int]] = {}
            for line, (pieces, _) in enumerate(self.lines_of(block), self.starts[block]):
                for piece in pieces:
                    if piece.link != NO_LINK:
                        spread[piece.link] = (spread.get(piece.link, (line, line))[0], line)
            self._spread = block, spread
        return self._spread[1]


def lay_out(blocks: Sequence[Block], width: int) -> Layout:
    """Lines no wider than `width`, but never narrower than `MIN_WIDTH`; nothing of the text is lost."""
    return Layout(blocks, width)


def plain_lines(blocks: Sequence[Block], width: int) -> list[str]:
    """The text alone, without trailing spaces."""
    return [line.text.rstrip() for line in lay_out(blocks, width).lines]


def _link_refs(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """The references that the text links to, each with its block, in the order in which `_runs` numbers them."""
    for number, block in enumerate(blocks):
        if block.kind is Kind.ROW:
            yield from ((ref, number) for cell in block.cells for ref in _refs_in(cell))
        elif block.spans and (len(block.spans) > 1 or block.spans[0].link) and block.kind not in _WITHOUT_TEXT:
            yield from ((ref, number) for ref in _refs_in(block.spans))


def _refs_in(spans: Iterable[Span]) -> Iterator[str]:
    """Neighbours with one reference are one link, spaces are none."""
    before = ""
    for span in spans:
        target = span.link if span.link == before or span.text.strip() else ""
        if target and target != before:
            yield target
        before = target


def _height(block: Block, width: int) -> int:
    """How many lines a block takes; for plain text without making them."""
    if block.kind in _BY_LINE and block.spans:
        room = width - cell_width(_margins(block, width)[0])
        text = safe_lines("".join(span.text for span in block.spans))
        if len(text) <= room and text.isascii() and "\n" not in text:
            return 1
        alone = filled_alone(text, room)
        if alone is not None:
            return max(len(alone), 1)
    return len(_block_lines(block, width))


def _block_lines(block: Block, width: int) -> list[Pieces]:
    margin = " " * _indent(block, width)
    match block.kind:
        case Kind.BLANK:
            return [[]]
        case Kind.RULE:
            return [[Piece("─" * min(width, _RULE_WIDTH), Style.DIM)]]
        case Kind.ROW:
            return _row(block, len(margin), width)
        case Kind.CODE:
            return _hung(verbatim(_runs([block.spans], Style.CODE)[0], width - len(margin)), margin, margin)
    first, rest = _margins(block, width)
    style = Style.HEADING if block.kind is Kind.HEADING else Style.PLAIN
    return _hung(filled(_runs([block.spans], style)[0], width - cell_width(first)), first, rest)


def _indent(block: Block, width: int) -> int:
    return min(_INDENT * block.level, width // 3) if block.kind is not Kind.HEADING else 0


def _margins(block: Block, width: int) -> tuple[str, str]:
    """What stands before the first line of a block's text, and before the others; both equally wide."""
    margin = " " * _indent(block, width)
    if block.kind is Kind.QUOTE:
        return margin + "│ ", margin + "│ "
    if block.kind is not Kind.ITEM:
        return margin, margin
    first = margin + split_at(safe(block.marker or "-"), max(width // 3, 1))[0] + " "
    return first, " " * cell_width(first)


def _hung(lines: Iterable[Pieces], first: str, rest: str) -> list[Pieces]:
    """The lines behind a hanging indent; a block without text still shows its marker."""
    hung = [[Piece(rest if number else first), *pieces] for number, pieces in enumerate(lines)]
    return hung or [[Piece(first.rstrip())]]


def _runs(cells: Iterable[Iterable[Span]], style: Style) -> list[Pieces]:
    """Each cell's spans as pieces, plain ones in the block's style; links are numbered from 0 within the block."""
    every: list[Pieces] = []
    link = NO_LINK
    for part, cell in enumerate(cells):
        runs: Pieces = []
        before = ""
        for span in cell:
            target = span.link if span.link == before or span.text.strip() else ""
            link += bool(target and target != before)
            before = target
            runs.append(Piece(safe_lines(span.text), span.style or style, link if target else NO_LINK, part))
        every.append(runs)
    return every


def _row(block: Block, indent: int, width: int) -> list[Pieces]:
    cells = _runs(block.cells, Style.PLAIN)
    columns = [*block.columns, *(Column() for _ in cells[len(block.columns) :])][: len(cells)]
    widths = _column_widths(columns, width - indent)
    if widths is None:
        return _stacked(cells, indent, width)
    wrapped = [filled(cell, room) for cell, room in zip(cells, widths, strict=True)]
    height = max((len(lines) for lines in wrapped), default=0)
    return [_row_line(wrapped, columns, widths, indent, y) for y in range(height)] or [[]]


def _row_line(wrapped: list[list[Pieces]], columns: list[Column], widths: list[int], indent: int, y: int) -> Pieces:
    line = [Piece(" " * indent)]
    owed = 0
    for lines, column, room in zip(wrapped, columns, widths, strict=True):
        pieces = lines[y] if y < len(lines) else []
        slack = room - sum(cell_width(piece.text) for piece in pieces)
        before = max(slack - column.inset, 0) if column.right else 0
        if pieces:
            line.append(Piece(" " * (owed + before)))
            line.extend(pieces)
            owed = slack - before + _GAP
        else:
            owed += room + _GAP
    return line


def _column_widths(columns: list[Column], width: int) -> list[int] | None:
    """The cells' widths, flexible ones sharing alike so that rows align; None where they do not fit side by side."""
    fixed = sum(column.width for column in columns) + _GAP * (len(columns) - 1)
    flexible = sum(not column.width for column in columns)
    left = width - fixed
    if left < _MIN_FLEXIBLE * flexible:
        return None
    share, more = divmod(left, flexible) if flexible else (0, 0)
    widths: list[int] = []
    for column in columns:
        widths.append(column.width or share + (1 if more > 0 else 0))
        more -= not column.width
    return widths


def _stacked(cells: list[Pieces], indent: int, width: int) -> list[Pieces]:
    """The narrow form of a row: its first cell, then the others below it, hung and joined by dots."""
    cells_with_text = [cell for cell in cells if any(piece.text.strip() for piece in cell)]
    if not cells_with_text:
        return [[]]
    hang = " " * (indent + _INDENT)
    lines = _hung(filled(cells_with_text[0], width - len(hang)), " " * indent, hang)
    others: Pieces = []
    for cell in cells_with_text[1:]:
        others.extend([Piece(_JOINT, Style.DIM), *cell] if others else cell)
    if others:
        lines.extend(_hung(filled(others, width - len(hang)), hang, hang))
    return lines


def _joined(pieces: Pieces, first_link: int) -> tuple[Piece, ...]:
    """Neighbours of one style and link as one piece, fewer changes of style on the wire; links as the page counts."""
    joined: Pieces = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1][1:] == piece[1:]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    if not any(piece.link >= 0 for piece in joined):
        return tuple(joined)
    return tuple(piece._replace(link=piece.link + first_link) if piece.link >= 0 else piece for piece in joined)
