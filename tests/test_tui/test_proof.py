"""From a fact to the passages that prove it, their state in words, and from a passage to the facts that rest on it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from factsheets.library import Library
from factsheets.model import Evidence, FactSheet
from index.answer import Engine
from tests.sample_sheets import HARBOUR, HARBOUR_SHA256
from tests.test_tui.conftest import Open
from tests.test_tui.fakes import CLEARVIEW, fake_backend, fake_library, heading
from tui.across import index_finders
from tui.keys import Place
from tui.layout import plain_lines
from tui.page import CITING, Block, Kind, Page, Span, Style
from tui.pages import Pages
from tui.source_page import SourcePage

FIGURE = "port-tidewatch-2024"


@pytest.fixture
def sheet(library: Library) -> FactSheet:
    found = library.find("harbour-cameras")
    assert found is not None
    return found[1]


@pytest.fixture
def pages(library: Library, tmp_path: Path) -> Iterator[Pages]:
    engine = Engine.open(library, {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    with closing(engine.reader):
        yield Pages(library, index_finders(engine, library.problems))


def lines(page: Page) -> str:
    return "\n".join(plain_lines(page.blocks, 100))


def proof(library: Library, sheet: FactSheet, item: str) -> Page:
    return SourcePage(library, sheet, "en").evidence(f"evidence/{sheet.id}/{item}", item)


def with_evidence(sheet: FactSheet, *pieces: tuple[int, str]) -> FactSheet:
    evidence = tuple(Evidence(source="s1", paragraph=paragraph, exact=exact) for paragraph, exact in pieces)
    return replace(sheet, figures=(replace(sheet.figures[0], evidence=evidence), *sheet.figures[1:]))


def test_the_passage_is_marked_and_brought_into_view(library: Library, sheet: FactSheet) -> None:
    page = proof(library, sheet, FIGURE)
    focus = page.blocks[page.focus]
    assert focus.marker.strip() == "2"
    assert [span.text for span in focus.spans if span.style is Style.MARK] == ["1,25 million d'euros"]


def test_what_vouches_for_the_text_is_said_beside_the_passage(library: Library, sheet: FactSheet) -> None:
    page = proof(library, sheet, FIGURE)
    said = "".join(span.text for span in page.blocks[page.focus + 1].spans)
    assert said == f"the document as it came · unchanged since it was hashed: {HARBOUR_SHA256[:12]}"


def test_a_changed_document_vouches_for_nothing(library: Library, sheet: FactSheet) -> None:
    (library.seeds_dir / "harbour.md").write_text(HARBOUR.replace("1,25", "9,99"), encoding="utf-8")
    page = proof(library, sheet, FIGURE)
    assert page.focus == -1
    assert "CHANGED since it was hashed" in lines(page)
    assert "NOT VERIFIED" in lines(page)
    assert page.title.startswith("the file is not the one")


def test_a_missing_document_is_told(library: Library, sheet: FactSheet) -> None:
    (library.seeds_dir / "harbour.md").unlink()
    assert "the source file is missing · hash of what is missing" in lines(proof(library, sheet, FIGURE))


def test_a_restatement_says_so_and_quotes_nothing(pages: Pages) -> None:
    text = lines(pages.page("evidence/harbour-tolls/port"))
    assert "restated; original not attached · unchanged since it was hashed" in text
    assert not {'"', "“", "«"} & set(text)


def test_the_other_facts_of_the_passage_stand_below_it_as_links(library: Library, sheet: FactSheet) -> None:
    page = proof(library, sheet, FIGURE)
    below = page.blocks[page.focus + 2 :]
    assert "".join(span.text for span in below[0].spans) == "From the same passage:"
    facts = [block.fact.rpartition("/")[2] for block in below[1:4]]
    assert facts == ["paid", "port", "tidewatch"]
    assert [block.spans[0].link for block in below[1:4]] == [block.fact for block in below[1:4]]


def test_every_passage_that_facts_rest_on_says_how_many(library: Library, sheet: FactSheet) -> None:
    page = SourcePage(library, sheet, "en").source("source/harbour-cameras/s1", "s1")
    counts = {block.marker.strip(): block.spans[-1] for block in page.blocks if block.kind is Kind.ITEM}
    assert counts["2"] == Span("4 facts", link=f"{CITING}harbour-cameras/s1/2")
    assert counts["4"].text == "1 fact"
    assert counts["1"].link == ""


def test_a_source_ends_with_every_fact_that_rests_on_it_in_the_order_of_its_text(
    library: Library, sheet: FactSheet
) -> None:
    page = SourcePage(library, sheet, "en").source("source/harbour-cameras/s1", "s1")
    assert page.blocks[0].spans[0].text == "Le port surveille ses quais"
    assert "In: Cameras on the quays" in lines(page)
    start = next(number for number, block in enumerate(page.blocks) if block.anchor)
    facts = [block.fact.rpartition("/")[2] for block in page.blocks[start + 1 :]]
    assert facts == [FIGURE, "paid", "port", "tidewatch", "cameras", "quay-cameras", "quays", "silence"]


def test_a_source_opens_at_a_paragraph(library: Library, sheet: FactSheet) -> None:
    page = SourcePage(library, sheet, "en").source("source/harbour-cameras/s1/3", "s1/3")
    assert page.blocks[page.focus].marker.strip() == "3"


def test_another_sheet_that_rests_on_the_same_document_counts_too(pages: Pages) -> None:
    page = pages.page("citing/harbour-cameras/s1/2")
    assert [block.fact for block in page.blocks if block.fact][-1] == "fact/harbour-tolls/port"
    assert "Tolls of the port" in lines(page)
    assert "· 5 facts" in lines(pages.page("source/harbour-cameras/s1"))


def test_every_passage_of_a_fact_has_its_turn(library: Library, sheet: FactSheet) -> None:
    sheet = with_evidence(sheet, (4, "prix"), (2, "2024"), (4, "mensuel"), (2, "Tidewatch"))
    first, second = proof(library, sheet, FIGURE), proof(library, sheet, f"{FIGURE}/2")
    refs = (f"evidence/harbour-cameras/{FIGURE}", f"evidence/harbour-cameras/{FIGURE}/2")
    assert first.passages == second.passages == refs
    assert (first.blocks[first.focus].marker.strip(), second.blocks[second.focus].marker.strip()) == ("4", "2")
    assert "passage 2 of 2" in lines(second)
    marked = [span.text for block in first.blocks for span in block.spans if span.style is Style.MARK]
    assert marked == ["Tidewatch", "2024", "prix", "mensuel"]


@pytest.mark.parametrize("item", ["nobody", f"{FIGURE}/2", f"{FIGURE}/0", f"{FIGURE}/x", f"{FIGURE}/²", f"{FIGURE}/"])
def test_a_passage_that_is_not_there(library: Library, sheet: FactSheet, item: str) -> None:
    if item.endswith("/"):
        assert proof(library, sheet, item).focus > 0
        return
    with pytest.raises(KeyError):
        proof(library, sheet, item)


@pytest.mark.parametrize("ref", ["citing/harbour-cameras/s1/x", "citing/harbour-cameras/s9/1", "citing/nobody/s1/1"])
def test_facts_of_a_passage_that_is_not_there(pages: Pages, ref: str) -> None:
    with pytest.raises(KeyError):
        pages.page(ref)


# On the screen

FIRST = "evidence/surveillance/ice-clearview"
CITED = f"{CITING}surveillance/s1/3"


def passage(number: int) -> Page:
    blocks = [heading("The report", 1)]
    blocks += [Block(Kind.ITEM, (Span(f"Passage {each}"),), marker=f"{each}") for each in range(1, 60)]
    blocks[20 * number] = Block(Kind.ITEM, (Span("spent "), Span("3.75", Style.MARK)), fact=CLEARVIEW, marker="9")
    return Page(FIRST + ("" if number == 1 else f"/{number}"), "x", tuple(blocks), 20 * number, (FIRST, f"{FIRST}/2"))


def proving_library(facts: int = 2):  # type: ignore[no-untyped-def]
    library = fake_library()
    for number in (1, 2):
        page = passage(number)
        library.pages[page.ref] = page
    source = (
        heading("The report", 1),
        Block(Kind.ITEM, (Span("Paid. · "), Span(f"{facts} facts", link=CITED)), marker="3", fact=CLEARVIEW),
    )
    library.pages["source/surveillance/s1"] = Page("source/surveillance/s1", "The report", source)
    refs = [CLEARVIEW, "sheet/smugglers"][:facts]
    items = tuple(Block(Kind.ITEM, (Span(f"Fact {ref}"),), fact=ref) for ref in refs)
    library.pages[CITED] = Page(CITED, "Facts", items)
    return library


async def test_the_next_passage_comes_in_place_and_comes_round(browse: Open) -> None:
    async with browse(fake_backend(proving_library())) as desk:
        await desk.press("enter", "v")
        assert desk.status == "Passage 1 of 2; v shows the next"
        await desk.press("v")
        assert desk.screen.document.page.ref == f"{FIRST}/2"
        assert desk.status == "Passage 2 of 2; v shows the next"
        assert "▌ 9 spent 3.75" in desk.text
        await desk.press("v")
        assert desk.screen.document.page.ref == FIRST
        await desk.press("escape")
        assert desk.screen.document.page.ref == "sheet/surveillance"


async def test_back_comes_to_the_passage_that_was_left(browse: Open) -> None:
    async with browse(fake_backend(proving_library())) as desk:
        await desk.press("enter", "v", "v")
        await desk.screen.travel.open("actor/ice")
        await desk.press("escape")
        assert desk.screen.document.page.ref == f"{FIRST}/2"


async def test_a_single_passage_says_that_there_is_no_other(browse: Open) -> None:
    library = proving_library()
    library.pages[FIRST] = replace(library.pages[FIRST], passages=(FIRST,))
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "v", "v")
        assert desk.status == "No other passage proves it"


@pytest.mark.parametrize("key", ["enter", "b"])
async def test_a_passage_leads_to_the_facts_that_rest_on_it(browse: Open, key: str) -> None:
    async with browse(fake_backend(proving_library())) as desk:
        await desk.screen.travel.open("source/surveillance/s1")
        await desk.press(key)
        assert desk.at(Place.CHOOSER)
        assert f"Fact {CLEARVIEW}" in desk.text
        await desk.press("enter")
        assert desk.screen.document.page.ref == "sheet/surveillance"
        assert desk.screen.document.fact == CLEARVIEW


async def test_a_single_fact_opens_at_once_by_its_link_too(browse: Open) -> None:
    for keys in (["b"], ["tab", "enter"], ["l", "a"]):
        async with browse(fake_backend(proving_library(1))) as desk:
            await desk.screen.travel.open("source/surveillance/s1")
            await desk.press(*keys)
            assert desk.screen.document.fact == CLEARVIEW
            assert desk.screen.history.here.ref == CLEARVIEW


async def test_a_passage_that_nothing_rests_on_says_so(browse: Open) -> None:
    library = proving_library()
    library.pages["source/surveillance/s1"] = Page("source/surveillance/s1", "x", (heading("The report", 1),))
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("source/surveillance/s1")
        await desk.press("b")
        assert desk.status == "No fact rests on this passage"


def test_a_passage_that_does_not_prove_says_so_though_another_does(library: Library, sheet: FactSheet) -> None:
    doubtful = with_evidence(sheet, (2, "1,25 million d'euros"), (3, "no such words"))
    first, second = proof(library, doubtful, FIGURE), proof(library, doubtful, f"{FIGURE}/2")
    assert "NOT VERIFIED" not in lines(first)
    assert "NOT VERIFIED" in lines(second)
    assert second.focus == -1, "from the top, where it is said, not at the other passage"
    assert "NOT VERIFIED" in lines(SourcePage(library, doubtful, "en").passages("", FIGURE))


async def test_facts_of_the_next_passage_are_not_those_of_the_marked_one(browse: Open) -> None:
    library = fake_library()
    own = Block(Kind.ITEM, (Span("It paid "), Span("$5", Style.MARK)), marker="  1", fact=CLEARVIEW)
    state = Block(Kind.TEXT, (Span("unchanged"),), level=2)
    after = Block(Kind.ITEM, (Span("Others · "), Span("7 facts", link=f"{CITING}surveillance/s1/2")), marker="  2")
    ref = "evidence/surveillance/ice-clearview"
    library.pages[ref] = Page(ref, "The report", (own, state, after), 0, (ref,))
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "v", "b")
        assert desk.status == "No other fact rests on this passage"
