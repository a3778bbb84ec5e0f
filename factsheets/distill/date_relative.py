"""What a form of a date means beside the day of publication; nothing is resolved where that day is not known."""

from dataclasses import replace
from datetime import date

from factsheets.distill.date_reading import (
    DOUBTFUL,
    LIKELY,
    UNKNOWN,
    Elements,
    Reading,
    Recipe,
    Surroundings,
    notation,
)

DAY, WEEK, MONTH, QUARTER, YEAR, WEEKEND, HALF, DECADE, FORTNIGHT = range(9)
PREVIOUS, CURRENT, NEXT = -1, 0, 1
_FARTHEST = 100
STEPPED = ("UNIT", "SEASON", "MONTH", "WEEKDAY", "FEAST")
_DAYS = {DAY: 1, WEEK: 7, WEEKEND: 7, FORTNIGHT: 14}


def _shifted(elements: Elements, around: Surroundings, step: int) -> Reading | None:
    """Last, this or next year, summer, March or Tuesday."""
    published = around.published
    if not published:
        return UNKNOWN
    name, value, _ = next((one for one in elements.found if one[0].startswith(STEPPED)), ("", 0, {}))
    if not name or ((name, value) == ("UNIT", DAY) and step != CURRENT):
        return None  # the next day: told from another date
    if name == "UNIT":
        if value == WEEKEND and step == CURRENT and published.isoweekday() < 4 and not around.future():
            step = PREVIOUS
        return unit_at(published, value, step)
    if name == "SEASON":
        return Reading(_season(published, value, step), relative=True, confidence=LIKELY)
    if name == "FEAST" or name.startswith("MONTH"):
        month, day = divmod(value, 100) if name == "FEAST" else (value, elements.one("DAY", "DAYNUM"))
        return Reading(_month(published, month, day, step), relative=True, confidence=LIKELY)
    this = step == CURRENT
    if this:
        step = NEXT if around.future() else PREVIOUS
    first = _weekday(published, value, step, inclusive=this)
    return Reading(first, relative=True, confidence=DOUBTFUL if this else LIKELY)


def unit_at(published: date, unit: int, step: int) -> Reading:
    first, last = "", None
    if unit == DAY:
        first = moved(published, step).isoformat()
    elif unit in {WEEK, WEEKEND}:
        monday = moved(published, step * 7 - published.isoweekday() + 1)
        first = (monday if unit == WEEK else moved(monday, 5)).isoformat()
        last = moved(monday, 6).isoformat()
    elif unit == MONTH:
        first = _months_later(published, step)
    elif unit == QUARTER:
        number = published.year * 4 + (published.month - 1) // 3 + step
        first = f"{number // 4}-{33 + number % 4}"
    elif unit == HALF:
        number = published.year * 2 + (published.month - 1) // 6 + step
        first, last = f"{number // 2}-{1 + number % 2 * 6:02}", f"{number // 2}-{6 + number % 2 * 6:02}"
    elif unit == FORTNIGHT:
        return UNKNOWN
    elif unit == DECADE:
        first = f"{published.year // 10 + step}X"
    else:
        first = str(published.year + step)
    return Reading(first, last, relative=True, confidence=LIKELY)


def moved(day: date, days: int) -> date:
    """A day moved, and kept within what the calendar can hold."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _months_later(published: date, months: int) -> str:
    number = max(published.year * 12 + published.month - 1 + months, 12)
    return notation(number // 12, number % 12 + 1)


def _season(published: date, season: int, step: int) -> str:
    """The last one that is over, the one under way or of this year, the next that begins."""
    start = (season - 20) * 3
    year = published.year
    if step == CURRENT:
        return f"{year - (1 if start == 12 and published.month < 3 else 0)}-{season}"
    if step == NEXT:
        return f"{year + (1 if published.month >= start else 0)}-{season}"
    over = (year, published.month) > (year, start + 2) if start < 12 else False
    year -= 0 if over else 1
    return f"{year - (1 if start == 12 and published.month < 3 else 0)}-{season}"


def _month(published: date, month: int, day: int, step: int) -> str:
    year = published.year
    here, there = (published.month, published.day), (month, day)
    if step == PREVIOUS and (there > here if day else month >= published.month):
        year -= 1
    if step == NEXT and (there < here if day else month <= published.month):
        year += 1
    return notation(year, month, day)


def _weekday(published: date, weekday: int, step: int, *, inclusive: bool = False) -> str:
    distance = (weekday - published.isoweekday()) % 7 if step == NEXT else (published.isoweekday() - weekday) % 7
    if not distance and not inclusive:
        distance = 7
    return moved(published, distance * step).isoformat()


def _bare_weekday(elements: Elements, around: Surroundings) -> Reading:
    """The nearest day of that name: behind, or ahead where the sentence looks ahead."""
    if not around.published:
        return UNKNOWN
    ahead = around.future()
    weekday = elements.one("WEEKDAYALONE", "WEEKDAYCUE", "WEEKDAY")
    first = _weekday(around.published, weekday, NEXT if ahead else PREVIOUS, inclusive=True)
    return Reading(first, relative=True, confidence=DOUBTFUL if ahead else LIKELY)


def _weekday_and_day(elements: Elements, around: Surroundings) -> Reading | None:
    """`lundi 9`: the nearest such day; a number that counts something is none."""
    if around.next_word() in around.words.counted:
        return None
    if not around.published:
        return UNKNOWN
    weekday, day = elements.one("WEEKDAY"), elements.one("DAY", "ORDINAL")
    ahead = around.future()
    for distance in range(_FARTHEST):
        for days in (distance, -distance) if ahead else (-distance, distance):
            near = moved(around.published, days)
            if (near.isoweekday(), near.day) == (weekday, day):
                return Reading(near.isoformat(), relative=True, confidence=LIKELY)
    return UNKNOWN


def _named_day(days: int) -> Recipe:
    def read(_: Elements, around: Surroundings) -> Reading:
        if not around.published:
            return UNKNOWN
        return Reading(moved(around.published, days).isoformat(), relative=True, confidence=LIKELY)

    return read


def _step(step: int) -> Recipe:
    return lambda elements, around: _shifted(elements, around, step)


def _distant(published: date, count: int, unit: int) -> str:
    """The point that many units away, as precise as the unit."""
    if unit in _DAYS:
        return moved(published, count * _DAYS[unit]).isoformat()
    if unit in {MONTH, QUARTER, HALF}:
        return _months_later(published, count * {MONTH: 1, QUARTER: 3, HALF: 6}[unit])
    year = published.year + count * (10 if unit == DECADE else 1)
    return f"{year}~" if unit == DECADE else str(year)


def _count_and_unit(elements: Elements) -> tuple[int, int]:
    return elements.one("NUMBER") or 1, elements.one("UNIT")


_LONGEST = {
    DAY: 4000,
    WEEK: 600,
    MONTH: 240,
    QUARTER: 80,
    YEAR: 1000,
    WEEKEND: 600,
    HALF: 40,
    DECADE: 50,
    FORTNIGHT: 300,
}


def _from_now(elements: Elements, around: Surroundings, direction: int) -> Reading | None:
    count, unit = _count_and_unit(elements)
    if count > _LONGEST[unit]:
        return None
    if not around.published:
        return UNKNOWN
    if around.published.year + direction * count * (10 if unit == DECADE else 1) < 1000 and unit in {YEAR, DECADE}:
        return None
    return Reading(_distant(around.published, direction * count, unit), relative=True, confidence=LIKELY)


def _ago(elements: Elements, around: Surroundings) -> Reading | None:
    return _from_now(elements, around, PREVIOUS)


def _ahead(elements: Elements, around: Surroundings) -> Reading | None:
    return _from_now(elements, around, NEXT)


def _ahead_if_future(elements: Elements, around: Surroundings) -> Reading | None:
    return _from_now(elements, around, NEXT) if around.future() else None


def _since_ago(elements: Elements, around: Surroundings) -> Reading | None:
    start = _ago(elements, around)
    return replace(start, last="") if start and start.known else start


def _past(elements: Elements, around: Surroundings) -> Reading | None:
    """A span that ends now; one year counts as twelve months."""
    count, unit = _count_and_unit(elements)
    if unit == YEAR and count == 1:
        elements = Elements([("NUMBER", 12, {}), ("UNIT", MONTH, {})])
    start = _ago(elements, around)
    if not start or not start.known or not around.published:
        return start
    return Reading(start.first.rstrip("~"), _now(around.published, elements), relative=True, confidence=LIKELY)


def _coming(elements: Elements, around: Surroundings) -> Reading | None:
    end = _ahead(elements, around)
    if not end or not end.known or not around.published:
        return end
    return Reading(_now(around.published, elements), end.first.rstrip("~"), relative=True, confidence=LIKELY)


def _now(published: date, elements: Elements) -> str:
    return _distant(published, 0, elements.one("UNIT")).rstrip("~")


def _until_ahead(elements: Elements, around: Surroundings) -> Reading | None:
    end = _ahead(elements, around)
    return replace(end, first="", last=end.first) if end and end.known else end


def _weekend(step: int) -> Recipe:
    """A weekend, where the language has no single word for it."""
    return lambda _, around: _shifted(Elements([("UNIT", WEEKEND, {})]), around, step)


def _year_end(_: Elements, around: Surroundings) -> Reading:
    if not around.published:
        return UNKNOWN
    over = around.published.month <= 6 and not around.future()
    year = str(around.published.year - over)
    return Reading(f"{year}-12~", relative=True, confidence=LIKELY, whole=f"late {year}")


def _vague(_: Elements, __: Surroundings) -> Reading:
    return UNKNOWN


RELATIVE: dict[str, Recipe] = {
    "weekday": _bare_weekday,
    "weekday-day": _weekday_and_day,
    "day-2": _named_day(-2),
    "day-1": _named_day(-1),
    "day+0": _named_day(0),
    "day+1": _named_day(1),
    "day+2": _named_day(2),
    "previous": _step(PREVIOUS),
    "current": _step(CURRENT),
    "next": _step(NEXT),
    "previous-twice": _step(-2),
    "ago": _ago,
    "ahead": _ahead,
    "ahead-if-future": _ahead_if_future,
    "since-ago": _since_ago,
    "past": _past,
    "coming": _coming,
    "until-ahead": _until_ahead,
    "weekend-1": _weekend(PREVIOUS),
    "weekend+0": _weekend(CURRENT),
    "weekend+1": _weekend(NEXT),
    "year-end": _year_end,
    "vague": _vague,
    "vague-ahead": _vague,
    "quarter-same": _vague,
}
