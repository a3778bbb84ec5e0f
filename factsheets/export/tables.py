"""Figures as rows, and rows as CSV."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from factsheets.amounts import plain
from factsheets.display import Namer
from factsheets.model import FactSheet, Figure
from factsheets.safe_text import safe

FIGURE_COLUMNS = (
    "sheet",
    "fact",
    "label",
    "kind",
    "value",
    "min",
    "max",
    "magnitude",
    "currency",
    "unit",
    "modifier",
    "basis",
    "per",
    "payer",
    "payee",
    "date",
    "printed",
    "nature",
    "status",
    "rank",
    "source",
    "paragraph",
    "page",
    "exact",
)
_FORMULA = re.compile("[=+@\uff1d\uff0b\uff0d\uff20\t\r-]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def figure_rows(sheets: Iterable[FactSheet], name: Namer) -> Iterator[dict[str, str]]:
    """One row for each figure, with the first of its evidence: more rows would count an amount more than once."""
    for sheet in sheets:
        for figure in sheet.figures:
            yield figure_row(sheet, figure, name)


def figure_row(sheet: FactSheet, figure: Figure, name: Namer) -> dict[str, str]:
    amount = figure.amount
    evidence = figure.evidence[0] if figure.evidence else None
    return {
        "sheet": sheet.id,
        "fact": figure.id,
        "label": figure.label,
        "kind": figure.kind,
        "value": _digits(amount.value),
        "min": _digits(amount.min),
        "max": _digits(amount.max),
        "magnitude": _digits(amount.magnitude),
        "currency": figure.currency,
        "unit": figure.unit,
        "modifier": str(amount.modifier),
        "basis": str(figure.basis or ""),
        "per": str(figure.per),
        "payer": name(figure.payer) if figure.payer else "",
        "payee": name(figure.payee) if figure.payee else "",
        "date": str(figure.date or ""),
        "printed": figure.printed,
        "nature": str(figure.nature),
        "status": str(sheet.status),
        "rank": str(figure.rank),
        "source": evidence.source if evidence else "",
        "paragraph": _count(evidence.paragraph) if evidence else "",
        "page": _count(evidence.page) if evidence else "",
        "exact": evidence.exact if evidence else "",
    }


def _digits(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def to_csv(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    """RFC 4180 with a header, except that lines end in LF, as pipes and line tools of Unix expect.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front, unless it is a plain number.
    """
    out = io.StringIO()
    import csv  # noqa: PLC0415 - lists that are shown start without it

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_cell, columns))
    writer.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    shown = safe(text)
    live = _FORMULA.match(text) or _FORMULA.match(shown.lstrip())
    return f"'{shown}" if live and not _NUMBER.fullmatch(text) else shown
