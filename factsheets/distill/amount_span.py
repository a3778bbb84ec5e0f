"""An amount as tokens, with what it is: money, a unit, a noun that is counted, a share, or a number alone."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from factsheets.distill.number_lexicon import CurrencyName
from factsheets.distill.numeral import Numeral


class What(StrEnum):
    MONEY = "money"
    UNIT = "unit"
    NOUN = "noun"
    FRACTION = "fraction"
    BARE = "bare"


@dataclass(slots=True)
class Span:
    """An amount from token `start` up to `end`; `unit` is an id of the vocabulary, or the noun as printed.

    `steps_to` is the currency of the sum that a bare number went up or down to.
    """

    start: int
    end: int
    what: What
    numeral: Numeral
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    magnitude: Decimal | None = None
    unit: str = ""
    currency: CurrencyName | None = None
    sign_before: bool = False
    joined: bool = False
    age: bool = False
    steps_to: CurrencyName | None = None
