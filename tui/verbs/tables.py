"""What `figures` and `timeline` have in common: which facts, in which order, and the forms that any table has."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from factsheets.library import Library
from factsheets.model import FactSheet
from factsheets.problem import did_you_mean
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.tables.columns import BY_KIND
from tui.tables.entry import Entry, Known, Making, facts_of
from tui.tables.filtering import Condition, between, conditions_of
from tui.tables.in_memory import InMemory
from tui.tables.table import Table, completed
from tui.tables.view import View
from tui.verbs.choosing import NO_SHEETS, chosen_sheets
from tui.verbs.facts import fact_payload, namer
from tui.verbs.rows import JSON_VERSION

NAMES = {"figures": "figures", "timeline": "dated facts"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A fact with its sheet, and the row that it makes; `unsure` where it only may be what was asked for."""

    sheet: FactSheet
    fact: Known
    entry: Entry
    unsure: bool = False

    def payload(self, library: Library) -> dict[str, object]:
        return fact_payload(library, self.sheet, self.fact)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows asked for, in the order asked for; `sheets` is how many there were to look in."""

    view: View
    rows: list[Listed]
    hints: tuple[str, ...]
    sheets: int


def chosen(call: Call, kind: str) -> Chosen:
    """Raises CommandError for a column or a sheet that is not there."""
    view = _view(call, kind)
    conditions, query = conditions_of(call.args.where)
    hints: tuple[str, ...] = ()
    unsure: Container[tuple[str, str]] = ()
    if query.strip():
        pairs, hints, unsure = _found(call, kind, query)
        sheets = len(pairs)
    else:
        every = list(chosen_sheets(call.library, call.args.ids))
        pairs, sheets = [(sheet, fact) for sheet in every for fact in facts_of(kind, sheet)], len(every)
    listed = [one for one in _listed(call, pairs, unsure) if _meets(one.entry, conditions, call.lang)]
    source = InMemory(kind, [one.entry for one in listed], call.lang)
    rows = completed(Table(source).arranged(view))
    in_order = [listed[number] for number in rows.numbers]
    limit = None if getattr(call.args, "totals", False) else call.args.limit  # a sum of some rows would say nothing
    told = (*between(query, conditions), *hints, *rows.hints * bool(view.sort))
    return Chosen(view, list(islice(in_order, limit)), told, sheets)


def _view(call: Call, kind: str) -> View:
    args = call.args
    if args.markdown and (args.json or args.jsonl or args.csv or args.plain):
        raise CommandError("--markdown is a form of its own, not to go with another", Exit.USAGE)
    if args.reverse and not args.sort:
        raise CommandError("--reverse goes with --sort", Exit.USAGE)
    known = [column.id for column in BY_KIND[kind]]
    columns = tuple(one.strip() for one in args.columns.split(",") if one.strip())
    for one in columns:
        if one not in known:
            hint = did_you_mean(one, known) or f"there are {', '.join(known)}"
            raise CommandError(f"there is no column {one}; {hint}", Exit.USAGE)
    return View(sort="-" * args.reverse + args.sort, columns=columns)


def _listed(
    call: Call, pairs: Sequence[tuple[FactSheet, Known]], unsure: Container[tuple[str, str]]
) -> Iterator[Listed]:
    library = call.library
    made: dict[str, Making] = {}
    for sheet, fact in pairs:
        if sheet.id not in made:
            made[sheet.id] = Making(sheet, namer(library, sheet), library.gazetteer.resolve, call.lang)
        yield Listed(sheet, fact, made[sheet.id].entry(fact), (sheet.id, fact.id) in unsure)


def _meets(entry: Entry, conditions: Sequence[Condition], lang: str) -> bool:
    return all(one.holds(entry, lang) for one in conditions)


def _found(
    call: Call, kind: str, query: str
) -> tuple[list[tuple[FactSheet, Known]], tuple[str, ...], set[tuple[str, str]]]:
    """What the index finds, from the sheets as they were indexed, hints, and the facts that may be meant or not."""
    from index.search import Search  # noqa: PLC0415 - without --where no index is needed
    from tui.tables.narrowing import narrowed  # noqa: PLC0415 - the same
    from tui.verbs.opening import narrate, open_engine  # noqa: PLC0415 - the same

    wanted = {sheet.id for sheet in chosen_sheets(call.library, call.args.ids)} if call.args.ids else None
    with open_engine(call.library, call.output) as engine:
        left = narrowed(f"{query} ", Search(engine.reader))
        rows = (engine.reader.row(document) for document in left.documents)
        found = {(row.sheet, row.fact) for row in rows if row.fact and (wanted is None or row.sheet in wanted)}
        unsure = {(row.sheet, row.fact) for row in map(engine.reader.row, left.documents & left.possible)}
        pairs: list[tuple[FactSheet, Known]] = []
        for sheet_id in sorted({sheet for sheet, _ in found}):
            indexed = engine.reader.sheet(sheet_id)
            facts = facts_of(kind, indexed.sheet) if indexed else ()
            pairs += [(indexed.sheet, fact) for fact in facts if indexed and (sheet_id, fact.id) in found]
        narrate(call, engine)
    return pairs, left.told(sum((sheet.id, fact.id) in unsure for sheet, fact in pairs)), unsure


def write_data(call: Call, kind: str, name: str, found: Chosen) -> bool:
    """The forms for programs and for papers; whether one of them was asked for."""
    args, library = call.args, call.library
    entries = [one.entry for one in found.rows]
    if args.json:
        payload = {"version": JSON_VERSION, name: [_payload(library, kind, one) for one in found.rows]}
        call.output.json(payload)
    elif args.jsonl:
        for one in found.rows:
            call.output.json(_payload(library, kind, one), line=True)
    elif args.csv or args.markdown:
        from tui.tables.written import as_csv, as_markdown  # noqa: PLC0415 - other forms start without it

        searched = f" with {args.where}" if args.where else ""
        title = f"{name.capitalize()} of {', '.join(args.ids) or 'the library'}{searched}"
        make = as_csv if args.csv else lambda *more: as_markdown(title, *more)
        call.output.text(make(kind, found.view, entries, call.lang))
    else:
        return False
    return True


def _payload(library: Library, kind: str, one: Listed) -> dict[str, object]:
    """A FACT; in a timeline with the days that it may be, null where they are open or not known."""
    fact = one.payload(library)
    if kind == "figures":
        return fact
    when = one.entry.date
    days = {"earliest": when and when.earliest, "latest": when and when.latest}
    return {**fact, **{name: str(day) if day else None for name, day in days.items()}}


def ended(call: Call, kind: str, found: Chosen) -> Exit:
    """Says what there is to tell beside the rows."""
    for hint in found.hints:
        call.output.note(hint[0].lower() + hint[1:])
    if not found.rows:
        call.output.note(f"no {NAMES[kind]} here" if found.sheets or call.args.where else NO_SHEETS)
    return Exit.FOUND if found.rows else Exit.NOTHING
