"""Each check: a sheet that passes and one that fails, at the right path."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from factsheets import checks
from factsheets.amounts import Amount, Modifier
from factsheets.checks import CHECKS, Check, Steps
from factsheets.model import Cut, Draft, Evidence, FactSheet, Finding, Link, NotStated, Original, Rank, Review, Status
from factsheets.problem import Severity
from factsheets.validate import validate
from tests.sample_sheets import FULL


def full() -> FactSheet:
    sheet = validate(FULL.encode(), "x").sheet
    assert sheet is not None
    return sheet


SHEET = full()
Change = Callable[[FactSheet], FactSheet]


def sheet_with(**values: object) -> Change:
    return lambda sheet: replace(sheet, **values)  # type: ignore[arg-type]


def first(group: str, **values: object) -> Change:
    """The sheet with the first of a list changed."""

    def change(sheet: FactSheet) -> FactSheet:
        one, *others = getattr(sheet, group)
        changed: dict[str, Any] = {group: (replace(one, **values), *others)}
        return replace(sheet, **changed)

    return change


def figure(amount: Amount) -> Change:
    return first("figures", amount=amount)


def proof(**values: object) -> Change:
    piece: dict[str, object] = {"source": "s1", "exact": "Le port", "paragraph": 2, **values}
    return first("actors", evidence=(Evidence(**piece),))  # type: ignore[arg-type]


N = Decimal
FINDING = Finding(id="x", kind="money", source="s1", start=1, end=2, printed="5", rule="r")
UNKNOWN = NotStated(about=("nobody",), what="date")
TWOFOLD = Amount(value=N(1), magnitude=N(2), modifier=Modifier.MAGNITUDE)
ORIGINAL = Original(sha256="0" * 64, size=1, name="x")
FAILING: list[tuple[Check, Change, Steps]] = [
    (checks.check_format, sheet_with(format=0), ("format",)),
    (checks.check_ids, first("actors", id="tidewatch"), ("actors", 1, "id")),
    (checks.check_ids, first("tools", id="s1"), ("sources", 0, "id")),
    (checks.check_ids, first("dates", id="cameras"), ("dates", 0, "id")),
    (checks.check_references, first("figures", payer="nobody"), ("figures", 0, "payer")),
    (checks.check_references, first("figures", about=("port", "nobody")), ("figures", 0, "about", 1)),
    (checks.check_references, first("tools", maker="quay-cameras"), ("tools", 0, "maker")),
    (checks.check_references, first("actors", part_of="nobody"), ("actors", 0, "part_of")),
    (checks.check_references, first("statements", via="nobody"), ("statements", 0, "via")),
    (checks.check_references, proof(source="s2"), ("actors", 0, "evidence", 0, "source")),
    (
        checks.check_references,
        sheet_with(not_stated=(NotStated(about=("x",), what="date"),)),
        ("not_stated", 0, "about", 0),
    ),
    (checks.check_references, sheet_with(draft=Draft(cut=Cut(source="x", start=0, end=1))), ("draft", "cut", "source")),
    (checks.check_amounts, figure(Amount()), ("figures", 0)),
    (
        checks.check_amounts,
        figure(Amount(value=N(1), magnitude=N(2), modifier=Modifier.MAGNITUDE)),
        ("figures", 0, "value"),
    ),
    (checks.check_amounts, figure(Amount(min=N(2), max=N(2), modifier=Modifier.RANGE)), ("figures", 0, "min")),
    (checks.check_amounts, figure(Amount(magnitude=N(10))), ("figures", 0, "modifier")),
    (checks.check_amounts, figure(Amount(value=N(1), modifier=Modifier.MAGNITUDE)), ("figures", 0, "modifier")),
    (checks.check_amounts, figure(Amount(min=N(1))), ("figures", 0, "modifier")),
    (checks.check_amounts, figure(Amount(value=N(1), modifier=Modifier.RANGE)), ("figures", 0, "modifier")),
    (checks.check_units, first("figures", unit="users"), ("figures", 0)),
    (checks.check_units, first("figures", currency="", currency_from=None), ("figures", 0)),
    (checks.check_units, first("figures", currency="EURO"), ("figures", 0, "currency")),
    (checks.check_units, first("figures", currency_from=None), ("figures", 0, "currency")),
    (checks.check_printed, figure(Amount(value=N(125))), ("figures", 0, "printed")),
    (checks.check_printed, first("figures", currency="USD"), ("figures", 0, "printed")),
    (checks.check_evidence, first("actors", evidence=()), ("actors", 0, "evidence")),
    (checks.check_evidence, first("places", evidence=()), ("places", 0, "evidence")),
    (checks.check_evidence, proof(start=5), ("actors", 0, "evidence", 0)),
    (checks.check_evidence, proof(end=5), ("actors", 0, "evidence", 0)),
    (checks.check_evidence, proof(start=5, end=11), ("actors", 0, "evidence", 0, "end")),
    (checks.check_evidence, proof(paragraph=None), ("actors", 0, "evidence", 0)),
    (checks.check_evidence, proof(paragraph=0), ("actors", 0, "evidence", 0, "paragraph")),
    (checks.check_evidence, proof(page=0), ("actors", 0, "evidence", 0, "page")),
    (checks.check_dates, first("dates", date=None), ("dates", 0)),
    (checks.check_dates, first("dates", relative="last week"), ("dates", 0)),
    (checks.check_sources, first("sources", sha256="F" * 64), ("sources", 0, "sha256")),
    (checks.check_sources, first("sources", text="x", text_sha256="0"), ("sources", 0, "text_sha256")),
    (checks.check_sources, first("sources", text="x"), ("sources", 0, "text")),
    (checks.check_sources, first("sources", text_sha256="0" * 64), ("sources", 0, "text")),
    (checks.check_sources, first("sources", file="/x"), ("sources", 0, "file")),
    (checks.check_sources, first("sources", text="../x", text_sha256="0" * 64), ("sources", 0, "text")),
    (checks.check_sources, first("sources", restated=True), ("sources", 0, "restated")),
    (checks.check_sources, first("sources", original=ORIGINAL), ("sources", 0, "restated")),
    (
        checks.check_sources,
        first("sources", restated=True, original=replace(ORIGINAL, sha256="x")),
        ("sources", 0, "original", "sha256"),
    ),
    (
        checks.check_sources,
        first("sources", restated=True, original=replace(ORIGINAL, first_line=0)),
        ("sources", 0, "original", "first_line"),
    ),
    (checks.check_ranks, first("figures", rank=Rank.DEPRECATED), ("figures", 0, "rank")),
    (checks.check_review, sheet_with(review=None), ("status",)),
    (checks.check_review, sheet_with(review=Review(by="a reader")), ("status",)),
    (checks.check_review, sheet_with(draft=Draft(pending=(FINDING,))), ("draft",)),
    (checks.check_links, sheet_with(links=(Link(to="harbour-cameras", why="x"),)), ("links", 0, "to")),
]
PASSING: list[tuple[Check, Change]] = [
    (checks.check_references, first("actors", part_of="tidewatch")),
    (checks.check_references, sheet_with(not_stated=(NotStated(about=("cameras", "paid"), what="date"),))),
    (checks.check_amounts, figure(Amount(min=N(1), modifier=Modifier.RANGE))),
    (checks.check_amounts, figure(Amount(magnitude=N(10), modifier=Modifier.MAGNITUDE))),
    (checks.check_amounts, figure(Amount(value=N(0)))),
    (checks.check_printed, first("figures", printed="the same again")),
    (checks.check_printed, first("figures", printed="1 250 000")),
    (checks.check_evidence, proof(start=5, end=12)),
    (checks.check_evidence, proof(paragraph=None, page=1)),
    (checks.check_evidence, proof(paragraph=None, start=5, end=12)),
    (checks.check_dates, first("dates", date=None, relative="last week")),
    (checks.check_sources, first("sources", restated=True, original=ORIGINAL)),
    (checks.check_sources, first("sources", text="a/b.txt", text_sha256="0" * 64)),
    (checks.check_sources, first("sources", file="a..b")),
    (checks.check_ranks, first("figures", rank=Rank.DEPRECATED, reason="superseded")),
    (checks.check_review, sheet_with(review=None, status=Status.DRAFT)),
    (checks.check_review, sheet_with(draft=Draft(rejected=(FINDING,)))),
]


def ids(case: tuple[Check, Change, Steps] | tuple[Check, Change]) -> str:
    return case[0].__name__


@pytest.mark.parametrize("case", FAILING, ids=ids)
def test_a_check_complains_where_it_should(case: tuple[Check, Change, Steps]) -> None:
    check, change, at = case
    assert [complaint.at for complaint in check(change(SHEET))] == [at]


@pytest.mark.parametrize("case", PASSING, ids=ids)
def test_a_check_lets_pass_what_is_right(case: tuple[Check, Change]) -> None:
    check, change = case
    assert list(check(change(SHEET))) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_is_listed_passes_a_full_sheet_and_has_a_failing_case(check: Check) -> None:
    assert list(check(SHEET)) == []
    assert any(case[0] is check for case in FAILING)


def test_no_check_is_left_out_of_the_list() -> None:
    named = {value for name, value in vars(checks).items() if name.startswith("check_")}
    assert named == set(CHECKS)


def test_only_a_link_to_itself_is_a_mere_warning() -> None:
    for check, change, _ in FAILING:
        severity = Severity.WARNING if check is checks.check_links else Severity.ERROR
        assert {complaint.severity for complaint in check(change(SHEET))} == {severity}


def test_the_language_of_the_source_reads_the_printed_form() -> None:
    thousand = first("figures", printed="1.250.000 euros", amount=Amount(value=N(1_250_000)))(SHEET)
    assert list(checks.check_printed(thousand)) == []
    french = first("figures", printed="1.250 euros", amount=Amount(value=N(1250)))(SHEET)
    assert list(checks.check_printed(french)) == []
    english = first("sources", lang="en")(french)
    assert len(list(checks.check_printed(english))) == 1


def test_a_bare_sign_does_not_contradict_the_currency_named_behind_the_number() -> None:
    pesos = first("figures", printed="$1,250,000.00 M.N.", amount=Amount(value=N(1_250_000)), currency="MXN")(SHEET)
    assert list(checks.check_printed(pesos)) == []
    (complaint,) = checks.check_printed(first("figures", currency="COP")(pesos))
    assert complaint.message == "`$1,250,000.00 M.N.` reads as MXN, not as the currency given, COP"
