"""`print`: sheets to Markdown, one to standard output or many into a folder, the same bytes every time."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from factsheets.export.markdown import to_markdown_joined, to_markdown_library
from factsheets.export.printing import Attached
from factsheets.files import is_folder
from factsheets.library import Library
from factsheets.model import Evidence, FactSheet, Source
from factsheets.proof import prove
from tui.cli import Call
from tui.output import STANDARD, CommandError, Exit, check_target, counted, write_file
from tui.verbs.choosing import NO_SHEETS, chosen_sheets

_AT_ONCE = 8
"""Sources whose text is held."""


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
    text = markdown(library, sheets, call.lang)
    if target:
        write_file(Path(target), text)
        call.output.note(f"wrote {target}")
    else:
        call.output.text(text)
    return Exit.FOUND


def markdown(library: Library, sheets: Sequence[FactSheet], lang: str) -> str:
    """One document of them all."""
    return to_markdown_joined(sheets, library.entity_name, _attached(library), lang)


def write_pages(library: Library, sheets: list[FactSheet], folder: Path, lang: str) -> list[Path]:
    """A file a sheet and an index, into a folder that is made where there is none; other files in it are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = to_markdown_library(sheets, library.entity_name, _attached(library), lang)
    for name, text in pages.items():
        write_file(folder / name, text)
    return [folder / name for name in pages]


def _attached(library: Library) -> Attached:
    """Against the sources as they are on the disk, each read once for all its evidence."""
    read = lru_cache(maxsize=_AT_ONCE)(library.source)

    def vouched(source: Source, piece: Evidence | None) -> str:
        return prove(piece, read(source)).verified if piece else read(source).verified

    return vouched
