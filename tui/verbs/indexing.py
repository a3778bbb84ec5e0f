"""`index`: bring the index up to date by hand, and see what changed."""

import os
import subprocess
import sys
from collections.abc import Mapping

from factsheets.library import Library
from index.build import Built, Options, up_to_date, verified
from index.location import UntrustedError
from tui.cli import Call
from tui.output import Exit, counted, progress_bar
from tui.verbs.choosing import NO_SHEETS
from tui.verbs.rows import JSON_VERSION

WAITING = "another process is at work on this index: waiting for it"
INTERRUPTED = "interrupted: what is indexed answers, and `factfile index` goes on from there"


def index_library(call: Call) -> Exit:
    """Print `+ added ~ changed - removed`; `--verify` proves every byte, and ends with 1 when one differs."""
    built = _built(call)
    if call.args.json:
        call.output.json(_payload(built))
    else:
        call.output.lines(built.changes.lines())
    counts = built.stamp.counts
    parts = (
        counted(counts.sheets, "sheet"),
        counted(counts.sources, "source"),
        counted(counts.problems, "problem"),
    )
    call.output.note(f"{', '.join(parts)}: {_state(built)}" if counts.sheets else NO_SHEETS)
    for notice in built.notices():
        call.output.note(notice)
    if call.args.verbose and not built.notices():
        call.output.note(f"index in {built.folder}")
    if call.args.verify:
        return _verify(call, built)
    return Exit.FOUND if counts.sheets else Exit.NOTHING


def _built(call: Call) -> Built:
    """Looks at every source, which a question does not wait for, and merges what refreshes left in pieces."""
    options = Options(rebuild=call.args.rebuild, wait=True, thorough=True, waiting=lambda: call.output.note(WAITING))
    try:
        with progress_bar(call.output, "indexing") as progress:
            return up_to_date(call.library, os.environ, progress, options)
    except KeyboardInterrupt:
        call.output.note(INTERRUPTED)
        raise


def _state(built: Built) -> str:
    if built.resumed:
        return "resumed"
    return "rebuilt" if built.changes.rebuilt else "refreshed" if built.changes else "up to date"


def _payload(built: Built) -> dict[str, object]:
    counts, changes = built.stamp.counts, built.changes
    return {
        "version": JSON_VERSION,
        "state": _state(built),
        "sheets": counts.sheets,
        "sources": counts.sources,
        "problems": counts.problems,
        "added": list(changes.added),
        "changed": list(changes.changed),
        "removed": list(changes.removed),
    }


def _verify(call: Call, built: Built) -> Exit:
    if built.memory is not None:
        return Exit.FOUND
    try:
        files = verified(built)
    except UntrustedError as error:
        call.output.complain(f"{error}; `factfile index --rebuild` builds it anew")
        return Exit.NOTHING
    call.output.note(f"{files} files, every byte as it was built")
    return Exit.FOUND


_COMMAND = "from tui.cli import main; raise SystemExit(main())"


def index_in_background(library: Library, environment: Mapping[str, str] = os.environ) -> "subprocess.Popen[bytes]":
    """`factfile index` in a process of its own, which goes on when this one ends; safe to be killed at any time.

    `-P` keeps the folder that one happens to be in from being searched for modules.
    """
    command = [sys.executable, "-P", "-c", _COMMAND, "index", "--quiet", "--library", str(library.root)]
    silent = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True, env=dict(environment)
    )
