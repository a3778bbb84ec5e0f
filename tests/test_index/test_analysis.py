"""The tokens of a text, from a table that a person can read and extend."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.yaml_text import load_data
from index.analysis import stem, terms, tokens

TABLE = load_data(Path(__file__).with_name("analysis.yaml").read_bytes(), "analysis.yaml")
CASES = [case for case in TABLE if isinstance(case, list)]


@pytest.mark.parametrize(("text", "lang", "expected"), CASES, ids=[f"{case[0]} ({case[1]})" for case in CASES])
def test_the_terms_of_a_text(text: str, lang: str, expected: list[str]) -> None:
    assert terms(text, lang) == expected


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", ""]))
def test_any_text_has_tokens_in_order_and_in_their_places(text: str, lang: str) -> None:
    end = 0
    for token in tokens(text, lang):
        assert token.term
        assert not any(character.isspace() for character in token.term)
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        end = token.end


@given(st.text(alphabet=st.characters(categories=["Ll"], max_codepoint=0x24F), max_size=20))
def test_a_word_answers_to_its_plural_and_its_capitals(word: str) -> None:
    assert terms(word.upper().lower(), "en") == terms(word.upper(), "en")
    assert all(stem(term) == term or len(stem(term)) < len(term) for term in terms(word, "en"))
