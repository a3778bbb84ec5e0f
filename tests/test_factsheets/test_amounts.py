"""Printed forms and the exact values they mean, intervals, and the canonical form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets import amounts
from factsheets.amounts import Amount, Interval, Match, Modifier, group, parse, parse_number, plain, readings

A, F, M = Modifier.AS_PRINTED, Modifier.ABOUT, Modifier.MAGNITUDE
SINGLES = [
    ("fr", "4,25 M$", "4250000", A, "USD"),
    ("fr", "70 M€", "70000000", A, "EUR"),
    ("fr", "2.340.000,75 €", "2340000.75", A, "EUR"),
    ("fr", "2 340 000 euros", "2340000", A, "EUR"),
    ("fr", "2\u202f340\u202f000 euros", "2340000", A, "EUR"),
    ("fr", "2\u00a0340\u00a0000\u00a0euros", "2340000", A, "EUR"),
    ("fr", "17 000 francs suisses", "17000", A, "CHF"),
    ("fr", "plus de 300 millions de livres sterling", "300000000", Modifier.MORE_THAN, "GBP"),
    ("fr", "environ 61 000 dollars canadiens", "61000", F, "CAD"),
    ("fr", "2.700€", "2700", A, "EUR"),
    ("fr", "2.700,00€", "2700", A, "EUR"),
    ("fr", "8,5 euros", "8.5", A, "EUR"),
    ("fr", "jusqu'à 20 k€", "20000", Modifier.AT_MOST, "EUR"),
    ("fr", "jusqu\u2019a\u0300 20 k€", "20000", Modifier.AT_MOST, "EUR"),
    ("fr", "7,3 Md€", "7300000000", A, "EUR"),
    ("fr", "7,3 Mds€", "7300000000", A, "EUR"),
    ("fr", "EUR 3 456 789", "3456789", A, "EUR"),
    ("fr", "quelque 18 millions d’euros", "18000000", F, "EUR"),
    ("fr", "moins de 400 dollars américains", "400", Modifier.LESS_THAN, "USD"),
    ("fr", "4.25 millions de dollars", "4250000", A, "USD"),
    ("fr", "4 250 000,5", "4250000.5", A, None),
    ("fr", "6 billions d'euros", "6000000000000", A, "EUR"),
    ("fr", "2 mille milliards de dollars", "2000000000000", A, "USD"),
    ("fr", "285.000", "285000", A, None),
    ("en", "US$ 4.25m", "4250000", A, "USD"),
    ("en", "$2.3bn", "2300000000", A, "USD"),
    ("en", "$70 MILLION", "70000000", A, "USD"),
    ("en", "£8.5m", "8500000", A, "GBP"),
    ("en", "USD 2,340,000.75", "2340000.75", A, "USD"),
    ("en", "nearly 60 million euros", "60000000", F, "EUR"),
    ("en", "C$700,000", "700000", A, "CAD"),
    ("en", "at least 88 dollars", "88", Modifier.AT_LEAST, "USD"),
    ("en", "KES 61,000", "61000", A, "KES"),
    ("en", "A$8.2 billion", "8200000000", A, "AUD"),
    ("en", "1'250'000 Swiss francs", "1250000", A, "CHF"),
    ("en", "up to $3m", "3000000", Modifier.AT_MOST, "USD"),
    ("es", "4,25 millones de dólares", "4250000", A, "USD"),
    ("es", "4,25 millones de do\u0301lares", "4250000", A, "USD"),
    ("es", "2.340.000 pesos mexicanos", "2340000", A, "MXN"),
    ("es", "unos 60 mil millones de pesos colombianos", "60000000000", F, "COP"),
    ("es", "S/ 2,5 millones", "2500000", A, "PEN"),
    ("es", "US$1.700 millones", "1700000000", A, "USD"),
    ("es", "17 millones de soles", "17000000", A, "PEN"),
    ("es", "3 billones de dólares", "3000000000000", A, "USD"),
    ("es", "más de 300 millones", "300000000", Modifier.MORE_THAN, None),
]
MAGNITUDES = [
    ("fr", "plusieurs milliards de francs CFA", "1000000000", "XOF"),
    ("fr", "des centaines de millions d'euros", "100000000", "EUR"),
    ("en", "millions of dollars", "1000000", "USD"),
    ("en", "hundreds of millions of pounds", "100000000", "GBP"),
    ("es", "cientos de millones de euros", "100000000", "EUR"),
]
RANGES = [
    ("fr", "entre 6 et 9 millions d'euros", "6000000", "9000000", "EUR"),
    ("fr", "de 600.000 à 1,4 million d'euros", "600000", "1400000", "EUR"),
    ("fr", "300 000 à 500 000 euros", "300000", "500000", "EUR"),
    ("en", "between $6 million and $9 million", "6000000", "9000000", "USD"),
    ("en", "€6-7 billion", "6000000000", "7000000000", "EUR"),
    ("en", "$25,000-$35,000", "25000", "35000", "USD"),
    ("en", "from 5 to 7", "5", "7", None),
    ("es", "entre 6 y 9 millones de euros", "6000000", "9000000", "EUR"),
    ("es", "de 3 a 4 millones de euros", "3000000", "4000000", "EUR"),
]
NOT_AMOUNTS = [
    *(("en", text) for text in ("", " ", "$", "five", "a dozen", "99 dollars a year", "1-2-3", "overseas 3", "12 34")),
    *(
        ("en", text)
        for text in ("1 . 5", "9-6 dollars", "between $3 and €5", "3 mıllion dollars", "1" * 29, "1 " * 500)
    ),
    *(
        ("fr", text)
        for text in ("1.2.3", "1,2.3,4", "1.2,5", "1.2345.678", "envıron 5", "un million", "06 12 34 56 78")
    ),
]


@pytest.mark.parametrize(("lang", "printed", "value", "modifier", "currency"), SINGLES)
def test_printed_amount(lang: str, printed: str, value: str, modifier: Modifier, currency: str | None) -> None:
    read = parse(printed, lang)
    assert read is not None
    assert (read.amount, read.currency) == (Amount(value=Decimal(value), modifier=modifier), currency)


@pytest.mark.parametrize(("lang", "printed", "magnitude", "currency"), MAGNITUDES)
def test_printed_magnitude(lang: str, printed: str, magnitude: str, currency: str) -> None:
    read = parse(printed, lang)
    assert read is not None
    assert (read.amount, read.currency) == (Amount(magnitude=Decimal(magnitude), modifier=M), currency)


@pytest.mark.parametrize(("lang", "printed", "low", "high", "currency"), RANGES)
def test_printed_range(lang: str, printed: str, low: str, high: str, currency: str | None) -> None:
    read = parse(printed, lang)
    assert read is not None
    bounds = Amount(min=Decimal(low), max=Decimal(high), modifier=Modifier.RANGE)
    assert (read.amount, read.currency) == (bounds, currency)


@pytest.mark.parametrize(("lang", "printed"), NOT_AMOUNTS)
def test_what_is_no_amount_is_not_read_as_one(lang: str, printed: str) -> None:
    assert parse(printed, lang) is None


@pytest.mark.parametrize(
    ("printed", "english", "french"),
    [
        ("1234", "1234", "1234"),
        ("1.234", "1.234", "1234"),
        ("1,234", "1234", "1.234"),
        ("12.5", "12.5", "12.5"),
        ("12,34", "12.34", "12.34"),
        ("0.125", "0.125", "0.125"),
        ("0,125", "0.125", "0.125"),
        ("1234.567", "1234.567", "1234.567"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1,234.56", "1234.56", "1234.56"),
        ("1.234,567", "1234.567", "1234.567"),
        ("12,34,567", "1234567", "1234567"),
        ("1 234,5", "1234.5", "1234.5"),
        ("1 234.5", "1234.5", "1234.5"),
        ("1’234’567.50", "1234567.5", "1234567.5"),
        ("12 34", None, None),
        ("1 2 3", None, None),
        ("1.2.3", None, None),
        ("", None, None),
        ("1e5", None, None),
        (".5", None, None),
    ],
)
def test_separators(printed: str, english: str | None, french: str | None) -> None:
    for lang, expected in (("en", english), ("fr", french), ("es", french)):
        assert parse_number(printed, lang) == (None if expected is None else Decimal(expected)), lang


def test_a_form_that_means_two_things_has_two_readings() -> None:
    assert {read.amount.value for read in readings("3,750 $")} == {Decimal(3750), Decimal("3.75")}
    assert len(readings("3,75 $")) == 1
    assert readings("nothing") == ()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("3750000", "3750000"),
        ("2.50", "2.5"),
        ("1E+6", "1000000"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("100", "100"),
        ("0E+5", "0"),
    ],
)
def test_canonical_form(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_grouping() -> None:
    assert group(Decimal("1234567.5")) == "1,234,567.5"
    assert group(Decimal("1234567.5"), "\u202f", ",") == "1\u202f234\u202f567,5"
    assert group(Decimal("-1234")) == "-1,234"
    assert group(Decimal("-0.5")) == "-0.5"


@pytest.mark.parametrize(
    ("amount", "interval"),
    [
        (Amount(value=Decimal(5)), Interval(Decimal(5), Decimal(5))),
        (Amount(value=Decimal(50), modifier=F), Interval(Decimal(45), Decimal(55))),
        (Amount(value=Decimal(5), modifier=Modifier.AT_LEAST), Interval(Decimal(5), None)),
        (Amount(value=Decimal(5), modifier=Modifier.MORE_THAN), Interval(Decimal(5), None, low_open=True)),
        (Amount(value=Decimal(5), modifier=Modifier.AT_MOST), Interval(None, Decimal(5))),
        (Amount(value=Decimal(5), modifier=Modifier.LESS_THAN), Interval(None, Decimal(5), high_open=True)),
        (Amount(min=Decimal(3), max=Decimal(5), modifier=Modifier.RANGE), Interval(Decimal(3), Decimal(5))),
        (Amount(magnitude=Decimal(10**6), modifier=M), Interval(Decimal(10**6), Decimal(10**9), high_open=True)),
        (Amount(magnitude=Decimal(10**8), modifier=M), Interval(Decimal(10**8), Decimal(10**9), high_open=True)),
    ],
)
def test_the_values_an_amount_admits(amount: Amount, interval: Interval) -> None:
    assert amount.interval() == interval


def test_size_and_emptiness() -> None:
    assert Amount(min=Decimal(3), max=Decimal(5)).size() == 3
    assert Amount(max=Decimal(5)).size() == 5
    assert Amount().size() == 0
    assert Amount().is_empty()
    assert not Amount(value=Decimal(0)).is_empty()


OVER_3M = Interval(Decimal(3_000_000), None, low_open=True)


@pytest.mark.parametrize(
    ("printed", "match"),
    [
        ("$3.75m", Match.CERTAIN),
        ("$3m", Match.NONE),
        ("more than $3m", Match.CERTAIN),
        ("at least $3m", Match.POSSIBLE),
        ("about $3m", Match.POSSIBLE),
        ("less than $3m", Match.NONE),
        ("up to $3m", Match.NONE),
        ("up to $4m", Match.POSSIBLE),
        ("$2m-$4m", Match.POSSIBLE),
        ("millions of dollars", Match.POSSIBLE),
        ("billions of dollars", Match.CERTAIN),
        ("thousands of dollars", Match.NONE),
    ],
)
def test_an_uncertain_amount_is_over_three_million(printed: str, match: Match) -> None:
    read = parse(printed, "en")
    assert read is not None
    assert read.amount.interval().match(OVER_3M) is match


points = st.integers(-3, 3)
ends = st.none() | points.map(Decimal)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low >= high:
        return Interval(low, low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def holds(interval: Interval, number: Decimal) -> bool:
    above = interval.low is None or number > interval.low or (number == interval.low and not interval.low_open)
    below = interval.high is None or number < interval.high or (number == interval.high and not interval.high_open)
    return above and below


SAMPLE = [Decimal(number) / 4 for number in range(-20, 21)]


@given(intervals(), intervals())
def test_interval_algebra_against_counting(one: Interval, other: Interval) -> None:
    shared = [number for number in SAMPLE if holds(one, number) and holds(other, number)]
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    inside = all(holds(other, number) for number in SAMPLE if holds(one, number))
    unbounded = (one.low is None and other.low is not None) or (one.high is None and other.high is not None)
    assert one.within(other) == (inside and not unbounded)
    expected = Match.CERTAIN if one.within(other) else Match.POSSIBLE if shared else Match.NONE
    assert one.match(other) is expected


numbers = st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False)


@given(
    numbers,
    st.sampled_from([("en", ",", "."), ("fr", ".", ","), ("fr", " ", ","), ("fr", "\u202f", ","), ("es", ".", ",")]),
)
def test_what_is_formatted_is_read_back(number: Decimal, style: tuple[str, str, str]) -> None:
    lang, separator, mark = style
    assert parse_number(group(number, separator, mark), lang) == number


@given(st.integers(0, 10**9), st.sampled_from(amounts.LANGUAGES))
def test_whole_numbers_and_canonical_forms_mean_the_same_in_every_language(number: int, lang: str) -> None:
    assert parse_number(plain(Decimal(number)), lang) == number


@given(st.text(max_size=30), st.sampled_from(amounts.LANGUAGES))
def test_no_text_breaks_the_parser(text: str, lang: str) -> None:
    for phrase in (text, f"{text} 5 {text}", f"$5 {text}", f"{text} millions"):
        read = parse(phrase, lang)
        assert read is None or not read.amount.is_empty()


@given(st.decimals(min_value=0, max_value=10**6, places=4), st.sampled_from(["million", "billion", "trillion", "k"]))
def test_scales_are_exact(number: Decimal, scale: str) -> None:
    read = parse(f"{group(number)} {scale}", "en")
    factor = {"million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 10**3}[scale]
    assert read is not None
    assert read.amount.value == number * factor
