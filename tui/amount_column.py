"""A column of amounts in which the numbers align where they end, before their units, so that sizes can be compared."""

import re
from collections.abc import Iterable

from tui.cells import cell_width
from tui.page import Column

WIDEST = 22
_NARROWEST = 8
_LONGEST_TAIL = 9
_LAST_NUMBER = re.compile(r"^.*\d(?=\D*$)", re.DOTALL)
_FRACTION = re.compile(r"[.,]\d{1,2}(?!\d)\D*$")


class Amounts:
    """Amounts that are read together; longer ones than others break over lines rather than widen the column."""

    def __init__(self, amounts: Iterable[str]) -> None:
        every = set(amounts)
        self._tail = max((tail for tail in map(_tail, every) if tail is not None), default=0)
        heads = (cell_width(one) - (_tail(one) or 0) for one in every if _tail(one) is not None)
        words = (_unbroken(one) for one in every if _tail(one) is None)
        numbers = max(heads, default=0) + self._tail
        self._width = min(max(numbers, *words, _NARROWEST) if every else _NARROWEST, WIDEST)

    def column(self, amount: str) -> Column:
        tail = _tail(amount)
        return Column(self._width, right=True, inset=0 if tail is None else self._tail - tail)


def _unbroken(amount: str) -> int:
    """What an amount that aligns with none asks for: to stand in one line, or at least to keep its words whole."""
    whole = cell_width(amount)
    return whole if whole <= WIDEST else max(map(cell_width, amount.split()))


def _tail(amount: str) -> int | None:
    """The cells behind an amount's whole number; None for one without digits, or with more behind than aligns."""
    found = _LAST_NUMBER.match(amount)
    if found is None:
        return None
    fraction = _FRACTION.search(amount)
    tail = cell_width(amount[fraction.start() if fraction else found.end() :])
    return tail if tail <= _LONGEST_TAIL else None
