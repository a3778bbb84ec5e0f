"""Joins the browser to a library: what the screen asks for, answered by the index and the files."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

from factsheets.export.markdown import file_name
from factsheets.files import read_or_none
from factsheets.library import SHIPPED, Library, write_atomically
from factsheets.vocabulary import label
from index import schema
from index.answer import Engine
from index.reader import IndexReader
from tui.app import refuse_reason, run_browser
from tui.desk_room import DeskRoom, reviewer
from tui.output import CommandError, Exit, Output
from tui.pages import Finders, Pages
from tui.ports import Backend, Found, Listing, Row
from tui.source_page import flagged
from tui.verbs.opening import open_engine
from tui.verbs.printing import markdown

NOTHING_YET = "This library has no sheets yet; `factfile new ID` begins one."


def browse(library: Library, output: Output) -> int:
    """Open the browser; on a terminal that cannot show it, say so and point to the command."""
    refused = refuse_reason(os.environ)
    if refused:
        raise CommandError(refused, Exit.USAGE)
    with open_engine(library, output) as engine:
        if not engine.reader.count and not engine.problem_count:
            raise CommandError(NOTHING_YET, Exit.NOTHING)
        with opened(library, engine) as backend:
            return run_browser(backend)


@contextmanager
def opened(library: Library, engine: Engine) -> Iterator[Backend]:
    """What the browser asks of a library; the screen's thread reads the index beside the one that searches."""
    with closing(IndexReader(engine.built.index)) as drawing:
        yield _backend(library, engine, Shelf(library, engine, drawing))


def _backend(library: Library, engine: Engine, shelf: "Shelf") -> Backend:
    return Backend(
        name="shipped library" if library.root == SHIPPED else library.root.name,
        identity=str(library.sheets_dir.resolve()),
        pages=Pages(library, Finders(engine.sheet, engine.mentions, engine.linking_to, library.problems)),
        searcher=shelf,
        sheets=shelf.sheets,
        names=shelf.names,
        print_sheet=shelf.print_sheet,
        problem_count=engine.problem_count,
        reviews=DeskRoom(library, reviewer(os.environ)) if library.writable else None,
    )


class Shelf:
    """Rows for the browser's lists, and the printing of what is open."""

    def __init__(self, library: Library, engine: Engine, drawing: IndexReader) -> None:
        self._library = library
        self._engine = engine
        self._drawing = drawing

    def suggest(self, text: str, limit: int) -> Found:
        return Found([_row(row) for row in self._engine.suggest(text, limit)])

    @cached_property
    def sheets(self) -> "IndexRows":
        return IndexRows(self._drawing, self._of_types({schema.DocType.SHEET}))

    @cached_property
    def names(self) -> Listing:
        """Each actor, tool and place once, by its name in the register."""
        found: dict[str, Row] = {}
        for document in self._of_types({schema.DocType.ACTOR, schema.DocType.TOOL, schema.DocType.PLACE}):
            row = self._drawing.row(document)
            ref = f"{row.type}/{row.fact}"
            found.setdefault(ref, Row(ref, row.label, row.type, row.type))
        return Listing(sorted(found.values(), key=lambda row: row.text.casefold()))

    def _of_types(self, types: set[schema.DocType]) -> list[int]:
        column = self._drawing.column("type")
        return [document for document in sorted(self._drawing.documents) if column[document] in types]

    def print_sheet(self, sheet_id: str) -> Path:
        """Into the current folder, or the home folder where that one is read-only; never over what someone edited."""
        sheet = self._engine.sheet(sheet_id)
        if sheet is None:
            raise KeyError(sheet_id)
        here = Path.cwd()
        folder = here if os.access(here, os.W_OK) else Path.home()
        return write_beside(folder / file_name(sheet_id), markdown(self._library, sheet, "en").encode("utf-8"))


def write_beside(path: Path, raw: bytes) -> Path:
    """Write under the first of `x.md`, `x-2.md`, ... that is free or holds these very bytes."""
    number, free = 1, path
    while free.exists() and read_or_none(free) != raw:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    if not free.exists():
        write_atomically(free, raw)
    return free


class IndexRows:
    """A list of any length, read from the index by the screenful."""

    def __init__(self, reader: IndexReader, documents: list[int]) -> None:
        self._reader = reader
        self._documents = documents

    def __len__(self) -> int:
        return len(self._documents)

    def rows(self, start: int, stop: int) -> list[Row]:
        return [_row(self._reader.row(document)) for document in self._documents[start:stop]]


def _row(row: schema.Row) -> Row:
    """A row of the index as the browser lists it."""
    if row.type == "sheet":
        title = flagged(row.label, label("labels", "draft-mark") * row.draft)
        return Row(f"sheet/{row.sheet}", title, row.sheet, "sheet")
    if row.type == "passage":
        return Row(f"source/{row.sheet}/{row.source}", row.label, f"paragraph {row.paragraph} · {row.sheet}", "passage")
    detail = f"{row.label} · {row.sheet}" if row.type == "figure" else row.sheet
    return Row(f"fact/{row.sheet}/{row.fact}", row.line, detail, "fact")
