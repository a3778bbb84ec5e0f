"""`print`: sheets to Markdown, one to stdout or many into a folder, the same bytes every time."""

from pathlib import Path

from factsheets.export.markdown import to_markdown, to_markdown_library
from factsheets.export.printing import Attached
from factsheets.library import Library, write_atomically
from factsheets.model import FactSheet
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs.reading import chosen_sheets


def print_sheets(call: Call) -> Exit:
    library, args = call.library, call.args
    if not args.ids and not args.all:
        raise CommandError("name the sheets to print, or say --all", Exit.USAGE)
    sheets = list(chosen_sheets(library, [] if args.all else args.ids))
    if not sheets:
        call.output.note("this library has no sheets to print")
        return Exit.NOTHING
    if args.output and (args.all or len(sheets) > 1 or Path(args.output).is_dir()):
        written = write_pages(library, sheets, Path(args.output), call.lang)
        call.output.note(f"wrote {len(written)} files into {args.output}")
        return Exit.FOUND
    pages = [markdown(library, sheet, call.lang) for sheet in sheets]
    if args.output:
        write_atomically(Path(args.output), "\n".join(pages).encode("utf-8"))
        call.output.note(f"wrote {args.output}")
    else:
        call.output.text("\n".join(pages))
    return Exit.FOUND


def markdown(library: Library, sheet: FactSheet, lang: str) -> str:
    return to_markdown(sheet, library.entity_name, _attached(library), lang)


def write_pages(library: Library, sheets: list[FactSheet], folder: Path, lang: str) -> list[Path]:
    """A file a sheet and an index, into a folder that is made where there is none; other files in it are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = to_markdown_library(sheets, library.entity_name, _attached(library), lang)
    for name, text in pages.items():
        write_atomically(folder / name, text.encode("utf-8"))
    return [folder / name for name in pages]


def _attached(library: Library) -> Attached:
    return lambda source: library.source(source).verified
