"""Lines that were broken at a width, as in mail and in the text layer of a PDF: which line breaks are mere spaces.

A line that was broken at a width is full: the first word of the next would not have fitted.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from factsheets.distill.readable import INVISIBLE

NARROWEST, WIDEST = 40, 110
_FEWEST, _FEWEST_WORDS = 3, 4
_FULL, _ALL_BUT_THE_WIDEST = 0.5, 0.9
_SMALL = 0.4
"""The share of lines behind a full one that begin with a small letter: of headlines none does."""
_MOST_LONG = 0.25
"""The share of lines beyond any width from which a text was not broken at one."""
_RAGGED = 0.82
"""How full a line is at least that was broken by what it measures on paper, not by its characters."""
_ITEM = re.compile(r"\s*(?:[-–—•·*▪●◦+]\s|\d{1,2}[.)]\s|[#>|])")
_ROW = re.compile(r"\t|\||\S\s{2,}\S|[.…]{4}")
_OPEN_END = re.compile(r"[\w,;’'\-–%€$)»]$")

_Line = tuple[int, str]
"""Where a line starts, and what is seen of it but the spaces at its end."""


def soft_breaks(text: str, *, ragged: bool = False) -> list[int]:
    """Offsets of the line breaks that a width made; none in a text that was not broken at one.

    `ragged` is for lines of letters that differ in breadth, as on paper.
    """
    lines = list(_lines(text))
    lengths = sorted(len(line) for _, line in lines if line)
    if not lengths or sum(length > WIDEST for length in lengths) > _MOST_LONG * len(lengths):
        return []
    pairs = [(one, after) for one, after in pairwise(lines) if _could_go_on(one[1], after[1])]
    widths = sorted(len(one) for (_, one), _ in pairs if NARROWEST <= len(one) <= WIDEST)
    if len(widths) < _FEWEST:
        return []
    width = widths[int(_ALL_BUT_THE_WIDEST * (len(widths) - 1))] * (_RAGGED if ragged else 1)
    full = [
        (start, after)
        for (start, one), (_, after) in pairs
        if NARROWEST <= len(one) <= WIDEST and _is_full(one, after, width)
    ]
    small = sum(after.lstrip()[:1].islower() for _, after in full)
    if len(full) < max(_FEWEST, _FULL * len(pairs)) or small < _SMALL * len(full):
        return []
    starts = {start for start, _ in full}
    return [after - 1 for (start, one), (after, line) in pairs if start in starts or _goes_on(one, line, width)]


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield at, INVISIBLE.sub("", line).rstrip()
        at += len(line) + 1


def _could_go_on(one: str, after: str) -> bool:
    """Whether both lines are of words, none is a row of a table, and the second begins no item."""
    if (
        not one
        or not after
        or _ITEM.match(after)
        or "\f" in after
        or _ROW.search(one.strip())
        or _ROW.search(after.strip())
    ):
        return False
    return len(one.split()) >= _FEWEST_WORDS


def _is_full(one: str, after: str, width: float) -> bool:
    return len(one) + 1 + len(after.split(maxsplit=1)[0]) > width


def _goes_on(one: str, after: str, width: float) -> bool:
    """A line that somebody mended by hand: it ends within a sentence, and the next goes on with it."""
    return 0.7 * width <= len(one) <= WIDEST and bool(_OPEN_END.search(one)) and after.lstrip()[:1].islower()
