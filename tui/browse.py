"""Joins the browser to a library: what the screen asks for, answered by the index and the files."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from factsheets.display import flagged
from factsheets.export.markdown import file_name
from factsheets.files import read_or_none
from factsheets.library import SHIPPED, Library, write_atomically
from factsheets.saved_searches import MARK, SavedSearches, expanded, saved_searches
from factsheets.vocabulary import label
from index import schema
from index.answer import Engine
from index.complete import complete
from index.find import find
from index.query import parse
from index.reader import IndexReader
from index.search import Search
from tui.app import refuse_reason, run_browser
from tui.desk_room import DeskRoom, reviewer
from tui.following import Following
from tui.output import CommandError, Exit, Output, progress_bar
from tui.pages import Finders, Pages
from tui.ports import Backend, Found, Listing, Proposal, Row, Rows, never
from tui.screens.seeking import SAVED
from tui.verbs.printing import markdown

_PROPOSED = 2
"""Candidates looked at: the first may be what is typed already."""
_NONE_SAVED = "`factfile find --save NAME QUERY` saves a search under a name."
NOTHING_YET = "This library has no sheets yet; `factfile new ID` begins one."


def browse(library: Library, output: Output) -> int:
    """Open the browser; on a terminal that cannot show it, say so and point to the command."""
    refused = refuse_reason(os.environ)
    if refused:
        raise CommandError(refused, Exit.USAGE)
    following = Following(library, os.environ)
    with progress_bar(output, "indexing") as progress:
        following.open(progress)
    with closing(Live(library, following)) as live:
        engine = following.now.engine
        if not engine.reader.count and not engine.problem_count and not engine.built.missing:
            raise CommandError(NOTHING_YET, Exit.NOTHING)
        return run_browser(live.backend())


class Live:
    """The backends of a library, one after the other as it changes; what was decided can be undone in each of them."""

    def __init__(self, library: Library, following: Following) -> None:
        self._library = library
        self._following = following
        self._reviews = DeskRoom(library, reviewer(os.environ)) if library.writable else None

    def backend(self) -> Backend:
        """Of the state that was opened last."""
        now = self._following.now
        backend = _backend(self._library, now.engine, Shelf(self._library, now.engine, now.drawing))
        return replace(backend, reviews=self._reviews, newer=self._newer, close=now.close)

    def _newer(self) -> Backend | None:
        return self.backend() if self._following.newer() else None

    def close(self) -> None:
        self._following.now.close()


@contextmanager
def opened(library: Library, engine: Engine) -> Iterator[Backend]:
    """What the browser asks of a library; the screen's thread reads the index beside the one that searches."""
    with closing(IndexReader(engine.built.index)) as drawing:
        reviews = DeskRoom(library, reviewer(os.environ)) if library.writable else None
        yield replace(_backend(library, engine, Shelf(library, engine, drawing)), reviews=reviews)


def _backend(library: Library, engine: Engine, shelf: "Shelf") -> Backend:
    built = engine.built
    notices = () if built.missing else built.notices()
    return Backend(
        name="shipped library" if library.root == SHIPPED else library.root.name,
        identity=str(library.sheets_dir.resolve()),
        pages=Pages(library, Finders(engine.sheet, engine.mentions, engine.linking_to, library.problems)),
        searcher=shelf,
        sheets=shelf.sheets,
        names=LazyRows(lambda: shelf.names),
        print_sheet=shelf.print_sheet,
        problem_count=engine.problem_count,
        position=shelf.sheets.position,
        missing=built.missing,
        total=built.total,
        notice=next((f"{one[0].upper()}{one[1:]}" for one in notices), ""),
    )


class Shelf:
    """Rows for the browser's lists, and the printing of what is open."""

    def __init__(self, library: Library, engine: Engine, drawing: IndexReader) -> None:
        self._library = library
        self._engine = engine
        self._drawing = drawing

    def suggest(self, text: str, limit: int, overtaken: Callable[[], bool] = never) -> Found:
        """Mere words as a question that is being typed, anything else as a query; `@` names a saved search."""
        saved = saved_searches(self._library) if text.startswith(MARK) else SavedSearches()
        told = tuple(map(str, saved.problems[:1]))
        searched = expanded(text, saved.queries)
        if searched is None:
            return Found(_saved_rows(text, saved), told or (_NONE_SAVED,), self._proposal(text, tuple(saved.queries)))
        rows, hints = self._rows(searched, limit, overtaken)
        if overtaken():
            return Found(())
        return Found(rows, (*told, *hints), self._proposal(text, tuple(saved.queries)))

    def _rows(self, text: str, limit: int, overtaken: Callable[[], bool]) -> tuple[list[Row], tuple[str, ...]]:
        query = parse(text, typing=True)
        if query.plain:
            return [_row(row) for row in self._engine.suggest(text, limit)], query.hints
        found = find(query, Search(self._engine.reader))
        if overtaken():
            return [], ()
        rows = ((self._engine.reader.row(document), document in found.possible) for document, _ in found.best(limit))
        return [_row(row, possible=possible) for row, possible in rows], found.hints

    def _proposal(self, text: str, saved: tuple[str, ...]) -> Proposal | None:
        completion = complete(text, len(text), self._engine.reader, saved, most=_PROPOSED)
        for candidate in completion.candidates:
            line, _ = completion.applied(candidate)
            if line.rstrip() != text:
                return Proposal(line, candidate.text)
        return None

    @cached_property
    def sheets(self) -> "IndexRows":
        """In the order of their ids, which no refresh changes: documents are numbered as they were indexed."""
        listed = sorted((sheet, document) for sheet, ids in self._drawing.lists("key") for document in ids)
        return IndexRows(self._drawing, listed)

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
    """A list of sheets of any length, read from the index by the screenful."""

    def __init__(self, reader: IndexReader, listed: list[tuple[str, int]]) -> None:
        self._reader = reader
        self._listed = listed

    def __len__(self) -> int:
        return len(self._listed)

    def rows(self, start: int, stop: int) -> list[Row]:
        return [_row(self._reader.row(document)) for _, document in self._listed[start:stop]]

    def position(self, ref: str) -> int | None:
        sheet = ref.removeprefix("sheet/")
        number = bisect_left(self._listed, (sheet,))
        return number if number < len(self) and self._listed[number][0] == sheet else None


class LazyRows:
    """A list made when it is first looked at."""

    def __init__(self, make: Callable[[], Rows]) -> None:
        self._make = make

    @cached_property
    def _rows(self) -> Rows:
        return self._make()

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        return self._rows.rows(start, stop)


def _saved_rows(text: str, saved: SavedSearches) -> list[Row]:
    """The saved searches whose names begin as typed."""
    found = ((f"{MARK}{name}", query) for name, query in saved.queries.items())
    return [Row("", name, query, SAVED) for name, query in found if name.startswith(text.strip())]


def _row(row: schema.Row, *, possible: bool = False) -> Row:
    """A row of the index as the browser lists it; one that an uncertain amount or date only may match says so."""
    listed = _listed(row)
    return replace(listed, detail=f"may match · {listed.detail}") if possible else listed


def _listed(row: schema.Row) -> Row:
    if row.type == "sheet":
        title = flagged(row.label, label("labels", "draft-mark") * row.draft)
        return Row(f"sheet/{row.sheet}", title, row.sheet, "sheet")
    if row.type == "passage":
        return Row(f"source/{row.sheet}/{row.source}", row.label, f"paragraph {row.paragraph} · {row.sheet}", "passage")
    detail = f"{row.label} · {row.sheet}" if row.type == "figure" else row.sheet
    return Row(f"fact/{row.sheet}/{row.fact}", row.line, detail, "fact")
