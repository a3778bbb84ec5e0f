"""The day an article was published, and the author printed beside it."""

import re
from datetime import date

from factsheets.distill.date import dates
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.findings import Finding
from factsheets.distill.page_lines import Line, behind_cue, is_prose, starts_with

LONGEST_LINE, HEAD = 120, 10
_MOST_OF_A_LINE = 0.6
_LEAD, _SPAN = 600, 12
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARLESS = re.compile(r"XXXX-\d\d-\d\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SIGNATURE = re.compile(r"[^\W\d_]{1,2}\. ?[^\W\d_][\w'’-]{1,30} ?--? ?[A-Z]{2,6}")
_NAME_END = re.compile(r"\s[|•·–—-]\s|[|•·,;(]|\s\d|\s[^\W\d_]{1,3}\s\d|$")
_PLACE = r"[^\W\d_][\w'’./ -]{1,40}?"
DATELINE = re.compile(
    rf"{_PLACE}(?:,\s?(?P<more>[^()—–:]{{1,60}}?))?\s*"
    r"\((?P<agency>[A-Z][\w /.&-]{1,30})\)\s*(?:[.,:]?\s*[-–—]|$|[.:])"
)
_PLACE_AND_DAY = re.compile(rf"{_PLACE}, (?P<more>[^()—–:;]{{6,40}}?)(?:\s*[-–—:.]|$)")
_TIME = re.compile(
    r"[tT]?\b\d{1,2}(?::|h)\d\d(?::\d\d)?(?:[.,]\d{1,6})?\s?(?:[zZ]\b|[+-]\d\d:?\d\d|[aApP]\.?[mM]\b\.?)?(?:\s(?:GMT|UTC|[A-Z]{1,3}T)\b)?"
)
_BETWEEN = " \t|•·–—,;()/-"
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w'’-]{1,20}|\.(?:-?[A-Z]\.)?)"
NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|[a-z]{{1,3}}|y|et|and|&)){{1,5}}")
COPYRIGHT = re.compile(
    r"(?:©|\bcopyright|\(c\))[\s©]*(?P<year>\d{4})?(?:-\d{4})?,?\s*(?P<owner>[^\W\d_][\w'’&. -]{1,40}?)?"
    r"(?:\s*[.,|–—]|\s+(?P<after>\d{4})|$)",
    re.IGNORECASE,
)


def published(near: list[Line], article: list[Line], tail: list[Line], lang: str) -> date | None:
    """Said to be published, then a line that is little but a date, a dateline, the day it was brought up to date."""
    head = article[:HEAD]
    short = [line.text for line in near if len(line.text) <= LONGEST_LINE and not is_prose(line.text)]
    said = (_first_day(behind_cue("published", text), lang) for text in short)
    bare = (_bare_day(text, lang) for text in short if not starts_with("updated", text))
    years = (found["year"] or found["after"] for line in tail if (found := COPYRIGHT.search(line.text[:200])))
    year = next((int(year) for year in years if year), 0)
    placed = (_dateline(line.text, lang, year) for line in head)
    weekday = (_dateline_by_weekday(line.text, article, lang) for line in head)
    updated = (_first_day(behind_cue("updated", text), lang) for text in short)
    return next((day for days in (said, bare, placed, weekday, updated) for day in days if day), None)


def is_dated(text: str, lang: str) -> bool:
    return bool(starts_with("published", text) or starts_with("updated", text) or _bare_day(text, lang))


def byline(text: str) -> str:
    """The names behind `By`, or a signature such as `J.Doe--XY`, as printed."""
    if len(text) > LONGEST_LINE or is_prose(text):
        return ""
    if _SIGNATURE.fullmatch(text):
        return text
    rest = behind_cue("byline", text)
    end = _NAME_END.search(rest)
    name = rest[: end.start()].strip() if end else rest
    words = name.split()
    capitals = sum(word[0].isupper() for word in words)
    return name if words and words[0][0].isupper() and capitals * 2 > len(words) else ""


def _found(text: str, lang: str) -> list[Finding]:
    return list(dates(Document(text, lang, [Paragraph(text, 0, 1)], (0, len(text)))))


def _first_day(text: str, lang: str, year: int = 0) -> date | None:
    """The first full date of a text; the year given stands for one not printed."""
    for one in _found(text, lang) if text else ():
        edtf = one.edtf.replace("XXXX", f"{year:04}") if year else one.edtf
        if _DAY.fullmatch(edtf):
            return date.fromisoformat(edtf)
    return None


def _bare_day(text: str, lang: str) -> date | None:
    """The day of a line that is little else: `3 février 2026, 10h12`, `By Jane Doe, 3 February 2026`."""
    if not any(one.isdigit() for one in text):
        return None
    day = _first_day(text, lang)
    if not day:
        return None
    timeless = _TIME.sub("", text)
    printed = sum(one.end - one.start for one in _found(timeless, lang))
    if printed >= _MOST_OF_A_LINE * len(timeless) or byline(text) or _PLACE_AND_DAY.fullmatch(text):
        return day
    return day if name_beside_a_day(text, lang) else None


def name_beside_a_day(text: str, lang: str) -> str:
    """The author of `Jane Doe | 3 February 2026, 10:12`, with no cue before the name."""
    text = _TIME.sub("", text)
    found = _found(text, lang) if len(text) <= LONGEST_LINE else []
    if len(found) != 1 or not _DAY.fullmatch(found[0].edtf):
        return ""
    before, after = text[: found[0].start].rstrip(), text[found[0].end :].lstrip()
    before = before.removesuffix(" le").removesuffix(" el").removesuffix(" on").rstrip()
    name = before if not after.strip(_BETWEEN) else after if not before.strip(_BETWEEN) else ""
    inner = name.strip(_BETWEEN)
    return inner if name != inner and NAME.fullmatch(inner) else ""


def _dateline(text: str, lang: str, year: int) -> date | None:
    """`MADRID, 3 feb (EFE) -`, `PARIS, February 3, 2026 (Reuters) -`, `Paris, le 3 février 2026 -`."""
    found = DATELINE.match(text[:150]) or _PLACE_AND_DAY.match(text[:90])
    return _first_day(found["more"], lang, year) if found and found["more"] else None


def _dateline_by_weekday(text: str, article: list[Line], lang: str) -> date | None:
    """`ROME, Feb 3 (Reuters) - ... said on Tuesday`: of the years about those printed the one where both agree."""
    found = DATELINE.match(text[:150])
    if not found or not found["more"]:
        return None
    days = [one.edtf for one in _found(found["more"], lang) if _YEARLESS.fullmatch(one.edtf)]
    years = {int(year) for line in article for year in _YEAR.findall(line.text)}
    if not days or not years:
        return None
    span = range(min(years), min(max(years) + 2, min(years) + _SPAN))
    lead = text[found.end() :][:_LEAD]
    fitting = [day for year in span if (day := _day_of(year, days[0])) and _named_in(lead, day, lang)]
    return fitting[0] if len(fitting) == 1 else None


def _day_of(year: int, edtf: str) -> date | None:
    try:
        return date(year, int(edtf[5:7]), int(edtf[8:]))
    except ValueError:
        return None


def _named_in(lead: str, day: date, lang: str) -> bool:
    """Whether the first paragraph names that day's weekday, with no date beside it."""
    document = Document(lead, lang, [Paragraph(lead, 0, 1)], (0, len(lead)), published=day)
    return any(one.rule == "date.weekday" and one.edtf == day.isoformat() for one in dates(document))
