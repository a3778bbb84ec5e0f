"""`review --bulk`: a sample to look at first, and only then, with `--yes`, the acceptance of all."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from factsheets.files import write_atomically
from factsheets.library import Library
from factsheets.review.bulk import SAMPLE, Selection, accept_in_bulk, ids_of, matching, sample
from factsheets.review.desk import Desk
from factsheets.review.queue import Queue, Waiting
from tui.cli import Call
from tui.output import CommandError, Exit, counted, progress_bar
from tui.undoing import review_folder, review_history
from tui.verbs.deciding import READ_ONLY, reviewer
from tui.verbs.review_list import write_finding
from tui.verbs.review_queue import row
from tui.verbs.rows import JSON_VERSION


def in_bulk(call: Call) -> Exit:
    """Show a sample and the count; with `--yes`, accept what the sample was shown of. Exit 1 when nothing fits."""
    args, library = call.args, call.library
    selection = Selection(args.kind, args.rule, args.at_least)
    if selection == Selection():
        raise CommandError("--bulk needs --kind, --rule or --at-least", Exit.USAGE)
    with progress_bar(call.output, "reading drafts") as progress:
        found = matching((one for one in Queue(library).waiting(progress) if args.id in {None, one.sheet}), selection)
    if not found:
        call.output.note(f"nothing waits that is {selection.told()}")
        return Exit.NOTHING
    return _accept(call, library, selection) if args.yes else _show(call, library, selection, found)


def _show(call: Call, library: Library, selection: Selection, found: tuple[Waiting, ...]) -> Exit:
    drawn = sample(found, call.args.limit or SAMPLE)
    drafts = len({one.path for one in found})
    _remember(call, library, selection, found, len(drawn))
    if call.args.json or call.args.jsonl:
        rows = [row(one) for one in drawn]
        counts = {"matching": len(found), "drafts": drafts}
        call.output.json({"version": JSON_VERSION, **counts, "sample": rows}, line=call.args.jsonl)
        return Exit.FOUND
    told = f"{counted(len(found), 'finding')} in {counted(drafts, 'draft')}: {selection.told()}"
    call.output.wrap(told, "", "  ")
    desks: dict[Path, Desk] = {}
    for number, one in enumerate(drawn, start=1):
        desk = desks.setdefault(one.path, Desk(library, one.path))
        call.output.lines([""])
        write_finding(call, desk, one.finding, f"{number} of {len(drawn)} to look at, {one.sheet}")
    call.output.note("nothing was written; the same with --yes accepts all of them, recorded as accepted in bulk")
    return Exit.FOUND


def _accept(call: Call, library: Library, selection: Selection) -> Exit:
    if not library.writable:
        raise CommandError(READ_ONLY)
    shown = _remembered(call, library, selection)
    with progress_bar(call.output, "accepting") as progress:
        done = accept_in_bulk(
            library,
            selection,
            reviewer(call),
            int(shown["looked_at"]),
            [(str(sheet), str(ident)) for sheet, ident in shown["ids"]],
            progress=progress,
            history=lambda path: review_history(path, os.environ),
        )
    _file(call, library).unlink(missing_ok=True)
    if call.args.json or call.args.jsonl:
        counts = {"accepted": len(done.accepted), "left": len(done.left), "problems": list(done.problems)}
        call.output.json({"version": JSON_VERSION, **counts}, line=call.args.jsonl)
    else:
        drafts = len({sheet for sheet, _ in done.accepted})
        told = f"accepted {counted(len(done.accepted), 'finding')} in {counted(drafts, 'draft')}, in bulk"
        call.output.lines([told + (f"; {len(done.left)} left, which were changed meanwhile" if done.left else "")])
    for problem in done.problems:
        call.output.complain(problem)
    return Exit.BAD_DATA if done.problems else Exit.FOUND


def _file(call: Call, library: Library) -> Path:
    """Where the sample that was shown is remembered, by library and by what was asked."""
    args = call.args
    asked = json.dumps([str(library.root.resolve()), args.id, args.kind, args.rule, args.at_least])
    return review_folder(os.environ) / f"bulk-{hashlib.sha256(asked.encode()).hexdigest()[:16]}.json"


def _remember(call: Call, library: Library, selection: Selection, found: tuple[Waiting, ...], looked_at: int) -> None:
    """What was shown, so that `--yes` accepts nothing else."""
    file = _file(call, library)
    data = {"selection": selection.told(), "looked_at": looked_at, "ids": sorted(ids_of(found))}
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(file, json.dumps(data).encode())


def _remembered(call: Call, library: Library, selection: Selection) -> dict[str, Any]:
    try:
        data = json.loads(_file(call, library).read_bytes())
    except (OSError, ValueError):
        data = None
    if not isinstance(data, dict) or data.get("selection") != selection.told():
        raise CommandError("look at a sample first: the same command without --yes", Exit.USAGE)
    return data
