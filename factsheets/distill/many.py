"""Many documents over the cores of the machine, in the order they were named: children read, the caller alone writes.

What a document does to its reader (a crash, an endless loop, all the memory) is told of that document alone.
"""

import os
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from factsheets.distill.intake import Distilled, distil
from factsheets.distill.reading import UnreadableError, file_bytes
from factsheets.gazetteer import Gazetteer
from factsheets.library import Library, open_library
from factsheets.serialise import to_yaml

FEWEST = 4
"""Fewer documents are read before children have started."""
_AHEAD = 4
"""Documents that each child may be ahead of the slowest one before it: what bounds the results that wait."""
_AHEAD_BYTES = 200_000_000

Result = Any | UnreadableError
Work = Callable[[bytes, Path, Gazetteer], Any]
"""What is done with the bytes of a document, at its path, with what a library's gazetteer knows."""


def each(
    work: Work, paths: Sequence[Path], library: Library, known: Callable[[Path], Result | None]
) -> Generator[tuple[Path, Result], None, None]:
    """Every document's path with (its bytes, what `work` made of them), in their order.

    An UnreadableError is a result like others, and so is what `known` says of a document before any work is done.
    `work` stands at the top of its module. Closing the iterator ends the children.
    """
    if len(paths) < FEWEST:
        for path in paths:
            yield path, known(path) or _alone(work, path, library)
        return
    pool = _Pool(work, paths, library, known)
    try:
        for number, path in enumerate(paths):
            yield path, pool.result(number)
    finally:
        pool.stop()


def _alone(work: Work, path: Path, library: Library) -> Result:
    try:
        raw = file_bytes(path)
        return raw, work(raw, path, library.gazetteer)
    except UnreadableError as error:
        return error
    except Exception as error:  # as in a child: whatever a document does to its reader, the others are read
        return UnreadableError(f"cannot be distilled: {type(error).__name__}")


def done(path: Path, work: Work, root: Path) -> tuple[bytes, Any]:
    """What a child does with a document: the library's gazetteer is read once."""
    raw = file_bytes(path)
    return raw, work(raw, path, _library(root).gazetteer)


_library = lru_cache(1)(open_library)


def drafted(raw: bytes, path: Path, gazetteer: Gazetteer) -> Distilled:
    """A document with its draft, and with the draft's file, whose writing out takes a third of the time."""
    found = distil(raw, path, gazetteer)
    return replace(found, rendered=to_yaml(found.sheet).encode("utf-8"))


def processors() -> int:
    """How many of the machine's this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Pool:
    def __init__(
        self, work: Work, paths: Sequence[Path], library: Library, known: Callable[[Path], Result | None]
    ) -> None:
        self._work, self._paths, self._root, self._known = work, paths, library.root, known
        from factsheets.distill.confined import Child  # noqa: PLC0415 - few documents need none, and start faster

        self._idle = [Child() for _ in range(min(processors(), len(paths)))]
        self._ahead = _AHEAD * len(self._idle)
        self._busy: dict[Child, int] = {}
        self._given = 0
        self._sizes: dict[int, int] = {}
        self._results: dict[int, Result] = {}

    def result(self, number: int) -> Result:
        """The result of a document; the children are kept busy with those behind it meanwhile."""
        self._give(number)
        while number not in self._results:
            self._gather()
            self._give(number)
        self._sizes.pop(number, None)
        return self._results.pop(number)

    def _give(self, number: int) -> None:
        """Whoever is idle gets the next document, unless too much waits for the one of that number already."""
        last = min(number + self._ahead, len(self._paths))
        while self._idle and self._given < last:
            path = self._paths[self._given]
            size = _size(path)
            if self._given > number and sum(self._sizes.values()) + size > _AHEAD_BYTES:
                return
            known = self._known(path)
            if known is not None:
                self._results[self._given] = known
            else:
                child = self._idle.pop()
                child.give(done, path, self._work, self._root)
                self._busy[child] = self._given
                self._sizes[self._given] = size
            self._given += 1

    def _gather(self) -> None:
        """Wait for the first answer, or for the first deadline that passes."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - as above

        left = min(child.deadline for child in self._busy) - time.monotonic()
        ready = set(wait([child.answers for child in self._busy], max(left, 0)))
        now = time.monotonic()
        for child in [one for one in self._busy if one.answers in ready or one.deadline <= now]:
            number = self._busy.pop(child)
            try:
                self._results[number] = child.answer()
            except UnreadableError as error:
                self._results[number] = error
            self._idle.append(child)

    def stop(self) -> None:
        for child in (*self._idle, *self._busy):
            child.stop()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
