"""Who speaks: the actor, the pronoun or the description beside a verb of saying."""

from bisect import bisect_left
from dataclasses import dataclass, field

from factsheets.distill.entities import Reading
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR
from factsheets.distill.speech import Speech
from factsheets.distill.tokens import Line
from factsheets.distill.words import Words, phrase_at

_STOPS = frozenset({".", ";", "!", "?", '"', "«", "»", "“", "”", ")", ":", "—", "–"})
_LONGEST = 14
_MOST_PERSONS = 60


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, by name or as described; `end` is the token behind."""

    name: str
    end: int
    person: bool = False
    described: bool = False


@dataclass(slots=True)
class Speakers:
    """Finds speakers, and remembers who spoke and who was named last."""

    words: Words
    speech: Speech
    starts: dict[tuple[int, int], tuple[Entity, int]] = field(default_factory=dict)
    ends: dict[tuple[int, int], tuple[Entity, int]] = field(default_factory=dict)
    persons: list[tuple[int, Entity]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    last: Speaker | None = None

    @classmethod
    def of(cls, reading: Reading, speech: Speech) -> "Speakers":
        self = cls(reading.words, speech)
        for entity in reading.of(ACTOR):
            for name in entity.names:
                self.starts[id(name.line), name.begin] = (entity, name.end)
                self.ends[id(name.line), name.end] = (entity, name.begin)
                if entity.kind == "person" and not self._dependent(name.line, name.begin):
                    self.persons.append((name.span[0], entity))
        self.persons.sort(key=lambda pair: pair[0])
        self.places = [at for at, _ in self.persons]
        return self

    def _dependent(self, line: Line, begin: int) -> bool:
        """ "la mort de X", "with X": such a person is not whom "he" means."""
        return begin > 0 and (line.low[begin - 1] in self.words.of or line.low[begin - 1] in self.words.by)

    def at(self, line: Line, index: int) -> tuple[Entity, int] | None:
        return self.starts.get((id(line), index))

    def forward(self, line: Line, index: int) -> Speaker | None:
        """The speaker whose words begin at a token: "le directeur du FBI, Kash Patel", "un porte-parole"."""
        if index >= len(line):
            return None
        if self.speech.pronoun(line.low[index]):
            return self.pronoun(line, index)
        begin = index + 1 if line.low[index] in self.words.determiners | self.speech.indefinite else index
        direct = self.at(line, begin)
        if direct is not None:
            return self._named(*direct)
        if begin == index and not self._nounlike(line, begin):
            return None
        return self._described(line, index, begin)

    def _named(self, entity: Entity, end: int) -> Speaker:
        return Speaker(entity.name, end, entity.kind == "person")

    def _nounlike(self, line: Line, index: int) -> bool:
        low = line.low[index]
        return low in self.speech.speakers or phrase_at(self.words.roles, line.low, index, len(line)) is not None

    def _described(self, line: Line, start: int, begin: int) -> Speaker | None:
        """A noun phrase in small letters: the person it leads to, the one it means, or itself."""
        end, others = begin, []
        while end < len(line) and end - begin < _LONGEST and line.text[end] not in _STOPS | {","}:
            found = self.at(line, end)
            if found is not None:
                if found[0].kind == "person" and not self._dependent(line, end):
                    return Speaker(found[0].name, found[1], True)
                others.append(found[0])
                end = found[1]
            elif end > begin and (line.low[end] in self.speech.ends or self._closes(line, end)):
                break
            else:
                end += 1
        behind = self.at(line, end + 1) if end < len(line) and line.text[end] == "," else None
        if behind is not None and behind[0].kind == "person":
            return Speaker(behind[0].name, behind[1], True)
        return self._meant(line, start, begin, end, others)

    def _bears(self, line: Line, begin: int, end: int) -> bool:
        """ "l'ONG X", "the charity X": the name stands right behind its noun, and is who speaks."""
        found = self.ends.get((id(line), end))
        if found is None or found[1] <= begin:
            return False
        between = line.low[begin : found[1]]
        words = self.words
        bars = (words.of, words.determiners, words.within, words.blockers, words.at, words.relatives)
        return all(word.isalpha() and not any(word in bar for bar in bars) for word in between)

    def _closes(self, line: Line, index: int) -> bool:
        return self.speech.verb(line, index) is not None or self._long_relative(line, index)

    def _long_relative(self, line: Line, index: int) -> bool:
        """A short relative clause belongs to a source ("documentos a los que tuvo acceso EFE"), a long one does not."""
        if line.low[index] not in self.words.relatives:
            return False
        return not any(at < len(line) and line.text[at] in {",", "."} for at in range(index + 1, index + 6))

    def _meant(self, line: Line, start: int, begin: int, end: int, others: list[Entity]) -> Speaker | None:
        role = phrase_at(self.words.roles, line.low, begin, len(line))
        definite = line.low[start] in self.words.definite and start < begin
        if role and definite:
            known = self._by_role(line.words(begin, role[0]), line.paragraph.at(line.start[begin]))
            if known is not None:
                return Speaker(known.name, end, True)
        if len(others) == 1 and self._bears(line, begin, end):
            return Speaker(others[0].name, end, others[0].kind == "person")
        noun = line.low[begin] in self.speech.speakers or role is not None
        if not noun and not (begin > start and end > begin and not line.cap[begin]):
            return Speaker(others[0].name, end) if len(others) == 1 and others[0].kind != "person" else None
        if not noun and len(others) == 1 and self.ends.get((id(line), end)):
            return Speaker(others[0].name, end, others[0].kind == "person")
        if not noun:
            return None
        return Speaker(self._trimmed(line, begin, end), end, role is not None, described=True)

    def _trimmed(self, line: Line, begin: int, end: int) -> str:
        while end > begin + 1 and (line.low[end - 1] in self.words.blockers or line.low[end - 1] in self.words.of):
            end -= 1
        return line.words(begin, end)

    def _by_role(self, role: str, place: int) -> Entity | None:
        """ "the mayor" is the one person of that role; else who was named last, if nobody else can be meant."""
        seen = self._seen(place)
        fitting = {id(one): one for one in seen if role.casefold() in one.role.casefold()}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        near = {id(entity): entity for entity in self._seen(place, 1200)}
        roleless = [one for one in near.values() if not fitting]
        if len(roleless) != 1:
            return None
        only = roleless[0]
        spoke = self.last is not None and only.name == self.last.name
        free = not only.role and not any(name.honorific for name in only.names) and len({id(one) for one in seen}) == 1
        return only if spoke or free else None

    def _seen(self, place: int, reach: int = 0) -> list[Entity]:
        """The persons named before a place (at most so many characters before), the last ones at the end."""
        end = bisect_left(self.places, place)
        begin = bisect_left(self.places, place - reach) if reach else 0
        return [entity for _, entity in self.persons[max(begin, end - _MOST_PERSONS) : end]]

    def pronoun(self, line: Line, index: int) -> Speaker | None:
        """Whom "he" or "they" means: who was named or spoke last before it; None where there is nobody."""
        if line.low[index] in self.speech.others:
            last = self.last
            return Speaker(last.name, index + 1, False) if last is not None and not last.person else None
        return self.he(line.paragraph.at(line.start[index]), index + 1)

    def he(self, place: int, end: int) -> Speaker | None:
        before = bisect_left(self.places, place)
        if before:
            return Speaker(self.persons[before - 1][1].name, end, True)
        return self.last if self.last is not None and self.last.person else None

    def before(self, line: Line, end: int, floor: int) -> Speaker | None:
        """The subject right before a verb: an actor, an actor with an apposition, a pronoun, a described speaker."""
        index = self._past_brackets(line, end, floor)
        if index > floor and line.text[index - 1] == ",":
            index = index - 1 if self._person_ends(line, index - 1) else self._before_apposition(line, index - 1, floor)
        found = self.ends.get((id(line), index))
        if found is not None:
            entity, begin = found
            return self._owner(line, entity, begin, index, floor)
        if index > floor and self.speech.pronoun(line.low[index - 1]):
            return self.pronoun(line, index - 1)
        return self._phrase_before(line, index, floor)

    def _past_brackets(self, line: Line, end: int, floor: int) -> int:
        """ "the Office (ICO) said": who stands before the brackets."""
        if end > floor and line.text[end - 1] == ")":
            for index in range(end - 2, max(end - 8, floor), -1):
                if line.text[index] == "(":
                    return index
        return end

    def _person_ends(self, line: Line, index: int) -> bool:
        found = self.ends.get((id(line), index))
        return found is not None and found[0].kind == "person"

    def _owner(self, line: Line, entity: Entity, begin: int, index: int, floor: int) -> Speaker | None:
        """ "un porte-parole de X a dit": who speaks is the spokesman, not X."""
        before = begin - 1
        if before > floor and line.low[before] in self.words.determiners and line.low[before] not in self.words.of:
            before -= 1
        if before >= floor and line.low[before] in self.words.of | self.words.at | self.words.within:
            phrase = self._phrase_before(line, index, floor)
            if phrase is not None:
                return phrase
        return Speaker(entity.name, index, entity.kind == "person")

    def _before_apposition(self, line: Line, comma: int, floor: int) -> int:
        for index in range(comma - 1, max(comma - _LONGEST, floor), -1):
            if line.text[index] == ",":
                return index
            if line.text[index] in _STOPS:
                break
        return comma

    def _phrase_before(self, line: Line, end: int, floor: int) -> Speaker | None:
        for begin in range(end - 1, max(end - 10, floor - 1), -1):
            word = line.low[begin]
            if line.text[begin] in _STOPS | {","} or self.speech.verb(line, begin):
                return None
            if word in self.words.determiners | self.speech.indefinite or line.first[begin]:
                if begin > floor and line.low[begin - 1] in self.words.of | self.words.at | self.words.within:
                    continue
                noun = begin + 1 if word in self.words.determiners | self.speech.indefinite else begin
                if noun < end and self._nounlike(line, noun):
                    found = self._described(line, begin, noun)
                    return found if found is not None and found.end <= end + 1 else None
        return None
