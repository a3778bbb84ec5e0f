"""Counts on sets of documents against counting one by one, over a random library that was refreshed."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from index import facets
from index.answer import Engine
from index.bits import NONE, Documents
from index.facets import FACETS, Facets
from index.find import find
from index.schema import DocType, Row, codes
from index.search import Search
from tests.test_index.oracle import Told, told_by
from tests.test_index.random_libraries import random_query, refreshed_library

SETS = 40
DRAFT, REVIEWED = 0, 1


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = refreshed_library(tmp_path_factory.mktemp("facets"), random.Random(8))  # noqa: S311 - a choice of words
    yield engine
    engine.reader.close()


@pytest.fixture(scope="module")
def told(engine: Engine) -> dict[str, Told]:
    return {one.row: one for one in told_by(engine.library)}


def values_of(told: Told, field: str, actors: set[str]) -> set[str]:
    """What a document counts for."""
    match field:
        case "kind" | "currency":
            table = codes("figure_kinds" if field == "kind" else "currencies")
            return {key for key, code in table.items() if code == told.code(field)}
        case "actor":
            return actors & set(told.document["refs"])
        case "lang":
            return {term[5:] for term in told.document["refs"] if term.startswith("lang:")}
        case "status":
            return (
                set() if told.type is DocType.PASSAGE else {"reviewed" if told.code("status") == REVIEWED else "draft"}
            )
        case "year":
            first, last = told.code("first") // 10_000, told.code("last") // 10_000
            return {str(year) for year in range(first or 1_990, (last or 2_030) + 1)} if first or last else set()
        case _:
            return set()


def counted(found: facets.Facet) -> dict[str, int]:
    return {value.value: value.count for value in found.values}


@pytest.mark.parametrize("large", [0.0, 0.5, 1.1], ids=["frequent first", "as ever", "one pass"])
def test_counts_against_brute_force(
    engine: Engine, told: dict[str, Told], large: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "_LARGE", large)
    counts = Facets(engine.reader, engine.library.gazetteer)
    actors = {Row.from_json(row).fact for row, one in told.items() if one.type is DocType.ACTOR}
    seeded = random.Random(3)  # noqa: S311 - a choice of words
    for _ in range(SETS):
        documents = find(random_query(seeded, list(told.values())), Search(engine.reader)).matched
        some = [told[engine.reader.row(document).to_json()] for document in documents]
        for field in FACETS:
            expected = Counter(value for one in some for value in values_of(one, field, actors))
            found = counts.facet(field, documents, most=1_000)
            if field == "year":  # only years in which some date of the library begins or ends are listed
                expected = Counter({year: count for year, count in expected.items() if year in counted(found)})
            assert counted(found) == dict(expected), field
            assert found.documents == sum(bool(values_of(one, field, actors)) for one in some)
            assert not found.more
            assert counts.facet(field, documents, most=2).values == found.values[:2]


def test_a_count_is_what_a_search_for_the_value_finds(engine: Engine) -> None:
    search = Search(engine.reader)
    counts = Facets(engine.reader, engine.library.gazetteer)
    documents = find("quay", search).matched
    for field, written in (
        ("kind", "kind:{}"),
        ("lang", "lang:{}"),
        ("status", "status:{}"),
        ("year", "date:{}"),
        ("currency", "currency:{}"),
    ):
        values = counts.facet(field, documents).values
        assert values
        for value in values:
            assert len(find(f"quay {written.format(value.value)}", search).matched) == value.count


def test_the_most_frequent_come_first_and_the_rest_is_told(engine: Engine) -> None:
    counts = Facets(engine.reader, engine.library.gazetteer)
    every = counts.facet("kind", engine.reader.documents)
    assert [value.count for value in every.values] == sorted((value.count for value in every.values), reverse=True)
    first = counts.facet("kind", engine.reader.documents, most=1)
    assert first.values == every.values[:1]
    assert first.more
    assert first.documents == every.documents


def test_nothing_counts_nothing(engine: Engine) -> None:
    counts = Facets(engine.reader, engine.library.gazetteer)
    assert all(facet.values == () and not facet.documents for facet in counts.count(NONE))


def test_names_are_the_registers(shipped_engine: Engine) -> None:
    counts = Facets(shipped_engine.reader, shipped_engine.library.gazetteer, "fr")
    shown = {facet.field: facet for facet in counts.count(shipped_engine.reader.documents, most=50)}
    actors = {value.value: value.name for value in shown["actor"].values}
    assert actors["ice"] == shipped_engine.library.gazetteer.entries["ice"].name
    assert "contrat" in {value.name for value in shown["kind"].values}
    assert {value.value for value in shown["tool"].values}
    assert not {value.value for value in shown["tool"].values} & set(actors)
    refs = shipped_engine.reader.postings("refs", "ice")
    assert next(value.count for value in shown["actor"].values if value.value == "ice") == len(refs)
    assert isinstance(refs, Documents)
