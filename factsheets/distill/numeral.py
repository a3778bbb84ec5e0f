"""A number as it was read in a text, before anything is known of what it counts."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PERIODS = frozenset({"year", "month", "week", "day", "hour", "minute"})
"""Units of time that sentences use for dates as well."""
HALF = Decimal("0.5")


@dataclass(slots=True)
class Numeral:
    """A number as read, from token `start` up to `end`; `mantissa` is what stands before its last scale.

    `compact` is a suffix that may be a scale, and where it ends: "m" of "3.75m" is a million or a metre.
    """

    start: int
    end: int
    value: Decimal | None = None
    magnitude: Decimal | None = None
    mantissa: Decimal = Decimal(0)
    factor: Decimal = Decimal(1)
    modifier: str = ""
    digits: bool = False
    one: bool = False
    whole_fraction: bool = False
    of: bool = False
    compact: tuple[int, Decimal] | None = None


def as_decimal(part: Fraction) -> Decimal:
    """A third with as many digits as a float prints: what a person's sheet and other programs hold it to be."""
    return Decimal(repr(part.numerator / part.denominator)) if part.denominator > 1 else Decimal(part.numerator)
