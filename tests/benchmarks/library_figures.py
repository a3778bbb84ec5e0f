"""Amounts and dates of a generated library, as a newspaper of each language prints them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = (
    "contract",
    "payment",
    "price",
    "budget",
    "fine",
    "grant",
    "loan",
    "revenue",
    "count",
    "age",
    "duration",
    "share",
)
SHARES = (18, 14, 8, 8, 5, 5, 2, 4, 20, 5, 5, 6)
MONEY = frozenset(KINDS[:8])
BASES = ("signed", "paid", "estimated", "ceiling", "obligated", "requested")
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "MXN", "SEK", "XOF", "PEN", "KES")
CURRENCY_SHARES = (45, 28, 9, 3, 3, 4, 2, 2, 2, 2)
CURRENCY_SIGNS = 2
"""The longest name that stands before the number."""
SPACES = (" ", "\u00a0", "\u202f")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sheet: what stands before it in the text, how it is printed, and its keys."""

    kind: str
    cue: str
    printed: str
    unit_word: str
    lines: tuple[str, ...]
    of_money: bool


class Figures:
    """Draws figures: `own` has the words of the sheet's language, `words` those of its source's, which prints them."""

    def __init__(self, own: Mapping[str, Any], words: Mapping[str, Any], lang: str, chance: random.Random) -> None:
        self._own, self._words, self._lang, self._chance = own, words, lang, chance

    def draw(self) -> Figure:
        kind = self._chance.choices(KINDS, weights=SHARES)[0]
        return self._money(kind) if kind in MONEY else self._quantity(kind)

    def _money(self, kind: str) -> Figure:
        chance = self._chance
        currency = chance.choices(CURRENCIES, weights=CURRENCY_SHARES)[0]
        value = round_number(chance, 3.3, 9.3)
        draw = chance.random()
        if draw < 0.05:
            other = value * chance.choice([2, 3, 5])
            low, high = self.money(value, currency), self.money(other, currency)
            printed = self._words["range"].format(low=low, high=high)
            amount = [f"  min: '{value}'", f"  max: '{other}'", "  modifier: range"]
            cue = ""
        else:
            printed = self.money(value, currency)
            amount, cue = self._modified(value)
        basis = [f"  basis: {chance.choice(BASES)}"] if chance.random() < 0.4 else []
        per = ["  per: year"] if chance.random() < 0.08 else []
        lines = f"  kind: {kind}", *amount, f"  currency: {currency}", "  currency_from: explicit", *basis, *per
        return Figure(kind, cue, printed, "", lines, True)

    def _modified(self, value: int) -> tuple[list[str], str]:
        """The keys of an amount, and the words before it that say how uncertain it is: one in five is."""
        lines = [f"  value: '{value}'"]
        if self._chance.random() < 0.8:
            return lines, ""
        modifier = self._chance.choice(list(self._words["cues"]))
        return [*lines, f"  modifier: {modifier}"], f"{self._words['cues'][modifier]} "

    def _quantity(self, kind: str) -> Figure:
        chance, words = self._chance, self._words
        unit = ""
        match kind:
            case "age":
                value = chance.randint(16, 90)
                unit, printed = "year", words["ages"].format(value=value)
            case "duration":
                value = chance.randint(2, 72)
                unit, printed = "month", words["months_long"].format(value=value)
            case "share":
                value = chance.randint(1, 99)
                unit, printed = "percent", f"{value}%" if self._lang == "en" else f"{value} %"
            case _:
                value = round_number(chance, 0.7, 6)
                unit = chance.choice(list(words["units"]))
                printed = f"{self.grouped(value)} {words['units'][unit]}"
        amount, cue = self._modified(value)
        shown = self._own["units"].get(unit, unit)
        lines = f"  kind: {kind}", *amount, f"  unit: {unit}"
        return Figure(kind, cue, printed, str(shown), lines, False)

    def money(self, value: int, currency: str) -> str:
        number, scale = self._scaled(value)
        name = self._words["money"][currency]
        if len(name) < CURRENCY_SIGNS:
            return f"{name}{number}{f' {scale}' if scale else ''}"
        if not scale:
            return f"{number} {name}"
        if self._lang == "en":
            return f"{number} {scale} {name}"
        of = "d’" if self._lang == "fr" and name[0] in "aeiou" else "de "
        return f"{number} {scale} {of}{name}"

    def _scaled(self, value: int) -> tuple[str, str]:
        """A number and its power of ten in words: "3,75" and "millions"."""
        one, many, thousands = self._words["million"]
        if value < 1_000_000 or self._chance.random() < 0.2:
            return self.grouped(value), ""
        if value >= 1_000_000_000 and thousands != many:
            return self.decimal(value, 9), thousands if value >= 2_000_000_000 or self._lang == "en" else "milliard"
        return self.decimal(value, 6), many if value >= 2_000_000 else one

    def decimal(self, value: int, power: int) -> str:
        whole, rest = divmod(value, 10**power)
        digits = f"{rest:0{power}}".rstrip("0")
        mark = "." if self._lang == "en" else ","
        return f"{self.grouped(whole)}{mark}{digits}" if digits else self.grouped(whole)

    def grouped(self, value: int) -> str:
        mark = {"en": ",", "fr": self._chance.choice(SPACES), "es": "."}[self._lang]
        return f"{value:,}".replace(",", mark)


def round_number(chance: random.Random, low: float, high: float) -> int:
    """A number between two powers of ten, of at most three digits and as many noughts as it needs."""
    value = int(10 ** chance.uniform(low, high))
    unit: int = 10 ** max(len(str(value)) - chance.randint(1, 3), 0)
    return max(value // unit * unit, 2)


def printed_date(months: list[str], lang: str, year: int, chance: random.Random) -> tuple[str, str]:
    """A date in EDTF, and as it is printed; at most three years before `year`."""
    year -= chance.choice([0, 0, 0, 1, 1, 2, 3])
    month, day = chance.randint(1, 12), chance.randint(2, 28)
    name = months[month - 1]
    draw = chance.random()
    if draw < 0.2:
        return f"'{year}'", str(year)
    of = " de " if lang == "es" else " "
    if draw < 0.5:
        return f"{year}-{month:02}", f"{name}{of}{year}"
    return f"{year}-{month:02}-{day:02}", f"{day}{of}{name}{of}{year}"
