"""The thread that reads the terminal: it sleeps until something comes, and ends with the line."""

import os
import select
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from threading import Event, Thread

from textual.message import Message

from tui.wire.keyboard import Answer, Keyboard

_AT_ONCE = 4096


class Listening:
    """Calls from the thread: `heard` with each key and answer, `ended` where nobody is at the other end.

    `ended` is also given an error of the reading's own: a browser that is deaf, and does not know it, cannot be left.
    """

    def __init__(
        self,
        handle: int,
        encoding: str,
        heard: Callable[[Message | Answer], None],
        ended: Callable[[Exception | None], None],
    ) -> None:
        self._handle = handle
        self._heard, self._tell = heard, ended
        self.keyboard = Keyboard()
        self._decode = getincrementaldecoder(encoding)("replace").decode
        self._awake, self._wake = os.pipe()
        self._ended = Event()
        self._quiet: Callable[[], bool] = lambda: True
        self._until = 0.0
        self._thread = Thread(target=self._run, name="terminal-in", daemon=True)
        self._thread.start()

    def stop(self, quiet: Callable[[], bool], seconds: float) -> None:
        """Listens on until `quiet` holds, at most so many seconds: what was asked is answered to nobody else."""
        if self._ended.is_set():
            return
        self._quiet, self._until = quiet, time.monotonic() + seconds
        self._ended.set()
        os.write(self._wake, b".")
        self._thread.join()
        os.close(self._awake)
        os.close(self._wake)

    def _run(self) -> None:
        try:
            self._listen()
        except Exception as error:
            self._tell(error)

    def _listen(self) -> None:
        while True:
            now = time.monotonic()
            pause = self.keyboard.wait(now)
            if self._ended.is_set():
                if self._quiet() or now >= self._until:
                    return
                pause = self._until - now
            ready = select.select([self._handle] + [self._awake] * (not self._ended.is_set()), [], [], pause)[0]
            if self._handle in ready and not self._read():
                self._tell(None)
                return
            self._pass_on(self.keyboard.tick(time.monotonic()))

    def _read(self) -> bool:
        """False at the end of the line."""
        try:
            raw = os.read(self._handle, _AT_ONCE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._pass_on(self.keyboard.feed(self._decode(raw), time.monotonic()))
        return bool(raw)

    def _pass_on(self, messages: Iterable[Message | Answer]) -> None:
        """Once the terminal is another program's, keys are meant for that one: none of them acts when one is back."""
        for message in messages:
            if isinstance(message, Answer) or not self._ended.is_set():
                self._heard(message)
