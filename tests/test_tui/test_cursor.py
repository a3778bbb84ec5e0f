"""The terminal's own cursor stands where the keys act: for braille displays, screen readers and eyes."""

from tests.test_tui.conftest import Desk, Open
from tui.views.line_view import cursor_place


def at_cursor(desk: Desk) -> str:
    """What stands from the cursor on."""
    column, row = cursor_place(desk.screen)
    return desk.lines[row][column:]


async def test_in_a_list_at_the_selected_rows_text(browse: Open) -> None:
    async with browse() as desk:
        assert at_cursor(desk).startswith("Technology in the fight")
        await desk.press("down")
        assert at_cursor(desk).startswith("Smugglers")


async def test_in_a_line_being_typed_at_the_character_under_the_cursor(browse: Open) -> None:
    async with browse() as desk:
        await desk.type("/clear")
        column, row = cursor_place(desk.screen)
        assert desk.lines[row][:column] == "/ clear"
        await desk.press("left", "left")
        assert at_cursor(desk).startswith("ar")


async def test_on_a_page_at_the_marked_fact_then_at_the_marked_link(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        _, row = cursor_place(desk.screen)
        assert desk.lines[row].startswith("▌")
        await desk.press("tab")
        _, row = cursor_place(desk.screen)
        assert desk.lines[row].startswith(">")


async def test_beside_a_page_in_the_pane_that_has_the_keyboard(browse: Open) -> None:
    async with browse(size=(160, 40)) as desk:
        await desk.press("enter")
        column, _ = cursor_place(desk.screen)
        assert column > 40
        await desk.press("escape")
        column, row = cursor_place(desk.screen)
        assert column == 2
        assert desk.lines[row].startswith(">")


async def test_where_nothing_is_marked_at_the_beginning_of_the_text(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("j", "enter")
        column, row = cursor_place(desk.screen)
        assert (column, row) == (0, 1)
