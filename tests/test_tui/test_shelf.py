"""What narrows a list finds as many as it says, whatever else has the words of a name."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factsheets.library import Library, shipped_library
from factsheets.model import Status
from index.answer import Engine
from tui.shelf import Shelf

FACETS = ("kind", "actor", "tool", "year", "lang", "status", "currency")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    home: Path = tmp_path_factory.mktemp("home")
    library = shipped_library()
    engine = Engine.open(library, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")})
    with closing(engine.reader):
        yield Shelf(library, engine, engine.reader)


@pytest.mark.parametrize(
    "query", ["surveillance", "ICE OR surveillance", "-ICE", '"face rec', "(ICE", "contract*", "I"]
)
def test_a_value_finds_as_many_as_it_says(shelf: Shelf, query: str) -> None:
    values = [value for facet in FACETS for value in shelf.values(query, facet)[:10]]
    assert values
    for value in values:
        assert (value.name, f"{shelf.suggest(value.query, 1).total:,}") == (value.name, value.note), value.query


def test_an_actor_whose_id_is_a_common_word_is_narrowed_to_alone(shelf: Shelf) -> None:
    found = {value.name: value.query for value in shelf.values("surveillance", "actor")}
    assert found["Migrants"] == "actor:=migrants surveillance"
    assert "actor:ice surveillance" in found.values()


def test_of_facts_and_passages_too_it_is_known_whether_their_sheet_is_a_draft(library: Library, tmp_path: Path) -> None:
    engine = Engine.open(library, {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})
    drafts = {sheet.id for sheet in library.sheets() if sheet.status is Status.DRAFT}
    with closing(engine.reader):
        shelf = Shelf(library, engine, engine.reader)
        rows = [row for query in ("port", "status:draft", "type:passage port") for row in shelf.suggest(query, 50).rows]
    assert {row.draft for row in rows} == {True, False}
    assert all(row.draft == (row.ref.split("/")[1] in drafts) for row in rows)
