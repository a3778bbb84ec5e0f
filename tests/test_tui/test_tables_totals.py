"""Totals: never a sum of unlike things, never a figure twice, nothing left out in silence."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from factsheets.amounts import Modifier
from factsheets.model import Confidence, Nature, Rank
from tests.test_tui.table_rows import figure
from tui.tables import totals
from tui.tables.entry import Entry
from tui.tables.totals import Totals, may_be_same, reason_against, totals_of
from tui.tables.totals_page import totals_page
from tui.tables.totals_words import caution, told
from tui.tables.written import totals_markdown, totals_payload


def sums(found: Totals) -> list[str]:
    lines = [text.removeprefix("- ") for text in told(found) if text.startswith("- ")][: len(found.lines)]
    return [text.rpartition(" [")[0] for text in lines]


def left(found: Totals) -> dict[str, list[str]]:
    return {one.reason: [ref.removeprefix("harbour#") for ref in one.refs] for one in found.left_out}


def test_like_figures_are_added_and_the_sum_says_of_what() -> None:
    found = totals_of(
        [
            figure("a", "3750000", basis="paid", kind="payment", payee="clearview"),
            figure("b", "750000", basis="paid", kind="payment", payee="palantir"),
            figure("c", "250000", basis="paid", kind="payment", payee="turnsignl"),
        ]
    )
    assert sums(found) == ["USD, payment, paid, reported: 3 figures, $4,750,000"]
    assert found.left_out == ()
    assert told(found)[0] == "3 of 3 figures counted:"


def test_each_difference_makes_a_line_of_its_own() -> None:
    found = totals_of(
        [
            figure("a"),
            figure("b", currency="EUR"),
            figure("c", kind="fine"),
            figure("d", basis="ceiling"),
            figure("e", "300", nature=Nature.ALLEGED),
            figure("f", per="year"),
            figure("g", "200", draft=True),
        ]
    )
    assert sorted(sums(found)) == [
        "EUR, contract, basis not stated, reported: 1 figure, €100",
        "USD, contract, basis not stated, alleged: 1 figure, $300",
        "USD, contract, basis not stated, reported, DRAFT: 1 figure, $200",
        "USD, contract, basis not stated, reported: 1 figure, $100",
        "USD, fine, basis not stated, reported: 1 figure, $100",
    ]
    assert left(found) == {totals.REPEATED: ["d"], totals.RATE: ["f"]}, "a ceiling may be the payment's"


def test_what_is_not_one_exact_number_of_money_is_left_out_and_named() -> None:
    found = totals_of(
        [
            figure("about", "~5"),
            figure("range", "3..7"),
            figure("more", ">5"),
            figure("millions", "^6"),
            figure("users", "285000", currency="", unit="users", kind="count"),
            figure("old", rank=Rank.DEPRECATED),
            figure("price", kind="price"),
            figure("each", per="unit"),
            figure("yearly", per="year"),
            figure("monthly", per="month"),
            figure("damages", kind="other"),
            figure("none", ""),
            figure("counted"),
        ]
    )
    assert sums(found) == ["USD, contract, basis not stated, reported: 1 figure, $100"]
    assert left(found) == {
        totals.NOT_EXACT: ["about", "range", "more", "millions"],
        totals.OUTDATED: ["old"],
        totals.RATE: ["yearly", "monthly"],
        totals.SINGLE: ["price", "each"],
        totals.MIXED: ["damages"],
        totals.NO_AMOUNT: ["none"],
        totals.NOT_MONEY: ["users"],
    }


def test_a_figure_told_in_two_sheets_counts_once() -> None:
    told_twice = [
        figure("a", sheet="one", payer="ice", payee="clearview", date="2025-09"),
        figure("b", sheet="two", payer="ice", payee="clearview", date="2025"),
    ]
    found = totals_of(told_twice)
    assert sums(found) == ["USD, contract, basis not stated, reported: 1 figure, $100"]
    assert [one.refs for one in found.left_out] == [["two#b"]]


def test_payers_payees_and_dates_tell_equal_amounts_apart() -> None:
    one = figure("a", payer="ice", payee="clearview", date="2025")
    assert may_be_same(one, figure("b", payer="ice"))
    assert may_be_same(one, figure("b"))
    assert not may_be_same(one, figure("b", payer="fbi"))
    assert not may_be_same(one, figure("b", payee="palantir"))
    assert not may_be_same(one, figure("b", date="2024"))


def test_of_a_draft_and_a_reviewed_figure_the_reviewed_one_counts() -> None:
    found = totals_of([figure("a", draft=True, sheet="draft"), figure("b")])
    assert [line.refs for line in found.lines] == [["harbour#b"]]


def test_less_than_sure_figures_are_told() -> None:
    found = totals_of([figure("a", payee="x", confidence=Confidence.LOW), figure("b", payee="y", bulk=True)])
    assert sums(found) == [
        "USD, contract, basis not stated, reported: 2 figures, $200 (2 of them less than sure, or accepted in bulk)"
    ]


def test_the_page_links_every_figure_that_it_names() -> None:
    page = totals_page("totals/figures/all", "Totals", totals_of([figure("a"), figure("b", "~1")]))
    links = [span.link for block in page.blocks for span in block.spans if span.link]
    assert links == ["fact/harbour/a", "fact/harbour/b"]
    assert [block.fact for block in page.blocks if block.fact] == links


AMOUNTS = st.sampled_from(["1", "2.5", "100", "9999999999999999999999999999", "0.01", "~5", "3..7", "^6", ">5", ""])
FIGURES = st.lists(
    st.builds(
        figure,
        st.uuids().map(str),
        AMOUNTS,
        currency=st.sampled_from(["USD", "EUR", ""]),
        kind=st.sampled_from(["contract", "payment", "price", "other"]),
        basis=st.sampled_from(["", "paid", "ceiling"]),
        nature=st.sampled_from([Nature.REPORTED, Nature.DENIED]),
        per=st.sampled_from(["total", "year", "unit"]),
        rank=st.sampled_from(list(Rank)),
        draft=st.booleans(),
        payee=st.sampled_from(["", "a", "b", "c"]),
        date=st.sampled_from(["", "2024", "2025", "2025-09"]),
    ),
    max_size=40,
)


@given(FIGURES)
def test_a_total_is_the_exact_sum_of_like_figures(entries: list[Entry]) -> None:
    found = totals_of(entries)
    by_ref = {entry.ref: entry for entry in entries}
    for line in found.lines:
        added = [by_ref[ref] for ref in line.refs]
        assert {(one.currency, one.kind, one.basis, str(one.nature), one.draft) for one in added} == {line.like}
        assert all(one.amount.modifier is Modifier.AS_PRINTED and one.rank is not Rank.DEPRECATED for one in added)
        cents = sum(int((one.amount.value or Decimal(0)).scaleb(2)) for one in added)
        assert int(line.total.scaleb(2)) == cents


def by_groups(entries: list[Entry]) -> dict[tuple[str, ...], Decimal]:
    """What a person with paper would add up, where no figure can be another's repetition."""
    found: dict[tuple[str, ...], Decimal] = {}
    for one in entries:
        exact = one.amount.value if one.amount.modifier is Modifier.AS_PRINTED else None
        if exact is None or one.per != "total" or one.kind in {"price", "other"} or one.rank is Rank.DEPRECATED:
            continue
        if one.currency:
            group = (one.currency, one.kind, one.basis, str(one.nature), "draft" if one.draft else "reviewed")
            found[group] = found.get(group, Decimal(0)) + exact
    return found


@given(FIGURES)
def test_sums_are_those_of_independent_groups(entries: list[Entry]) -> None:
    apart = [replace(one, parties=(str(number), "")) for number, one in enumerate(entries)]
    with localcontext(prec=100):
        expected = by_groups(apart)
    payload = totals_payload(totals_of(apart))
    assert {
        (line["currency"], line["kind"], line["basis"] or "", line["nature"], line["status"]): Decimal(line["total"])
        for line in payload["totals"]
    } == expected
    assert sorted(ref for group in payload.values() for line in group for ref in line["refs"]) == sorted(
        one.ref for one in apart
    ), "each row stands in a sum, or in a reason why not"


def test_what_only_may_be_meant_is_not_added() -> None:
    found = totals_of([figure("a", payee="x"), figure("b", payee="y")], {"harbour#b"})
    assert sums(found) == ["USD, contract, basis not stated, reported: 1 figure, $100"]
    assert left(found) == {totals.UNSURE: ["b"]}


def test_that_figures_may_be_parts_of_one_another_is_for_a_reader_to_judge() -> None:
    one_line = totals_of([figure("a", payee="x"), figure("b", payee="y")])
    assert caution(one_line) == "Whether a figure is part of another is for you to judge."
    assert caution(one_line) in totals_markdown("Totals", one_line)
    assert caution(totals_of([figure("a")])) == ""


def test_a_file_names_all_that_was_added_and_a_page_the_first_of_it() -> None:
    found = totals_of([figure(f"f{number}", payee=str(number)) for number in range(25)])
    assert len(totals_payload(found)["totals"][0]["refs"]) == 25
    assert "harbour\\#f24" in totals_markdown("T", found) or "harbour#f24" in totals_markdown("T", found)
    page = totals_page("totals/figures/all", "Totals", found)
    assert len([block for block in page.blocks if block.fact]) == 20
    assert "and 5 more" in [span.text for block in page.blocks for span in block.spans]
    assert told(found)[1].endswith("harbour#f19 and 5 more]")


@given(FIGURES)
def test_every_row_is_added_or_left_out_once(entries: list[Entry]) -> None:
    found = totals_of(entries)
    added, out = sum(line.count for line in found.lines), Counter({one.reason: one.count for one in found.left_out})
    assert added + out.total() == found.figures == len(entries)
    expected = Counter(reason for entry in entries if (reason := reason_against(entry)))
    assert {reason: count for reason, count in out.items() if reason != totals.REPEATED} == expected


@given(FIGURES)
def test_no_two_added_figures_may_be_the_same(entries: list[Entry]) -> None:
    by_ref = {entry.ref: entry for entry in entries}
    counted = [by_ref[ref] for line in totals_of(entries).lines for ref in line.refs]
    for at, one in enumerate(counted):
        for other in counted[:at]:
            alike = (one.currency, one.kind, one.per, one.amount.value) == (
                other.currency, other.kind, other.per, other.amount.value
            )  # fmt: skip
            assert not (alike and may_be_same(one, other))
