"""Totals in words, the same on the screen, on paper and read aloud."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from factsheets import display
from factsheets.amounts import Amount
from factsheets.model import Figure
from factsheets.vocabulary import label
from tui.tables.columns import kind_words, status_words
from tui.tables.totals import LeftOut, Line, Totals

NOTHING = "Nothing here can be added up."
_LINES_APART = "What one sum calls a contract another may call a payment."
_PARTS = "Whether a figure is part of another is for you to judge."
_MOST_NAMED = 20
T = TypeVar("T")


def money(total: Decimal, currency: str, lang: str = "en") -> str:
    figure = Figure(
        id="",
        label="",
        kind="other",
        amount=Amount(value=total),
        currency=currency,
        printed="",
        evidence=(),
    )
    return display.amount_words(figure, lang)


def line_words(line: Line, lang: str = "en") -> str:
    """ "USD, payment, paid, reported: 3 figures, $4,750,000"."""
    like = line.like
    basis = display.word(like.basis, lang) if like.basis else "basis not stated"
    what = [like.currency, kind_words(like.kind, lang), basis, label("labels", like.nature, lang)]
    what += [status_words(draft=True, lang=lang)] if like.draft else []
    unsure = f" ({line.unsure} of them less than sure, or accepted in bulk)" if line.unsure else ""
    return f"{', '.join(what)}: {_figures(line.count)}, {money(line.total, like.currency, lang)}{unsure}"


def left_out_words(left: LeftOut) -> str:
    return f"{_figures(left.count)}: {left.reason}"


def _figures(count: int) -> str:
    return "1 figure" if count == 1 else f"{count:,} figures"


def summary(totals: Totals) -> str:
    """How many of the figures stand in a sum, and in how many sums."""
    added, sums = sum(line.count for line in totals.lines), len(totals.lines)
    counted = f"{added:,} of {_figures(totals.figures)} counted"
    return f"{counted}, in {sums} sums that are not added to one another" if sums > 1 else counted


def caution(totals: Totals) -> str:
    """What nobody but a reader can know of these sums."""
    apart = _LINES_APART if len(totals.lines) > 1 else ""
    parts = _PARTS if any(line.count > 1 for line in totals.lines) else ""
    return " ".join(filter(None, (apart, parts)))


def named(every: Sequence[T]) -> tuple[Sequence[T], str]:
    """As many as are read through, and how many more there are."""
    more = len(every) - _MOST_NAMED
    return every[:_MOST_NAMED], f"and {more:,} more" if more > 0 else ""


def told(totals: Totals, lang: str = "en") -> list[str]:
    """All of it as paragraphs, an empty one where a gap is due."""
    lines = [f"- {line_words(line, lang)} [{_named_in_line(line.refs)}]" for line in totals.lines] or [NOTHING]
    judged = ["", caution(totals)] if caution(totals) else []
    left = [f"- {left_out_words(one)} [{_named_in_line(one.refs)}]" for one in totals.left_out]
    return [f"{summary(totals)}:", *lines, *judged, *(["", "Left out:", *left] if left else [])]


def _named_in_line(refs: Sequence[str]) -> str:
    some, more = named(refs)
    return ", ".join(some) + f" {more}" * bool(more)
