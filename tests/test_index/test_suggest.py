"""What stands in the list at each keystroke: against every document, and the rules of its order."""

import random
from collections.abc import Iterator

import pytest

from index.analysis import tokens
from index.answer import Engine
from index.question import understand
from index.schema import LONGEST_EDGE, DocType, Row
from index.search import Search
from index.suggest import suggestions
from tests.test_index.oracle import Oracle, Told, told_by
from tests.test_index.random_libraries import NAMES, POOL, refreshed_library

ROWS = 10_000
TYPED = 150


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = refreshed_library(tmp_path_factory.mktemp("suggest"), random.Random(5))  # noqa: S311 - a choice of words
    yield engine
    engine.reader.close()


@pytest.fixture(scope="module")
def oracle(engine: Engine) -> Oracle:
    return Oracle(told_by(engine.library))


def rows(engine: Engine, text: str, most: int = ROWS) -> list[Row]:
    found, _ = suggestions(text, Search(engine.reader), most, lambda _: ())
    return [engine.reader.row(document) for document in found]


def begins(told: Told, prefix: str) -> bool:
    if len(prefix) <= LONGEST_EDGE:
        return told.has("edges", prefix)
    return any(word.startswith(prefix) for word in told.words)


def test_every_document_with_the_words_and_the_beginning_is_there(engine: Engine, oracle: Oracle) -> None:
    seeded = random.Random(6)  # noqa: S311 - a choice of words
    told = {one.row: one for one in oracle.told}
    for _ in range(TYPED):
        before = seeded.choice(["", *POOL, *NAMES])
        word = seeded.choice(POOL)[: seeded.randint(1, 6)]
        groups = understand(before).groups
        content = [group for group in groups if not group.soft] or groups
        prefix = next(tokens(word, "en")).folded
        wanted = {
            row
            for row, one in told.items()
            if begins(one, prefix) and all(oracle.factor(one, group) for group in content)
        }
        found = {row.to_json() for row in rows(engine, f"{before} {word}".strip())}
        assert wanted <= found, (before, word)
        if content:
            assert all(oracle.factor(told[row], group) for row in found for group in content)


def test_facts_then_sheets_then_passages_and_whole_words_before_beginnings(engine: Engine, oracle: Oracle) -> None:
    told = {one.row: one for one in oracle.told}
    order = {DocType.SHEET: 1, DocType.PASSAGE: 2}
    for typed in ("contract", "ro", "camera", "ice", "qua", "s", "pier"):
        found = [told[row.to_json()] for row in rows(engine, typed)]
        assert found
        group = understand(typed).groups
        keys = [(order.get(one.type, 0), not any(oracle.is_direct(one, each) for each in group)) for one in found]
        assert keys == sorted(keys), typed


def test_a_few_rows_are_the_first_of_all(engine: Engine) -> None:
    for typed in ("contract", "quay ", "s", "ice c"):
        assert rows(engine, typed, 5) == rows(engine, typed)[:5]


def test_a_short_unfinished_word_that_leads_nowhere_leaves_the_list(engine: Engine) -> None:
    assert rows(engine, "quay zzq") == rows(engine, "quay ")
    assert rows(engine, "quay zzqx") == []
    assert rows(engine, "zzq") == []
