"""`originals`, `init`, `new`: what adds to a library."""

import os
import shutil
from pathlib import Path

from factsheets.checks import IDENT
from factsheets.library import (
    Library,
    LibraryError,
    open_library,
    shipped_library,
    user_library,
    write_atomically,
)
from factsheets.safe_text import safe
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs.templates import EMPTY_GAZETTEER, EXAMPLE_SEED, EXAMPLE_SHEET, new_sheet_text


def originals(call: Call) -> Exit:
    """List the originals that restatements name, or attach files whose hash is one of theirs; exit 1 for a stranger."""
    library = call.library
    if call.args.action == "list":
        return _list_originals(call, library)
    if not call.args.files:
        raise CommandError("name the documents to attach", Exit.USAGE)
    strangers = 0
    for name in call.args.files:
        attached = library.add_original(Path(name), library.sheets())
        for sheet, source in attached:
            call.output.lines([f"{safe(name)}: attached to {sheet} {source}"])
        if not attached:
            strangers += 1
            call.output.complain(f"{name}: no sheet names an original with this content; nothing was copied")
    return Exit.NOTHING if strangers else Exit.FOUND


def _list_originals(call: Call, library: Library) -> Exit:
    rows = [
        (sheet, source, library.source(source).attached is not None)
        for sheet in library.sheets()
        for source in sheet.sources
        if source.original
    ]
    for sheet, source, attached in rows:
        if source.original:
            state = "attached" if attached else "not attached"
            title = source.original.title or source.title
            call.output.lines([f"{state:<12}  {sheet.id} {source.id}  {source.original.name}  {safe(title)}"])
    return Exit.FOUND if rows else Exit.NOTHING


def make_library(call: Call) -> Exit:
    """Make a library; a folder that has something in it is never written into."""
    folder = Path(call.args.folder).expanduser() if call.args.folder else user_library(os.environ)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LibraryError(f"{safe(str(folder))} is there already and is not an empty folder; nothing was written")
    sheets, seeds = folder / "sheets", folder / "seeds"
    for made in (sheets, seeds):
        made.mkdir(parents=True)
    if call.args.empty:
        write_atomically(folder / "gazetteer.yaml", EMPTY_GAZETTEER.encode())
    else:
        _copy_shipped(shipped_library(), folder)
        write_atomically(sheets / "example.yaml", EXAMPLE_SHEET.encode())
        write_atomically(seeds / "example.md", EXAMPLE_SEED.encode())
    count = len(open_library(folder).sheet_files())
    call.output.lines([f"made a library with {count} sheets at {safe(str(folder))}"])
    call.output.note(f"use it with --library {folder}, or from inside the folder")
    return Exit.FOUND


def _copy_shipped(shipped: Library, folder: Path) -> None:
    """Sheets, register and restatements; attached originals stay where they are."""
    for path in shipped.sheet_files():
        target = folder / "sheets" / path.relative_to(shipped.sheets_dir)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for path in sorted(shipped.seeds_dir.iterdir()):
        if path.is_file():
            shutil.copyfile(path, folder / "seeds" / path.name)
    shutil.copyfile(shipped.gazetteer_file, folder / "gazetteer.yaml")


def new_sheet(call: Call) -> Exit:
    """Write a commented template; an existing file is never overwritten."""
    library, sheet_id = call.library, call.args.id
    if not IDENT.fullmatch(sheet_id):
        raise CommandError(f"{safe(sheet_id)} is not an id: small letters, digits and hyphens", Exit.USAGE)
    path = library.sheets_dir / f"{sheet_id}.yaml"
    if path.exists() or library.find(sheet_id):
        raise CommandError(f"there is a sheet {sheet_id} already; nothing was written")
    if not library.writable:
        raise CommandError("this library is read-only; `factfile init DIR` makes one of your own")
    write_atomically(path, new_sheet_text(sheet_id, call.args.title or sheet_id, call.lang).encode("utf-8"))
    call.output.lines([str(path)])
    return Exit.FOUND
