"""A library that changes while it is open: the browser shows it, and the reader stays where they are."""

import errno
import gc
import threading
import warnings
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.damage import DamagedError
from tests.test_tui.conftest import Open
from tests.test_tui.fakes import SHEETS, FakeLibrary, fake_backend, fake_library, text
from tui.app import BrowserApp
from tui.keys import Place
from tui.ports import Backend, Found, Listing, Row
from tui.screens import catching_up
from tui.screens.catching_up import CHANGED, MENDED

NEW = Row("sheet/harbour", "Harbour cameras", "draft")
GONE = "The disk is gone"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "EVERY", 0.02)
    monkeypatch.setattr(catching_up, "PAUSE", 0.02)


class Changing:
    """Backends that follow each other; an error stands for a look that fails."""

    def __init__(self, library: FakeLibrary | None = None) -> None:
        self.library = library or fake_library()
        self.states: list[Backend | Exception] = []
        self.looks = 0
        self.closed: list[int] = []

    def backend(self, *sheets: Row, missing: int = 0, notice: str = "") -> Backend:
        def position(ref: str) -> int | None:
            return next((place for place, row in enumerate(sheets) if row.ref == ref), None)

        return replace(
            fake_backend(self.library, sheets),
            position=position,
            newer=self.newer,
            close=lambda: self.closed.append(len(sheets)),
            missing=missing,
            total=missing + len(sheets),
            notice=notice,
        )

    def newer(self) -> Backend | None:
        self.looks += 1
        found = self.states.pop(0) if self.states else None
        if isinstance(found, Exception):
            raise found
        return found


async def test_a_new_sheet_comes_and_the_same_one_stays_selected(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        changing.states = [changing.backend(NEW, *SHEETS)]
        await desk.press("j")
        await desk.until(lambda: "3 sheets" in desk.lines[0])
        assert desk.screen.list.selected == SHEETS[1]
        assert "> Smugglers" in desk.text
        await desk.until(lambda: changing.closed == [2])


async def test_nothing_looks_while_nobody_types(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        await desk.pilot.pause(0.2)
        assert changing.looks == 0
        await desk.press("j")
        await desk.until(lambda: changing.looks == 1)
        await desk.pilot.pause(0.2)
        assert changing.looks == 1


async def test_while_sheets_are_missing_the_list_says_so_and_grows_by_itself(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(SHEETS[0], missing=1200)) as desk:
        assert "1,200 of 1,201 sheets are not indexed yet" in desk.lines[0]
        changing.states = [changing.backend(*SHEETS, missing=1), changing.backend(NEW, *SHEETS)]
        await desk.until(lambda: "not indexed" not in desk.text)
        assert "3 sheets" in desk.lines[0]
        assert desk.screen.list.selected == SHEETS[0]
        looks = changing.looks
        await desk.pilot.pause(0.2)
        assert changing.looks == looks, "it went on looking"


async def test_what_is_missing_is_said_shortly_on_a_narrow_screen(browse: Open) -> None:
    async with browse(Changing().backend(*SHEETS, missing=1200), size=(44, 12)) as desk:
        assert "1,200 not indexed" in desk.lines[0]


async def test_results_are_searched_again_and_the_same_one_stays_selected(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("down")
        selected = desk.screen.list.selected
        fresh = Row("fact/harbour/cameras", "€3 million", "Harbour cameras", "fact")
        rows = changing.library.found["clearview contract"].rows
        changing.library.found["clearview contract"] = Found((fresh, *rows))
        changing.states = [changing.backend(*SHEETS)]
        await desk.press("left")
        await desk.until(lambda: "4 found" in desk.lines[0])
        assert desk.screen.list.selected == selected
        assert desk.screen.search.line.text == "clearview contract"


async def test_what_was_decided_shows_on_the_way_back(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    changing = Changing()
    draft, done = Row("sheet/smugglers", "DRAFT · Smugglers"), Row("sheet/smugglers", "Smugglers")
    async with browse(changing.backend(draft)) as desk:
        monkeypatch.setattr(catching_up, "PAUSE", 60)
        await desk.press("enter")
        changing.states = [changing.backend(done)]
        desk.screen.catching_up.decided()
        await desk.press("escape")
        assert desk.lines[2] == "> Smugglers"


async def test_the_way_back_leads_to_the_row_one_came_from_wherever_it_stands_now(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        await desk.press("j", "enter")
        changing.states = [changing.backend(NEW, *SHEETS)]
        await desk.press("j")
        await desk.until(lambda: len(desk.screen.list.source) == 3)
        assert desk.at(Place.PAGE)
        await desk.press("escape")
        assert desk.screen.list.selected == SHEETS[1]


async def test_a_look_whose_screen_is_left_before_it_begins_leaves_nothing_behind(browse: Open) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        async with browse(Changing().backend(*SHEETS)) as desk:
            desk.screen.catching_up._due()
            desk.app.workers.cancel_all()
        gc.collect()
    assert not [each for each in told if "never awaited" in str(each.message)]


async def test_what_the_system_refuses_is_said_in_a_sentence(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        changing.states = [PermissionError(errno.EACCES, "Permission denied", "/library/sheets")]
        await desk.press("j")
        await desk.until(lambda: desk.status == "The library cannot be read: permission denied")


async def test_a_look_that_fails_is_one_sentence_and_everything_stays(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        changing.states = [OSError(GONE), OSError(GONE), changing.backend(NEW, *SHEETS)]
        await desk.press("j")
        await desk.until(lambda: desk.status == GONE)
        assert "Smugglers" in desk.text
        await desk.press("k")
        await desk.until(lambda: changing.looks == 2)
        await desk.pilot.pause(0.1)
        assert GONE not in desk.text, "said once"
        await desk.press("j")
        await desk.until(lambda: "3 sheets" in desk.lines[0])


async def test_nothing_changes_under_a_chooser_and_nothing_it_shows_is_closed(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        changing.states = [changing.backend(NEW, *SHEETS)]
        await desk.press("colon", "s")
        await desk.until(lambda: changing.looks > 0)
        await desk.pilot.pause(0.1)
        assert changing.closed == []
        await desk.press("escape")
        await desk.until(lambda: "3 sheets" in desk.lines[0])
        await desk.until(lambda: changing.closed == [2])


async def test_what_there_is_to_tell_of_the_index_is_told(browse: Open) -> None:
    async with browse(Changing().backend(*SHEETS, notice="The index is temporary")) as desk:
        assert desk.status == "The index is temporary"


async def test_the_palette_names_what_is_there_now(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        library = fake_library()
        library.names = (Row("actor/acme", "Acme", kind="actor"),)
        changing.states = [replace(changing.backend(*SHEETS), searcher=library)]
        await desk.press("j")
        await desk.until(lambda: changing.closed == [2])
        await desk.press("colon", *"acme")
        await desk.until(lambda: "actor   Acme" in desk.text)


# An open page


async def test_an_open_page_that_changed_is_read_on_where_one_was(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        await desk.press("enter", *["space"] * 2)
        below = desk.lines[2]
        page = changing.library.pages["sheet/surveillance"]
        changing.library.pages["sheet/surveillance"] = replace(page, blocks=(text("New at the top."), *page.blocks))
        changing.states = [changing.backend(*SHEETS)]
        await desk.press("j")
        await desk.until(lambda: desk.status == CHANGED)
        assert desk.lines[1] == below
        await desk.press("g", "g")
        assert "New at the top." in desk.text


async def test_a_page_that_did_not_change_or_is_gone_is_left_alone(browse: Open) -> None:
    changing = Changing()
    async with browse(changing.backend(*SHEETS)) as desk:
        await desk.press("enter", "space")
        shown = desk.lines[1:-1]
        changing.states = [changing.backend(*SHEETS)]
        await desk.press("j", "k")
        await desk.until(lambda: changing.closed == [2])
        del changing.library.pages["sheet/surveillance"]
        changing.states = [changing.backend(SHEETS[1])]
        await desk.press("j", "k")
        await desk.until(lambda: changing.closed == [2, 2])
        await desk.pilot.pause(0.1)
        assert desk.lines[1:-1] == shown
        assert CHANGED not in desk.text


# An index that cannot be read


class Damaged(Listing):
    """Rows whose file was written over."""

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        raise DamagedError(f"the rows {start} to {stop} are damaged")


async def test_a_list_that_cannot_be_drawn_is_built_anew_at_once(browse: Open) -> None:
    changing = Changing()
    sound = changing.backend(*SHEETS)
    async with browse(replace(changing.backend(*SHEETS), sheets=Damaged(SHEETS), mend=lambda: sound)) as desk:
        await desk.until(lambda: "> Technology" in desk.text)
        assert desk.status == MENDED
        await desk.press("j")
        assert "> Smugglers" in desk.text


async def test_a_search_that_cannot_be_read_is_searched_again_in_what_is_built_anew(browse: Open) -> None:
    changing = Changing()
    broken = FakeLibrary(dict(changing.library.pages))

    def damaged(_text: str, _limit: int, _overtaken: object = None) -> Found:
        raise DamagedError("a list names documents that are not there")

    broken.suggest = damaged  # type: ignore[method-assign, assignment]
    sound = changing.backend(*SHEETS)
    async with browse(replace(changing.backend(*SHEETS), searcher=broken, mend=lambda: sound)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.until(lambda: "3 found" in desk.lines[0])
        assert "$3,750,000" in desk.text


async def test_an_index_that_cannot_be_mended_is_tried_a_few_times_only(browse: Open) -> None:
    changing = Changing()
    tried: list[int] = []

    def damaged() -> Backend:
        tried.append(1)
        return replace(changing.backend(*SHEETS), sheets=Damaged(SHEETS), mend=damaged)

    async with browse(damaged()) as desk:
        for _ in range(12):
            await desk.press("j")
            await desk.pilot.pause(0.05)
        assert 1 < len(tried) < 6


# A first screen that was kept


async def test_what_needs_the_library_waits_for_it_and_what_does_not_is_done_at_once(browse: Open) -> None:
    changing = Changing()
    gate = threading.Event()
    whole = changing.backend(*SHEETS)

    def opening() -> Backend:
        gate.wait(10)
        return whole

    async with browse(replace(changing.backend(*SHEETS), whole=False, newer=opening)) as desk:
        await desk.press("j")
        assert desk.screen.list.cursor == 1
        gate.set()
        await desk.press("enter")
        await desk.until(lambda: desk.at(Place.PAGE))
        assert desk.screen.document.page.ref == "sheet/smugglers"


async def test_a_library_that_cannot_be_opened_ends_the_browser_with_the_reason(browse: Open) -> None:
    def opening() -> Backend:
        raise OSError(GONE)

    async with browse(replace(Changing().backend(*SHEETS), whole=False, newer=opening)) as desk:
        await desk.until(lambda: desk.app._exit)
        assert isinstance(desk.app, BrowserApp)
        assert str(desk.app.failure) == GONE
