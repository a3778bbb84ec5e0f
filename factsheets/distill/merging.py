"""A sheet and a fresh draft of its document become one: what a person decided stays, what nobody touched is replaced.

Undecided is what stands in `draft.pending`. Everything else is a person's, and changes only in where its evidence
stands. An undecided actor that a decided fact names stays too, so that no decision loses a part of itself.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from factsheets.distill.judging import Judged, judged
from factsheets.distill.parts import Moves, Parts, parts
from factsheets.distill.readings import ENTITIES, key_of, type_of
from factsheets.model import Draft, Fact, FactSheet, Figure, Finding, NotStated, fact_type

GROUPS = {
    "figure": "figures",
    "date": "dates",
    "statement": "statements",
    "actor": "actors",
    "tool": "tools",
    "place": "places",
}


def merged(sheet: FactSheet, draft: FactSheet, moves: Moves, registered: Container[str] = ()) -> FactSheet:
    """`draft` has one source: one of the sheet's own that is read again, or a new one, which the sheet takes in.

    Of the sheet's sources in `moves`, those stay that some fact still needs. Status and review are left as they were.
    An undecided name that has come to be `registered` takes the id of the register.
    """
    return _Merge(sheet, draft, moves, registered).merged()


class _Merge:
    def __init__(self, sheet: FactSheet, draft: FactSheet, moves: Moves, registered: Container[str]) -> None:
        self._old, self._draft, self._moves, self._registered = sheet, draft, moves, registered
        self._source = draft.sources[0]
        self._parts = parts(sheet, moves, self._source.id)
        self._fresh = {one.id: one for one in draft.facts()}

    def merged(self) -> FactSheet:
        judgement = judged(self._parts, self._draft)
        ids = self._final_ids(judgement)
        facts = dict(self._parts.held)
        pending = [*self._parts.elsewhere]
        for finding in judgement.open:
            pending.append(replace(finding, id=ids[finding.id]))
            if finding.id in self._fresh:
                facts[ids[finding.id]] = replace(self._fresh[finding.id], id=ids[finding.id])
        self._keep_named(facts, pending)
        known = {ident: GROUPS[fact_type(one)] for ident, one in facts.items()}
        fresh = {ids[one.id] for one in judgement.open}
        for ident, one in facts.items():
            if ident not in self._parts.held:
                facts[ident] = resolved(one, ids if ident in fresh else {}, known)
        _clear_rejected_parties(facts, judgement, self._parts.held)
        places = {one.id: one for one in (*self._parts.rejected_elsewhere, *judgement.rejected)}
        return self._sheet(facts, pending, [places[one.id] for one in (self._old.draft or Draft()).rejected])

    def _final_ids(self, judgement: Judged) -> dict[str, str]:
        """Fresh id -> the id it has in the sheet: what was there before keeps its own, nothing takes another's."""
        before = _same_as_before(self._parts, judgement.open, self._fresh)
        taken = {one.id for one in (*self._old.facts(), *self._old.sources, *self._parts.elsewhere)}
        taken |= {one.id for one in (*self._parts.pending, *(self._old.draft or Draft()).rejected)} | {self._source.id}
        ids = dict(judgement.known)
        named = set(_named([*self._parts.held.values(), *self._old.not_stated]))
        for finding in judgement.open:
            ident = before.get(finding.id) or _free(finding.id, taken)
            if finding.id in self._registered and finding.id not in taken and ident not in named:
                ident = finding.id
            ids[finding.id] = ident
            taken.add(ident)
        return ids

    def _keep_named(self, facts: dict[str, Fact], pending: list[Finding]) -> None:
        """What a decided fact names stays, undecided, even where the fresh draft has it no longer."""
        findings = {one.id: one for one in self._parts.pending}
        for ident in _named([*self._parts.held.values(), *self._old.not_stated]):
            if ident not in facts and ident in self._parts.undecided:
                facts[ident] = self._parts.undecided[ident]
                pending.append(findings[ident])

    def _sheet(self, facts: dict[str, Fact], pending: list[Finding], rejected: list[Finding]) -> FactSheet:
        needed = {piece.source for one in facts.values() for piece in one.evidence} | {one.source for one in pending}
        gone = {one for one in self._moves if one not in needed and one != self._source.id}
        sources = tuple(
            self._source if one.id == self._source.id else one for one in self._old.sources if one.id not in gone
        )
        if self._source not in sources:
            sources = (*sources, self._source)
        groups: dict[str, Any] = {group: tuple(self._ordered(facts, group)) for group in GROUPS.values()}
        order = {one.id: number for number, one in enumerate(sources)}
        return replace(
            self._old,
            **groups,
            sources=sources,
            draft=Draft(
                cut=self._draft.draft.cut if self._draft.draft else None,
                pending=tuple(sorted(pending, key=lambda one: (order[one.source], one.start, one.end))),
                rejected=tuple(one for one in rejected if one.source not in gone),
            ),
        )

    def _ordered(self, facts: dict[str, Fact], group: str) -> Iterator[Fact]:
        """The order a person knows, with what is new before what stands behind it in the text."""
        known = [one.id for one in getattr(self._old, group) if one.id in facts]
        new = [one for ident, one in facts.items() if GROUPS[fact_type(one)] == group and ident not in set(known)]
        new.sort(key=lambda one: self._position(one) or 0)
        for ident in known:
            position = self._position(facts[ident])
            while new and position is not None and (self._position(new[0]) or 0) < position:
                yield new.pop(0)
            yield facts[ident]
        yield from new

    def _position(self, fact: Fact) -> int | None:
        return next((one.start for one in fact.evidence if one.source == self._source.id), None)


def resolved(fact: Fact, ids: Mapping[str, str], known: Mapping[str, str]) -> Fact:
    """A fact with the ids it names translated; those that are gone, or stand in a list it may not name, left out."""
    changes: dict[str, Any] = {}
    for one in fields(fact):
        value, groups = getattr(fact, one.name), one.metadata.get("ref")
        if groups and value:
            found = [ids.get(ident, ident) for ident in ([value] if isinstance(value, str) else value)]
            there = [ident for ident in dict.fromkeys(found) if known.get(ident) in groups and ident != fact.id]
            changes[one.name] = (there[0] if there else "") if isinstance(value, str) else tuple(there)
    return replace(fact, **changes) if changes else fact


def _named(items: Iterable[Fact | NotStated]) -> Iterator[str]:
    """The ids that facts name."""
    for item in items:
        for one in fields(item):
            value = getattr(item, one.name)
            if one.metadata.get("ref") and value:
                yield from [value] if isinstance(value, str) else value


def _same_as_before(known: Parts, fresh: list[Finding], facts: Mapping[str, Fact]) -> dict[str, str]:
    """Fresh id -> the undecided finding's that it is again: at its place, else reading alike, else of its id."""
    found: dict[str, str] = {}
    waiting = {one.id: one for one in known.pending}
    for same in (_by_place, key_of, _by_id):
        rows: dict[object, list[str]] = defaultdict(list)
        for one in waiting.values():
            rows[same(one)].append(one.id)
        for one in fresh:
            candidates = rows.get(same(one), [])
            wanted = next((ident for ident in candidates if (ident in known.undecided) == (one.id in facts)), None)
            if one.id not in found and wanted is not None:
                found[one.id] = wanted
                candidates.remove(wanted)
                del waiting[wanted]
    return found


def _by_place(finding: Finding) -> object:
    """A name is the same wherever it is met first."""
    if type_of(finding) in ENTITIES:
        return key_of(finding)
    return type_of(finding), finding.source, finding.start, finding.end


def _by_id(finding: Finding) -> object:
    return type_of(finding), finding.id


def _free(ident: str, taken: set[str]) -> str:
    number, free = 1, ident
    while free in taken:
        number += 1
        free = f"{ident}-{number}"
    return free


def _clear_rejected_parties(facts: dict[str, Fact], judgement: Judged, held: Mapping[str, Fact]) -> None:
    """Who pays whom is no longer suggested for an amount where a person rejected the relation."""
    for ident, fact in facts.items():
        if isinstance(fact, Figure) and ident not in held and fact.evidence:
            piece = fact.evidence[0]
            if judgement.rejected_relations.overlap(piece.start or 0, piece.end or 0):
                facts[ident] = replace(fact, payer="", payee="")
