"""What a question asks, from a table; nothing in it is guessed."""

from pathlib import Path

import pytest

from factsheets.yaml_text import load_data
from index.question import MOST_CHARACTERS, MOST_WORDS, Group, Question, understand
from index.schema import codes

CASES = load_data(Path(__file__).with_name("understood.yaml").read_bytes(), "understood.yaml")
VOCABULARIES = {"kind": "figure_kinds", "measure": "units", "currency": "currencies"}


def keys_of(group: Group) -> list[str]:
    return sorted(key for key, code in codes(VOCABULARIES[group.column]).items() if code in group.codes)


def read(question: Question) -> dict[str, object]:
    return {
        "ask": question.text,
        "subject": [group.text for group in question.subject],
        "kinds": {group.text: keys_of(group) for group in question.kinds},
        "attributes": list(question.attributes),
        "verbs": [group.text for group in question.verbs],
        "sides": {group.text: side for group, side in question.sides},
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["ask"]))
def test_what_is_understood(case: dict[str, object]) -> None:
    found = {key: value for key, value in read(understand(str(case["ask"]))).items() if key in case}
    assert {**found, "subject": set(found["subject"])} == {**case, "subject": set(case["subject"])}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "numbers", "currencies"),
    [
        ("3,75 M$", {"3750000"}, {"USD"}),
        ("3.75 million", {"3750000"}, set()),
        ("3,75 millions d'euros", {"3750000"}, {"EUR"}),
        ("285.000", {"285000", "285"}, set()),
        ("3,750", {"3750", "3.75"}, set()),
        ("99 pesos mexicanos", {"99"}, {"MXN"}),
    ],
)
def test_an_amount_is_read_as_every_language_would(text: str, numbers: set[str], currencies: set[str]) -> None:
    (group,) = understand(text).subject
    assert group.terms == numbers
    assert {key for key, code in codes("currencies").items() if code in group.currencies} == currencies


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("September 2025", "d:2025-09"),
        ("sept. 2025", "d:2025-09"),
        ("12 de marzo de 2026", "d:2026-03-12"),
        ("janvier", "m:01"),
    ],
)
def test_a_date_answers_to_its_most_exact_term(text: str, term: str) -> None:
    (group,) = understand(text).subject
    assert group.terms == {term}


def test_a_concept_reaches_its_words_in_the_three_languages() -> None:
    (group,) = understand("consulat").subject
    assert {"consulat", "consulado"} <= group.terms
    (group,) = understand("IA").subject
    assert ("artificial", "intelligenc") in group.phrases


def test_a_name_is_known_by_its_capital() -> None:
    assert [group.capitalised for group in understand("Zorblatt zorblatt").subject] == [True, False]


def test_what_is_too_long_is_cut_and_that_is_said() -> None:
    question = understand("word " * 100_000)
    assert len(question.text) == MOST_CHARACTERS
    assert len(question.groups) <= MOST_WORDS
    assert len(question.hints) == 2
