"""Dates as documents give them: a subset of EDTF (levels 0 and 1, and unspecified years of level 2), as day bounds.

Source of the notation: the Extended Date/Time Format, Library of Congress, 2019. Read here: `2025`, `2025-09`,
`2025-09-12`, `199X`, `18XX`, `XXXX-01`, `XXXX-01-15`, seasons `2025-21` to `-24`, quarters `2025-33` to `-36`, the
qualifiers `~ ? %`, and intervals whose ends may be open (`2025-01/..`).
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from factsheets.vocabulary import date_phrases, months

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?(?P<doubt>[~?%])?", re.ASCII
)
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_WINTER = 24  # runs into the next year
_QUARTER_MONTHS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_LEAP_YEAR = 2024
_ANY_YEAR = {(month, day) for month in range(1, 13) for day in range(1, calendar.monthrange(_LEAP_YEAR, month)[1] + 1)}


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date with its uncertainty. A bound is None where it is open, or where no year is known.

    `recurring` is (month, day) of a date printed without its year, the day 0 where none was printed; an interval has
    none.
    """

    text: str
    earliest: date | None
    latest: date | None
    recurring: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.text

    def may_fall_in(self, asked: "Edtf") -> bool:
        """Whether some day can belong to both; a date without a year may fall in any year, in its own month only."""
        if self.recurring or asked.recurring:
            return bool(self._days_of_year() & asked._days_of_year())
        starts_after = self.earliest and asked.latest and self.earliest > asked.latest
        ends_before = self.latest and asked.earliest and self.latest < asked.earliest
        return not (starts_after or ends_before)

    def _days_of_year(self) -> set[tuple[int, int]]:
        """The (month, day)s that it admits, in any year; every one where it is open or a year long."""
        if self.recurring:
            month, day = self.recurring
            return {(month, day)} if day else {one for one in _ANY_YEAR if one[0] == month}
        if not self.earliest or not self.latest or (self.latest - self.earliest).days >= 365:
            return _ANY_YEAR
        days = (self.earliest + timedelta(days=number) for number in range((self.latest - self.earliest).days + 1))
        return {(day.month, day.day) for day in days}

    def sort_key(self) -> tuple[date, date, str]:
        """Chronological order, what has no beginning by its end, what has no year last."""
        start = self.earliest or self.latest or date.max
        return start, self.latest or date.max, self.text


def parse_edtf(text: str) -> Edtf:
    """Read the notation; raises ValueError with a sentence that says what is wrong."""
    start, slash, end = text.partition("/")
    if not slash:
        earliest, latest, recurring = _bounds(text)
        return Edtf(text, earliest, latest, recurring)
    if start in {"", ".."} and end in {"", ".."}:
        raise ValueError(f"`{text}` is open at both ends")
    first = (None, None, None) if start in {"", ".."} else _bounds(start)
    last = (None, None, None) if end in {"", ".."} else _bounds(end)
    if first[0] and last[1] and first[0] > last[1]:
        raise ValueError(f"`{text}` ends before it begins")
    return Edtf(text, first[0], last[1])


def _bounds(text: str) -> tuple[date | None, date | None, tuple[int, int] | None]:
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(f"`{text}` is not an EDTF date such as 2025, 2025-09, 2025-09-12 or 2025-01/..")
    if "00" in {found["month"], found["day"]}:
        raise ValueError(f"`{text}`: months and days count from 01")
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if year == "XXXX":
        return None, None, _recurring(text, month, day)
    if year.endswith("X"):
        if month:
            raise ValueError(f"`{text}`: a decade or century has no month")
        return _day(text, int(year.replace("X", "0")), 1, 1), _day(text, int(year.replace("X", "9")), 12, 31), None
    first_month, last_month = _months(text, month, day)
    first = _day(text, int(year), first_month, day or 1)
    if month == _WINTER:
        return first, _day(text, int(year) + 1, 3, 1) - timedelta(days=1), None
    last = _day(text, int(year), last_month, day or calendar.monthrange(int(year), last_month)[1])
    return first, last, None


def _months(text: str, month: int, day: int) -> tuple[int, int]:
    if not month:
        return 1, 12
    span = _SEASON_MONTHS.get(month) or _QUARTER_MONTHS.get(month)
    if span and not day:
        return span
    if not 1 <= month <= 12:
        raise ValueError(f"`{text}`: there is no month {month}")
    return month, month


def _recurring(text: str, month: int, day: int) -> tuple[int, int]:
    if not 1 <= month <= 12:
        raise ValueError(f"`{text}`: a date without a year needs its month")
    if day > calendar.monthrange(_LEAP_YEAR, month)[1]:
        raise ValueError(f"`{text}`: there is no day {day} in that month")
    return month, day


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"`{text}`: {error}") from None


def format_date(value: Edtf, lang: str) -> str:
    """A date in words: "September 2025", "depuis janvier 2025", "January (year not stated)"."""
    words = date_phrases(lang)
    start, slash, end = value.text.partition("/")
    if not slash:
        return _format_point(value.text, lang)
    if end in {"", ".."}:
        return words["from"].format(_format_point(start, lang))
    if start in {"", ".."}:
        return words["until"].format(_format_point(end, lang))
    return f"{_format_point(start, lang)} – {_format_point(end, lang)}"


def _format_point(text: str, lang: str) -> str:
    found = _POINT.fullmatch(text)
    if not found:
        return text
    words = date_phrases(lang)
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if year.endswith("X") and year != "XXXX":
        first, last = year.replace("X", "0"), year.replace("X", "9")
        text = f"{first}–{last}" if year.endswith("XX") else words["decade"].format(first)
        return words["about"].format(text) if found["doubt"] else text
    part = ""
    if month in _QUARTER_MONTHS or month in _SEASON_MONTHS:
        part = words[str(month)]
    elif month:
        part = months(lang)[month - 1]
    pieces = [str(day) if day else "", part, "" if year == "XXXX" else year]
    text = words["joiner"].join(piece for piece in pieces if piece)
    if year == "XXXX":
        text = words["no-year"].format(text)
    return words["about"].format(text) if found["doubt"] else text


def parse_words(text: str) -> Edtf | None:
    """Read a question's date in any of the three languages: "September 2025", "sept. 2025", "12 de marzo de 2026".

    A month alone is a date without its year.
    """
    text = unicodedata.normalize("NFC", text).casefold()
    words = [word for word in re.findall(r"\w+", text) if word not in {"de", "del", "of", "le", "the", "el"}]
    day, month, year = 0, 0, ""
    for word in words:
        number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)?", word)
        if re.fullmatch(r"[12]\d{3}", word) and not year:
            year = word
        elif word in _month_numbers() and not month:
            month = _month_numbers()[word]
        elif number and not day:
            day = int(number[1])
        else:
            return None
    if not (year or month) or (day and not month):
        return None
    parts = [year or "XXXX", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    try:
        return parse_edtf("-".join(part for part in parts if part))
    except ValueError:
        return None


@cache
def _month_numbers() -> dict[str, int]:
    """Every month name of the three languages, also cut to three or four letters: "sept", "janv"."""
    numbers: dict[str, int] = {}
    for lang in ("en", "fr", "es"):
        for number, name in enumerate(months(lang), start=1):
            for length in (len(name), 4, 3):
                numbers.setdefault(name[:length].casefold(), number)
    return numbers
