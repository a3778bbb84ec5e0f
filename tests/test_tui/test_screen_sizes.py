"""One pane or two, at any size, and nothing of it lost when the size changes."""

import threading

import pytest

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import ANSWER, fake_backend, fake_library
from tui.keys import Place
from tui.page import Page
from tui.views.document_view import Spot


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (109, 30), (110, 30), (200, 60)])
async def test_every_line_is_as_wide_as_the_terminal(browse: Open, size: tuple[int, int]) -> None:
    async with browse(size=size) as desk:
        for keys in (
            [],
            ["enter"],
            ["tab"],
            ["question_mark"],
            ["escape", "colon"],
            ["escape", "slash", *"clearview contract"],
        ):
            await desk.press(*("space" if key == " " else key for key in keys))
            await desk.pilot.pause()
            strips = desk.strips()
            assert len(strips) == size[1]
            assert {strip.cell_length for strip in strips} == {size[0]}


async def test_one_pane_below_110_columns_two_from_there(browse: Open) -> None:
    async with browse(size=(109, 30)) as desk:
        await desk.press("enter")
        assert "Smugglers' use" not in desk.text
    async with browse(size=(110, 30)) as desk:
        await desk.press("enter")
        assert "Smugglers' use" in desk.text
        assert "Software and related" in desk.text
        assert desk.lines[2].startswith("- "), "the list shows its row, and that it has not the keyboard"


async def test_a_page_appears_beside_the_list_after_a_moment_without_a_step(browse: Open) -> None:
    async with browse(size=(160, 45)) as desk:
        await desk.press("down")
        assert "No amount is printed." not in desk.text
        await desk.until(lambda: "No amount is printed." in desk.text)
        assert desk.at(Place.LIST)
        assert not desk.screen.history.has_older
        await desk.press("tab")
        assert desk.at(Place.PAGE)
        assert desk.screen.history.here.ref == "sheet/smugglers"


async def test_the_answer_is_read_in_full_on_a_narrow_terminal(browse: Open) -> None:
    async with browse(size=(60, 20)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        assert ANSWER in f"{desk.lines[2][2:]} {desk.lines[3].strip()}"


async def test_a_low_terminal_gives_each_result_one_line(browse: Open) -> None:
    async with browse(size=(40, 8)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        assert desk.lines[2].startswith("> $3,750,000")
        assert desk.lines[3].startswith("  Technology")


async def test_rows_stack_and_links_work_at_forty_columns(browse: Open) -> None:
    async with browse(size=(40, 10)) as desk:
        await desk.press("enter", "tab")
        assert any(line.startswith("> ") and "[ICE]" in line for line in desk.lines)
        await desk.press("enter")
        assert desk.screen.document.page.ref == "actor/ice"


async def test_a_new_size_keeps_the_paragraph_at_the_top(browse: Open) -> None:
    async with browse(size=(80, 24)) as desk:
        await desk.press("enter", "F", *"paragraph", "space", *"9.", "enter")
        desk.screen.document.jump_to_block(desk.screen.document.spot().block + 3)
        block = desk.screen.document.spot().block
        await desk.pilot.resize_terminal(50, 24)
        await desk.pilot.pause()
        assert desk.screen.document.spot().block == block
        await desk.pilot.resize_terminal(160, 40)
        await desk.pilot.pause()
        assert desk.screen.document.spot().block == block
        assert any(line.rstrip().endswith("│") or "│" in line for line in desk.lines)


async def test_a_page_opened_while_hidden_is_placed_when_it_appears(browse: Open) -> None:
    """The first page is laid out only once it has a size; its passage must stand in view all the same."""
    async with browse(size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "v")
        assert "3.75 millions de dollars" in desk.text


async def test_the_first_line_tells_where_a_fact_near_the_top_is(browse: Open) -> None:
    """Laid out for another size than it gets, a page could claim to be scrolled."""
    async with browse(size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("enter")
        assert desk.screen.document.top == 0
        assert desk.lines[0].startswith("factfile · press")
        assert desk.lines[0].endswith(" top")


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (12, 4)])
async def test_absurd_sizes_do_not_end_it(browse: Open, size: tuple[int, int]) -> None:
    async with browse(size=size) as desk:
        await desk.press("enter", "tab", "v", "escape", "slash", "c", "enter", "question_mark", "escape", "colon")
        assert desk.app.is_running


async def test_the_first_line_follows_a_new_size(browse: Open) -> None:
    async with browse(size=(80, 24)) as desk:
        await desk.press("enter", "G")
        assert desk.lines[0].endswith(" end")
        await desk.pilot.resize_terminal(80, 200)
        await desk.until(lambda: desk.lines[0].endswith("press"))
        assert desk.screen.document.top == 0


async def test_a_page_that_comes_too_late_is_not_put_beside_another_row(browse: Open) -> None:
    library = fake_library()
    asked, gate, page = threading.Event(), threading.Event(), library.page

    def slow(ref: str, lang: str = "en") -> Page:
        asked.set()
        if ref == "sheet/surveillance":
            gate.wait(5)
        return page(ref, lang)

    library.page = slow  # type: ignore[method-assign]
    async with browse(fake_backend(library), size=(160, 45)) as desk:
        await desk.until(asked.is_set)
        await desk.press("down")
        shown: list[str] = []
        show = desk.screen.document.show

        def watched(page: Page, spot: Spot | None = None) -> None:
            shown.append(page.ref)
            show(page, spot)

        desk.screen.document.show = watched  # type: ignore[method-assign]
        gate.set()
        await desk.until(lambda: "No amount is printed." in desk.text)
        assert shown == ["sheet/smugglers"]
