"""Deciding again: what was rejected or accepted is read anew from its text and waits as it did before."""

from dataclasses import replace

from factsheets.distill import again
from factsheets.distill.merging import GROUPS, resolved
from factsheets.distill.readings import type_of
from factsheets.library import Library
from factsheets.library_folder import LibraryError
from factsheets.model import Actor, Fact, FactSheet, Figure, Finding, Place, Status, Tool, fact_type
from factsheets.review import decisions, references
from factsheets.review.errors import DecisionError


def recut(library: Library, sheet: FactSheet, source_id: str, start: int, end: int) -> FactSheet:
    """The sheet with its cut moved; DecisionError where the text is not there or the bounds hold none."""
    try:
        return again.recut(library, sheet, source_id, start, end)
    except (LibraryError, ValueError) as error:
        raise DecisionError(str(error)) from None


def review_reopened(sheet: FactSheet) -> FactSheet:
    if sheet.status is not Status.REVIEWED:
        raise DecisionError(f"{sheet.id} is a draft; its review is open")
    return again.reopened(sheet)


def reopened(library: Library, sheet: FactSheet, ident: str) -> FactSheet:
    """The sheet with one decision taken back; DecisionError for what waits already, or what no rule finds again."""
    if decisions.pending_one(sheet, ident):
        raise DecisionError(f"{ident} waits for a decision already")
    rejected = next((one for one in (sheet.draft.rejected if sheet.draft else ()) if one.id == ident), None)
    fact = sheet.fact(ident)
    was = rejected or next(iter(decisions.finding_of(fact)) if fact else iter(()), None)
    if was is None:
        decisions.found(sheet, ident)
        raise DecisionError(f"{ident} says no place in its source; edit it or reject it")
    draft = _fresh(library, sheet, was.source)
    found = next((one for one in decisions.pending(draft) if _same(one, was)), None)
    if found is None and rejected is None:
        raise DecisionError(f"no rule finds {ident} again: it was added by a person; reject it to take it out")
    return _waiting(sheet, replace(found or was, id=ident), draft, found)


def _fresh(library: Library, sheet: FactSheet, source_id: str) -> FactSheet:
    try:
        return again.fresh(library, sheet, source_id)
    except LibraryError as error:
        raise DecisionError(str(error)) from None


def _same(one: Finding, was: Finding) -> bool:
    alike = type_of(one) == type_of(was) and one.source == was.source
    return alike and ((one.start, one.end) == (was.start, was.end) or one.id == was.id)


def _waiting(sheet: FactSheet, finding: Finding, draft: FactSheet, found: Finding | None) -> FactSheet:
    made = draft.fact(found.id) if found else None
    if made is not None:
        sheet = _with_fact(sheet, replace(made, id=finding.id), draft)
    if found is not None and finding.kind == decisions.RELATION:
        sheet = _with_parties(sheet, finding, draft)
    if sheet.draft is None:
        return sheet
    rejected = tuple(one for one in sheet.draft.rejected if one.id != finding.id)
    pending = (*sheet.draft.pending, finding)
    sheet = replace(sheet, draft=replace(sheet.draft, pending=pending, rejected=rejected))
    return references.out_of_bulk(sheet, finding.id)


def _with_fact(sheet: FactSheet, fact: Fact, draft: FactSheet) -> FactSheet:
    known = {one.id: GROUPS[fact_type(one)] for one in sheet.facts()}
    translated = resolved(fact, _ids(sheet, draft), known)
    if sheet.fact(fact.id) is not None:
        return decisions.put(sheet, translated)
    return decisions.add(sheet, translated)


def _with_parties(sheet: FactSheet, finding: Finding, draft: FactSheet) -> FactSheet:
    """A relation suggests again who pays whom."""
    figure, suggested = decisions.related(sheet, finding), decisions.related(draft, finding)
    if figure is None or suggested is None:
        return sheet
    known = {one.id: GROUPS[fact_type(one)] for one in sheet.facts()}
    meant = resolved(suggested, _ids(sheet, draft), known)
    return (
        decisions.put(sheet, replace(figure, payer=meant.payer, payee=meant.payee))
        if isinstance(meant, Figure)
        else sheet
    )


def _ids(sheet: FactSheet, draft: FactSheet) -> dict[str, str]:
    """A fresh draft's actors, tools and places -> those of the sheet that bear their names, else nothing."""
    found = {}
    for one in draft.entities():
        same: list[Actor | Tool | Place] = [other for other in sheet.entities() if isinstance(other, type(one))]
        names = {one.name, *one.aliases}
        found[one.id] = next((other.id for other in same if names & {other.name, *other.aliases}), "")
    return found
