"""Two actors, two tools or two places that are one."""

from dataclasses import replace
from typing import Any

from factsheets.gazetteer import Gazetteer
from factsheets.model import Actor, FactSheet, Place, Tool
from factsheets.review import references
from factsheets.review.decisions import pending_one
from factsheets.review.editing import fact_word
from factsheets.review.errors import DecisionError, UnknownError

_FILLED = ("role", "part_of", "note", "kind", "maker", "purpose")


def comparable(sheet: FactSheet, ident: str, other: str, register: Gazetteer) -> str:
    """The word for what both are; DecisionError for two that cannot be the same."""
    if ident == other:
        raise DecisionError("that is one and the same already")
    one, two = _type(sheet, ident, register), _type(sheet, other, register)
    if one != two:
        raise DecisionError(f"{ident} is {_an(one)}, {other} is {_an(two)}: they cannot be the same")
    return one


def merge(sheet: FactSheet, ident: str, into: str, register: Gazetteer) -> FactSheet:
    """The second keeps its id and name and takes over names, evidence and references; blanks are filled.

    The result is decided where one of the two was. What only the register knows lends its id to the sheet's own.
    """
    comparable(sheet, ident, into, register)
    old, kept = sheet.fact(ident), sheet.fact(into)
    if old is None:
        return sheet
    if kept is None:
        return _under(sheet, ident, into)
    group = references.group_of(sheet, ident)
    undecided = bool(pending_one(sheet, ident) and pending_one(sheet, into))
    one = _together(old, kept)
    facts = tuple(one if fact.id == into else fact for fact in getattr(sheet, group) if fact.id != ident)
    changed: dict[str, Any] = {group: facts}
    sheet = _without_itself(references.renamed(replace(sheet, **changed), ident, into), into, group)
    return _left(sheet, ident, "" if undecided else into)


def _type(sheet: FactSheet, ident: str, register: Gazetteer) -> str:
    fact, known = sheet.fact(ident), register.entries.get(ident)
    if isinstance(fact, Actor | Tool | Place):
        return fact_word(type(fact))
    if fact is None and known:
        return known.type
    if fact is None:
        raise UnknownError(f"there is no actor, tool or place {ident}")
    return fact_word(type(fact))


def _an(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _together(old: Any, kept: Any) -> Actor | Tool | Place:
    names = dict.fromkeys((*kept.aliases, old.name, *old.aliases))
    there = {(piece.source, piece.start, piece.end, piece.paragraph, piece.exact) for piece in kept.evidence}
    more = (
        piece
        for piece in old.evidence
        if (piece.source, piece.start, piece.end, piece.paragraph, piece.exact) not in there
    )
    blanks = {name: getattr(old, name) for name in _FILLED if hasattr(kept, name) and not getattr(kept, name)}
    if hasattr(kept, "operators"):
        blanks["operators"] = tuple(dict.fromkeys((*kept.operators, *old.operators)))
    one: Actor | Tool | Place = replace(
        kept,
        aliases=tuple(name for name in names if name != kept.name),
        weak_aliases=tuple(dict.fromkeys((*kept.weak_aliases, *old.weak_aliases))),
        evidence=(*kept.evidence, *more),
        **blanks,
    )
    return one


def _without_itself(sheet: FactSheet, ident: str, group: str) -> FactSheet:
    """Nobody is a part of himself, and no figure is paid by its payee: such a payee is not known any more."""
    if group != "actors":
        return sheet
    actors = tuple(replace(one, part_of="") if one.id == one.part_of == ident else one for one in sheet.actors)
    figures = tuple(replace(one, payee="") if one.payer == one.payee == ident else one for one in sheet.figures)
    return replace(sheet, actors=actors, figures=figures)


def _left(sheet: FactSheet, gone: str, decided: str) -> FactSheet:
    """Without the finding of the one that went, and of the one that stays where it is decided with it."""
    if sheet.draft is None:
        return sheet
    left = tuple(one for one in sheet.draft.pending if one.id not in {gone, decided})
    return replace(sheet, draft=replace(sheet.draft, pending=left))


def _under(sheet: FactSheet, ident: str, new: str) -> FactSheet:
    """The sheet's own under another id, that of the register, which shares it with the other sheets."""
    group = references.group_of(sheet, ident)
    facts = tuple(replace(one, id=new) if one.id == ident else one for one in getattr(sheet, group))
    changed: dict[str, Any] = {group: facts}
    return _left(references.renamed(replace(sheet, **changed), ident, new), ident, "")
