"""The notation, its bounds, its words, and the dates of questions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.dates import Edtf, format_date, parse_edtf, parse_words

D = date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025", D(2025, 1, 1), D(2025, 12, 31)),
        ("2025-09", D(2025, 9, 1), D(2025, 9, 30)),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29)),
        ("2025-09-12", D(2025, 9, 12), D(2025, 9, 12)),
        ("199X", D(1990, 1, 1), D(1999, 12, 31)),
        ("18XX", D(1800, 1, 1), D(1899, 12, 31)),
        ("2025-21", D(2025, 3, 1), D(2025, 5, 31)),
        ("2025-24", D(2025, 12, 1), D(2026, 2, 28)),
        ("2023-24", D(2023, 12, 1), D(2024, 2, 29)),
        ("2025-33", D(2025, 1, 1), D(2025, 3, 31)),
        ("2025-36", D(2025, 10, 1), D(2025, 12, 31)),
        ("2025-09~", D(2025, 9, 1), D(2025, 9, 30)),
        ("2025?", D(2025, 1, 1), D(2025, 12, 31)),
        ("2025-01/..", D(2025, 1, 1), None),
        ("2025-01/", D(2025, 1, 1), None),
        ("../2025-01", None, D(2025, 1, 31)),
        ("2024/2025-03", D(2024, 1, 1), D(2025, 3, 31)),
        ("9999-12-31", D(9999, 12, 31), D(9999, 12, 31)),
    ],
)
def test_bounds(text: str, earliest: date | None, latest: date | None) -> None:
    read = parse_edtf(text)
    assert (read.earliest, read.latest, read.recurring, str(read)) == (earliest, latest, None, text)


def test_a_date_without_its_year() -> None:
    assert parse_edtf("XXXX-01") == Edtf("XXXX-01", None, None, (1, 0))
    assert parse_edtf("XXXX-02-29") == Edtf("XXXX-02-29", None, None, (2, 29))


BAD = "2025-13 2025-00 2025-00-01 2025-09-00 XXXX-00 XXXX-01-00"
WRONG = "2025-02-30 2025-02-29 September 0000 9999-24 2025-9 25-09 XXXX XXXX-13 XXXX-02-30 XXXX-21"
WORSE = "18XX-05 1XXX 199X-05 2025-21-05 2025/2024 ../.. / 2025/2026/2027 2025-09-12T10:00 -2025 ٢٠٢٥"


@pytest.mark.parametrize("text", [*BAD.split(), *WRONG.split(), *WORSE.split(), "", " 2025", "2025\n", "2025 "])
def test_what_is_no_date_says_why(text: str) -> None:
    with pytest.raises(ValueError, match="`"):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "en", "fr", "es"),
    [
        ("2025-09", "September 2025", "septembre 2025", "septiembre de 2025"),
        ("2026-03-12", "12 March 2026", "12 mars 2026", "12 de marzo de 2026"),
        ("2025-01/..", "from January 2025", "depuis janvier 2025", "desde enero de 2025"),
        ("../2025", "until 2025", "jusqu'à 2025", "hasta 2025"),
        ("2024/2025", "2024 – 2025", "2024 – 2025", "2024 – 2025"),
        ("XXXX-01", "January (year not stated)", "janvier (année non précisée)", "enero (año no indicado)"),
        ("199X", "the 1990s", "les années 1990", "los años 1990"),
        ("199X~", "about the 1990s", "vers les années 1990", "hacia los años 1990"),
        ("18XX", "1800–1899", "1800–1899", "1800–1899"),
        ("2025-33", "Q1 2025", "T1 2025", "T1 de 2025"),
        ("2025-22~", "about summer 2025", "vers été 2025", "hacia verano de 2025"),
    ],
)
def test_words(text: str, en: str, fr: str, es: str) -> None:
    assert [format_date(parse_edtf(text), lang) for lang in ("en", "fr", "es")] == [en, fr, es]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("September 2025", "2025-09"),
        ("sept. 2025", "2025-09"),
        ("septembre 2025", "2025-09"),
        ("12 de marzo de 2026", "2026-03-12"),
        ("1er août 2025", "2025-08-01"),
        ("aou\u0302t 2025", "2025-08"),
        ("the 3rd of May 2025", "2025-05-03"),
        ("January", "XXXX-01"),
        ("2025", "2025"),
        ("févr. 2024", "2024-02"),
        ("31 February 2025", None),
        ("12 2025", None),
        ("contract 2025", None),
        ("", None),
        ("2025 2026", None),
    ],
)
def test_a_date_in_a_question(words: str, text: str | None) -> None:
    read = parse_words(words)
    assert (read.text if read else None) == text


@pytest.mark.parametrize(
    ("fact", "asked", "may"),
    [
        ("2025-09", "2025", True),
        ("2025", "2025-09", True),
        ("2025-09", "2025-10", False),
        ("2024", "2025", False),
        ("2025-01/..", "2030", True),
        ("2025-01/..", "2024", False),
        ("../2025-01", "2020", True),
        ("../2025-01", "2026", False),
        ("2025-09", "2025-06/..", True),
        ("XXXX-01", "2025", True),
        ("XXXX-01", "2025-01", True),
        ("XXXX-01", "2025-09", False),
        ("XXXX-01", "2025-24", True),
        ("XXXX-01-15", "2025-01-16", False),
        ("XXXX-01-15", "2025-01-10/2025-01-20", True),
        ("XXXX-02-29", "2024", True),
        ("XXXX-01", "2025-06/..", True),
        ("XXXX-01", "XXXX-01-15", True),
        ("XXXX-01", "XXXX-09", False),
        ("2025-09", "XXXX-09", True),
        ("2025-09", "XXXX-01", False),
    ],
)
def test_a_fact_may_fall_in_what_is_asked(fact: str, asked: str, may: bool) -> None:
    assert parse_edtf(fact).may_fall_in(parse_edtf(asked)) is may
    assert parse_edtf(asked).may_fall_in(parse_edtf(fact)) is may


def test_chronological_order() -> None:
    in_order = ["../2019", "2020", "2024-12-31", "2025", "2025-01/..", "2025-09", "XXXX-01"]
    assert sorted(sorted(in_order), key=lambda text: parse_edtf(text).sort_key()) == in_order


@given(st.dates(date(1, 1, 1)), st.integers(0, 2))
def test_every_day_month_and_year_reads_back(day: date, precision: int) -> None:
    text = "-".join(day.isoformat().split("-")[: precision + 1])
    read = parse_edtf(text)
    assert read.earliest is not None
    assert read.latest is not None
    assert read.earliest <= day <= read.latest
    assert read.latest - read.earliest <= timedelta(days=365)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(["en", "fr", "es"]), st.integers(0, 2))
def test_a_date_in_words_is_understood_in_a_question(day: date, lang: str, precision: int) -> None:
    value = parse_edtf("-".join(day.isoformat().split("-")[: precision + 1]))
    assert parse_words(format_date(value, lang)) == value


@given(st.text(alphabet="0123456789X-/.~?% ", max_size=14))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        read = parse_edtf(text)
    except ValueError:
        return
    assert all(format_date(read, lang) for lang in ("en", "fr", "es"))
    assert read.sort_key()
    assert read.may_fall_in(read)
