"""A person's fact into the sheet: under which id, in which place, and what of it is there already."""

from dataclasses import replace
from itertools import count
from typing import Any

from factsheets import amounts
from factsheets.distill.draft import slug
from factsheets.distill.findings import Kind
from factsheets.gazetteer import Gazetteer
from factsheets.model import Actor, DatedEvent, Evidence, Fact, FactSheet, Figure, Finding, Place, Tool
from factsheets.review import editing
from factsheets.review.decisions import add, pending_one, put
from factsheets.review.errors import DecisionError

GROUP_OF = {
    Kind.MONEY: "figures",
    Kind.QUANTITY: "figures",
    Kind.DATE: "dates",
    Kind.ACTOR: "actors",
    Kind.TOOL: "tools",
    Kind.PLACE: "places",
    Kind.STATEMENT: "statements",
}


def new_id(sheet: FactSheet, fact: Fact, gazetteer: Gazetteer) -> str:
    """An id as the drafter would give it; a name that the register knows has the register's."""
    taken = {one.id for one in (*sheet.facts(), *sheet.sources)}
    taken |= {one.id for one in (*sheet.draft.pending, *sheet.draft.rejected)} if sheet.draft else set()
    match fact:
        case Actor() | Tool() | Place():
            known = (one.id for one in gazetteer.entries.values() if one.type == editing.fact_word(type(fact)))
            base = next((one for one in known if fact.name in set(gazetteer.entries[one].names())), slug(fact.name))
        case Figure():
            base = slug(f"{fact.currency or fact.unit}-{amounts.plain(fact.amount.size())}")
        case DatedEvent():
            base = slug(f"date-{fact.date or fact.relative}")
        case _:
            base = slug(f"says-{fact.speaker or 'document'}")
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base and base not in taken else next(one for one in numbered if one not in taken)


def known_as(sheet: FactSheet, fact: Fact, kind: Kind) -> str:
    """The id that a span has in the sheet already: its name's, or that of the finding rejected there."""
    if isinstance(fact, Actor | Tool | Place):
        same = (one for one in sheet.entities() if isinstance(one, type(fact)))
        held = next((one.id for one in same if fact.name in {one.name, *one.aliases}), "")
        if held:
            return held
    draft = sheet.draft
    for finding in (*draft.pending, *draft.rejected) if draft else ():
        if finding.kind == kind.value and sheet.fact(finding.id) is None and _overlaps(fact.evidence[0], finding):
            return finding.id
    return ""


def added(sheet: FactSheet, fact: Fact, kind: Kind) -> FactSheet:
    """The sheet with a person's fact; a name that is there already gets the span as further evidence."""
    held = sheet.fact(fact.id)
    if held is not None:
        return put(sheet, _with_evidence(held, fact))
    for other in getattr(sheet, GROUP_OF[kind]):
        if any(
            piece.source == fact.evidence[0].source and piece.start == fact.evidence[0].start
            for piece in other.evidence
        ):
            waits = ", and waits for a decision" if pending_one(sheet, other.id) else ""
            raise DecisionError(f"that is in the sheet already, as {other.id}{waits}")
    sheet = add(sheet, fact)
    draft = sheet.draft
    if draft is None:
        return sheet
    pending = tuple(one for one in draft.pending if one.id != fact.id)
    rejected = tuple(one for one in draft.rejected if one.id != fact.id)
    return replace(sheet, draft=replace(draft, pending=pending, rejected=rejected))


def _with_evidence(held: Any, fact: Fact) -> Fact:
    there = {(piece.source, piece.start, piece.end) for piece in held.evidence}
    new = tuple(piece for piece in fact.evidence if (piece.source, piece.start, piece.end) not in there)
    if not new:
        raise DecisionError(f"that is in the sheet already, as {held.id}")
    one: Fact = replace(held, evidence=(*held.evidence, *new))
    return one


def _overlaps(piece: Evidence, finding: Finding) -> bool:
    start, end = piece.start or 0, piece.end or 0
    return piece.source == finding.source and start < finding.end and finding.start < end
