"""Sums of money, by the cases of `distill_cases/money.*.txt`, and what no case shows: offsets, speed, odd input."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factsheets.distill import amount_spans
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.findings import Kind
from factsheets.distill.money import money
from factsheets.distill.number_lexicon import strings
from factsheets.distill.quantity import quantity
from factsheets.vocabulary import currencies, languages, table
from factsheets.yaml_text import Data
from tests.test_distill.cases import Case, cases, document, findings_of, notation

ALPHABET = st.sampled_from(
    [
        *"0123456789.,' -–/:%$€£mMkK\u00a0\u202f\u0301½«»()\"",
        *(" de ", " million ", "entre ", " et ", " y ", " and ", " à ", "from ", " h ", " hours ", " ans ", " times "),
        *(
            "minus ",
            "rose ",
            "°C",
            "R",
            "N1",
            "U.S. ",
            "sous-marins ",
            " OQTF ",
            " francs ",
            " cents ",
            " selon ",
            " one ",
        ),
    ]
)
ADVERSARIAL = [
    "1 " * 5_000,
    "1." * 5_000,
    "111 " * 3_000,
    "9" * 10_000,
    "1,1" * 3_750,
    "-" * 10_000,
    "$" * 10_000,
    "cent " * 2_000,
    "deux cent mille " * 750,
    "entre 3 et 5 " * 1_000,
    "one hundred and " * 750,
    "3 million " * 1_250,
    "millions of " * 1_000,
    "mil " * 3_000,
    "'" * 10_000,
    "n° " * 2_500 + "12 ",
    "articles " + "12, " * 3_000 + "articles",
    "e\u0301" * 5_000,
    '""""« 5 » ' * 1_000,
    "((((($5 (" * 1_000,
    "5 " + "a-" * 5_000 + "b",
    "5 " + "a." * 5_000,
    "5, " * 3_000 + "5 ans",
    "5 ans, " * 1_500,
    "2 h 30 " * 1_500,
    "from 5 to 3 euros " * 600,
    "46.000 euros " + "20.000 y 26.000 " * 600,
    "400 personnes " + "500 selon " * 1_000,
    "3 francs " + "Dakar N'Djamena " * 1_000,
    "5 euros and 5 cents " * 500,
    "minus 5 °C " * 900,
    "1 sur " * 1_700,
    "5 OQTF " * 1_500,
    "1.000," * 1_700,
    "\u202f5" * 5_000,
    "5|" * 4_000 + "\n(€ thousand)",
    "Londres Londres " + "3 livres " * 1_600,
    "5 (five) vehicles " * 800,
    "(5 " * 5_000,
    "98 dossiers contre 98 " * 700,
    "chaque " * 2_000 + "5 euros " * 500,
    "le nombre de " * 1_000 + "5 " * 500,
    "340 cases, 12 were " * 700,
    "un de " * 2_500,
]


@pytest.mark.parametrize("case", cases("money"), ids=str)
def test_case(case: Case) -> None:
    found = [one for one in findings_of(case, money, quantity) if one.kind is Kind.MONEY]
    assert tuple(notation(one) for one in found) == case.expected


def test_every_language_has_cases() -> None:
    assert {case.lang for case in cases("money")} == set(languages())


def test_offsets_are_of_the_text_as_kept() -> None:
    text = "Titre\n\nLe pre\u0301fet a promis 3 millions\nd'euros cafe\u0301, puis 40 dollars ame\u0301ricains."
    start = text.index("Le")
    paragraph = Paragraph(text[start:].replace("\n", " "), start, 2)
    found = list(money(Document(text=text, lang="fr", paragraphs=[paragraph], article=(0, len(text)))))
    assert [one.printed for one in found] == ["3 millions\nd'euros", "40 dollars ame\u0301ricains"]
    assert all(text[one.start : one.end] == one.printed for one in found)


def test_a_country_is_known_in_decomposed_letters() -> None:
    text = unicodedata.normalize("NFD", "Québec et Montréal, au Canada : 3 M$ pour le SPVM et la Sûreté du Québec.")
    assert [one.currency for one in money(document(text, "fr"))] == ["CAD"]


def test_every_currency_is_known_by_its_code() -> None:
    for code in currencies():
        (found,) = money(document(f"It cost 40,000 {code}.", "en"))
        assert (found.currency, found.currency_from) == (code, "explicit")


def test_shared_currencies_are_currencies() -> None:
    for family in table("shared_currencies").values():
        assert isinstance(family, dict)
        assert set(strings(family, "of")) <= set(currencies())


def test_countries_of_currencies_are_known() -> None:
    """A currency that shares its name has words that point to it, and none of them stands for nothing."""
    shared = {code for family in table("shared_currencies").values() for code in strings(_mapping(family), "of")}
    told, countries = table("currency_countries"), _mapping(table("places")["countries"])
    assert shared - {"EUR"} <= set(told) <= set(currencies())
    for entry in told.values():
        assert set(strings(_mapping(entry), "countries")) <= set(countries)


def _mapping(data: Data) -> dict[str, Data]:
    assert isinstance(data, dict)
    return data


@given(st.lists(ALPHABET, max_size=60).map("".join), st.sampled_from(languages()))
@example("½ et demi", "fr")
@example("-", "en")
def test_whatever_the_text_offsets_hold_and_nothing_overlaps(text: str, lang: str) -> None:
    read = document(text.replace("\n", " "), lang)
    for rule in (money, quantity):
        read.found.extend(rule(read))
    for one in read.found:
        assert read.text[one.start : one.end] == one.printed
        assert one.printed.strip() == one.printed != ""
        assert (one.value is None) != (one.magnitude is None and one.min is None)
    ends = sorted((one.start, one.end) for one in read.found)
    assert all(first[1] <= second[0] for first, second in pairwise(ends))


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: repr(text[:12]))
def test_time_is_linear_in_length(text: str, lang: str) -> None:
    """Four times the text may take ten times as long on a busy machine; by a square it would take sixteen."""
    quarter, whole = (min(_seconds(part, lang) for _ in range(2)) for part in (text[: len(text) // 4], text))
    assert whole < 10 * quarter + 0.1


def _seconds(text: str, lang: str) -> float:
    amount_spans.forget()
    read = document(text, lang)
    start = time.process_time()
    for rule in (money, quantity):
        read.found.extend(rule(read))
    return time.process_time() - start
