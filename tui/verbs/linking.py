"""`links`: what a sheet, an actor, a tool or a place is connected with, numbered so that it reads aloud."""

from collections.abc import Iterator

from factsheets.library import Library
from factsheets.model import FactSheet
from index.answer import Engine
from index.schema import Row
from tui.cli import Call
from tui.output import Exit
from tui.verbs.choosing import unknown
from tui.verbs.facts import line_of
from tui.verbs.opening import open_engine
from tui.verbs.rows import JSON_VERSION, write_lines

_COLUMNS = ("type", "sheet", "fact", "text")
Link = dict[str, str | None]


def links(call: Call) -> Exit:
    """Facts that name an entity, or sheets that a sheet links to and is linked from; exit 1 when there are none."""
    library, wanted = call.library, call.args.id.rpartition("/")[2]
    found = library.find(wanted)
    sheet = found[1] if found else None
    with open_engine(library, call.output) as engine:
        rows = list(_of_sheet(library, engine, sheet) if sheet else _of_entity(library, engine, wanted, call.lang))
        title = _title(library, engine, sheet, wanted)
    if not rows and not sheet:
        raise unknown(library, wanted)
    rows = rows[: call.args.limit]
    if call.args.json:
        call.output.json({"version": JSON_VERSION, "id": wanted, "links": rows})
    else:
        write_lines(call, rows, _COLUMNS, lambda: _write(call, title, rows))
    if not rows:
        call.output.note(f"nothing is linked with {wanted}")
    return Exit.FOUND if rows else Exit.NOTHING


def _title(library: Library, engine: Engine, sheet: FactSheet | None, wanted: str) -> str:
    if sheet:
        return sheet.title
    if library.gazetteer.get(wanted):
        return library.entity_name(wanted)
    labels = {row.fact: row.label for row in reversed(engine.mentions(wanted))}
    return next((labels[one] for one in library.gazetteer.one_with(wanted) if one in labels), wanted)


def _write(call: Call, title: str, rows: list[Link]) -> None:
    call.output.wrap(title)
    width = len(str(len(rows))) + 2
    for number, row in enumerate(rows, start=1):
        hanging = " " * (width + 2)
        call.output.wrap(f"{row['type']}: {row['text']}", f"{number:>{width}}. ", hanging)
        call.output.wrap(f"[{row['sheet']}#{row['fact']}]" if row["fact"] else f"[{row['sheet']}]", hanging)


def _of_entity(library: Library, engine: Engine, entity: str, lang: str) -> Iterator[Link]:
    for row in engine.mentions(entity):
        text = _line(library, engine, row, lang) if row.fact else row.label
        text += f" — {row.label}" if row.type == "figure" else ""
        yield {"type": row.type, "sheet": row.sheet, "fact": row.fact or None, "text": text}


def _line(library: Library, engine: Engine, row: Row, lang: str) -> str:
    """A fact in the language of labels: the index holds facts in English."""
    sheet = engine.sheet(row.sheet) if lang != "en" else None
    fact = sheet.fact(row.fact) if sheet else None
    return line_of(library, sheet, fact, lang) if sheet and fact else row.line


def _of_sheet(library: Library, engine: Engine, sheet: FactSheet) -> Iterator[Link]:
    for link in sheet.links:
        yield {"type": "sheet", "sheet": link.to, "fact": None, "text": f"links to {link.to}: {link.why}"}
    for row in engine.linking_to(sheet.id):
        yield {"type": "sheet", "sheet": row.sheet, "fact": None, "text": f"linked from {row.label}"}
    for item in sheet.entities():
        others = {row.sheet for row in engine.mentions(item.id)} - {sheet.id}
        for other in sorted(others):
            yield {
                "type": "shared",
                "sheet": other,
                "fact": item.id,
                "text": f"{library.entity_name(item.id, sheet)} is also in {other}",
            }
