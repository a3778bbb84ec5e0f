"""The way out to the terminal: a thread writes, so that a line that stands still never holds the application up."""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread


class Line:
    """`lost` is called once, from the thread, when nobody is at the other end any more."""

    def __init__(self, handle: int, lost: Callable[[], None]) -> None:
        self._handle = handle
        self._tell = lost
        self._lost = False
        self._queue: SimpleQueue[bytes | Event] = SimpleQueue()
        Thread(target=self._run, name="terminal-out", daemon=True).start()

    def write(self, text: str) -> int:
        """The number of bytes that will be sent."""
        data = text.encode("utf-8", "replace")
        self._queue.put(data)
        return len(data)

    def drain(self, seconds: float) -> None:
        """Waits until everything is written, as long as a line that stands still may keep one waiting."""
        done = Event()
        self._queue.put(done)
        done.wait(seconds)

    def _run(self) -> None:
        while True:
            data = self._queue.get()
            if isinstance(data, Event):
                data.set()
            elif not self._lost:
                self._write(data)

    def _write(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._handle, data) :]
            except BlockingIOError:  # another program left the terminal so
                with suppress(OSError, ValueError):
                    select.select([], [self._handle], [], 1)
            except OSError:
                self._lost = True
                self._tell()
                return
