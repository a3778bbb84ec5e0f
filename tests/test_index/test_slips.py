"""Slips of the typing hand: words that ask, common words, names; and what is not taken for one."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.yaml_text import load_data
from index.analysis import terms
from index.answer import Engine
from index.cues import is_slip, slip_of
from index.question import Question, understand
from index.search import Search
from index.slips import corrected_question
from tests.test_index.tables import empty_library, write_sheet

TABLES = load_data(Path(__file__).with_name("asked.yaml").read_bytes(), "asked.yaml")
letters = st.text(st.sampled_from("abcdeé"), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    root = tmp_path_factory.mktemp("slips")
    library = empty_library(root / "library")
    assert isinstance(TABLES, list)
    for table in TABLES:
        assert isinstance(table, dict)
        write_sheet(library, table)
    with closing((engine := Engine.open(library, {"HOME": str(root)})).reader):
        yield Search(engine.reader)


def read(search: Search, text: str) -> tuple[Question, str]:
    question, hints = corrected_question(understand(text), search)
    assert question.text == text
    return question, " ".join(hints)


# One letter


@given(letters, st.data())
def test_one_letter_missing_added_changed_or_swapped_is_a_slip(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    other = data.draw(st.sampled_from("xyz"))
    changed = word[:place] + other + word[place + 1 :]
    added = word[:place] + other + word[place:]
    missing = word[:place] + word[place + 1 :]
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    for typed in (changed, added, missing, swapped):
        assert is_slip(typed, word), typed
        assert is_slip(word, typed), typed


@given(letters, st.data())
def test_two_letters_are_no_slip(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word)))
    assert not is_slip(word[:place] + "xy" + word[place:], word)
    assert not is_slip("x" + word, word + "y" if word else "xy")


# Words of the vocabularies


def test_two_slips_in_one_question_are_both_mended(search: Search) -> None:
    question, hints = read(search, "contarct paiment")
    assert {group.text for group in question.groups} == {"contract", "paiement"}
    assert hints.count("was read as") == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contarct", "contract"),
        ("contrct", "contract"),
        ("contractt", "contract"),
        ("bugdet", "budget"),
        ("montnat", "montant"),
        ("presupesto", "presupuesto"),
        ("ammount", "amount"),
        ("lihgthouse", "lighthouse"),
    ],
)
def test_a_slip_of_a_known_word_is_that_word(typed: str, meant: str) -> None:
    assert slip_of(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        *("contract", "zorblatt", "", "3,75", "con tract"),
        *("sume", "cots", "dae"),  # short
        *("lamdas", "bridhe"),  # of words that ask for nothing only long ones are corrected
    ],
)
def test_what_is_no_slip(word: str) -> None:
    assert slip_of(word) in {"", word}


# In a question


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moleworks contarct", "contract"),
        ("Moleworks bugdet", "budget"),
        ("contarct Moleworks", "contract"),
        ("Contarct of Moleworks", "contract"),
    ],
)
def test_a_slip_in_a_question_is_read_as_what_was_meant_and_said(search: Search, text: str, kind: str) -> None:
    question, hint = read(search, text)
    assert [group.text for group in question.kinds] == [kind]
    assert hint.endswith(f"was read as “{kind}”")


@pytest.mark.parametrize(
    "text",
    [
        "Moleworks contàrct",  # who types accents means them
        "the Contarct of Moleworks",  # a capital within is a name
        "Moleworks cots",
        "pricer lanterns",  # somebody's name here
        "Moleworks quay",
    ],
)
def test_what_is_not_corrected(search: Search, text: str) -> None:
    question, hint = read(search, text)
    assert hint == ""
    assert question.groups == understand(text).groups


def test_a_name_is_corrected_where_the_rest_of_the_question_confirms_it(search: Search) -> None:
    question, hint = read(search, "Molewroks quay contract")
    assert [group.text for group in question.subject] == ["Moleworks", "quay"]
    assert hint == "“Molewroks” was read as “Moleworks”"


@pytest.mark.parametrize(
    "text",
    [
        "Molewroks",  # nothing confirms it
        "Molewroks Rookhope",  # what is known is of somebody else
        "Molewroks nets",
        "Molewroks Zorblatt",
        "Molewroks Sandrigg Rookhope",
        "Tarnvy lanterns",  # either of two
        "Sahl Logistique",  # too short for a name
    ],
)
def test_a_name_that_nothing_confirms_stays_as_it_was_typed(search: Search, text: str) -> None:
    assert read(search, text)[1] == ""


def test_a_word_reaches_one_that_begins_alike(search: Search) -> None:
    """The library has barnacles; the word of another language, or another form, begins as theirs does."""
    (before,) = (group for group in understand("barnaclage").subject)
    (group, _), hint = read(search, "barnaclage tug")[0].subject, read(search, "barnaclage tug")[1]
    assert group.terms - before.terms == set(terms("barnacles", "en"))
    assert hint == ""


@pytest.mark.parametrize("word", ["Barnaclage", "barnyard", "barn", "pilory", "moleworksian"])
def test_a_name_or_a_word_that_begins_otherwise_reaches_no_other(search: Search, word: str) -> None:
    """A capital within a question makes a name, and a name is reached by nearly its own letters only."""
    text = f"tug of {word}"
    assert read(search, text)[0].subject == understand(text).subject
