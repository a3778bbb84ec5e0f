"""Figures and timelines in the browser, key by key."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from factsheets.model import Nature
from tests.test_tui.conftest import Desk, Open
from tests.test_tui.fakes import fake_backend
from tests.test_tui.table_rows import event, figure
from tui.keys import Place
from tui.ports import Backend
from tui.screens import working
from tui.tables.columns import Key
from tui.tables.desk import TableDesk
from tui.tables.entry import Entry
from tui.tables.in_memory import InMemory

FIGURES = [
    figure("ice-clearview", "3750000", sheet="surveillance", label="Software", payer="ICE", payee="Clearview AI"),
    figure("palantir", "30000000", sheet="surveillance", label="Platform", payee="Palantir", date="2025"),
    figure("users", "285000", sheet="app", label="Users", currency="", unit="users", kind="count"),
    figure("draft", "500000", sheet="app", label="Réserve", nature=Nature.ALLEGED, draft=True, date="2023-05"),
]
EVENTS = [
    event("later", "2025-06-01", label="They bought it", sheet="surveillance"),
    event("sometime", "", label="They met", sheet="surveillance"),
    event("first", "2020/2022", label="They looked for it", sheet="surveillance"),
]


class Slow(InMemory):
    """Reads a row only when it is let: as a large library that is read row by row."""

    def __init__(self, gate: threading.Semaphore, kind: str, entries: list[Entry]) -> None:
        super().__init__(kind, entries)
        self._gate = gate

    def keys(self, column: str) -> list[Key] | None:
        return None if column == "who" else super().keys(column)

    def scan(self, numbers: Iterable[int]) -> Iterator[tuple[int, Entry]]:
        for one in super().scan(numbers):
            self._gate.acquire(timeout=5)
            yield one


@dataclass
class FakeTables:
    figures: list[Entry] = field(default_factory=lambda: list(FIGURES))
    asked: list[str] = field(default_factory=list)
    gate: threading.Semaphore | None = None

    def open(self, kind: str, scope: str, lang: str = "en") -> TableDesk:
        assert lang == "en"
        self.asked.append(f"{kind}/{scope}")
        where, _, what = scope.partition("/")
        if what == "gone":
            raise KeyError(scope)
        rows = self.figures if kind == "figures" else EVENTS
        some = [row for row in rows if row.sheet == what] if where == "sheet" else rows
        source = Slow(self.gate, kind, some) if self.gate else InMemory(kind, some)
        return TableDesk(source, scope)


def backend_with(tables: FakeTables | None = None) -> Backend:
    made = tables or FakeTables()
    return replace(fake_backend(), tables=lambda: made)


def rows(desk: Desk) -> list[str]:
    return [line for line in desk.lines[2:-1] if line]


async def test_dollar_shows_the_figures_of_the_library_under_a_heading(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign")
        assert desk.at(Place.TABLE)
        assert desk.lines[0].startswith("Figures of the library")
        assert desk.lines[0].endswith("1/4")
        assert desk.lines[1].split()[:4] == ["lin", "USD", "amount", "label"]
        assert rows(desk)[0].startswith("> ")
        assert "$3750000  Software" in rows(desk)[0]
        assert "DRAFT · Réserve" in rows(desk)[3]


async def test_the_scope_is_where_one_is_and_the_same_key_widens_it(browse: Open) -> None:
    tables = FakeTables()
    async with browse(backend_with(tables)) as desk:
        await desk.press("enter", "dollar_sign")
        assert desk.lines[0].startswith("Figures of surveillance")
        assert len(rows(desk)) == 2
        await desk.press("t")
        assert desk.lines[0].startswith("Timeline of surveillance")
        await desk.press("t", "t")
        assert "whole library" in desk.status
    assert tables.asked == ["figures/sheet/surveillance", "timeline/sheet/surveillance", "timeline/all"]


async def test_the_figures_of_what_a_search_found(browse: Open) -> None:
    tables = FakeTables()
    async with browse(backend_with(tables)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "dollar_sign")
        assert desk.lines[0].startswith("Figures found by “clearview contract”")
    assert tables.asked == ["figures/search/clearview contract"]


async def test_enter_opens_the_fact_v_its_passage_and_back_leads_to_the_row(browse: Open) -> None:
    backend = backend_with()
    async with browse(backend) as desk:
        await desk.press("dollar_sign", "j", "k", "enter")
        assert desk.at(Place.PAGE)
        assert desk.screen.document.page.ref == "sheet/surveillance"
        await desk.press("escape", "v")
        assert desk.screen.document.page.ref == "evidence/surveillance/ice-clearview"
        await desk.press("escape", "j", "j")
        assert rows(desk)[2].startswith("> ")


async def test_amounts_are_sorted_currency_by_currency_and_the_same_choice_turns_round(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "s", "enter")
        assert "amount▼" in desk.lines[1]
        assert "Unlike currencies and units are not compared" in desk.status
        labels = ["Platform", "Software", "Réserve", "Users"]
        assert [label for row in rows(desk) for label in labels if label in row] == labels
        await desk.press("s", "enter")
        assert "amount▲" in desk.lines[1]
        assert [label for row in rows(desk) for label in labels if label in row] == [*labels[2::-1], "Users"]


async def test_a_filter_narrows_as_one_types_and_enter_keeps_it(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "f")
        await desk.type("reser")
        await desk.until(lambda: len(rows(desk)) == 1)
        assert "Réserve" in rows(desk)[0]
        assert desk.status == "filter: reser"
        await desk.press("enter")
        assert desk.at(Place.TABLE)
        assert "filter: reser" in desk.lines[0]
        assert desk.lines[0].endswith("1/1 of 4")
        await desk.press("f", "escape")
        assert len(rows(desk)) == 4


async def test_enter_right_behind_the_letters_waits_for_the_rows(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "f")
        await desk.press(*"payee", "colon", *"pal", "enter")
        assert [row for row in rows(desk) if "Platform" not in row] == []


async def test_a_filter_that_nothing_has_says_so(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "f", "z", "z", "enter")
        assert rows(desk) == ["  No row has this: Esc shows all again"]
        await desk.press("v", "enter", "plus", "escape")
        assert desk.at(Place.TABLE)
        await desk.press("escape")
        assert len(rows(desk)) == 4
        assert desk.at(Place.TABLE)
        await desk.press("escape")
        assert desk.at(Place.LIST)


async def test_columns_are_chosen_one_after_the_other(browse: Open) -> None:
    async with browse(backend_with(), size=(100, 24)) as desk:
        await desk.press("dollar_sign", "c")
        assert "[x] amount" in desk.text
        assert "[ ] sheet" in desk.text
        for column in ("who", "date", "kind"):
            await desk.press(*column, "enter", "ctrl+u")
        await desk.press(*"sheet", "enter", "escape")
        assert desk.lines[1].split() == ["lin", "USD", "amount", "label", "nature", "status", "sheet"]
        assert rows(desk)[0].rstrip().endswith("surveillance")


async def test_the_columns_on_the_right_are_a_key_away(browse: Open) -> None:
    async with browse(backend_with(), size=(40, 10)) as desk:
        await desk.press("dollar_sign")
        assert desk.lines[1].split()[:2] == ["amount", "label"]
        assert "status" not in desk.lines[1]
        await desk.press("greater_than_sign", "greater_than_sign")
        assert desk.lines[1].split()[:2] == ["amount", "date"]
        await desk.press("less_than_sign", "less_than_sign", "less_than_sign")
        assert desk.lines[1].split()[:2] == ["amount", "label"]
        assert "no further column" in desk.status


async def test_totals_are_a_page_of_links(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "plus")
        assert desk.at(Place.PAGE)
        assert "3 of 4 figures counted, in 2 sums" in desk.text
        assert "USD, contract, basis not stated, reported: 2 figures, $33,750,000" in desk.text
        assert "USD, contract, basis not stated, alleged, DRAFT: 1 figure, $500,000" in desk.text
        assert "1 figure: no money, but counts" in desk.text
        assert "- $33,750,000" not in desk.text
        assert "$3750000 · Software" in desk.text
        await desk.press("tab", "enter", "escape", "escape")
        assert desk.at(Place.TABLE)
        assert desk.lines[0].startswith("Figures of the library")
        await desk.press("h")
        assert "Totals: Figures of the library" in desk.text


async def test_what_is_shown_is_written_and_never_over_a_file(
    browse: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures-all.csv").write_text("mine")
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "f", *"alleged", "enter", "w", "enter")
        assert desk.status.endswith("figures-all-2.csv")
        await desk.press("w", *"markdown", "enter")
        assert desk.status.endswith("figures-all.md")
    assert (tmp_path / "figures-all.csv").read_text() == "mine"
    lines = (tmp_path / "figures-all-2.csv").read_text().splitlines()
    assert [line.partition(",")[0] for line in lines] == ["ref", "app#draft"]
    assert (
        "| app\\#draft |" in (tmp_path / "figures-all.md").read_text()
        or "app#draft" in (tmp_path / "figures-all.md").read_text()
    )


async def test_the_timeline_is_in_order_of_date_with_spans(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("t")
        shown = [next(word for word in ("looked", "bought", "met") if word in row) for row in rows(desk)]
        assert shown == ["looked", "bought", "met"]
        assert "├" in rows(desk)[0]
        assert "●" in rows(desk)[1]
        assert "2020" in desk.lines[1]


async def test_order_filter_and_row_are_there_when_one_comes_back(browse: Open) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign", "s", "enter", "f", "slash", "backspace", *"usd", "enter")
        await desk.press("f", "ctrl+u", *"contract", "enter", "j", "enter", "ctrl+o")
        before = desk.lines
        assert "amount▼" in before[1]
        assert "filter: contract" in before[0]
        assert before[3].startswith("> ")
        await desk.press("q")
    async with browse(backend_with()) as desk:
        await desk.press("ctrl+o")
        assert desk.lines[:-1] == before[:-1]


async def test_long_work_goes_on_beside_the_keys(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_AT_ONCE", 0)
    monkeypatch.setattr("tui.tables.table._BETWEEN", 1)
    gate = threading.Semaphore(2)
    async with browse(backend_with(FakeTables(gate=gate))) as desk:
        await desk.press("dollar_sign", "s", *"who", "enter")
        await desk.until(lambda: "of 4; Esc stops" in desk.status)
        assert "who▲" not in desk.lines[1]
        gate.release(2)
        await desk.until(lambda: "who▲" in desk.lines[1])
        assert "Sorted by who" in desk.status


async def test_escape_stops_long_work_and_the_table_stays(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_AT_ONCE", 0)
    monkeypatch.setattr("tui.tables.table._BETWEEN", 1)
    gate = threading.Semaphore(1)
    async with browse(backend_with(FakeTables(gate=gate))) as desk:
        await desk.press("dollar_sign", "s", *"who", "enter")
        gate.release()
        await desk.press("escape")
        assert desk.at(Place.TABLE)
        assert "Stopped" in desk.status
        gate.release(8)
        await desk.pilot.pause(0.2)
        assert "who▲" not in desk.lines[1]


async def test_leaving_the_totals_of_a_large_library_leaves_them(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_AT_ONCE", 0)
    monkeypatch.setattr("tui.tables.table._BETWEEN", 1)
    gate = threading.Semaphore(1)
    async with browse(backend_with(FakeTables(gate=gate))) as desk:
        await desk.press("dollar_sign", "plus")
        assert "Adding up" in desk.text
        gate.release()
        await desk.press("slash")
        gate.release(8)
        await desk.pilot.pause(0.2)
        assert desk.at(Place.SEARCH)
        assert desk.screen.document.page.title == "Adding up ..."
        left = sum(gate.acquire(blocking=False) for _ in range(9))
        assert left >= 7, "nothing more is read for them"


async def test_totals_are_those_of_the_library_as_it_is_now(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = FakeTables()
    async with browse(backend_with(tables)) as desk:
        await desk.press("dollar_sign", "f", *"contract", "enter", "plus")
        assert "3 of 3 figures counted" in desk.text
        tables.figures = [figure("new", "1", label="New"), *FIGURES]
        await desk.screen.tabling.renew()
        await desk.pilot.pause()
        assert "4 of 4 figures counted" in desk.text
        await desk.press("escape")
        assert desk.at(Place.TABLE)
        assert desk.lines[0].endswith("of 5")
        monkeypatch.setattr(working, "_AT_ONCE", 0)
        monkeypatch.setattr("tui.tables.table._BETWEEN", 1)
        tables.gate = threading.Semaphore(1)
        await desk.press("plus")
        assert "Adding up" in desk.text
        tables.gate.release(50)
        tables.gate = None
        await desk.screen.tabling.renew()
        await desk.until(lambda: "4 of 4 figures counted" in desk.text)


async def test_a_sheet_without_figures_and_one_that_is_gone_say_so(browse: Open) -> None:
    async with browse(backend_with(FakeTables([]))) as desk:
        await desk.press("dollar_sign")
        assert desk.at(Place.LIST)
        assert "There are no figures here" in desk.status
        await desk.screen.travel.open("figures/sheet/gone")
        assert desk.at(Place.LIST)


async def test_a_row_that_cannot_be_read_does_not_end_the_browser(browse: Open) -> None:
    """Its rows are gone from under it, as with an index that was damaged."""
    tables = FakeTables()
    async with browse(backend_with(tables)) as desk:
        await desk.press("dollar_sign")
        tables.figures[:] = []
        shown = desk.screen.tabling._desk
        assert shown is not None
        shown.show(shown.rows)
        desk.screen.panes.table.refresh()
        await desk.pilot.pause()
        assert "This row cannot be read." in desk.text
        await desk.press("enter", "v", "escape")
        assert desk.at(Place.LIST)


async def test_the_library_changes_under_an_open_table(browse: Open) -> None:
    tables = FakeTables()
    async with browse(backend_with(tables)) as desk:
        await desk.press("dollar_sign", "j", "j")
        assert "Users" in next(row for row in rows(desk) if row.startswith(">"))
        tables.figures = [figure("new", "1", label="New"), *FIGURES]
        await desk.screen.tabling.renew()
        await desk.pilot.pause()
        assert "Users" in next(row for row in rows(desk) if row.startswith(">"))
        assert desk.screen.tabling.fact == "fact/app/users"
        tables.figures = []
        await desk.screen.tabling.renew()
        assert desk.at(Place.LIST)


async def test_a_moved_marker_draws_two_rows(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse(backend_with()) as desk:
        await desk.press("dollar_sign")
        drawn: list[int] = []
        view = desk.screen.panes.table
        parts = view.parts
        monkeypatch.setattr(view, "parts", lambda number: drawn.append(number) or parts(number))  # type: ignore[func-returns-value]
        await desk.press("j")
        assert set(drawn) == {1, 2}


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (200, 60)])
async def test_no_line_is_wider_than_the_screen(browse: Open, size: tuple[int, int]) -> None:
    async with browse(backend_with(), size=size) as desk:
        for keys in (["dollar_sign"], ["t"], ["plus"], ["escape"], ["s"], ["escape"], ["c"], ["escape"], ["G"]):
            await desk.press(*keys)
            assert all(strip.cell_length <= size[0] for strip in desk.strips())


@pytest.mark.parametrize("hostile", ["\x1b[2J\x07", "[bold]x[/]", "\u202egnp", "😀" * 50, "x" * 10_000])
async def test_hostile_texts_stay_text(browse: Open, hostile: str) -> None:
    row = figure("bad", "5", label=hostile, payer=hostile, printed=hostile)
    async with browse(backend_with(FakeTables([row, *FIGURES])), size=(200, 24)) as desk:
        await desk.press("dollar_sign", "f", *"zz", "escape", "plus", "escape")
        assert not {"\x1b", "\x07", "\u202e"} & set(desk.text)
        assert "[2J" not in desk.text or "␛" in desk.text
