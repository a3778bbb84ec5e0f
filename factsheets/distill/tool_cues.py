"""Weaker signs of a tool: who uses it, what is done through it, the noun that stands a little before its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factsheets.distill.cues import Cues
from factsheets.distill.evidence import TOOL, Evidence
from factsheets.distill.names import Name
from factsheets.distill.tokens import Line, is_acronym
from factsheets.distill.words import Phrases, Words, phrase_at, phrase_before

_REACH = 5
_FARTHEST = 8
_UNKNOWN = ""
"""A tool of whatever kind: what else is said of the name tells it."""


@dataclass(frozen=True, slots=True)
class ToolCues:
    """Reads what only suggests a tool: a body's or a person's own signs outweigh it."""

    words: Words
    cues: Cues

    def of(self, name: Name, left: int) -> Iterator[Evidence]:
        line = name.line
        if left < 0 or name.entry is not None or name.head or "person" in name.tags:
            return
        before = left if line.low[left] in self.words.determiners else left + 1
        mixed = any(_mixed(word) for word in line.text[name.begin : name.end])
        if phrase_before(self.cues.using, line.low, before, 0):
            yield Evidence(TOOL, _UNKNOWN, 2.0, "used")
        elif mixed and phrase_before(self.cues.through, line.low, before, 0):
            yield Evidence(TOOL, _UNKNOWN, 2.0, "through")
        elif mixed and phrase_before(self.cues.naming, line.low, before, 0):
            yield Evidence(TOOL, _UNKNOWN, 2.0, "naming")
        elif phrase_before(self.cues.naming, line.low, before, 0) and self._spoken_of(line, before):
            yield Evidence(TOOL, _UNKNOWN, 3.0, "naming")
        if name.numbered and line.low[left] in self.words.determiners:
            yield Evidence(TOOL, _UNKNOWN, 1.0, "the-model")
        if line.text[left] == ",":
            yield from self._apart(name, left)
        if not self.words.heads_lead and line.low[left] in self.words.definite:
            yield from self._behind(name)

    def _spoken_of(self, line: Line, end: int) -> bool:
        """ "le cœur du dispositif s'appelle X": a tool's noun stands a little before."""
        return any(phrase_before(self.cues.tools, line.low, at, 0) for at in range(end, max(end - _FARTHEST, 0), -1))

    def _apart(self, name: Name, comma: int) -> Iterator[Evidence]:
        """ "l'outil concurrent, X,", "un service de transfert d'argent, X,": the noun is farther from the comma."""
        line = name.line
        closed = name.end >= len(line) or line.text[name.end] in {",", ".", ")"}
        if not closed or not self.words.heads_lead:
            return
        for index in range(comma, max(comma - _REACH, 0), -1):
            found = _noun_before((self.cues.tools, self.cues.appositive), line, index)
            if found and found[0] and line.low[found[0] - 1] in self.words.determiners | self.words.of:
                yield Evidence(TOOL, found[1], 2.6, "tool-noun-apart")
                return
            small = line.text[index - 1].islower() and line.low[index - 1] not in self.words.determiners
            if not small or line.low[index - 1] in self.words.coordinators:
                return

    def _behind(self, name: Name) -> Iterator[Evidence]:
        """ "the X map", "the X location system": a plain word may stand before the noun."""
        line, size = name.line, len(name.line)
        near = phrase_at(self.cues.appositive, line.low, name.end, size) if name.end < size else None
        far = phrase_at(self.cues.tools, line.low, name.end + 1, size) if name.end + 1 < size else None
        if near and line.text[name.end].islower():
            yield Evidence(TOOL, near[1], 2.6, "tool-noun-behind")
        elif far and line.text[name.end].islower() and line.low[name.end] not in self.words.blockers:
            yield Evidence(TOOL, far[1], 2.2, "tool-noun-behind")


def _noun_before(tables: tuple[Phrases, ...], line: Line, end: int) -> tuple[int, str] | None:
    return next((found for table in tables if (found := phrase_before(table, line.low, end, 0))), None)


def _mixed(word: str) -> bool:
    """Capitals inside a word are a brand's."""
    return not is_acronym(word) and any(one.islower() and two.isupper() for one, two in pairwise(word))
