"""Tables as they are drawn: bars, spans, columns in a width."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.dates import parse_edtf
from factsheets.model import Nature, Rank
from tests.test_tui.table_rows import event, figure
from tui.cells import cell_width
from tui.tables.axis import PLAIN, Axis, axis_of
from tui.tables.bars import Scale, bar, scale_of
from tui.tables.columns import amount_key, date_key
from tui.tables.grid import Look, fitted, laid_out
from tui.tables.in_memory import InMemory
from tui.tables.table import Table
from tui.tables.view import View

LINEAR = Scale("USD", 10, 100)
ROWS = [figure("a", "3750000", payer="ICE", payee="Clearview AI", date="2025-09"), figure("b", "99", per="year")]


@pytest.mark.parametrize(
    ("amount", "drawn"),
    [
        ("100", "████"),
        ("50", "██"),
        ("56", "██▎"),
        ("1", "▏"),
        ("50..100", "██░░"),
        ("~50", "██░"),
        (">50", "██░░"),
        (">100", "███░"),
        ("~99", "███░"),
        ("<50", "░░"),
    ],
)
def test_a_bar_is_as_long_as_its_amount_and_shaded_where_it_is_unsure(amount: str, drawn: str) -> None:
    assert bar(figure("a", amount), LINEAR, 4) == drawn


def test_a_bar_in_ascii() -> None:
    assert bar(figure("a", "50..100"), LINEAR, 4, ascii_only=True) == "##--"
    assert bar(figure("a", "10"), LINEAR, 4, ascii_only=True) == "#"


@pytest.mark.parametrize("unlike", [{"currency": "EUR"}, {"currency": "", "unit": "users"}, {"per": "year"}])
def test_only_what_can_be_compared_has_a_bar(unlike: dict[str, str]) -> None:
    assert bar(figure("a", "50", **unlike), LINEAR, 4) == ""


def test_bars_are_logarithmic_where_the_amounts_are_far_apart_and_the_heading_says_so() -> None:
    near = scale_of([("USD", 10.0), ("USD", 100.0), ("EUR", 5.0)])
    far = scale_of([("USD", 100.0), ("USD", 1e10)])
    assert near is not None
    assert far is not None
    assert (near.heading(), far.heading()) == ("lin USD", "log USD")
    assert [bar(figure("a", amount), far, 9) for amount in ("100", "1000000")] == ["█", "█████"]
    assert scale_of([("USD", 10.0)]) is None, "one amount has nothing to be compared with"


def test_money_is_compared_before_what_is_counted() -> None:
    scale = scale_of([(" users", 1.0), (" users", 2.0), (" users", 3.0), ("USD", 5.0), ("USD", 6.0)])
    assert scale is not None
    assert scale.measure == "USD"


@given(st.floats(1, 1e12), st.floats(1, 1e12), st.floats(1, 1e12), st.integers(1, 12))
def test_a_larger_amount_never_has_a_shorter_bar(one: float, other: float, third: float, width: int) -> None:
    low, middle, high = sorted((round(one), round(other), round(third)))
    scale = Scale("USD", low, high)
    lengths = [len(bar(figure("a", str(size)), scale, width)) for size in (low, middle, high)]
    assert lengths == sorted(lengths)
    assert lengths[-1] <= width


AXIS = Axis(date(2020, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("when", "drawn"),
    [
        ("2020-01-01", "*"),
        ("2020", "||"),
        ("2022/2024", "    |----|"),
        ("2025-06-12", "          *"),
        ("2025-06", "          o"),
        ("../2021", ".--|"),
        ("2027/..", "             |-----."),
        ("1999", "<"),
        ("2031-05-01", "                   >"),
        ("2018/2021", "<--|"),
        ("XXXX-03", ""),
    ],
)
def test_a_date_is_drawn_as_a_day_a_span_or_an_open_end(when: str, drawn: str) -> None:
    assert AXIS.drawn(parse_edtf(when), 20, PLAIN) == drawn


def test_the_heading_of_the_axis_has_years_where_they_begin() -> None:
    assert AXIS.heading(20) == "2020  2023  2026    "
    assert AXIS.heading(20).index("2023") == len(AXIS.drawn(parse_edtf("2023-01-01"), 20)) - 1


def test_dates_far_off_do_not_squeeze_the_axis() -> None:
    many = [date_key(event("a", f"20{year}")) for year in range(10, 25) for _ in range(3)]
    axis = axis_of([*many, date_key(event("b", "1789")), None])
    assert axis is not None
    assert axis.first == date(2010, 1, 1)
    assert axis_of([None]) is None


@given(
    st.sampled_from(["2020", "2020-05", "2021-02-03", "../2022", "2023/..", "201X", "2019/2030", "19XX"]),
    st.integers(1, 40),
)
def test_no_span_is_wider_than_its_column(when: str, width: int) -> None:
    assert cell_width(AXIS.drawn(parse_edtf(when), width)) <= width
    assert len(AXIS.heading(width)) == width


def test_columns_that_fit_and_the_amounts_in_one_column() -> None:
    grid = laid_out("figures", View(), ROWS, 78, Look(scale=Scale("USD", 99, 3750000)))
    assert grid.heading().split() == ["log", "USD", "amount", "label", "who", "date", "nature", "kind", "status"]
    assert grid.hidden == 0
    assert laid_out("figures", View(), ROWS, 62, Look()).heading().endswith(" >"), "there is more to the right"
    lines = ["".join(text for text, _ in grid.cells(row)) for row in ROWS]
    assert lines[0].index("$3750000") + len("$3750000") == lines[1].index("$99") + 3
    assert all(cell_width(line) == cell_width(grid.heading()) <= 78 for line in lines)


def test_on_40_columns_there_is_the_amount_and_what_it_is_for() -> None:
    grid = laid_out("figures", View(), ROWS, 38, Look(scale=Scale("USD", 99, 3750000)))
    assert grid.heading().split()[:2] == ["amount", "label"]


def test_the_sorted_column_is_marked_and_columns_can_be_passed_over() -> None:
    assert "amount▼" in laid_out("figures", View(sort="-amount"), ROWS, 78, Look()).heading()
    assert "amount^" in laid_out("figures", View(sort="amount"), ROWS, 78, Look(plain=True)).heading()
    assert laid_out("figures", View(first=3), ROWS, 78, Look()).heading().split()[:2] == ["amount", "nature"]


def test_a_denied_figure_says_so_where_no_column_does() -> None:
    row = figure("a", nature=Nature.DENIED)
    narrow, wide = (laid_out("figures", View(), [row], width, Look()) for width in (38, 110))
    assert "denied · Label of a" in "".join(text for text, _ in narrow.cells(row))
    assert "".join(text for text, _ in wide.cells(row)).count("denied") == 1
    told = laid_out("timeline", View(columns=("date", "what")), [row], 78, Look()).cells(row)
    assert "denied · $100 · Label of a" in "".join(text for text, _ in told)


def test_a_narrow_timeline_has_what_happened_and_no_axis() -> None:
    rows = [event("a", "2025-06-01")]
    assert laid_out("timeline", View(), rows, 38, Look(axis=AXIS)).heading().split() == ["date", "what", ">"]
    assert "2020" in laid_out("timeline", View(), rows, 78, Look(axis=AXIS)).heading()


def test_bars_are_measured_by_what_has_one() -> None:
    """A price of $99 a year, or what was retracted, must not make all contracts look alike."""
    rows = [figure("a", "3000000"), figure("b", "30000000"), figure("c", "99", per="year")]
    rows += [figure("d", "1", rank=Rank.DEPRECATED)]
    scale = Table(InMemory("figures", rows)).scale(range(4))
    assert scale == Scale("USD", 3e6, 3e7)
    assert [bar(row, scale, 10) for row in rows] == ["█", "█" * 10, "", ""]


def test_a_draft_and_a_deprecated_figure_say_so_in_any_columns() -> None:
    rows = [figure("a", draft=True), figure("b", rank=Rank.DEPRECATED, reason="retracted")]
    grid = laid_out("figures", View(), rows, 110, Look())
    drawn = ["".join(text for text, _ in grid.cells(row)) for row in rows]
    assert "DRAFT · Label of a" in drawn[0]
    assert "deprecated · Label of b (retracted)" in drawn[1]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("$3,750,000", 10, "$3,750,000"),
        ("$3,750,000", 9, "…"),
        ("about 285,000 users", 16, "about 285,000 u…"),
        ("about 285,000 users", 12, "about…"),
        ("3,750,000 users", 11, "3,750,000 …"),
        ("3,750,000 users", 10, "…"),
        ("$3,750,000 · Cameras", 6, "…"),
        ("12 Sept 2025 – 14 Oct 2025", 18, "12 Sept 2025 –…"),
        ("Paid to Flock, Inc. of Georgia", 16, "Paid to Flock,…"),
        ("$1,000,000–$2,000,000", 15, "$1,000,000–…"),
    ],
)
def test_no_cell_is_cut_within_a_number(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown


def test_unlike_amounts_have_unlike_keys() -> None:
    assert amount_key(figure("a", "5")) == ("USD", 5.0)
    assert amount_key(figure("a", "5", currency="", unit="users")) == (" users", 5.0)
    assert amount_key(figure("a", "5", currency="", unit="no such unit")) is None
    assert amount_key(figure("a", "")) is None
