"""Dates told from another date of the text: `two years earlier`, `le lendemain`; unresolved where none stands near."""

import re
from datetime import date

from factsheets.distill.date_reading import DOUBTFUL, LIKELY, UNKNOWN, Elements, Reading, Recipe, Surroundings, notation
from factsheets.distill.date_relative import DAY, MONTH, QUARTER, WEEK, YEAR, moved, unit_at

_SAME_SENTENCE = 200
_PRINTED_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?![ \u00a0]?[%€$£])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d\d)?~?")
_SINGLE = re.compile(r"(\d{4})(?:-\d\d)?(?:-\d\d)?~?")
_LONGEST = {DAY: 400, WEEK: 100, MONTH: 60, YEAR: 100}


def _shifted(direction: int) -> Recipe:
    """A count of units from the date before; as precise as the unit, and no more precise than that date."""

    def read(elements: Elements, around: Surroundings) -> Reading | None:
        count, unit = elements.one("NUMBER") or 1, elements.one("UNIT")
        if count > _LONGEST.get(unit, 0):
            return None
        if around.next_word() in around.words.not_followed_by or not (anchor := around.anchor()):
            return None
        first = _moved(anchor.end, direction * count, unit)
        return Reading(first, relative=anchor.relative, confidence=DOUBTFUL) if first else None

    return read


def _moved(point: str, count: int, unit: int) -> str:
    if unit in {DAY, WEEK}:
        days = count * (7 if unit == WEEK else 1)
        return moved(date.fromisoformat(point), days).isoformat() if _DAY.fullmatch(point) else ""
    if unit == MONTH and (month := _MONTH.fullmatch(point)):
        number = int(month[1]) * 12 + int(month[2]) - 1 + count
        return notation(number // 12, number % 12 + 1)
    year = _SINGLE.fullmatch(point)
    return str(int(year[1]) + count) if year and unit == YEAR and 1000 < int(year[1]) + count < 3000 else ""


def _day(days: int) -> Recipe:
    """The day before, the day after: of the day printed before it."""

    def read(_: Elements, around: Surroundings) -> Reading:
        anchor = around.anchor()
        if not anchor or not _DAY.fullmatch(anchor.end):
            return UNKNOWN
        first = moved(date.fromisoformat(anchor.end), days).isoformat()
        return Reading(first, relative=anchor.relative, confidence=DOUBTFUL)

    return read


def _unit(direction: int) -> Recipe:
    """The previous or following year of the sentence's own year, else of the publication."""

    def read(elements: Elements, around: Surroundings) -> Reading | None:
        unit = next((value for name, value, _ in elements.found if name == "UNIT"), YEAR)
        if unit == YEAR and (year := year_spoken_of(around)):
            return Reading(str(year + direction), confidence=DOUBTFUL)
        if unit in {WEEK, MONTH, QUARTER} and direction > 0:
            return UNKNOWN
        if not around.published or direction > 0:
            return UNKNOWN
        return unit_at(around.published, unit, direction)

    return read


def year_spoken_of(around: Surroundings) -> int:
    sentence = around.text[max(around.start - _SAME_SENTENCE, 0) : around.start]
    sentence = sentence[max(sentence.rfind(mark) for mark in (". ", "! ", "? ", "\n")) + 1 :]
    years = _PRINTED_YEAR.findall(sentence)
    return int(years[-1]) if years else 0


def _so_far(_: Elements, around: Surroundings) -> Reading:
    if not around.published:
        return UNKNOWN
    return Reading(str(around.published.year), relative=True, confidence=LIKELY)


ANCHORED: dict[str, Recipe] = {
    "earlier": _shifted(-1),
    "later": _shifted(1),
    "day-before": _day(-1),
    "day-after": _day(1),
    "second-day-after": _day(2),
    "second-day-before": _day(-2),
    "year-before": _unit(-1),
    "year-after": _unit(1),
    "so-far": _so_far,
}
