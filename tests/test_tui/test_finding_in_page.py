"""Finding in a page: as one types, across the ends of lines and in cells, whatever case and accents."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import fake_backend, fake_library, text
from tests.test_tui.test_layout import BLOCKS, WIDTHS
from tui.keys import Place
from tui.layout import lay_out
from tui.page import Block, Column, Kind, Page, Span
from tui.views.finding import MOST, PageText, fold


def found(blocks: list[Block], wanted: str, width: int = 30) -> list[list[str]]:
    """The text of each place, line by line."""
    layout, places = lay_out(blocks, width), PageText(blocks).find(wanted)
    every = []
    for block in range(len(blocks)):
        lines = layout.lines_of(block)
        for match in places.on_lines(block, lines).values():
            every.append([lines[each.line].text[each.start : each.stop] for each in match])
    return every


def test_a_place_may_run_over_the_end_of_a_line() -> None:
    assert found([text("The agency spent a lot of money on it")], "lot of money", 22) == [["lot", "of money"]]


def test_a_place_may_run_over_lines_of_one_cell_beside_another() -> None:
    cells = ((Span("1 January 2020"),), (Span("Software bought from the company"),))
    row = Block(Kind.ROW, cells=cells, columns=(Column(9), Column()))
    assert found([row], "software bought from", 32) == [["Software bought from"]]
    assert found([row], "january 2020", 32) == [["January", "2020"]]
    assert found([row], "january software", 32) == []


def test_case_accents_and_standing_accents_fold() -> None:
    words = "Élève reconnaissance d’e\u0301te\u0301 ŒUVRE"
    assert found([text(words)], "eleve", 60) == [["Élève"]]
    assert found([text(words)], "D’ÉTÉ", 60) == [["d’e\u0301te\u0301"]]


def test_signs_of_print_are_found_as_they_are_typed() -> None:
    words = "L’oﬃce de la Straße, 2019–2020, a dit\u00a0: «\u202foui\u202f»"
    assert found([text(words)], "l'office", 60) == [["L’oﬃce"]]
    assert found([text(words)], "strasse", 60) == [["Straße"]]
    assert found([text(words)], "2019-2020", 60) == [["2019–2020"]]
    assert found([text(words)], '" oui', 60) == [["«\u202foui"]]


def test_letters_of_one_syllable_are_told_apart() -> None:
    assert found([text("각 나라")], "고", 60) == []
    assert found([text("각 나라")], "나라", 60) == [["나라"]]


def test_a_word_longer_than_a_line_is_found_where_it_is_cut() -> None:
    assert found([text("x" * 10 + "needle" + "x" * 10)], "needle", 12) == [["ne", "edle"]]


def test_what_layout_puts_there_is_not_found() -> None:
    item = Block(Kind.ITEM, (Span("one two three"),), marker=" 17")
    assert found([item], "17") == []
    assert found([Block(Kind.RULE), Block(Kind.BLANK, (Span("secret"),))], "secret") == []


def test_no_more_than_can_be_walked_are_counted() -> None:
    places = PageText([text("a " * (MOST + 5))]).find("a")
    assert len(places) == MOST
    assert places.more
    assert not PageText([text("a " * MOST)]).find("a").more


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=3), WIDTHS, st.text("abcdefgé日 -.0123", min_size=1, max_size=3))
def test_what_is_marked_is_what_was_wanted(blocks: list[Block], width: int, wanted: str) -> None:
    letters = "".join("".join(map(fold, wanted)).split())
    for place in found(blocks, wanted, width):
        shown = "".join("".join(map(fold, part)) for part in place)
        assert "".join(shown.split()) == letters


async def test_the_first_place_shows_while_one_types_and_esc_goes_back(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "j")
        before = desk.lines
        await desk.press("F", *"paragraph", "space", "2")
        assert "> Paragraph 2." in desk.text
        assert desk.lines[0].endswith("1 of 11")
        await desk.press("9")
        assert "> Paragraph 29." in desk.text
        await desk.press("escape")
        assert desk.lines == before
        assert not desk.screen.document.matches


async def test_accepted_the_place_stays_and_n_walks_on(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"paragraph", "space", "2", "enter")
        assert desk.status == "1 of 11"
        await desk.press("n")
        assert desk.status == "2 of 11"
        assert "> Paragraph 20." in desk.text
        await desk.press("N", "N")
        assert desk.status == "11 of 11"


async def test_nothing_typed_keeps_what_was_found_before(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"server", "enter", "F", "escape")
        assert desk.at(Place.PAGE)
        await desk.press("n")
        assert desk.status.startswith("2 of ")


async def test_a_word_that_is_nowhere_leaves_one_where_one_was(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"server")
        assert "server" in desk.text
        await desk.press(*"zebra")
        assert desk.lines[0].endswith("not found")
        await desk.press("enter")
        assert desk.status == "Not found in this page"
        assert desk.screen.document.top == 0


async def test_stepping_in_view_draws_two_lines(browse: Open) -> None:
    library = fake_library()
    library.pages["sheet/surveillance"] = Page("sheet/surveillance", "x", tuple(text(f"line {n}") for n in range(9)))
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "F", *"line", "enter")
        drawn: list[int] = []
        page = desk.screen.document
        page.refresh_numbers = drawn.extend  # type: ignore[method-assign, assignment]
        await desk.press("n")
        assert drawn == [0, 1]


async def test_found_places_stay_found_at_another_width(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"paragraph", "space", "7", "enter")
        await desk.pilot.resize_terminal(50, 24)
        await desk.pilot.pause()
        await desk.press("N", "n")
        assert "> Paragraph 7." in desk.text


async def test_the_place_found_stays_in_view_when_the_terminal_is_resized(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"paragraph", "space", *"29", "enter")
        for size in ((40, 10), (100, 30), (26, 8)):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            assert "> Paragraph 29." in desk.text
