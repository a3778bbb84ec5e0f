"""The names of a document read together: which are one and the same, and what each of them is."""

import sys
from bisect import bisect_right
from dataclasses import dataclass, field

from factsheets.distill.context import Reader
from factsheets.distill.cues import cues_of
from factsheets.distill.document import Document
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import PLACE, TOOL, inside
from factsheets.distill.findings import Kind
from factsheets.distill.heads import Grower
from factsheets.distill.joining import Found, conjoined, explain, join, weakly
from factsheets.distill.names import Finder, Name
from factsheets.distill.register import nations, of_gazetteer, weak_names, well_known
from factsheets.distill.runs import Runs
from factsheets.distill.speech import speech_of
from factsheets.distill.systems import Systems
from factsheets.distill.tokens import Line, line_of
from factsheets.distill.words import Words, words_of

_BY_CAPITALS = frozenset({"capital", "capitals", "camel-case", "tool-noun-phrase", "acronym", "subject"})


_LONGEST_HEAD = 10


@dataclass(slots=True)
class Reading:
    """What the rules on names share of one document."""

    lines: list[Line]
    words: Words
    entities: list[Entity]
    by_line: dict[int, list[tuple[Name, Entity]]] = field(default_factory=dict)

    def of(self, sense: str) -> list[Entity]:
        return [one for one in self.entities if one.sense == sense]

    def within(self, line: Line) -> list[tuple[Name, Entity]]:
        """The names of a line with what they name."""
        return self.by_line.get(id(line), [])


class _Last:
    """The reading made last, kept by the identity of its paragraphs: five rules ask for it in turn."""

    paragraphs: object = None
    gazetteer: object = None
    reading: Reading | None = None


def read(document: Document) -> Reading:
    if (
        _Last.reading is None
        or _Last.paragraphs is not document.paragraphs
        or _Last.gazetteer is not document.gazetteer
    ):
        _Last.reading = _read(document)
        _Last.paragraphs, _Last.gazetteer = document.paragraphs, document.gazetteer
    return _Last.reading


def _read(document: Document) -> Reading:
    words, cues, lang = words_of(document.lang), cues_of(document.lang), document.lang
    tables = (of_gazetteer(document.gazetteer), well_known())
    finder = Finder(words, Runs(words), Grower(words, lang), lang, tables, cues, Systems(words, cues))
    reader = Reader(words, cues, speech_of(lang), lang)
    lines = [line_of(paragraph, words) for paragraph in document.paragraphs]
    found: Found = {}
    taken = _taken(document)
    for line in lines:
        _gather(line, finder, reader, found, taken)
    explain(lines, found, words, lang, Systems(words, cues))
    if document.gazetteer.entries:
        weakly(found, lines, weak_names(document.gazetteer))
    for entity in found.values():
        entity.decide()
    conjoined(found, words)
    join(found, words)
    entities = [one for one in {id(one): one for one in found.values()}.values() if one.sense and one.names]
    reading = Reading(lines, words, entities)
    for entity in entities:
        entity.settle()
        for name in entity.names:
            reading.by_line.setdefault(id(name.line), []).append((name, entity))
    return reading


def _taken(document: Document) -> list[tuple[int, int]]:
    """Where amounts of money and dates stand: "dollars des États-Unis", "Q3 2025" name nobody and nothing."""
    kinds = {Kind.MONEY, Kind.DATE}
    return sorted((one.start, one.end) for one in document.found if one.kind in kinds)


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (span[0], sys.maxsize)) - 1
    return at >= 0 and taken[at][0] <= span[0] and span[1] <= taken[at][1]


def _gather(line: Line, finder: Finder, reader: Reader, found: Found, taken: list[tuple[int, int]]) -> None:
    """The names of a line, each with its evidence, to the others of the same words."""
    names = list(finder.names(line))
    if _row_of_links(line, names):
        return
    titled, prose, head = _titled(line) and not _signed(line, finder.words), _prose(line), _shouted(line)
    for name, after in zip(names, [*names[1:], None], strict=False):
        if (len(name) == 1 and len(line.text[name.begin]) == 1) or (taken and _inside(name.span, taken)):
            continue
        key = _key(name, finder.words, finder.lang)
        entity = found.setdefault(key, Entity(key))
        entity.names.append(name)
        if titled and name.entry is None:
            continue
        for one in (*inside(name, finder.words, finder.lang), *reader.outside(name, after)):
            if (prose and name.end > head) or one.rule not in _BY_CAPITALS:
                entity.evidence.append(one)


def _titled(line: Line) -> bool:
    """A headline in capitals throughout says nothing about names."""
    words = [word for word in line.text if word.isalpha()]
    if len(words) > 1 and all(word.isupper() for word in words):
        return True
    long = [cap for word, cap in zip(line.text, line.cap, strict=True) if len(word) > 3 and word.isalpha()]
    return (
        len(long) >= 4
        and ":" not in line.text
        and len(line) < 30
        and line.text[-1] != "."
        and sum(long) >= 0.75 * len(long)
    )


def _row_of_links(line: Line, names: list[Name]) -> bool:
    """ "Facebook – LinkedIn – Mastodon": where a page is shared; names and signs and not a word besides."""
    if len(names) < 2 or _prose(line) or any(name.entry is None or name.entry.sure for name in names):
        return False
    listed = all(name.entry is not None and name.entry.type != PLACE for name in names)
    covered = sum(len(name) for name in names)
    return (
        listed
        and covered == sum(word[0].isalnum() for word in line.text)
        and any(name.entry is not None and name.entry.type == TOOL for name in names)
    )


def _signed(line: Line, words: Words) -> bool:
    """ "Prepared by Ada Quill, 6 October 2023": who signed a paper, and when, is no headline."""
    dated = any(len(word) == 4 and word.isdigit() for word in line.text)
    return dated and any(line.low[at] in words.by and line.cap[at + 1] for at in range(len(line) - 1))


def _shouted(line: Line) -> int:
    """ "PROVEN FACTS. Between ...", "VERDICT: FALSE.": where the heading in capitals that opens a line ends, or 0."""
    end = 0
    while end < min(len(line), _LONGEST_HEAD) and (line.text[end].isupper() or (end and line.text[end] == ":")):
        end += 1
    closed = end == len(line) or line.text[end] in {".", ":", ",", "—", "–"} or line.text[end - 1] == ":"
    return end if end and closed and any(len(one) > 3 for one in line.text[:end]) else 0


def _prose(line: Line) -> bool:
    """Headings and rows of tables have capitals that are no names'."""
    return len(line) > 0 and line.text[-1] in {".", "!", "?", "…", '"', "»", "”", ";", ")"}


def _key(name: Name, words: Words, lang: str) -> tuple[str, ...]:
    if name.entry is not None and name.entry.sure:
        return ("#", name.entry.key)
    low = [word for word in name.low if word not in {".", '"'}]
    if "collective" in name.tags:
        nation = next((nations(lang)[word] for word in low if word in nations(lang)), None)
        if nation and any(word in words.governments for word in low):
            return ("government", *nation[:1])
    while len(low) > 1 and low[-1] in words.legal_forms:
        low.pop()
    return tuple(word.rstrip(".") if len(word) == 2 else word for word in low)
