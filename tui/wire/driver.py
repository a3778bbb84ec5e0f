"""The driver: sends changed cells only, and no more of them than a slow line has room for.

Each piece ends with a question (the cursor's position). What changes while answers are awaited is drawn once, as it is
then; what was overtaken is never sent. A terminal that never answers is not waited for, and not asked again.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from tui.wire.canvas import Canvas
from tui.wire.flow import Flow
from tui.wire.keyboard import Answer
from tui.wire.line import Line
from tui.wire.listening import Listening
from tui.wire.strokes import Strokes
from tui.wire.terminal import terminal_of
from tui.wire.tty import Tty

if TYPE_CHECKING:
    import asyncio

_QUESTION = "\x1b[6n"
_LAST_WORDS = 0.5
"""Seconds that a line which stands still may keep one from leaving."""
_LAST_ANSWERS = 1.0
_CLIPBOARD = re.compile(
    r"(?:\x1bP(?:\x1b\]52;c;)?[A-Za-z0-9+/=]*\x07?\x1b\\)*(?:\x1b\]52;[a-z0-9]*;[A-Za-z0-9+/=]*(?:\x07|\x1b\\))?"
)
"""OSC 52, for GNU screen in pieces that it passes on; nothing in it but base64."""


class LineLost(Message):
    """Nobody is at the other end any more."""


class WireDriver(Driver):
    """A driver for Textual's `driver_class`; everything it draws is also in `strokes`, cell by cell."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.terminal = terminal_of(os.environ)
        self._tty = Tty(_handle(sys.__stdin__, 0), _handle(sys.__stdout__, 1), self.terminal)
        self._size = size = self._tty.size()  # what the application is drawn for
        self._canvas = Canvas(*size, ascii=self.terminal.ascii)
        self.strokes = Strokes(*size, self.terminal)
        self._flow = Flow()
        self._line = Line(self._tty.screen, lambda: self._from_thread(self._lose))
        self._listening: Listening | None = None
        self._known = self._stale = self._due = False
        self._lost = False
        self._cursor = (-1, -1)
        self._questions = self._answers = 0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def can_suspend(self) -> bool:
        return True

    # Coming and going

    def start_application_mode(self) -> None:
        try:
            self._start()
        except BaseException:
            self.stop_application_mode()
            raise

    def _start(self) -> None:
        self._send(self._tty.take())
        for number, act in (
            (signal.SIGWINCH, self._resized),
            (signal.SIGTSTP, self._stopped),
            (signal.SIGCONT, self._continued),
        ):
            if signal.getsignal(number) != signal.SIG_IGN:  # a kiosk has no shell to stop for
                self._loop.add_signal_handler(number, act)
        self._known = False
        self._flow.forget()
        self._questions = self._answers = 0
        encoding = "latin-1" if self.terminal.ascii else "utf-8"
        self._listening = Listening(self._tty.keys, encoding, self._heard, self._ended)
        self._ask()
        self._resized()

    def resume_application_mode(self) -> None:
        """What was typed while another program had the terminal was not meant for this one."""
        self._tty.drop_typed()
        self._stale = True
        super().resume_application_mode()

    def stop_application_mode(self) -> None:
        """Gives the terminal back. Answers that are under way are waited for, or the shell would read them."""
        self._send(self._tty.farewell(self._canvas.height))
        self.disable_input()
        if not self._lost:
            self._line.drain(_LAST_WORDS)
        self._tty.give_back(unread=self._owed())

    def disable_input(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        listening, self._listening = self._listening, None
        if listening is not None:
            waits = self._flow.answers and not self._lost
            listening.stop(lambda: not self._owed(), _LAST_ANSWERS if waits else 0)

    def _stopped(self) -> None:
        """Ctrl-Z: the whole job stops, as the shell expects; where nobody could fetch it back the system says no."""
        if not self._auto_restart:
            return
        self.suspend_application_mode()
        for number in (signal.SIGTSTP, signal.SIGCONT):
            self._loop.remove_signal_handler(number)
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        self.resume_application_mode()
        self.send_message(self.SignalResume())

    def _continued(self) -> None:
        """Stopped and fetched back by somebody else: the terminal may be anyhow now."""
        if self._listening is not None:
            self._send(self._tty.take())
            self._flow.forget()
            self.repaint()

    def _resized(self) -> None:
        size = self._tty.size()
        if size != (self._canvas.width, self._canvas.height):
            self._size = size
            self._canvas.resize(*size)
            self.strokes = Strokes(*size, self.terminal)
            self._known = False
        event = events.Resize(Size(*size), Size(*size))
        self.send_message(event)

    # Out

    def write(self, data: str) -> None:
        self._canvas.feed(data)
        self._stale = True

    def flush(self) -> None:
        """The end of what the application has to draw now; several in a row are one frame."""
        self._draw_soon()

    def send(self, sequence: str) -> bool:
        """Sets the terminal's clipboard (OSC 52), the one thing sent that is not drawn; False where it has none."""
        if not _CLIPBOARD.fullmatch(sequence):
            raise ValueError("not a sequence that sets the clipboard")
        if not self.terminal.private or self._lost:
            return False
        self._send(sequence)
        return True

    def repaint(self) -> None:
        """Sends the whole screen again: another program, or a bad line, may have written over it."""
        self._known, self._stale = False, True
        self._draw_soon()

    def _draw_soon(self) -> None:
        if not self._due:
            self._due = True
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon(self._draw)

    def _draw(self) -> None:
        """Nothing before the application has drawn: an empty screen would be a frame to wait for."""
        self._due = False
        if not self._known and self._canvas.is_blank:
            return
        while self._stale and self._listening is not None and not self._lost:
            room = self._flow.room(goes_on=self.strokes.unfinished)
            if room == 0:
                return
            self._draw_piece(room)
        if self._known and self._listening is not None and self._wanted_cursor() != self._cursor:
            self._send(self._place())

    def _draw_piece(self, room: int | None) -> None:
        if not self._known:
            self._known = True
            self.strokes.clear()
        cursor = self._wanted_cursor()
        last = self._canvas.height - 1
        piece = self.strokes.draw(self._canvas, room, (0, cursor[0], last))
        self._stale = self.strokes.unfinished
        if not piece:
            return
        if not self._stale:
            piece += self._place()
        question = _QUESTION if self._flow.asks else ""
        size = self._send(piece + question)
        if question:
            self._asked(size)

    def _wanted_cursor(self) -> tuple[int, int]:
        """(row, column) where braille displays and screen readers look."""
        column, row = self._app.cursor_position
        return max(row, 0), max(column, 0)

    def _place(self) -> str:
        self._cursor = self._wanted_cursor()
        return self.strokes.place(self._cursor)

    def _send(self, text: str) -> int:
        return self._line.write(text) if text and not self._lost else 0

    # Questions and answers

    def _ask(self) -> None:
        """Before the first frame: how long the way there and back is."""
        if self._flow.asks:
            self._asked(self._send(_QUESTION))

    def _asked(self, size: int) -> None:
        self._questions += 1
        self._flow.sent(time.monotonic(), size)
        if self._timer is None:
            self._wait()

    def _wait(self) -> None:
        left = self._flow.overdue(time.monotonic())
        self._timer = self._loop.call_later(max(left, 0), self._overdue) if left < float("inf") else None

    def _overdue(self) -> None:
        if self._flow.overdue(time.monotonic()) <= 0:
            self._flow.give_up()
            self._draw_soon()
        self._wait()

    def _answered(self) -> None:
        self._flow.answered(time.monotonic())
        if self._listening is not None:
            self._listening.keyboard.delay = self._flow.escape_delay
        self._draw_soon()

    def _owed(self) -> bool:
        return self._flow.answers and self._answers < self._questions

    # In, from threads

    def _heard(self, message: Message | Answer) -> None:
        if isinstance(message, Answer):
            self._answers += 1
            self._from_thread(self._answered)
        else:
            with suppress(RuntimeError):  # the loop has ended
                self.process_message(message)

    def _from_thread(self, act: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(act)

    def _ended(self, error: Exception | None) -> None:
        self._from_thread(self._lose if error is None else partial(self._fail, error))

    def _fail(self, error: Exception) -> None:
        self._loop.call_exception_handler({"message": "nobody listens to the terminal", "exception": error})

    def _lose(self) -> None:
        """The line is gone: say so once, and write no more."""
        if not self._lost:
            self._lost = True
            self.send_message(LineLost())


def _handle(file: Any, usual: int) -> int:
    return file.fileno() if file is not None else usual
