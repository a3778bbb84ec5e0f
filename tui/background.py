"""The library's own thread: one call at a time, so that it need not be safe for threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

from index.damage import DamagedError

T = TypeVar("T")
_LAST = 1.0
"""Seconds that what runs may keep one from leaving."""


class Background:
    """`damaged` is called on the screen's thread when what was asked for cannot be read from the index."""

    def __init__(self, damaged: Callable[[], None] = lambda: None) -> None:
        self._damaged = damaged
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")
        self._working = Lock()
        self._awaited: set[asyncio.Future[Any]] = set()
        self._closed = False
        self.stuck = False

    async def call(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise asyncio.CancelledError
        answer = asyncio.get_running_loop().run_in_executor(self._pool, self._run, work)
        self._awaited.add(answer)
        try:
            return await answer
        except DamagedError:
            self._damaged()
            raise
        finally:
            self._awaited.discard(answer)

    def post(self, work: Callable[[], object]) -> None:
        """Runs it when its turn comes, its result unwanted."""
        with suppress(RuntimeError):  # closed
            self._pool.submit(self._run, work)

    def _run(self, work: Callable[[], T]) -> T:
        with self._working:
            return work()

    def abandon(self) -> None:
        """Nobody waits for an answer any more, nor gets one."""
        self._closed = True
        for answer in tuple(self._awaited):
            answer.cancel()

    def close(self) -> None:
        """Drops what waits; what still runs after a moment leaves `stuck`, and the process to be ended around it."""
        self.abandon()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.stuck = not self._working.acquire(timeout=_LAST)


def reason(error: Exception) -> str:
    """An error in one line for a person: its own words, or its name where it has none."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    words = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return words or type(error).__name__
