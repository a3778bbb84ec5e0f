"""A person's decisions, each a function from a sheet to the sheet after it. Nothing here reads or writes a file.

What was decided is not written down twice: a finding that is pending is undecided, one that is not was decided, and
what was rejected stands under `draft.rejected`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from factsheets import checks
from factsheets.distill.draft import draft_notes
from factsheets.model import (
    BulkAccept,
    Confidence,
    Draft,
    Fact,
    FactSheet,
    Figure,
    Finding,
    Place,
    Review,
    Status,
    fact_type,
)
from factsheets.problem import Severity, did_you_mean
from factsheets.review import editing, references
from factsheets.review.errors import DecisionError, UnknownError

RELATION = "relation"
SYNDICATION = "syndication"
SUGGESTIONS = (RELATION, SYNDICATION)
"""Kinds of findings that never become facts: they say something of a figure, or of a source."""
BY_HAND = "person"
"""The rule that stands in a finding which a person made."""


def pending(sheet: FactSheet) -> tuple[Finding, ...]:
    """What is undecided, in the order of the text, source by source."""
    order = {source.id: place for place, source in enumerate(sheet.sources)}
    found = sheet.draft.pending if sheet.draft else ()
    return tuple(sorted(found, key=lambda one: (order.get(one.source, 0), one.start, one.end, one.id)))


def pending_one(sheet: FactSheet, ident: str) -> Finding | None:
    found = sheet.draft.pending if sheet.draft else ()
    return next((one for one in found if one.id == ident), None)


def progress(sheet: FactSheet) -> tuple[int, int]:
    """(decided, all): facts that wait for nobody, and what was rejected; a relation counts until it is decided."""
    undecided = {one.id for one in pending(sheet)}
    decided = sum(fact.id not in undecided for fact in sheet.facts())
    decided += len(sheet.draft.rejected) if sheet.draft else 0
    return decided, decided + len(undecided)


def prove(sheet: FactSheet) -> None:
    """Raise DecisionError, with the first sentence, for a sheet that would not pass its checks."""
    for complaint in checks.run(sheet):
        if complaint.severity is Severity.ERROR:
            raise DecisionError(f"{complaint.message}; {complaint.hint}" if complaint.hint else complaint.message)


def accept(sheet: FactSheet, idents: Iterable[str], bulk: BulkAccept | None = None) -> FactSheet:
    """Findings that are right as they stand; what the machine was unsure of is sure now, except in bulk.

    A fact that was accepted in bulk can be accepted again, by a person who has looked at it.
    """
    idents = tuple(dict.fromkeys(idents))
    for ident in idents:
        finding, fact = found(sheet, ident)
        if fact is None and finding is not None and finding.kind not in SUGGESTIONS:
            raise DecisionError(f"{ident} is not a fact yet: {lacking(finding)}")
        if finding is not None and finding.kind == SYNDICATION:
            sheet = _syndicated(sheet, finding, finding.reads)
        if finding is None and not (sheet.in_bulk(ident) and bulk is None):
            raise DecisionError(f"{ident} was decided already")
        sheet = _decided(sheet, ident)
        if bulk is None:
            sheet = references.out_of_bulk(_confirmed(sheet, ident), ident)
    return _with_bulk(sheet, replace(bulk, facts=idents)) if bulk and idents else sheet


def reject(sheet: FactSheet, idents: Iterable[str]) -> FactSheet:
    """Findings that are wrong: the fact and every reference to it go, the finding is kept among the rejected."""
    for ident in dict.fromkeys(idents):
        finding, fact = found(sheet, ident)
        gone = [finding] if finding else []
        if finding is not None and finding.kind == RELATION:
            sheet = _without_parties(sheet, finding)
        if fact is not None:
            gone = gone or finding_of(fact)
            gone += [one for one in pending(sheet) if one.kind == RELATION and related(sheet, one) is fact]
            sheet = references.without(sheet, ident)
        sheet = _rejected(sheet, gone)
    return sheet


def _rejected(sheet: FactSheet, gone: list[Finding]) -> FactSheet:
    """A relation goes with its figure: there is nothing left that it could suggest."""
    if not gone:
        return sheet
    draft, ids = sheet.draft or Draft(), {one.id for one in gone}
    left = tuple(one for one in draft.pending if one.id not in ids)
    return replace(sheet, draft=replace(draft, pending=left, rejected=(*draft.rejected, *gone)))


def edit(sheet: FactSheet, ident: str, changes: Mapping[str, str]) -> FactSheet:
    """A finding that is right after a change, which decides it. Of a relation: who pays whom."""
    finding, fact = found(sheet, ident)
    if fact is None and finding is not None and finding.kind == SYNDICATION:
        _only(changes, "a suggestion of one story", ("syndicated_from",))
        return _decided(_syndicated(sheet, finding, changes.get("syndicated_from", finding.reads)), ident)
    if fact is None and finding is not None and finding.kind == RELATION:
        figure = related(sheet, finding)
        if figure is None:
            raise DecisionError(f"{ident} has no figure inside it; accept or reject it")
        fact = figure
        _only(changes, "a relation", ("payer", "payee"))
    if fact is None:
        raise DecisionError(f"{ident} is not a fact yet")
    new = editing.read_fact(sheet, type(fact), editing.data_of(sheet, fact), changes)
    settled = _decided(put(sheet, new), ident)
    if fact.id != ident:
        return settled
    return references.out_of_bulk(_confirmed(settled, ident, keep=frozenset(changes)), ident)


def add(sheet: FactSheet, fact: Fact) -> FactSheet:
    """A fact that a person found, in its place by the text; it is decided as it comes."""
    group = next(group for group, cls in editing.GROUP_TYPES.items() if isinstance(fact, cls))
    facts: list[Any] = list(getattr(sheet, group))
    at = next((place for place, one in enumerate(facts) if _place(sheet, one) > _place(sheet, fact)), len(facts))
    return _with(sheet, group, (*facts[:at], fact, *facts[at:]))


def finish(sheet: FactSheet, by: str, at: str, notes: str = "") -> FactSheet:
    """The review is over; what was accepted in bulk stays on record."""
    left = len(pending(sheet))
    if left:
        raise DecisionError(f"{left} {'finding is' if left == 1 else 'findings are'} still undecided")
    if not by:
        raise DecisionError("a review is signed: say who reviewed it")
    before = sheet.review or Review()
    review = replace(before, by=by, at=at, notes=notes or before.notes)
    return replace(sheet, status=Status.REVIEWED, review=review)


def found(sheet: FactSheet, ident: str) -> tuple[Finding | None, Fact | None]:
    """The pending finding of an id and its fact; UnknownError where there is neither."""
    finding, fact = pending_one(sheet, ident), sheet.fact(ident)
    if finding is None and fact is None:
        rejected = sheet.draft.rejected if sheet.draft else ()
        if any(one.id == ident for one in rejected):
            raise UnknownError(f"{ident} was rejected")
        known = [one.id for one in pending(sheet)] + [one.id for one in sheet.facts()]
        raise UnknownError(
            " ".join(f"there is no finding {ident} in {sheet.id}; {did_you_mean(ident, known)}".split()).rstrip(";")
        )
    return finding, fact


def related(sheet: FactSheet, finding: Finding) -> Figure | None:
    """The figure inside a relation, whose payer and payee it suggests."""
    for figure in sheet.figures:
        for piece in figure.evidence:
            inside = piece.start is not None and finding.start <= piece.start < finding.end
            if piece.source == finding.source and inside:
                return figure
    return None


def put(sheet: FactSheet, fact: Fact) -> FactSheet:
    """A fact in the place of the one with its id."""
    group = references.group_of(sheet, fact.id)
    return _with(sheet, group, tuple(fact if one.id == fact.id else one for one in getattr(sheet, group)))


def lacking(finding: Finding) -> str:
    """What a person has to say of a finding that did not fit a fact."""
    wanted = {"money": "value=NUMBER and currency=CODE", "quantity": "value=NUMBER and unit=WORD", "date": "date=EDTF"}
    return f"edit it with {wanted.get(finding.kind, 'name=NAME')}, or reject it"


def _with(sheet: FactSheet, group: str, facts: tuple[Any, ...]) -> FactSheet:
    changed: dict[str, Any] = {group: facts}
    return replace(sheet, **changed)


def _only(changes: Mapping[str, str], what: str, names: tuple[str, ...]) -> None:
    strange = next((name for name in changes if name not in names), "")
    if strange:
        raise DecisionError(f"{what} has no `{strange}`; it has {', '.join(names)}")


def _syndicated(sheet: FactSheet, finding: Finding, origin: str) -> FactSheet:
    """A source that tells what another one told first."""
    told = (replace(one, syndicated_from=origin) if one.id == finding.source else one for one in sheet.sources)
    return replace(sheet, sources=tuple(told))


def _decided(sheet: FactSheet, ident: str) -> FactSheet:
    if sheet.draft is None or pending_one(sheet, ident) is None:
        return sheet
    left = tuple(one for one in sheet.draft.pending if one.id != ident)
    return replace(sheet, draft=replace(sheet.draft, pending=left))


def _confirmed(sheet: FactSheet, ident: str, keep: frozenset[str] = frozenset()) -> FactSheet:
    """A fact without the machine's doubts; what the person changed by name stays as changed."""
    fact: Any = sheet.fact(ident)
    if fact is None or isinstance(fact, Place):
        return sheet
    if "confidence" not in keep:
        fact = replace(fact, confidence=Confidence.HIGH)
    if fact.note in draft_notes() and "note" not in keep:
        fact = replace(fact, note="")
    return put(sheet, fact)


def _without_parties(sheet: FactSheet, finding: Finding) -> FactSheet:
    figure = related(sheet, finding)
    return put(sheet, replace(figure, payer="", payee="")) if figure else sheet


def finding_of(fact: Fact) -> list[Finding]:
    """What is kept of a fact that was decided, or written by hand, before it was rejected."""
    piece = fact.evidence[0] if fact.evidence else None
    if piece is None or piece.start is None or piece.end is None:
        return []
    kind = fact_type(fact)
    if isinstance(fact, Figure):
        kind = "money" if fact.currency else "quantity"
    return [
        Finding(
            id=fact.id,
            kind=kind,
            source=piece.source,
            start=piece.start,
            end=piece.end,
            printed=" ".join(piece.exact.split()),
            rule=BY_HAND,
        )
    ]


def _place(sheet: FactSheet, fact: Fact) -> tuple[int, int]:
    """Where a fact's first evidence stands: its source's position and its offset, last where it has none."""
    order = {source.id: place for place, source in enumerate(sheet.sources)}
    piece = fact.evidence[0] if fact.evidence else None
    if piece is None or piece.start is None:
        return len(order), 0
    return order.get(piece.source, len(order)), piece.start


def _with_bulk(sheet: FactSheet, bulk: BulkAccept) -> FactSheet:
    """With an acceptance on record; nothing else of the review is there yet."""
    review = sheet.review or Review()
    return replace(sheet, review=replace(review, bulk=(*review.bulk, bulk)))


Decision = Callable[[FactSheet], FactSheet]
