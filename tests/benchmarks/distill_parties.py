"""Who says what and who pays whom: how the benchmark tells whether a party of a finding is the annotated one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from factsheets.distill.findings import Finding, Kind

Fact = dict[str, Any]
ROLES = ("speaker", "payer", "payee")
_LEAST_OVERLAP = 0.5
_ARTICLE = re.compile(r"(?:the|an?|one|le|la|les|une?|des|el|los|las|una?|unos|unas) |l['’]")


@dataclass(slots=True)
class Parties:
    """The names that one document has for each of its actors, as found and as annotated."""

    found: dict[str, set[str]] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Iterable[Finding], facts: Iterable[Fact]) -> "Parties":
        self = cls()
        for one in found:
            if one.kind is Kind.ACTOR:
                _add(self.found, [one.name, *one.aliases])
        for fact in facts:
            if fact["kind"] == "actor":
                _add(self.told, [str(fact["name"]), *(str(alias) for alias in fact.get("aliases", []))])
        return self

    def same(self, name: str, annotated: str) -> bool:
        """Whether a found name and an annotated one (forms parted by `|`) are of one actor."""
        mine = self.found.get(_folded(name), {_folded(name)})
        return any(
            not mine.isdisjoint(self.told.get(one, {one})) or self._described(name, one)
            for one in map(_folded, annotated.split("|"))
        )

    def _described(self, name: str, annotated: str) -> bool:
        """ "spokesman" and "spokesman of the ministry": who is only described is the same by the same noun."""
        if _folded(name) in self.found or annotated in self.told:
            return False
        return _folded(name).split()[:1] == annotated.split()[:1]


def _folded(name: str) -> str:
    """A name without the article in front and the stop of an abbreviation at its end."""
    return _ARTICLE.sub("", " ".join(name.split()).casefold()).rstrip(".")


def _add(table: dict[str, set[str]], names: list[str]) -> None:
    forms = {_folded(name) for name in names}
    for name in forms:
        table.setdefault(name, set()).update(forms)


@dataclass(slots=True)
class Tally:
    """Counts of one role: what was read, what is annotated, and what of it agrees."""

    right: int = 0
    read: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        precision = self.right / self.read if self.read else 1.0
        recall = self.right / self.told if self.told else 1.0
        return f"P {precision:.3f}  R {recall:.3f}  ({self.right} of {self.read} read, {self.told} annotated)"


def overlaps(finding: Finding, fact: Fact) -> bool:
    """Whether a statement is the annotated one, whoever is said to have made it."""
    start, end = int(fact["start"]), int(fact["end"])
    return min(finding.end, end) - max(finding.start, start) >= _LEAST_OVERLAP * (end - start)


def tally(found: list[Finding], facts: list[Fact], tallies: dict[str, Tally], place: str) -> None:
    """Add a document: speakers of the statements that were found, payers and payees of annotated amounts."""
    parties = Parties.of(found, facts)
    statements = [one for one in found if one.kind is Kind.STATEMENT]
    for fact in (one for one in facts if one["kind"] == "statement" and one.get("speaker")):
        one = next((one for one in statements if overlaps(one, fact)), None)
        if one is not None:
            _count(tallies["speaker"], parties, one.speaker, str(fact["speaker"]), f"{place}: {fact['text'][:60]!r}")
    relations = [one for one in found if one.kind is Kind.RELATION]
    for fact in (one for one in facts if one["kind"] == "money"):
        start, end = int(fact["start"]), int(fact["end"])
        here = next((one for one in relations if any(a < end and start < b for a, b in one.mentions)), None)
        for role in ("payer", "payee"):
            read, told = getattr(here, role) if here is not None else "", str(fact.get(role, ""))
            if fact.get("optional") != "true" or (read and told):
                _count(tallies[role], parties, read, told, f"{place}: {fact['text'][:60]!r}")


def _count(tally: Tally, parties: Parties, read: str, told: str, place: str) -> None:
    right = bool(read and told) and parties.same(read, told)
    tally.read += bool(read)
    tally.told += bool(told)
    tally.right += right
    if read and not right:
        tally.wrong.append(f"{place} read {read!r}, annotated {told!r}")
    elif told and not right:
        tally.missed.append(f"{place} {told!r}")
