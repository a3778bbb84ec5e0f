"""The terms of a text, from a table that a person can read and extend."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.amounts import plain, readings
from factsheets.yaml_text import load_data
from index.analysis import LONGEST_REMEMBERED, MOST_REMEMBERED, _known, analysed, terms, tokens
from index.clusters import LONGEST_TERM
from index.stemming import stem

TABLE: Any = load_data(Path(__file__).with_name("analysis.yaml").read_bytes(), "analysis.yaml")
CASES = [case for case in TABLE if isinstance(case, list)]
MEETINGS = [case for case in TABLE if "typed" in case]
FORMS = [case for case in TABLE if "forms" in case]


@pytest.mark.parametrize(("text", "lang", "expected"), CASES, ids=[f"{case[0]} ({case[1]})" for case in CASES])
def test_the_terms_of_a_text(text: str, lang: str, expected: list[str]) -> None:
    assert terms(text, lang) == expected


def answers(text: str, lang: str, typed: str) -> bool:
    """Whether a text has every word typed; a number typed is read in every language's way."""
    words = set(analysed([(text, lang)]).words)
    return all((_meanings(token.text) | {token.term}) & words for token in tokens(typed, "en"))


def _meanings(raw: str) -> set[str]:
    found = readings(raw) if re.search(r"\d[.,]\d", raw) else ()
    return {plain(one.amount.value) for one in found if one.amount.value is not None}


@pytest.mark.parametrize("case", MEETINGS, ids=str)
def test_what_is_typed_finds_what_is_written(case: dict[str, str]) -> None:
    lang = case.get("lang", "en")
    if "finds" in case:
        assert answers(case["finds"], lang, case["typed"])
    else:
        assert not answers(case["misses"], lang, case["typed"])


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_the_exact_forms_of_a_text(case: dict[str, Any]) -> None:
    assert analysed([(case["forms"], "en")]).forms == sorted(case["are"])


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 150


@pytest.mark.parametrize(
    ("typed", "exact"),
    [("contracts", "contracts"), ("contract", ""), ("año", "año"), ("ICE", "ICE"), ("ice", ""), ("ELEVES", "ELEVES")],
)
def test_a_token_knows_the_form_that_was_typed(typed: str, exact: str) -> None:
    [token] = tokens(typed, "en")
    assert token.exact == exact
    assert not exact or exact in analysed([(typed, "en")]).forms


def test_a_base_form_is_told_from_its_plural_across_the_texts_of_a_document() -> None:
    assert "~contract" in analysed([("two contracts", "en"), ("a fine", "en")]).forms
    assert "~contract" not in analysed([("two contracts", "en"), ("a contract", "en")]).forms


def test_a_text_longer_than_a_name_is_read_alike() -> None:
    name = "l'e-mail de Sana'a, ICE's contracts"
    long = f"{name} {'x ' * 100}"
    short, whole = analysed([(name, "fr")]), analysed([(long, "fr")])
    assert set(short.words) <= set(whole.words)
    assert set(short.forms) <= set(whole.forms)
    assert whole.words[: len(terms(name, "fr"))] == terms(name, "fr")


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", ""]))
def test_any_text_has_tokens_in_order_and_in_their_places(text: str, lang: str) -> None:
    end = 0
    for token in tokens(text, lang):
        assert token.term
        assert not any(character.isspace() for character in token.term)
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        end = token.end


AWKWARD = st.text(alphabet="aAéE\u0301œs'’-&.+#0123 19,_xXzZyieUuSs\u00ad\u202f", max_size=40)


@settings(max_examples=300)
@given(AWKWARD, st.sampled_from(["en", "fr", "es"]))
def test_all_ways_to_read_a_text_agree(text: str, lang: str) -> None:
    found = list(tokens(text, lang))
    assert [token.term for token in found] == terms(text, lang)
    whole = analysed([(text, lang)])
    assert whole.words[: len(found)] == terms(text, lang)
    assert {token.exact for token in found if token.exact} <= set(whole.forms)
    assert all(term and not any(map(str.isspace, term)) for term in whole.words)
    assert all(token.start < token.end <= len(text) for token in found)


@given(st.text(alphabet=st.characters(categories=["Ll"], max_codepoint=0x24F), max_size=20))
def test_a_word_answers_to_its_capitals(word: str) -> None:
    assert terms(word.upper().lower(), "en") == terms(word.upper(), "en")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_stem_is_no_longer_than_its_word_and_no_shorter_by_three(word: str) -> None:
    assert len(word) - 3 <= len(stem(word)) <= len(word) + 2


@given(st.text(alphabet="abcdefghijklmnoqrtuvw", min_size=4, max_size=12))
def test_a_regular_plural_is_one_with_its_word(word: str) -> None:
    assert stem(word + "s") == stem(word)


def test_a_very_long_word_is_cut_and_not_remembered() -> None:
    assert terms("a" * 1_000_000, "en") == ["a" * LONGEST_TERM]
    assert all(len(raw) <= LONGEST_REMEMBERED for raw in _known("en"))


def test_what_is_remembered_is_bounded() -> None:
    known = _known("xx")
    for number in range(MOST_REMEMBERED + 10):
        terms(f"w{number}", "xx")
    assert len(known) <= MOST_REMEMBERED
    known.clear()
