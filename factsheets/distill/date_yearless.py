"""The year of a day or month printed without one: nearest to the publication on the side that the sentence looks to.

Nothing is resolved where no publication is known, nor on a line that is nothing but the date: it tells no side.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from factsheets.distill.date_direction import Direction
from factsheets.distill.date_reading import DOUBTFUL, LIKELY, Reading, Surroundings

_YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?(.?)")
_DAY = re.compile(r"XXXX-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]{4,}")
_RUNS_ON = re.compile(r"[\w,;’'–—]\n")
_LINE = 200
_UNTOLD_LOOKS_AHEAD = timedelta(45)
"""How far ahead a day may lie that no verb puts in time: the last one would be ten months behind."""
_LIMIT_LOOKS_AHEAD, _START_LOOKS_AHEAD, _PAST_LOOKS_AHEAD = timedelta(300), timedelta(180), timedelta(100)
"""How far ahead a limit or a start may lie where the sentence does not look ahead."""


def with_year(reading: Reading, around: Surroundings) -> Reading:
    """The same where its year is printed, or cannot be told."""
    published = around.published
    if not published or "XXXX" not in reading.edtf or _stands_alone(around):
        return reading
    looks = around.direction()
    horizon = _horizon(reading, looks)
    confidence = min(reading.confidence, LIKELY if looks is not Direction.UNKNOWN else DOUBTFUL)
    if reading.last is None:
        first, last = _nearest(reading.first, published, horizon), None
    elif not reading.first:
        first, last = "", _nearest(reading.last, published, horizon)
    else:
        first, last = _interval(reading, published, horizon)
    return replace(reading, first=first, last=last, relative=True, confidence=confidence)


def _horizon(reading: Reading, looks: Direction) -> timedelta | None:
    """How far ahead of the publication the date may lie; None for any distance, with nothing behind it."""
    if looks is Direction.AHEAD and reading.rule != "since":
        return None
    if reading.rule == "until":
        return _PAST_LOOKS_AHEAD if looks is Direction.BEHIND else _LIMIT_LOOKS_AHEAD
    if reading.rule == "from":
        return _PAST_LOOKS_AHEAD if looks is Direction.BEHIND else _START_LOOKS_AHEAD
    untold = looks is Direction.UNKNOWN and reading.rule != "since" and _DAY.search(reading.edtf)
    return _UNTOLD_LOOKS_AHEAD if untold else timedelta(0)


def _interval(reading: Reading, published: date, horizon: timedelta | None) -> tuple[str, str]:
    """The end is the first such day after the beginning; where the sentence looks ahead it is what lies ahead."""
    last = reading.last or ""
    if horizon is None and last:
        end = _nearest(last, published, horizon)
        return (_behind(reading.first, end), end)
    first = _nearest(reading.first, published, horizon)
    return first, _ahead_of(last, first) if last else ""


def _nearest(text: str, published: date, horizon: timedelta | None) -> str:
    found = _YEARLESS.fullmatch(text)
    if not found:
        return text
    years = range(published.year - 5, published.year + 6)
    days = [(year, day) for year in years if (day := _first_day(year, found))]
    start = published if found[2] else published.replace(day=1)
    if horizon is None:
        year = next((year for year, day in days if day >= start), 0)
    else:
        year = next((year for year, day in reversed(days) if day <= published + horizon), 0)
    return text.replace("XXXX", f"{year:04}") if year else text


def _first_day(year: int, found: re.Match[str]) -> date | None:
    try:
        return date(year, int(found[1]), int(found[2] or 1))
    except ValueError:
        return None


def _ahead_of(text: str, first: str) -> str:
    if not text.startswith("XXXX") or not first[:4].isdigit():
        return text
    year = int(first[:4]) + (text[5:7] < first[5:7])
    return text.replace("XXXX", f"{year:04}")


def _behind(text: str, end: str) -> str:
    if not text.startswith("XXXX") or not end[:4].isdigit():
        return text
    year = int(end[:4]) - (text[5:7] > end[5:7])
    return text.replace("XXXX", f"{year:04}")


def _stands_alone(around: Surroundings) -> bool:
    """Whether its line has no other word than small ones."""
    text = around.text
    start = max(text.rfind("\n", max(around.start - _LINE, 0), around.start) + 1, around.start - _LINE, 0)
    if _RUNS_ON.search(text, max(start - 2, 0), start) and text[start : around.end].lstrip()[:1].islower():
        return False
    end = text.find("\n", around.end, around.end + _LINE)
    rest = f"{text[start : around.start]} {text[around.end : end if end >= 0 else around.end + _LINE]}"
    return not _WORD.search(rest)
