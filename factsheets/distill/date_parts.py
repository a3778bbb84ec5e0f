"""Parts of months, seasons and years: `the first half of May`, `à l'automne`, `the year to 31 March 2024`."""

import calendar
import re
from datetime import date

from factsheets.distill.date_direction import Direction
from factsheets.distill.date_reading import DOUBTFUL, LIKELY, UNKNOWN, Elements, Reading, Recipe, Surroundings, notation
from factsheets.distill.date_yearless import with_year

_SEASON_BEGINS = 20
_FORTNIGHT = 15
_WEEK = 7
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-\d\d)?~?")
_MONTHS = {0: 12, 2: 1, 3: 3, 4: 12, 6: 6}  # by the number of a unit: a quarter, a year, a half


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year or 2023, month)[1]


def _half_month(elements: Elements, _: Surroundings) -> Reading | None:
    """A half or a fortnight of a month: its first fifteen days, or the rest."""
    number, month, year = (
        elements.one("ORDINAL", "LASTORDINAL") or 2,
        elements.one("MONTH", "MON"),
        elements.one("YEAR"),
    )
    if number > 2:
        return None
    first, last = (1, _FORTNIGHT) if number == 1 else (_FORTNIGHT + 1, _length(year, month))
    return Reading(notation(year, month, first), notation(year, month, last), confidence=LIKELY)


def _week_of_month(elements: Elements, _: Surroundings) -> Reading | None:
    """The first week: its days 1 to 7; the last: the last seven."""
    number, month, year = elements.one("ORDINAL"), elements.one("MONTH", "MON"), elements.one("YEAR")
    length = _length(year, month)
    first = (number - 1) * _WEEK + 1 if number else length - _WEEK + 1
    if number > 4:
        return None
    return Reading(notation(year, month, first), notation(year, month, first + _WEEK - 1), confidence=LIKELY)


def _season_alone(elements: Elements, around: Surroundings) -> Reading | None:
    """The last season of that name that has begun, or the next one that is not over."""
    if around.next_word() in around.words.not_followed_by:
        return None
    published = around.published
    if not published:
        return UNKNOWN
    ahead = around.future()
    year = _season_year(published, elements.one("SEASON"), ahead=ahead)
    return Reading(f"{year}-{elements.one('SEASON')}", relative=True, confidence=DOUBTFUL)


def _season_if_future(elements: Elements, around: Surroundings) -> Reading | None:
    """`en otoño` is any autumn, but in a sentence that looks ahead."""
    return _season_alone(elements, around) if around.direction() is Direction.AHEAD else None


def _season_year(published: date, season: int, *, ahead: bool) -> int:
    start = (season - 20) * 3
    if ahead:
        over = start < 12 and published.month > start + 2
        within_winter = start == 12 and published.month < 3
        return published.year + over - within_winter
    return published.year - ((published.month, published.day) < (start, _SEASON_BEGINS))


def _seasons(elements: Elements, _: Surroundings) -> Reading | None:
    (first, last), year = elements.all("SEASON"), elements.one("YEAR")
    return Reading(f"{year}-{first}", f"{year}-{last}", confidence=LIKELY) if first < last else None


def _year_to(elements: Elements, around: Surroundings) -> Reading | None:
    """The months that a day or month ends: `the year to 31 March 2024`, `the six months ended 30 June 2024`."""
    point = with_year(elements.points[0], around)
    found = _MONTH.fullmatch(point.first)
    months = elements.one("NUMBER") or _MONTHS.get(elements.one("UNIT"), 0)
    if not found or point.last is not None or not 1 < months <= 24 or not _ends_a_month(point.first):
        return None
    number = int(found[1]) * 12 + int(found[2]) - months
    first = notation(number // 12, number % 12 + 1)
    return Reading(first, f"{found[1]}-{found[2]}", relative=point.relative, confidence=LIKELY)


def _ends_a_month(text: str) -> bool:
    day = _DAY.fullmatch(text)
    return not day or int(day[3]) == _length(int(day[1]), int(day[2]))


PARTS: dict[str, Recipe] = {
    "half-month": _half_month,
    "week-of-month": _week_of_month,
    "season-alone": _season_alone,
    "season-if-future": _season_if_future,
    "seasons": _seasons,
    "year-to": _year_to,
}
