"""`timeline`: dated events and figures in order of date, what is uncertain drawn as a span of time."""

from factsheets import display
from factsheets.vocabulary import label
from tui.cells import cell_width
from tui.cli import Call
from tui.output import Exit
from tui.tables.axis import DRAWN, PLAIN, Axis, axis_of
from tui.tables.columns import columns_of, date_key, words_among
from tui.tables.entry import Entry
from tui.verbs.tables import Chosen, Listed, chosen, ended, write_data

_WHEN, _SPAN = 18, 20
_ROOM = 60
"""Columns from which on spans are drawn."""


def timeline(call: Call) -> Exit:
    found = chosen(call, "timeline")
    if not write_data(call, "timeline", "timeline", found):
        _write(call, found)
    return ended(call, "timeline", found)


def _write(call: Call, found: Chosen) -> None:
    """What has no date stands at the end, behind a line that says so."""
    keys = [date_key(one.entry) for one in found.rows]
    axis = axis_of(keys) if call.output.width >= _ROOM and not call.output.plain else None
    if axis:
        call.output.lines([f"{'':{_WHEN}}  {axis.heading(_SPAN)}".rstrip()])
    apart = found.view.column in {"", "date", "span"}
    for number, (one, key) in enumerate(zip(found.rows, keys, strict=True)):
        if apart and key is None and (not number or keys[number - 1] is not None):
            call.output.lines([*[""] * bool(number), f"{label('labels', 'undated', call.lang).capitalize()}:"])
        _write_one(call, one, axis)


def _write_one(call: Call, one: Listed, axis: Axis | None) -> None:
    entry = one.entry
    words = display.SEPARATOR.join(filter(None, _words(call, entry)))
    when = entry.when or label("labels", "undated", call.lang)
    if call.output.plain:
        call.output.wrap(f"{when}: {words} [{entry.ref}]", "- ", "  ")
        return
    signs = DRAWN if (call.output.stdout.encoding or "utf-8").lower().startswith("utf") else PLAIN
    span = f"{axis.drawn(entry.date, _SPAN, signs):<{_SPAN}}  " if axis else ""
    indent = " " * (_WHEN + 2 + len(span))
    head = f"{when:<{_WHEN}}  {span}"
    if cell_width(when) > _WHEN:
        call.output.wrap(when)
        head = f"{'':{_WHEN}}  {span}"
    call.output.wrap(words, head, indent)
    call.output.wrap(entry.ref, " " * min(_WHEN + 2, max(call.output.width - len(entry.ref), 0)))


def _words(call: Call, entry: Entry) -> list[str]:
    """The columns that were asked for, or what a timeline needs: what, who, how sure."""
    shown = tuple(call.args.columns.split(",")) if call.args.columns else ("what", "who", "nature")
    columns = columns_of("timeline", [one.strip() for one in shown])
    ids = {column.id for column in columns}
    return [words_among(one, entry, call.lang, ids) for one in columns if one.id not in {"date", "span"}]
