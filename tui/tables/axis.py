"""An axis of time in a column: a sign for a day, a span for what is less certain, open ends left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from factsheets.dates import Edtf
from tui.tables.columns import Key

_DAYS_OF_YEAR = 365
_OUTLYING = 20
"""One date in so many may lie outside, at either end, where the rest would be squeezed into a fraction of the axis."""
_SQUEEZED = 3
_YEAR_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Signs:
    day: str
    within: str
    begin: str
    end: str
    line: str
    open: str
    before: str
    after: str


DRAWN = Signs("●", "○", "├", "┤", "─", "…", "‹", "›")
PLAIN = Signs("*", "o", "|", "|", "-", ".", "<", ">")


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first to the last day that is shown."""

    first: date
    last: date

    def _cell(self, day: date, width: int) -> int:
        """Where a day falls, outside 0 to `width - 1` for one that is not shown."""
        days = (self.last - self.first).days + 1
        return (day - self.first).days * width // days

    def heading(self, width: int) -> str:
        """The years at the cells where they begin, as many as fit: `2019     2021     2023`."""
        cells = [" "] * width
        free = 0
        for year in range(self.first.year, self.last.year + 1):
            begins = date(year, 1, 1)
            at = max(self._cell(begins, width), 0)
            if at >= free and at + 4 <= width:
                cells[at : at + 4] = f"{year:04}"
                free = at + _YEAR_WIDTH
        return "".join(cells)

    def drawn(self, when: Edtf | None, width: int, signs: Signs = DRAWN) -> str:
        """The span of days that a date may be, nothing for none and for one without its year."""
        if when is None or not (when.earliest or when.latest):
            return ""
        start = self._cell(when.earliest, width) if when.earliest else None
        end = self._cell(when.latest, width) if when.latest else None
        outside = self._outside(start, end, width, signs)
        if outside:
            return outside
        left, right = max(start or 0, 0), width - 1 if end is None else min(end, width - 1)
        if start == end:
            return " " * left + (signs.day if when.earliest == when.latest else signs.within)
        return " " * left + self._span(start, end, left, right, width, signs)

    def _outside(self, start: int | None, end: int | None, width: int, signs: Signs) -> str:
        if end is not None and end < 0:
            return signs.before
        return " " * (width - 1) + signs.after if start is not None and start >= width else ""

    def _span(self, start: int | None, end: int | None, left: int, right: int, width: int, signs: Signs) -> str:
        """Its two ends, each a mark, left open, or beyond what is shown."""
        head = signs.open if start is None else signs.before if start < 0 else signs.begin
        tail = signs.open if end is None else signs.after if end >= width else signs.end
        if left >= right:
            return head if end is None or end >= width else tail
        return head + signs.line * (right - left - 1) + tail


def axis_of(keys: Iterable[Key]) -> Axis | None:
    """Over the days of all dates; a few that lie far off are left outside, and drawn as such at the edge."""
    dated = [key for key in keys if key is not None]
    if not dated:
        return None
    firsts = sorted(first for first, _ in dated)
    lasts = sorted((first if last == date.max else last) for first, last in dated)
    spare = len(dated) // _OUTLYING
    low, high = firsts[spare], max(lasts[-1 - spare], firsts[spare])
    core = max((high - low).days, _DAYS_OF_YEAR)
    if (low - firsts[0]).days <= core * _SQUEEZED:
        low = firsts[0]
    if (lasts[-1] - high).days <= core * _SQUEEZED:
        high = lasts[-1]
    return Axis(date(low.year, 1, 1), date(high.year, 12, 31))
