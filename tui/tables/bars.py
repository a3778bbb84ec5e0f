"""Bars in the margin: amounts of one currency or unit by their size, so that a glance compares them.

Money in documents spans eight powers of ten: where the largest is more than a hundred times the smallest the bars are
logarithmic, else linear, and the heading says which.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from factsheets.model import Rank
from factsheets.vocabulary import label
from tui.tables.columns import Key, measured
from tui.tables.entry import Entry

_LINEAR_UP_TO = 100
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL, _SHADE = "█", "░"
_PLAIN_FULL, _PLAIN_SHADE = "#", "-"


@dataclass(frozen=True, slots=True)
class Scale:
    """What bars stand for: amounts of one measure between `low` and `high`, both above 0."""

    measure: str
    low: float
    high: float

    @property
    def logarithmic(self) -> bool:
        return self.high > self.low * _LINEAR_UP_TO

    def heading(self, lang: str = "en") -> str:
        """ "log USD", "lin users"."""
        name = self.measure if not self.measure.startswith(" ") else label("units", self.measure.strip(), lang)
        return f"{'log' if self.logarithmic else 'lin'} {name}"

    def share(self, size: float) -> float:
        """How much of the full length, from 0 to 1; a logarithmic one begins at a tenth of the smallest."""
        if size <= 0:
            return 0.0
        if not self.logarithmic:
            return min(size / self.high, 1.0)
        bottom = math.log10(self.low) - 1
        return min(max((math.log10(size) - bottom) / (math.log10(self.high) - bottom), 0.0), 1.0)


def scale_of(keys: Iterable[Key]) -> Scale | None:
    """For the currency that most rows have, else the unit; None where fewer than two amounts are above 0."""
    sizes: dict[str, list[float]] = {}
    for measure, size in keys:
        if size > 0:
            sizes.setdefault(measure, []).append(size)
    frequent = Counter({measure: len(some) for measure, some in sizes.items()})
    first = min(frequent, key=lambda one: (one.startswith(" "), -frequent[one], one), default="")
    found = sizes.get(first, [])
    return Scale(first, min(found), max(found)) if len(found) > 1 else None


def is_compared(entry: Entry) -> bool:
    """What is told a year, a month or each is no total, and what is deprecated is no size any more."""
    return entry.per == "total" and not entry.amount.is_empty() and entry.rank is not Rank.DEPRECATED


def bar(entry: Entry, scale: Scale, width: int, *, ascii_only: bool = False) -> str:
    """Solid up to the lower end of the amount, shaded on to its upper end, by a cell at least; nothing for what is
    measured otherwise.
    """
    if not is_compared(entry) or measured(entry.currency, entry.unit) != scale.measure:
        return ""
    interval = entry.amount.interval()
    low = float(interval.low) if interval.low is not None else 0.0
    high = float(interval.high) if interval.high is not None else scale.high
    solid, end = scale.share(low) * width, scale.share(high) * width
    full, shade = (_PLAIN_FULL, _PLAIN_SHADE) if ascii_only else (_FULL, _SHADE)
    if interval.low == interval.high:
        return _solid(solid, ascii_only=ascii_only)
    whole = min(round(solid), width - 1)
    return full * whole + shade * max(math.ceil(end) - whole, 1)


def _solid(cells: float, *, ascii_only: bool) -> str:
    if cells <= 0:
        return ""
    if ascii_only:
        return _PLAIN_FULL * max(round(cells), 1)
    eighths = max(round(cells * 8), 1)
    return _FULL * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
