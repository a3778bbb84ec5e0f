"""`links`: what a sheet, an actor, a tool or a place is connected with, numbered so that it reads aloud."""

from collections.abc import Iterator

from factsheets.library import Library
from factsheets.model import FactSheet
from factsheets.safe_text import safe
from index.answer import Engine
from index.schema import Row
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs.asking import open_engine


def links(call: Call) -> Exit:
    """Facts that name an entity, or sheets that a sheet links to and is linked from; exit 1 when there are none."""
    library, wanted = call.library, call.args.id.rpartition("/")[2]
    engine = open_engine(library, call.output)
    found = library.find(wanted)
    rows = list(_of_sheet(engine, found[1])) if found else list(_of_entity(library, engine, wanted))
    if not rows:
        raise CommandError(f"nothing here is called {safe(wanted)}, and nothing links to it", Exit.NOTHING)
    rows = rows[: call.args.limit]
    if call.args.json:
        call.output.json({"version": 1, "id": wanted, "links": rows})
    elif call.args.jsonl:
        for row in rows:
            call.output.json(row, line=True)
    else:
        call.output.lines(_lines(library, wanted, found[1] if found else None, rows))
    return Exit.FOUND


def _lines(library: Library, wanted: str, sheet: FactSheet | None, rows: list[dict[str, str]]) -> Iterator[str]:
    yield safe(sheet.title if sheet else library.entity_name(wanted))
    for number, row in enumerate(rows, start=1):
        place = f"{row['sheet']}#{row['fact']}" if row["fact"] else row["sheet"]
        yield f"{number:>3}. {row['type']}: {safe(row['text'])}  [{place}]"


def _of_entity(library: Library, engine: Engine, entity: str) -> Iterator[dict[str, str]]:
    for row in engine.mentions(library.gazetteer.resolve(entity)):
        yield _link(row)


def _of_sheet(engine: Engine, sheet: FactSheet) -> Iterator[dict[str, str]]:
    for link in sheet.links:
        yield {"type": "sheet", "sheet": link.to, "fact": "", "text": f"links to {link.to}: {link.why}"}
    for row in engine.linking_to(sheet.id):
        yield {"type": "sheet", "sheet": row.sheet, "fact": "", "text": f"linked from {row.label}"}
    for item in sheet.entities():
        others = {row.sheet for row in engine.mentions(item.id)} - {sheet.id}
        for other in sorted(others):
            yield {"type": "shared", "sheet": other, "fact": item.id, "text": f"{item.name} is also in {other}"}


def _link(row: Row) -> dict[str, str]:
    text = row.line if row.fact else row.label
    return {"type": row.type, "sheet": row.sheet, "fact": row.fact, "text": text}
