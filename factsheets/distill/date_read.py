"""What a form of a day, month, quarter or season means; forms that need no publication date."""

import calendar
from datetime import date

from factsheets.distill.date_reading import (
    CERTAIN,
    DOUBTFUL,
    DROPPED,
    GUESSED,
    LIKELY,
    UNKNOWN,
    Elements,
    Reading,
    Recipe,
    Surroundings,
    notation,
)
from factsheets.distill.date_years import stands_as_year

_HALVES = {1: ("01", "06"), 2: ("07", "12")}
_FIRST_QUARTER = 32


def _day(elements: Elements, around: Surroundings) -> Reading | None:
    month, year = elements.one("MONTH", "MON"), elements.one("YEAR")
    number = elements.one("DAY", "DAYNUM", "ORDINAL") or 1  # `premier mai`: the word is the number
    weekday = elements.one("WEEKDAY", "WD")
    year = year or around.year_of_its_number()
    if not year and weekday and around.published:
        year = _year_of_weekday(number, month, weekday, around.published)
        return Reading(notation(year, month, number), relative=bool(year))
    if not year and elements.found[-1][0] == "DAY" and around.next_word() in around.words.counted:
        return None
    return Reading(notation(year, month, number), confidence=CERTAIN if year else LIKELY)


def _year_of_weekday(day: int, month: int, weekday: int, published: date) -> int:
    """The year about the publication in which that day falls on that weekday, 0 when there is none."""
    for year in (published.year, published.year - 1, published.year + 1):
        if 1 <= day <= calendar.monthrange(year, month)[1] and date(year, month, day).isoweekday() == weekday:
            return year
    return 0


def _days(elements: Elements, _: Surroundings) -> Reading | None:
    days = elements.all("DAY", "DAYNUM", "DAYS")
    first, last = days[0], days[-1] if len(days) > 1 else next(v["LAST"] for n, _, v in elements.found if n == "DAYS")
    month, year = elements.one("MONTH", "MON"), elements.one("YEAR")
    if first >= last:
        return None
    return Reading(notation(year, month, first), notation(year, month, last), confidence=LIKELY)


def _numeric(elements: Elements, around: Surroundings) -> Reading | None:
    """`2026-02-03`, `14/07/2023`, `3-feb-2026`; where both orders are possible the document's own habit decides."""
    one, month, last = elements.one("DATE"), elements.other("MIDDLE"), elements.other("LAST")
    if named := elements.other("NAMED"):
        return Reading(notation(last + (2000 if last < 100 else 0), named, one))
    if one > 999:
        return Reading(notation(one, month, last))
    year = last + (2000 if last < 70 else 1900 if last < 100 else 0)
    confidence = DOUBTFUL if elements.other("SHORT") else CERTAIN
    if one > 12 or elements.other("DOTS") or (month <= 12 and one == month):
        return Reading(notation(year, month, one), confidence=confidence)
    if month > 12:
        return Reading(notation(year, one, month), confidence=confidence)
    day_first = around.day_first()
    if day_first:
        return Reading(notation(year, month, one), confidence=confidence)
    return Reading(notation(year, one, month), confidence=GUESSED if day_first is None else confidence)


def _month(elements: Elements, around: Surroundings) -> Reading | None:
    year = elements.one("YEAR")
    month = elements.one("MONTH", "MON", "MONTHALONE", "MONTHCUE")
    alone = elements.found[0][0] == "MONTHALONE"
    if alone and around.begins_a_name():
        return None  # June Smith
    return Reading(notation(year, month), confidence=CERTAIN if year else DOUBTFUL if alone else LIKELY)


def _weak_month(elements: Elements, around: Surroundings) -> Reading | None:
    """`by April`, and not `by April Jones`."""
    return None if around.begins_a_name() else _month(elements, around)


def _months(elements: Elements, _: Surroundings) -> Reading | None:
    """From one month to another; the first is of the year before where it comes later in the year."""
    (first, last), year = elements.all("MONTH"), elements.one("YEAR")
    if first == last:
        return None
    before = year - 1 if year and first > last else year
    return Reading(notation(before, first), notation(year, last), confidence=LIKELY)


def _months_and(elements: Elements, around: Surroundings) -> Reading | None:
    first, last = elements.all("MONTH")
    return _months(elements, around) if last == first + 1 else None


def _no_date(_: Elements, __: Surroundings) -> Reading:
    return DROPPED


def _month_year(elements: Elements, around: Surroundings) -> Reading | None:
    """`09/2025`, and not `note 7/2023`."""
    if not stands_as_year(around):
        return DROPPED
    return Reading(notation(elements.other("LAST"), elements.one("MONTHYEAR")), confidence=LIKELY)


def _quarter(elements: Elements, around: Surroundings) -> Reading | None:
    number = elements.one("QUARTER", "ORDINAL") or 4
    year = elements.one("YEAR", "FISCAL")
    if number > 4:
        return None
    if year:
        return Reading(f"{year}-{_FIRST_QUARTER + number}")
    if not around.published:
        return UNKNOWN
    current = (around.published.month - 1) // 3 + 1
    year = around.published.year - (1 if number > current and not around.future() else 0)
    return Reading(f"{year}-{_FIRST_QUARTER + number}", relative=True, confidence=DOUBTFUL)


def _half(elements: Elements, around: Surroundings) -> Reading | None:
    number, year = elements.one("HALF", "ORDINAL"), elements.one("YEAR")
    if number not in _HALVES:
        return None
    first, last = _HALVES[number]
    if year:
        return Reading(f"{year}-{first}", f"{year}-{last}")
    if not around.published:
        return UNKNOWN
    later = number == 2 and around.published.month <= 6 and not around.future()
    resolved = around.published.year - later
    return Reading(f"{resolved}-{first}", f"{resolved}-{last}", relative=True, confidence=DOUBTFUL)


def _months_of(elements: Elements, around: Surroundings) -> Reading | None:
    """The first nine months of 2024, the last three; of the year under way once they are over."""
    count, year = elements.one("NUMBER"), elements.one("YEAR")
    if not 1 < count < 12:
        return None
    if not year and not around.published:
        return UNKNOWN
    first, last = (1, count) if elements.one("ORDINAL") == 1 else (13 - count, 12)
    if not year and around.published:
        ahead = around.published.month < last and not around.future()
        return Reading(*_span(around.published.year - ahead, first, last), relative=True, confidence=LIKELY)
    return Reading(*_span(year, first, last))


def _span(year: int, first: int, last: int) -> tuple[str, str]:
    return notation(year, first), notation(year, last)


def _season(elements: Elements, _: Surroundings) -> Reading:
    return Reading(f"{elements.one('YEAR', 'YEARS')}-{elements.one('SEASON')}")


CALENDAR: dict[str, Recipe] = {
    "numeric": _numeric,
    "month-year": _month_year,
    "day": _day,
    "days": _days,
    "month": _month,
    "weak-month": _weak_month,
    "months": _months,
    "months-and": _months_and,
    "no-date": _no_date,
    "quarter": _quarter,
    "half": _half,
    "months-of": _months_of,
    "season": _season,
    "season-pair": _season,
}
