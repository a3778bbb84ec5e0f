"""What is printed about an article: its title, author, publisher, and the day it was published."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from factsheets.distill.page_lines import Line, behind_cue, is_prose, page_data, spelt, starts_with, words_of
from factsheets.distill.page_published import (
    COPYRIGHT,
    DATELINE,
    HEAD,
    LONGEST_LINE,
    NAME,
    byline,
    is_dated,
    name_beside_a_day,
    published,
)

_ABOVE, _FOOT, _TAIL = 3, 3, 40
_LONGEST_TITLE, _SHORTEST_TITLE, _LONGEST_NAME = 250, 12, 50
_LONGEST_LETTERHEAD, _SMALL_WORD, _CODE, _WRAPPED = 70, 3, 16, 60


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
    """The first line that can be one; a letterhead only where no other can."""
    above = takewhile(lambda pair: not _begins_prose(*pair), pairwise([*head, None]))
    found = [line.text.lstrip("# ") for line, _ in above if line]
    titles = [text for text in found if _may_be_title(text, lang)]
    return next((text for text in titles if not _is_letterhead(text, lang)), titles[0] if titles else "")


def _begins_prose(line: Line | None, after: Line | None) -> bool:
    """A sentence, or the first line of one that is wrapped."""
    if line is None or is_prose(line.text):
        return True
    wrapped = after is not None and after.block == line.block and after.text[0].islower()
    return wrapped and len(line.text) >= _WRAPPED


def _may_be_title(text: str, lang: str) -> bool:
    if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE or sum(one.isalpha() for one in text) < 10:
        return False
    return not (_is_label(text) or byline(text) or is_dated(text, lang))


def _is_letterhead(text: str, lang: str) -> bool:
    """The body that issues a document, and no headline about it: `House of Commons`."""
    if not starts_with("letterheads", text) or len(text) > _LONGEST_LETTERHEAD or any(map(str.isdigit, text)):
        return False
    if page_data(lang).get("letterheads-are") != "capitalised":
        return True
    return all(word[0].isupper() for word in words_of(text) if len(word) > _SMALL_WORD)


def _is_label(text: str) -> bool:
    """`Press release`, also with its number or with the name of its issuer behind a bar."""
    found = starts_with("labels", text)
    if not found:
        return False
    rest = spelt(text)[found.end() :].strip()
    if len(rest) < _CODE and (len(rest) < _SMALL_WORD or any(map(str.isdigit, rest))):
        return len(rest.split()) < _SMALL_WORD
    return rest[0] == "|" and len(rest.split()) <= 1 + _SMALL_WORD


def _publisher(head: list[Line], below: list[Line]) -> str:
    for line in head:
        dateline = DATELINE.match(line.text[:150])
        if dateline:
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
        if NAME.fullmatch(line.text) and not _is_label(line.text) and _is_day_line(after.text, lang):
            return line.text
    return ""


def _is_day_line(text: str, lang: str) -> bool:
    return len(text) <= LONGEST_LINE and is_dated(text, lang)
