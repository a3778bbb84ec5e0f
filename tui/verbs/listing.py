"""`list`: the sheets of the library, read from its files alone."""

from collections.abc import Iterator
from itertools import islice

from factsheets.model import FactSheet
from factsheets.vocabulary import label
from tui.cells import cell_width, split_at
from tui.cli import Call
from tui.output import Exit
from tui.verbs.choosing import NO_SHEETS
from tui.verbs.rows import write_rows

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
