"""Random queries over random libraries, refreshed at random, against brute force: sets, the possible, the first ten."""

import random
from collections.abc import Iterator

import pytest

from index.answer import Engine
from index.find import find
from index.query import parse
from index.search import Search
from tests.test_index.oracle import Oracle, told_by
from tests.test_index.random_libraries import random_query, refreshed_library

LIBRARIES = 4
QUERIES = 250
FIRST = 10


def mismatch(text: str, engine: Engine, oracle: Oracle) -> str:
    """What a query finds otherwise than it should, "" when nothing."""
    query = parse(text)
    expected = oracle.find(query)
    found = find(query, Search(engine.reader))
    row = engine.reader.row
    matched = {row(document).to_json(): document in found.possible for document in found.matched}
    if matched != {each: possible for each, _, possible in expected}:
        return f"{text!r}: sets differ"
    first = [(row(document).to_json(), score) for document, score in found.best(FIRST)]
    if first != [(each, score) for each, score, _ in expected[:FIRST]]:
        return f"{text!r}: {first} is not {expected[:FIRST]}"
    return ""


@pytest.fixture(scope="module", params=range(LIBRARIES))
def seed_and_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Engine]]:
    seeded = random.Random(request.param)  # noqa: S311 - a choice of words
    engine = refreshed_library(tmp_path_factory.mktemp("oracle"), seeded)
    yield request.param, engine
    engine.reader.close()


def test_random_queries_find_what_brute_force_finds(seed_and_engine: tuple[int, Engine]) -> None:
    seed, engine = seed_and_engine
    seeded = random.Random(seed)  # noqa: S311 - a choice of words
    told = told_by(engine.library)
    oracle = Oracle(told)
    answered = 0
    for _ in range(QUERIES):
        text = random_query(seeded, told)
        assert not mismatch(text, engine, oracle)
        answered += bool(find(text, Search(engine.reader)).matched)
    assert answered > QUERIES / 3
