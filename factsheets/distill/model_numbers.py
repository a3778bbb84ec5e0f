"""Numbers that belong to a name: "Kestrel 2", "Argos V"; not those that count what follows."""

import re
from dataclasses import dataclass

from factsheets.distill.cues import Cues
from factsheets.distill.tokens import Line, is_acronym
from factsheets.distill.words import Words, phrase_at

_MODEL = re.compile(r"\d{1,3}|I{2,3}|I?V|VI{0,3}")
_MEASURES = frozenset({"%", "€", "$", "£", "º", "°", ":", "-", "–", "/"})
_MOST_WORDS = 2
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Numbers:
    """Tells the number of a model from any other number behind a name."""

    words: Words
    cues: Cues

    def belongs(self, line: Line, begin: int, end: int) -> bool:
        """Whether the token at `end` is a model's number: small, behind a single space, counting nothing."""
        if end >= len(line) or end - begin > _MOST_WORDS:
            return False
        if not _MODEL.fullmatch(line.text[end]) and not self._letter(line, end):
            return False
        gap = line.paragraph.text[line.end[end - 1] : line.start[end]]
        return len(gap) == 1 and gap != "\t" and self._named(line, end - 1) and self._free(line, end)

    def _letter(self, line: Line, index: int) -> bool:
        """ "Heron Q aircraft": a letter is a model's only before a tool's noun."""
        if len(line.text[index]) > 1 or not line.cap[index] or index + 1 >= len(line) or line.cap[index + 1]:
            return False
        return phrase_at(self.cues.tools, line.low, index + 1, len(line)) is not None

    def _named(self, line: Line, index: int) -> bool:
        """Whether the word before the number can be a model's: no acronym, no "page", no role."""
        low, words = line.low[index], self.words
        barred = (words.common, words.closed, words.not_actors, words.roles, words.abbreviations, words.honorifics)
        plain = len(low) >= _SHORTEST and not is_acronym(line.text[index])
        return plain and not any(low in one for one in barred)

    def _free(self, line: Line, index: int) -> bool:
        """Whether what stands behind the number is not what it counts."""
        behind = index + 1
        if behind == len(line):
            return True
        if not line.text[behind][0].isalnum():
            return line.text[behind] not in _MEASURES and not self._goes_on(line, behind)
        words = self.words
        small = (words.blockers, words.subject_verbs, words.coordinators, words.relatives)
        if any(line.low[behind] in one for one in small) or line.low[behind] in self.cues.does:
            return True
        if self._letter(line, index):
            return True
        tool = phrase_at(self.cues.tools, line.low, behind, len(line))
        return tool is not None and not line.low[tool[0] - 1].endswith("s")

    def _goes_on(self, line: Line, sign: int) -> bool:
        """ "840,000": digits touch the sign."""
        more = line.text[sign] in {",", "."} and sign + 1 < len(line) and line.text[sign + 1][0].isdigit()
        return more and line.end[sign] == line.start[sign + 1]
