"""Tables as files: what is shown, whole numbers, the proof, and nothing that a program would run."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.test_tui.table_rows import event, figure
from tui.tables.totals import totals_of
from tui.tables.view import View
from tui.tables.written import as_csv, as_markdown, totals_csv, totals_markdown, totals_payload

LABEL = View(columns=("label",))
HOSTILE = ("=HYPERLINK(1)", "+cmd", "-1+1", "@SUM(A1)", "\tx", "a|b", "[x](javascript:1)", "<script>", "`x`", "\x1b[2J")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def cells(markdown: str) -> list[str]:
    """The text of the first table's cells, as a reader of Markdown has them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    inside = [token for before, token in pairwise(tokens) if before.type == "td_open"]
    assert not [
        child.type for token in inside for child in token.children or () if child.type not in {"text", "text_special"}
    ]
    return ["".join(child.content for child in token.children or ()) for token in inside]


def test_a_row_has_its_reference_its_whole_number_and_its_proof() -> None:
    row = read(as_csv("figures", LABEL, [figure("a", "3..7", date="2025-09", unit="users")]))[0]
    assert (row["ref"], row["min"], row["max"], row["value"], row["date_edtf"]) == (
        "harbour#a",
        "3",
        "7",
        "",
        "2025-09",
    )
    assert (row["quote"], row["source_title"], row["paragraph"]) == ("printed 3..7", "The report", "3")
    assert (row["nature"], row["status"]) == ("reported", "reviewed"), "whatever columns are chosen"
    shown = read(as_csv("timeline", View(), [event("a", "2020/2021")]))[0]
    assert (shown["earliest"], shown["latest"]) == ("2020-01-01", "2021-12-31")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_of_a_csv_is_a_formula(hostile: str) -> None:
    text = as_csv("figures", LABEL, [figure("a", label=hostile, printed=hostile, source=hostile)])
    assert "\x1b" not in text
    for cell in read(text)[0].values():
        assert not cell.startswith(("=", "+", "-", "@", "\t"))


@given(st.text(max_size=30), st.sampled_from(HOSTILE))
def test_a_cell_of_markdown_is_text(label: str, hostile: str) -> None:
    markdown = as_markdown("Figures", "figures", LABEL, [figure("a", label=f"x{label}{hostile}x")])
    found = cells(markdown)
    assert len(found) == 5
    assert found[1:4] == ["reported", "reviewed", "harbour#a"]
    assert found[0].startswith("x")
    assert found[0].endswith("x")


def test_markdown_says_what_was_chosen() -> None:
    view = View(sort="-amount", filter="kind:contract")
    text = as_markdown("Figures of x", "figures", view, [figure("a")])
    assert text.startswith("# Figures of x\n\n1 row; sorted by amount, the other way round; filter: kind:contract\n")
    assert "printed 100, The report, paragraph 3" in text


def test_a_restated_source_is_said_to_be_one() -> None:
    row = figure("a", restated=True)
    assert "printed 100, The report, restated, paragraph 3" in as_markdown("T", "figures", View(), [row])
    assert [one["restated"] for one in read(as_csv("figures", LABEL, [row, figure("b")]))] == ["true", "false"]


def test_totals_as_files_name_what_was_added_and_what_was_not() -> None:
    totals = totals_of([figure("a", "0.10"), figure("b", "~5")])
    first, second = read(totals_csv(totals))
    assert (first["total"], first["currency"], first["refs"], first["left_out"]) == ("0.1", "USD", "harbour#a", "")
    assert (second["total"], second["refs"]) == ("", "harbour#b")
    assert "harbour#a" in totals_markdown("Totals", totals)
    assert totals_payload(totals)["left_out"][0]["figures"] == 1


@given(st.text(max_size=40) | st.sampled_from(["{", "[]", '{"sort": 1}', '{"columns": [1, "a"]}', "[" * 9999]))
def test_a_kept_view_may_hold_anything(text: str) -> None:
    assert View.read(text).first == 0


def test_a_view_is_read_as_it_was_kept() -> None:
    view = View("-amount", "payer:ice é", ("amount", "sheet"), 2)
    assert View.read(str(view)) == view
    assert len(str(View(filter="x" * 5_000))) < 1_000


def test_columns_toggle_and_the_last_one_stays() -> None:
    usual, known = ("amount", "label"), ("amount", "label", "sheet")
    assert View().toggled("sheet", usual, known).columns == known
    assert View().toggled("label", usual, known).columns == ("amount",)
    assert View(columns=("amount",)).toggled("amount", usual, known).columns == ("amount",)
