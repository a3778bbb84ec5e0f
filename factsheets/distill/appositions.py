"""What stands behind a name between commas or in brackets: "X, une base de données", "X, director of Y"."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.distill.cues import Cues
from factsheets.distill.evidence import ACTOR, PLACE, TOOL, Evidence
from factsheets.distill.names import Name
from factsheets.distill.register import nationalities
from factsheets.distill.speech import speech_of
from factsheets.distill.tokens import Line
from factsheets.distill.words import Words, phrase_at

LONGEST = 14
STOPS = frozenset({",", ".", ";", ")", '"', "»", "—", "–"})


@dataclass(frozen=True, slots=True)
class Appositions:
    """Reads the apposition of a name in one language."""

    words: Words
    cues: Cues
    lang: str

    def of(self, name: Name) -> Iterator[Evidence]:
        """ "X, une base de données", "X, director of ...", "X (a charity)"."""
        line, index = name.line, name.end
        if name.quoted:
            index += 1
        if index >= len(line) or line.text[index] not in {",", "(", "—", "–"}:
            return
        opened = line.text[index]
        begin = index + 1
        determined = begin < len(line) and line.low[begin] in self.words.determiners
        if opened == "," and determined and line.low[begin] in self.words.definite and self._opening(line, name.begin):
            return
        start = begin + 1 if determined else begin
        owner = next((at for at in range(begin, min(begin + 4, len(line))) if line.low[at] == "'s"), 0)
        if owner and line.cap[begin] and all(line.cap[at] for at in range(begin, owner)):
            start, determined = owner + 1, True
        reach = 5 if not self.words.heads_lead else 3 if determined else 1
        for index in range(start, min(start + reach, len(line))):
            found = self._class_of(line, index, determined)
            if found is not None:
                if found.kind != "person" and line.low[begin] in self.words.of:
                    yield from self._belongs(name, found)
                    return
                end = self._phrase_end(line, begin, opened)
                closed = end - begin < LONGEST or line.low[begin] not in self.words.definite
                if end > begin and (closed or found.kind == "person"):
                    yield found._replace(role=line.words(start, end))
                return
            if not self._adjectival(line, index):
                return

    def _belongs(self, name: Name, found: Evidence) -> Iterator[Evidence]:
        """ "Gilles Arnoux, du collectif X": who is of a body is a person, not the body."""
        if found.sense == ACTOR and len(name) > 1:
            yield Evidence(ACTOR, "person", 2.5, "apposition")

    def _opening(self, line: Line, begin: int) -> bool:
        """ "Selon X, le logiciel ...": behind a phrase that only opens the sentence begins the sentence itself."""
        for index in range(begin - 1, max(begin - 9, -1), -1):
            if line.text[index] == ",":
                return False
            if line.first[index]:
                return line.low[index] in self.cues.openers
        return False

    def _class_of(self, line: Line, index: int, determined: bool) -> Evidence | None:
        low, size = line.low, len(line)
        if line.cap[index] and not self.words.heads_lead:
            index_role = phrase_at(self.words.roles, low, index, size)
            return Evidence(ACTOR, "person", 3.0, "apposition") if index_role else None
        role = phrase_at(self.words.roles, low, index, size)
        if role:
            return Evidence(ACTOR, "person", 4.0, "apposition")
        if not determined:
            return None
        tool = phrase_at(self.cues.tools, low, index, size)
        if tool:
            return Evidence(TOOL, tool[1], 5.0, "apposition")
        return self._thing_or_body(line, index)

    def _thing_or_body(self, line: Line, index: int) -> Evidence | None:
        low, size = line.low, len(line)
        weak = phrase_at(self.cues.appositive, low, index, size)
        if weak and not (weak[0] < size and phrase_at(self.words.descriptors, low, weak[0], size)):
            return Evidence(TOOL, weak[1], 2.6, "apposition")
        found = phrase_at(self.words.descriptors, low, index, size) or phrase_at(
            self.words.collectives, low, index, size
        )
        if found:
            return Evidence(ACTOR, found[1], 4.0, "apposition")
        place = phrase_at(self.cues.place_nouns, low, index, size)
        return Evidence(PLACE, place[1], 4.0, "apposition") if place else None

    def _adjectival(self, line: Line, index: int) -> bool:
        word = line.low[index]
        if word in self.words.blockers or not (word[0].isalnum() or word == "'s"):
            return False
        return self.words.heads_lead is False or word in nationalities(self.lang) or word.isalpha()

    def _passive(self, line: Line, index: int) -> bool:
        """ "an app already used by fishers": a participle that belongs to the noun."""
        return index + 1 < len(line) and line.low[index + 1] in self.words.by

    def _phrase_end(self, line: Line, begin: int, opened: str) -> int:
        closing = {"(": ")", "—": "—", "–": "–"}.get(opened, ",")
        end = begin
        while end < len(line) and end - begin < LONGEST and line.text[end] not in STOPS | {closing}:
            if line.low[end] in self.words.relatives or (
                end > begin + 1 and speech_of(self.lang).pronoun(line.low[end])
            ):
                return end
            if line.low[end] in self.words.subject_verbs and not self._passive(line, end):
                return begin
            end += 1
        return end
