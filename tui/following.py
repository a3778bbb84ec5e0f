"""A library that others write to while it is open: its index as it is now, and who indexes what is missing.

Many sheets are indexed by a process of their own, so that one browses at once. It outlives the browser, since what it
does is wanted by the next question too; killed with everything else, it leaves what is resumed the next time.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets.library import Library, open_library
from index.answer import Engine
from index.build import Options, Progress, is_current
from index.location import index_folder, is_temporary
from index.published import discard, published
from index.reader import IndexReader
from index.scan import SUFFIXES, scan, signature
from index.stamp import STAMP
from index.workers import is_alone
from tui.verbs.indexing import index_in_background

if TYPE_CHECKING:
    import subprocess

MOST = 64
"""Sheets that are read here and now; more are left to a process of their own."""
_FIRST = 20.0
"""Seconds in which that process has published something, however slow the machine; else the index is built here."""
_PAUSE = 0.02
_TRIES = 5
_NICER = 5
"""What that process leaves to keys."""
STALLED = "Indexing ended early: {missing:,} of {total:,} sheets are missing; `factfile index` goes on"
ANEW = "The index is being built anew: what was read of it before stays until then"


class BehindError(Exception):
    """The index cannot be brought up to date now; the message says why, what is open stays as it is."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a library's index, open twice: for the thread that searches and for the one that draws."""

    engine: Engine
    drawing: IndexReader

    def close(self) -> None:
        self.engine.reader.close()
        self.drawing.close()


class Following:
    """Called by one thread at a time; `open` first."""

    def __init__(self, library: Library, environment: Mapping[str, str]) -> None:
        self._library = library
        self._environment = environment
        self._child: subprocess.Popen[bytes] | None = None
        self._begun: int | None = None
        self._stamp = 0
        self._scan = ""
        self.now: Snapshot

    def open(self, progress: Progress | None = None) -> Snapshot:
        """What is published already, at once; a small library is read whole."""
        if self._is_large():
            if not self._is_published():
                self._start()
                self._wait_for_the_first()
            if self._is_published():
                return self._take(self._opened(progress, Options(most=MOST)))
        return self._take(self._opened(progress, None))

    def newer(self) -> Snapshot | None:
        """The library as it is now, None where nothing changed; while others index, a look at their stamp.

        Raises BehindError or LibraryError. The snapshot before it is the caller's to close.
        """
        built = self.now.engine.built
        if built.memory is not None or (is_temporary(built.folder) and self._is_large()):
            return None
        open_library(self._library.root)
        if self._nothing_happened():
            return None
        large = self._is_large()
        if large and not self._is_published():
            self._start()
            raise BehindError(ANEW)
        found = self._opened(None, Options(most=MOST) if large else None)
        new = found.engine.built
        if new.missing and new.stamp.counts.sheets < built.stamp.counts.sheets:
            found.close()
            self._start()
            raise BehindError(ANEW)
        return self._take(found)

    def mend(self) -> Snapshot:
        """What is open turned out damaged: it is given up and built anew; the caller closes it."""
        discard(self.now.engine.built)
        return self.open()

    def _nothing_happened(self) -> bool:
        built = self.now.engine.built
        if not built.missing:
            return is_current(self._library, built)
        if self._signature() != self._stamp:
            return False
        if self._is_working():
            return True
        if self._begun == self._stamp and self._scanned() == self._scan:
            raise BehindError(STALLED.format(missing=built.missing, total=built.total))
        return False

    def _take(self, found: Snapshot) -> Snapshot:
        self.now = found
        if found.engine.built.missing:
            self._start()
        else:
            self._begun = None
        return found

    def _opened(self, progress: Progress | None, options: Options | None) -> Snapshot:
        """Both readers on one state: where a merge came between them, on the next."""
        for attempt in range(_TRIES):
            self._stamp = self._signature()
            engine = Engine.open(self._library, self._environment, progress, options)
            try:
                drawing = IndexReader(engine.built.index)
            except FileNotFoundError:
                engine.reader.close()
                if attempt == _TRIES - 1:
                    raise
            else:
                self._scan = scan(self._library, engine.built.stamp.watched).digest() if engine.built.missing else ""
                return Snapshot(engine, drawing)
        raise AssertionError

    def _is_large(self) -> bool:
        """Whether there are sheets to be left to another process, and a cache that both can use."""
        folder = None if is_alone() else index_folder(self._library, self._environment)
        if folder is None or not os.access(folder, os.W_OK):
            return False
        return len(list(islice(_sheet_files(self._library.sheets_dir), MOST + 1))) > MOST

    def _is_published(self) -> bool:
        folder = index_folder(self._library, self._environment)
        try:
            return folder is not None and published(self._library, folder) is not None
        except OSError:
            return False

    def _signature(self) -> int:
        """What changes with every publication."""
        folder = index_folder(self._library, self._environment)
        return signature(folder / STAMP) if folder else 0

    def _scanned(self) -> str:
        return scan(self._library, self.now.engine.built.stamp.watched).digest()

    def _is_working(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def _start(self) -> None:
        """Unless the last one ended and had changed nothing: another would not either."""
        if self._is_working() or self._begun == self._signature():
            return
        self._begun = self._signature()
        self._child = index_in_background(self._library, self._environment)
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._child.pid, _NICER)

    def _wait_for_the_first(self) -> None:
        last = time.monotonic() + _FIRST
        while self._is_working() and time.monotonic() < last:
            if self._is_published():
                return
            time.sleep(_PAUSE)


def _sheet_files(folder: Path) -> Iterator[str]:
    for _, _, names in os.walk(folder):
        yield from (name for name in names if name.endswith(SUFFIXES))
