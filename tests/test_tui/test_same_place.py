"""A page that changed while it is read: one reads on where one was."""

from dataclasses import replace

from tests.test_tui.fakes import BLANK, CLEARVIEW, heading, surveillance, text
from tui.page import Block, Kind, Page, Span
from tui.views.document_view import UNMARKED, Spot
from tui.views.same_place import same_place

PAGE = surveillance()
NEW = text("A paragraph that is new.")


def changed(*blocks: Block) -> Page:
    return replace(PAGE, blocks=blocks)


def number_of(page: Page, words: str) -> int:
    return next(at for at, block in enumerate(page.blocks) if any(words in span.text for span in block.spans))


def test_what_came_above_moves_the_place_down() -> None:
    page = changed(PAGE.blocks[0], BLANK, NEW, *PAGE.blocks[1:])
    here = number_of(PAGE, "Paragraph 7.")
    spot = same_place(PAGE, page, Spot(here, 1))
    assert page.blocks[spot.block] == PAGE.blocks[here]
    assert spot.offset == 1


def test_a_blank_line_keeps_its_place_by_what_stands_round_it() -> None:
    page = changed(NEW, BLANK, *PAGE.blocks)
    here = number_of(PAGE, "Actors") - 1
    assert PAGE.blocks[here] == BLANK
    assert same_place(PAGE, page, Spot(here)).block == here + 2


def test_a_block_that_is_gone_leaves_one_beside_what_stood_next_to_it() -> None:
    here = number_of(PAGE, "Paragraph 7.")
    page = changed(*PAGE.blocks[:here], *PAGE.blocks[here + 1 :])
    spot = same_place(PAGE, page, Spot(here))
    assert abs(spot.block - number_of(page, "Paragraph 8.")) <= 1


def test_a_marked_fact_stays_marked_whatever_became_of_its_words() -> None:
    fact = next(at for at, block in enumerate(PAGE.blocks) if block.fact == CLEARVIEW)
    corrected = replace(PAGE.blocks[fact], cells=((Span("2025-10"),),))
    page = changed(NEW, *PAGE.blocks[:fact], corrected, *PAGE.blocks[fact + 1 :])
    assert same_place(PAGE, page, Spot(0, marked=fact)).marked == fact + 1
    without = changed(*PAGE.blocks[:fact], *PAGE.blocks[fact + 1 :])
    assert same_place(PAGE, without, Spot(0, marked=fact)).marked == UNMARKED


def test_a_marked_link_stays_on_what_it_leads_to() -> None:
    extra = Block(Kind.TEXT, (Span("See"), Span("Palantir", link="actor/palantir")))
    links = [span.link for block in PAGE.blocks for spans in (block.spans, *block.cells) for span in spans if span.link]
    second = [at for at, ref in enumerate(links) if ref == "actor/ice"][1]
    assert same_place(PAGE, changed(extra, *PAGE.blocks), Spot(0, link=second)).link == second + 1
    gone = changed(*(block for block in PAGE.blocks if block.kind is not Kind.ITEM))
    assert same_place(PAGE, gone, Spot(0, link=len(links) - 1)).link < 0


def test_an_empty_page_has_one_place() -> None:
    assert same_place(PAGE, changed(), Spot(5, link=1, marked=5)) == Spot()
    assert same_place(changed(), changed(heading("Only")), Spot()).block == 0
