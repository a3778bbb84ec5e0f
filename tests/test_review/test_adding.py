"""A span that a person marks and gives a kind: read as the distiller reads it, else by itself, else as they say."""

import pytest

from factsheets import checks
from factsheets.model import Figure
from factsheets.review.desk import DecisionError, Desk
from tests.test_review.drafts import ARTICLE, place


def add(desk: Desk, words: str, kind: str, changes: dict[str, str] | None = None, number: int = 1) -> str:
    start, end = place(words, number)
    ident = desk.add("s1", start, end, kind, changes)
    assert list(checks.run(desk.sheet)) == []
    return ident


def test_a_missed_number_is_read_by_its_own_rule(desk: Desk) -> None:
    ident = add(desk, "97", "quantity")
    made = desk.fact(ident)
    assert isinstance(made, Figure)
    assert (ident, str(made.amount.value), made.unit, made.printed) == ("cameras-97", "97", "cameras", "97 cameras")
    assert (made.label, made.kind) == ("Merle had asked for 97 cameras.", "count")
    piece = made.evidence[0]
    assert (piece.exact, piece.paragraph) == ("97 cameras", 3)
    assert ARTICLE[piece.start : piece.end] == "97 cameras"
    assert desk.checked(ident) == "person"
    assert desk.progress == (1, 14)


def test_who_pays_whom_is_not_taken_from_a_suggestion(desk: Desk) -> None:
    desk.reject("eur-1250")
    made = desk.fact(add(desk, "1,250", "money"))
    assert isinstance(made, Figure)
    assert (made.id, made.currency, made.payer, made.payee, made.date) == ("eur-1250", "EUR", "", "", None)
    assert [one.id for one in desk.rejected] == ["pays"]


@pytest.mark.parametrize(
    ("words", "kind", "changes", "value", "unit"),
    [
        ("3.5 million", "money", {"currency": "EUR"}, "3500000", "EUR"),
        ("second", "money", {"value": "5", "currency": "USD", "printed": "5 dollars"}, "5", "USD"),
        ("12 lamps", "quantity", {}, "12", "lamps"),
        ("12", "quantity", {"unit": "people"}, "12", "people"),
    ],
)
def test_numbers(desk: Desk, words: str, kind: str, changes: dict[str, str], value: str, unit: str) -> None:
    made = desk.fact(add(desk, words, kind, changes))
    assert isinstance(made, Figure)
    assert (str(made.amount.value), made.currency or made.unit) == (value, unit)


@pytest.mark.parametrize(
    ("words", "kind", "changes", "group", "shown"),
    [
        ("March 2026", "date", {"what": "Paid"}, "dates", "2026-03"),
        ("second order", "date", {"date": "2026-05"}, "dates", "2026-05"),
        ("A second order", "date", {"relative": "after the first"}, "dates", "after the first"),
        ("schools", "place", {}, "places", "schools"),
        ("mayor", "actor", {"kind": "person", "name": "the mayor"}, "actors", "the mayor"),
        ("cameras", "tool", {"kind": "monitoring"}, "tools", "cameras"),
        ("Merle had asked", "statement", {"speaker": "paula-merle"}, "statements", "Merle had asked"),
    ],
)  # fmt: skip
def test_other_kinds(desk: Desk, words: str, kind: str, changes: dict[str, str], group: str, shown: str) -> None:
    if "March" in words:
        desk.reject("date-2026-03")
    ident = add(desk, words, kind, changes)
    made = next(one for one in getattr(desk.sheet, group) if one.id == ident)
    words_of_it = [getattr(made, name, None) for name in ("date", "relative", "name", "text")]
    assert shown in {str(one) for one in words_of_it}


def test_a_name_that_is_there_already_gets_the_span_as_evidence(desk: Desk) -> None:
    assert add(desk, "Lumen Ltd", "actor", number=2) == "lumen-ltd"
    found = desk.fact("lumen-ltd")
    assert found is not None
    assert [piece.start for piece in found.evidence] == [place("Lumen Ltd")[0], place("Lumen Ltd", 2)[0]]


def test_a_rejected_name_comes_back_under_its_id(desk: Desk) -> None:
    desk.reject("paula-merle")
    assert add(desk, "Paula Merle", "actor") == "paula-merle"
    assert desk.rejected == ()


def test_facts_stand_in_the_order_of_the_text(desk: Desk) -> None:
    add(desk, "97 cameras", "quantity")
    add(desk, "12 lamps", "quantity")
    assert [one.printed for one in desk.sheet.figures] == ["1,250 euros", "40 cameras", "97 cameras", "12 lamps"]


@pytest.mark.parametrize(
    ("words", "kind", "changes", "said"),
    [
        ("second", "money", {}, "no sum can be read in `second`; say value=NUMBER and currency=CODE"),
        ("schools", "quantity", {}, "no number with its unit can be read in `schools`; say value=NUMBER and unit=WORD"),
        ("order", "date", {}, "no date can be read in `order`; say date=2025-09-12, date=2025-09 or relative=WORDS"),
        ("3.5 million", "money", {}, "`3.5 million` names no currency; say currency=CODE, such as currency=EUR"),
        ("40 cameras", "quantity", {}, "that is in the sheet already, as cameras-40, and waits for a decision"),
        ("97 cameras", "animal", {}, "`animal` is no kind; it is one of money, quantity, date, actor, tool, place"),
        ("second", "money", {"value": "5", "currency": "XXX"}, "`XXX` is not an ISO 4217 code known here"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(desk: Desk, words: str, kind: str, changes: dict[str, str], said: str) -> None:
    start, end = place(words)
    with pytest.raises(DecisionError) as refused:
        desk.add("s1", start, end, kind, changes)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("source", "start", "end", "said"),
    [
        ("s2", 0, 4, "there is no source s2 in harrow"),
        ("s1", 10, 9999, "10:9999 is no span of s1"),
        ("s1", 24, 26, "there is nothing but blanks in that span"),
    ],
)
def test_what_is_no_span(desk: Desk, source: str, start: int, end: int, said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        desk.add(source, start, end, "actor")
