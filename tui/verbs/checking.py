"""`check`: are the sheets sound."""

from pathlib import Path, PurePath

from factsheets.library import Library
from factsheets.problem import Problem
from tui.cli import Call
from tui.output import CommandError, Exit, counted
from tui.verbs.choosing import NO_SHEETS
from tui.verbs.rows import write_lines

_COLUMNS = ("path", "line", "column", "key", "message", "hint", "severity")


def check(call: Call) -> Exit:
    """Every problem at once, as file:line:column; exit 1 when there is any, or when there is nothing to check."""
    library = call.library
    files = [library.name_of(path) for path in library.sheet_files()]
    chosen = _chosen(library, files, call.args.ids)
    found = [one for one in library.problems() if not call.args.ids or one.path in chosen]
    problems = found[: call.args.limit]
    rows = [_payload(one) for one in problems]
    if call.args.json:
        call.output.json(rows)
    else:
        write_lines(call, rows, _COLUMNS, lambda: call.output.lines(map(str, problems)))
    checked = chosen if call.args.ids else files
    call.output.note(
        f"{counted(len(checked), 'sheet')}, {counted(len(found), 'problem')}" if checked or found else NO_SHEETS
    )
    return Exit.NOTHING if found or not checked else Exit.FOUND


def _chosen(library: Library, files: list[str], wanted: list[str]) -> set[str]:
    """The files meant by ids, by names in the library or by paths from where one stands."""
    chosen: set[str] = set()
    for one in wanted:
        matching = {file for file in files if one in {file, PurePath(file).stem}} or _by_id_or_path(library, one)
        if not matching:
            message = f"no sheet and no file of this library is called {one}; `factfile list` names the sheets"
            raise CommandError(message, Exit.NOTHING)
        chosen |= matching
    return chosen


def _by_id_or_path(library: Library, wanted: str) -> set[str]:
    found = library.find(wanted)
    path = found[0] if found else Path(wanted)
    return {library.name_of(file) for file in library.sheet_files() if path.exists() and file.samefile(path)}


def _payload(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key or None,
        "message": problem.message,
        "hint": problem.hint or None,
        "severity": problem.severity.value,
    }
