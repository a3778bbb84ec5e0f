"""What is printed about an article: its title, author, publisher, and the day it was published."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from factsheets.distill.page_boxes import is_credited
from factsheets.distill.page_lines import Line, behind_cue, is_prose, page_data, spelt, starts_with, words_of
from factsheets.distill.page_published import (
    COPYRIGHT,
    DATELINE,
    HEAD,
    LONGEST_LINE,
    NAME,
    byline,
    is_dated,
    links,
    name_beside_a_day,
    of_a_document,
    published,
)

_ABOVE, _FOOT, _TAIL = 3, 3, 40
_LONGEST_TITLE, _SHORTEST_TITLE, _LONGEST_NAME = 250, 12, 50
_LONGEST_LETTERHEAD, _LETTERHEAD_WORDS, _TITLE_WORDS, _SMALL_WORD, _CODE, _WRAPPED = 70, 6, 4, 3, 16, 60
_NO_TITLE = re.compile(r"[-–—•·*▪●◦] |\d{1,2}[.)] |[A-Z] ?[.)–—] |[IVX]{1,4}[.)] ?[–—-]? ")
_DASH = re.compile(r"\s[–—-]\s")
_FIELD = re.compile(r"[^:]{1,60}?\s?:\s")


@dataclass(frozen=True, slots=True)
class Head:
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: date | None = None


def read_head(found: list[Line], first: int, behind: int, lang: str) -> Head:
    """From the lines of a page and the article's bounds among them; what is not printed stays empty."""
    article, tail = found[first:behind], found[behind : behind + _TAIL]
    head, foot = article[:HEAD], article[HEAD:][-_FOOT:]
    above = found[max(first - _ABOVE, 0) : first]
    return Head(
        title=_title(head, lang),
        byline=next((name for line in head + foot if (name := byline(line.text))), "") or _signed(head, lang),
        publisher=_publisher(head, tail + foot),
        published=published(above + head + foot + tail[:_FOOT], article, tail, lang),
    )


def _title(head: list[Line], lang: str) -> str:
    """The first line that can be one; of a letterhead's block only where no block behind it has one."""
    above = takewhile(lambda pair: not _begins_prose(*pair), pairwise([*head, None]))
    lines = [line for line, _ in above if line]
    titles = [line for line in lines if _may_be_title(line.text.lstrip("# "), lang)]
    own = [line for line in titles if not _is_letterhead(line.text, lang) and not _names_an_act(line.text, lang)]
    if own and own[0].block == lines[0].block and (_is_letterhead(lines[0].text, lang) or _is_addressed(lines)):
        own = [line for line in own if line.block > lines[0].block and _words(line.text) >= _TITLE_WORDS] or own
    if own and own[0] is lines[0] and _words(own[0].text) <= _LETTERHEAD_WORDS:
        own = _behind_a_label(own, lines) or own
    named = own or titles
    if not named:
        return ""
    heads = starts_with("kinds", named[0].text) or any(
        _is_label(line.text) for line in lines if line.start > named[0].start
    )
    if heads and (about := _about(lines)):
        return about
    return _whole(named[0], lines, lang)


def _behind_a_label(titles: list[Line], lines: list[Line]) -> list[Line]:
    """What may be a title below `PRESS RELEASE`: the few words above it are who sends it."""
    label = next((line.start for line in lines if _is_label(line.text)), None)
    return [] if label is None else [one for one in titles if one.start > label and _words(one.text) >= _TITLE_WORDS]


def _is_addressed(lines: list[Line]) -> bool:
    """A name of a few words above its address or number, in a block of their own: `P.O. Box 12`, `Report 7/2025`."""
    block = [line.text for line in lines if line.block == lines[0].block]
    if len(block) != 2 or _words(block[0]) > _LETTERHEAD_WORDS or not all(w[0].isupper() for w in words_of(block[0])):
        return False
    return any(map(str.isdigit, block[1])) and not any(map(str.isdigit, block[0])) and not byline(block[1])


def _about(lines: list[Line]) -> str:
    """What a notice says that it is about: `Objet : ...`."""
    found = (behind_cue("about", line.text) for line in lines)
    return next((text for text in found if _words(text) >= _TITLE_WORDS), "")


def _whole(line: Line, lines: list[Line], lang: str) -> str:
    """A title with the line it runs on to, and without the day in brackets behind it."""
    text, at = line.text.lstrip("# "), lines.index(line)
    after = lines[at + 1] if at + 1 < len(lines) else None
    runs_on = text.rpartition(" ")[2].lower() in links()
    if after and after.block == line.block and runs_on and not is_dated(after.text, lang):
        text = f"{text} {after.text}"
    bracket = text.rfind(" (")
    return text[:bracket] if bracket > 0 and of_a_document(text[bracket:], lang) else text


def _words(text: str) -> int:
    return sum(1 for _ in words_of(text))


def _names_an_act(text: str, lang: str) -> bool:
    """`Jugement du 27 mars 2025 (n° parquet 22041000118)`: what a document is, and no more about it."""
    if len(text) > _LONGEST_LETTERHEAD or ":" in text:
        return False
    numbered = starts_with("acts", text) and any(map(str.isdigit, text)) and _words(text) <= _TITLE_WORDS
    return bool(numbered or of_a_document(text, lang))


def _begins_prose(line: Line | None, after: Line | None) -> bool:
    """A sentence, or the first line of one that is wrapped."""
    if line is None or is_prose(line.text):
        return True
    wrapped = after is not None and after.block == line.block and after.text[0].islower()
    return wrapped and len(line.text) >= _WRAPPED


def _may_be_title(text: str, lang: str) -> bool:
    letters, digits = sum(one.isalpha() for one in text), sum(one.isdigit() for one in text)
    if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE or letters < 10 or digits > letters:
        return False
    if _NO_TITLE.match(text) or (starts_with("fields", text) and _FIELD.match(text)):
        return False
    return not (_is_label(text) or byline(text) or is_dated(text, lang))


def _is_letterhead(text: str, lang: str) -> bool:
    """The body that issues a document, and no headline about it: `House of Commons`, `Tercer Juzgado Penal`."""
    behind = text.partition(" ")[2]
    named = starts_with("letterheads", text) or (behind[:1].isupper() and starts_with("letterheads", behind))
    if not named or len(text) > _LONGEST_LETTERHEAD or any(map(str.isdigit, text)) or ":" in text:
        return False
    capitalised = all(word[0].isupper() for word in words_of(text) if len(word) > _SMALL_WORD)
    if capitalised or page_data(lang).get("letterheads-are") == "capitalised":
        return capitalised
    return _words(text) <= _LETTERHEAD_WORDS + 3 * bool(_DASH.search(text))


def _is_label(text: str) -> bool:
    """`Press release`, also with its number or with the name of its issuer behind a bar."""
    found = starts_with("labels", text)
    if not found:
        return False
    rest = spelt(text)[found.end() :].strip()
    if len(rest) < _CODE and (len(rest) < _SMALL_WORD or any(map(str.isdigit, rest))):
        return len(rest.split()) < _SMALL_WORD
    return rest[0] in ("|-" if text.isupper() else "|") and len(rest.split()) <= 2 + _SMALL_WORD


def _publisher(head: list[Line], below: list[Line]) -> str:
    for line in head:
        dateline = DATELINE.match(line.text[:150])
        if dateline and not is_credited(line.text):
            return dateline["agency"]
    for line in head + below:
        if len(line.text) <= LONGEST_LINE and (name := behind_cue("publisher", line.text)):
            return name.rstrip(".")
    owners = (COPYRIGHT.search(line.text[:200]) for line in below)
    return next((found["owner"].strip() for found in owners if found and found["owner"]), "")


def _signed(head: list[Line], lang: str) -> str:
    """A name that no cue announces: beside the day, or alone on a line right above it."""
    for line, after in pairwise([*head, None]):
        if line is None or is_prose(line.text):
            return ""
        if name := name_beside_a_day(line.text, lang):
            return name
        if line is head[0] or after is None or line.text.isupper() or len(line.text) > _LONGEST_NAME:
            continue
        if NAME.fullmatch(line.text.partition(",")[0]) and not _is_label(line.text) and _is_day_line(after.text, lang):
            return line.text.partition(",")[0]
    return ""


def _is_day_line(text: str, lang: str) -> bool:
    return len(text) <= LONGEST_LINE and is_dated(text, lang)
