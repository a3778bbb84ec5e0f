"""Blocks become lines of a given width: the one layout of the screen and of plain text, which knows neither.

Widths count cells. What a line holds is safe to show: every span passes through `safe_lines` here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factsheets.safe_text import safe_lines
from tui.cells import cell_width, split_at
from tui.page import Block, Column, Kind, Span, Style

NO_LINK = -1
MIN_WIDTH = 8
_INDENT = 2
_GAP = 2
_MIN_FLEXIBLE = 20
_RULE_WIDTH = 24
_TAB = "    "
_JOINT = " · "
_WORDS = re.compile(r"\n|[ \t]+|[^ \t\n]+")


class Piece(NamedTuple):
    """Text of one style on one line; `link` numbers the page's links, `NO_LINK` for none."""

    text: str
    style: Style = Style.PLAIN
    link: int = NO_LINK


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


@dataclass(frozen=True, slots=True)
class Layout:
    """`starts` holds the first line of each block, and ends with the number of lines."""

    width: int
    lines: tuple[Line, ...]
    links: tuple[LinkPlace, ...]
    starts: tuple[int, ...]


Pieces = list[Piece]


def lay_out(blocks: Sequence[Block], width: int) -> Layout:
    """Lines no wider than `width`, but never narrower than `MIN_WIDTH`; nothing of the text is lost."""
    width = max(width, MIN_WIDTH)
    links: list[str] = []
    lines: list[Line] = []
    starts: list[int] = []
    for number, block in enumerate(blocks):
        starts.append(len(lines))
        lines.extend(Line(_joined(pieces), number) for pieces in _block_lines(block, width, links))
    starts.append(len(lines))
    return Layout(width, tuple(lines), _link_places(lines, links), tuple(starts))


def plain_lines(blocks: Sequence[Block], width: int) -> list[str]:
    """The text alone, without trailing spaces."""
    return [line.text.rstrip() for line in lay_out(blocks, width).lines]


def _link_places(lines: Sequence[Line], refs: Sequence[str]) -> tuple[LinkPlace, ...]:
    spread: dict[int, tuple[int, int]] = {}
    for number, line in enumerate(lines):
        for piece in line.pieces:
            if piece.link != NO_LINK:
                first, _ = spread.get(piece.link, (number, number))
                spread[piece.link] = (first, number)
    return tuple(
        LinkPlace(refs[link], lines[first].block, first, last) for link, (first, last) in sorted(spread.items())
    )


def _block_lines(block: Block, width: int, links: list[str]) -> list[Pieces]:
    indent = min(_INDENT * block.level, width // 3) if block.kind is not Kind.HEADING else 0
    margin = " " * indent
    match block.kind:
        case Kind.BLANK:
            lines: list[Pieces] = [[]]
        case Kind.RULE:
            lines = [[Piece("─" * min(width, _RULE_WIDTH), Style.DIM)]]
        case Kind.ROW:
            lines = _row(block, indent, width, links)
        case Kind.ITEM:
            lines = _item(block, indent, width, links)
        case Kind.CODE:
            lines = _hung(_verbatim(_runs(block.spans, Style.CODE, links), width - indent), margin, margin)
        case Kind.QUOTE:
            bar = margin + "│ "
            lines = _hung(_wrapped(_runs(block.spans, Style.PLAIN, links), width - cell_width(bar)), bar, bar)
        case _:
            style = Style.HEADING if block.kind is Kind.HEADING else Style.PLAIN
            lines = _hung(_wrapped(_runs(block.spans, style, links), width - indent), margin, margin)
    return lines


def _item(block: Block, indent: int, width: int, links: list[str]) -> list[Pieces]:
    marker = safe_lines(block.marker or "-").replace("\n", " ").replace("\t", " ")
    marker = split_at(marker, max(width // 3, 1))[0]
    first = " " * indent + marker + " "
    rest = " " * cell_width(first)
    return _hung(_wrapped(_runs(block.spans, Style.PLAIN, links), width - len(rest)), first, rest)


def _hung(lines: Iterable[Pieces], first: str, rest: str) -> list[Pieces]:
    """The lines behind a hanging indent; a block without text still shows its marker."""
    hung = [[Piece(rest if number else first), *pieces] for number, pieces in enumerate(lines)]
    return hung or [[Piece(first.rstrip())]]


def _runs(spans: Iterable[Span], style: Style, links: list[str]) -> Pieces:
    """Spans as pieces, plain ones in the block's style. Neighbours with one reference are one link, spaces are none."""
    runs: Pieces = []
    before = ""
    for span in spans:
        target = span.link if span.link == before or span.text.strip() else ""
        if target and target != before:
            links.append(target)
        before = target
        runs.append(Piece(safe_lines(span.text), span.style or style, len(links) - 1 if target else NO_LINK))
    return runs


class _Word(NamedTuple):
    """Pieces without a space between them. `gap` is the space before, `breaks` a line break before."""

    pieces: Pieces
    gap: Piece | None
    breaks: bool


def _words(runs: Iterable[Piece]) -> Iterator[_Word]:
    pieces: Pieces = []
    gap: Piece | None = None
    breaks = False
    for run in runs:
        for part in _WORDS.findall(run.text):
            if not (part == "\n" or part[0] in " \t"):
                pieces.append(run._replace(text=part))
                continue
            if pieces or (part == "\n" and breaks):
                yield _Word(pieces, gap, breaks)
                pieces, gap, breaks = [], None, False
            if part == "\n":
                breaks = True
            elif gap is None:
                gap = run._replace(text=" ")
    if pieces:
        yield _Word(pieces, gap, breaks)


def _wrapped(runs: Pieces, width: int) -> list[Pieces]:
    """Words filled into lines; a word longer than a line is cut between letters, from where it stands."""
    if len(runs) == 1 and (simple := _wrapped_alone(runs[0], width)) is not None:
        return simple
    lines: list[Pieces] = []
    line: Pieces = []
    used = 0
    for word in _words(runs):
        needed = sum(cell_width(piece.text) for piece in word.pieces)
        gap = 1 if word.gap and line else 0
        if word.breaks or (line and used + gap + needed > width and not (needed > width and used + gap + 2 <= width)):
            if lines or line or word.breaks:
                lines.append(line)
            line, used, gap = [], 0, 0
        if gap and word.gap:
            line.append(word.gap)
            used += 1
        for piece in word.pieces:
            text = piece.text
            while used + cell_width(text) > width:
                head, text = split_at(text, width - used)
                if head:
                    line.append(piece._replace(text=head))
                lines.append(line)
                line, used = [], 0
            line.append(piece._replace(text=text))
            used += cell_width(text)
    if line:
        lines.append(line)
    return lines


def _wrapped_alone(run: Piece, width: int) -> list[Pieces] | None:
    """The same, many times as fast, for the plain text of a source; None where it takes more than filling lines."""
    if "\n" in run.text:
        return None
    lines: list[str] = []
    line, used = "", 0
    for word in filter(None, run.text.replace("\t", " ").split(" ")):
        needed = cell_width(word)
        if needed > width:
            return None
        if not line:
            line, used = word, needed
        elif used + 1 + needed <= width:
            line += " " + word
            used += 1 + needed
        else:
            lines.append(line)
            line, used = word, needed
    return [[run._replace(text=text)] for text in (*lines, line) if text]


def _verbatim(runs: Pieces, width: int) -> list[Pieces]:
    """Lines as written, spaces kept, cut where the width ends."""
    lines: list[Pieces] = [[]]
    used = 0
    for run in runs:
        for number, part in enumerate(run.text.replace("\t", _TAB).split("\n")):
            text = part
            if number:
                lines.append([])
                used = 0
            while used + cell_width(text) > width:
                head, text = split_at(text, width - used)
                lines[-1].append(run._replace(text=head))
                lines.append([])
                used = 0
            lines[-1].append(run._replace(text=text))
            used += cell_width(text)
    return lines


def _row(block: Block, indent: int, width: int, links: list[str]) -> list[Pieces]:
    cells = [_runs(cell, Style.PLAIN, links) for cell in block.cells]
    columns = [*block.columns, *(Column() for _ in cells[len(block.columns) :])][: len(cells)]
    widths = _column_widths(columns, width - indent)
    if widths is None:
        return _stacked(cells, indent, width)
    wrapped = [_wrapped(cell, room) for cell, room in zip(cells, widths, strict=True)]
    height = max((len(lines) for lines in wrapped), default=0)
    return [_row_line(wrapped, columns, widths, indent, y) for y in range(height)] or [[]]


def _row_line(wrapped: list[list[Pieces]], columns: list[Column], widths: list[int], indent: int, y: int) -> Pieces:
    line = [Piece(" " * indent)]
    owed = 0
    for lines, column, room in zip(wrapped, columns, widths, strict=True):
        pieces = lines[y] if y < len(lines) else []
        slack = room - sum(cell_width(piece.text) for piece in pieces)
        before = slack if column.right else 0
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
    filled = [cell for cell in cells if any(piece.text.strip() for piece in cell)]
    if not filled:
        return [[]]
    hang = " " * (indent + _INDENT)
    lines = _hung(_wrapped(filled[0], width - len(hang)), " " * indent, hang)
    others: Pieces = []
    for cell in filled[1:]:
        others.extend([Piece(_JOINT, Style.DIM), *cell] if others else cell)
    if others:
        lines.extend(_hung(_wrapped(others, width - len(hang)), hang, hang))
    return lines


def _joined(pieces: Pieces) -> tuple[Piece, ...]:
    """Neighbours of one style and link as one piece: fewer changes of style on the wire."""
    joined: Pieces = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1][1:] == piece[1:]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
