"""`show`, `list`, `figures`: what is in the library, read from its files alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets import display
from factsheets.export.tables import FIGURE_COLUMNS, figure_rows, to_csv
from factsheets.library import Library
from factsheets.model import FactSheet, Figure, Status, fact_type, mentions
from factsheets.safe_text import safe
from factsheets.serialise import sheet_data
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.pages import Finders, Pages
from tui.plain import linear_lines, page_lines

_AMOUNT = 22
_SHEET_COLUMNS = ("id", "status", "lang", "figures", "sources", "title")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A fact that names an actor, a tool or a place, found by reading the sheets."""

    type: str
    sheet: str
    fact: str
    label: str
    line: str


def file_finders(library: Library) -> Finders:
    """Looks across sheets without an index: slower in a large library, and always right."""

    def sheet(sheet_id: str) -> FactSheet | None:
        found = library.find(sheet_id)
        return found[1] if found else None

    def naming(entity: str) -> Iterator[Mentioned]:
        wanted = library.gazetteer.resolve(entity)
        for one in library.sheets():
            for fact in one.facts():
                if wanted in {library.gazetteer.resolve(other) for other in mentions(fact)}:
                    yield _mentioned(library, one, fact.id)

    def linking(sheet_id: str) -> Iterator[Mentioned]:
        for one in library.sheets():
            if any(link.to == sheet_id for link in one.links):
                yield Mentioned("sheet", one.id, "", one.title, "")

    return Finders(sheet, naming, linking, library.problems)


def _mentioned(library: Library, sheet: FactSheet, fact_id: str) -> Mentioned:
    fact = sheet.fact(fact_id)
    if fact is None:
        raise KeyError(fact_id)
    line = display.fact_line(
        fact, lambda entity: library.entity_name(entity, sheet), draft=sheet.status is Status.DRAFT
    )
    label = getattr(fact, "label", "") or getattr(fact, "what", "") or library.entity_name(fact.id, sheet)
    return Mentioned(fact_type(fact), sheet.id, fact.id, label, line)


def show(call: Call) -> Exit:
    library, ref = call.library, call.args.ref
    if call.args.json:
        found = library.find(ref)
        if found is None:
            raise _unknown(library, ref)
        call.output.json({"version": 1, **sheet_data(found[1])})
        return Exit.FOUND
    try:
        page = Pages(library, file_finders(library)).page(_reference(ref), call.lang)
    except KeyError:
        raise _unknown(library, ref) from None
    lines = linear_lines(page, call.output.width) if call.output.plain else page_lines(page, call.output.width)
    call.output.lines(lines)
    return Exit.FOUND


def _reference(ref: str) -> str:
    """What a person types for a page: SHEET, SHEET#FACT for its evidence, or a page's own reference."""
    sheet_id, hash_sign, fact_id = ref.partition("#")
    if hash_sign:
        return f"evidence/{sheet_id}/{fact_id}"
    return ref if "/" in ref else f"sheet/{ref}"


def _unknown(library: Library, ref: str) -> CommandError:
    """A sheet that cannot be read is bad data, one that is not there is nothing found."""
    broken = [problem for problem in library.problems() if problem.path.removesuffix(".yaml") == ref]
    if broken:
        return CommandError(f"{ref} cannot be read: {broken[0]}", Exit.BAD_DATA)
    return CommandError(f"nothing here is called {safe(ref)}; `factfile list` names the sheets", Exit.NOTHING)


def list_sheets(call: Call) -> Exit:
    library = call.library
    rows = [_sheet_row(sheet) for sheet in library.sheets()][: call.args.limit]
    if call.args.json:
        call.output.json({"version": 1, "sheets": rows})
    elif call.args.jsonl:
        for row in rows:
            call.output.json(row, line=True)
    elif call.args.csv:
        call.output.text(to_csv(rows, _SHEET_COLUMNS))
    else:
        width = max((len(row["id"]) for row in rows), default=0)
        call.output.lines(f"{row['id']:<{width}}  {row['status']:<8}  {row['title']}" for row in rows)
    if not rows:
        call.output.note("this library has no sheets yet; `factfile new ID` begins one")
    return Exit.FOUND if rows else Exit.NOTHING


def _sheet_row(sheet: FactSheet) -> dict[str, str]:
    return {
        "id": sheet.id,
        "status": sheet.status.value,
        "lang": sheet.lang,
        "figures": str(len(sheet.figures)),
        "sources": str(len(sheet.sources)),
        "title": safe(sheet.title),
    }


def figures(call: Call) -> Exit:
    """Figures are listed, never summed: amounts of different kinds, natures or currencies do not add up."""
    library = call.library
    chosen = [*chosen_sheets(library, call.args.ids)]
    if call.args.json or call.args.jsonl or call.args.csv:
        rows = [row for sheet in chosen for row in figure_rows([sheet], _namer(library, sheet))][: call.args.limit]
        if call.args.csv:
            call.output.text(to_csv(rows, FIGURE_COLUMNS))
        elif call.args.json:
            call.output.json({"version": 1, "figures": rows})
        else:
            for row in rows:
                call.output.json(row, line=True)
        return Exit.FOUND if rows else Exit.NOTHING
    lines = [
        line for sheet in chosen for figure in sheet.figures for line in _figure_lines(library, sheet, figure, call)
    ]
    call.output.lines(lines[: call.args.limit and 2 * call.args.limit])
    return Exit.FOUND if lines else Exit.NOTHING


def _figure_lines(library: Library, sheet: FactSheet, figure: Figure, call: Call) -> Iterator[str]:
    line = display.answer_line(figure, _namer(library, sheet), call.lang, draft=sheet.status is Status.DRAFT)
    amount, _, rest = line.partition(display.SEPARATOR)
    yield f"{safe(amount):>{_AMOUNT}}  {safe(figure.label)}"
    yield f"{'':>{_AMOUNT}}  {safe(rest)}  [{sheet.id}#{figure.id}]"


def _namer(library: Library, sheet: FactSheet) -> display.Namer:
    return lambda entity: library.entity_name(entity, sheet)


def chosen_sheets(library: Library, ids: list[str]) -> Iterator[FactSheet]:
    """The sheets named, in the order they were named, or all of them; a name nobody has ends the command."""
    if not ids:
        yield from library.sheets()
    for sheet_id in ids:
        found = library.find(sheet_id)
        if found is None:
            raise _unknown(library, sheet_id)
        yield found[1]
