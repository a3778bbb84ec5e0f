"""What pages gather: a sheet to be read, an actor or a theme across sheets, bounded and counted in full."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from factsheets.library import Library, shipped_library
from factsheets.model import Draft, Finding, Status
from index.answer import Engine
from index.schema import Row
from tests.test_tui.conftest import Open
from tests.test_tui.fakes import CLEARVIEW, fake_backend, fake_library
from tui.across import index_finders
from tui.amount_column import Amounts
from tui.cells import cell_width
from tui.entity_page import concept_page, entity_page
from tui.gathered import MOST_FACTS, Gathered
from tui.keys import Place
from tui.layout import plain_lines
from tui.page import SEARCH, Block, Column, Kind, Page, Span
from tui.pages import Pages
from tui.plain import linear_lines
from tui.sheet_page import SheetPage
from tui.verbs.reading import file_finders


@pytest.fixture
def engine(library: Library, tmp_path: Path) -> Iterator[Engine]:
    engine = Engine.open(library, {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    with closing(engine.reader):
        yield engine


@pytest.fixture
def pages(library: Library, engine: Engine) -> Pages:
    return Pages(library, index_finders(engine, library.problems))


def lines(page: Page, width: int = 78) -> list[str]:
    return plain_lines(page.blocks, width)


def links(page: Page) -> list[str]:
    spans = (span for block in page.blocks for cell in (block.spans, *block.cells) for span in cell)
    return [span.link for span in spans if span.link]


# Amounts


def column(*amounts: str) -> list[str]:
    numbers = Amounts(amounts)
    rows = [
        Block(Kind.ROW, cells=((Span(one),), (Span("x"),)), columns=(numbers.column(one), Column())) for one in amounts
    ]
    return [line.removesuffix("x").rstrip() for line in plain_lines(rows, 60)]


def test_amounts_align_where_their_numbers_end() -> None:
    assert column("$3,750,000", "$99 a year", "285,000 users", "2.5%", "about €12.50") == [
        "$3,750,000",
        "       $99 a year",
        "   285,000 users",
        "         2.5%",
        " about €12.50",
    ]


def test_french_numbers_align_too() -> None:
    assert column("3\u202f750\u202f000\u00a0$", "12,5\u00a0%") == ["3\u202f750\u202f000\u00a0$", "       12,5\u00a0%"]


def test_an_amount_without_a_number_stands_at_the_edge_of_the_column() -> None:
    assert column("$30,000,000", "millions of dollars") == ["        $30,000,000", "millions of dollars"]


@pytest.mark.parametrize("amounts", [(), ("",), ("?" * 90,), ("hundreds of millions of mobile phones", "1")])
def test_no_amount_makes_the_column_too_wide(amounts: tuple[str, ...]) -> None:
    numbers = Amounts(amounts)
    assert all(numbers.column(one).width <= 22 for one in ("", *amounts))
    assert all(cell_width(line) <= 60 for line in column(*amounts))


# A sheet


def test_themes_lead_to_their_pages() -> None:
    library = shipped_library()
    found = library.find("minneapolis-immigration-tech")
    assert found is not None
    page = SheetPage(library, found[1], [], "fr").page("sheet/x")
    assert "concept/facial-recognition" in links(page)
    assert "reconnaissance faciale" in "\n".join(lines(page))


def test_a_draft_counts_what_nobody_has_confirmed_and_says_it_of_each() -> None:
    library = shipped_library()
    found = library.find("minneapolis-immigration-tech")
    assert found is not None
    sheet = found[1]
    pending = Finding(
        id=sheet.figures[0].id, kind="money", source="s1", start=0, end=1, printed="x", rule="y", confidence=""
    )
    draft = replace(sheet, status=Status.DRAFT, draft=Draft(pending=(pending,)))
    text = "\n".join(lines(SheetPage(library, draft, [], "en").page("sheet/x")))
    assert f"DRAFT: 1 of {sum(1 for _ in sheet.facts())} facts are not confirmed by a person" in text
    assert text.count("NOT CONFIRMED") == 1


def test_what_is_dated_by_another_event_reads_as_a_sentence() -> None:
    library = shipped_library()
    found = library.find("minneapolis-immigration-tech")
    assert found is not None
    shown = lines(SheetPage(library, found[1], [], "en").page("sheet/x"))
    assert "- for weeks: Demonstrations in Minneapolis against the Trump administration's" in shown
    assert any(line.startswith("Sept 2025      ICE buys") for line in shown)


# Across sheets


def test_an_actor_is_gathered_sheet_by_sheet_figures_first(pages: Pages) -> None:
    page = pages.page("actor/port")
    shown = lines(page)
    assert shown[:2] == ["Harbour authority", "public body · 6 facts · 2 sheets"]
    facts = [block.fact for block in page.blocks if block.fact.startswith("fact/harbour-cameras/")]
    assert [one.rpartition("/")[2] for one in facts] == [
        "port-tidewatch-2024",
        "port",
        "quay-cameras",
        "silence",
        "paid",
    ]
    assert {"sheet/harbour-cameras", "sheet/harbour-tolls"} <= set(links(page))
    assert "DRAFT: not reviewed" in shown


def test_through_the_index_and_through_the_files_a_page_is_the_same(library: Library, pages: Pages) -> None:
    through_files = Pages(library, file_finders(library, "en"))
    for ref in ("actor/port", "actor/tidewatch", "tool/quay-cameras", "place/quays"):
        assert lines(pages.page(ref)) == lines(through_files.page(ref))


@dataclass(frozen=True)
class Fact:
    type: str
    sheet: str
    fact: str
    label: str = "Bought"
    line: str = "$1 · 2020 · contract"
    draft: bool = False


def test_of_too_many_facts_a_page_shows_the_first_and_leads_to_the_rest(library: Library) -> None:
    facts = [Fact("figure", f"s{number // 9}", f"f{number}") for number in range(MOST_FACTS)]
    page = entity_page(library, "actor/port", Gathered(facts, {}, 5_000, 800), "en")
    assert lines(page)[1] == "public body · 5,000 facts · 800 sheets"
    assert "4,700 more facts: search actor:port" in lines(page)
    assert links(page)[0] == f"{SEARCH}actor:port"
    assert sum(bool(block.fact) for block in page.blocks) == MOST_FACTS


def test_the_search_that_a_page_leads_to_finds_its_facts(library: Library, engine: Engine) -> None:
    hits, hints = engine.find("actor:port")
    assert not hints
    found = {(hit.sheet, hit.fact) for hit in hits if hit.fact}
    page = Pages(library, index_finders(engine, library.problems)).page("actor/port")
    assert {tuple(block.fact.split("/")[1:]) for block in page.blocks if block.fact} <= found


def test_the_index_is_asked_for_no_more_facts_than_are_shown(
    library: Library, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.across.MOST_FACTS", 2)
    read: list[int] = []
    row = engine.reader.row

    def counted(document: int) -> Row:
        read.append(document)
        return row(document)

    monkeypatch.setattr(engine.reader, "row", counted)
    gathered = index_finders(engine, library.problems).mentions("port")
    assert (len(gathered.facts), gathered.fact_count, gathered.sheet_count) == (2, 6, 2)
    assert len(read) <= 4


def test_a_theme_shows_its_words_and_the_sheets_under_it(pages: Pages, library: Library) -> None:
    page = pages.page("concept/surveillance")
    assert lines(page)[0] == "surveillance"
    assert "Other words: monitoring, contrôle, vigilancia" in lines(page)
    assert "sheet/harbour-cameras" in links(page)
    assert "sheet/harbour-tolls" not in links(page)
    assert "sheet/harbour-cameras" in links(Pages(library, file_finders(library, "en")).page("concept/surveillance"))
    assert pages.page("concept/surveillance", "es").title == "vigilancia"


def test_a_theme_that_no_sheet_has_stands_all_the_same(pages: Pages) -> None:
    assert lines(pages.page("concept/ransom"))[:2] == ["ransom", "theme · 0 sheets"]


def test_of_too_many_sheets_under_a_theme_the_rest_is_counted() -> None:
    under = [Fact("sheet", f"s{number}", "", f"Sheet {number}") for number in range(3)]
    page = concept_page("concept/police", Gathered(sheet_count=12, under=under), "en")
    assert "9 more sheets: search police" in lines(page)


@pytest.mark.parametrize("ref", ["concept/nothing", "actor/nobody", "nothing/x", "source/x/y", "concept/"])
def test_what_leads_nowhere(pages: Pages, ref: str) -> None:
    with pytest.raises(KeyError):
        pages.page(ref)


async def test_a_link_that_searches_runs_in_the_list_and_back_returns(browse: Open) -> None:
    library = fake_library()
    spans = (Span("search clearview contract", link=f"{SEARCH}clearview contract"),)
    library.pages["actor/ice"] = Page("actor/ice", "ICE", (Block(Kind.TEXT, spans),))
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("actor/ice")
        await desk.press("tab", "enter")
        await desk.screen.search.settled()
        await desk.pilot.pause()
        assert desk.at(Place.LIST)
        assert desk.screen.search.query == "clearview contract"
        assert desk.screen.list.selected.ref == CLEARVIEW
        await desk.press("ctrl+o")
        assert desk.screen.document.page.ref == "actor/ice"


# Read aloud


def test_links_have_numbers_and_are_listed_at_the_end() -> None:
    spans = (Span("See "), Span("the ", link="actor/a"), Span("first", link="actor/a"), Span(" and ?"))
    cells = ((Span("$5"),), (Span("Paid by "), Span("B", link="actor/b"), Span(" -> "), Span("A", link="actor/a")))
    blocks = (
        Block(Kind.HEADING, (Span("Money"),), level=2),
        Block(Kind.TEXT, spans),
        Block(Kind.ROW, cells=cells, columns=(Column(9), Column())),
        Block(Kind.TEXT, (Span("search x", link=f"{SEARCH}x"),)),
    )
    assert list(linear_lines(Page("x", "x", blocks), 80)) == [
        "Section: Money",
        "See the first [1] and ?",
        "- $5: Paid by B [2] to A [1]",
        "search x",
        "",
        "Links:",
        "1 actor/a",
        "2 actor/b",
    ]


def test_every_link_that_is_listed_can_be_shown(library: Library) -> None:
    pages = Pages(library, file_finders(library, "en"))
    every = {ref for ref in links(pages.page("sheet/harbour-cameras")) if not ref.startswith("sheet/harbour-tolls")}
    assert len(every) >= 10
    for ref in every:
        assert pages.page(ref).blocks


def test_a_title_with_all_words_of_a_theme_is_not_under_it(library: Library, tmp_path: Path) -> None:
    title = "ransom ransoms rançon rançons rescate rescates"
    text = f"format: 1\nid: named\ntitle: {title}\nlang: en\nstatus: draft\n"
    (library.sheets_dir / "named.yaml").write_text(text, encoding="utf-8")
    engine = Engine.open(library, {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "other")})
    with closing(engine.reader):
        assert index_finders(engine, library.problems).themed("ransom").under == []
