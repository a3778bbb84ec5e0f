"""Days, weeks and months told by a name or a part: `by Christmas`, `on the 14th`, `the third quarter of last year`."""

import re
from dataclasses import replace
from datetime import date, timedelta

from factsheets.distill.date_anchored import year_spoken_of
from factsheets.distill.date_direction import Direction
from factsheets.distill.date_reading import DOUBTFUL, LIKELY, UNKNOWN, Elements, Reading, Recipe, Surroundings, notation
from factsheets.distill.date_relative import CURRENT, HALF, NEXT, PREVIOUS, QUARTER, STEPPED, moved
from factsheets.distill.date_yearless import with_year

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?~?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK = 7
_STEPS = 70


def _feast(moved_by: int = 0) -> Recipe:
    """A feast of a fixed day, its number the month and the day: 1225; or a day about it."""

    def read(elements: Elements, around: Surroundings) -> Reading | None:
        month, day = divmod(elements.one("FEAST"), 100)
        if around.begins_a_name():
            return None
        return Reading(notation(elements.one("YEAR"), month, day + moved_by), confidence=LIKELY)

    return read


def _fixed(month: int, day: int) -> Recipe:
    return lambda elements, _: Reading(notation(elements.one("YEAR"), month, day), confidence=LIKELY)


def _day_of_month(elements: Elements, around: Surroundings) -> Reading | None:
    """`on the 14th`: of the month printed before it, else the nearest such day on the side the sentence looks to."""
    if around.next_word() in around.words.not_followed_by:
        return None
    number, anchor = elements.one("DAY", "DAYNUM"), around.anchor()
    ahead = around.direction() is Direction.AHEAD
    if anchor and not ahead and (found := _MONTH.fullmatch(anchor.end)):
        return Reading(notation(int(found[1]), int(found[2]), number), relative=anchor.relative, confidence=DOUBTFUL)
    if not around.published:
        return UNKNOWN
    step = timedelta(1 if ahead else -1)
    day = around.published
    for _ in range(_STEPS):
        if day.day == number:
            return Reading(day.isoformat(), relative=True, confidence=DOUBTFUL)
        day += step
    return None


def _same_month(elements: Elements, around: Surroundings) -> Reading:
    """`le 9 du même mois`: of the date printed before it."""
    anchor = around.anchor()
    found = _MONTH.fullmatch(anchor.end) if anchor else None
    if not anchor or not found:
        return UNKNOWN
    first = notation(int(found[1]), int(found[2]), elements.one("DAY", "DAYNUM"))
    return Reading(first, relative=anchor.relative, confidence=DOUBTFUL)


def _of_that_year(elements: Elements, around: Surroundings) -> Reading:
    """A month or season of the year that the sentence, or the date before it, speaks of."""
    anchor = around.anchor()
    year = year_spoken_of(around) or (int(anchor.end[:4]) if anchor else 0)
    if not year:
        return UNKNOWN
    if season := elements.one("SEASON"):
        return Reading(f"{year}-{season}", confidence=DOUBTFUL)
    month, day = elements.one("MONTH", "MONTHCUE"), elements.one("DAY", "DAYNUM")
    return Reading(notation(year, month, day), confidence=DOUBTFUL)


def _months_of_previous_year(elements: Elements, around: Surroundings) -> Reading | None:
    """`from April to June last year`."""
    return _span(elements, around.published.year - 1) if around.published else UNKNOWN


def _months_previous(elements: Elements, around: Surroundings) -> Reading | None:
    """`de janvier à mars derniers`: the last that are over, or that the publication stands in."""
    published = around.published
    if not published:
        return UNKNOWN
    _, last = elements.all("MONTH")
    return _span(elements, published.year - (last > published.month))


def _span(elements: Elements, year: int) -> Reading | None:
    first, last = elements.all("MONTH")
    if first == last:
        return None
    return Reading(notation(year - (first > last), first), notation(year, last), relative=True, confidence=LIKELY)


def _week(*, ends: bool) -> Recipe:
    """Seven days from the Monday or Sunday printed, the week about another day, or the seven that a day ends."""

    def read(elements: Elements, around: Surroundings) -> Reading | None:
        point = with_year(elements.points[0], around)
        if point.last is not None:
            return None
        if not _DAY.fullmatch(point.first):
            return None
        day = date.fromisoformat(point.first)
        if ends:
            first = moved(day, 1 - _WEEK)
        else:
            first = day if day.isoweekday() == _WEEK else moved(day, 1 - day.isoweekday())
        return replace(point, first=first.isoformat(), last=moved(first, _WEEK - 1).isoformat(), confidence=DOUBTFUL)

    return read


def _of_year(step: int) -> Recipe:
    """March, the summer, the third quarter of last year."""

    def read(elements: Elements, around: Surroundings) -> Reading | None:
        if not around.published:
            return UNKNOWN
        name, value, _ = next(one for one in elements.found if one[0].startswith(STEPPED))
        year, number, last = around.published.year + step, elements.one("ORDINAL"), None
        if name == "UNIT":
            number = number or (4 if value == QUARTER else 2)
            if value not in {QUARTER, HALF} or not 1 <= number <= (4 if value == QUARTER else 2):
                return None
            first = f"{year}-{32 + number}" if value == QUARTER else notation(year, 6 * number - 5)
            last = notation(year, 6 * number) if value == HALF else None
        else:
            day = elements.one("DAY", "DAYNUM")
            first = f"{year}-{value}" if name == "SEASON" else notation(year, value, day)
        return Reading(first, last, relative=True, confidence=LIKELY)

    return read


def _half_of_current_year(elements: Elements, around: Surroundings) -> Reading | None:
    """The second half of the year."""
    return _of_year(CURRENT)(Elements([*elements.found, ("UNIT", HALF, {})]), around)


NAMED: dict[str, Recipe] = {
    "month-of-previous-year": _of_year(PREVIOUS),
    "month-of-current-year": _of_year(CURRENT),
    "month-of-next-year": _of_year(NEXT),
    "of-previous-year": _of_year(PREVIOUS),
    "of-current-year": _of_year(CURRENT),
    "of-next-year": _of_year(NEXT),
    "half-current": _half_of_current_year,
    "feast": _feast(),
    "feast-eve": _feast(-1),
    "new-year": _fixed(1, 1),
    "new-years-eve": _fixed(12, 31),
    "day-of-month": _day_of_month,
    "same-month": _same_month,
    "of-that-year": _of_that_year,
    "months-of-previous-year": _months_of_previous_year,
    "months-previous": _months_previous,
    "week-of": _week(ends=False),
    "week-to": _week(ends=True),
}
