"""What a finding or a fact reads as, to know it again in another version of its document; and spans that overlap."""

from bisect import bisect_left
from collections.abc import Iterable

from factsheets.amounts import plain
from factsheets.distill.words import fold
from factsheets.evidence import Span
from factsheets.model import Actor, DatedEvent, Fact, FactSheet, Figure, Finding, Place, Tool, fact_type

ENTITIES = ("actor", "tool", "place")
RELATION = "relation"
_FACT_OF = {"money": "figure", "quantity": "figure"}

Key = tuple[str, str, str]
"""The type of a fact, what is printed and how it is read; of an actor, a tool or a place the name alone."""


class Spans:
    """Spans of a text, to ask whether one of them overlaps another; they may overlap each other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans, key=lambda one: one.start)
        self._starts = [one.start for one in ordered]
        self._reach: list[int] = []
        for one in ordered:
            self._reach.append(max(one.end, self._reach[-1] if self._reach else 0))

    def overlap(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


def type_of(finding: Finding) -> str:
    """The type of the fact that a finding becomes; `relation` and other words of their own become none."""
    return _FACT_OF.get(finding.kind, finding.kind)


def key_of(finding: Finding) -> Key:
    kind = type_of(finding)
    if kind in ENTITIES:
        return kind, "", fold(finding.reads or finding.printed)
    return kind, " ".join(finding.printed.split()), finding.reads


def key_of_fact(fact: Fact) -> Key:
    """The key that the finding behind a fact would have, were it as it was found."""
    exact = " ".join(fact.evidence[0].exact.split()) if fact.evidence else ""
    match fact:
        case Actor() | Tool() | Place():
            return fact_type(fact), "", fold(fact.name)
        case Figure():
            return "figure", fact.printed, plain(fact.amount.value) if fact.amount.value is not None else ""
        case DatedEvent():
            return "date", exact, fact.date.text if fact.date else ""
        case _:
            return fact_type(fact), exact, ""


def names_of(fact: Fact) -> list[str]:
    """Every name that an actor, a tool or a place goes by, folded; nothing for other facts."""
    if not isinstance(fact, Actor | Tool | Place):
        return []
    return [fold(one) for one in (fact.name, *fact.aliases)]


def words_of(fact: Fact) -> str:
    """A fact in the few words by which a list of changes names it."""
    match fact:
        case Actor() | Tool() | Place():
            return fact.name
        case Figure():
            return fact.printed
        case DatedEvent():
            return fact.evidence[0].exact if fact.evidence else fact.what
        case _:
            return fact.text


def undecided(sheet: FactSheet) -> frozenset[str]:
    """The ids that no person has decided on."""
    return frozenset(one.id for one in sheet.draft.pending) if sheet.draft else frozenset()
