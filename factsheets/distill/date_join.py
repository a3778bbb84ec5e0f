"""Parts of periods and intervals: `fin 2024`, `vers 1950`, `du 12 au 15 mars`, `since January`, `d'ici 2030`."""

import re
from dataclasses import replace

from factsheets.distill.date_reading import LIKELY, UNKNOWN, Elements, Reading, Recipe, Surroundings

_YEAR = re.compile(r"\d{4}")
_MONTHS = {"early": "01~", "mid": "06~", "late": "12~"}
_HALF = "half"
_NO_YEAR = "XXXX"
_EVENT_WORDS = 9


def _part(name: str, notation: str = "") -> Recipe:
    """A part of a year is told by a month of it or some, a part of anything else is that, approximately."""

    def read(elements: Elements, _: Surroundings) -> Reading | None:
        point = elements.points[0]
        if point.last is not None or point.whole:
            return None if point.whole else point
        if not point.known:
            return point
        if len(point.first) == len("2026-02-03") and point.first[4] == "-":
            return None
        confidence, whole = min(point.confidence, LIKELY), f"{name} {point.first}"
        if not _YEAR.fullmatch(point.first):
            first = point.first if point.first.endswith("X") else f"{point.first.rstrip('~')}~"
            return replace(point, first=first, whole=whole, confidence=confidence)
        first, _slash, last = f"{point.first}-{notation or _MONTHS[name]}".partition("/")
        last = f"{point.first}-{last}" if last else ""
        return replace(point, first=first, last=last or None, whole=whole, confidence=confidence)

    return read


def _same(elements: Elements, _: Surroundings) -> Reading:
    return elements.points[0]


def _about(elements: Elements, _: Surroundings) -> Reading | None:
    point = elements.points[0]
    if point.last is not None or point.first.endswith("~"):
        return point
    return replace(point, first=f"{point.first}~") if point.known else point


def _since(elements: Elements, _: Surroundings) -> Reading | None:
    """Open at its end; the beginning of a period as a limit is exact: `depuis le début de l'année`."""
    point = elements.points[0]
    if point.last == "":
        return point
    return replace(point, first=_limit(point, "early"), last="", whole="") if point.first else UNKNOWN


def _limit(point: Reading, part: str) -> str:
    """Where a period whose early or late part is the limit of another one begins or ends."""
    name, _, whole = point.whole.partition(" ")
    if name != part:
        limit = point.first if part == "early" else point.end
        return limit.rstrip("~") if name else limit
    return f"{whole}-01" if part == "early" and _YEAR.fullmatch(whole) else whole


def _until(elements: Elements, _: Surroundings) -> Reading | None:
    """Open at its beginning; the end of a period as a limit is the period's own end."""
    point = elements.points[0]
    if point.last == "":
        return None
    if point.rule == _HALF:
        return point  # within the half, as `by the second half of 2027` means it
    return replace(point, first="", last=_limit(point, "late"), whole="") if point.end else UNKNOWN


def _through(elements: Elements, around: Surroundings) -> Reading | None:
    """`through the end of 2025` is a limit; `through the winter` is all of it."""
    return _until(elements, around) if elements.points[0].whole else None


def _since_event(elements: Elements, around: Surroundings) -> Reading | None:
    """`since its launch in 2022`: a few words, and nothing between commas."""
    words = around.text[around.start : around.end].split()
    return _since(elements, around) if len(words) <= _EVENT_WORDS and "," not in "".join(words) else None


def _range(elements: Elements, _: Surroundings) -> Reading | None:
    """From one to the other; what the first leaves out (its year, its month) is taken from the second."""
    last = elements.points[-1]
    if last.last is not None and last.known and last.first and last.last and len(elements.points) == 1:
        return None
    if len(elements.points) == 1:
        return _day_range(elements.one("DAY", "DAYNUM", "ORDINAL", "NUMBER"), last)
    first = elements.points[0]
    if not (first.known and last.known):
        return UNKNOWN if first.relative or last.relative else None
    if (first.last is not None and not first.first) or last.last == "":
        return None
    start, end = _limit(first, "early"), _limit(last, "late")
    if start.startswith(_NO_YEAR) and not end.startswith(_NO_YEAR):
        start = _with_year(start, end)
    confidence = min(first.confidence, last.confidence, LIKELY)
    return Reading(start, end, relative=first.relative or last.relative, confidence=confidence)


def _with_year(start: str, end: str) -> str:
    """The year of the end, or the one before where the start falls later in the year: 28 December to 3 January 2026."""
    year = end[:4]
    if not _YEAR.fullmatch(year):
        return start
    months = start[5:7], end[5:7]
    return f"{int(year) - (1 if months[1] and months[0] > months[1] else 0):04}{start[4:]}"


def _day_range(day: int, last: Reading) -> Reading | None:
    point = last.first
    if last.last is not None or len(point) != len("2026-02-03") or not 1 <= day <= 31:
        return None
    if day >= int(point[8:10]):
        return None
    return replace(last, first=f"{point[:8]}{day:02}", last=point, confidence=LIKELY)


JOINS: dict[str, Recipe] = {
    "early": _part("early"),
    "mid": _part("mid"),
    "late": _part("late"),
    "same": _same,
    "about": _about,
    "first-months": _part("early", "01/03"),
    "last-months": _part("late", "10/12"),
    "end": _part("late", "12"),
    "since": _since,
    "from": _since,
    "since-event": _since_event,
    "through": _through,
    "until": _until,
    "range": _range,
}
