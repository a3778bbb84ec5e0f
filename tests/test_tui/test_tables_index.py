"""Tables over an index: the same rows in the same order as the sheets themselves give, read late."""

import random
from collections.abc import Iterator

import pytest

from factsheets.library import Library
from index.answer import Engine
from tests.test_index.random_libraries import refreshed_library
from tests.test_index.tables import copy_of_shipped
from tui.tables.columns import BY_KIND
from tui.tables.entry import Entry, Making, facts_of
from tui.tables.in_memory import InMemory
from tui.tables.opening import IndexTables
from tui.tables.sources import IndexSource
from tui.tables.table import Table, completed
from tui.tables.view import View


def from_files(library: Library, kind: str) -> InMemory:
    entries: list[Entry] = []
    for sheet in sorted(library.sheets(), key=lambda sheet: sheet.id):
        making = Making(sheet, lambda one, sheet=sheet: library.entity_name(one, sheet), library.gazetteer.resolve)  # type: ignore[misc]
        entries += [making.entry(fact) for fact in facts_of(kind, sheet)]
    return InMemory(kind, entries)


def tables_of(engine: Engine) -> IndexTables:
    return IndexTables(engine.library, engine.reader, engine.reader)


def refs(source: IndexSource | InMemory, view: View) -> list[str]:
    rows = completed(Table(source).arranged(view))
    return [entry.ref for entry in source.entries(rows.numbers)]


@pytest.fixture(scope="module", params=range(3))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A library that was changed and refreshed, so that its index has several segments."""
    seeded = random.Random(request.param)  # noqa: S311 - the same each time
    engine = refreshed_library(tmp_path_factory.mktemp("library"), seeded)
    yield engine
    engine.reader.close()


@pytest.mark.parametrize("kind", ["figures", "timeline"])
def test_rows_are_those_of_the_sheets_in_any_order(engine: Engine, kind: str) -> None:
    source, files = tables_of(engine).source(kind, "all"), from_files(engine.library, kind)
    assert len(source) == len(files) > 10
    for sort in ["", *(column.id for column in BY_KIND[kind])]:
        for view in (View(sort=sort), View(sort=f"-{sort}")):
            assert refs(source, view) == refs(files, view), view


@pytest.mark.parametrize("kind", ["figures", "timeline"])
def test_an_entry_is_the_same_from_the_index(engine: Engine, kind: str) -> None:
    source, files = tables_of(engine).source(kind, "all"), from_files(engine.library, kind)
    every = range(len(source))
    assert source.entries(every) == files.entries(every)
    assert dict(source.scan(every)) == dict(files.scan(every))


def test_what_the_columns_of_the_index_say_is_what_the_rows_say(engine: Engine) -> None:
    for kind in ("figures", "timeline"):
        source, files = tables_of(engine).source(kind, "all"), from_files(engine.library, kind)
        known = {column.id: source.keys(column.id) for column in BY_KIND[kind]}
        quick = {column: keys for column, keys in known.items() if keys is not None}
        assert {"date", "status", "sheet"} <= set(quick)
        for column, keys in quick.items():
            assert keys == files.keys(column), column


def test_the_scope_of_a_sheet_and_of_a_search(engine: Engine) -> None:
    tables = tables_of(engine)
    sheet = tables.source("figures", "all").entries([0])[0].sheet
    of_sheet = tables.source("figures", f"sheet/{sheet}")
    assert {entry.sheet for entry in of_sheet.entries(range(len(of_sheet)))} == {sheet}
    of_search = tables.source("figures", "search/kind:contract")
    assert {entry.kind for entry in of_search.entries(range(len(of_search)))} == {"contract"}
    with pytest.raises(KeyError):
        tables.open("figures", "sheet/none")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexTables]:
    folder = tmp_path_factory.mktemp("shipped")
    engine = Engine.open(copy_of_shipped(folder / "library"), {"HOME": str(folder)})
    yield tables_of(engine)
    engine.reader.close()


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("clearv", ["ice-clearview-2025-09"]),
        ("contract", ["ice-clearview-2025-09", "palantir-platform-contract"]),
        ("kind:contract palantir", ["palantir-platform-contract"]),
        ("payer:ice basis:paid", ["ice-clearview-2025-09"]),
        ("-payee:clearview kind:contract", ["palantir-platform-contract"]),
        (
            "amount:>20M",
            ["palantir-platform-contract", "ice-surveillance-spending", "phones-located", "migrants-to-expel"],
        ),
        ("nature:planned", ["migrants-to-expel"]),
        ("285", ["turnsignl-users"]),
        ("285,0", ["turnsignl-users"]),
        ("payee:", None),
        ("absent", []),
    ],
)
def test_a_filter_finds_what_a_row_says(shipped: IndexTables, query: str, facts: list[str] | None) -> None:
    source = shipped.source("figures", "sheet/minneapolis-immigration-tech")
    found = [ref.partition("#")[2] for ref in refs(source, View(filter=query))]
    assert found == (facts if facts is not None else [entry.fact for entry in source.entries(range(len(source)))])


def test_rows_that_only_may_match_are_told(shipped: IndexTables) -> None:
    source = shipped.source("figures", "sheet/minneapolis-immigration-tech")
    rows = completed(Table(source).arranged(View(filter="amount:>20M")))
    assert rows.hints == ("2 of the rows may match or not: amount or date are uncertain",)


def test_rows_that_only_may_match_are_known(shipped: IndexTables) -> None:
    of_filter = shipped.source("figures", "sheet/minneapolis-immigration-tech")
    of_search = shipped.source("figures", "search/amount:>20M")
    for source, view in ((of_filter, View(filter="amount:>20M")), (of_search, View())):
        rows = completed(Table(source).arranged(view))
        unsure = {source.entries([number])[0].fact for number in rows.unsure}
        assert {"ice-surveillance-spending", "migrants-to-expel"} <= unsure
        assert not {"palantir-platform-contract"} & unsure
        assert "may match or not" in rows.hints[0]


def test_in_a_large_table_words_are_the_index_s_alone(shipped: IndexTables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.tables.sources._FEW", 0)
    source = shipped.source("figures", "all")
    assert [ref.partition("#")[2] for ref in refs(source, View(filter="clearv"))] == ["ice-clearview-2025-09"]
    assert "_texts" not in vars(source)


def test_a_search_that_finds_only_sheets_shows_their_figures(shipped: IndexTables) -> None:
    assert len(shipped.source("figures", "search/type:sheet smugglers")) == 1


def test_work_can_be_followed_and_left(engine: Engine) -> None:
    table = Table(tables_of(engine).source("figures", "all"))
    steps = table.arranged(View(sort="payer"))
    done, total = next(steps)
    assert (done, total) == (0, len(table.source))
    steps.close()
    assert completed(table.arranged(View())).numbers == range(total)
