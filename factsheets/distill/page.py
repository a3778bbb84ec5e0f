"""A text becomes a document: its language, the bounds of its article, its paragraphs, and what is printed about it."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from factsheets.distill.document import Document, Paragraph
from factsheets.distill.page_bounds import article_lines
from factsheets.distill.page_boxes import noise_within
from factsheets.distill.page_head import read_head
from factsheets.distill.page_lines import Line, is_prose, language_of, lines
from factsheets.gazetteer import Gazetteer

_BULLET = re.compile(r"[-–—•·*▪●◦]\s|\d{1,2}[.)]\s")
_BREAKS = str.maketrans("\n\r\t\v", "    ")
_HEADING_LENGTH = 120
_WIDEST_WRAP, _NARROWEST_WRAP = 100, 45
_OPEN_END = re.compile(r"[\w,;’'\-–%€$)»]$")


def read_document(
    text: str, *, lang: str = "", published: date | None = None, gazetteer: Gazetteer | None = None
) -> Document:
    """What is given is taken as it is; what is not is looked for in the text."""
    found = lines(text)
    first, behind = article_lines(found)
    start, end = (found[first].start, found[behind - 1].end) if first < behind else (0, len(text))
    lang = lang or language_of(text[start:end])
    head = read_head(found, first, behind, lang)
    return Document(
        text=text,
        lang=lang,
        paragraphs=paragraphs_within(text, (start, end), found),
        article=(start, end),
        title=head.title,
        byline=head.byline,
        publisher=head.publisher,
        published=published or head.published,
        gazetteer=gazetteer or Gazetteer(),
    )


def paragraphs_within(text: str, article: tuple[int, int], found: list[Line] | None = None) -> list[Paragraph]:
    """The paragraphs of an article whose bounds were moved; numbered by their first line, the title's line being 1."""
    within = [line for line in found or lines(text) if article[0] <= line.start < article[1]]
    return list(_paragraphs(text, within))


def _paragraphs(text: str, within: list[Line]) -> Iterator[Paragraph]:
    wrapped, noise = is_wrapped(within), noise_within(within)
    at = 0
    while at < len(within):
        after = at + 1
        while wrapped and after < len(within) and _continues(within[after - 1], within[after]):
            after += 1
        start, end = within[at].start, within[after - 1].end
        if at not in noise:
            heading = at == 0 or _is_heading(within, at, after)
            yield Paragraph(text[start:end].translate(_BREAKS), start, at + 1, heading)
        at = after


def is_wrapped(within: list[Line]) -> bool:
    """Whether lines were broken at a width: most that another one follows in their block end within a sentence."""
    followed = [one for one, after in pairwise(within) if one.block == after.block]
    if len(followed) < 3 or any(len(one.text) > 2 * _WIDEST_WRAP for one in within):
        return False
    broken = [
        one for one in followed if _NARROWEST_WRAP <= len(one.text) <= _WIDEST_WRAP and _OPEN_END.search(one.text)
    ]
    return len(broken) >= 0.6 * len(followed)


def _continues(one: Line, after: Line) -> bool:
    return one.block == after.block and not _BULLET.match(after.text)


def _is_heading(within: list[Line], at: int, after: int) -> bool:
    """A short line without an end that text follows; `- Title -` and `# Title` are always one."""
    line = within[at].text
    if line.startswith("#") or (len(line) > 4 and line[0] in "-–—" and line[-1] in "-–—"):
        return True
    if after - at > 1 or len(line) > _HEADING_LENGTH or line[-1] in '.,;:!…"»”' or _BULLET.match(line):
        return False
    if not line[0].isalnum() and line[0] not in '«"“¿¡':
        return False
    return after < len(within) and (is_prose(within[after].text) or within[at].block != within[after].block)
