"""The index is Whoosh's to read: a stock searcher over the segments of a library finds what we find."""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from index.answer import Engine
from index.reader import IndexReader
from index.whoosh_imports import reading
from tests.test_index.tables import add_decoys, empty_library

SEED = 20


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Refreshed after sheets were removed and edited: several segments, with documents that no longer count."""
    root = tmp_path_factory.mktemp("searched")
    library, environment = add_decoys(empty_library(root / "library")), {"HOME": str(root)}
    for step in range(3):
        found = Engine.open(library, environment)
        found.reader.close()
        first, second = sorted(library.sheets_dir.glob("*.yaml"))[step : step + 2]
        first.unlink()
        second.write_text(second.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    found = Engine.open(library, environment)
    assert len(found.built.stamp.parts) == 4
    yield found
    found.reader.close()


@pytest.fixture(scope="module")
def searcher(engine: Engine) -> Iterator[Any]:
    """Whoosh's, over the readers through which the engine's own segments were opened."""
    from whoosh.searching import Searcher  # noqa: PLC0415 - nothing else searches with Whoosh

    leaves = engine.built.index
    assert all(type(leaf.reader) is reading.SegmentReader for leaf in leaves)
    with Searcher(reading.MultiReader([leaf.reader for leaf in leaves])) as opened:
        yield opened


def found_by(searcher: Any, query: Any) -> list[int]:
    return sorted(searcher.docs_for_query(query))


def sample(reader: IndexReader, field: str, count: int) -> list[str]:
    every = reader.terms(field)
    return random.Random(SEED).sample(every, min(count, len(every)))  # noqa: S311 - a sample, not a secret


@pytest.mark.parametrize("field", ["words", "forms", "names", "edges", "context", "quoted", "refs", "sources", "key"])
def test_each_term_leads_whoosh_to_the_same_documents(engine: Engine, searcher: Any, field: str) -> None:
    from whoosh.query import Prefix, Term  # noqa: PLC0415

    for term in sample(engine.reader, field, 60):
        assert found_by(searcher, Term(field, term)) == list(engine.reader.postings(field, term)), term
        beginning = term[:2]
        assert found_by(searcher, Prefix(field, beginning)) == list(engine.reader.beginning(field, beginning))


def test_boolean_queries_and_phrases_lead_whoosh_to_the_same_documents(engine: Engine, searcher: Any) -> None:
    from whoosh.query import And, Not, Or, Phrase, Term  # noqa: PLC0415

    reader = engine.reader
    lists = {term: reader.postings("words", term) for term in reader.terms("words")}
    frequent = sorted(lists, key=lambda term: (-len(lists[term]), term))[:20]
    for one, other in pairwise(frequent):
        both, either = lists[one] & lists[other], lists[one] | lists[other]
        assert found_by(searcher, And([Term("words", one), Term("words", other)])) == list(both)
        assert found_by(searcher, Or([Term("words", one), Term("words", other)])) == list(either)
        assert found_by(searcher, And([Term("words", one), Not(Term("words", other))])) == list(lists[one] - both)
        for words in ([one, other], [other, one]):
            assert found_by(searcher, Phrase("words", words)) == list(reader.phrase("words", words))


def test_whoosh_reads_the_same_rows_and_columns(engine: Engine, searcher: Any) -> None:
    reader = engine.reader
    assert list(searcher.reader().all_doc_ids()) == list(reader.documents)
    kinds = reader.column("kind")
    column = searcher.reader().column_reader("kind")
    for document in reader.documents:
        assert column[document] == kinds[document]
        assert searcher.stored_fields(document)["row"] == reader._stored(document)
