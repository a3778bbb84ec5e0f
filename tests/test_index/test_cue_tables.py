"""The cues and ideas are those of the vocabularies, and the vocabularies are such as cues can be made of."""

from collections import Counter

import pytest

from factsheets import vocabulary
from index.analysis import tokens
from index.cue_tables import CONCEPTS, Idea
from index.cues import Cue, asked_together, cue_of, idea_of, is_idea, is_ordinary, predicate_idea
from index.schema import codes

ENTRIES = [(name, entry) for name in ("attributes", *CONCEPTS) for entry in vocabulary.terms(name)]
ASKING_VERBS = {"cost", "costs", "payer", "pesaba", "pesait", "quote", "total", "weigh", "weighs"}
"""Forms of verbs that are read as what they ask for."""
HIDDEN_KINDS = {
    "buy": {"acheter", "acheté", "achète", "bought", "buy", "buys", "compra", "comprado", "comprar", "compró"},
    "spend": {"dépensé", "gastado", "gasto", "gastó", "spend", "spends", "spent"},
    "award": {"award"},
    "pay": {"pago"},
    "measure": {"count"},
    "die": {"killed", "tués"},
}
"""Verb -> words that would name a kind of figure or a unit: read as the verb, whose idea has them."""
NO_WORDS = {"%"}
"""What the analysis of words leaves to that of numbers."""


def keys(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A word as it is written, and its terms."""
    found = list(tokens(word, "en"))
    return tuple(token.text.casefold() for token in found), tuple(token.term for token in found)


def cue(word: str) -> Cue:
    return cue_of(*keys(word)) or Cue()


@pytest.mark.parametrize("name", ["attributes", *CONCEPTS])
def test_every_entry_has_words_in_the_three_languages_and_none_twice(name: str) -> None:
    for entry in vocabulary.terms(name).values():
        for lang in vocabulary.LANGUAGES:
            words = entry.by_language.get(lang, ())
            assert all(words), f"{name}: {entry.id} has no word in {lang}"
            assert words, f"{name}: {entry.id} has no word in {lang}"
            twice = [word for word, times in Counter(map(str.casefold, words)).items() if times > 1]
            assert not twice, f"{name}: {entry.id} has {twice} twice in {lang}"


@pytest.mark.parametrize("name", ["attributes", *CONCEPTS])
def test_the_analysis_drops_no_word(name: str) -> None:
    words = {word for entry in vocabulary.terms(name).values() for word in entry.words}
    assert {word for word in words if not keys(word)[1]} - NO_WORDS == set()


def test_every_word_of_an_attribute_asks_for_it() -> None:
    for entry in vocabulary.terms("attributes").values():
        for word in entry.words:
            assert entry.id in cue(word).attributes, f"{word} asks for {cue(word)}, not for {entry.id}"


def test_every_form_of_a_verb_is_read_as_that_verb_or_as_what_it_asks_for() -> None:
    other = set()
    for entry in vocabulary.terms("predicates").values():
        for word in entry.words:
            if cue(word).predicate != entry.id:
                assert cue(word).attributes, f"{word} is {cue(word)}, not {entry.id}"
                other.add(word)
    assert other == ASKING_VERBS


def test_a_word_of_a_kind_or_a_unit_stands_for_it_unless_a_verb_means_to_have_it() -> None:
    hidden: dict[str, set[str]] = {}
    for name, column in (("figure_kinds", "kind"), ("units", "measure")):
        for entry in vocabulary.terms(name).values():
            for word in set(entry.words) - NO_WORDS:
                found = cue(word)
                if found.predicate:
                    hidden.setdefault(found.predicate, set()).add(word)
                else:
                    assert found.column == column, f"{word}: {found}"
                    assert codes(name)[entry.id] in found.codes, f"{word}: {found}"
    assert hidden == HIDDEN_KINDS


@pytest.mark.parametrize("verb", sorted({"buy", "spend", "lend", "borrow", "sentence"}))
def test_the_plural_of_a_noun_is_no_verb(verb: str) -> None:
    """What a stem makes of "prêts" must not be the verb alone where "prêt" is a kind of figure."""
    kinds = {word for entry in vocabulary.terms("figure_kinds").values() for word in entry.words}
    nouns = kinds - {word for entry in vocabulary.terms("predicates").values() for word in entry.words}
    plurals = {f"{noun}s" for noun in nouns if not noun.endswith(("s", "x"))}
    assert {noun for noun in plurals if cue(noun).predicate == verb} <= {"purchases", "commandes"}


def test_every_word_of_an_idea_reaches_all_its_others() -> None:
    for name in CONCEPTS:
        for entry in vocabulary.terms(name).values():
            spelt = [keys(word)[1] for word in entry.words if word not in NO_WORDS]
            for key in spelt:
                found = idea_of(key)
                reached = {(term,) for term in found.terms} | set(found.phrases)
                assert set(spelt) <= reached, f"{name}: {entry.id}: {key} does not reach {set(spelt) - reached}"
                assert is_idea(key)


def test_a_word_of_no_vocabulary_is_itself_alone() -> None:
    assert idea_of(("zorblatt",)) == Idea(frozenset({"zorblatt"}))
    assert idea_of(("zorblatt", "tower")) == Idea(frozenset(), (("zorblatt", "tower"),))
    assert not is_ordinary("zorblatt")
    assert cue_of(("zorblatt",), ("zorblatt",)) is None


def test_a_word_as_it_is_written_says_more_than_its_stem() -> None:
    assert cue("cuánto").attributes == ("quantity",)
    assert cue("cuántos").attributes == ("count",)
    assert cue("payee").attributes == ("payee",)
    assert cue("payée").predicate == "pay"
    by_stem = cue_of(("cuantoss",), ("cuanto",))
    assert by_stem is not None
    assert set(by_stem.attributes) == {"quantity", "count"}


def test_a_currency_is_named_by_its_code_and_its_names_but_by_no_short_symbol() -> None:
    for word in ("USD", "dollars", "dólares"):
        assert cue(word).column == "currency", word
        assert codes("currencies")["USD"] in cue(word).codes
    assert cue("DA") == cue("A") == Cue()


@pytest.mark.parametrize(("name", "word"), [("predicates", verb) for verb in asked_together()])
def test_what_is_asked_together_is_of_known_verbs_and_attributes(name: str, word: str) -> None:
    assert word in vocabulary.terms(name)
    for question_word, asked in asked_together()[word].items():
        assert question_word in {"who", "how", "what", "when", "tool"}
        assert asked in vocabulary.terms("attributes")


def test_a_verb_reaches_the_nouns_that_say_the_same() -> None:
    nouns = vocabulary.table("verb_nouns")
    assert set(nouns) <= set(vocabulary.terms("predicates"))
    for verb, names in nouns.items():
        assert isinstance(names, list)
        for noun in map(str, names):
            words = [keys(word)[1] for word in vocabulary.terms("concepts")[noun].words]
            single = {key[0] for key in words if len(key) == 1}
            assert single <= predicate_idea(verb).terms, f"{verb} does not reach {noun}"


def test_countries_are_one_idea_in_three_languages_and_short_names_are_words() -> None:
    for one, other in (("Alemania", "Germany"), ("Germany", "Allemagne")):
        assert keys(other)[1][0] in idea_of(keys(one)[1]).terms
    assert idea_of(("drc",)) == Idea(frozenset({"drc"}))
