"""Facts in words, in three languages."""

from decimal import Decimal
from typing import Any

import pytest

from factsheets.amounts import Amount, Modifier
from factsheets.dates import parse_edtf
from factsheets.display import amount_words, answer_line, fact_line, parties, standing, when
from factsheets.model import (
    Actor,
    Confidence,
    DatedEvent,
    Figure,
    Nature,
    Per,
    Place,
    Rank,
    Statement,
    Tool,
)

NAMES = {"ice": "ICE", "clearview-ai": "Clearview AI", "patel": "Kash Patel", "afp": "AFP", "mpls": "Minneapolis"}
NAMES |= {"clearview": "Clearview AI facial recognition"}
NB, NNB = "\u00a0", "\u202f"


def name(entity: str) -> str:
    return NAMES[entity]


def figure(value: str = "", **fields: Any) -> Figure:
    amount = fields.pop("amount", None) or Amount(value=Decimal(value))
    values: dict[str, Any] = {"label": "x", "kind": "contract", "printed": "as printed", "evidence": (), **fields}
    return Figure(id="f", amount=amount, **values)


def about(value: str, modifier: Modifier) -> Amount:
    return Amount(value=Decimal(value), modifier=modifier)


def between(low: str, high: str) -> Amount:
    return Amount(min=Decimal(low), max=Decimal(high), modifier=Modifier.RANGE)


def order(power: int) -> Amount:
    return Amount(magnitude=Decimal(10) ** power, modifier=Modifier.MAGNITUDE)


USD: dict[str, Any] = {"currency": "USD"}


@pytest.mark.parametrize(
    ("given", "en", "fr", "es"),
    [
        (
            figure("3750000", **USD),
            "$3,750,000",
            f"3{NNB}750{NNB}000{NB}$",
            f"3.750.000{NB}$",
        ),
        (figure("99", per=Per.YEAR, **USD), "$99 a year", f"99{NB}$ par an", f"99{NB}$ al año"),
        (figure("2.5", currency="EUR"), "€2.5", f"2,5{NB}€", f"2,5{NB}€"),
        (figure("5000", currency="CHF"), f"CHF{NB}5,000", f"5{NNB}000{NB}CHF", f"5000{NB}CHF"),
        (figure("7", currency="XAF"), f"XAF{NB}7", f"7{NB}XAF", f"7{NB}XAF"),
        (figure("-0.5", **USD), "-$0.5", f"-0,5{NB}$", f"-0,5{NB}$"),
        (figure("285000", unit="users"), "285,000 users", f"285{NNB}000 utilisateurs", "285.000 usuarios"),
        (figure("35", unit="year", kind="age"), "35 years", "35 ans", "35 años"),
        (figure("1", unit="month"), "1 month", "1 mois", "1 mes"),
        (figure("1", unit="people"), "1 person", "1 personne", "1 persona"),
        (figure("1", unit="companies"), "1 company", "1 société", "1 empresa"),
        (figure("1", unit="drones"), "1 drones", "1 drones", "1 drones"),
        (figure("12.5", unit="percent"), "12.5%", f"12,5{NB}%", f"12,5{NB}%"),
        (figure("40", unit="drones"), "40 drones", "40 drones", "40 drones"),
        (figure("40"), "40", "40", "40"),
        (figure("8", per=Per.UNIT, **USD), "$8 each", f"8{NB}$ pièce", f"8{NB}$ cada uno"),
        (
            figure(amount=about("45000", Modifier.ABOUT), **USD),
            "about $45,000",
            f"environ 45{NNB}000{NB}$",
            f"unos 45.000{NB}$",
        ),
        (
            figure(amount=about("200", Modifier.MORE_THAN), unit="people"),
            "more than 200 people",
            "plus de 200 personnes",
            "más de 200 personas",
        ),
        (
            figure(amount=between("3000000", "5000000"), **USD),
            "$3,000,000–$5,000,000",
            f"3{NNB}000{NNB}000–5{NNB}000{NNB}000{NB}$",
            f"3.000.000–5.000.000{NB}$",
        ),
        (figure(amount=Amount(min=Decimal(3)), unit="day"), "at least 3 days", "au moins 3 jours", "al menos 3 días"),
        (figure(amount=Amount(max=Decimal(3)), unit="day"), "at most 3 days", "au plus 3 jours", "como máximo 3 días"),
        (figure(amount=order(6), **USD), "millions of dollars", "millions de dollars", "millones de dólares"),
        (
            figure(amount=order(8), unit="phones"),
            "hundreds of millions of mobile phones",
            "centaines de millions de téléphones portables",
            "cientos de millones de teléfonos móviles",
        ),
        (
            figure(amount=order(9), currency="EUR"),
            "billions of euros",
            "milliards d'euros",
            "miles de millones de euros",
        ),
        (figure(amount=order(4)), "tens of thousands", "dizaines de milliers", "decenas de miles"),
        (figure(amount=order(1), unit="users"), "tens of users", "dizaines d'utilisateurs", "decenas de usuarios"),
        (figure(amount=order(15), currency="GBP"), "£1,000,000,000,000,000", None, None),
        (figure(amount=Amount(magnitude=Decimal(300))), "300", "300", "300"),
        (
            figure(amount=order(6), currency="KES"),
            "millions of Kenyan shillings",
            "millions de shillings kényans",
            None,
        ),
        (figure(amount=Amount(modifier=Modifier.ABOUT)), "as printed", "as printed", "as printed"),
    ],
)
def test_an_amount_in_words(given: Figure, en: str, fr: str | None, es: str | None) -> None:
    for lang, words in (("en", en), ("fr", fr), ("es", es)):
        if words is not None:
            assert amount_words(given, lang) == words


@pytest.mark.parametrize(
    ("payer", "payee", "words"),
    [
        ("ice", "clearview-ai", "ICE -> Clearview AI"),
        ("ice", "", "ICE -> ?"),
        ("", "clearview-ai", "? -> Clearview AI"),
        ("", "", ""),
    ],
)
def test_parties(payer: str, payee: str, words: str) -> None:
    assert parties(figure("1", payer=payer, payee=payee), name) == words


@pytest.mark.parametrize(
    ("edtf", "en", "fr", "es"),
    [
        ("2025-09", "Sept 2025", "sept. 2025", "sept. 2025"),
        ("2025-09-12", "12 Sept 2025", "12 sept. 2025", "12 sept. 2025"),
        ("2025-01/..", "from Jan 2025", "depuis janv. 2025", "desde ene. 2025"),
        ("2025-02/2025-03", "Feb 2025 – March 2025", "févr. 2025 – mars 2025", "feb. 2025 – mar. 2025"),
        ("XXXX-01", "Jan (year not stated)", "janv. (année non précisée)", "ene. (año no indicado)"),
        ("199X", "the 1990s", "les années 1990", "los años 1990"),
        ("2025-33", "Q1 2025", "T1 2025", "T1 de 2025"),
    ],
)
def test_a_short_date(edtf: str, en: str, fr: str, es: str) -> None:
    dated = figure("1", date=parse_edtf(edtf))
    assert tuple(when(dated, lang, short=True) for lang in ("en", "fr", "es")) == (en, fr, es)


def test_when_falls_back_to_the_printed_words_and_to_nothing() -> None:
    assert when(figure("1", date=parse_edtf("2025-09")), "fr") == "septembre 2025"
    assert when(figure("1", relative="since January"), short=True) == "since January"
    assert when(figure("1")) == ""


def test_an_answer_line_says_all_that_is_known() -> None:
    paid = figure("3750000", currency="USD", payer="ice", payee="clearview-ai", date=parse_edtf("2025-09"))
    assert answer_line(paid, name) == "$3,750,000 · Sept 2025 · ICE -> Clearview AI · contract · reported"
    assert answer_line(paid, name, "fr") == (
        f"3{NNB}750{NNB}000{NB}$ · sept. 2025 · ICE -> Clearview AI · contrat · rapporté"
    )


def test_an_answer_line_leaves_out_what_is_absent() -> None:
    assert answer_line(figure("99", kind="price", per=Per.YEAR, **USD), name) == "$99 a year · price · reported"


def test_an_answer_line_carries_every_caution() -> None:
    doubtful = figure("5", nature=Nature.ALLEGED, rank=Rank.DEPRECATED, confidence=Confidence.LOW)
    assert answer_line(doubtful, name, draft=True) == (
        "5 · contract · alleged · deprecated · low confidence · DRAFT: not reviewed"
    )


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (Actor(id="patel", name="x", kind="person", role="director", evidence=()), "Kash Patel — director"),
        (Actor(id="patel", name="x", kind="person", evidence=()), "Kash Patel — person"),
        (
            Tool(
                id="clearview",
                name="x",
                kind="app",
                maker="clearview-ai",
                operators=("ice", "afp"),
                purpose="to see",
                evidence=(),
            ),
            "Clearview AI facial recognition · app · Maker: Clearview AI · Used by: ICE, AFP · to see",
        ),
        (Tool(id="clearview", name="x", evidence=()), "Clearview AI facial recognition"),
        (DatedEvent(id="d", what="A sale", date=parse_edtf("2025-01"), evidence=()), "Jan 2025 · A sale"),
        (DatedEvent(id="d", what="A sale", evidence=()), "no date · A sale"),
        (Statement(id="s", text="it is so", speaker="patel", via="afp", evidence=()), "Kash Patel, via AFP: it is so"),
        (Statement(id="s", text="it is so", via="afp", evidence=()), "via AFP: it is so"),
        (Statement(id="s", text="it is so", nature=Nature.DENIED, evidence=()), "it is so · denied"),
        (Place(id="mpls", name="x", kind="city", evidence=()), "Minneapolis · city"),
        (figure("5"), "5 · contract · reported"),
    ],
)
def test_a_fact_on_one_line(fact: Any, line: str) -> None:
    assert fact_line(fact, name) == line
    assert fact_line(fact, name, draft=True).endswith("DRAFT: not reviewed")


def test_a_french_colon_stands_apart() -> None:
    said = Statement(id="s", text="c'est ainsi", speaker="patel", evidence=())
    assert fact_line(said, name, "fr") == f"Kash Patel{NB}: c'est ainsi"


def test_a_place_has_no_standing_but_its_sheets() -> None:
    place = Place(id="mpls", name="x", kind="city", evidence=())
    assert standing(place) == ()
    assert standing(place, draft=True) == ("DRAFT: not reviewed",)
