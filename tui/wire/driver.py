"""The driver: sends changed cells only, and no frame more than a slow line has room for.

Each frame ends with a question (the cursor's position); at most two stay unanswered, and what changes meanwhile is
drawn once, as it is then. A terminal that never answers is not waited for, and not asked again.
"""

import asyncio
import os
import select
import threading
import time
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.wire.canvas import Canvas
from tui.wire.strokes import Strokes

_WINDOW = 2
_PATIENCE = 2.0
"""Seconds after which an answer is taken for lost, longer where answers have been slow."""
_SLOWEST = 10.0
_SYNCHRONISED = 600
"""Bytes of a frame from which on a terminal is asked to show it at once."""
_QUESTION = "\x1b[6n"
_ALTERNATE_SCREEN = "\x1b[?1049h"
_NOT_SENT = ("\x1b[>", "\x1b[<u", "\x1b[?1004", "\x1b[?2048")
"""Modes that only add bytes: every key as a sequence, reports of focus, sizes within the line (SIGWINCH tells them)."""


class LineLost(Message):
    """Nobody is at the other end any more."""


class WireDriver(LinuxDriver):
    """A driver for Textual's `driver_class`; everything it draws is also in `strokes`, cell by cell."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file = _Line(self._file, self.lose)  # type: ignore[assignment, arg-type]
        self._lock = threading.RLock()
        width, height = self._get_terminal_size()
        self._canvas = Canvas(width, height)
        self.strokes = Strokes(width, height)
        self._known = False
        self._stale = False
        self._asked: deque[float] = deque()
        self._asks = True
        self._answered = False
        self._round_trip = 0.0
        self._lost = False

    # Out

    def write(self, data: str) -> None:
        with self._lock:
            if _ALTERNATE_SCREEN in data:
                self._known = False
                self._asked.clear()
            if self._canvas.resize(*self._get_terminal_size()):
                self.strokes = Strokes(self._canvas.width, self._canvas.height)
                self._known = False
            for sequence in self._canvas.feed(data):
                if not sequence.startswith(_NOT_SENT):
                    super().write(sequence)
            self._stale = True

    def flush(self) -> None:
        """The end of what the application has to draw now; several in a row are one frame."""
        with suppress(RuntimeError):  # no loop: the application has ended
            asyncio.get_running_loop().call_soon(self._draw)

    def repaint(self) -> None:
        """Sends the whole screen again: another program, or a bad line, may have written over it."""
        with self._lock:
            self._known, self._stale = False, True
            self._asked.clear()
            self._draw()

    def _draw(self) -> None:
        with self._lock:
            if not self._stale or self._lost or (self._answered and len(self._asked) >= _WINDOW):
                return
            self._stale = False
            if not self._known:
                self.strokes.clear()
                self._known = True
            frame = self.strokes.draw(self._canvas)
            if not frame:
                return
            frame += self.strokes.place(self._canvas.cursor)
            if len(frame) > _SYNCHRONISED and self._app._sync_available:
                frame = f"\x1b[?2026h{frame}\x1b[?2026l"
            super().write(frame + self._question())

    def _question(self) -> str:
        if not self._asks:
            return ""
        self._asked.append(time.monotonic())
        patience = min(max(_PATIENCE, 4 * self._round_trip), _SLOWEST)
        self._loop.call_soon_threadsafe(self._loop.call_later, patience, self._give_up, self._asked[-1])
        return _QUESTION

    def _give_up(self, asked: float) -> None:
        with self._lock:
            if asked in self._asked:
                self._asks = self._answered
                self._asked.clear()
                self._draw()

    # In

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.CursorPosition) and self._answer():
            return
        super().process_message(message)

    def _answer(self) -> bool:
        """Whether this was an answer to a frame; late ones, to a frame given up, count too."""
        with self._lock:
            self._answered = True
            if self._asked:
                self._round_trip = time.monotonic() - self._asked.popleft()
            self._loop.call_soon_threadsafe(self._draw)
            return self._asks

    def run_input_thread(self) -> None:
        """Reads keys until told to stop, or until the line is gone: the stock driver spins on its end for ever."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], 0.1)[0]:
                try:
                    raw = os.read(self.fileno, 4096)
                except OSError:
                    raw = b""
                if not raw:
                    self.lose()
                    return
                for message in parser.feed(decode(raw)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def lose(self) -> None:
        """The line is gone: say so once, and write no more."""
        with self._lock:
            lost, self._lost = self._lost, True
        if not lost:
            with suppress(RuntimeError):  # the loop has ended
                self.send_message(LineLost())


class _Line:
    """The terminal as a file that tells of its end instead of raising it in a thread that nobody looks at."""

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file = file
        self._tell = lost

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except (OSError, ValueError):
            self._tell()

    def flush(self) -> None:
        try:
            self._file.flush()
        except (OSError, ValueError):
            self._tell()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return True
