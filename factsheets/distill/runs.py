"""How far a run of capitals reaches: over "&", initials, particles, and to the legal form of a company."""

from dataclasses import dataclass

from factsheets.distill.tokens import Line, is_acronym
from factsheets.distill.words import Words, phrase_before

MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Runs:
    """Extends a name from its first word on."""

    words: Words

    def part(self, line: Line, index: int) -> bool:
        """Whether a token can continue a run of capitals."""
        return line.cap[index] and (line.low[index] not in self.words.closed or is_acronym(line.text[index]))

    def run(self, line: Line, begin: int) -> int:
        """The end of the capitalised words from a token on; "&", initials and abbreviations hold them together."""
        end = begin + 1
        while end < len(line) and end - begin < MOST_WORDS:
            if self.part(line, end) and line.touching(end - 1) and not line.first[end]:
                end += 1
            elif self._bridged(line, end) or self._coupled(line, end) or self._possessive(line, end):
                end += 2
            elif particles := self._particles(line, begin, end):
                end += particles
            else:
                break
        return self.to_legal_form(line, end)

    def _possessive(self, line: Line, end: int) -> bool:
        """ "Fishermen's Federation": whose it is belongs to the name, unlike "Kenya's Parliament"."""
        plural = (
            line.text[end] in {"'", "’"} and line.low[end - 1].endswith("s") and line.end[end - 1] == line.start[end]
        )
        if not (plural or line.low[end] == "'s") or line.low[end - 1] not in self.words.possessors:
            return False
        if end + 1 >= len(line):
            return False
        return self.part(line, end + 1)

    def _particles(self, line: Line, begin: int, end: int) -> int:
        """How many tokens "de", "van der", "Le" and the surname behind make up; "de" only behind first names."""
        count = 0
        while end + count < len(line) and count < 3 and line.low[end + count] in self.words.particles:
            count += 1
        if not count or end + count >= len(line) or not self.part(line, end + count):
            return 0
        if line.low[end - 1] in self.words.particles or line.text[end] in self.words.strong_particles:
            return count + 1
        names = [
            line.low[at] in self.words.first_names
            for at in range(begin, end)
            if line.low[at] not in self.words.honorifics and line.text[at] != "."
        ]
        loose = line.low[end] not in self.words.of and (line.low[end] not in self.words.determiners or line.cap[end])
        return count + 1 if names and names[0] and (all(names) or loose) else 0

    def to_legal_form(self, line: Line, end: int) -> int:
        """ "Clínicas del Sur, S.L.", "Grupo X, S.A. de C.V.": a company's name reaches to its legal form."""
        for index in range(end, min(end + 7, len(line))):
            word = line.low[index]
            formal = line.cap[index] or line.text[index] in self.words.small_forms
            if formal and word in self.words.legal_forms and not line.first[index]:
                more = (
                    index + 2 < len(line)
                    and line.low[index + 1] in self.words.of
                    and line.low[index + 2] in self.words.legal_forms
                )
                return index + 3 if more else index + 1
            joined = (
                line.cap[index]
                or word in self.words.of
                or word in self.words.coordinators
                or word in self.words.definite
            )
            before_form = (
                line.text[index] == "," and index + 1 < len(line) and line.low[index + 1] in self.words.legal_forms
            )
            if not joined and not before_form:
                return end
        return end

    def _bridged(self, line: Line, end: int) -> bool:
        if end + 1 >= len(line) or not line.cap[end + 1] or not line.touching(end):
            return False
        if line.text[end] == "&":
            return True
        before = line.text[end - 1]
        abbreviated = (len(before) == 1 and before.isupper()) or line.low[end - 1] in self.words.abbreviations
        return line.text[end] == "." and abbreviated and self.part(line, end + 1)

    def _coupled(self, line: Line, end: int) -> bool:
        """ "Immigration and Customs Enforcement": fields of government joined before a body's word."""
        if line.low[end] not in self.words.coordinators or end + 1 >= len(line) or not self.part(line, end + 1):
            return False
        if phrase_before(self.words.portfolio, line.low, end, max(end - 2, 0)) is None:
            return False
        stop = end + 2
        while stop < len(line) and stop - end < 6 and self.part(line, stop) and line.touching(stop - 1):
            stop += 1
        return phrase_before(self.words.trailing, line.low, stop, end + 1) is not None

    def tail(self, line: Line, begin: int, end: int) -> int:
        """ "l'association Libertés numériques,": a small word that closes the name of an association."""
        described = phrase_before(self.words.descriptors, line.low, begin, 0)
        if end - begin > 2 or described is None or described[1] != "organisation":
            return end
        if self._paired(line, described[0], end) or self._linked(line, end):
            return end + 2
        if not self.words.heads_lead:
            return end
        if end + 1 >= len(line) or line.cap[end] or not line.low[end].isalpha() or len(line.low[end]) < 4:
            return end
        known = line.low[end] in self.words.blockers | self.words.subject_verbs | self.words.closed
        return end + 1 if not known and line.text[end + 1] in {",", ".", ")", "»"} else end

    def _linked(self, line: Line, end: int) -> bool:
        """ "le collectif Eau pour tous", "la ONG Derechos en Red": a small word and one more, then a sign or a verb."""
        if end + 1 >= len(line) or line.low[end] not in self.words.name_links or not line.text[end + 1].isalpha():
            return False
        if line.low[end + 1] in self.words.determiners:
            return False
        behind = line.low[end + 2] if end + 2 < len(line) else "."
        return not behind[0].isalnum() or behind in self.words.subject_verbs

    def _paired(self, line: Line, noun: int, end: int) -> bool:
        """ "l'ONG Terre et Mer": behind a singular noun two words joined by "and" are one name."""
        if end + 2 >= len(line) or line.low[end] not in self.words.coordinators or not line.cap[end + 1]:
            return False
        single = noun > 0 and not line.low[noun - 1].endswith(("s", "x"))
        return single and not line.cap[end + 2] and line.low[end + 1] not in self.words.closed
