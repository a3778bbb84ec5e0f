"""Tables as files: what is shown, in its order, every row with its reference, full numbers and its proof."""

from collections.abc import Iterable, Sequence
from typing import Any

from factsheets.amounts import plain
from factsheets.export.escape import escape
from factsheets.export.gfm import table
from factsheets.export.tables import to_csv
from factsheets.vocabulary import label
from tui.tables.columns import Column, columns_of
from tui.tables.entry import Entry
from tui.tables.totals import Totals
from tui.tables.totals_words import NOTHING, caution, left_out_words, line_words, summary
from tui.tables.view import View

FORMS = {"csv": "Comma-separated values, for spreadsheets", "md": "Markdown, for reports"}
_EXACT = ("value", "min", "max", "magnitude", "currency", "unit", "modifier", "per", "basis")
_EARLIEST = ("earliest", "latest")
_PROOF = ("printed", "quote", "source", "source_title", "restated", "paragraph", "page")
_EDTF = "date_edtf"
_STANDING = ("nature", "confidence", "status", "rank")


def csv_columns(kind: str, view: View) -> tuple[str, ...]:
    """The chosen columns as shown, then the numbers or days behind them, then the proof."""
    exact = _EXACT if kind == "figures" else _EARLIEST
    named = ("ref", *_shown(kind, view), *exact, _EDTF, *_PROOF, *_STANDING)
    return tuple(dict.fromkeys(named))


def _shown(kind: str, view: View) -> list[str]:
    return [column.id for column in columns_of(kind, view.columns) if column.id != "span"]


def csv_row(kind: str, view: View, entry: Entry, lang: str) -> dict[str, str]:
    shown = {column.id: column.words(entry, lang) for column in columns_of(kind, view.columns)}
    amount, when, proof = entry.amount, entry.date, entry.proof
    numbers = {name: getattr(amount, name) for name in ("value", "min", "max", "magnitude")}
    return {
        "nature": str(entry.nature),
        "confidence": str(entry.confidence),
        "status": "draft" if entry.draft else "reviewed",
        "rank": str(entry.rank),
        "printed": entry.printed,
        **shown,
        "ref": entry.ref,
        **{name: "" if number is None else plain(number) for name, number in numbers.items()},
        "currency": entry.currency,
        "unit": entry.unit,
        "per": entry.per,
        "basis": entry.basis,
        "modifier": str(amount.modifier) if entry.type == "figure" else "",
        "earliest": str((when and when.earliest) or ""),
        "latest": str((when and when.latest) or ""),
        _EDTF: str(when or ""),
        "quote": proof.exact,
        "source": proof.source,
        "source_title": entry.source,
        "restated": "true" if entry.restated else "false",
        "paragraph": str(proof.paragraph or ""),
        "page": str(proof.page or ""),
    }


def as_csv(kind: str, view: View, entries: Iterable[Entry], lang: str = "en") -> str:
    rows = (csv_row(kind, view, entry, lang) for entry in entries)
    return to_csv(rows, csv_columns(kind, view))


def as_markdown(title: str, kind: str, view: View, entries: Sequence[Entry], lang: str = "en") -> str:
    """A heading, what was chosen, and a GFM table; each row ends with its nature, status, reference and proof."""
    columns = [column for column in columns_of(kind, view.columns) if column.id not in {"span", "printed"}]
    columns += [column for column in columns_of(kind, ("nature", "status")) if column not in columns]
    headers = [*(column.id for column in columns), "reference", "proof"]
    rows = ([*(_cell(column, entry, lang) for column in columns), *_proof(entry, lang)] for entry in entries)
    right = next((number for number, column in enumerate(columns) if column.right), -1)
    chosen = [f"{len(entries):,} rows" if len(entries) != 1 else "1 row"]
    chosen += [f"sorted by {view.column}{', the other way round' * view.descending}"] if view.sort else []
    chosen += [f"filter: {view.filter}"] if view.filter else []
    parts = [f"# {escape(title)}", escape("; ".join(chosen)), table(headers, rows, right)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _cell(column: Column, entry: Entry, lang: str) -> str:
    return escape(column.words(entry, lang))


def _proof(entry: Entry, lang: str) -> tuple[str, str]:
    where = [label("labels", "restated", lang).partition(";")[0].strip()] if entry.restated else []
    where += [f"paragraph {entry.proof.paragraph}" if entry.proof.paragraph else ""]
    where += [f"page {entry.proof.page}" if entry.proof.page else ""]
    words = ", ".join(filter(None, (entry.printed, entry.source or entry.proof.source, *where)))
    return escape(entry.ref), escape(words or "no passage cited")


def totals_markdown(title: str, totals: Totals, lang: str = "en") -> str:
    """Each sum with the figures that it is made of, then what was left out and why."""
    lines = [f"- {escape(line_words(line, lang))}  \n  {_references(line.refs)}" for line in totals.lines]
    left = [f"- {escape(left_out_words(one))}  \n  {_references(one.refs)}" for one in totals.left_out]
    parts = [f"# {escape(title)}", f"{escape(summary(totals))}.", "\n".join(lines) or NOTHING, escape(caution(totals))]
    parts += ["## Left out", "\n".join(left)] if left else []
    return "\n\n".join(filter(None, parts)) + "\n"


def _references(refs: Sequence[str]) -> str:
    return ", ".join(map(escape, refs))


TOTAL_COLUMNS = (
    "total",
    "currency",
    "kind",
    "basis",
    "nature",
    "status",
    "figures",
    "unsure",
    "refs",
    "left_out",
)


def totals_payload(totals: Totals) -> dict[str, list[dict[str, Any]]]:
    """For programs: sums and counts at full precision, what is absent null."""
    added = [
        {
            "total": plain(line.total),
            **{name: value or None for name, value in line.like._asdict().items() if name != "draft"},
            "status": "draft" if line.like.draft else "reviewed",
            "figures": line.count,
            "unsure": line.unsure,
            "refs": line.refs,
        }
        for line in totals.lines
    ]
    left = [{"reason": one.reason, "figures": one.count, "refs": one.refs} for one in totals.left_out]
    return {"totals": added, "left_out": left}


def totals_rows(totals: Totals) -> list[dict[str, str]]:
    """Sums, then what was left out with the reason."""
    found = totals_payload(totals)
    left = [{**row, "left_out": row["reason"]} for row in found["left_out"]]
    rows = ({**row, "refs": " ".join(row["refs"])} for row in (*found["totals"], *left))
    return [{name: str(row.get(name) or "") for name in TOTAL_COLUMNS} for row in rows]


def totals_csv(totals: Totals) -> str:
    return to_csv(totals_rows(totals), TOTAL_COLUMNS)
