"""The rows of a table in the order asked for, those that a filter leaves: by numbers, so that rows are read late.

Work that may take long is a generator: it yields how far it is, and returns what was wanted.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tui.tables.bars import Scale, is_compared, scale_of
from tui.tables.columns import Key, amount_key, column_named
from tui.tables.entry import Entry
from tui.tables.filtering import Condition, between, conditions_of
from tui.tables.totals import Totals, totals_of
from tui.tables.view import View

T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]
"""Yields (done, of all)."""
_FEW = 48
"""Rows that are read to draw their bars."""
_BETWEEN = 64
"""Rows read between two looks at whether it is still wanted."""
_APART = "Unlike currencies and units are not compared: each is sorted by itself"
_UNCERTAIN = "Uncertain amounts stand by the number printed, ranges by the lower one"
SORTED = {
    "amount": _UNCERTAIN,
    "date": "By the earliest day that it may be; what has no date comes last",
    "span": "By the earliest day that it may be; what has no date comes last",
}


class Source(Protocol):
    """The rows of a scope, numbered in the order of the sheets."""

    @property
    def kind(self) -> str:
        """`figures` or `timeline`."""

    @property
    def lang(self) -> str: ...
    def __len__(self) -> int: ...
    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Those few, to be drawn."""

    def scan(self, numbers: Iterable[int]) -> Iterator[tuple[int, Entry]]:
        """As many as one likes, each with its number, in whatever order costs least."""

    def keys(self, column: str) -> list[Key] | None:
        """What all rows are compared by, by their numbers; None where that takes reading them."""

    def found(self, query: str) -> "Found":
        """The rows that a query leads to."""

    @property
    def unsure(self) -> frozenset[int]:
        """Those of which the scope itself does not say whether they belong to it."""


@dataclass(frozen=True, slots=True)
class Found:
    """`unsure` are those rows that may be meant or not, their amounts or dates being uncertain."""

    numbers: Sequence[int]
    hints: tuple[str, ...] = ()
    unsure: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Rows:
    """The numbers of the rows that are shown, in order; `hints` are sentences on how they were sorted or filtered."""

    view: View
    numbers: Sequence[int]
    hints: tuple[str, ...] = ()
    unsure: frozenset[int] = frozenset()


class Table:
    """One scope, sorted and filtered as often as one likes; what was read to sort by is kept."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._keys: dict[str, list[Key]] = {}
        self._order: tuple[str, Sequence[int]] = ("", range(len(source)))

    @property
    def usual_sort(self) -> str:
        return "date" if self.source.kind == "timeline" else ""

    def arranged(self, view: View) -> Steps[Rows]:
        """The rows as the view has them."""
        sort = view.sort if column_named(self.source.kind, view.column) else self.usual_sort
        order = yield from self._ordered(sort)
        conditions, query = conditions_of(view.filter)
        if not query.strip() and not conditions:
            return Rows(view, order, (*may_match(len(self.source.unsure)), *self._hints(sort)), self.source.unsure)
        found = self.source.found(query) if query.strip() else Found(order)
        some = set((yield from self._meeting(conditions, found.numbers)) if conditions else found.numbers)
        hints = (*between(query, conditions), *found.hints, *self._hints(sort))
        return Rows(view, [one for one in order if one in some], hints, self.source.unsure | found.unsure)

    def _meeting(self, conditions: Sequence[Condition], numbers: Sequence[int]) -> Steps[list[int]]:
        left = []
        for done, (number, entry) in enumerate(self.source.scan(numbers)):
            if all(one.holds(entry, self.source.lang) for one in conditions):
                left.append(number)
            if not done % _BETWEEN:
                yield done, len(numbers)
        return left

    def _ordered(self, sort: str) -> Steps[Sequence[int]]:
        column = sort.lstrip("-")
        if self._order[0] != sort:
            if not sort:
                self._order = "", range(len(self.source))
            else:
                keys = yield from self._keyed(column)
                self._order = sort, in_order(keys, descending=sort != column, measured=column == "amount")
        return self._order[1]

    def _keyed(self, column: str) -> Steps[list[Key]]:
        if column not in self._keys:
            keys = self.source.keys(column)
            if keys is None:
                keys = yield from self._read_keys(column)
            self._keys[column] = keys
        return self._keys[column]

    def _read_keys(self, column: str) -> Steps[list[Key]]:
        total = len(self.source)
        keys: list[Key] = [None] * total
        known = column_named(self.source.kind, column)
        shared: dict[Key, Key] = {}
        for done, (number, entry) in enumerate(self.source.scan(range(total))):
            key = known.key(entry, self.source.lang) if known else None
            keys[number] = shared.setdefault(key, key)
            if not done % _BETWEEN:
                yield done, total
        return keys

    def _hints(self, sort: str) -> tuple[str, ...]:
        column = sort.lstrip("-")
        if column == "amount" and len({key[0] for key in self._keys["amount"] if key}) > 1:
            return _APART, _UNCERTAIN
        return (SORTED.get(column, f"Sorted by {column}"),) if sort != self.usual_sort else ()

    def scale(self, numbers: Sequence[int]) -> Scale | None:
        """What the bars of these rows are drawn by, where their amounts are at hand.

        Of a few rows that is what has a bar; of many, which are not read for it, also what is told a year or each.
        """
        if len(numbers) <= _FEW:
            return scale_of(
                key for entry in self.source.entries(numbers) if is_compared(entry) if (key := amount_key(entry))
            )
        keys = self._keys.get("amount") or self.source.keys("amount")
        if keys is None:
            return None
        self._keys["amount"] = keys
        return scale_of(key for number in numbers if (key := keys[number]) is not None)

    def read(self, numbers: Sequence[int]) -> Steps[list[Entry]]:
        """All these rows, in their order."""
        found: dict[int, Entry] = {}
        for done, (number, entry) in enumerate(self.source.scan(numbers)):
            found[number] = entry
            if not done % _BETWEEN:
                yield done, len(numbers)
        return [found[number] for number in numbers]


def added(source: Source, rows: Rows) -> Steps[Totals]:
    """What of these rows adds up."""
    entries, unsure = [], set()
    for done, (number, entry) in enumerate(source.scan(rows.numbers)):
        entries.append(entry)
        if number in rows.unsure:
            unsure.add(entry.ref)
        if not done % _BETWEEN:
            yield done, len(rows.numbers)
    return totals_of(entries, unsure)


def in_order(keys: Sequence[Key], *, descending: bool, measured: bool) -> list[int]:
    """The numbers of keys in order, equals by number, what has no key last.

    Amounts that are measured alike stand together, money before what is counted, the most frequent first.
    """
    present = [number for number, key in enumerate(keys) if key is not None]
    present.sort(key=keys.__getitem__, reverse=descending)
    if measured:
        frequent = Counter(keys[number][0] for number in present)
        present.sort(key=lambda number: measure_order(keys[number][0], frequent))
    return present + [number for number, key in enumerate(keys) if key is None]


def measure_order(measure: str, frequent: Counter[str]) -> tuple[bool, int, str]:
    return measure.startswith(" "), -frequent[measure], measure


def may_match(rows: int) -> tuple[str, ...]:
    """A hint that so many rows may be what was searched for or not."""
    words = "1 row may match or not" if rows == 1 else f"{rows:,} of the rows may match or not"
    return (f"{words}: amount or date are uncertain",) if rows else ()


def completed(steps: Steps[T]) -> T:
    """The result, however long it takes."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found: T = stop.value
            return found
