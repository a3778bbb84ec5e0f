"""Names of bodies grown from their head: "Ministère de l'Intérieur", "police de Lyon", "the Mexican government"."""

from dataclasses import dataclass

from factsheets.distill.register import nationalities
from factsheets.distill.tokens import Line
from factsheets.distill.words import Phrases, Words, phrase_at, phrase_before

_MOST_COMPLEMENTS = 4
NONE = "none"


@dataclass(frozen=True, slots=True)
class Grower:
    """Finds how far the name of a body reaches from its first word on."""

    words: Words
    lang: str

    def named(self, line: Line, begin: int) -> tuple[int, str] | None:
        """(end, kind) of a name that its capitalised head opens; None where nothing follows the head."""
        if not line.cap[begin]:
            return None
        if line.low[begin] in self.words.not_actors:
            end = self._grow(line, begin, begin + 1, NONE)
            return (end, NONE)
        found = phrase_at(self.words.leading, line.low, begin, len(line))
        if found is None or (found[0] - begin > 1 and not line.cap[begin]):
            return None
        head_end, kind = found
        if not self.words.heads_lead and not self._is(line, head_end, self.words.of):
            return None
        grown = self._grow(line, begin, head_end, kind)
        if line.low[begin] in self.words.ministries and grown > head_end:
            grown = self._fields(line, begin, grown)
        end = self._to_bracket(line, grown)
        return (end, kind) if end > head_end else None

    def _fields(self, line: Line, begin: int, end: int) -> int:
        """ "Ministry of Agriculture, Fisheries and Food": a list of fields that "and" closes."""
        index, listed = end, "," in line.text[begin:end]
        while index + 1 < len(line) and index - end < 12:
            comma = line.text[index] == ","
            if not comma and (line.low[index] not in self.words.coordinators or not listed):
                return end
            start = self._past_determiner(line, index + 2 if self._is(line, index + 1, self.words.of) else index + 1)
            if not self._capital(line, start):
                return end
            index, listed = self._adjectives(line, self._run(line, start)), True
            if not comma:
                return index
        return end

    def _to_bracket(self, line: Line, end: int) -> int:
        """ "Commission d'accès aux documents administratifs (Cada)": up to the short name in brackets."""
        for index in range(end, min(end + 8, len(line) - 2)):
            if line.text[index] == "(":
                return index if line.text[index + 2] == ")" and line.cap[index + 1] else end
            if line.cap[index] or not (line.low[index][0].isalpha()):
                return end
            if line.low[index] in self.words.blockers and line.low[index] not in self.words.of:
                return end
        return end

    def collective(self, line: Line, begin: int) -> tuple[int, str] | None:
        """(end, kind) of a body in small letters that a nation, a place or a person makes a certain one."""
        for table in (self.words.ministries, self.words.collectives):
            found = phrase_at(table, line.low, begin, len(line))
            if found is None:
                continue
            end = self._certain(line, *found, table is self.words.ministries)
            if end:
                return end, found[1]
        return None

    def collective_behind(self, line: Line, end: int) -> tuple[int, str] | None:
        """The body's word behind a name: "Trump administration", "Kenya's government"."""
        if self.words.heads_lead or end >= len(line):
            return None
        start = end + 1 if line.low[end] == "'s" and end + 1 < len(line) else end
        if line.cap[start]:
            return None
        return phrase_at(self.words.collectives, line.low, start, len(line))

    def continued(self, line: Line, begin: int, end: int) -> tuple[int, str] | None:
        """ "Texas Department of Public Safety": a body's word inside a name goes on as one that opens it does."""
        found = phrase_before(self.words.trailing, line.low, end, begin)
        if (
            found is None
            or found[0] == begin
            or not self._is(line, end, self.words.of)
            or found[1] in {"company", "media"}
        ):
            return None
        grown = self._grow(line, end, end, found[1])
        return (grown, found[1]) if grown > end else None

    def _certain(self, line: Line, end: int, kind: str, ministry: bool) -> int:
        while self._is(line, end, self.words.head_adjectives) and not line.cap[end]:
            end += 1
        if self._is(line, end, nationalities(self.lang)) and self.words.heads_lead:
            return end + 1
        named = self.words.heads_lead and line.low[end - 1] in self.words.by_name
        if named and self._capital(line, end) and line.touching(end - 1):
            return self._run(line, end)
        if ministry:
            grown = self._grow(line, end, end, kind)
            return grown if grown > end else 0
        if self._is(line, end, self.words.at):
            start = self._past_determiner(line, end + 1)
            if self._capital(line, start):
                return self._run(line, start)
        return 0

    def _grow(self, line: Line, begin: int, end: int, kind: str) -> int:
        if self._capital(line, end) and line.touching(end - 1) and end > begin:
            end = self._run(line, end)
        end = self._adjectives(line, end)
        for _ in range(_MOST_COMPLEMENTS):
            further = self._complement(line, end, kind) or self._coordinated(line, end, kind)
            if not further:
                break
            end = further
        return end

    def _adjectives(self, line: Line, end: int) -> int:
        while end < len(line) and not line.cap[end] and self._adjective(line, end):
            end += 1
        return end

    def _adjective(self, line: Line, end: int) -> bool:
        return self.words.heads_lead and (
            line.low[end] in self.words.head_adjectives or line.low[end] in nationalities(self.lang)
        )

    def _complement(self, line: Line, end: int, kind: str) -> int:
        """Behind "de la", "of the": a name, a field of government, or (where heads open names) any noun."""
        if not self._is(line, end, self.words.of):
            return 0
        start = self._past_determiner(line, end + 1)
        portfolio = self._phrase(line, start, self.words.portfolio)
        if self._capital(line, start):
            return self._adjectives(line, max(self._run(line, start), portfolio))
        if portfolio:
            return self._adjectives(line, portfolio)
        if kind == NONE or not self.words.heads_lead or not self._noun(line, start, start > end + 1):
            return 0
        return self._adjectives(line, start + 1)

    def _coordinated(self, line: Line, end: int, kind: str) -> int:
        """ "of Health and Social Care", "de l'informatique et des libertés", "de Transportes, Movilidad y Agenda"."""
        if kind != "public-body" or end + 1 >= len(line):
            return 0
        comma = line.text[end] == ","
        if not comma and line.low[end] not in self.words.coordinators:
            return 0
        start = end + 1
        if self._is(line, start, self.words.of) and not comma:
            start = self._past_determiner(line, start + 1)
            portfolio = self._phrase(line, start, self.words.portfolio)
            return portfolio or (self._adjectives(line, start + 1) if self._noun(line, start, True) else 0)
        start = self._past_determiner(line, start)
        portfolio = self._phrase(line, start, self.words.portfolio)
        if not portfolio:
            return 0
        return self._run(line, start) if self._capital(line, start) else portfolio

    def _noun(self, line: Line, index: int, determined: bool) -> bool:
        if index >= len(line) or not line.low[index].replace("-", "").isalpha() or line.cap[index]:
            return False
        word = line.low[index]
        if word in self.words.blockers or word in self.words.closed or word in self.words.determiners:
            return False
        return determined or not word.endswith(self.words.infinitives)

    def _phrase(self, line: Line, index: int, table: Phrases) -> int:
        found = phrase_at(table, line.low, index, len(line)) if index < len(line) else None
        return found[0] if found else 0

    def _past_determiner(self, line: Line, index: int) -> int:
        return index + 1 if self._is(line, index, self.words.determiners) and not self._capital(line, index) else index

    def _is(self, line: Line, index: int, listed: frozenset[str]) -> bool:
        return index < len(line) and line.low[index] in listed

    def _capital(self, line: Line, index: int) -> bool:
        return index < len(line) and line.cap[index] and line.low[index] not in self.words.closed

    def _run(self, line: Line, begin: int) -> int:
        end = begin + 1
        while end < len(line) and end - begin < 8 and self._capital(line, end) and line.touching(end - 1):
            end += 1
        return end
