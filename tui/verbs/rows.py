"""A verb's results as rows: the same four forms wherever rows are what is asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tui.cli import Call
from tui.output import Exit

JSON_VERSION = 1
Row = Mapping[str, Any]


def write_rows(
    call: Call, name: str, rows: Sequence[Row], columns: Sequence[str], write_text: Callable[[], None]
) -> Exit:
    """As one object under `name`, a line each, CSV, or the verb's own text; exit 1 when there are none."""
    if call.args.json:
        call.output.json({"version": JSON_VERSION, name: list(rows)})
    else:
        write_lines(call, rows, columns, write_text)
    return Exit.FOUND if rows else Exit.NOTHING


def write_lines(call: Call, rows: Sequence[Row], columns: Sequence[str], write_text: Callable[[], None]) -> None:
    """The three forms that are no JSON object."""
    if call.args.jsonl:
        for row in rows:
            call.output.json(row, line=True)
    elif call.args.csv:
        from factsheets.export.tables import to_csv  # noqa: PLC0415 - other forms start without it

        call.output.text(to_csv([{key: as_cell(row.get(key)) for key in columns} for row in rows], columns))
    else:
        write_text()


def as_cell(value: Any) -> str:
    """A value of a row in one cell: a name for who it names, a list joined, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    if isinstance(value, list | tuple):
        return "; ".join(as_cell(one) for one in value)
    return str(value)
