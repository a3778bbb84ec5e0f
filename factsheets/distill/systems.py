"""Names that say themselves that they are a system: "Sistema de Entradas y Salidas", "Schengen Information System"."""

from dataclasses import dataclass

from factsheets.distill.cues import Cues
from factsheets.distill.tokens import Line
from factsheets.distill.words import Words, phrase_at, phrase_before

_LONGEST = 12
_MOST_SMALL = 2


@dataclass(frozen=True, slots=True)
class Systems:
    """Tells by its noun that a name is a system's, a register's or a database's."""

    words: Words
    cues: Cues

    def kind(self, line: Line, begin: int, end: int) -> str:
        """The kind of tool that the head of a name makes it; empty for a body: "National Health System"."""
        if any(word in self.cues.not_systems for word in line.low[begin:end]):
            return ""
        if self.words.heads_lead:
            found = phrase_at(self.cues.systems, line.low, begin, end)
            return found[1] if found and found[0] < end else ""
        behind = phrase_before(self.cues.systems, line.low, end, begin)
        return behind[1] if behind and behind[0] > begin else ""

    def grown(self, line: Line, begin: int) -> tuple[int, str] | None:
        """(end, kind) of a name that its capitalised noun opens and a further capital makes one."""
        if not self.words.heads_lead or not line.cap[begin]:
            return None
        found = phrase_at(self.cues.systems, line.low, begin, len(line))
        if found is None:
            return None
        end, last = found[0], 0
        small = 0
        while end < len(line) and end - begin < _LONGEST and line.touching(end - 1):
            low = line.low[end]
            if line.cap[end] and low not in self.words.closed:
                last, small = end + 1, 0
            elif not self._links(low):
                small += 1
                if small > _MOST_SMALL or not line.text[end].isalpha() or low in self.words.blockers:
                    break
            end += 1
        if not last or not self.kind(line, begin, last):
            return None
        return last, found[1]

    def _links(self, low: str) -> bool:
        return low in self.words.of or low in self.words.definite or low in self.words.coordinators
