"""Who speaks: the actor, the pronoun or the description beside a verb of saying."""

from factsheets.distill.entity import Entity
from factsheets.distill.tokens import Line
from factsheets.distill.voices import Speaker, Voices
from factsheets.distill.words import phrase_at

_STOPS = frozenset({".", ";", "!", "?", '"', "«", "»", "“", "”", ")", ":", "—", "–"})
_LONGEST = 14
_FIRST_WORDS = 3
_FARTHEST_NAMED = 16


class Speakers(Voices):
    """Finds who speaks beside a verb of saying."""

    def forward(self, line: Line, index: int) -> Speaker | None:
        """The speaker whose words begin at a token: "le directeur du FBI, Kash Patel", "un porte-parole"."""
        index = self._past_day(line, index)
        if index >= len(line):
            return None
        if self.speech.pronoun(line.low[index]):
            return self.pronoun(line, index)
        begin = index + 1 if line.low[index] in self.words.determiners | self.speech.indefinite else index
        direct = self.at(line, index) or self.at(line, begin)
        if direct is not None:
            return self._named(*direct)
        if begin == index and not self._nounlike(line, begin):
            return None
        return self._described(line, index, begin)

    def _past_day(self, line: Line, index: int) -> int:
        """ "denunció el jueves la ONG": when it was said may stand before who said it."""
        dated = index + 2 < len(line) and line.low[index] in self.words.determiners
        return index + 2 if dated and line.low[index + 1] in self.speech.ends and not line.cap[index + 1] else index

    def _named(self, entity: Entity, end: int) -> Speaker:
        return Speaker(entity.name, end, entity.kind == "person")

    def _nounlike(self, line: Line, index: int) -> bool:
        return self.speaks(line.low[index]) or phrase_at(self.words.roles, line.low, index, len(line)) is not None

    def _described(self, line: Line, start: int, begin: int) -> Speaker | None:
        """A noun phrase in small letters: the person it leads to, the one it means, or itself."""
        end, others = begin, []
        while end < len(line) and end - begin < _LONGEST and line.text[end] not in _STOPS | {","}:
            found = self.at(line, end)
            if found is not None:
                if found[0].kind == "person" and not self.dependent(line, end):
                    return Speaker(found[0].name, found[1], True)
                others.append(found[0])
                end = found[1]
            elif end > begin and (line.low[end] in self.speech.ends or self._closes(line, end)):
                break
            else:
                end += 1
        behind = self._named_behind(line, end) if end < len(line) and line.text[end] == "," else None
        if behind is not None:
            return Speaker(behind[0].name, behind[1], True)
        return self._meant(line, start, begin, end, others)

    def _named_behind(self, line: Line, comma: int) -> tuple[Entity, int] | None:
        """ "l'adjointe au numérique, Mme X"."""
        index = comma + 1
        while index < len(line) and index - comma < 4 and self._courtesy(line, index):
            index += 1
        found = self.at(line, index)
        return found if found is not None and found[0].kind == "person" else None

    def _courtesy(self, line: Line, index: int) -> bool:
        return line.low[index] in self.words.honorifics or (
            line.text[index] == "." and line.low[index - 1] in self.words.honorifics
        )

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
        if role is None and begin + 1 < end and self.words.heads_lead and line.low[begin + 1].isalpha():
            role = phrase_at(self.words.roles, line.low, begin + 1, len(line))
        definite = line.low[start] in self.words.definite and start < begin
        meant = self._known(line, begin, end, role, bool(others)) if definite else None
        noun = self._head(line, begin, end, begin > start) or role is not None
        if meant is None and others and self._whose(line, begin, end, others, noun, begin > start):
            meant = others[0]
        if meant is not None:
            return Speaker(meant.name, end, meant.kind == "person")
        if not noun:
            return self._titled(line, begin, end) if begin > start else None
        person = role is not None or not self._body_noun(line, begin, end)
        lone = definite and person and not others and end - begin <= _FIRST_WORDS
        only = self.mentions.alone(line.paragraph.start, line.paragraph.at(line.start[begin])) if lone else None
        if only is not None:
            return Speaker(only.name, end, True)
        return Speaker(self._trimmed(line, begin, end), end, person, described=True)

    def _whose(self, line: Line, begin: int, end: int, others: list[Entity], noun: bool, determined: bool) -> bool:
        """Whether the actor named inside a description is who speaks: "the charity X", "a report by X"."""
        if line.low[begin] in self.speech.papers and self._theirs(line, begin, end):
            return True
        if len(others) > 1:
            return False
        if self._bears(line, begin, end):
            return True
        common = determined and not line.cap[begin]
        return not noun and (self.ends.get((id(line), end)) is not None if common else others[0].kind != "person")

    def _titled(self, line: Line, begin: int, end: int) -> Speaker | None:
        """ "replica la Sala": what has a capital of its own behind the article speaks, whatever it is."""
        if begin >= len(line) or not line.cap[begin] or line.first[begin] or not line.text[begin].isalpha():
            return None
        return Speaker(self._trimmed(line, begin, end), end, described=True)

    def _body_noun(self, line: Line, begin: int, end: int) -> bool:
        """Whether a paper or a body is described, and no person."""
        bodies = [nouns for kind, nouns in self.speech.anaphors.items() if kind != "person"]
        near = range(begin, min(begin + _FIRST_WORDS, end))
        return any(line.low[at] in nouns for at in near for nouns in (*bodies, self.speech.papers))

    def _head(self, line: Line, begin: int, end: int, determined: bool) -> bool:
        """Whether a noun of who speaks stands at the head of the phrase; adjectives may come before it."""
        reach = _FIRST_WORDS if determined else 1
        for at in range(begin, min(begin + reach, end)):
            if self.speaks(line.low[at]):
                return True
            if not line.low[at].isalpha() or line.low[at] in self.words.of:
                return False
        return False

    def _theirs(self, line: Line, begin: int, end: int) -> bool:
        """ "un rapport de X", "a report by X": whose paper it is stands right behind, and speaks."""
        for at in range(begin + 1, end):
            near = at < begin + 4 and line.low[at] in self.words.of
            written = line.low[at] in self.words.by and line.low[at - 1] not in self.speech.seen
            if near or written:
                start = at + 1
                while start < end and line.low[start] in self.words.determiners:
                    start += 1
                return self.at(line, start) is not None
        return False

    def _known(self, line: Line, begin: int, end: int, role: tuple[int, str] | None, named: bool) -> Entity | None:
        """Whom a definite description means, if it says no more than a role or a kind: "the minister", "the firm"."""
        place = line.paragraph.at(line.start[begin])
        if role:
            found = self.mentions.role(line.words(begin, role[0]), place)
            found = found or self.mentions.only(line.paragraph.start, place)
            if found is not None:
                return found
        close = self._is_over(line, role[0] if role else begin + 1, end)
        noun = line.low[begin]
        pointed = begin > 0 and line.low[begin - 1] in self.speech.demonstratives
        if named or not (close or pointed):
            return None
        if noun in self.speech.anaphors.get("person", ()):
            last = self.last_person(place)
            if last is not None:
                return last
        if not named and self.speaks(noun):
            fitting = self.mentions.body(noun, "", place, named=True)
            if fitting is not None:
                return fitting
        for kind in ("company", "organisation", "public-body", "media"):
            if noun in self.speech.anaphors.get(kind, ()):
                return self.mentions.body(noun, kind, place, named=line.cap[begin])
        return None

    def _is_over(self, line: Line, index: int, end: int) -> bool:
        """Whether a description ends with its noun: "el regidor en una rueda de prensa", not "the mayor of X"."""
        low = line.low[index] if index < end else ""
        return index >= end or (low not in self.words.of and any(low in one for one in self._outside()))

    def _outside(self) -> tuple[frozenset[str], ...]:
        return (self.words.within, self.words.blockers, self.speech.ends, self.words.relatives)

    def _trimmed(self, line: Line, begin: int, end: int) -> str:
        words = self.words
        bars = (words.blockers, words.of, words.by, words.determiners)
        while end > begin + 1 and any(line.low[end - 1] in bar for bar in bars):
            end -= 1
        return line.words(begin, end)

    def before(self, line: Line, end: int, floor: int) -> Speaker | None:
        """The subject right before a verb: an actor, an actor with an apposition, a pronoun, a described speaker."""
        index = self._past_brackets(line, end, floor)
        while index > floor + 1 and line.low[index - 1] in self.speech.between and (id(line), index) not in self.ends:
            index -= 1
        behind = self._behind_relative(line, index, floor)
        if behind is not None:
            return behind
        if index > floor and line.text[index - 1] == ",":
            index = index - 1 if self.person_ends(line, index - 1) else self._before_apposition(line, index - 1, floor)
        found = self.ends.get((id(line), index))
        if found is not None:
            entity, begin = found
            return self._owner(line, entity, begin, index, floor)
        if index > floor and self.speech.pronoun(line.low[index - 1]):
            return self.pronoun(line, index - 1)
        return self._phrase_before(line, index, floor)

    def _behind_relative(self, line: Line, index: int, floor: int) -> Speaker | None:
        """ "X, de 58 años, quien declaró", "X, who met them and said": whom the relative pronoun takes up."""
        at = index - 1
        if at > floor and line.low[at] in self.words.coordinators:
            small = range(at - 1, max(at - _LONGEST, floor), -1)
            at = next((one for one in small if line.text[one] == "," or line.low[one] in self.words.relatives), floor)
        if at <= floor or line.low[at] not in self.words.relatives or line.text[at - 1] != ",":
            return None
        for begin in range(at - 2, max(at - _FARTHEST_NAMED, floor - 1), -1):
            found = self.ends.get((id(line), begin + 1))
            if found is not None and found[0].kind == "person":
                return Speaker(found[0].name, index, True)
            if line.text[begin] in _STOPS - {")"}:
                return None
        return None

    def _past_brackets(self, line: Line, end: int, floor: int) -> int:
        """ "the Office (ICO) said": who stands before the brackets."""
        if end > floor and line.text[end - 1] == ")":
            for index in range(end - 2, max(end - 8, floor), -1):
                if line.text[index] == "(":
                    return index
        return end

    def person_ends(self, line: Line, index: int) -> bool:
        found = self.ends.get((id(line), index))
        if found is None or found[0].kind != "person":
            return False
        return not any(line.low[at] in self.words.by for at in range(max(found[1] - 3, 0), found[1]))

    def _owner(self, line: Line, entity: Entity, begin: int, index: int, floor: int) -> Speaker | None:
        """ "un porte-parole de X a dit": who speaks is the spokesman, not X."""
        before = begin - 1
        if before > floor and line.low[before] in self.words.determiners and line.low[before] not in self.words.of:
            before -= 1
        whose = self.ends.get((id(line), before))
        if whose is not None and whose[0].kind == "person" and entity.kind != "person":
            return Speaker(whose[0].name, index, True)
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
                if word in self.words.of and not line.first[begin]:
                    continue
                if begin > floor and line.low[begin - 1] in self.words.of | self.words.at | self.words.within:
                    continue
                noun = begin + 1 if word in self.words.determiners | self.speech.indefinite else begin
                if noun < end and self._nounlike(line, noun):
                    found = self._described(line, begin, noun)
                    return found if found is not None and found.end <= end + 1 else None
        return None
