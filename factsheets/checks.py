"""What must hold in a sheet beyond its shape. Each check is a function; CHECKS is the list of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, get_args, get_type_hints

from factsheets import amounts, vocabulary
from factsheets.amounts import Modifier
from factsheets.dates import Edtf
from factsheets.model import FORMAT, FactSheet, Figure, Rank, Source, Status
from factsheets.problem import Severity, did_you_mean

IDENT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_THOUSANDS = {"'000": "k", "'000s": "k", "000s": "k"}
_MOST_WORDS, _LONGEST_SCALE = 40, 3
_SHA256 = re.compile(r"[0-9a-f]{64}")

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem inside a sheet, at a path of keys and positions such as ("figures", 0, "payer")."""

    at: Steps
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


Check = Callable[[FactSheet], Iterator[Complaint]]


def run(sheet: FactSheet) -> Iterator[Complaint]:
    for check in CHECKS:
        yield from check(sheet)


def check_format(sheet: FactSheet) -> Iterator[Complaint]:
    if sheet.format != FORMAT:
        yield Complaint(("format",), f"this version reads format {FORMAT}, not {sheet.format}")


def check_ids(sheet: FactSheet) -> Iterator[Complaint]:
    """One name space a sheet, so that SHEET#ID names one thing."""
    seen: dict[str, str] = {}  # id -> where it was first
    for group in ("figures", "dates", "statements", "actors", "tools", "places", "sources"):
        for position, item in enumerate(getattr(sheet, group)):
            if item.id in seen:
                yield Complaint((group, position, "id"), f"the id `{item.id}` is taken already, in {seen[item.id]}")
            seen.setdefault(item.id, group)


def check_references(sheet: FactSheet) -> Iterator[Complaint]:
    known = {group: {item.id for item in getattr(sheet, group)} for group in _REFERABLE}
    for at, wanted, groups in _references(sheet, ()):
        if not any(wanted in known[group] for group in groups):
            ids = [one for group in groups for one in known[group]]
            hint = did_you_mean(wanted, ids)
            yield Complaint(at, f"`{wanted}` is not declared in {' or '.join(groups)}", hint)


_REFERABLE = ("sources", "actors", "tools", "places", "figures", "dates", "statements")


def _references(item: object, at: Steps) -> Iterator[tuple[Steps, str, tuple[str, ...]]]:
    cls: type = item.__class__
    for name, groups in _referring_fields(cls):
        value = getattr(item, name)
        if not value:
            continue
        if isinstance(value, tuple):
            for position, one in enumerate(value):
                if groups:
                    yield (*at, name, position), one, groups
                else:
                    yield from _references(one, (*at, name, position))
        elif groups:
            yield (*at, name), value, groups
        else:
            yield from _references(value, (*at, name))


@cache
def _referring_fields(cls: type) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields that name ids (with the lists these are declared in) and those whose objects may hold such fields."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for field, hint in zip(fields(cls), get_type_hints(cls).values(), strict=True):
        inner = next((one for one in (hint, *get_args(hint)) if is_dataclass(one) and one is not Edtf), None)
        if field.metadata.get("ref") or inner:
            found.append((field.name, field.metadata.get("ref", ())))
    return tuple(found)


def check_amounts(sheet: FactSheet) -> Iterator[Complaint]:
    for position, figure in enumerate(sheet.figures):
        at: Steps = ("figures", position)
        amount = figure.amount
        if amount.is_empty():
            yield Complaint(
                at, f"`{figure.id}` has no value, min, max or magnitude", "a figure nobody printed is no figure"
            )
        if amount.value is not None and not (amount.min is amount.max is amount.magnitude is None):
            yield Complaint((*at, "value"), "a figure has a value, or bounds, or a magnitude: not two of them")
        if amount.min is not None and amount.max is not None and amount.min >= amount.max:
            yield Complaint((*at, "min"), "the lower bound is not below the upper one")
        if (amount.modifier is Modifier.MAGNITUDE) != (amount.magnitude is not None):
            yield Complaint((*at, "modifier"), "`modifier: magnitude` goes with `magnitude:` and with nothing else")
        if (amount.modifier is Modifier.RANGE) != (amount.min is not None or amount.max is not None):
            yield Complaint((*at, "modifier"), "`modifier: range` goes with `min:` and `max:`")


def check_units(sheet: FactSheet) -> Iterator[Complaint]:
    for position, figure in enumerate(sheet.figures):
        at: Steps = ("figures", position)
        if bool(figure.currency) == bool(figure.unit):
            yield Complaint(at, f"`{figure.id}` needs either a currency or a unit")
        if figure.currency and figure.currency not in vocabulary.currencies():
            hint = did_you_mean(figure.currency.upper(), vocabulary.currencies())
            yield Complaint((*at, "currency"), f"`{figure.currency}` is not an ISO 4217 code known here", hint)
        if figure.currency and figure.currency_from is None:
            yield Complaint((*at, "currency"), "money says where its currency comes from: add `currency_from:`")


def check_printed(sheet: FactSheet) -> Iterator[Complaint]:
    """A value that its own printed form contradicts is the error that costs most.

    Of an amount in a table that is "in thousands" the scale stands elsewhere: a second piece of evidence then shows it.
    """
    languages = {source.id: source.lang for source in sheet.sources}
    for position, figure in enumerate(sheet.figures):
        lang = (languages.get(figure.evidence[0].source, "") if figure.evidence else "") or sheet.lang
        printed = misread(figure, lang)
        if printed is None or any(is_scaled_by(figure, piece.exact, lang) for piece in figure.evidence[1:]):
            continue
        yield Complaint(("figures", position, "printed"), f"`{figure.printed}` {_difference(printed, figure)}")


def misread(figure: Figure, lang: str) -> amounts.PrintedAmount | None:
    """What is printed as it reads by itself, where that is not the figure's value."""
    printed = amounts.parse(figure.printed, lang)
    return printed if printed is not None and _disagrees(printed, figure) else None


def is_scaled_by(figure: Figure, words: str, lang: str) -> bool:
    """Whether what is printed reads as the figure's value with a scale that stands in other words of the source."""
    parts = [part.strip("()[],;:.") for part in words.split()[:_MOST_WORDS]]
    for first in range(len(parts)):
        for behind in range(first + 1, min(first + _LONGEST_SCALE, len(parts)) + 1):
            scale = " ".join(parts[first:behind]).replace("’", "'")
            scale = _THOUSANDS.get(scale, scale)
            printed = None if scale[:1].isdigit() else amounts.parse(f"{figure.printed} {scale}", lang)
            if printed is not None and not _disagrees(printed, figure):
                return True
    return False


def _disagrees(printed: amounts.PrintedAmount, figure: Figure) -> bool:
    currency_differs = bool(printed.currency and figure.currency) and printed.currency != figure.currency
    return not _same_number(printed, figure) or (currency_differs and figure.currency_from == "explicit")


def _same_number(printed: amounts.PrintedAmount, figure: Figure) -> bool:
    ours, theirs = figure.amount, printed.amount
    return (ours.value, ours.min, ours.max, ours.magnitude) == (theirs.value, theirs.min, theirs.max, theirs.magnitude)


def _difference(printed: amounts.PrintedAmount, figure: Figure) -> str:
    """What a printed form says that the figure does not: another number, or the same in another currency."""
    if _same_number(printed, figure):
        return f"reads as {printed.currency}, not as the currency given, {figure.currency}"
    return f"reads as {amounts.plain(printed.amount.size())}, not as the value given"


def check_evidence(sheet: FactSheet) -> Iterator[Complaint]:
    for group in ("figures", "dates", "statements", "actors", "tools", "places"):
        for position, fact in enumerate(getattr(sheet, group)):
            if not fact.evidence:
                yield Complaint((group, position, "evidence"), f"`{fact.id}` has no evidence: a rumour, not a fact")
            for number, piece in enumerate(fact.evidence):
                yield from _check_selector(piece, (group, position, "evidence", number))


def _check_selector(piece: Any, at: Steps) -> Iterator[Complaint]:
    if (piece.start is None) != (piece.end is None):
        yield Complaint(at, "`start` and `end` go together")
    elif piece.start is not None and piece.end - piece.start != len(piece.exact):
        yield Complaint(
            (*at, "end"), f"the fragment is {len(piece.exact)} characters long, not {piece.end - piece.start}"
        )
    for key in ("paragraph", "page"):
        if getattr(piece, key) == 0:
            yield Complaint((*at, key), f"`{key}` counts from 1")
    if piece.start is None and piece.paragraph is None and piece.page is None:
        yield Complaint(at, "evidence says where it stands: `paragraph:`, `page:` or `start:` and `end:`")


def check_dates(sheet: FactSheet) -> Iterator[Complaint]:
    for position, event in enumerate(sheet.dates):
        if (event.date is None) == (not event.relative):
            yield Complaint(("dates", position), f"`{event.id}` needs either `date:` or `relative:`")


def check_sources(sheet: FactSheet) -> Iterator[Complaint]:
    for position, source in enumerate(sheet.sources):
        at: Steps = ("sources", position)
        yield from _check_hashes(source, at)
        if bool(source.text) != bool(source.text_sha256):
            yield Complaint((*at, "text"), "`text` and `text_sha256` go together")
        for key in ("file", "text"):
            name = PurePosixPath(getattr(source, key))
            if name.is_absolute() or ".." in name.parts or "\0" in str(name):
                yield Complaint((*at, key), "a source stays inside `seeds/`: no absolute path, no `..`, no NUL")
        if source.restated != (source.original is not None):
            yield Complaint((*at, "restated"), "`restated: true` and `original:` go together")
        if source.original and source.original.first_line == 0:
            yield Complaint((*at, "original", "first_line"), "`first_line` counts from 1")


def _check_hashes(source: Source, at: Steps) -> Iterator[Complaint]:
    hashes: list[tuple[Steps, str]] = [(("sha256",), source.sha256), (("text_sha256",), source.text_sha256)]
    if source.original:
        hashes.append((("original", "sha256"), source.original.sha256))
    for steps, value in hashes:
        if value and not _SHA256.fullmatch(value):
            yield Complaint((*at, *steps), "a SHA-256 is 64 hexadecimal digits in small letters")


def check_ranks(sheet: FactSheet) -> Iterator[Complaint]:
    for position, figure in enumerate(sheet.figures):
        if figure.rank is Rank.DEPRECATED and not figure.reason:
            yield Complaint(("figures", position, "rank"), "a deprecated figure says why: add `reason:`")


def check_review(sheet: FactSheet) -> Iterator[Complaint]:
    if sheet.status is Status.REVIEWED and (sheet.review is None or not (sheet.review.by and sheet.review.at)):
        yield Complaint(("status",), "a reviewed sheet says by whom and when: add `review: {by: ..., at: ...}`")
    if sheet.status is Status.REVIEWED and sheet.draft is not None and sheet.draft.pending:
        yield Complaint(("draft",), f"{len(sheet.draft.pending)} findings are still undecided in a reviewed sheet")


def check_links(sheet: FactSheet) -> Iterator[Complaint]:
    for position, link in enumerate(sheet.links):
        if link.to == sheet.id:
            yield Complaint(("links", position, "to"), "a sheet does not link to itself", severity=Severity.WARNING)


CHECKS: tuple[Check, ...] = (
    check_format,
    check_ids,
    check_references,
    check_amounts,
    check_units,
    check_printed,
    check_evidence,
    check_dates,
    check_sources,
    check_ranks,
    check_review,
    check_links,
)
