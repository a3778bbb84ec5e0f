"""The library's own thread: one call at a time, so that it need not be safe for threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Background:
    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")

    async def call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def post(self, work: Callable[[], object]) -> None:
        """Runs it when its turn comes, its result unwanted."""
        self._pool.submit(work)

    def close(self) -> None:
        """Waits for what runs, drops what waits."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def reason(error: Exception) -> str:
    """An error in one line for a person: its own words, or its name where it has none."""
    words = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return words or type(error).__name__
