"""The day an article was published, and the author printed beside it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from factsheets.distill.date import dates
from factsheets.distill.date_words import strings
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.findings import Finding
from factsheets.distill.page_lines import Line, behind_cue, is_prose, page_data, page_languages, starts_with

LONGEST_LINE, HEAD, FIELDS = 120, 10, 24
_FEW = 3
_LONGEST_HEAD, _CELL_WORDS, _DATELINE, _NUMBER = 180, 16, 110, 40
_MOST_OF_A_LINE = 0.6
_LEAD, _SPAN = 600, 12
_BESIDE = range(7)
"""Characters between a day and its time of day, a time zone among them."""
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
_CELLS = re.compile(r"\s+[-–—/]\s+|\s*[|·•]\s*")
_LETTER = re.compile(r"[^\W\d_]{3,}")
_SMALL = re.compile(r"\b(?:GMT|UTC|CET|CEST|EST|EDT|PST|BST|IST|hrs?|horas?|heures?|min|am|pm)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S{4,120}?/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|\b)")
_PUNCTUATION = '"“”«»()[],;:.|/–—- '
_PLACE_WORDS = 9
_AFTER_DAY = re.compile(
    r"[,.]?\s*(?:\([^()]{2,40}\)|/[^/]{2,30}/|\))?\s*(?:\.?\s?[-–—]|[:|]\s|\.-|\.\s|$)|\s*\([A-Z][\w /.&-]{1,30}\)"
)
_ENDS_A_HEAD = re.compile(r"\s*(?:$|[\])).,;:|/–—-]|[(]|n[°º]|p\.|pages?\b|à\s\d|at\s\d|a\slas\s\d)", re.IGNORECASE)
_BETWEEN = " \t|•·–—,;()/-"
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w'’-]{1,20}|\.(?:-?[A-Z]\.)?)"
NAME = re.compile(rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|[a-z]{{1,3}}|y|et|and|&)){{1,5}}")
COPYRIGHT = re.compile(
    r"(?:©|\bcopyright|\(c\))[\s©]*(?P<year>\d{4})?(?:-\d{4})?,?\s*(?P<owner>[^\W\d_][\w'’&. -]{1,40}?)?"
    r"(?:\s*[.,|–—]|\s+(?P<after>\d{4})|$)",
    re.IGNORECASE,
)


def published(near: list[Line], article: list[Line], tail: list[Line], lang: str) -> date | None:
    """The first of the ways to print it that fits; the day of an event in a sentence is none of them."""
    return next((day for day in _days(near, article, tail, lang) if day), None)


def _days(near: list[Line], article: list[Line], tail: list[Line], lang: str) -> Iterator[date | None]:
    head, short, fields = article[:HEAD], _short(near), _short(article[HEAD:FIELDS])
    years = (found["year"] or found["after"] for line in tail if (found := COPYRIGHT.search(line.text[:200])))
    year = next((int(year) for year in years if year), 0)
    yield from (behind(text, "published", lang) or _field(text, lang) for text in short + fields)
    yield from (_bare_day(text, lang) for text in short if not starts_with("updated", text))
    yield from (_in_address(text) for text in short)
    yield from (dateline(line.text, lang, year) for line in head)
    yield from (_dateline_by_weekday(line.text, article, lang) for line in head)
    yield from (of_a_document(line.text, lang) for line in head if not is_prose(line.text))
    yield from (_with_a_clock(text, lang) for text in (*short, *_short(head), *fields))
    yield from (behind(text, "updated", lang) for text in short)
    yield max((day for text in short + fields if (day := behind(text, "concluded", lang))), default=None)


def _short(lines: list[Line]) -> list[str]:
    return [line.text for line in lines if len(line.text) <= LONGEST_LINE and not is_prose(line.text)]


def behind(text: str, cue: str, lang: str) -> date | None:
    """The day behind a cue at the beginning of the line or of one of its cells: `By X | Posted on 3 March 2025`."""
    found = (_first_day(behind_cue(cue, cell), lang) for cell in (text, *_CELLS.split(text)[1:]))
    return next((day for day in found if day), None)


def _with_a_clock(text: str, lang: str) -> date | None:
    """The day that a time of day stands beside: `AGENCY 27 Feb 2025 16:20h`, `before 07:00 GMT, 20 November 2024`."""
    times = [found.span() for found in _TIME.finditer(text)]
    for one in _found(text, lang) if times else ():
        beside = any(start - one.end in _BESIDE or one.start - end in _BESIDE for start, end in times)
        if beside and _DAY.fullmatch(one.edtf):
            return date.fromisoformat(one.edtf)
    return None


def _field(text: str, lang: str) -> date | None:
    """`Date: 3 March 2025`, and not `Date of delivery: ...`."""
    rest = behind_cue("date-fields", text)
    found = _found(rest, lang) if rest else ()
    return _first_day(rest, lang) if found and not _LETTER.search(rest[: found[0].start]) else None


def _in_address(text: str) -> date | None:
    """`https://paper.example/2025/03/14/title`."""
    found = _ADDRESS.search(text)
    return _valid(int(found[1]), int(found[2]), int(found[3])) if found else None


def is_dated(text: str, lang: str) -> bool:
    cued = starts_with("published", text) or starts_with("updated", text)
    return bool(cued or _bare_day(text, lang) or _with_a_clock(text, lang))


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


@lru_cache(maxsize=256)
def _found(text: str, lang: str) -> tuple[Finding, ...]:
    """The dates of a line; kept, since several ways to print a day look at the same line."""
    return tuple(dates(Document(text, lang, [Paragraph(text, 0, 1)], (0, len(text)))))


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
    beside = name_beside_a_day(text, lang) or _is_a_cell(timeless, lang) or _beside_names(timeless, lang)
    return day if beside else None


def _beside_names(text: str, lang: str) -> bool:
    """`Le 12 mars 2024 par Jane Doe`, `Sevilla 14/03/2025`."""
    one = _found(text, lang)[0]
    if not _LETTER.search(text[: one.start]) and byline(text[one.end :].lstrip(_BETWEEN)):
        return True
    if not text[0].isalnum() or text[-1] == ".":
        return False  # a note
    words = _LETTER.findall(_without(text, one))
    return len(words) <= _FEW and all(word[0].isupper() for word in words)


def _is_a_cell(text: str, lang: str) -> bool:
    """Whether one of the cells of a line is a day and nothing else: `Oaxaca - 17 NOV 2024 - 05:40 CET`."""
    cells = _CELLS.split(text)
    if len(cells) < 2 or len(text.split()) > _CELL_WORDS:
        return False
    for cell in cells:
        found = _found(cell, lang) if any(map(str.isdigit, cell)) else ()
        if len(found) == 1 and _DAY.fullmatch(found[0].edtf) and not _LETTER.search(_without(cell, found[0])):
            return True
    return False


def _without(text: str, one: Finding) -> str:
    rest = text[: one.start] + text[one.end :]
    return _SMALL.sub("", rest)


def name_beside_a_day(text: str, lang: str) -> str:
    """The author of `Jane Doe | 3 February 2026, 10:12`, with no cue before the name."""
    text = _TIME.sub("", text)
    found = _found(text, lang) if len(text) <= LONGEST_LINE else ()
    if len(found) != 1 or not _DAY.fullmatch(found[0].edtf):
        return ""
    before, after = text[: found[0].start].rstrip(), text[found[0].end :].lstrip()
    before = before.removesuffix(" le").removesuffix(" el").removesuffix(" on").rstrip()
    name = before if not after.strip(_BETWEEN) else after if not before.strip(_BETWEEN) else ""
    inner = name.strip(_BETWEEN)
    return inner if name != inner and NAME.fullmatch(inner) else ""


def dateline(text: str, lang: str, year: int = 0) -> date | None:
    """`MADRID, 3 feb (EFE) -`, `(Nairobi, March 3, 2025) –`, `Paris, le 3 février 2026 -`.

    The day stands between a place and a dash; nothing but capitalised words and small links leads to it.
    """
    lead = text[:_DATELINE]
    for one in _found(lead, lang) if any(map(str.isdigit, lead)) else ():
        before, after = lead[: one.start], lead[one.end :]
        if not (_is_place(before) and _AFTER_DAY.match(after)):
            return None
        edtf = one.edtf.replace("XXXX", f"{year:04}") if year else one.edtf
        return date.fromisoformat(edtf) if _DAY.fullmatch(edtf) else None
    return None


def _is_place(before: str) -> bool:
    """Capitalised words with small links between, and a comma, dash or bracket behind them."""
    words = [word for one in before.split() if (word := one.strip(_PUNCTUATION))]
    if not 0 < len(words) <= _PLACE_WORDS:
        return False
    small = links()
    names = [word for word in words if word.lower() not in small]
    if not names or not all(word[0].isupper() for word in names) or words[0].lower() in small:
        return False
    return before.rstrip()[-1] in ",(–—-|/:." or words[-1].lower() in small


@cache
def links() -> frozenset[str]:
    """The small words between the names of places, and within titles."""
    return frozenset(one for lang in page_languages() for one in strings(page_data(lang).get("dateline-links")))


def of_a_document(text: str, lang: str) -> date | None:
    """`Conseil municipal du 12 décembre 2024`, `(as of 19 September 2025)`: a head that says which day's it is."""
    if len(text) > _LONGEST_HEAD or text[0] == "[" or not any(map(str.isdigit, text)):
        return None
    for one in _found(text, lang):
        rest = text[one.end :]
        ends = _ENDS_A_HEAD.match(rest) or starts_with("acts-of", rest)
        if _DAY.fullmatch(one.edtf) and ends and _acts().search(text[: one.start].lower()):
            return date.fromisoformat(one.edtf)
    return None


@cache
def _acts() -> re.Pattern[str]:
    """What a head says before its day: the name of a sitting or an act, `as of`; with its number, if it has one."""
    words = sorted({one for lang in page_languages() for one in strings(page_data(lang).get("acts"))}, key=len)
    names = "|".join(re.escape(one) for one in reversed(words))
    return re.compile(rf"(?<!\w)(?:{names})(?:\W(?:[^.;!?]|(?<=\bno)\.|(?<=\bnúm)\.){{0,{_NUMBER}}})?\W*$")


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
    return _valid(year, int(edtf[5:7]), int(edtf[8:]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named_in(lead: str, day: date, lang: str) -> bool:
    """Whether the first paragraph names that day's weekday, with no date beside it."""
    document = Document(lead, lang, [Paragraph(lead, 0, 1)], (0, len(lead)), published=day)
    return any(one.rule == "date.weekday" and one.edtf == day.isoformat() for one in dates(document))
