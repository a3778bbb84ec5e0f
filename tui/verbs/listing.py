"""`list` and `figures`: what is in the library, read from its files alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from factsheets import display
from factsheets.export.tables import FIGURE_COLUMNS, figure_rows, to_csv
from factsheets.library import Library
from factsheets.model import FactSheet, Figure
from factsheets.vocabulary import label
from tui.cells import cell_width, split_at
from tui.cli import Call
from tui.output import Exit
from tui.verbs.choosing import NO_SHEETS, chosen_sheets
from tui.verbs.facts import fact_payload, line_of, namer
from tui.verbs.rows import JSON_VERSION, write_rows

_AMOUNT = 20
_SHEET_COLUMNS = ("id", "status", "lang", "figures", "sources", "title")


def list_sheets(call: Call) -> Exit:
    """A line a sheet; cut to the width on a terminal only, so that a pipe gets whole titles."""
    sheets = list(islice(call.library.sheets(), call.args.limit))
    rows = [_sheet_row(sheet) for sheet in sheets]
    code = write_rows(call, "sheets", rows, _SHEET_COLUMNS, lambda: call.output.lines(_sheet_lines(call, sheets)))
    if not rows:
        call.output.note(NO_SHEETS)
    return code


def _sheet_lines(call: Call, sheets: list[FactSheet]) -> Iterator[str]:
    states = {sheet.id: label("labels", sheet.status, call.lang).partition(":")[0].strip() for sheet in sheets}
    ids = max((len(sheet.id) for sheet in sheets), default=0)
    widest = max(map(len, states.values()), default=0)
    for sheet in sheets:
        yield _cut(f"{sheet.id:<{ids}}  {states[sheet.id]:<{widest}}  {sheet.title}", call)


def _cut(line: str, call: Call) -> str:
    if not call.output.on_screen or cell_width(line) <= call.output.width:
        return line
    return split_at(line, call.output.width - 3)[0].rstrip() + "..."


def _sheet_row(sheet: FactSheet) -> dict[str, str]:
    return {
        "id": sheet.id,
        "status": sheet.status.value,
        "lang": sheet.lang,
        "figures": str(len(sheet.figures)),
        "sources": str(len(sheet.sources)),
        "title": sheet.title,
    }


@dataclass(frozen=True, slots=True)
class _Listed:
    sheet: FactSheet
    figure: Figure


def figures(call: Call) -> Exit:
    """Figures are listed, never summed: amounts of different kinds, natures or currencies do not add up."""
    library = call.library
    chosen = list(chosen_sheets(library, call.args.ids))
    every = (_Listed(sheet, figure) for sheet in chosen for figure in sheet.figures)
    listed = list(islice(every, call.args.limit))
    if call.args.csv:
        rows = [row for sheet in chosen for row in figure_rows([sheet], namer(library, sheet))]
        call.output.text(to_csv(rows[: call.args.limit], FIGURE_COLUMNS))
    elif call.args.json:
        found = [fact_payload(library, one.sheet, one.figure) for one in listed]
        call.output.json({"version": JSON_VERSION, "figures": found})
    elif call.args.jsonl:
        for one in listed:
            call.output.json(fact_payload(library, one.sheet, one.figure), line=True)
    else:
        _write_figures(call, library, listed)
    if not listed:
        call.output.note("no figures here" if chosen else NO_SHEETS)
    return Exit.FOUND if listed else Exit.NOTHING


def _write_figures(call: Call, library: Library, listed: list[_Listed]) -> None:
    """By sheet: amounts right-aligned in a column, what they are for beside them; one that is too wide stands above."""
    current = ""
    for one in listed:
        if one.sheet.id != current:
            call.output.lines([""] if current else [])
            call.output.wrap(f"{one.sheet.title}  [{one.sheet.id}]")
            current = one.sheet.id
        if call.output.plain:
            _write_spoken(call, library, one)
        else:
            _write_figure(call, library, one)


def _write_figure(call: Call, library: Library, one: _Listed) -> None:
    amount, _, rest = line_of(library, one.sheet, one.figure, call.lang).partition(display.SEPARATOR)
    indent = " " * (_AMOUNT + 2)
    head = f"{amount:>{_AMOUNT}}  "
    if cell_width(head) > len(indent):
        call.output.wrap(amount, "  ")
        head = indent
    call.output.wrap(one.figure.label, head, indent)
    for text in (rest, f"#{one.figure.id}"):
        if text:
            call.output.wrap(text, indent)


def _write_spoken(call: Call, library: Library, one: _Listed) -> None:
    line = line_of(library, one.sheet, one.figure, call.lang)
    call.output.wrap(f"{one.figure.label}: {line} [#{one.figure.id}]", "- ", "  ")
