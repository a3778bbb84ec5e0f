"""One actor, tool or place of a document, and what its evidence makes of it."""

from dataclasses import dataclass, field

from factsheets.distill.evidence import ACTOR, PLACE, TOOL, Evidence
from factsheets.distill.heads import NONE
from factsheets.distill.names import Name
from factsheets.distill.tokens import is_acronym

ENOUGH = 1.2
"""The weight of evidence from which a name is taken for something."""
_KINDS = {TOOL: "technology", PLACE: "other"}
"""The kind of what nothing says the kind of."""
_REPEATED = frozenset({"capital", "acronym", "camel-case", "subject", "capitals", "model-number"})


@dataclass(slots=True)
class Entity:
    """An actor, tool or place with every mention of it; `settle` writes what it is called once all are known."""

    key: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    sense: str = ""
    kind: str = ""
    weight: float = 0.0
    name: str = ""
    role: str = ""

    @property
    def rule(self) -> str:
        fitting = [one for one in self.evidence if one.sense == self.sense and one.kind in {self.kind, ""}]
        return max(fitting, key=lambda one: one.weight).rule if fitting else "capitals"

    @property
    def texts(self) -> list[str]:
        return list(dict.fromkeys(one.text for one in self.names))

    def settle(self) -> None:
        """Its name is the register's, else the fullest of its mentions, of equals the first."""
        self.names.sort(key=lambda name: name.span)
        sure = next((one.entry for one in self.names if one.entry is not None and one.entry.sure), None)
        self.name = sure.name if sure else max(map(_called, self.names), key=_fullness, default="")
        self.role = next(
            (one.role for one in self.evidence if one.role and one.sense == self.sense and one.role != self.name), ""
        )

    def take(self, other: "Entity") -> None:
        """Make the mentions of another its own; the other is nothing by itself any more."""
        self.names.extend(other.names)
        self.evidence.extend(one for one in other.evidence if one.sense == self.sense)
        other.names, other.sense = [], ""

    def decide(self) -> None:
        """The sense with the largest sum wins; of evidence by one rule the strongest counts, and a little more."""
        sums = self._sums()
        senses: dict[str, float] = {}
        for (sense, _), weight in sums.items():
            senses[sense] = senses.get(sense, 0.0) + weight
        best = max(senses, key=lambda sense: senses[sense], default=NONE)
        if best == NONE or senses[best] < ENOUGH:
            return
        kinds = {kind: weight for (sense, kind), weight in sums.items() if sense == best and kind}
        self.sense, self.weight = best, senses[best]
        self.kind = max(kinds, key=lambda kind: kinds[kind]) if kinds else _KINDS.get(best, "organisation")

    def _sums(self) -> dict[tuple[str, str], float]:
        totals: dict[tuple[str, str], dict[str, float]] = {}
        for one in self.evidence:
            rules = totals.setdefault((one.sense, one.kind), {})
            again = 0.5 if one.rule in _REPEATED else 0.25
            rules[one.rule] = max(rules[one.rule], one.weight) + again if one.rule in rules else one.weight
        return {key: sum(rules.values()) for key, rules in totals.items()}


def _called(name: Name) -> str:
    """What a mention calls it: "au Figaro" is "Le Figaro"."""
    entry, text = name.entry, name.text
    inflected = entry is not None and entry.type == ACTOR and text[0].islower() and not text.islower()
    return entry.name if entry is not None and inflected else text


def _fullness(text: str) -> tuple[int, int]:
    words = text.split()
    return (len(words), -sum(is_acronym(word) for word in words))
