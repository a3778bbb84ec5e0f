"""Where one was is kept, for one's own eyes, and never in the way."""

import json
import os
import random
import stat
from pathlib import Path

import pytest

from tests.test_tui.conftest import Open
from tui import state
from tui.keys import Place
from tui.state import BEFORE, LIST, History, Typed, Visit


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


FULL = History(
    [Visit("sheet/a", 3, 2, 1, 0, title="A"), Visit(LIST, query="ice", row=7), Visit("figures/", view="sort=amount")],
    1,
    Typed("review/a", "value", "3,7"),
    {"a": Visit("sheet/b", title="B"), BEFORE: Visit(LIST, query="é")},
    ["sheet/a"],
    [Visit("sheet/a", title="A")],
)


def test_what_is_written_is_read_again() -> None:
    assert state.parse(state.dump(FULL)) == FULL


def test_a_file_without_what_came_later_has_its_defaults() -> None:
    history = state.parse('{"format": 1, "at": 0, "visits": [{"ref": "sheet/a"}]}')
    assert history == History([Visit("sheet/a")])


def test_what_cannot_be_is_left_out_and_the_rest_is_kept() -> None:
    data = json.loads(state.dump(FULL))
    data["visits"].insert(0, {"ref": "sheet/x", "row": "7"})
    data["marks"] |= {"ab": {"ref": "sheet/x"}, "\u202e": {"ref": "sheet/x"}, "c": {"row": 1}, "d": []}
    data["read"] += [{"ref": "x" * 5_000}, {"ref": "\ud800"}, {"ref": "sheet/y", "block": 10**9}, None]
    data["picked"] += [3, "y" * 5_000]
    data["typed"] = {"ref": "review/a"}
    history = state.parse(json.dumps(data))
    assert history is not None
    assert (history.visits, history.marks, history.read, history.picked) == (
        FULL.visits,
        FULL.marks,
        FULL.read,
        FULL.picked,
    )
    assert history.typed is None


def test_a_file_of_any_size_is_bounded(tmp_path: Path) -> None:
    visits = [Visit(f"sheet/{number}") for number in range(5_000)]
    large = History(visits, 0, None, {chr(0x4E00 + n): visits[n] for n in range(500)}, ["p"] * 5_000, visits)
    history = state.parse(state.dump(large))
    assert history is not None
    sizes = [len(history.visits), len(history.marks), len(history.picked), len(history.read)]
    assert sizes == [200, 64, 1_000, 100]
    file = tmp_path / "x.json"
    file.write_text(state.dump(FULL) + " " * (5 << 20), encoding="ascii")
    assert state.load(file) is None


async def test_no_damage_to_the_file_stops_the_browser(browse: Open, state_home: Path) -> None:
    seeded = random.Random(5)  # noqa: S311 - a choice of damage
    text = state.dump(FULL)
    for _ in range(400):
        at, pool = seeded.randrange(len(text)), '"{}[],:0-9eE.tfn\\u'
        damaged = text[:at] + seeded.choice(pool) * seeded.randrange(3) + text[at + seeded.randrange(12) :]
        history = state.parse(damaged)
        assert history is None or (history.visits and 0 <= history.at < len(history.visits))
        if history:
            assert state.parse(state.dump(history)) == history
    file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
    data = json.loads(text)
    for entry in (*data["visits"], *data["marks"].values(), *data["read"]):
        entry |= {"ref": "\x1b[2J<b>\u202e", "title": "[/red]\x1b]0;x\x07", "block": -5, "link": 99, "query": "((\x00"}
    state.save(file, json.dumps(data))
    async with browse() as desk:
        for keys in (["h"], ["enter"], ["apostrophe", "enter"], ["escape"], ["apostrophe", "a"], ["ctrl+o"], ["L"]):
            await desk.press(*keys)
            assert "\x1b" not in desk.text
            assert "\u202e" not in desk.text


def test_what_was_read_is_kept_once_when_a_new_step_drops_it() -> None:
    history = History()
    for ref in ("sheet/a", "sheet/b", "sheet/a", "sheet/c"):
        history.go(Visit(ref))
    history.step(-2)
    history.go(Visit("sheet/d"))
    assert [visit.ref for visit in history.read] == ["sheet/a", "sheet/c", "sheet/b", "sheet/d"]


def test_what_a_killed_session_left_half_written_is_taken_away(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".state-old", tmp_path / ".state-new"
    for path in (old, fresh):
        path.write_text("half")
    os.utime(old, (1, 1))
    state.load(tmp_path / "x.json")
    assert not old.exists()
    assert fresh.exists(), "another session may be writing it"


async def test_the_last_search_is_one_step_back_in_the_next_session(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "down", "q")
    async with browse() as desk:
        await desk.press("ctrl+o")
        assert "/ clearview contract" in desk.lines[1]
        assert desk.screen.list.cursor == 1


def test_what_was_to_be_kept_earlier_never_comes_after_what_was_kept_later(tmp_path: Path) -> None:
    keeping = state.Keeping(tmp_path / "state.json")
    earlier, later = keeping.saving("earlier"), keeping.saving("later")
    assert later()
    assert earlier()
    assert keeping.path.read_text("ascii") == "later"
    assert keeping.saving("last")()
    assert keeping.path.read_text("ascii") == "last"


def test_who_has_no_home_keeps_nothing_and_is_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    file = state.state_file("/library", {})
    assert not file.exists()
    assert state.load(file) is None
    assert not state.save(file, "{}")
