"""What the value of a field means: `>3M`, `1M..5M EUR`, `2025-06..`, `september 2025`, a kind by any of its names."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from factsheets import vocabulary
from factsheets.amounts import Interval, PrintedAmount, readings
from factsheets.dates import Edtf, parse_edtf, parse_words
from index.analysis import fold
from index.days import day_number
from index.schema import codes

LAST_DAY = 99_999_999
_COMPARISON = re.compile(r"(?P<sign>>=|<=|>|<|=)?\s*(?P<first>[^.\s]?.*?)(?:\.\.(?P<last>.*))?")


def days(value: str) -> tuple[int, int] | None:
    """The first and last day that a date or a range of dates admits, as yyyymmdd; None where it is no date."""
    start, dots, end = (part.strip() for part in value.partition(".."))
    first = _edtf(start)
    if not dots:
        return (day_number(first.earliest), day_number(first.latest) or LAST_DAY) if first else None
    last = _edtf(end)
    if (start and first is None) or (end and last is None) or not (first or last):
        return None
    begins = day_number(first.earliest) if first else 0
    ends = day_number(last.latest) if last else 0
    return begins, ends or LAST_DAY


def _edtf(text: str) -> Edtf | None:
    try:
        return parse_edtf(text) if text else None
    except ValueError:
        return parse_words(text)


def amounts(value: str) -> Iterator[tuple[Interval, int]]:
    """Every interval that a condition may mean, with the code of its currency, 0 for any."""
    found = _COMPARISON.fullmatch(value.strip())
    if not found:
        return
    sign, last = found["sign"] or "=", found["last"]
    if last is not None:
        lows, highs = readings(found["first"]) or (None,), readings(last) or (None,)
        for low, high in ((low, high) for low in lows for high in highs if low or high):
            yield Interval(_value(low), _value(high)), _code(high) or _code(low)
        return
    for reading in readings(found["first"]):
        number = _value(reading)
        if number is not None:
            yield _compared(sign, number), _code(reading)


def _value(reading: PrintedAmount | None) -> Decimal | None:
    return reading.amount.value if reading else None


def _code(reading: PrintedAmount | None) -> int:
    return codes("currencies").get(reading.currency or "", 0) if reading else 0


def _compared(sign: str, number: Decimal) -> Interval:
    if sign.startswith(">"):
        return Interval(number, None, low_open=sign == ">")
    if sign.startswith("<"):
        return Interval(None, number, high_open=sign == "<")
    return Interval(number, number)


def currency_codes(value: str) -> frozenset[int]:
    """The currencies that a value names, by code, sign or any of their words in any language."""
    wanted, known = fold(value), vocabulary.currencies()
    every = ((code, (*entry.symbols, *entry.words)) for code, entry in known.items())
    return frozenset(codes("currencies")[code] for code, words in every if wanted in map(fold, words))


@lru_cache(maxsize=256)
def named(table: str, value: str) -> frozenset[str]:
    """The entries of a vocabulary that a value names, by key or by any of their words in any language."""
    wanted = fold(value)
    return frozenset(
        key for key, term in vocabulary.terms(table).items() if wanted == key or wanted in map(fold, term.words)
    )
