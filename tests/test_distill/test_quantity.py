"""Quantities, by the cases of `distill_cases/quantity.*.txt`, and how the rule stands to dates found before it."""

from decimal import Decimal

import pytest

from factsheets.distill.draft_figures import kind_of
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.money import money
from factsheets.distill.number_lexicon import lexicon
from factsheets.distill.number_tokens import tokenize
from factsheets.distill.numbers import numerals
from factsheets.distill.quantity import quantity
from factsheets.vocabulary import languages, table, terms
from tests.test_distill.cases import Case, cases, document, findings_of, notation


@pytest.mark.parametrize("case", cases("quantity"), ids=str)
def test_case(case: Case) -> None:
    found = [one for one in findings_of(case, money, quantity) if one.kind is Kind.QUANTITY]
    assert tuple(notation(one) for one in found) == case.expected


def test_every_language_has_cases() -> None:
    assert {case.lang for case in cases("quantity")} == set(languages())


def test_a_date_found_before_is_no_quantity() -> None:
    read = document("Work goes on for three years.", "en")
    (period,) = quantity(read)
    read.found.append(
        Finding(kind=Kind.DATE, start=period.start - 4, end=period.end, printed="", rule="date", confidence=1.0)
    )
    assert list(quantity(read)) == []


def test_units_are_of_the_vocabulary() -> None:
    assert set(table("unit_symbols")) <= set(terms("units")) | {"second"}


@pytest.mark.parametrize(
    ("lang", "words", "value"),
    [
        ("fr", "quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf", 99_999),
        ("fr", "un milliard deux cent trente-quatre millions", 1_234_000_000),
        ("fr", "soixante-dix-sept", 77),
        ("fr", "quatre-vingts", 80),
        ("fr", "trois virgule cinq", "3.5"),
        ("en", "nine hundred and ninety-nine thousand nine hundred and ninety-nine", 999_999),
        ("en", "twelve hundred", 1200),
        ("en", "two million five hundred thousand", 2_500_000),
        ("en", "three and a half million", 3_500_000),
        ("es", "novecientos noventa y nueve mil novecientos noventa y nueve", 999_999),
        ("es", "veintitrés", 23),
        ("es", "mil novecientos ochenta y cuatro", 1984),
        ("es", "dos millones y medio", 2_500_000),
    ],
)
def test_number_words(lang: str, words: str, value: int | str) -> None:
    (found,) = numerals(tokenize(words), lexicon(lang))
    assert (found.value, found.end) == (Decimal(value), len(tokenize(words)))


@pytest.mark.parametrize(
    ("lang", "text", "ages"),
    [
        ("en", "Mary Jones, 43, and a 35-year-old man aged 20 and 31 got 12 years.", ["43", "35-year-old", "20", "31"]),
        ("fr", "Jean Martin, 43 ans, et un homme de 52 ans, pour un contrat de 5 ans.", ["43 ans", "52 ans"]),
        ("fr", "Deux hommes âgés de 25 et 31 ans, pendant 3 ans.", ["25", "31 ans"]),
        ("es", "Ana Ruiz, de 43 años, y dos más, de 27 y 29 años, por 12 años.", ["43 años", "27", "29 años"]),
        ("es", "Tiene 52 años. El acuerdo, de cinco años, vence. Tiene 5 años para pagar.", ["52 años"]),
    ],
)
def test_years_of_a_person_are_an_age_and_no_duration(lang: str, text: str, ages: list[str]) -> None:
    found = [one for one in quantity(document(text, lang)) if one.unit == "year"]
    assert [one.printed for one in found if one.rule == "quantity.age"] == ages
    assert {kind_of(one, text) for one in found if one.rule == "quantity.age"} == {"age"}
    assert {kind_of(one, text) for one in found if one.rule != "quantity.age"} <= {"duration"}


@pytest.mark.parametrize(("lang", "words"), [("en", "two three"), ("fr", "deux trois"), ("es", "dos tres")])
def test_words_that_do_not_add_are_two_numbers(lang: str, words: str) -> None:
    assert [one.value for one in numerals(tokenize(words), lexicon(lang))] == [2, 3]


def test_two_hundreds_are_two_numbers() -> None:
    found = numerals(tokenize("between two hundred and three hundred"), lexicon("en"))
    assert [one.value for one in found] == [200, 300]
