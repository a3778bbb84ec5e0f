"""The shapes that are promised to programs: every key always there, null for what is absent, numbers as strings."""

import csv
import io
import re
from typing import Any

import pytest

from tests.test_command.running import Run

FACT = {
    "ref", "sheet", "fact", "type", "label", "kind", "value", "min", "max", "magnitude", "currency", "unit",
    "modifier", "basis", "per", "payer", "payee", "about", "speaker", "via", "date", "printed", "nature", "rank",
    "status", "checked", "matched", "unmatched", "not_stated", "evidence",
}  # fmt: skip
EVIDENCE = {"source", "title", "file", "exact", "start", "end", "paragraph", "page", "restated", "verified"}
HIT = {"version", "type", "sheet", "fact", "title", "snippet", "score", "source", "paragraph", "possible"}
PROBLEM = {"path", "line", "column", "key", "message", "hint", "severity"}
TYPES = {"figure", "actor", "tool", "place", "date", "statement"}
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def assert_fact(fact: dict[str, Any]) -> None:
    assert set(fact) - {"version"} == FACT
    assert fact["type"] in TYPES
    assert fact["ref"] == f"{fact['sheet']}#{fact['fact']}"
    for key in ("value", "min", "max", "magnitude"):
        assert fact[key] is None or _DECIMAL.fullmatch(fact[key])
    for key in ("payer", "payee", "speaker", "via"):
        assert fact[key] is None or set(fact[key]) == {"id", "name"}
    assert "" not in [value for value in fact.values() if isinstance(value, str)]
    for piece in fact["evidence"]:
        assert set(piece) == EVIDENCE
        assert piece["verified"] in {"text", "original", "no"}
        assert isinstance(piece["start"], int)
        assert isinstance(piece["restated"], bool)


@pytest.mark.parametrize("question", ["Palantir", "who is Kash Patel", "Minneapolis", "Defrost MN", "George Floyd"])
def test_ask(question: str, run: Run) -> None:
    found = run("ask", "--json", question).json
    assert set(found) == {"version", "query", "answers", "sheets", "hints"}
    assert (found["version"], found["query"]) == (1, question)
    assert found["answers"]
    for fact in found["answers"]:
        assert_fact(fact)
    for hit in found["sheets"]:
        assert set(hit) == HIT
    lines = run("ask", "--jsonl", question).rows
    assert lines == found["answers"]


def test_find(run: Run) -> None:
    lines = run("find", "--jsonl", "immigration").rows
    assert {hit["type"] for hit in lines} >= {"figure", "sheet", "passage"}
    for hit in lines:
        assert set(hit) == HIT
        assert isinstance(hit["score"], float)
        assert (hit["fact"] is None) == (hit["type"] in {"sheet", "passage"})
        assert (hit["paragraph"] is None) == (hit["type"] != "passage")
    whole = run("find", "--json", "immigration").json
    assert set(whole) == {"version", "query", "total", "hits", "hints"}
    assert whole["hits"] == lines


def test_a_sheet_and_what_is_in_it(run: Run) -> None:
    sheet = run("show", "--json", "minneapolis-immigration-tech").json
    assert (sheet["version"], sheet["id"], sheet["format"]) == (1, "minneapolis-immigration-tech", "1")
    assert {"sources", "actors", "tools", "figures", "dates", "statements"} <= set(sheet)
    fact = run("show", "--json", "minneapolis-immigration-tech#ice-clearview-2025-09").json
    assert_fact(fact)
    assert fact["version"] == 1
    actor = run("show", "--json", "actor/ice").json
    assert set(actor) == {"version", "type", "id", "name", "kind", "aliases", "outside", "facts"}
    assert actor == run("show", "--json", "ice").json
    source = run("show", "--json", "source/smugglers-ai-us-mexico/s1").json
    assert set(source) == {"version", "sheet", "source", "title", "file", "restated", "verified", "paragraphs"}
    assert source["paragraphs"][0].startswith("# ")


def test_figures(run: Run) -> None:
    figures = run("figures", "--json").json["figures"]
    assert len(figures) == 11
    for fact in figures:
        assert_fact(fact)
    assert run("figures", "--jsonl").rows == figures
    table = list(csv.DictReader(io.StringIO(run("figures", "--csv").out)))
    assert [row["value"] for row in table] == [fact["value"] or "" for fact in figures]
    assert {row["payer"] for row in table} >= {"ICE", "US government", ""}


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
@pytest.mark.parametrize(
    ("verb", "key"),
    [
        (("list",), "sheets"),
        (("links", "ice"), "links"),
        (("verify",), "sources"),
        (("originals",), "originals"),
    ],
)
def test_rows(verb: tuple[str, ...], key: str, form: str, run: Run) -> None:
    whole = run(*verb, "--json").json
    rows = whole[key] if form == "--json" else run(*verb, form).rows
    assert whole["version"] == 1
    assert len({tuple(row) for row in rows}) == 1
    table = list(csv.DictReader(io.StringIO(run(*verb, "--csv").out)))
    assert [list(row) for row in table] == [list(row) for row in rows]


def test_check(run: Run) -> None:
    assert run("check", "--json").json == []
    run("init", "mine", "--empty")
    run("new", "one", "--library", "mine")
    with open("mine/sheets/one.yaml", "a", encoding="utf-8") as file:  # noqa: PTH123 - a relative name, as typed
        file.write("titel: x\n")
    ran = run("check", "--json", "--library", "mine")
    assert ran.code == 1
    [problem] = ran.json
    assert set(problem) == PROBLEM
    assert (problem["path"], problem["column"], problem["hint"]) == ("one.yaml", 1, "did you mean `title`?")
    assert run("check", "--jsonl", "--library", "mine").rows == [problem]


def test_the_same_library_gives_the_same_bytes(run: Run) -> None:
    for command in (("ask", "--json", "Palantir"), ("find", "--jsonl", "immigration"), ("show", "--json", "ice")):
        assert run(*command).out == run(*command).out


def test_csv_of_an_answer_names_people(run: Run) -> None:
    [row, *_] = csv.DictReader(io.StringIO(run("ask", "--csv", "Clearview contract").out))
    assert (row["payer"], row["payee"], row["value"]) == ("ICE", "Clearview AI", "3750000")
