"""`find`: a query to hits or to counts, and the searches that are saved under a name."""

from typing import TYPE_CHECKING

from factsheets.problem import did_you_mean
from factsheets.saved_searches import MARK, SavedSearchError, SavedSearches, expanded, saved_searches
from index.answer import JSON_VERSION, Engine
from index.facets import Facet, Facets
from index.query_lexemes import TERMS, lexemes
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs.choosing import NO_SHEETS
from tui.verbs.hits import HIT_COLUMNS, hit_payload, write_hits
from tui.verbs.opening import narrate, open_engine, question_of
from tui.verbs.rows import write_lines, write_rows

if TYPE_CHECKING:
    from index.find import Found

HITS = 50
FACET_COLUMNS = ("facet", "value", "name", "count")
SAVED_COLUMNS = ("name", "query", "count")
_NONE_SAVED = "no search is saved here; `factfile find --save NAME QUERY` saves one"
_INDENT = "  "
_FACET_WIDTH = 10


def find(call: Call) -> Exit:
    args = call.args
    if args.forget:
        return _forget(call)
    if args.saved:
        return _list_saved(call)
    if not args.words:
        raise CommandError("find what? Write words, or a query as `factfile help searching` has it", Exit.USAGE)
    if args.reverse and not args.sort:
        raise CommandError("--reverse goes with --sort", Exit.USAGE)
    typed = question_of(call)
    query = _meant(call, typed)
    if args.save:
        return _save(call, query)
    return _search(call, typed, query)


def _meant(call: Call, typed: str) -> str:
    """What is typed with the saved search in it, and the order that an option asks for."""
    saved = _saved(call) if typed.startswith(MARK) else SavedSearches()
    query = expanded(typed, saved.queries)
    if query is None:
        raise _unknown(typed.removeprefix(MARK).partition(" ")[0], saved)
    return query


def _unknown(name: str, saved: SavedSearches) -> CommandError:
    longer = next((f"did you mean `{one}`?" for one in saved.queries if name and one.startswith(name)), "")
    hint = longer or did_you_mean(name, saved.queries) or "`factfile find --saved` lists them"
    return CommandError(f"no search is saved as {name}; {hint}", Exit.NOTHING)


def _saved(call: Call) -> SavedSearches:
    saved = saved_searches(call.library)
    for problem in saved.problems:
        call.output.complain(str(problem))
    return saved


def _search(call: Call, typed: str, query: str) -> Exit:
    order = f"sort:{'-' * call.args.reverse}{call.args.sort} " if call.args.sort else ""
    with open_engine(call.library, call.output) as engine:
        found = engine.searched(order + query)
        total = len(found.matched)
        facets = _facets(call, engine, found) if call.args.facets else ()
        if call.args.json:
            _write_object(call, engine, found, typed, facets)
        elif call.args.facets:
            rows = [row for facet in facets for row in _facet_rows(facet)]
            write_lines(call, rows, FACET_COLUMNS, lambda: _write_facets(call, facets))
        else:
            _write_list(call, engine, found, query)
        if not engine.reader.count:
            call.output.note(NO_SHEETS)
        elif not total:
            call.output.note(f"nothing found for “{typed}”")
        narrate(call, engine, () if call.args.json else found.hints)
    return Exit.FOUND if total else Exit.NOTHING


def _write_object(call: Call, engine: Engine, found: "Found", typed: str, facets: tuple[Facet, ...]) -> None:
    payload: dict[str, object] = {
        "version": JSON_VERSION,
        "query": typed,
        "total": len(found.matched),
        "hits": [hit_payload(hit) for hit in engine.hits(found, call.args.limit or HITS)],
        "hints": list(found.hints),
    }
    if call.args.facets:
        payload["facets"] = {
            facet.field: {
                "values": [{"value": one.value, "name": one.name, "count": one.count} for one in facet.values],
                "documents": facet.documents,
                "more": facet.more,
            }
            for facet in facets
        }
    call.output.json(payload)


def _write_list(call: Call, engine: Engine, found: "Found", query: str) -> None:
    hits = engine.hits(found, call.args.limit or HITS)
    rows = [hit_payload(hit) for hit in hits]
    write_lines(call, rows, HIT_COLUMNS, lambda: write_hits(call, hits, _words_of(query), engine))
    if len(hits) < len(found.matched):
        call.output.note(f"the first {len(hits)} of {len(found.matched)}; --limit shows more, --facets counts them")


def _words_of(query: str) -> str:
    """What of a query stands in the texts that it finds."""
    named = {"", "actor", "tool", "place", "source"}
    return " ".join(one.text for one in lexemes(query) if one.kind in TERMS and one.field in named)


def _facets(call: Call, engine: Engine, found: "Found") -> tuple[Facet, ...]:
    facets = Facets(engine.reader, call.library.gazetteer, call.lang)
    return facets.count(found.matched, call.args.limit) if call.args.limit else facets.count(found.matched)


def _facet_rows(facet: Facet) -> list[dict[str, object]]:
    return [{"facet": facet.field, "value": one.value, "name": one.name, "count": one.count} for one in facet.values]


def _write_facets(call: Call, facets: tuple[Facet, ...]) -> None:
    """A paragraph a facet, the most frequent values first."""
    for facet in facets:
        if facet.values:
            told = ", ".join(f"{one.name} {one.count}" for one in facet.values) + ", ..." * facet.more
            head = f"{_INDENT}{facet.field:<{_FACET_WIDTH}}"
            call.output.wrap(told, head, " " * len(head))


def _save(call: Call, query: str) -> Exit:
    from factsheets.searches_file import refused, save_search  # noqa: PLC0415 - the YAML editor: a search does without

    name = call.args.save.removeprefix(MARK)
    wrong = refused(name, query)
    if wrong:
        raise CommandError(wrong, Exit.USAGE)
    try:
        save_search(call.library, name, query)
    except SavedSearchError as error:
        raise CommandError(str(error)) from None
    with open_engine(call.library, call.output) as engine:
        found = engine.searched(query)
        call.output.note(f"saved: `factfile find {MARK}{name}` finds {len(found.matched)}")
        narrate(call, engine, found.hints)
    return Exit.FOUND


def _forget(call: Call) -> Exit:
    from factsheets.searches_file import remove_search  # noqa: PLC0415 - as above

    name = call.args.forget.removeprefix(MARK)
    try:
        gone = remove_search(call.library, name)
    except SavedSearchError as error:
        raise CommandError(str(error)) from None
    if not gone:
        raise _unknown(name, saved_searches(call.library))
    call.output.note(f"removed the saved search {name}")
    return Exit.FOUND


def _list_saved(call: Call) -> Exit:
    """Every saved search with how many sheets, facts and passages it finds now."""
    saved = _saved(call)
    if not saved.queries:
        call.output.note(_NONE_SAVED)
        return write_rows(call, "searches", [], SAVED_COLUMNS, lambda: None)
    with open_engine(call.library, call.output) as engine:
        rows = [
            {"name": name, "query": query, "count": len(engine.searched(query).matched)}
            for name, query in saved.queries.items()
        ]
    wide = max(len(name) for name in saved.queries) + len(MARK)

    def write() -> None:
        for row in rows:
            head = f"{_INDENT}{MARK + str(row['name']):<{wide}}{row['count']:>7}  "
            call.output.wrap(str(row["query"]), head, " " * len(head))

    return write_rows(call, "searches", rows, SAVED_COLUMNS, write)
