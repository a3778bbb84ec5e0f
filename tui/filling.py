"""Text broken into lines of cells: words filled in, or kept as written. A megabyte takes some tens of milliseconds."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from tui.cells import cell_width, clusters
from tui.page import Style

NO_LINK = -1
FURNITURE = -1
_TAB = "    "
_LONG = 200
_WORDS = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_GAPS = re.compile(r"[ \t]{2,}|\t")
_UNUSUAL = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0373\u0386-\u03ff\u0400-\u0482\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]"
)
"""What may be more or less than one cell wide."""


class Piece(NamedTuple):
    """Text of one style on one line; `link` numbers the page's links, `NO_LINK` for none.

    `part` is the cell of a row that the text comes from, 0 elsewhere, `FURNITURE` for what layout put there itself.
    """

    text: str
    style: Style = Style.PLAIN
    link: int = NO_LINK
    part: int = FURNITURE


Pieces = list[Piece]


def _is_narrow(text: str) -> bool:
    """Whether every character takes one cell."""
    return text.isascii() or _UNUSUAL.search(text) is None


def _width(text: str) -> int:
    """Of a long word quickly."""
    return len(text) if len(text) > _LONG and _is_narrow(text) else cell_width(text)


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


def filled(runs: Pieces, width: int) -> list[Pieces]:
    """Words filled into lines; a word longer than a line is cut between letters, from where it stands."""
    if len(runs) == 1 and (alone := filled_alone(runs[0].text, width)) is not None:
        return [[runs[0]._replace(text=text)] for text in alone]
    if len(runs) > 1 and (together := _filled_together(runs, width)) is not None:
        return together
    return _filled_word_by_word(runs, width)


def _filled_word_by_word(runs: Pieces, width: int) -> list[Pieces]:
    lines: list[Pieces] = []
    line: Pieces = []
    used = 0
    for word in _words(runs):
        needed = sum(_width(piece.text) for piece in word.pieces)
        gap = 1 if word.gap and line else 0
        if word.breaks or (line and used + gap + needed > width and not (needed > width and used + gap + 2 <= width)):
            if lines or line or word.breaks:
                lines.append(line)
            line, used, gap = [], 0, 0
        if gap and word.gap:
            line.append(word.gap)
            used += 1
        for piece in word.pieces:
            *whole, text = _cut(piece.text, width - used, width)
            for head in whole:
                if head:
                    line.append(piece._replace(text=head))
                lines.append(line)
                line, used = [], 0
            line.append(piece._replace(text=text))
            used += cell_width(text)
    if line:
        lines.append(line)
    return lines


def _cut(text: str, room: int, width: int) -> list[str]:
    """The text as it fills `room` cells, which may be none, then lines of `width`; always at least one piece."""
    if _is_narrow(text):
        return [text[:room], *(text[start : start + width] for start in range(room, len(text), width))]
    cuts: list[str] = []
    taken: list[str] = []
    for cluster, own in clusters(text):
        if own > room:
            cuts.append("".join(taken))
            taken, room = [], width
        taken.append(cluster)
        room -= own
    return [*cuts, "".join(taken)]


def filled_alone(text: str, width: int) -> list[str] | None:
    """The lines of text in one style, many times as fast; None where it takes more than filling them."""
    if "\n" in text:
        return None
    if not _is_narrow(text):
        return _filled_by_words(text, width)
    if "  " in text or "\t" in text:
        text = _GAPS.sub(" ", text)
    breaks = _breaks(text, width)
    return None if breaks is None else [text[start:stop] for start, stop in breaks]


def _breaks(text: str, width: int) -> list[tuple[int, int]] | None:
    """Where lines of narrow, single-spaced text begin and end; None where a word is longer than a line."""
    stop = len(text.rstrip(" "))
    start = len(text) - len(text.lstrip(" "))
    lines: list[tuple[int, int]] = []
    last = stop - width
    while start < last:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            return None
        lines.append((start, end))
        start = end + 1
    return [*lines, (start, stop)] if start < stop else lines


def _filled_together(runs: Pieces, width: int) -> list[Pieces] | None:
    """The same for several styles: lines are broken in the text as a whole, then cut where the styles change."""
    text = "".join(run.text for run in runs)
    if "\n" in text or "\t" in text or "  " in text or not _is_narrow(text):
        return None
    breaks = _breaks(text, width)
    if breaks is None:
        return None
    ends = list(accumulate(len(run.text) for run in runs))
    lines: list[Pieces] = []
    number = 0
    for start, stop in breaks:
        line: Pieces = []
        position = start
        while position < stop:
            number = bisect_right(ends, position, lo=number)
            cut = min(stop, ends[number])
            line.append(runs[number]._replace(text=text[position:cut]))
            position = cut
        lines.append(line)
    return lines


def _filled_by_words(text: str, width: int) -> list[str] | None:
    lines: list[str] = []
    line, used = "", 0
    for word in filter(None, text.replace("\t", " ").split(" ")):
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
    return [*lines, line] if line else lines


def verbatim(runs: Pieces, width: int) -> list[Pieces]:
    """Lines as written, spaces kept, cut where the width ends."""
    lines: list[Pieces] = [[]]
    used = 0
    for run in runs:
        for number, part in enumerate(run.text.replace("\t", _TAB).split("\n")):
            if number:
                lines.append([])
                used = 0
            *whole, text = _cut(part, width - used, width)
            for head in whole:
                lines[-1].append(run._replace(text=head))
                lines.append([])
                used = 0
            lines[-1].append(run._replace(text=text))
            used += cell_width(text)
    return lines
