"""What a reader must not overlook stands in the title of a page, which every screenful shows."""

from dataclasses import replace

from factsheets.library import shipped_library
from factsheets.model import Status
from tui.sheet_page import SheetPage
from tui.source_page import SourcePage

RESTATED = "restated; original not attached"
SHEET_ID, FACT = "minneapolis-immigration-tech", "ice-clearview-2025-09"


def test_a_restated_source_says_so_in_its_title() -> None:
    library = shipped_library()
    found = library.find(SHEET_ID)
    assert found is not None
    page = SourcePage(library, found[1], "en").evidence(f"evidence/{SHEET_ID}/{FACT}", FACT)
    attached = library.source(found[1].sources[0]).attached is not None
    assert page.title.startswith(RESTATED) is not attached


def test_a_draft_says_so_in_its_title() -> None:
    library = shipped_library()
    found = library.find(SHEET_ID)
    assert found is not None
    draft = replace(found[1], status=Status.DRAFT)
    assert SheetPage(library, draft, [], "en").page("x").title.startswith("DRAFT")
    assert not SheetPage(library, found[1], [], "en").page("x").title.startswith("DRAFT")
    assert "DRAFT" in SourcePage(library, draft, "en").evidence("x", FACT).title
