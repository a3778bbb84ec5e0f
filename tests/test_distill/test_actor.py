"""Actors, by the cases of `distill_cases/actor.*.txt`, and with a register of known names."""

import pytest

from factsheets.distill.actor import actors
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.place import places
from factsheets.gazetteer import Gazetteer, Known
from factsheets.vocabulary import languages
from tests.test_distill.cases import Case, cases, document
from tests.test_distill.named import read

REGISTER = Gazetteer(
    {
        "halcyon": Known(
            "halcyon",
            "actor",
            "Halcyon Group",
            "company",
            aliases={"en": ("HALCYON", "the blue firm"), "fr": ("groupe Alcyon",)},
            weak_aliases={"en": ("the group",)},
        ),
        "ona-ruiz": Known("ona-ruiz", "actor", "Ona Ruiz", "person", weak_aliases={"en": ("Ruiz",)}),
        "old": Known("old", "actor", "Halcion", "company"),
    },
    same_as={"old": "halcyon"},
)


@pytest.mark.parametrize("case", cases("actor"), ids=str)
def test_case(case: Case) -> None:
    assert read(case, Kind.ACTOR) == case.expected


def test_every_language_has_cases() -> None:
    assert {case.lang for case in cases("actor")} == set(languages())


def known(text: str, lang: str = "en") -> dict[str, Finding]:
    read = document(text, lang)
    read.gazetteer = REGISTER
    return {one.name: one for one in actors(read)}


def test_the_register_gives_the_name_and_every_alias_finds_it() -> None:
    for text, lang in (
        ("Nobody at HALCYON answered.", "en"),
        ("The blue firm did not answer.", "en"),
        ("Le groupe Alcyon n'a pas répondu.", "fr"),
        ("Halcion did not answer.", "en"),
    ):
        found = known(text, lang)
        assert list(found) == ["Halcyon Group"]
        assert found["Halcyon Group"].rule == "gazetteer"
        assert found["Halcyon Group"].actor_kind == "company"


def test_a_weak_alias_is_a_mention_only_of_what_was_named_before() -> None:
    text = "Critics of the group met. Halcyon Group grew. Members of the group left."
    assert [text[slice(*span)] for span in known(text)["Halcyon Group"].mentions] == ["Halcyon Group", "the group"]
    assert not known("Critics of the group met.")


def test_small_letters_are_not_an_acronym() -> None:
    assert not known("A halcyon flew by.")


def test_mentions_are_where_the_text_has_them() -> None:
    text = "Mara Quill runs the port. « Rien », dit Quill. Quill left."
    found = known(text)["Mara Quill"]
    assert [text[slice(*span)] for span in found.mentions] == ["Mara Quill", "Quill", "Quill"]
    assert found.aliases == ("Quill",)


def test_accents_of_two_characters_are_read_as_one() -> None:
    text = "L'association E\u0301toile a saisi le pre\u0301fet. Le Pe\u0301rou se tait."
    read = document(text, "fr")
    assert [one.name for one in actors(read)] == ["\u00c9toile"]
    assert [one.name for one in places(read)] == ["P\u00e9rou"]
