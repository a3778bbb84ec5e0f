"""`index`: bring the index up to date by hand, and see what changed."""

import os

from index.build import Built, up_to_date
from index.location import UntrustedError, is_temporary, verify
from tui.cli import Call
from tui.output import Exit, counted, progress_bar
from tui.verbs.choosing import NO_SHEETS
from tui.verbs.rows import JSON_VERSION


def index_library(call: Call) -> Exit:
    """Print `+ added ~ changed - removed`; `--verify` proves every byte, and ends with 1 when one differs."""
    library = call.library
    with progress_bar(call.output, "indexing") as progress:
        built = up_to_date(library, os.environ, progress, rebuild=call.args.rebuild)
    counts = _counts(built)
    if call.args.json:
        call.output.json(_payload(built, counts))
    else:
        call.output.lines(built.changes.lines())
    sheets, sources, problems = counts
    parts = (counted(sheets, "sheet"), counted(sources, "source"), counted(problems, "problem"))
    call.output.note(f"{', '.join(parts)}: {_state(built)}" if sheets else NO_SHEETS)
    if is_temporary(built.folder):
        call.output.note(
            "the cache folder cannot be used; this index is private, temporary and gone after this command"
        )
    elif call.args.verbose:
        call.output.note(f"index in {built.folder}")
    if call.args.verify:
        return _verify(call, built)
    return Exit.FOUND if sheets else Exit.NOTHING


def _counts(built: Built) -> tuple[int, int, int]:
    """(sheets, sources, problems) of the index."""
    units = built.stamp.units
    sheets = sum(1 for unit in units if unit.startswith("sheet "))
    problems = sum(int(entry.get("problems", 0)) for entry in units.values())
    return sheets, len(units) - sheets, problems


def _state(built: Built) -> str:
    return "rebuilt" if built.changes.rebuilt else "refreshed" if built.changes else "up to date"


def _payload(built: Built, counts: tuple[int, int, int]) -> dict[str, object]:
    sheets, sources, problems = counts
    return {
        "version": JSON_VERSION,
        "state": _state(built),
        "sheets": sheets,
        "sources": sources,
        "problems": problems,
        "added": list(built.changes.added),
        "changed": list(built.changes.changed),
        "removed": list(built.changes.removed),
    }


def _verify(call: Call, built: Built) -> Exit:
    files = built.stamp.files
    try:
        verify(built.folder / built.stamp.generation, files, fully=True)
    except UntrustedError as error:
        call.output.complain(f"{error}; `factfile index --rebuild` builds it anew")
        return Exit.NOTHING
    call.output.note(f"{len(files)} files, every byte as it was built")
    return Exit.FOUND
