"""Letters at the links in view: typed, they follow the link; nothing on the screen moves for them."""

import pytest

from tests.test_tui.conftest import Desk, Open
from tests.test_tui.fakes import fake_backend, fake_library, heading
from tui.keys import Place
from tui.page import Block, Kind, Page, Span
from tui.screens.hinting import letters_for
from tui.views.line_view import PLAIN, REVERSE
from tui.views.marking import lettered

ACTORS = 60


def crowded(links: int) -> Page:
    spans = [Span("Named here: ")]
    for number in range(links):
        spans += [Span(f"Name{number:02}", link=f"actor/n{number:02}"), Span(", ")]
    return Page("sheet/surveillance", "Crowded", (heading("Crowded", 1), Block(Kind.TEXT, tuple(spans))))


def library_of(page: Page):  # type: ignore[no-untyped-def]
    library = fake_library()
    library.pages["sheet/surveillance"] = page
    for number in range(ACTORS):
        ref = f"actor/n{number:02}"
        library.pages[ref] = Page(ref, f"Name{number:02}", (heading(f"Page of {number:02}", 1),))
    return library


def without_letters(desk: Desk) -> list[str]:
    """The page's lines with what is shown in reverse taken out as blanks."""
    shown = []
    for strip in desk.strips()[1:-1]:
        parts = ((each.text, bool(each.style and each.style.reverse)) for each in strip)
        shown.append("".join(" " * len(text) if reverse else text for text, reverse in parts).rstrip())
    return shown


async def test_each_link_in_view_gets_a_letter_in_place_of_the_space_before_it(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        before = desk.lines[1:-1]
        await desk.press("l")
        assert desk.at(Place.HINTS)
        assert "aICE ->sClearview AI" in desk.text
        assert without_letters(desk) == before


async def test_typing_the_letter_follows_the_link_and_back_finds_it_marked(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "l", "s")
        assert desk.screen.document.page.ref == "tool/clearview"
        assert desk.at(Place.PAGE)
        await desk.press("escape")
        assert "[Clearview AI]" in desk.text


async def test_a_capital_is_the_same_letter(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "l", "S")
        assert desk.screen.document.page.ref == "tool/clearview"


async def test_esc_leaves_the_page_as_it_was(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        before = desk.lines
        await desk.press("l", "escape")
        assert desk.at(Place.PAGE)
        assert desk.lines == before


async def test_a_letter_that_no_link_has_is_told_and_costs_nothing(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "l", "z")
        assert desk.status == "No link here has z"
        await desk.press("s")
        assert desk.screen.document.page.ref == "tool/clearview"


async def test_many_links_take_two_letters_and_the_first_narrows(browse: Open) -> None:
    library = library_of(crowded(40))
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "l")
        assert "aaame00" in desk.text
        await desk.press("s")
        assert "Name00" in desk.text
        assert "saame09" in desk.text
        assert desk.lines[0].endswith("s_")
        await desk.press("d")
        assert desk.screen.document.page.ref == "actor/n11"


async def test_a_page_without_links_in_view_says_so(browse: Open) -> None:
    library = library_of(Page("sheet/surveillance", "Plain", (heading("Plain", 1),)))
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "l")
        assert desk.at(Place.PAGE)
        assert desk.status == "There is no link in view"


@pytest.mark.parametrize("size", [(40, 10), (26, 8)])
async def test_a_link_broken_over_lines_has_its_letter_where_it_begins(browse: Open, size: tuple[int, int]) -> None:
    words = (Span("A link that "), Span("goes over the end of its line and far beyond it", link="actor/ice"), Span("."))
    library = library_of(Page("sheet/surveillance", "Long", (Block(Kind.TEXT, words),)))
    async with browse(fake_backend(library), size=size) as desk:
        await desk.press("enter")
        before = desk.lines[1:-1]
        await desk.press("l")
        assert desk.text.count("agoes") == 1
        assert without_letters(desk) == before


async def test_a_link_that_began_above_the_view_has_its_letter_at_the_top(browse: Open) -> None:
    spans = (Span("word " * 300, link="actor/ice"),)
    library = library_of(Page("sheet/surveillance", "Long", (Block(Kind.TEXT, spans),)))
    async with browse(fake_backend(library), size=(40, 10)) as desk:
        await desk.press("enter", "j", "j", "l")
        assert desk.lines[1].startswith(" aword")
        await desk.press("a")
        assert desk.screen.document.page.ref == "actor/ice"


async def test_only_lines_with_links_are_drawn_for_the_letters(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        drawn: list[int] = []
        page = desk.screen.document
        refresh = page.refresh_numbers
        page.refresh_numbers = lambda numbers: refresh(drawn.extend(each := list(numbers)) or each)  # type: ignore
        await desk.press("l")
        linked = {line for link in page.links_in_view() for line in range(*page.laid_out.links[link][2:])}
        linked |= {page.laid_out.links[link].last for link in page.links_in_view()}
        assert set(drawn) == linked


def test_home_row_letters_come_first_and_no_hint_begins_another() -> None:
    assert letters_for(3) == ["a", "s", "d"]
    for count in (1, 26, 27, 81, 82, 400):
        hints = letters_for(count)
        assert len(set(hints)) == count
        assert len({len(each) for each in hints}) == 1


def test_letters_keep_the_width_of_what_they_cover() -> None:
    parts = [("  ", PLAIN), ("日本", PLAIN), ("x", PLAIN), ("yz", PLAIN)]
    assert lettered(parts, {1: "a"}) == [(" ", PLAIN), ("a", REVERSE), ("日本", PLAIN), ("x", PLAIN), ("yz", PLAIN)]
    assert lettered(parts, {1: "as"})[:3] == [(" ", PLAIN), ("as", REVERSE), (" 本", PLAIN)]
    assert lettered(parts, {2: "as"}) == [("  ", PLAIN), ("日本", PLAIN), ("as", REVERSE), ("z", PLAIN)]


def test_two_letters_stand_clear_of_a_word_where_there_is_room() -> None:
    as_shown = [("$5 ", PLAIN), ("as", REVERSE)]
    assert lettered([("$5   ", PLAIN), ("Paid", PLAIN)], {1: "as"}) == [*as_shown, ("Paid", PLAIN)]
    assert lettered([("$5  ", PLAIN), ("Paid", PLAIN)], {1: "as"}) == [*as_shown, ("aid", PLAIN)]
