"""Whatever a sheet says stands on its page or on the page that proves it: every field of random, hostile sheets."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from factsheets import display
from factsheets.library import Library
from factsheets.model import Basis, DatedEvent, Fact, FactSheet, Figure, Nature, Place, Rank
from factsheets.safe_text import safe_lines
from factsheets.vocabulary import label
from tests.test_factsheets.made_sheets import sheets
from tui.page import Block
from tui.sheet_page import SheetPage
from tui.source_page import SourcePage

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def letters(text: str) -> str:
    """What is compared: spaces, line ends and Markdown's signs come and go."""
    return "".join(letter for letter in safe_lines(text) if letter.isalnum())


def shown(blocks: Iterable[Block]) -> str:
    """Cell by cell: lines break in each of them, and lose nothing (`test_layout`)."""
    return letters("".join(span.text for block in blocks for cell in (block.spans, *block.cells) for span in cell))


def missing(blocks: Iterable[Block], wanted: Iterable[str]) -> list[str]:
    page = shown(blocks)
    return [one for one in wanted if letters(one) not in page]


def on_its_sheet(fact: Fact, sheet: FactSheet) -> list[str]:
    """What a reader must not have to look up."""
    said = ["" if isinstance(fact, Place) or not fact.note else "note"]
    if not isinstance(fact, Place) and fact.nature is not Nature.REPORTED:
        said.append(label("labels", fact.nature))
    if not isinstance(fact, Place) and fact.confidence != "high":
        said.append(label("labels", f"{fact.confidence}-confidence"))
    if isinstance(fact, Figure | DatedEvent):
        said.append(display.when(fact, short=True))
    if isinstance(fact, Figure):
        said += [fact.label, display.amount_words(fact), fact.reason, label("figure_kinds", fact.kind)]
        said += [label("labels", "deprecated")] if fact.rank is Rank.DEPRECATED else []
    return [*said, *(getattr(fact, name, "") for name in ("what", "text", "name", "role", "purpose"))]


@MANY
@given(sheets())
def test_a_sheet_says_all_of_its_facts_and_sources(library: Library, sheet: FactSheet) -> None:
    page = SheetPage(library, sheet, [], "en").page(f"sheet/{sheet.id}")
    wanted = [said for fact in sheet.facts() for said in on_its_sheet(fact, sheet)]
    wanted += [sheet.title, sheet.id, label("labels", "draft"), *(label("concepts", one) for one in sheet.themes)]
    wanted += [said for gap in sheet.not_stated for said in (label("attributes", gap.what), gap.note)]
    wanted += [said for link in sheet.links for said in (link.to, link.why)]
    wanted += [said for one in sheet.sources for said in (one.publisher, *one.authors, one.note, one.syndicated_from)]
    assert missing(page.blocks, wanted) == []
    assert {block.fact for block in page.blocks if block.fact} == {f"fact/{sheet.id}/{one.id}" for one in sheet.facts()}
    assert "DRAFT" in page.title


@MANY
@given(sheets())
def test_a_proof_says_what_the_sheet_has_no_room_for(library: Library, sheet: FactSheet) -> None:
    pages = SourcePage(library, sheet, "en")
    for fact in sheet.facts():
        page = pages.passages("", fact.id)
        read = pages.evidence("", fact.id)
        assert isinstance(fact, Place) or missing(read.blocks, [fact.note]) == []
        wanted = [*(piece.exact for piece in fact.evidence), "" if isinstance(fact, Place) else fact.note]
        wanted += [label("labels", "draft"), *getattr(fact, "aliases", ())]
        wanted += [library.entity_name(one, sheet) for one in getattr(fact, "about", ())]
        wanted += [fact.relative] if isinstance(fact, Figure | DatedEvent) else []
        wanted += [fact.printed, fact.reason, fact.label] if isinstance(fact, Figure) else []
        assert missing(page.blocks, wanted) == []


@pytest.mark.parametrize("basis", [Basis.CEILING, Basis.SIGNED, Basis.PAID])
def test_what_an_amount_stands_for_is_said_beside_it(library: Library, basis: Basis) -> None:
    found = library.find("harbour-cameras")
    assert found
    sheet = replace(found[1], figures=tuple(replace(one, basis=basis) for one in found[1].figures))
    assert missing(SheetPage(library, sheet, [], "en").page("").blocks, [display.word(basis, "en")]) == []
