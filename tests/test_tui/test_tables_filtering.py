"""Fields of a filter that only rows have."""

import pytest

from factsheets.model import Nature
from tests.test_tui.table_rows import figure
from tui.tables.filtering import conditions_of
from tui.tables.in_memory import InMemory
from tui.tables.table import Found, Table, added, completed
from tui.tables.totals import UNSURE
from tui.tables.view import View

ROWS = [
    figure("ice", payer="ICE", basis="paid", nature=Nature.ALLEGED),
    figure("police", payer="Minneapolis Police", basis="paid"),
    figure("dhs", payer="Département de la Sécurité (ICE included)"),
    figure("none"),
]


def facts(text: str) -> list[str]:
    conditions, _ = conditions_of(text)
    return [row.fact for row in ROWS if all(one.holds(row, "en") for one in conditions)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("payer:ice", ["ice", "dhs"]),
        ("payer:lice", []),
        ("payer:pol", ["police"]),
        ('payer:"minneapolis pol"', ["police"]),
        ("payer:securite", ["dhs"]),
        ("payer:(ice", ["dhs"]),
        ("-payer:ice", ["police", "none"]),
        ("payer:ice nature:alleged", ["ice"]),
        ("payer:", ["ice", "police", "dhs", "none"]),
    ],
)
def test_a_text_begins_a_word_of_the_column(text: str, found: list[str]) -> None:
    """ICE is no part of the police: sums over what a filter leaves are published."""
    assert facts(text) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [("payer:ice OR payer:dhs", True), ("(contract) payer:ice", True), ("payer:(ice", False), ("payer:x paid", False)],
)
def test_that_such_fields_are_no_alternatives_is_told(text: str, told: bool) -> None:
    hints = completed(Table(InMemory("figures", ROWS)).arranged(View(filter=text))).hints
    assert bool(hints and "OR and brackets are for words" in hints[0]) is told


class Unsure(InMemory):
    """Answers a search with a row that may be meant and one that may or may not."""

    def found(self, query: str) -> Found:
        return Found([0, 1], (f"searched {query}",), frozenset({1}))


def test_what_may_be_meant_or_not_is_shown_and_not_added() -> None:
    source = Unsure("figures", [figure("a", payee="x"), figure("b", payee="y"), figure("c", payee="z")])
    rows = completed(Table(source).arranged(View(filter="date:2025")))
    totals = completed(added(source, rows))
    assert list(rows.numbers) == [0, 1]
    assert [line.refs for line in totals.lines] == [["harbour#a"]]
    assert [(one.reason, one.refs) for one in totals.left_out] == [(UNSURE, ["harbour#b"])]
