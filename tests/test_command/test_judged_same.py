"""Two records judged the same are one everywhere, whichever id or name is asked for."""

import hashlib
from pathlib import Path

import pytest

from factsheets.library import Library, open_library
from factsheets.register import judge_different, judge_same
from tests.test_command.running import Run

SOURCE = "Harbour Lights Ltd was paid 1,200 euros by the town council.\n"
SHEET = """\
format: 1
id: {sheet}
title: Lamps of {sheet}
lang: en
status: draft
sources:
- id: s1
  file: lamps.md
  sha256: {sha}
  lang: en
actors:
- id: {payee}
  name: {name}
  kind: company
  evidence:
  - {{source: s1, paragraph: 1, exact: Harbour Lights Ltd}}
- id: council
  name: Town council
  kind: public-body
  evidence:
  - {{source: s1, paragraph: 1, exact: town council}}
figures:
- id: lamps
  label: Lamps bought in {sheet}
  kind: payment
  value: '1200'
  currency: EUR
  currency_from: explicit
  payer: council
  payee: {payee}
  about: [{payee}]
  printed: 1,200 euros
  evidence:
  - {{source: s1, paragraph: 1, exact: '1,200 euros'}}
"""
RECORDS = {"north": ("harbour-lights", "Harbour Lights Ltd"), "south": ("hlc", "Quayside Lamps"), "west": ("ql", "QLX")}


@pytest.fixture
def lamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:

    root = tmp_path / "lamps"
    (root / "sheets").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "seeds" / "lamps.md").write_text(SOURCE, encoding="utf-8")
    (root / "gazetteer.yaml").write_text("format: 1\n", encoding="utf-8")
    sha = hashlib.sha256(SOURCE.encode()).hexdigest()
    for sheet, (payee, name) in RECORDS.items():
        told = SHEET.format(sheet=sheet, payee=payee, name=name, sha=sha)
        (root / "sheets" / f"{sheet}.yaml").write_text(told, encoding="utf-8")
    monkeypatch.setenv("FACTFILE_LIBRARY", str(root))
    return open_library(root)


@pytest.fixture
def judged(lamps: Library) -> Library:
    """The three are one: a chain of two judgements."""
    judge_same(lamps, "hlc", "harbour-lights")
    judge_same(lamps, "ql", "hlc")
    return lamps


IDS = tuple(ident for ident, _ in RECORDS.values())
NAMES = tuple(name for _, name in RECORDS.values())
ALL = {"north#lamps", "south#lamps", "west#lamps"}


def test_before_the_judgement_they_are_three(lamps: Library, run: Run) -> None:
    assert {row["ref"] for row in run("ask", "QLX", "--json").json["answers"]} <= {"west#lamps", "west#ql"}
    assert {row["sheet"] for row in run("links", "hlc", "--json").json["links"]} == {"south"}


@pytest.mark.parametrize("name", NAMES)
def test_any_name_finds_all(judged: Library, run: Run, name: str) -> None:
    assert {row["ref"] for row in run("ask", f"{name} payment", "--json").json["answers"]} == ALL
    found = run("find", f'actor:"{name}" type:figure', "--jsonl").rows
    assert {f"{row['sheet']}#{row['fact']}" for row in found} == ALL


@pytest.mark.parametrize("ident", IDS)
def test_any_id_leads_to_all(judged: Library, run: Run, ident: str) -> None:
    assert {row["sheet"] for row in run("links", ident, "--json").json["links"]} == {"north", "south", "west"}
    found = run("find", f"actor:{ident} type:figure", "--jsonl").rows
    assert {f"{row['sheet']}#{row['fact']}" for row in found} == ALL
    shown = run("show", ident, "--json").json
    assert (shown["id"], shown["name"]) == ("harbour-lights", "Harbour Lights Ltd")
    assert {row["sheet"] for row in shown["facts"]} == {"north", "south", "west"}
    page = run("show", ident, "--plain").out
    assert page.startswith("Harbour Lights Ltd\n")
    assert all(f"Lamps of {sheet}" in page for sheet in RECORDS)


def test_one_name_and_one_id_are_shown(judged: Library, run: Run) -> None:
    for sheet, (ident, name) in RECORDS.items():
        page, printed = run("show", sheet, "--plain").out, run("print", sheet).out
        assert "Harbour Lights Ltd" in page
        assert "Harbour Lights Ltd" in printed
        if ident != "harbour-lights":
            assert name not in page
            assert f"-> {name}" not in printed
    assert all("Harbour Lights Ltd" in line for line in run("figures", "--csv").out.splitlines()[1:])
    one = {"id": "harbour-lights", "name": "Harbour Lights Ltd"}
    for answer in run("ask", "lamps payment", "--json").json["answers"]:
        assert answer["payee"] == one
        assert answer["about"] == [one]
    assert run("show", "west#lamps", "--json").json["payee"] == one


def test_the_sheets_file_keeps_what_it_said(judged: Library, run: Run) -> None:
    assert [actor["id"] for actor in run("show", "west", "--json").json["actors"]] == ["ql", "council"]


def test_judged_different_again_they_are_two_again(judged: Library, run: Run) -> None:
    run("ask", "QLX")
    judge_different(judged, "hlc", "harbour-lights")
    assert {row["sheet"] for row in run("links", "ql", "--json").json["links"]} == {"south", "west"}
    assert {row["sheet"] for row in run("links", "harbour-lights", "--json").json["links"]} == {"north"}


def test_a_ring_and_judgements_without_records_are_safe(lamps: Library, run: Run) -> None:
    run("ask", "QLX")
    pairs = "[a, b], [b, a], [hlc, ql], [ql, harbour-lights], [harbour-lights, hlc], [hlc, hlc]"
    lamps.gazetteer_file.write_text(f"same_as: [{pairs}]\n", encoding="utf-8")
    assert {row["sheet"] for row in run("links", "ql", "--json").json["links"]} == {"north", "south", "west"}
    assert {row["sheet"] for row in run("show", "hlc", "--json").json["facts"]} == {"north", "south", "west"}
    assert run("check").code == 0


def test_a_contradiction_is_a_problem_with_its_place(judged: Library, run: Run) -> None:
    told = judged.gazetteer_file.read_text("utf-8") + "not_same_as:\n- [ql, harbour-lights]\n"
    judged.gazetteer_file.write_text(told, encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    assert f"gazetteer.yaml:{told.count(chr(10))}:3: `ql` and `harbour-lights` are judged different here" in ran.out
