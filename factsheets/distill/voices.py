"""Who spoke last and who was named last: what pronouns and short descriptions are read by."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import Self

from factsheets.distill.anaphora import Mentions
from factsheets.distill.entities import Reading
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR
from factsheets.distill.speech import Speech
from factsheets.distill.tokens import Line
from factsheets.distill.words import Words

_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, by name or as described; `end` is the token behind."""

    name: str
    end: int
    person: bool = False
    described: bool = False


@dataclass(slots=True)
class Voices:
    """Who is named where, who spoke last, and whom a pronoun means."""

    words: Words
    speech: Speech
    mentions: Mentions
    starts: dict[tuple[int, int], tuple[Entity, int]] = field(default_factory=dict)
    ends: dict[tuple[int, int], tuple[Entity, int]] = field(default_factory=dict)
    spoke: list[tuple[int, int, Speaker]] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading, speech: Speech) -> Self:
        self = cls(reading.words, speech, Mentions.of(reading))
        for entity in reading.of(ACTOR):
            for name in entity.names:
                self.starts[id(name.line), name.begin] = (entity, name.end)
                self.ends[id(name.line), name.end] = (entity, name.begin)
        return self

    def heard(self, place: int, speaker: Speaker) -> None:
        """Remember who spoke at a place."""
        insort(self.spoke, (place, len(self.spoke), speaker))

    def last(self, place: int) -> tuple[int, Speaker] | None:
        """Who spoke last before a place, and where."""
        before = bisect_left(self.spoke, (place, -1))
        return (self.spoke[before - 1][0], self.spoke[before - 1][2]) if before else None

    def dependent(self, line: Line, begin: int) -> bool:
        """ "la mort de X", "with X": such a person is not whom "he" means."""
        return begin > 0 and (line.low[begin - 1] in self.words.of or line.low[begin - 1] in self.words.by)

    def at(self, line: Line, index: int) -> tuple[Entity, int] | None:
        return self.starts.get((id(line), index))

    def last_person(self, place: int) -> Entity | None:
        """Who was named last, if nobody spoke since who is only described."""
        named, spoke = self.mentions.person(place), self.last(place)
        if named is None or (spoke is not None and spoke[1].person and spoke[1].described and spoke[0] > named[0]):
            return None
        return named[1]

    def pronoun(self, line: Line, index: int) -> Speaker | None:
        """Whom "he" or "they" means: who was named or spoke last before it; None where there is nobody."""
        place = line.paragraph.at(line.start[index])
        if line.low[index] in self.speech.others or line.low[index] in self.speech.plural:
            last, body = self.last(place), self.mentions.subject(line, index)
            if body is not None:
                return Speaker(body.name, index + 1)
            return Speaker(last[1].name, index + 1) if last is not None and not last[1].person else None
        return self.he(place, index + 1) if not self.speech.gendered else self._she(line, index, place)

    def _she(self, line: Line, index: int, place: int) -> Speaker | None:
        """ "elle soutient": where nouns have a gender, a body may be meant that the sentence before names first."""
        named = self.mentions.person(place)
        if named is None or named[0] < line.paragraph.start:
            body = self.mentions.subject(line, index)
            if body is not None:
                return Speaker(body.name, index + 1)
        return self.he(place, index + 1)

    def he(self, place: int, end: int) -> Speaker | None:
        named, spoke = self.mentions.person(place), self.last(place)
        if spoke is not None and spoke[1].person and (named is None or (spoke[1].described and spoke[0] > named[0])):
            return Speaker(spoke[1].name, end, True, spoke[1].described)
        return Speaker(named[1].name, end, True) if named is not None else None

    def speaks(self, low: str) -> bool:
        """Whether a word means who may speak, one or several."""
        single = low.removesuffix("s")
        known = low in self.speech.speakers or single in self.speech.speakers
        return known or (len(low) > _SHORTEST and single.endswith(self.speech.agents))
