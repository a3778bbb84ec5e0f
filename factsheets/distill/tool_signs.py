"""Signs of a tool in the words right beside its name: a label, who made it, "X is a scanner", a count, a contract."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.distill.cues import Cues
from factsheets.distill.evidence import ACTOR, TOOL, Evidence
from factsheets.distill.heads import NONE
from factsheets.distill.names import Name
from factsheets.distill.systems import Systems
from factsheets.distill.tokens import OPENING, QUOTES, Line, is_acronym
from factsheets.distill.words import Words, phrase_at

_UNKNOWN = ""
"""A tool of whatever kind: what else is said of the name tells it."""
_MODEL = re.compile(r"[^\W\d_]{2,20}[-‐‑]\d{1,4}[A-Z]?")
_LONGEST_LABEL = 5
_MOST_ADJECTIVES = 4
_MOST_COUNTED = 999
_ASIDE = 8
_HOUSE_NUMBER = 4
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class ToolSigns:
    """Reads the words that touch a name for what only a tool has."""

    words: Words
    cues: Cues

    def of(self, name: Name, left: int) -> Iterator[Evidence]:
        if name.head or "person" in name.tags:
            return
        if len(name) == 1 and name.low[0] in self.cues.generic:
            yield Evidence(NONE, "", 6.0, "word")
            return
        yield from self._system(name)
        yield from self._bracketed(name)
        yield from self._label(name, left)
        yield from self._is_a(name)
        if name.entry is None:
            yield from self._made(name)
            yield from self._counted(name, left)
            yield from self._model(name, left)
            yield from self._deal(name, left)
            yield from self._does(name)

    def _system(self, name: Name) -> Iterator[Evidence]:
        """ "Sistema de Entradas y Salidas", "Police National Database": its own noun says it."""
        kind = name.system
        if not kind and not self.words.heads_lead:
            kind = Systems(self.words, self.cues).kind(name.line, name.begin, name.end)
        if kind and not (name.entry is not None and name.entry.sure):
            yield Evidence(TOOL, kind, 5.0, "system")

    def _bracketed(self, name: Name) -> Iterator[Evidence]:
        """ "le système d'entrée/sortie (EES)": letters of another language than the words they stand for."""
        line, begin = name.line, name.begin
        alone = begin > 1 and name.end < len(line) and line.text[begin - 1] == "(" and line.text[name.end] == ")"
        if not alone or not is_acronym(name.text):
            return
        for index in range(begin - 2, max(begin - 2 - _ASIDE, 0), -1):
            found = phrase_at(self.cues.systems, line.low, index, begin - 1)
            if found is not None and (self.words.heads_lead or found[0] == begin - 1):
                if not any(word in self.cues.not_systems for word in line.low[index:begin]):
                    yield Evidence(TOOL, found[1], 3.5, "explained-system")
                return
            if line.text[index] in {",", ".", ";", ":", ")", '"'}:
                return

    def _label(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "Produit proposé : X", "Software: X": a tool's noun opens what stands before the colon."""
        line = name.line
        if left <= 0 or line.text[left] != ":":
            return
        for index in range(left - 1, max(left - 1 - _LONGEST_LABEL, -1), -1):
            if index == 0 or line.first[index] or line.text[index - 1] in OPENING | {".", ";"}:
                found = self._noun_at(line, index)
                if found is not None and self._closes(line, self._behind(name)):
                    yield Evidence(TOOL, found[1], 5.0, "tool-label")
                return

    def _made(self, name: Name) -> Iterator[Evidence]:
        """ "X, développé par", "X (made by": things are built, bodies are founded."""
        line, index = name.line, self._behind(name)
        if index < len(line) and line.text[index] in {",", "("}:
            index += 1
        if index < len(line) and phrase_at(self.cues.built, line.low, index, len(line)):
            yield Evidence(TOOL, _UNKNOWN, 2.4, "made-by")

    def _is_a(self, name: Name) -> Iterator[Evidence]:
        """ "X is a machine", "X — « guêpe » — n'est pas un appareil": what its sentence says it is."""
        line, index = name.line, self._past_aside(name.line, self._behind(name))
        be = phrase_at(self.cues.copulas, line.low, index, len(line)) if index < len(line) else None
        if be is None or be[0] >= len(line) or line.low[be[0]] not in self.words.determiners:
            return
        start = be[0] + 1
        reach = 2 if self.words.heads_lead else _MOST_ADJECTIVES
        for at in range(start, min(start + reach, len(line))):
            found = self._class_at(line, at)
            if found is not None:
                yield found
                return
            if line.cap[at] or line.low[at] in self.words.blockers or not line.text[at][0].isalpha():
                return

    def _class_at(self, line: Line, index: int) -> Evidence | None:
        """What a noun says a name is; "software company" and "drone operator" are no tools."""
        low, size = line.low, len(line)
        if phrase_at(self.words.descriptors, low, index, size) or phrase_at(self.words.roles, low, index, size):
            return Evidence(ACTOR, "", 1.0, "is-a")
        found = self._noun_at(line, index)
        if found is None:
            return None
        behind = found[0]
        if not self.words.heads_lead and behind < size and line.text[behind].isalpha():
            closed = (self.words.blockers, self.words.relatives, self.words.of, self.words.subject_verbs)
            if not any(low[behind] in one for one in closed) and not low[behind].endswith(("ed", "ing")):
                return None
        return Evidence(TOOL, found[1], 4.0, "is-a")

    def _counted(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "six Corvane 3", "quatre-vingts Rafale": what is counted and takes no plural is a product."""
        line = name.line
        if left < 0 or left != name.begin - 1 or not self.words.heads_lead or not self._alone(line.text[name.begin]):
            return
        word = line.text[left]
        many = line.low[left] in self.cues.counts or (
            word.isdigit() and len(word) < _HOUSE_NUMBER and 1 < int(word) <= _MOST_COUNTED
        )
        address = left > 0 and (line.text[left - 1] in {",", "-"} or line.cap[left - 1])
        if many and not address and len(name) <= 2 + name.numbered and left:
            yield Evidence(TOOL, _UNKNOWN, 1.8, "counted")

    def _alone(self, word: str) -> bool:
        """Whether a word is a name in the singular, neither a plural nor a unit ("MWh")."""
        return len(word) > _SHORTEST and word[1:].islower() and not word.endswith(("s", "x", "z"))

    def _model(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "a Sterne-2", "its TR-40": a word with a number joined to it, behind what makes it a thing."""
        line = name.line
        if len(name) != 1 or not _MODEL.fullmatch(name.text):
            return
        code = is_acronym(name.text)
        owned = left >= 0 and (line.low[left] in self.cues.possessive or line.low[left] == "'s")
        if not code:
            yield Evidence(TOOL, _UNKNOWN, 1.6, "model-number")
        elif owned:
            yield Evidence(TOOL, _UNKNOWN, 2.4, "model-number")

    def _does(self, name: Name) -> Iterator[Evidence]:
        """ "X weighs 24kg", "X scanne": what only a thing does."""
        line, index = name.line, self._behind(name)
        if index < len(line) and line.low[index] in self.cues.does:
            yield Evidence(TOOL, _UNKNOWN, 1.3, "does")

    def _deal(self, name: Name, left: int) -> Iterator[Evidence]:
        """ "its X contract with Y", "the X rollout", "X users": English says what it does with a thing behind it."""
        line = name.line
        if self.words.heads_lead or name.end >= len(line) or line.cap[name.end] or name.first:
            return
        owned = left >= 0 and left == name.begin - 1 and line.low[left] in self.cues.possessive | {"'s"}
        if phrase_at(self.cues.rolled_out, line.low, name.end, len(line)):
            yield Evidence(TOOL, _UNKNOWN, 1.6 if not owned else 2.4, "deployed")
        elif owned and phrase_at(self.cues.deals, line.low, name.end, len(line)):
            yield Evidence(TOOL, _UNKNOWN, 2.4, "deployed")

    def _closes(self, line: Line, index: int) -> bool:
        """Whether a name is all that a label leads to, as in a form: no headline goes on behind it."""
        return index >= len(line) or line.text[index] in {",", ".", ";", "(", ")", "-", "–"}

    def _behind(self, name: Name) -> int:
        line, index = name.line, name.end
        while index < len(line) and line.text[index] in QUOTES:
            index += 1
        return index

    def _past_aside(self, line: Line, index: int) -> int:
        """Behind what stands between two dashes or in brackets."""
        closing = {"—": "—", "–": "–", "(": ")"}.get(line.text[index] if index < len(line) else "")
        for at in range(index + 1, min(index + 1 + _ASIDE, len(line))):
            if closing is not None and line.text[at] == closing:
                return at + 1
        return index

    def _noun_at(self, line: Line, index: int) -> tuple[int, str] | None:
        if index >= len(line) or phrase_at(self.cues.not_tools, line.low, index, len(line)):
            return None
        tables = (self.cues.tools, self.cues.appositive, self.cues.products)
        return next((found for one in tables if (found := phrase_at(one, line.low, index, len(line)))), None)
