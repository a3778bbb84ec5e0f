"""The library behind the browser: what the screen asks for, answered by the index and the files.

Loaded once the first screen stands, or before it where nothing is known of the library yet.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from factsheets.library import Library
from factsheets.library_folder import LibraryFolder
from factsheets.problem import Problem
from index.answer import Engine
from index.build import Progress
from index.location import is_temporary
from index.reader import IndexReader
from index.stamp import STAMP
from index.workers import stay_alone
from tui.across import index_finders
from tui.config import Config
from tui.desk_room import DeskRoom, reviewer
from tui.following import Following
from tui.front import keep_front
from tui.output import CommandError, Exit
from tui.pages import Pages
from tui.ports import Backend, Tables, Takeaway
from tui.shelf import Shelf

NOTHING_YET = "This library has no sheets yet; `factfile new ID` begins one."
_FIRST_LETTER = "a"
"""Searched for once, so that what a search loads is there when somebody types."""


class Live:
    """The backends of a library, one after the other as it changes; what was decided can be undone in each of them."""

    def __init__(self, folder: LibraryFolder, config: Config) -> None:
        self._config = config
        if config.kiosk:
            stay_alone()
        self._folder = folder
        self._library = library = Library(*folder)
        self._following = Following(library, os.environ)
        self._reviews = DeskRoom(library, reviewer(os.environ)) if self._may_decide else None

    @property
    def _may_decide(self) -> bool:
        inside = self._library.sheets_dir.resolve().is_relative_to(Path.cwd()) if self._config.kiosk else True
        return inside and self._library.writable

    def open(self, progress: Progress | None = None) -> Backend:
        """Raises CommandError for a library without sheets."""
        engine = self._following.open(progress).engine
        if not engine.reader.count and not engine.problem_count and not engine.built.missing:
            raise CommandError(NOTHING_YET, Exit.NOTHING)
        return self._backend()

    def _backend(self) -> Backend:
        """Of the state that was opened last."""
        now = self._following.now
        config = self._config
        found = _backend(self._library, now.engine, Shelf(self._library, now.engine, now.drawing), config.problems)
        found = replace(found, reviews=self._reviews, newer=self._newer, mend=self._mend, close=now.close)
        found = replace(found, lang=config.lang, kiosk=config.kiosk)
        tables = cache(lambda: _tables(self._library, now.engine, now.drawing))
        return replace(found, tables=tables, warm=lambda: self._warm(found))

    def _newer(self) -> Backend | None:
        return self._backend() if self._following.newer() else None

    def _mend(self) -> Backend:
        self._following.mend()
        return self._backend()

    def _warm(self, backend: Backend) -> None:
        """What the first key would wait for, and what the next start shows first."""
        built = self._following.now.engine.built
        if backend.missing or backend.notice or built.memory is not None or is_temporary(built.folder):
            return
        keep_front(backend, built.folder / STAMP, os.environ)
        backend.searcher.suggest(_FIRST_LETTER, 1)

    def close(self) -> None:
        self._following.now.close()


@contextmanager
def opened(library: Library, engine: Engine) -> Iterator[Backend]:
    """What the browser asks of a library; the screen's thread reads the index beside the one that searches."""
    with closing(IndexReader(engine.built.index)) as drawing:
        reviews = DeskRoom(library, reviewer(os.environ)) if library.writable else None
        found = _backend(library, engine, Shelf(library, engine, drawing))
        yield replace(found, reviews=reviews, tables=cache(lambda: _tables(library, engine, drawing)))


def _backend(library: Library, engine: Engine, shelf: "Shelf", problems: Sequence[Problem] = ()) -> Backend:
    """`problems` are told with those of the library."""
    built = engine.built
    notices = () if built.missing else built.notices()
    folder = LibraryFolder(library.root, library.sheets_dir, library.seeds_dir, library.gazetteer_file)
    return Backend(
        name=folder.name,
        identity=folder.identity,
        pages=Pages(library, index_finders(engine, lambda: [*problems, *library.problems()])),
        searcher=shelf,
        sheets=shelf.sheets,
        takeaway=lambda: _takeaway(library, engine),
        problem_count=engine.problem_count,
        position=shelf.sheets.position,
        missing=built.missing,
        total=built.total,
        notice=next((f"{one[0].upper()}{one[1:]}" for one in notices), ""),
    )


def _tables(library: Library, engine: Engine, drawing: IndexReader) -> Tables:
    from tui.tables.opening import IndexTables  # noqa: PLC0415 - tables are loaded when one is opened

    return IndexTables(library, engine.reader, drawing)


def _takeaway(library: Library, engine: Engine) -> Takeaway:
    from tui.takeaway import LibraryTakeaway  # noqa: PLC0415 - what prints and cites is loaded when it is wanted

    return LibraryTakeaway(library, engine)
