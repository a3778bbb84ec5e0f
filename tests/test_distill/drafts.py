"""Drafts of texts, and what a person does to them, for the tests of distilling again."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from factsheets import checks
from factsheets.distill.draft import draft_sheet
from factsheets.distill.rules import distilled
from factsheets.evidence import SourceText, Standing, stand
from factsheets.gazetteer import Gazetteer
from factsheets.model import Draft, Fact, FactSheet, Finding, Source


def drafted(
    text: str, source_id: str = "s1", cut: tuple[int, int] | None = None, gazetteer: Gazetteer | None = None
) -> FactSheet:
    document = distilled(text, within=cut, gazetteer=gazetteer)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return draft_sheet(document, Source(id=source_id, file="a.txt", sha256=sha256, lang=document.lang), "draft")


def draft_of(sheet: FactSheet) -> Draft:
    assert sheet.draft is not None
    return sheet.draft


def pending(sheet: FactSheet) -> dict[str, Finding]:
    return {one.id: one for one in draft_of(sheet).pending}


def accepted(sheet: FactSheet, idents: Iterable[str]) -> FactSheet:
    left = tuple(one for one in draft_of(sheet).pending if one.id not in set(idents))
    return replace(sheet, draft=replace(draft_of(sheet), pending=left))


def rejected(sheet: FactSheet, ident: str) -> FactSheet:
    """The fact is out of the sheet, its finding among the rejected; what named it does so no longer."""
    finding = pending(sheet)[ident]
    left = accepted(sheet, [ident])
    groups: dict[str, Any] = {
        group: tuple(without(one, ident) for one in getattr(left, group) if one.id != ident)
        for group in ("figures", "dates", "statements", "actors", "tools", "places")
    }
    return replace(left, **groups, draft=replace(draft_of(left), rejected=(*draft_of(left).rejected, finding)))


def without(fact: Fact, ident: str) -> Fact:
    changes: dict[str, Any] = {
        name: tuple(one for one in getattr(fact, name) if one != ident)
        for name in ("about", "actors", "operators")
        if hasattr(fact, name)
    }
    changes |= {
        name: ""
        for name in ("payer", "payee", "speaker", "via", "maker", "part_of")
        if getattr(fact, name, "") == ident
    }
    return replace(fact, **changes)


def change(sheet: FactSheet, ident: str, to: Callable[[Fact], Fact]) -> FactSheet:
    """A person's edit, which decides."""
    groups: dict[str, Any] = {
        group: tuple(to(one) if one.id == ident else one for one in getattr(sheet, group))
        for group in ("figures", "dates", "statements", "actors", "tools", "places")
    }
    return accepted(replace(sheet, **groups), [ident])


def bare(fact: Fact | None) -> Fact | None:
    """A fact without where it stands."""
    return replace(fact, evidence=()) if fact else None


def assert_sound(sheet: FactSheet, texts: dict[str, str]) -> None:
    """Valid by every check, proven in its texts, with ids of their own, nothing both decided and rejected."""
    assert list(checks.run(sheet)) == []
    read = {ident: SourceText(text) for ident, text in texts.items()}
    for fact in sheet.facts():
        for piece in fact.evidence:
            assert stand(piece, read[piece.source]).standing is Standing.EXACT
    ids = [one.id for one in (*draft_of(sheet).pending, *draft_of(sheet).rejected)]
    assert len(ids) == len(set(ids))
    assert not {one.id for one in draft_of(sheet).rejected} & {one.id for one in sheet.facts()}
    for one in (*draft_of(sheet).pending, *draft_of(sheet).rejected):
        assert " ".join(texts[one.source][one.start : one.end].split()) == " ".join(one.printed.split())
