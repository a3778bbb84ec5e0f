"""`print`: sheets to Markdown, one to standard output or many into a folder, the same bytes every time."""

import os
from pathlib import Path

from factsheets.export.markdown import to_markdown, to_markdown_library
from factsheets.export.printing import Attached
from factsheets.files import is_folder
from factsheets.library import Library
from factsheets.model import FactSheet
from tui.cli import Call
from tui.output import STANDARD, CommandError, Exit, check_target, counted, write_file
from tui.verbs.choosing import NO_SHEETS, chosen_sheets


def print_sheets(call: Call) -> Exit:
    library, args = call.library, call.args
    if bool(args.ids) == args.all:
        raise CommandError("name the sheets to print, or say --all", Exit.USAGE)
    target = "" if args.output == STANDARD else args.output
    into_folder = bool(target) and (args.all or len(args.ids) > 1 or target.endswith(os.sep) or is_folder(Path(target)))
    if target and not into_folder:
        check_target(target)
    sheets = list(chosen_sheets(library, args.ids))[: args.limit]
    if not sheets:
        call.output.note(NO_SHEETS)
        return Exit.NOTHING
    if into_folder:
        written = write_pages(library, sheets, Path(target), call.lang)
        call.output.note(f"wrote {counted(len(written), 'file')} into {target}")
        return Exit.FOUND
    text = "\n".join(markdown(library, sheet, call.lang) for sheet in sheets)
    if target:
        write_file(Path(target), text)
        call.output.note(f"wrote {target}")
    else:
        call.output.text(text)
    return Exit.FOUND


def markdown(library: Library, sheet: FactSheet, lang: str) -> str:
    return to_markdown(sheet, library.entity_name, _attached(library), lang)


def write_pages(library: Library, sheets: list[FactSheet], folder: Path, lang: str) -> list[Path]:
    """A file a sheet and an index, into a folder that is made where there is none; other files in it are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = to_markdown_library(sheets, library.entity_name, _attached(library), lang)
    for name, text in pages.items():
        write_file(folder / name, text)
    return [folder / name for name in pages]


def _attached(library: Library) -> Attached:
    return lambda source: library.source(source).verified
