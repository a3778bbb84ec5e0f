"""`index`: bring the index up to date by hand, and see what changed."""

import os
from pathlib import Path
from typing import Any

from index.build import up_to_date
from index.location import UntrustedError, is_temporary, verify
from tui.cli import Call
from tui.output import Exit, progress_bar


def index_library(call: Call) -> Exit:
    """Print `+ added ~ changed - removed`; `--verify` proves every byte, and ends with 1 when one differs."""
    library = call.library
    with progress_bar(call.output, "indexing") as progress:
        built = up_to_date(library, os.environ, progress, rebuild=call.args.rebuild)
    call.output.lines(built.changes.lines())
    units = built.stamp.units
    sheets = sum(1 for unit in units if unit.startswith("sheet "))
    problems = sum(int(entry.get("problems", 0)) for entry in units.values())
    state = "rebuilt" if built.changes.rebuilt else "refreshed" if built.changes else "up to date"
    call.output.note(f"{sheets} sheets, {len(units) - sheets} sources, {problems} problems: {state}")
    if is_temporary(built.folder):
        call.output.note(
            "the cache folder cannot be used; this index is private, temporary and gone after this command"
        )
    elif call.args.verbose:
        call.output.note(f"index in {built.folder}")
    if call.args.verify:
        return _verify(call, built.folder / built.stamp.generation, built.stamp.files)
    return Exit.FOUND


def _verify(call: Call, generation: Path, files: dict[str, list[Any]]) -> Exit:
    try:
        verify(generation, files, fully=True)
    except UntrustedError as error:
        call.output.complain(f"{error}; `factfile index --rebuild` builds it anew")
        return Exit.NOTHING
    call.output.note(f"{len(files)} files, every byte as it was built")
    return Exit.FOUND
