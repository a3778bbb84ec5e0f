"""`originals`: which documents the restatements stand for, and attaching them."""

import os
from pathlib import Path

from factsheets.files import is_folder, reason
from factsheets.library import Library
from factsheets.model import FactSheet, Original, Source
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs.rows import write_rows

_COLUMNS = ("sheet", "source", "attached", "name", "title", "size", "sha256")


def originals(call: Call) -> Exit:
    """List the originals that restatements name, or attach files whose hash is one of theirs; exit 1 for a stranger."""
    library, files = call.library, call.args.files
    if call.args.action == "list":
        if files:
            raise CommandError("`originals list` takes no documents; `originals add FILE` attaches one", Exit.USAGE)
        return _list(call, library)
    if not files:
        raise CommandError("name the documents to attach", Exit.USAGE)
    if not _can_attach(library):
        raise CommandError("this library is read-only, nothing was attached; `factfile init DIR` makes one of your own")
    sheets = list(library.sheets())
    return max(_add(call, library, sheets, name) for name in files)


def _can_attach(library: Library) -> bool:
    """The folder of originals can be written to, or be made where there is none."""
    folder = library.originals_dir
    while not is_folder(folder) and folder != library.root:
        folder = folder.parent
    return os.access(folder, os.W_OK)


def _add(call: Call, library: Library, sheets: list[FactSheet], name: str) -> Exit:
    """One document; a failure is told and does not keep the others from being attached."""
    try:
        attached = library.add_original(Path(name), iter(sheets))
    except OSError as error:
        call.output.complain(f"{name}: {reason(error)}")
        return Exit.IO
    call.output.lines(f"{name}: attached to {sheet} {source}" for sheet, source in attached)
    if not attached:
        call.output.complain(f"{name}: no sheet names an original with this content; nothing was copied")
    return Exit.FOUND if attached else Exit.NOTHING


def _list(call: Call, library: Library) -> Exit:
    rows = [
        _row(sheet, source, source.original, library.source(source).attached is not None)
        for sheet in library.sheets()
        for source in sheet.sources
        if source.original
    ][: call.args.limit]
    code = write_rows(call, "originals", rows, _COLUMNS, lambda: _write(call, rows))
    if not rows:
        call.output.note("no sheet here restates a document")
    return code


def _row(sheet: FactSheet, source: Source, original: Original, attached: bool) -> dict[str, object]:
    return {
        "sheet": sheet.id,
        "source": source.id,
        "attached": attached,
        "name": original.name,
        "title": original.title or source.title or None,
        "size": str(original.size),
        "sha256": original.sha256,
    }


def _write(call: Call, rows: list[dict[str, object]]) -> None:
    for row in rows:
        state = "attached" if row["attached"] else "not attached"
        call.output.lines([f"{row['sheet']} {row['source']}: {state}"])
        call.output.wrap(f"{row['name']}: {row['title']}" if row["title"] else str(row["name"]), "  ", "    ")
