"""Each way of looking for an answer, and that none is taken where an earlier one has found something."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factsheets.yaml_text import load_data
from index.answer import Answer, Engine
from tests.test_index.tables import empty_library, write_sheet

TABLES = load_data(Path(__file__).with_name("asked.yaml").read_bytes(), "asked.yaml")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("asked")
    library = empty_library(root / "library")
    assert isinstance(TABLES, list)
    for table in TABLES:
        assert isinstance(table, dict)
        write_sheet(library, table)
    with closing((engine := Engine.open(library, {"HOME": str(root)})).reader):
        yield engine


def facts(engine: Engine, question: str) -> list[str]:
    return [answer.fact.id for answer in engine.ask(question).answers]


def first(engine: Engine, question: str) -> Answer:
    answers = engine.ask(question).answers
    assert answers, f"nothing answers {question!r}"
    return answers[0]


# All words, or nearly all


def test_what_has_all_words_is_all_that_answers(asked: Engine) -> None:
    answer = first(asked, "Moleworks quay contract")
    assert (answer.fact.id, answer.matched, answer.unmatched) == ("quay-works", ("Moleworks", "quay", "contract"), ())
    assert facts(asked, "Moleworks quay contract") == ["quay-works"]


def test_where_nothing_has_all_words_those_that_are_missing_are_shown(asked: Engine) -> None:
    answer = first(asked, "Moleworks quay splendid works contract")
    assert (answer.fact.id, answer.unmatched) == ("quay-works", ("splendid",))


@pytest.mark.parametrize("question", ["Zorblatt quay contract", "Moleworks 70 pounds contract", "Moleworks Rookhope"])
def test_a_name_or_a_sum_is_missed_by_no_answer(asked: Engine, question: str) -> None:
    assert facts(asked, question) == []


# In part


def test_a_named_subject_may_miss_most_other_words_where_the_thing_asked_is_stated(asked: Engine) -> None:
    answer = first(asked, "splendid marvellous contract amount for Moleworks quay")
    assert (answer.fact.id, answer.not_stated) == ("quay-works", ())
    assert set(answer.unmatched) == {"splendid", "marvellous"}


def test_without_a_name_half_of_the_words_must_be_there(asked: Engine) -> None:
    assert facts(asked, "ferry ticket splendid price") == ["ferry-ticket"]
    assert facts(asked, "ferry ticket splendid marvellous price") == ["ferry-ticket"]
    assert facts(asked, "ferry splendid marvellous wondrous price") == []


def test_where_nothing_is_asked_half_of_the_words_are_no_answer(asked: Engine) -> None:
    assert facts(asked, "ferry splendid") == []


def test_when_somebody_did_something_is_answered_by_that_deed_only(asked: Engine) -> None:
    signed, arrested = (f"when did Hollin {did} the splendid marvellous wondrous bay" for did in ("sign", "arrest"))
    assert facts(asked, signed) == ["charter"]
    answer = first(asked, arrested)
    assert (answer.fact.id, answer.not_stated) == ("hollin", ("date",))


# Undated figures where a time is asked


def test_where_nothing_falls_into_the_year_the_undated_are_shown_as_such(asked: Engine) -> None:
    answer = first(asked, "ferry ticket price 2018")
    assert (answer.fact.id, answer.not_stated, answer.unmatched) == ("ferry-ticket", ("date",), ("2018",))


def test_what_is_dated_otherwise_is_no_answer(asked: Engine) -> None:
    assert facts(asked, "Moleworks quay contract 2021") == ["quay-works"]
    assert facts(asked, "Moleworks quay contract 2018") == []


# Passages


def test_a_fact_answers_through_the_passage_that_proves_it(asked: Engine) -> None:
    """Its own words are the engines alone; that pilots grumble about barnacles stands beside them in the source."""
    answer = first(asked, "how many engines have the pilots who grumble about barnacles")
    assert (answer.fact.id, answer.not_stated) == ("tug-engines", ())
    assert facts(asked, "how many engines have the pilots who grumble about barnacles") == ["tug-engines"]
    assert {"pilots", "grumble", "barnacles", "engines"} <= set(answer.matched)


def test_a_passage_proves_no_sum_that_the_fact_has_not(asked: Engine) -> None:
    assert facts(asked, "how many engines have the pilots who scrape barnacles for 900 pounds") == []


def test_a_passage_proves_no_fact_of_another_kind(asked: Engine) -> None:
    assert facts(asked, "price for the pilots who grumble about barnacles") == []


def test_a_passage_answers_only_what_is_asked(asked: Engine) -> None:
    """Without a question there is nothing that the facts of a passage could be checked for."""
    result = asked.ask("pilots grumble barnacles")
    assert not result.answers
    assert [hit.type for hit in result.sheets] == ["passage"]


# Sums in round numbers


@pytest.mark.parametrize("sum_", ["9.3 million dollars", "$9.3 million", "9,3 millions de dollars", "9.3 million"])
def test_a_sum_is_found_by_its_round_number(asked: Engine, sum_: str) -> None:
    assert facts(asked, sum_) == ["lighthouse-cost"]
    assert facts(asked, f"lighthouse {sum_}") == ["lighthouse-cost"]


@pytest.mark.parametrize(
    "sum_",
    [
        "splendid wondrous marvellous lighthouse for 9.3 million",
        "9.2 million",
        "9.3 million euros",
        "9.4 million dollars",
        "9.32 million dollars",
        "9,314,210 dollars",
        "Moleworks 9.3 million",
    ],
)
def test_what_it_does_not_come_to_is_not_found(asked: Engine, sum_: str) -> None:
    assert facts(asked, sum_) == []


# The subject alone


def test_a_known_subject_without_the_thing_asked_says_what_it_lacks(asked: Engine) -> None:
    answer = first(asked, "Moleworks xylophone zither")
    assert (answer.fact.id, answer.not_stated) == ("moleworks", ("xylophone", "zither"))


def test_half_a_name_is_not_the_subject(asked: Engine) -> None:
    assert facts(asked, "Sahel xylophone zither") == []
    assert facts(asked, "Sahel Logistique xylophone zither") == ["sahel"]


# The one described


def test_somebody_who_is_described_is_asked_about(asked: Engine) -> None:
    for question in (
        "age of the mayor of Sandrigg",
        "how old is the mayor of Sandrigg",
        "quel âge a le maire de Sandrigg",
    ):
        answer = first(asked, question)
        assert (answer.fact.id, answer.not_stated) == ("fenn-age", ()), question


def test_a_description_of_two_leads_to_neither(asked: Engine) -> None:
    answer = first(asked, "age of the mayor of Twinbury")
    assert answer.not_stated == ("age",)
    assert "ada-age" not in facts(asked, "age of the mayor of Twinbury")


# What is declared to be stated nowhere


def test_a_gap_that_a_sheet_declares_is_told_with_its_note(asked: Engine) -> None:
    answer = first(asked, "Sandrigg budget")
    assert (answer.fact.id, answer.not_stated) == ("sandrigg", ("budget",))
    assert answer.not_stated_note == "Nobody tells what Sandrigg may spend."


def test_a_gap_in_one_sheet_does_not_hide_what_another_states(asked: Engine) -> None:
    assert facts(asked, "Moleworks budget") == ["moleworks-budget"]
    answer = first(asked, "Rookhope lanterns contract date")
    assert (answer.fact.id, answer.not_stated) == ("lanterns-dated", ())
    assert facts(asked, "Rookhope lanterns contract date") == ["lanterns-dated"]


def test_what_is_declared_to_be_stated_nowhere_is_not_looked_for_in_the_next_best(asked: Engine) -> None:
    """Of the ropes the date is stated, and they miss but one word."""
    answer = first(asked, "Rookhope Brackwater green fishing nets contract date")
    assert (answer.fact.id, answer.not_stated) == ("nets", ("date",))
    assert answer.not_stated_note == "Nobody tells when the nets were bought."


# Of documents


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "who wrote the article about Moleworks quay works",
            "author: Ines Calder, Tom Roe · Works by the water [quay, s1]",
        ),
        (
            "auteur de l'article sur le quai de Moleworks",
            "author: Ines Calder, Tom Roe · Works by the water [quay, s1]",
        ),
        (
            "publication date of the Moleworks quay article",
            "publication date: 4 March 2022 · Works by the water [quay, s1]",
        ),
        ("publisher of the Moleworks quay article", "outlet: The Hollin Post · Works by the water [quay, s1]"),
    ],
)
def test_what_a_document_states_of_itself_is_told(asked: Engine, question: str, told: str) -> None:
    result = asked.ask(question)
    assert told in result.hints
    assert not result.answers


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("who wrote the article about Brackwater", "author"),
        ("when was the article about Brackwater published", "publication-date"),
        ("publisher of the article about Brackwater", "outlet"),
    ],
)
def test_what_a_document_does_not_state_of_itself_is_not_stated(asked: Engine, question: str, lacking: str) -> None:
    result = asked.ask(question)
    assert lacking in result.answers[0].not_stated
    assert not any(hint.startswith(lacking.replace("-", " ")) for hint in result.hints)


# Nothing


def test_the_closest_sheets_stand_beside_an_answer_that_is_missing(asked: Engine) -> None:
    """No fact and no passage has every word; the sheet that has any is shown, and the unknown word is named."""
    result = asked.ask("Zorblatt lighthouse")
    assert not result.answers
    assert [(hit.type, hit.sheet) for hit in result.sheets] == [("sheet", "lights")]
    assert any("“Zorblatt”" in hint for hint in result.hints)


@pytest.mark.parametrize("text", ["", "   ", "the of and", "?!"])
def test_no_question_has_no_answer_and_a_hint(asked: Engine, text: str) -> None:
    result = asked.ask(text)
    assert not result.answers
    assert not result.sheets
    assert "nothing is asked here" in " ".join(result.hints)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Molewroks", "Moleworks"), ("Molewrks", "Moleworks"), ("Moleworkss", "Moleworks")],
)
def test_a_slip_is_answered_by_the_word_that_was_meant(asked: Engine, typed: str, meant: str) -> None:
    hints = " ".join(asked.ask(typed).hints).casefold()
    assert f"did you mean {meant}?".casefold() in hints
