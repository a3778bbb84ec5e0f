"""Where one was is kept, for one's own eyes, and never in the way."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.test_tui.conftest import Open
from tui import state
from tui.keys import Place
from tui.state import LIST, History, Visit


async def test_a_second_session_starts_at_the_list_and_goes_back_into_the_first(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("enter", "j", "j", "tab", "q")
        top, link = desk.screen.document.top, desk.screen.document.link
        assert top == 2
    async with browse() as desk:
        assert desk.at(Place.LIST)
        assert "2 sheets" in desk.lines[0]
        await desk.press("ctrl+o")
        assert desk.screen.history.here.ref == "fact/surveillance/ice-clearview"
        assert (desk.screen.document.top, desk.screen.document.link) == (top, link)
        await desk.press("ctrl+o")
        assert "/ clearview contract" in desk.lines[1]
        await desk.press("ctrl+o")
        assert "oldest step" in desk.status


async def test_every_step_is_written_without_quitting(browse: Open, state_home: Path) -> None:
    async with browse() as desk:
        await desk.press("down", "enter")
        file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
        await desk.until(lambda: (state.load(file) or History()).here.ref == "sheet/smugglers")
        kept = state.load(file)
        assert kept is not None
        assert kept.visits[0].row == 1
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in file.parent.iterdir()] == [file.name], "nothing half written stays behind"


async def test_a_stop_that_is_gone_is_left_out_on_the_way_back(browse: Open, state_home: Path) -> None:
    file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
    walk = History([Visit("sheet/smugglers"), Visit("sheet/deleted")], 1)
    assert state.save(file, state.dump(walk))
    async with browse() as desk:
        await desk.press("ctrl+o")
        assert desk.screen.document.page.ref == "sheet/smugglers"
        assert [visit.ref for visit in desk.screen.history.visits] == ["sheet/smugglers", LIST]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "[" * 100_000,
        '{"format": 2, "at": 0, "visits": []}',
        '{"format": 1, "at": 0, "visits": []}',
        '{"format": 1, "at": true, "visits": [{"ref": "list"}]}',
        json.dumps({"format": 1, "at": 0, "visits": [{"ref": 3}]}),
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
)
async def test_a_damaged_state_is_ignored(browse: Open, state_home: Path, text: str) -> None:
    file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="latin-1")
    assert state.load(file) is None
    async with browse() as desk:
        await desk.press("ctrl+o")
        assert "oldest step" in desk.status


def test_places_out_of_range_are_brought_back(tmp_path: Path) -> None:
    text = state.dump(History([Visit("sheet/a", block=9_999, link=-7)], 0)).replace('"at": 0', '"at": 99')
    history = state.parse(text)
    assert history is not None
    assert history.at == 0


async def test_a_remembered_place_beyond_the_page_is_no_error(browse: Open, state_home: Path) -> None:
    file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
    visit = Visit("sheet/smugglers", block=9_999, offset=9_999, link=99, marked=99)
    state.save(file, state.dump(History([visit], 0)))
    async with browse() as desk:
        await desk.press("ctrl+o", "v", "enter", "J")
        assert "No amount is printed." in desk.text


def test_a_folder_that_cannot_be_written_is_tolerated(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert state.save(in_the_way / "factfile" / "x.json", "{}") is False


def test_a_new_state_replaces_the_old_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.json"
    assert state.save(file, "old")

    def full(source: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    assert state.save(file, "new") is False
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["x.json"]  # noqa: PTH208


def test_libraries_keep_their_states_apart_and_relative_xdg_is_ignored() -> None:
    one = state.state_file("/a", {"XDG_STATE_HOME": "/s"})
    other = state.state_file("/b", {"XDG_STATE_HOME": "/s"})
    assert one != other
    assert one.parent == other.parent == Path("/s/factfile")
    assert state.state_file("/a", {"XDG_STATE_HOME": "s", "HOME": "/h"}).parent == Path("/h/.local/state/factfile")


def test_history_is_bounded_and_a_new_step_drops_what_lay_ahead() -> None:
    history = History()
    for number in range(500):
        history.go(Visit(f"sheet/{number}"))
    assert len(history.visits) == 200
    assert history.here.ref == "sheet/499"
    history.step(-10)
    assert history.has_newer
    history.go(Visit("sheet/new"))
    assert not history.has_newer
    assert [visit.ref for visit in history.visits[-2:]] == ["sheet/489", "sheet/new"]
