"""Marks and what was read: to get back to where one was, today and after the line has dropped."""

from pathlib import Path

import pytest

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import fake_backend, fake_library
from tui import state
from tui.keys import Place
from tui.state import LIST, History, Visit


async def test_a_mark_leads_back_to_the_very_place_with_two_keys(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "j", "j", "tab", "m")
        assert desk.status == "Mark this place with a letter:"
        assert "Technology in the fight" in desk.text, "the page stays in sight"
        await desk.press("a")
        assert desk.status == "Marked: ' a comes back here"
        await desk.press("backspace", "down", "enter", "apostrophe", "a")
        assert desk.screen.document.page.ref == "sheet/surveillance"
        assert (desk.screen.document.top, desk.screen.document.link) == (2, 0)


async def test_a_marked_search_comes_back_with_its_row(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "down", "m", "k", "escape")
        assert desk.screen.search.query == ""
        await desk.press("apostrophe", "k")
        assert desk.screen.search.query == "clearview contract"
        assert desk.screen.list.cursor == 1
        assert desk.at(Place.LIST)


async def test_twice_leads_back_to_where_one_jumped_from(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "m", "a", "backspace", "down", "enter")
        await desk.press("apostrophe", "a", "apostrophe", "apostrophe")
        assert desk.screen.document.page.ref == "sheet/smugglers"
        await desk.press("apostrophe", "apostrophe")
        assert desk.screen.document.page.ref == "sheet/surveillance"


async def test_who_waits_sees_the_marks_where_a_letter_goes_at_once(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("m", "z", "enter", "m", "a", "backspace", "apostrophe")
        assert desk.status == "Go to mark a z:"
        assert "go to mark" not in desk.text
        await desk.until(lambda: desk.lines[1].startswith("go to mark:"))
        assert [line.split()[:2] for line in desk.lines[2:4]] == [[">", "a"], ["z", "All"]]
        await desk.press("a")
        await desk.until(lambda: desk.at(Place.PAGE))
        assert desk.screen.document.page.ref == "sheet/surveillance"


async def test_the_list_of_marks_comes_at_once_by_a_key_and_is_filtered_by_title(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("m", "z", "enter", "m", "b", "backspace", "apostrophe", "enter")
        assert desk.lines[1] == "go to mark:"
        await desk.press(*"techn")
        assert desk.lines[2].split()[:2] == [">", "b"]
        await desk.press("enter")
        assert desk.screen.document.page.ref == "sheet/surveillance"


async def test_keys_behind_the_letter_of_a_mark_act_where_it_leads(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "m", "a", "backspace", "apostrophe", "enter")
        await desk.screen.typing.insert("a")
        await desk.press("j")
        assert desk.at(Place.PAGE)
        assert desk.screen.document.top == 1


async def test_a_mark_is_one_letter_and_leaving_marks_nothing(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("m", "escape")
        assert desk.at(Place.LIST)
        await desk.press("m", "comma")
        assert desk.status == "A mark is one letter or digit"
        assert desk.screen.history.marks == {}
        await desk.press("apostrophe")
        assert desk.status == "No place is marked yet: m and a letter mark this one"
        await desk.press("m", "a", "apostrophe", "b")
        assert desk.status == "Nothing is marked so; ' lists the marks"


async def test_a_mark_outlives_the_session_and_one_whose_page_is_gone_says_so(browse: Open) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("down", "enter", "m", "a", "q")
    async with browse(fake_backend(library)) as desk:
        await desk.press("apostrophe", "a")
        assert desk.screen.document.page.ref == "sheet/smugglers"
        await desk.press("q")
    del library.pages["sheet/smugglers"]
    async with browse(fake_backend(library)) as desk:
        await desk.press("apostrophe", "a")
        assert desk.status == "What was marked a is not in the library any more: Smugglers' use of AI"
        assert desk.at(Place.LIST)


async def test_what_was_read_is_listed_by_title_the_latest_first_and_once(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("h")
        assert desk.status == "Nothing was read yet"
        await desk.press("enter", "backspace", "down", "enter", "backspace", "up", "enter", "backspace", "h")
        assert [line.split()[-1] for line in desk.lines[2:4]] == ["surveillance", "smugglers"]
        assert desk.lines[4] == ""
        await desk.press("down", "enter")
        assert desk.screen.document.page.ref == "sheet/smugglers"


async def test_what_was_read_before_a_step_back_is_not_forgotten(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "q")
    async with browse() as desk:
        await desk.press("down", "enter", "backspace", "slash")
        await desk.type("clearview contract")
        await desk.press("enter", "q")
    async with browse() as desk:
        await desk.press("h")
        assert [line.split()[-1] for line in desk.lines[2:4]] == ["surveillance", "smugglers"], "a fact in its sheet"
        await desk.press(*"smugg", "enter")
        assert desk.screen.document.page.ref == "sheet/smugglers"


async def test_what_was_read_and_is_gone_says_so(browse: Open, state_home: Path) -> None:
    file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
    state.save(file, state.dump(History(read=[Visit("sheet/deleted", title="The deleted one")])))
    async with browse() as desk:
        await desk.press("h", "enter")
        assert desk.status == "This is not in the library any more: The deleted one"


@pytest.mark.parametrize("size", [(40, 10), (200, 60)])
async def test_marks_and_what_was_read_work_at_any_size(browse: Open, size: tuple[int, int]) -> None:
    async with browse(size=size) as desk:
        await desk.press("enter", "m", "a", "backspace", "h")
        assert any("sheet" in line for line in desk.lines[2:4])
        await desk.press("escape", "apostrophe", "a")
        assert desk.screen.history.here.ref == "sheet/surveillance"
        await desk.press("apostrophe", "escape")
        assert desk.at(Place.PAGE)
        assert desk.screen.history.visits[0].ref == LIST
