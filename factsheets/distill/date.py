"""Dates and periods of a document: three passes over its words, each joining what the last one found.

First points (`le 3 février`, `T3 2025`, `last year`), then their parts (`fin 2024`), then intervals (`d'ici fin 2027`).
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from factsheets.distill.date_anchored import ANCHORED
from factsheets.distill.date_join import JOINS
from factsheets.distill.date_named import NAMED
from factsheets.distill.date_parts import PARTS
from factsheets.distill.date_read import CALENDAR
from factsheets.distill.date_reading import DROPPED, Elements, Reading, Surroundings, is_date
from factsheets.distill.date_relative import RELATIVE
from factsheets.distill.date_tokens import Tokens, tokenise
from factsheets.distill.date_words import NUMERALS, OTHER, DateWords, Form, Values, date_words
from factsheets.distill.date_yearless import with_year
from factsheets.distill.date_years import YEARS
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.vocabulary import languages

_RECIPES = {**CALENDAR, **YEARS, **RELATIVE, **PARTS, **ANCHORED, **NAMED, **JOINS}
_NEAR, _NEAREST = 250, 4
_PARAGRAPH_END = re.compile(r"\n\s*\n|[.!?…»”\"]\s*\n")
_PRINTED_YEAR = re.compile(r"\d{4}")
_BATCH = 20_000
_ORDERS = {"dmy": True, "mdy": False}
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{2,4}\b")
_LINKS = frozenset(("du", "de", "del"))
_PERIOD = NUMERALS["POINT PERIOD"]
_YEAR = NUMERALS["POINT"]
_YEARS = frozenset(("year", "cued-year", "bare-year"))


def dates(document: Document) -> Iterator[Finding]:
    """Every date of the article, absolute and relative; a relative one has no `edtf` where no publication is known."""
    if document.lang not in languages():
        return
    words = date_words(document.lang)
    day_first = cache(lambda: _day_first(document, words))
    for tokens in _batches(document, words):
        reader = _Reader(document, words, tokens, day_first)
        for forms in words.stages:
            reader.pass_over(forms)
        yield from reader.findings()


def _batches(document: Document, words: DateWords) -> Iterator[Tokens]:
    """Paragraphs by lots, so that the memory needed does not grow with the document."""
    tokens, size = Tokens(), 0
    for paragraph in document.paragraphs:
        for offset, piece in _pieces(paragraph.text):
            tokenise(piece, paragraph.at(offset), words, tokens)
            size += len(piece)
            if size >= _BATCH:
                yield tokens
                tokens, size = Tokens(), 0
    if size:
        yield tokens


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A very long paragraph in parts, cut between words."""
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= _BATCH else text.rfind(" ", start, start + _BATCH) + 1
        end = end or start + _BATCH
        yield start, text[start:end]
        start = end


def _day_first(document: Document, words: DateWords) -> bool | None:
    """Whether 02/03 is 2 March: by the language, else by the document's other dates, None when nothing tells."""
    if words.order in _ORDERS:
        return _ORDERS[words.order]
    text = document.text[document.article[0] : document.article[1]][:_BATCH]
    for found in _SLASHED.finditer(text):
        if int(found[1]) > 12 or int(found[2]) > 12:
            return int(found[1]) > 12
    day_first, month_first = (len(pattern.findall(text)) for pattern in (words.day_month, words.month_day))
    return None if day_first == month_first else day_first > month_first


class _Reader:
    """The tokens of some paragraphs, and what was read in them so far, by the offset where it begins."""

    def __init__(
        self, document: Document, words: DateWords, tokens: Tokens, day_first: Callable[[], bool | None]
    ) -> None:
        self.document, self.words, self.tokens, self.day_first = document, words, tokens, day_first
        self.read: dict[int, Reading] = {}
        self.starts: list[int] = []

    def pass_over(self, forms: tuple[Form, ...]) -> None:
        letters = "".join(self.tokens.letters)
        present = set(letters)
        matches = []
        for order, form in enumerate(forms):
            for needed in form.needs:
                if present.isdisjoint(needed):
                    break
            else:
                for found in form.expression.finditer(letters):
                    matches.append((found.start(1), -found.end(1), order, form, found))
        if not matches:
            return
        matches.sort(key=lambda match: match[:3])
        taken: list[tuple[int, int, Reading]] = []
        end = 0
        for start, negative_end, _, form, found in matches:
            if start < end:
                continue
            reading = self._reading(form, found, start, -negative_end)
            if reading:
                taken.append((start, -negative_end, reading))
                self._keep(reading, self.tokens.starts[start])
                end = -negative_end
        self._join(taken)

    def _keep(self, reading: Reading, start: int) -> None:
        """At once, so that what comes behind it can be told from it."""
        if reading.dropped:
            return
        if start not in self.read:
            insort(self.starts, start)
        self.read[start] = reading

    def _reading(self, form: Form, found: re.Match[str], start: int, end: int) -> Reading | None:
        caught: list[tuple[str, int, Values]] = []
        points: list[Reading] = []
        for number, names in enumerate(form.groups, start=2):
            at = found.start(number)
            if at < 0:
                continue
            if names[0] in {"POINT", "PERIOD"}:
                points.append(self.read[self.tokens.starts[at]])
                continue
            values = self.tokens.values[at]
            caught.extend((name, values[name], values) for name in names if name in values)
        around = self._surroundings(start, end)
        reading = _RECIPES[form.recipe](Elements(caught, points), around)
        if reading is None:
            return None
        if not is_date(reading):
            return None if points else DROPPED
        if not points and _is_a_name(around):
            return DROPPED
        return reading if form.recipe == "same" else replace(reading, rule=form.recipe)

    def _surroundings(self, start: int, end: int) -> Surroundings:
        first, last = self.tokens.starts[start], self.tokens.ends[end - 1]
        return self._around(first, last)

    def _around(self, first: int, last: int) -> Surroundings:
        document = self.document
        return Surroundings(
            document.text,
            first,
            last,
            self.words,
            document.published,
            self.day_first,
            document.lang,
            lambda: self._anchor(first),
        )

    def _anchor(self, start: int) -> Reading | None:
        """The nearest date before a place, in its paragraph."""
        at = bisect_left(self.starts, start)
        for before in reversed(self.starts[max(at - _NEAREST, 0) : at]):
            if start - before > _NEAR or _PARAGRAPH_END.search(self.document.text, before, start):
                return None
            reading = with_year(self.read[before], self._around(before, before + 1))
            if _PRINTED_YEAR.match(reading.end):
                return reading
        return None

    def _join(self, taken: list[tuple[int, int, Reading]]) -> None:
        """What was read becomes one token; what was refused can be no part of anything else."""
        year, period = self.words.letters[_YEAR], self.words.letters[_PERIOD]
        old, joined, at = self.tokens, Tokens(), 0
        for start, end, reading in taken:
            joined.extend(old, at, start)
            point = year if reading.rule in _YEARS else period
            joined.add(OTHER if reading.dropped else point, old.starts[start], old.ends[end - 1])
            at = end
        joined.extend(old, at, len(old.letters))
        self.tokens = joined

    def findings(self) -> Iterator[Finding]:
        points = {self.words.letters[_YEAR], self.words.letters[_PERIOD]}
        text = self.document.text
        for letter, start, end in zip(self.tokens.letters, self.tokens.starts, self.tokens.ends, strict=True):
            if letter in points:
                reading = with_year(self.read[start], self._around(start, end))
                yield Finding(
                    kind=Kind.DATE,
                    start=start,
                    end=end,
                    printed=text[start:end],
                    rule=f"date.{reading.rule}",
                    confidence=reading.confidence,
                    edtf=reading.edtf,
                    relative=reading.relative,
                )


def _is_a_name(around: Surroundings) -> bool:
    """`rue du 8 mai 1945`, `Good Friday`, `the Sunday Times`."""
    if around.next_word().lower() in around.words.not_before:
        return True
    before = around.text[max(around.start - 30, 0) : around.start].lower().split()
    if not before:
        return False
    if before[-1] in _LINKS and len(before) > 1:
        before.pop()
    return before[-1] in around.words.streets and " ".join(before[-2:]) not in around.words.no_streets
