"""A terminal of 80x24 that counts: bytes a program sends, when the screen stands, and what a slow line makes of it.

The line has a rate in bytes a second and a round trip in seconds, half of it each way; pyte keeps the screen and the
questions a program asks (its cursor, its modes) are answered as xterm does, over the same line.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

COLUMNS, ROWS = 80, 24
_ASKED = re.compile(rb"\x1b\[6n|\x1b\[\?(\d+)\$p")
_NOT_DRAWN = re.compile(rb"\x1b\[[<>=]\d*u|\x1b\[\?\d+\$p|\x1b\[6n|\x1bP[^\x1b]*\x1b\\")
_TICK = 0.004
_MOVE, _STYLE = 6, 5
"""Bytes that a move and a change of style take on the average, for the peer that encodes greedily."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one key, or the start, cost: bytes, seconds until the last of them arrived, cells that changed."""

    bytes: int
    seconds: float
    cells: int
    greedy: int


class Meter:
    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], folder: str, *, rate: float = 0, round_trip: float = 0
    ) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._rate, self._half = rate, round_trip / 2
        self._down: deque[tuple[float, bytes]] = deque()
        self._up: deque[tuple[float, bytes]] = deque()
        self._waiting = bytearray()
        self._allowed, self._refilled = 0.0, time.monotonic()
        self.received, self.last = 0, time.monotonic()
        self.started = time.monotonic()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], list(command), dict(env))  # noqa: S606 - the programs that are measured
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def type(self, keys: str) -> None:
        self._up.append((time.monotonic() + self._half, keys.encode()))

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def step(self) -> None:
        """One moment: bytes move along the line in both directions."""
        now = time.monotonic()
        while self._up and self._up[0][0] <= now:
            os.write(self._handle, self._up.popleft()[1])
        if len(self._waiting) < 1 << 16 and select.select([self._handle], [], [], _TICK)[0]:
            try:
                self._waiting += os.read(self._handle, 1 << 16)
            except OSError:
                return
        if not self._rate:
            self._send(len(self._waiting))
        else:
            now = time.monotonic()
            self._allowed = min(self._allowed + (now - self._refilled) * self._rate, max(64.0, self._rate / 20))
            self._refilled = now
            self._send(int(self._allowed))
        while self._down and self._down[0][0] <= time.monotonic():
            self._arrive(self._down.popleft()[1])

    def _send(self, most: int) -> None:
        sent = bytes(self._waiting[:most])
        if sent:
            del self._waiting[:most]
            self._allowed -= len(sent)
            self._down.append((time.monotonic() + self._half, sent))

    def _arrive(self, raw: bytes) -> None:
        self.received += len(raw)
        self.last = time.monotonic()
        self._stream.feed(_NOT_DRAWN.sub(b"", raw))
        for asked in _ASKED.finditer(raw):
            at = f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R"
            self.type(at if asked[1] is None else f"\x1b[?{asked[1].decode()};{2 if asked[1] == b'2026' else 0}$y")

    def settle(self, until: Callable[[str], bool] = lambda _: True, quiet: float = 0.35, most: float = 120) -> float:
        """Seconds from now to the last byte, once `until` holds for the screen and nothing came for a while."""
        began = time.monotonic()
        still = quiet + 2 * self._half
        while time.monotonic() - began < most:
            self.step()
            busy = self._down or self._waiting or self._up
            if not busy and time.monotonic() - max(self.last, began) > still and until(self.text):
                break
        return max(self.last - began, 0.0)

    def cost(self, keys: str, quiet: float = 0.35) -> Cost:
        before, received = self._cells(), self.received
        self.type(keys)
        seconds = self.settle(quiet=quiet)
        cells, greedy = _greedy(before, self._cells())
        return Cost(self.received - received, seconds, cells, greedy)

    def _cells(self) -> list[list[pyte.screens.Char]]:
        return [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    def memory(self) -> int:
        """Bytes in memory; 0 where the system does not tell."""
        try:
            return int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            return 0

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)


def _greedy(before: list[list[pyte.screens.Char]], after: list[list[pyte.screens.Char]]) -> tuple[int, int]:
    """(cells that changed, bytes of a plain encoding of them: a move a run, a style where it changes, the text)."""
    cells = size = 0
    style: tuple[object, ...] | None = None
    for old, new in zip(before, after, strict=True):
        changed = [a != b for a, b in zip(old, new, strict=True)]
        end = max((at + 1 for at, cell in enumerate(new) if cell.data != " "), default=0)
        size += 3 * any(changed[end:])
        for at, cell in enumerate(new[:end]):
            if changed[at]:
                size += 0 if at and changed[at - 1] else _MOVE
                size += _STYLE * (cell[1:] != style) + len(cell.data.encode())
                style = cell[1:]
        cells += sum(changed)
    return cells, size


def browser(driver: str = "") -> list[str]:
    """The command of the browser."""
    set_driver = f"import os; os.environ['FACTFILE_DRIVER'] = {driver!r}; " if driver else ""
    return [sys.executable, "-c", f"{set_driver}import sys, tui.cli; sys.exit(tui.cli.main())"]
