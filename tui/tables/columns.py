"""The columns of tables: what each shows of a row, how wide it may be, and how rows are compared by it."""

import unicodedata
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from factsheets import display
from factsheets.model import Confidence, Nature, Rank
from factsheets.vocabulary import label, terms
from tui.tables.entry import Entry

DOUBTFUL = {Nature.ALLEGED, Nature.PLANNED, Nature.DENIED}
_TITLES = {"label", "what"}
Key = Any
"""What rows are compared by; None for a row that has nothing there, which comes last whichever way they are sorted."""


@dataclass(frozen=True, slots=True)
class Column:
    """`least` and `most` are the cells that it needs and is given; `help` says what a heading alone does not."""

    id: str
    help: str
    words: Callable[[Entry, str], str]
    key: Callable[[Entry, str], Key]
    least: int = 8
    most: int = 24
    right: bool = False


def folded(text: str) -> str:
    """Case and accents away."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def _text(words: Callable[[Entry, str], str]) -> Callable[[Entry, str], Key]:
    return lambda entry, lang: folded(words(entry, lang)) or None


def status_words(*, draft: bool, lang: str) -> str:
    return label("labels", "draft-mark" if draft else "reviewed", lang)


def kind_words(kind: str, lang: str) -> str:
    return label("figure_kinds", kind, lang) if kind else ""


def _kind(entry: Entry, lang: str) -> str:
    return kind_words(entry.kind, lang)


def _type(entry: Entry, _lang: str) -> str:
    return "event" if entry.type == "date" else entry.type


def _draft_or_not(entry: Entry, lang: str) -> str:
    return status_words(draft=entry.draft, lang=lang)


def _status(entry: Entry, lang: str) -> str:
    words = status_words(draft=entry.draft, lang=lang)
    return f"{words}, {label('labels', 'in-bulk', lang)}" if entry.bulk else words


def _nature(entry: Entry, lang: str) -> str:
    parts = [label("labels", entry.nature, lang)]
    if entry.rank is Rank.DEPRECATED:
        parts.append(label("labels", "deprecated", lang))
    if entry.confidence is not Confidence.HIGH:
        parts.append(label("labels", f"{entry.confidence}-confidence", lang))
    return ", ".join(parts)


def _label(entry: Entry, lang: str) -> str:
    """Behind what nobody may overlook, whichever columns are shown: a draft, a deprecated figure, and at last why."""
    draft = status_words(draft=True, lang=lang) * entry.draft
    deprecated = label("labels", "deprecated", lang) if entry.rank is Rank.DEPRECATED else ""
    reason = f" ({entry.reason})" if deprecated and entry.reason else ""
    return display.flagged(f"{entry.label}{reason}", draft, deprecated)


def _what(entry: Entry, lang: str) -> str:
    """Of a figure in a timeline: its amount before its label."""
    return display.flagged(_label(entry, lang), entry.amount_words)


def _per(entry: Entry, lang: str) -> str:
    return label("labels", entry.per, lang) if entry.per and entry.per != "total" else ""


def _basis(entry: Entry, lang: str) -> str:
    return display.word(entry.basis, lang) if entry.basis else ""


def _when(entry: Entry, lang: str) -> str:
    return entry.when or label("labels", "undated", lang) * (entry.type == "date")


def measured(currency: str, unit: str) -> str:
    """What an amount may be compared with: its currency, or its unit if the vocabulary knows it; empty for none."""
    return currency or (f" {unit}" if unit in terms("units") else "")


def amount_key(entry: Entry, _lang: str = "") -> Key:
    """What it is measured in, and the number printed; of a range the lower end, of an order of magnitude its least."""
    measure = measured(entry.currency, entry.unit)
    return (measure, float(entry.amount.size())) if measure and not entry.amount.is_empty() else None


def date_key(entry: Entry, _lang: str = "") -> Key:
    """The earliest day that it may be; without one the latest. A date without a year has neither."""
    when = entry.date
    first = (when.earliest or when.latest) if when else None
    return (first, (when and when.latest) or date.max) if first else None


_AMOUNT = Column("amount", "how much", lambda entry, _: entry.amount_words, amount_key, 21, 21, right=True)
_LABEL = Column("label", "what it is for", _label, _text(lambda entry, _: entry.label), 18, 60)
_PAYER = Column("payer", "who pays", lambda entry, _: entry.payer, _text(lambda entry, _: entry.payer), 10, 24)
_PAYEE = Column("payee", "who is paid", lambda entry, _: entry.payee, _text(lambda entry, _: entry.payee), 10, 24)
_DATE = Column("date", "when", _when, date_key, 10, 18)
_KIND = Column("kind", "contract, payment, fine, count ...", _kind, _text(_kind), 6, 12)
_NATURE = Column("nature", "reported, confirmed, alleged ...", _nature, _text(_nature), 8, 14)
_STATUS = Column("status", "draft or reviewed", _status, _text(_draft_or_not), 8, 10)
_CURRENCY = Column(
    "currency", "of money", lambda entry, _: entry.currency, _text(lambda entry, _: entry.currency), 8, 8
)
_BASIS = Column("basis", "ceiling, signed, paid ..., only where printed", _basis, _text(_basis), 6, 12)
_PER = Column("per", "a year, a month, each", _per, _text(_per), 6, 8)
_SHEET = Column("sheet", "the sheet that tells it", lambda entry, _: entry.sheet, lambda entry, _: entry.sheet, 10, 32)
_PRINTED = Column(
    "printed", "as the document has it", lambda entry, _: entry.printed, _text(lambda entry, _: entry.printed), 10, 30
)
_SPAN = Column("span", "where it lies in time", lambda _entry, _lang: "", date_key, 12, 20)
_WHAT = Column("what", "what happened, or what a figure is for", _what, _text(lambda entry, _: entry.label), 34, 90)
_WHO = Column("who", "whom it is about", lambda entry, _: entry.who, _text(lambda entry, _: entry.who), 10, 24)
_PARTIES = Column("who", "who pays whom", lambda entry, _: entry.who, _text(lambda entry, _: entry.who), 12, 30)
_TYPE = Column("type", "an event or a figure", _type, _text(_type), 6, 6)

BY_KIND = {
    "figures": (
        _AMOUNT, _LABEL, _PARTIES, _DATE, _NATURE, _KIND, _STATUS,
        _PAYER, _PAYEE, _CURRENCY, _BASIS, _PER, _SHEET, _PRINTED,
    ),
    "timeline": (_DATE, _SPAN, _WHAT, _WHO, _TYPE, _NATURE, _STATUS, _SHEET, _PRINTED),
}  # fmt: skip
DEFAULT = {
    "figures": ("amount", "label", "who", "date", "nature", "kind", "status"),
    "timeline": ("date", "span", "what", "nature", "who", "sheet"),
}


def columns_of(kind: str, ids: "tuple[str, ...] | list[str]" = ()) -> tuple[Column, ...]:
    """The columns named, those that there are, in that order; the usual ones where none is."""
    known = {column.id: column for column in BY_KIND[kind]}
    found = tuple(known[one] for one in ids if one in known)
    return found or tuple(known[one] for one in DEFAULT[kind])


def column_named(kind: str, ident: str) -> Column | None:
    return next((column for column in BY_KIND[kind] if column.id == ident), None)


def words_among(column: Column, entry: Entry, lang: str, shown: Container[str]) -> str:
    """What a column shows of a row beside others; where none has its nature, the label says that it is in doubt."""
    words = column.words(entry, lang)
    if column.id in _TITLES and entry.nature in DOUBTFUL and "nature" not in shown:
        return display.flagged(words, label("labels", entry.nature, lang))
    return words


def shown_text(kind: str, entry: Entry, lang: str) -> str:
    """All that a row can show, folded."""
    return folded(" ".join(column.words(entry, lang) for column in BY_KIND[kind]))
