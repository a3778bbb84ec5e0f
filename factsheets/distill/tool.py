"""Tools and services: named by what stands beside them, or only described ("a platform that ...")."""

from collections.abc import Iterator
from dataclasses import replace

from factsheets.distill.actor import finding
from factsheets.distill.cues import Cues, cues_of
from factsheets.distill.described import described
from factsheets.distill.document import Document
from factsheets.distill.entities import Reading, read
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR, TOOL
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.names import Name
from factsheets.distill.tokens import QUOTES
from factsheets.distill.words import Words, phrase_at, phrase_before

_FARTHEST_MAKER = 10


def tools(document: Document) -> Iterator[Finding]:
    reading = read(document)
    makers = _Makers(document, reading)
    for entity in reading.of(TOOL):
        yield replace(finding(document, entity, Kind.TOOL), maker=makers.of(entity))
    yield from described(document, reading)


class _Makers:
    """Who made a tool, where the text beside it says so."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self.words: Words = reading.words
        self.cues: Cues = cues_of(document.lang)
        self.actors: dict[tuple[int, int], Entity] = {}
        self.ends: dict[tuple[int, int], Entity] = {}
        for entity in reading.of(ACTOR):
            for name in entity.names:
                self.actors[id(name.line), name.begin] = entity
                self.ends[id(name.line), name.end] = entity

    def of(self, entity: Entity) -> str:
        for name in entity.names:
            maker = self._behind(name) or self._before(name) or self._possessor(name)
            if maker is not None:
                return maker.name
        return ""

    def _behind(self, name: Name) -> Entity | None:
        """ "X, developed by Y", "l'app X de la société Y"."""
        line = name.line
        for index in range(name.end, min(name.end + _FARTHEST_MAKER, len(line))):
            if line.text[index] in {".", ";", "!", "?"}:
                return None
            cue = phrase_at(self.cues.makers, line.low, index, len(line))
            if cue:
                return self._first_actor(name, cue[0])
        return None

    def _first_actor(self, name: Name, index: int) -> Entity | None:
        for at in range(index, min(index + 7, len(name.line))):
            found = self.actors.get((id(name.line), at))
            if found is not None:
                return found
            if name.line.text[at] in {".", ",", ";"}:
                return None
        return None

    def _before(self, name: Name) -> Entity | None:
        """ "Y developed X", "Y ont créé « X »"."""
        line = name.line
        for index in range(name.begin, max(name.begin - 7, 0), -1):
            if line.text[index - 1] in {".", ";", "!", "?"}:
                return None
            verb = phrase_before(self.cues.made, line.low, index, 0)
            if verb:
                end = verb[0]
                return self.ends.get((id(line), end)) or self.ends.get((id(line), end - 1))
        return None

    def _possessor(self, name: Name) -> Entity | None:
        """ "Y's app X", "Y's X"."""
        line = name.line
        for index in range(name.begin - 1, max(name.begin - 5, -1), -1):
            if line.low[index] == "'s":
                return self.ends.get((id(line), index))
            if not line.text[index][0].isalnum() and line.text[index] not in QUOTES:
                return None
        return None
