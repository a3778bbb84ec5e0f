"""Any text of any length into the query box: it is answered, or refused with a hint, and never costs more than so much.

Work is counted, not timed: posting lists read, terms that a beginning stands for, nodes of the tree.
"""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.answer import Engine
from index.complete import complete
from index.query import DEEPEST, MOST_CHARACTERS, MOST_TERMS, And, Field, Node, Not, Or, Query, parse
from index.query_lexemes import ALIASES, FIELDS
from index.reader import IndexReader

LONGEST = 1_000_000
MOST_POSTINGS = 2_000
"""Lists read for one query: sixteen words, each with what stands for it in three languages."""
MOST_PREFIXES = 6 * MOST_TERMS
MOST_ROWS = 150
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""Texts of a million characters take minutes to shrink."""

PIECES = st.sampled_from(
    [
        *(f"{name}:" for name in (*FIELDS, *ALIASES, "rol", "https")),
        *('"', "(", ")", "-", "--", "*", "OR", "AND", "NOT", "|", ">", "<=", "..", "@", "@x", "sort:-amount", ",", "'"),
        *("Clearview", "ICE", "contract", "contrat", "3,75", "M$", "1M..5M USD", "million", "285.000", "2025", "-1"),
        *("2025-99", "septembre", "l'", "d’", "R&D", "C++", "EE. UU.", "U. S.", "e-mail", "a*", "pal*", "*a*", "?*"),
        *("\0", "\x1b[2J", "\u202e", "\ud800", "\u0301", "\u00ad", "²", "٣٫٧٥", "日本", "İ", "ß", "\n", "\t", "\u202f"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.tuples(st.one_of(PIECES, st.text(min_size=1, max_size=8)), st.integers(1, LONGEST)).map(
        lambda pair: (pair[0] * pair[1])[:LONGEST]
    ),
)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each costly thing of the index was asked for."""
    counted: Counter[str] = Counter()

    def counting(name: str) -> None:
        plain: Callable[..., object] = getattr(IndexReader, name)

        def run(self: IndexReader, *arguments: object) -> object:
            counted[name] += 1
            return plain(self, *arguments)

        monkeypatch.setattr(IndexReader, name, run)

    for name in ("postings", "completions", "row"):
        counting(name)
    return counted


def nodes(node: Node | None, depth: int = 1) -> Iterator[tuple[Node, int]]:
    """Every node of a tree with its depth."""
    if node is None:
        return
    yield node, depth
    inside = node.nodes if isinstance(node, And | Or) else (node.node,) if isinstance(node, Not) else ()
    for one in inside:
        yield from nodes(one, depth + 1)


def assert_bounded(query: Query) -> None:
    found = list(nodes(query.node))
    assert len(found) <= 6 * MOST_TERMS
    assert max((depth for _, depth in found), default=0) <= 4 * (DEEPEST + 2)
    assert len(query.hints) <= 2 * MOST_TERMS
    assert all(len(hint) < 600 for hint in query.hints)


@settings(max_examples=400, phases=NO_SHRINKING)
@given(text=TEXTS, typing=st.booleans())
def test_any_text_is_a_query(text: str, typing: bool) -> None:
    query = parse(text, typing=typing)
    assert_bounded(query)
    assert query.plain is parse(text).plain
    assert all(one.name in FIELDS for one, _ in nodes(query.node) if isinstance(one, Field))


@settings(max_examples=150, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_found_or_refused_within_bounds(shipped_engine: Engine, work: Counter[str], text: str) -> None:
    work.clear()
    hits, hints = shipped_engine.find(text, 20)
    assert hints or len(text) <= MOST_CHARACTERS
    assert work["postings"] <= MOST_POSTINGS
    assert work["completions"] <= MOST_PREFIXES
    assert work["row"] <= MOST_ROWS
    assert len(hits) <= 20


@settings(max_examples=150, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_suggested_asked_and_completed_within_bounds(
    shipped_engine: Engine, work: Counter[str], text: str
) -> None:
    for ask in (
        lambda: shipped_engine.suggest(text, 20),
        lambda: complete(text, len(text), shipped_engine.reader),
        lambda: shipped_engine.ask(text, 3),
        lambda: shipped_engine.searched(parse(text, typing=True)).best(20),
    ):
        work.clear()
        ask()
        assert work["postings"] <= MOST_POSTINGS
        assert work["completions"] <= MOST_PREFIXES
        assert work["row"] <= MOST_ROWS
