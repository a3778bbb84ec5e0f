"""The words shown as matched are those by which a search finds, whatever their case, accents, elision and endings."""

import pytest

from index.matching import wanted

LINE = "$3,750,000 · Sept 2025 · ICE -> Clearview AI · contract · reported"


def shown(query: str, text: str, *, typing: bool = True) -> list[str]:
    return [text[start:stop] for start, stop in wanted(query, typing=typing).stretches(text)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("clearview", LINE, ["Clearview"]),
        ("CLEARVIEW contracts", LINE, ["Clearview", "contract"]),
        ("montant contrat Clearview", LINE, ["Clearview", "contract"]),
        ("3,75 M$", LINE, ["3,750,000"]),
        ("september 2025 ", LINE, ["Sept", "2025"]),
        ("eleve", "L'Élève, des élèves", ["Élève", "élèves"]),
        ("l'ia", "IA ou AI", ["IA", "AI"]),
        ("reconnaissance faciale ", "facial recognition", ["facial", "recognition"]),
        ('"clearview ai"', LINE, ["Clearview", "AI"]),
        ("actor:clearview-ai ", LINE, ["Clearview", "AI"]),
        ("surveil* ", "Surveillance is surveilled", ["Surveillance", "surveilled"]),
    ],
)
def test_what_answers_is_shown(query: str, text: str, words: list[str]) -> None:
    assert shown(query, text) == words


@pytest.mark.parametrize("query", ["cl", "clear", "clearvi", "clearview"])
def test_the_same_whole_words_are_shown_while_one_is_typed(query: str) -> None:
    assert shown(query, LINE) == ["Clearview"]


def test_a_beginning_is_one_only_while_it_is_typed() -> None:
    assert shown("clear ", LINE) == []
    assert shown("clear", LINE, typing=False) == []
    assert shown("clear ice ", LINE) == ["ICE"]


@pytest.mark.parametrize(
    "query", ["", "c", "how much was the ", "-clearview", "-(ice clearview) x ", "kind:contract ", "*"]
)
def test_nothing_is_shown_of_what_does_not_stand_in_texts_or_is_not_wanted(query: str) -> None:
    assert shown(query, LINE) == []


def test_what_follows_an_exclusion_is_wanted_again() -> None:
    assert shown("-(palantir (a OR b)) ice ", LINE) == ["ICE"]


@pytest.mark.parametrize("query", ["(" * 300, '"' * 99, "\ud800", "x" * 10_000, "d:9999", "date:2025"])
def test_no_query_is_too_strange(query: str) -> None:
    assert isinstance(shown(query, "\ud800 strange \u202e"), list)
