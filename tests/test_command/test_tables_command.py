"""Figures and timelines on the command line: order, columns, forms, and what programs may rely on."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from tests.test_command.running import Run
from tests.test_command.test_machine_output import assert_fact
from tui import options
from tui.tables.columns import BY_KIND

SHEET = "minneapolis-immigration-tech"


def test_the_columns_that_can_be_typed_are_those_that_there_are() -> None:
    assert tuple(column.id for column in BY_KIND["figures"]) == options._FIGURE_COLUMNS
    assert tuple(column.id for column in BY_KIND["timeline"]) == options._TIMELINE_COLUMNS


def test_a_timeline_is_facts_with_their_first_and_last_day(run: Run) -> None:
    found = run("timeline", "--json").json
    assert set(found) == {"version", "timeline"}
    for fact in found["timeline"]:
        days = {name: fact.pop(name) for name in ("earliest", "latest")}
        assert_fact(fact)
        assert all(day is None or len(day) == 10 for day in days.values())
    assert run("timeline", "--jsonl").rows[0]["earliest"] == "2020-01-01"
    dated = [fact for fact in found["timeline"] if fact["date"] and "XXXX" not in fact["date"]]
    assert found["timeline"][: len(dated)] == dated, "what has no date comes last"


def test_sorted_figures_keep_their_shape(run: Run) -> None:
    ran = run("figures", "--sort", "amount", "--reverse", "--json")
    values = [fact["value"] for fact in ran.json["figures"] if fact["currency"] == "USD" and fact["value"]]
    assert values == ["30000000", "3750000", "99"]
    for fact in ran.json["figures"]:
        assert_fact(fact)
    assert "unlike currencies and units are not compared" in ran.err


def test_the_usual_csv_is_what_it_was_in_any_order(run: Run) -> None:
    usual, ordered = run("figures", "--csv").out, run("figures", "--csv", "--sort", "label").out
    assert usual.splitlines()[0] == ordered.splitlines()[0]
    assert usual != ordered
    assert sorted(usual.splitlines()) == sorted(ordered.splitlines())


def test_csv_of_chosen_columns_has_the_whole_number_and_the_proof(run: Run) -> None:
    text = run("figures", "--columns", "amount, payee", "--where", "kind:contract", "--csv").out
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["ref"], first["amount"], first["payee"]) == (
        f"{SHEET}#ice-clearview-2025-09", "$3,750,000", "Clearview AI",
    )  # fmt: skip
    assert (Decimal(first["value"]), first["currency"], first["basis"]) == (Decimal(3_750_000), "USD", "paid")
    assert (first["printed"], first["paragraph"]) == ("3.75 millions de dollars", "18")
    assert second["status"] == "reviewed"


def test_totals_are_of_all_rows_whatever_the_limit(run: Run) -> None:
    found = run("figures", "--totals", "--json", "--limit", "1").json
    assert found["figures"] == 11
    assert [(line["total"], line["basis"], line["figures"]) for line in found["totals"]] == [
        ("30000000", None, 1),
        ("3750000", "paid", 1),
    ]
    assert sum(one["figures"] for one in found["left_out"]) == 9
    assert len(run("figures", "--totals", "--jsonl").rows) == 5
    assert "$3,750,000" in run("figures", "--totals", "--markdown").out
    assert next(csv.DictReader(io.StringIO(run("figures", "--totals", "--csv").out)))["total"] == "30000000"


@pytest.mark.parametrize("verb", ["figures", "timeline"])
def test_plain_is_ascii_and_a_sentence_a_row(run: Run, verb: str) -> None:
    out = run(verb, "--plain").out
    assert out.isascii()
    assert "->" not in out
    assert "|" not in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_markdown_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "figures.md"
    assert run("figures", "--markdown", "-o", str(file)).code == 0
    assert file.read_text().startswith("# Figures of the library\n")
    assert f"| {SHEET}#ice-clearview-2025-09 |" in file.read_text()


def test_a_filter_and_sheets_go_together(run: Run) -> None:
    assert run("figures", SHEET, "--where", "kind:count", "--jsonl").rows
    assert run("figures", "smugglers-ai-us-mexico", "--where", "clearview").code == 1
    assert run("figures", "nope", "--where", "clearview").code == 1
    assert "may match or not" in run("figures", "--where", "amount:>20M", "--jsonl").err


@pytest.mark.parametrize(
    "wrong", [["--sort", "colour"], ["--columns", "colour"], ["--reverse"], ["--markdown", "--json"]]
)
def test_what_makes_no_sense_is_a_usage_error(run: Run, wrong: list[str]) -> None:
    assert run("figures", *wrong).code == 2
