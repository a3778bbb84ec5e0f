"""Quote selectors in source texts: find a fragment, prove it, and offer where it went when it moved.

Offsets count Unicode code points of the whole text; a paragraph is a non-blank line, counted from 1; pages are
parted by form feeds. A quote is compared exactly as it stands: neither side is normalised.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factsheets.model import Evidence

_LINE = re.compile(r"[^\n\f]+")
_PAGE_BREAK = re.compile("\f")
_WITHIN_NUMBER = ".,'’\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


class Standing(StrEnum):
    """How a piece of evidence stands in a text."""

    EXACT = "exact"
    """At its offsets, or at the one place its paragraph and context leave open."""
    MOVED = "moved"
    """Not where it says (offsets, paragraph, context), but once elsewhere: a suggestion, never taken silently."""
    AMBIGUOUS = "ambiguous"
    """More than once where it says, or elsewhere, with nothing that tells the places apart."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """`span` is where the fragment stands, or where it would have to be looked at; None when it is missing."""

    standing: Standing
    span: Span | None = None


class SourceText:
    """A source's text with its paragraphs and pages, computed once."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.paragraphs = list(_content_lines(text))[max(first_line, 1) - 1 :]
        """The article's paragraphs: what precedes its title (`first_line`) is not counted."""
        self.breaks = [found.start() for found in _PAGE_BREAK.finditer(text)]

    def paragraph(self, number: int) -> Span | None:
        return self.paragraphs[number - 1] if 1 <= number <= len(self.paragraphs) else None

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds an offset, 0 when it lies outside the article."""
        number = bisect_right(self.paragraphs, offset, key=_start)
        return number if number and offset <= self.paragraphs[number - 1].end else 0

    def page_at(self, offset: int) -> int | None:
        """The page that holds an offset; None in a text without pages."""
        if not self.breaks:
            return None
        return bisect_left(self.breaks, offset) + 1

    def page(self, number: int) -> Span | None:
        if not 1 <= number <= len(self.breaks) + 1:
            return None
        start = self.breaks[number - 2] + 1 if number > 1 else 0
        return Span(start, self.breaks[number - 1] if number <= len(self.breaks) else len(self.text))


def _start(span: Span) -> int:
    return span.start


def _content_lines(text: str) -> Iterator[Span]:
    for found in _LINE.finditer(text):
        content = found.group().lstrip()
        if content:
            yield Span(found.end() - len(content), found.end())


def stand(evidence: Evidence, source: SourceText, *, offsets: bool = True) -> Found:
    """How `evidence` stands in `source`; `offsets=False` for the original of a restatement, where they do not apply."""
    text, scope = source.text, _scope(evidence, source)
    within = list(occurrences(evidence.exact, text, scope)) if scope else []
    places = [place for place in within if _fits_context(evidence, text, place)]
    if offsets and evidence.start is not None and evidence.end is not None:
        stated = Span(evidence.start, evidence.end)
        if stated in places:
            return Found(Standing.EXACT, stated)
    elif len(places) == 1 or (places and not offsets):
        return Found(Standing.EXACT, places[0])
    elif places:
        return Found(Standing.AMBIGUOUS, places[0])
    return _elsewhere(places or within or list(occurrences(evidence.exact, text, Span(0, len(text)))))


def _elsewhere(places: list[Span]) -> Found:
    if not places:
        return Found(Standing.MISSING)
    return Found(Standing.MOVED if len(places) == 1 else Standing.AMBIGUOUS, places[0])


def _scope(evidence: Evidence, source: SourceText) -> Span | None:
    if evidence.paragraph is not None:
        return source.paragraph(evidence.paragraph)
    if evidence.page is not None:
        return source.page(evidence.page)
    return Span(0, len(source.text))


def _fits_context(evidence: Evidence, text: str, place: Span) -> bool:
    return text.endswith(evidence.prefix, 0, place.start) and text.startswith(evidence.suffix, place.end)


def occurrences(exact: str, text: str, scope: Span) -> Iterator[Span]:
    """Every place of a fragment as whole words and numbers.

    `3 millions` does not stand in `13 millions`, nor `75 millions` in `3.75 millions`, nor `ICE` in `OFFICE`.
    """
    start = text.find(exact, scope.start, scope.end)
    while exact and start != -1:
        end = start + len(exact)
        if not (_joined(text, start) or _joined(text, end)):
            yield Span(start, end)
        start = text.find(exact, start + 1, scope.end)


def _joined(text: str, boundary: int) -> bool:
    if not 0 < boundary < len(text):
        return False
    before, after = text[boundary - 1], text[boundary]
    if unicodedata.combining(after) or (before.isalnum() and after.isalnum()):
        return True
    if before.isdigit() and after in _WITHIN_NUMBER:
        return text[boundary + 1 : boundary + 2].isdigit()
    return after.isdigit() and before in _WITHIN_NUMBER and text[max(boundary - 2, 0) : boundary - 1].isdigit()


def anchor(evidence: Evidence, source: SourceText) -> Span | None:
    """The offsets to record for a fragment that a person gave by paragraph; None unless there is exactly one place."""
    found = stand(evidence, source)
    return found.span if found.standing is Standing.EXACT else None
