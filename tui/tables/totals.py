"""Totals that can be stood by: never a sum of unlike things, nothing left out without saying so.

Added up is money that is printed as one exact number, of one currency, kind, basis and nature, reviewed or not. What
is told a year or a month is not: for how long it ran is not said. What is told twice counts once: two figures of one
amount and kind are taken for the same unless their payers, payees or dates tell them apart.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import NamedTuple

from factsheets.amounts import LONGEST_NUMBER, Modifier
from factsheets.model import Per, Rank
from tui.tables.entry import Entry

_EXACTLY = Context(prec=4 * LONGEST_NUMBER)
"""No sum of so short numbers is ever rounded."""
_SINGLE_PRICES = {"price"}
_ANY_KIND = "other"


class Like(NamedTuple):
    """What figures have in common that are added up. A basis that no document states is a basis of its own."""

    currency: str
    kind: str
    basis: str
    nature: str
    draft: bool


@dataclass(slots=True)
class Line:
    """One sum and the figures in it; `unsure` are those with less than high confidence or accepted in bulk."""

    like: Like
    total: Decimal
    entries: list[Entry]
    unsure: int = 0

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def refs(self) -> list[str]:
        return [entry.ref for entry in self.entries]


@dataclass(slots=True)
class LeftOut:
    """Figures that were not added, why, and which."""

    reason: str
    entries: list[Entry]

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def refs(self) -> list[str]:
        return [entry.ref for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Totals:
    """The groups of most figures first; `figures` is how many rows were looked at."""

    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    figures: int


NOT_MONEY = "no money, but counts, ages, durations or shares"
NOT_EXACT = "not one exact number (about, at least, a range, millions of)"
NO_AMOUNT = "no amount that could be read"
OUTDATED = "deprecated by the sheet"
SINGLE = "a price, or an amount for each: how many of them is not told"
RATE = "an amount a year or a month: for how long is not told"
MIXED = "of kind other: nothing says that they are alike"
UNSURE = "uncertain, so that they may be what was searched for or not"
REPEATED = "the same amount and kind as a figure that is counted, and nothing tells them apart"
_REASONS = (REPEATED, UNSURE, NOT_EXACT, OUTDATED, RATE, SINGLE, MIXED, NO_AMOUNT, NOT_MONEY)


def reason_against(entry: Entry) -> str:
    """Why a figure cannot be added to any other, empty where it can."""
    amount = entry.amount
    checks = (
        (amount.is_empty(), NO_AMOUNT),
        (not entry.currency, NOT_MONEY),
        (entry.rank is Rank.DEPRECATED, OUTDATED),
        (amount.value is None or amount.modifier is not Modifier.AS_PRINTED, NOT_EXACT),
        (entry.kind in _SINGLE_PRICES or entry.per == Per.UNIT, SINGLE),
        (entry.per != Per.TOTAL, RATE),
        (entry.kind == _ANY_KIND, MIXED),
    )
    return next((reason for fails, reason in checks if fails), "")


def like(entry: Entry) -> Like:
    return Like(entry.currency, entry.kind, entry.basis, str(entry.nature), entry.draft)


def may_be_same(one: Entry, other: Entry) -> bool:
    """Of two figures of one amount, kind and currency: whether neither payer nor payee nor date tells them apart."""
    if any(mine and theirs and mine != theirs for mine, theirs in zip(one.parties, other.parties, strict=True)):
        return False
    return not (one.date and other.date) or one.date.may_fall_in(other.date)


class Adding:
    """Takes rows one after the other, preferred ones best first."""

    def __init__(self) -> None:
        self._lines: dict[Like, Line] = {}
        self._left: dict[str, LeftOut] = {}
        self._counted: dict[tuple[str, str, Decimal], list[Entry]] = {}
        self._figures = 0

    def take(self, entry: Entry, reason: str = "") -> None:
        """Counted, unless a reason stands against it or another figure that is counted may be the same."""
        self._figures += 1
        value = entry.amount.value
        if reason or value is None:
            self._leave(reason or NO_AMOUNT, entry)
            return
        counted = self._counted.setdefault((entry.currency, entry.kind, value), [])
        if any(may_be_same(entry, other) for other in counted):
            self._leave(REPEATED, entry)
            return
        counted.append(entry)
        self._add(entry, value)

    def _add(self, entry: Entry, value: Decimal) -> None:
        line = self._lines.setdefault(like(entry), Line(like(entry), Decimal(0), []))
        line.total = _EXACTLY.add(line.total, value)
        line.unsure += entry.bulk or entry.confidence != "high"
        line.entries.append(entry)

    def _leave(self, reason: str, entry: Entry) -> None:
        self._left.setdefault(reason, LeftOut(reason, [])).entries.append(entry)

    def result(self) -> Totals:
        lines = sorted(self._lines.values(), key=lambda line: (-line.count, line.like))
        left = tuple(self._left[reason] for reason in _REASONS if reason in self._left)
        return Totals(tuple(lines), left, self._figures)


def totals_of(entries: Iterable[Entry], unsure: Container[str] = ()) -> Totals:
    """Reviewed and preferred figures are counted before what repeats them.

    `unsure` are the references of those that only may be what was searched for.
    """
    adding, addable = Adding(), []
    for entry in entries:
        reason = reason_against(entry) or (UNSURE if entry.ref in unsure else "")
        if reason:
            adding.take(entry, reason)
        else:
            addable.append(entry)
    for entry in sorted(addable, key=_standing):
        adding.take(entry)
    return adding.result()


def _standing(entry: Entry) -> tuple[bool, bool, int]:
    """What is to be counted where another repeats it: reviewed, preferred, with its parties and date known."""
    return entry.draft, entry.rank is not Rank.PREFERRED, -sum(map(bool, (*entry.parties, entry.date)))
