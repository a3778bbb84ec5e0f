"""Figures as CSV: a row each, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.export.tables import FIGURE_COLUMNS, figure_rows, to_csv
from factsheets.model import FactSheet
from factsheets.safe_text import safe_lines
from tests.test_factsheets.markdown_hostile import hostile, sheets
from tests.test_factsheets.markdown_sheets import FULL

NAMES = {"ice": "ICE", "clearview-ai": "Clearview AI"}


def test_a_figure_is_one_row_however_much_evidence_it_has() -> None:
    rows = list(figure_rows([FULL], lambda one: NAMES.get(one, one)))
    assert [row["fact"] for row in rows] == ["ice-clearview-2025-09", "price", "spending"]
    assert rows[0] == {
        "sheet": "minneapolis-tech",
        "fact": "ice-clearview-2025-09",
        "label": "Software and related services",
        "kind": "contract",
        "value": "3750000",
        "min": "",
        "max": "",
        "magnitude": "",
        "currency": "USD",
        "unit": "",
        "modifier": "as-printed",
        "basis": "paid",
        "per": "total",
        "payer": "ICE",
        "payee": "Clearview AI",
        "date": "2025-09",
        "printed": "3.75 millions de dollars",
        "nature": "reported",
        "status": "draft",
        "rank": "preferred",
        "source": "s1",
        "paragraph": "18",
        "page": "",
        "exact": "3.75 millions de dollars",
    }
    assert (rows[2]["magnitude"], rows[2]["source"], rows[2]["exact"]) == ("1000000", "", "")


@given(sheet=sheets)
def test_every_row_has_every_column(sheet: FactSheet) -> None:
    rows = list(figure_rows([sheet], str))
    assert all(tuple(row) == FIGURE_COLUMNS for row in rows)


@pytest.mark.parametrize("text", ["=1+1", "+1 day", "-x", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "-1-1", "- 5", "+"])
def test_a_formula_is_made_inert(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(to_csv([{"a": text}], ["a"]).split("\n", 1)[1])))
    assert cell[0] == "'"


@pytest.mark.parametrize("text", ["-5", "+3.5", "3750000", "3.75 millions", "ICE", "a=b", "2025-09", ""])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert to_csv([{"a": text, "b": "x"}], ["a", "b"]) == f"a,b\n{text},x\n"


def test_cells_are_quoted_where_they_must_be() -> None:
    assert to_csv([{"a": 'one, "two"', "b": "x\ny"}], ["b", "a", "c"]) == 'b,a,c\nx y,"one, ""two""",\n'


@given(rows=st.lists(st.fixed_dictionaries({"a": hostile, "b": hostile}), max_size=4))
def test_what_is_written_reads_back_row_for_row(rows: list[dict[str, str]]) -> None:
    text = to_csv(rows, ["a", "b"])
    assert len(list(csv.reader(io.StringIO(text)))) == len(rows) + 1
    assert text.count("\n") == len(rows) + 1
    assert safe_lines(text) == text
