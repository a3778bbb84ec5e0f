"""What stands round a name and says what it is: "la société X", "X, une application", "à X", "contract with X"."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.distill.appositions import STOPS, Appositions
from factsheets.distill.cues import Cues, single
from factsheets.distill.evidence import ACTOR, PLACE, TOOL, Evidence
from factsheets.distill.heads import NONE
from factsheets.distill.names import Name
from factsheets.distill.register import nationalities
from factsheets.distill.speech import Speech
from factsheets.distill.tokens import OPENING, QUOTES, Line
from factsheets.distill.tool_cues import ToolCues
from factsheets.distill.tool_signs import ToolSigns
from factsheets.distill.whereabouts import Whereabouts
from factsheets.distill.words import Words, phrase_at, phrase_before

_FARTHEST_ROLE = 12
_FARTHEST_TOOL = 14


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the context of names in one language."""

    words: Words
    cues: Cues
    speech: Speech
    lang: str

    def outside(self, name: Name, after: Name | None) -> Iterator[Evidence]:
        if "collective" in name.tags:
            return
        left = self._left(name)
        yield from self._dateline(name)
        yield from self._descriptor(name, left)
        yield from Appositions(self.words, self.cues, self.lang).of(name)
        yield from self._behind(name)
        yield from self._cue(name, left)
        yield from Whereabouts(self.words, self.cues, self.lang).of(name, left, after)
        yield from self._called(name, left)
        yield from ToolCues(self.words, self.cues).of(name, left)
        yield from ToolSigns(self.words, self.cues).of(name, left)

    def _dateline(self, name: Name) -> Iterator[Evidence]:
        """ "DAKAR, 3 June (APS) –": the agency at the head of its story."""
        line, end = name.line, name.end
        bracketed = 0 < name.begin < 14 and end + 1 < len(line) and line.text[name.begin - 1] == "("
        if bracketed and line.text[end] == ")" and line.text[end + 1] in {"-", "–", "—", ".", ":"}:
            yield Evidence(ACTOR, "media", 3.0 if line.text[end + 1] in "-–—" else 0.5, "dateline")

    def _left(self, name: Name) -> int:
        """The token before the name, past quotation marks; -1 at the head of the line."""
        index = name.begin - 1
        while index >= 0 and (name.line.text[index] in QUOTES or name.line.text[index] in "'‘("):
            index -= 1
        return index

    def _descriptor(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "la société de reconnaissance faciale X", "mayor X", "le directeur du FBI, X", "the messaging app X"."""
        line = name.line
        if name.begin and line.text[name.begin - 1] == "(":
            return
        comma = left >= 0 and line.text[left] == ","
        if comma:
            yield from self._listed(line, left)
        elif left >= 0 and (line.low[left] in self.words.of or line.low[left] in self.words.determiners):
            yield from self._of_a_role(line, left)
            yield from self._in_a_title(line, left)
        yield from self._nation(line, left)
        if comma or left < 0 or not self._parted(line, left):
            yield from self._noun_before(name, left if comma else left + 1, comma)

    def _nation(self, line: Line, left: int) -> Iterator[Evidence]:
        """ "la noruega X", "le chinois X", "Oxford-based X": only of a firm is the nation all that is said."""
        based = left >= 0 and line.low[left].endswith(self.words.adjectival) and bool(self.words.adjectival)
        leads = left > 0 and self.words.heads_lead and line.low[left - 1] in self.words.definite
        if based or (leads and not line.cap[left] and line.low[left] in nationalities(self.lang)):
            yield Evidence(ACTOR, "company", 2.5, "nation")

    def _parted(self, line: Line, left: int) -> bool:
        """Whether a noun farther left says nothing of the name: "the head of X", "engineers in X"."""
        low, words, cues = line.low[left], self.words, self.cues
        return any(low in one for one in (words.of, words.determiners, cues.in_city, cues.in_country))

    def _noun_before(self, name: Name, end: int, comma: bool) -> Iterator[Evidence]:
        """The role, the tool or the kind of body that stands in front of a name, some words between."""
        line = name.line
        reach = _FARTHEST_ROLE if comma else self.words.reach
        for index in range(end, max(end - reach - 1, 0), -1):
            if index < end and not self._may_stand_between(line, index, comma):
                return
            role = phrase_before(self.words.roles, line.low, index, 0)
            tool = None if comma else phrase_before(self.cues.tools, line.low, index, 0)
            if role and (comma or not name.quoted) and (tool is None or tool[0] >= role[0]):
                yield Evidence(ACTOR, "person", 4.0, "role", line.words(self._doubled(line, role[0]), end))
                return
            if not comma:
                found = self._noun(line, index, name)
                if found is not None and self._common(name, found):
                    return
                if found is not None:
                    yield found if index == end else found._replace(rule=f"{found.rule}-phrase")
                    return

    def _of_a_role(self, line: Line, left: int) -> Iterator[Evidence]:
        """ "portavoz de X", "mayor of X": a role is a body's or a place's."""
        of = left - 1 if line.low[left] in self.words.determiners and line.low[left] not in self.words.of else left
        role = phrase_before(self.words.roles, line.low, of, 0) if of > 0 and line.low[of] in self.words.of else None
        if role and line.low[role[0]] in self.words.place_roles:
            yield Evidence(PLACE, "city", 2.5, "role-of")
        elif role:
            yield Evidence(ACTOR, "organisation", 1.8, "role-of")

    def _in_a_title(self, line: Line, left: int) -> Iterator[Evidence]:
        """ "the book Weapons of X": the title goes on."""
        index = left
        while index > max(left - 4, 0) and (index == left or line.cap[index]):
            index -= 1
        if index < left - 1 and phrase_before(single(self.words.not_actor_nouns), line.low, index + 1, 0):
            yield Evidence(NONE, "", 6.5, "title")

    def _common(self, name: Name, found: Evidence) -> bool:
        """ "technologie utilisée Analyse de données": a capital with a small complement is a row's, no name."""
        line, index = name.line, name.end
        complement = index + 1 < len(line) and line.low[index] in self.words.of and line.low[index + 1][0].islower()
        plain = complement and not line.cap[index + 1] and line.low[index + 1] not in self.words.determiners
        return plain and len(name) == 1 and found.sense == TOOL and self.words.heads_lead

    def _listed(self, line: Line, end: int) -> Iterator[Evidence]:
        """ "one of these tools, X", "two companies, X and Y"."""
        tool = phrase_before(self.cues.tools, line.low, end, 0)
        if tool:
            yield Evidence(TOOL, tool[1], 3.5, "tool-noun")
        found = phrase_before(self.words.descriptors, line.low, end, 0)
        if found:
            yield Evidence(ACTOR, found[1], 3.0, "descriptor")
        if not tool and not found:
            yield from self._belonging(line, end)

    def _belonging(self, line: Line, end: int) -> Iterator[Evidence]:
        """ "le logiciel d'Optivis, X": the noun is followed by whose it is."""
        for index in range(end - 1, max(end - 5, 0), -1):
            if line.low[index] in self.words.of:
                tool = phrase_before(self.cues.tools, line.low, index, 0)
                if tool:
                    yield Evidence(TOOL, tool[1], 3.5, "tool-noun")
                return
            if not line.cap[index]:
                return

    def _doubled(self, line: Line, begin: int) -> int:
        """ "l'avocat et informaticien X", "ministre délégué chargé de ...": the role takes in the one before it."""
        for back in (0, 1):
            more = phrase_before(self.words.roles, line.low, begin - back, 0) if begin > back else None
            if more and (not back or self._adjective_like(line.low[begin - 1])):
                return self._doubled(line, more[0])
        if begin > 1 and line.low[begin - 1] in self.words.coordinators:
            more = phrase_before(self.words.roles, line.low, begin - 1, 0)
            return more[0] if more else begin
        while not self.words.heads_lead and begin and self._goes_before(line, begin - 1):
            begin -= 1
        return begin

    def _goes_before(self, line: Line, index: int) -> bool:
        """ "FBI director", "Finance minister": in English the body stands in front of the role."""
        return line.cap[index] and line.touching(index) and line.low[index] not in self.words.closed

    def _adjective_like(self, word: str) -> bool:
        words = self.words
        small = any(word in listed for listed in (words.coordinators, words.of, words.blockers, words.determiners))
        return word.isalpha() and not small

    def _may_stand_between(self, line: Line, index: int, comma: bool) -> bool:
        word = line.low[index]
        bars = (word in self.words.blockers or word in self.words.subject_verbs) and not (
            comma and word in self.words.within
        )
        another = (
            not comma and word in self.words.determiners - self.words.of and line.low[index - 1] not in self.words.of
        )
        if bars or another or not (word[0].isalnum() or word in {"'", "’", "-"}):
            return False
        return comma or not line.cap[index]

    def _noun(self, line: Line, end: int, name: Name) -> Evidence | None:
        tool = phrase_before(self.cues.tools, line.low, end, 0)
        if tool:
            return Evidence(TOOL, tool[1], 5.0, "tool-noun")
        if phrase_before(single(self.words.not_actor_nouns), line.low, end, 0):
            return Evidence(NONE, "", 6.5, "not-an-actor")
        found = phrase_before(self.words.descriptors, line.low, end, 0)
        if found:
            return Evidence(ACTOR, found[1], 4.0, "descriptor", line.words(found[0], self._left(name) + 1))
        return None

    def _behind(self, name: Name) -> Iterator[Evidence]:
        """ "the X app", "X software", "X said": what follows without a comma."""
        line, index = name.line, name.end
        if index >= len(line):
            return
        if line.text[index] == ":" and name.begin <= 1 and index + 1 < len(line) and line.text[index + 1] in QUOTES:
            yield Evidence(ACTOR, "person", 2.0, "interview")
        if not self.words.heads_lead:
            tool = phrase_at(self.cues.tools, line.low, index, len(line))
            if tool and not line.cap[index] and not (name.first and len(name) == 1):
                the = name.begin > 0 and line.low[name.begin - 1] in self.words.determiners
                yield Evidence(TOOL, tool[1], 4.0 if the else 2.5, "tool-noun-behind")
            found = phrase_at(self.words.descriptors, line.low, index, len(line))
            if found and not line.cap[index]:
                yield Evidence(ACTOR, found[1], 2.0, "descriptor-behind")
        if line.low[index] in self.words.subject_verbs and not line.cap[index]:
            yield Evidence(ACTOR, "", 1.0, "subject")
        elif self.speech.verb(line, index):
            yield Evidence(ACTOR, "", 1.2, "says")

    def _cue(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "contrat conclu avec X", "death of X", "Supplier: X"."""
        line = name.line
        if left < 0:
            return
        if line.text[left] == ":":
            found = phrase_before(self.words.labels, line.low, left, 0)
            if found and self._heads_line(line, found[0]):
                yield Evidence(ACTOR, found[1], 6.0, "label")
            return
        end = left + 1
        if line.low[left] in self.words.determiners and line.low[left] not in self.words.contractions:
            end -= 1
        low = [self.words.contractions.get(word, word) for word in line.low[max(end - 4, 0) : end]]
        cue = phrase_before(self.words.cues, low, len(low), 0)
        if cue:
            yield Evidence(ACTOR, cue[1], 3.0, "cue")
        elif low:
            yield from self._far_cue(line, end, low[-1])
        towards = line.low[left] in self.speech.outlet - self.cues.in_city - self.cues.in_country
        if left > 1 and towards and self._said(line, left - 1):
            yield Evidence(ACTOR, "media", 2.6, "told")
        if phrase_before(self.speech.according, line.low, end, 0):
            yield Evidence(ACTOR, "", 2.0, "according")
        elif left > 1 and name.line.text[left - 1] in QUOTES | {","} and self.speech.verb(line, left):
            yield Evidence(ACTOR, "", 1.2, "says")

    def _said(self, line: Line, index: int) -> bool:
        """Whether a verb of saying ends at a token: "explicó a X", "a affirmé à X"."""
        return self.speech.participle(line.low[index]) or self.speech.verb(line, index) is not None

    def _far_cue(self, line: Line, end: int, last: str) -> Iterator[Evidence]:
        """ "bought 40 cameras from X", "un contrat de 3 millions avec X"."""
        wanted = self.words.far_cues.get(last)
        if wanted is None:
            return
        for index in range(end - 2, max(end - 9, -1), -1):
            if line.low[index] in wanted:
                yield Evidence(ACTOR, wanted[line.low[index]], 2.2, "far-cue")
                return
            if line.text[index] in STOPS:
                return

    def _heads_line(self, line: Line, begin: int) -> bool:
        return begin <= 2 or line.first[begin] or line.text[begin - 1] in OPENING

    def _called(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "un autre appelé X", "a tool dubbed X", where a tool's noun stands earlier in the sentence."""
        line = name.line
        if left < 0:
            return
        found = phrase_before(self.cues.called, line.low, left + 1, 0)
        if found is None:
            return
        for index in range(found[0], max(found[0] - _FARTHEST_TOOL, 0), -1):
            tool = phrase_before(self.cues.tools, line.low, index, 0)
            weak = phrase_before(self.cues.appositive, line.low, index, 0) if tool is None else None
            if tool or weak:
                yield Evidence(TOOL, tool[1] if tool else weak[1] if weak else "", 5.0 if tool else 3.0, "called")
                return
            place = phrase_before(self.cues.place_nouns, line.low, index, 0)
            known = phrase_before(self.words.descriptors, line.low, index, 0)
            if known or place or phrase_before(single(self.words.not_actor_nouns), line.low, index, 0):
                kind = known[1] if known else ""
                sense = ACTOR if known else PLACE if place else NONE
                yield Evidence(sense, kind or (place[1] if place else ""), 4.0, "called")
                return
            if line.text[index - 1] in {".", ";", "!", "?"}:
                return
