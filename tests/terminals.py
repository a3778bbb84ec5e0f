"""The browser in a pseudo-terminal of any size and kind.

The terminal answers what a program asks (its cursor, its modes) as xterm does, reads the screen with pyte, and keeps
every byte that was sent. A wait ends as soon as what is waited for stands there.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyte

PATIENCE = 20.0
BACK = "\x7f"
"""Backspace: an Esc that other keys follow at once is read as Alt."""
LEAVE = "\x03"

REDRAW = "\x0c"
_WIDE = {"W", "F"}
_BETWEEN_PANES = "│"
_ROOT = Path(__file__).parents[1]
_ASKED = re.compile(rb"\x1b\[6n|\x1b\[\?(\d+)\$p")
_CUT_SHORT = re.compile(rb"\x1b(\[[?>=<\d;$]*)?\Z")
_UNDRAWN = re.compile(rb"\x1b\[[<>=]\d*u|\x1b\[\?\d+\$p")
_START = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
import tui.cli
sys.exit(tui.cli.main())
"""
"""The command as the leader of the terminal's session, which is who hears of a hang-up."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of terminal; `env` is what its login sets."""

    name: str
    columns: int = 80
    rows: int = 24
    env: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


PLAIN = Setting("80x24")
SETTINGS = (
    PLAIN,
    Setting("40x10", 40, 10),
    Setting("200x60", 200, 60),
    Setting("no colour", env={"NO_COLOR": "1"}),
    Setting("vt100", env={"TERM": "vt100"}),
    Setting("linux", env={"TERM": "linux"}),
    Setting("screen", env={"TERM": "screen-256color"}),
    Setting("LANG=C", env={"LANG": "C"}),
)


class Terminal:
    def __init__(self, command: Sequence[str], env: Mapping[str, str], folder: Path, setting: Setting = PLAIN) -> None:
        self.setting = setting
        self.raw = b""
        self._typed = -1
        self.screen = pyte.Screen(setting.columns, setting.rows)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self.handle, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", setting.rows, setting.columns, 0, 0))
        self.process = subprocess.Popen(  # noqa: S603 - the programs of these tests
            command, cwd=folder, env=dict(env), stdin=inner, stdout=inner, stderr=inner, start_new_session=True
        )
        os.close(inner)

    # In

    def type(self, keys: str) -> None:
        if keys:
            self._typed = len(self.raw)
            os.write(self.handle, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Out

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def words(self) -> str:
        """The text pane by pane, without the ends of its lines, which lie elsewhere at another width."""
        panes = [line.partition(_BETWEEN_PANES) for line in self.screen.display]
        return " ".join(" ".join([left for left, _, _ in panes] + [right for _, _, right in panes]).split())

    def wait(self, *wanted: str) -> None:
        """Until all words stand on a screen drawn since the last key, and its frame is whole."""
        self.wait_for(lambda: self.shows(*wanted), str(wanted))

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while len(self.raw) <= self._typed or not self.whole or not condition():
            assert time.monotonic() < end, f"{what} never stood on the screen:\n{self.text}"
            assert self.read(0.1), f"it ended before {what}:\n{self.text}"

    def shows(self, *wanted: str) -> bool:
        return all(one in self.words for one in wanted)

    @property
    def whole(self) -> bool:
        """Whether the last frame is complete: each ends with a question."""
        return self.raw.endswith(b"\x1b[6n") or not self.raw.count(b"\x1b[6n")

    def settle(self, quiet: float = 0.15) -> None:
        """Until nothing has come for a while: a sentence may follow what it is about."""
        seen = -1
        while seen < len(self.raw):
            seen = len(self.raw)
            self.read(quiet)

    @property
    def at_cursor(self) -> str:
        """What stands just before the cursor and under it: a marker, in a list or on a page."""
        line, column = self.screen.display[self.screen.cursor.y], self.screen.cursor.x
        return line[max(column - 2, 0) : column + 1]

    def read(self, seconds: float) -> bool:
        """Whatever comes within the time; False at the end."""
        if not select.select([self.handle], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.handle, 65_536)
        except OSError:
            return False
        self.raw += data
        self._show(self._held + data)
        return bool(data)

    def _show(self, data: bytes) -> None:
        cut = _CUT_SHORT.search(data)
        self._held = cut[0] if cut else b""
        data = data[: len(data) - len(self._held)]
        start = 0
        for asked in _ASKED.finditer(data):
            self._draw(data[start : asked.start()])
            start = asked.end()
            cursor = self.screen.cursor
            at = f"\x1b[{cursor.y + 1};{cursor.x + 1}R"
            mode = f"\x1b[?{(asked[1] or b'').decode()};{2 if asked[1] == b'2026' else 0}$y"
            os.write(self.handle, (mode if asked[1] else at).encode())
        self._draw(data[start:])

    def _draw(self, data: bytes) -> None:
        self._stream.feed(_UNDRAWN.sub(b"", data))

    # What a person would see of a bad frame

    def torn(self) -> list[str]:
        """Lines in which half a wide character stands."""
        return [line for number, line in enumerate(self.screen.display) if self._is_torn(number)]

    def _is_torn(self, number: int) -> bool:
        cells = [self.screen.buffer[number][column].data for column in range(self.screen.columns)]
        follows = [bool(cell) and unicodedata.east_asian_width(cell[0]) in _WIDE for cell in cells]
        return [not cell for cell in cells[1:]] != follows[:-1] or not cells[0] or follows[-1]

    def stale(self) -> list[str]:
        """Lines that a full repaint shows otherwise: what the terminal shows is not what the browser believes.

        The status line is left out: a key takes its sentence away.
        """
        before, sent = self._picture(), len(self.raw)
        self.type(REDRAW)
        end = time.monotonic() + PATIENCE
        while b"\x1b[2J" not in self.raw[sent:] or not self.whole:
            assert time.monotonic() < end, "it never drew the screen again"
            self.read(0.1)
        after = self._picture()
        return [line for number, line in enumerate(self.screen.display[:-1]) if before[number] != after[number]]

    def _picture(self) -> list[list[tuple[object, ...]]]:
        """Line by line the cells; a blank has no ink."""
        return [
            [_seen(self.screen.buffer[row][column]) for column in range(self.screen.columns)]
            for row in range(self.screen.lines)
        ]

    def wait_for_end(self) -> int:
        """The exit code, after everything it still wrote."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read(0.02)
            code = self.process.poll()
            if code is not None:
                while select.select([self.handle], [], [], 0)[0] and self.read(0):
                    pass
                return code
        raise AssertionError(f"still running:\n{self.text}")

    def hang_up(self) -> None:
        """The line is gone: the system tells the session's leader, and reading and writing fail."""
        os.close(self.handle)
        self.handle = -1

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        with suppress(OSError):
            os.close(self.handle)


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    blank = cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough)
    return (" ", cell.bg) if blank else tuple(cell)


_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b([=>])|\x1b\[([>=])[\d;]*u|\x1b\[(<)\d*u")
_ON_BY_ITSELF = {"7", "25"}
"""Of a terminal that nobody has told anything: lines wrap, the cursor is seen."""


def left_changed(raw: bytes) -> set[str]:
    """The modes that were not put back to what they are in a fresh terminal.

    `region` is where it scrolls; `pen` must be put down after the last frame, whatever that left it at.
    """
    modes: dict[str, bool] = {}
    for private, switch, keypad, pushed, popped in _MODES.findall(raw):
        for mode in filter(None, private.decode().split(";")):
            modes[mode] = (switch == b"h") != (mode in _ON_BY_ITSELF)
        if keypad:
            modes["keypad"] = keypad == b"="
        if pushed or popped:
            modes["keyboard"] = bool(pushed)
    modes["pen"] = re.search(rb"\x1b\[0?m", raw[raw.rfind(b"\x1b[6n") :]) is None
    regions = re.findall(rb"\x1b\[([\d;]*)r", raw)
    modes["region"] = bool(regions) and regions[-1] != b""
    return {mode for mode, changed in modes.items() if changed}


@contextmanager
def browser(folder: Path, *options: str, setting: Setting = PLAIN, **env: str) -> Iterator[Terminal]:
    """`factfile` at a terminal, with a home of its own, in a folder of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_ROOT),
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
        **setting.env,
        **env,
    }
    terminal = Terminal([sys.executable, "-c", _START, *options], environment, folder, setting)
    try:
        yield terminal
    finally:
        terminal.close()
