"""Documents by their amounts and dates, which may be uncertain: what surely lies in a range, and what possibly does.

The columns hold closed bounds: an open one is stored as the next number that a double can have.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from factsheets.amounts import Interval
from index.bits import NONE, Documents
from index.reader import IndexReader

_FARTHEST = 1e299
"""Nearer than what stands for "unbounded" in the columns."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What answers to a condition, of which `certain` surely does; the rest may."""

    documents: Documents
    certain: Documents

    @classmethod
    def surely(cls, documents: Documents) -> "Matched":
        return cls(documents, documents)

    @classmethod
    def none(cls) -> "Matched":
        return cls(NONE, NONE)

    def __or__(self, other: "Matched") -> "Matched":
        return Matched(self.documents | other.documents, self.certain | other.certain)


def with_amount(reader: IndexReader, asked: Interval, currency: int = 0) -> Matched:
    """The figures whose amount may lie in an interval, of one currency by its code, or of any and of any unit."""
    figures = reader.documents - reader.having("kind", frozenset({0}))
    if currency:
        figures &= reader.having("currency", frozenset({currency}))
    low, high = reader.slices("low"), reader.slices("high")
    documents = certain = figures
    if asked.low is not None:
        limit = _nearest(asked.low, math.inf if asked.low_open else None)
        documents, certain = documents - high.below(limit), certain - low.below(limit)
    if asked.high is not None:
        limit = math.nextafter(_nearest(asked.high, -math.inf if asked.high_open else None), math.inf)
        documents, certain = documents & low.below(limit), certain & high.below(limit)
    return Matched(documents, certain & documents)


def with_date(reader: IndexReader, first_day: int, last_day: int) -> Matched:
    """The documents whose date may fall between two days, as yyyymmdd; an open end reaches as far as asked."""
    first, last = reader.slices("first"), reader.slices("last")
    no_end = reader.documents - last.nonzero()
    documents = (reader.dated & first.below(last_day + 1)) - (last.below(first_day) - no_end)
    certain = (documents & last.below(last_day + 1)) - first.below(max(first_day, 1)) - no_end
    return Matched(documents, certain)


def _nearest(number: Decimal, towards: float | None) -> float:
    nearest = min(max(float(number), -_FARTHEST), _FARTHEST)
    return nearest if towards is None else math.nextafter(nearest, towards)
