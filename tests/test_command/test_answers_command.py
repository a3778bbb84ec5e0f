"""The questions that the shipped library has to answer, and the one that it must not."""

from pathlib import Path

import pytest

from tests.test_command.running import Run

CLEARVIEW = "minneapolis-immigration-tech#ice-clearview-2025-09"
CLEARVIEW_QUESTIONS = (
    "Clearview contract amount",
    "montant du contrat Clearview",
    "importe del contrato Clearview",
    "how much did ICE pay Clearview",
    "3,75 M$",
    "3.75 million",
)
FIRST_FIGURES = (
    ("Palantir", "30000000", "USD", None, "total"),
    ("TurnSignl subscription price", "99", "USD", None, "year"),
    ("TurnSignl users", "285000", None, "users", "total"),
)
REACHED = (
    ("Renee Good", "renee-good"),
    ("who is Kash Patel", "kash-patel"),
    ("Defrost MN", "defrost-mn"),
    ("alert app consulate", "distress-app"),
)


@pytest.mark.parametrize("question", CLEARVIEW_QUESTIONS)
def test_the_clearview_contract(question: str, run: Run) -> None:
    ran = run("ask", "--json", *question.split())
    assert ran.code == 0
    first = ran.json["answers"][0]
    assert first["ref"] == CLEARVIEW
    assert (first["value"], first["currency"], first["date"]) == ("3750000", "USD", "2025-09")
    assert (first["payer"], first["payee"]) == (
        {"id": "ice", "name": "ICE"},
        {"id": "clearview-ai", "name": "Clearview AI"},
    )
    evidence = first["evidence"][0]
    assert (evidence["exact"], evidence["paragraph"]) == ("3.75 millions de dollars", 18)
    assert (evidence["restated"], evidence["verified"]) == (True, "text")
    text = run("ask", question).out
    assert "3.75 millions de dollars à Clearview AI" in " ".join(text.split())
    assert "restated; original not attached" in " ".join(text.split())


@pytest.mark.parametrize(("question", "value", "currency", "unit", "per"), FIRST_FIGURES)
def test_first_figures(question: str, value: str, currency: str | None, unit: str | None, per: str, run: Run) -> None:
    first = run("ask", "--json", question).json["answers"][0]
    assert (first["value"], first["currency"], first["unit"], first["per"]) == (value, currency, unit, per)


@pytest.mark.parametrize(("question", "fact"), REACHED)
def test_the_right_fact_is_reached(question: str, fact: str, run: Run) -> None:
    assert run("ask", "--json", question).json["answers"][0]["fact"] == fact


def test_a_date_that_is_not_stated_is_said_to_be_so(run: Run) -> None:
    first = run("ask", "--json", "Palantir contract date").json["answers"][0]
    assert first["fact"] == "palantir-platform-contract"
    assert (first["date"], first["not_stated"]) == (None, ["date"])
    assert run("ask", "Palantir contract date").out.startswith("date: not stated in 1 source\n$30,000,000")


def test_what_a_draft_lacks_is_not_said_of_its_sources(run: Run) -> None:
    assert run("init", "mine").code == 0
    sheet = Path("mine/sheets/minneapolis-immigration-tech.yaml")
    sheet.write_text(sheet.read_text("utf-8").replace("status: reviewed", "status: draft", 1), encoding="utf-8")
    told = run("ask", "--library", "mine", "Palantir contract date").out
    assert told.startswith("date: not in this draft\n")
    assert "not stated in" not in told


def test_a_navigation_headline_finds_nothing(run: Run) -> None:
    ran = run("ask", "Uber", "Urssaf")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("No answer to “Uber Urssaf”\n")


def test_a_limit_is_kept(run: Run) -> None:
    assert len(run("ask", "--json", "--limit", "2", "immigration").json["answers"]) == 2
    assert len(run("find", "--jsonl", "--limit", "3", "immigration").rows) == 3
