"""`init` and `new`: what begins a library and a sheet."""

import os
import shlex
import shutil
from pathlib import Path

from factsheets.checks import IDENT
from factsheets.files import write_atomically
from factsheets.library import Library, open_library, shipped_library
from factsheets.library_folder import user_library
from tui.cli import Call
from tui.output import CommandError, Exit, counted
from tui.verbs.rows import JSON_VERSION
from tui.verbs.templates import EMPTY_GAZETTEER, EXAMPLE_SEED, EXAMPLE_SHEET, new_sheet_text


def make_library(call: Call) -> Exit:
    """Make a library; a folder that has something in it is never written into."""
    folder = Path(call.args.folder).expanduser() if call.args.folder else user_library(os.environ)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} is there already and is not an empty folder; nothing was written")
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
    if call.args.json:
        call.output.json({"version": JSON_VERSION, "path": str(folder), "sheets": count})
    else:
        call.output.lines([f"made a library with {counted(count, 'sheet')} at {folder}"])
    if call.args.folder:
        call.output.note(f"use it with --library {shlex.quote(str(folder))}, or from inside the folder")
    else:
        call.output.note("it is used from now on wherever no other library is named")
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
        raise CommandError(f"{sheet_id} is not an id: small letters, digits and hyphens", Exit.USAGE)
    path = library.sheets_dir / f"{sheet_id}.yaml"
    if path.exists() or library.find(sheet_id):
        raise CommandError(f"there is a sheet {sheet_id} already; nothing was written")
    if not library.writable:
        raise CommandError("this library is read-only, nothing was written; `factfile init DIR` makes one of your own")
    write_atomically(path, new_sheet_text(sheet_id, call.args.title or sheet_id, call.lang).encode("utf-8"))
    if call.args.json:
        call.output.json({"version": JSON_VERSION, "path": str(path), "sheet": sheet_id})
    else:
        call.output.lines([str(path)])
    call.output.note(f"fill it in, then: factfile check {sheet_id}")
    return Exit.FOUND
