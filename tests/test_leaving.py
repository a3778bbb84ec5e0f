"""Every way out of the browser, and back: the terminal is as it was, the place is kept, one line is said."""

import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PATIENCE = 30.0
READY = b"quit"
MAIN = "import sys, tui.cli; sys.exit(tui.cli.main())"
FAILURES = {
    "a key": "b.BrowserScreen.draw_lines = fail",
    "a worker": "b.BrowserScreen.draw_lines = lambda self: self.run_worker(failing())",
    "a timer": "b.BrowserScreen.draw_lines = lambda self: self.set_timer(0.01, fail)",
    "a task": "b.BrowserScreen.draw_lines = lambda self: asyncio.get_running_loop().call_soon(fail)",
    "drawing": "b.BrowserScreen.draw_lines = lambda self: setattr(tui.wire.strokes.Strokes, 'draw', fail)",
}
CRASHING = """
import asyncio, sys, tui.cli, tui.screens.browser as b
def fail(*anything):
    raise RuntimeError("on purpose")
async def failing():
    fail()
key = b.BrowserScreen.on_key
async def on_key(self, event):
    if event.key == "x":
        {failure}
    await key(self, event)
b.BrowserScreen.on_key = on_key
sys.exit(tui.cli.main())
"""
OPENING = """
import sys, time, tui.cli
tui.cli.import_module("tui.lean")
from tui.browse import Opening
from tui.output import CommandError, Exit
open_library = Opening.open
def opened(self, progress=None):
    if progress is None:
        {what}
    return open_library(self, progress)
Opening.open = opened
sys.exit(tui.cli.main())
"""
"""A second start, whose first screen stands before the library is opened."""
STUCK = """
import sys, time, pathlib, tui.cli
tui.cli.import_module("tui.lean")
import tui.pages
def page(*anything):
    pathlib.Path("asked").touch()
    time.sleep(3600)
tui.pages.Pages.page = page
sys.exit(tui.cli.main())
"""
SHELL = """
import os, signal, subprocess, sys, termios, time
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
before = termios.tcgetattr(0)
usual = lambda: signal.signal(signal.SIGTTOU, signal.SIG_DFL)
child = subprocess.Popen(sys.argv[1:], process_group=0, preexec_fn=usual)
os.tcsetpgrp(0, child.pid)
while True:
    _, status = os.waitpid(child.pid, os.WUNTRACED)
    os.tcsetpgrp(0, os.getpgrp())
    same = termios.tcgetattr(0)[:4] == before[:4]
    if not os.WIFSTOPPED(status):
        print("ENDED", os.waitstatus_to_exitcode(status), same, flush=True)
        break
    print("STOPPED", same, flush=True)
    sys.stdin.readline()
    os.tcsetpgrp(0, child.pid)
    os.killpg(child.pid, signal.SIGCONT)
"""


class Session:
    def __init__(self, folder: Path, command: list[str], term: str = "xterm-256color") -> None:
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(folder),
            "TERM": term,
            "LANG": "C.UTF-8",
            "XDG_STATE_HOME": str(folder / "state"),
        }
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, env)  # noqa: S606 - the interpreter of these tests
        self.raw = b""
        self.status: int | None = None

    def type(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def read(self, seconds: float) -> None:
        if select.select([self.handle], [], [], seconds)[0]:
            with suppress(OSError):
                self.raw += os.read(self.handle, 65_536)

    def wait(self, wanted: bytes, after: int = 0) -> None:
        end = time.monotonic() + PATIENCE
        while wanted not in self.raw[after:]:
            assert time.monotonic() < end, self.raw[after:]
            self.read(0.1)

    def poll(self) -> None:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        self.status = os.waitstatus_to_exitcode(status) if pid else None

    def ended(self, *, reading: bool = True) -> int:
        end = time.monotonic() + PATIENCE
        while self.status is None:
            assert time.monotonic() < end, self.raw[-500:]
            if reading:
                self.read(0.02)
            else:
                time.sleep(0.02)
            self.poll()
        for _ in range(10 * reading):
            self.read(0.02)
        return self.status

    def close(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with suppress(OSError):
            os.close(self.handle)


@contextmanager
def session(
    folder: Path, code: str = MAIN, *, job: bool = False, term: str = "xterm-256color", until: bytes = READY
) -> Iterator[Session]:
    command = [sys.executable, "-c", code]
    running = Session(folder, [sys.executable, "-c", SHELL, *command] if job else command, term)
    try:
        running.wait(until)
        yield running
    finally:
        running.close()


def kept(folder: Path) -> str:
    return next((folder / "state" / "factfile").glob("*.json")).read_text("ascii")


def is_restored(raw: bytes) -> bool:
    """The pen plain, no margins, pasting and wrapping as usual, the usual screen, the cursor shown: in this order."""
    wanted = [b"\x1b[m", b"\x1b[r", b"\x1b[?2004l", b"\x1b[?7h", b"\x1b[?1049l", b"\x1b[?25h"]
    tail = raw[raw.rindex(b"\x1b[m\x1b[r") :]
    places = [tail.find(each) for each in wanted]
    return -1 not in places and places == sorted(places)


def test_the_shell_gets_the_terminal_back_as_it_was(tmp_path: Path) -> None:
    with session(tmp_path, job=True) as running:
        running.type("q")
        running.wait(b"ENDED 0 True")
        assert is_restored(running.raw)


def test_stopped_and_fetched_back_it_paints_the_screen_again(tmp_path: Path) -> None:
    with session(tmp_path, job=True) as running:
        for _ in range(2):
            before = len(running.raw)
            running.type("\x1a")
            running.wait(b"STOPPED True", before)
            assert is_restored(running.raw[before:])
            before = len(running.raw)
            running.type("fg\n")
            running.wait(READY, before)
            assert b"\x1b[?1049h" in running.raw[before:]
            for _ in range(10):
                running.read(0.05)
            assert running.raw[before:].count(b"\x1b[2J") == 1, "once is enough"
        running.type("q")
        running.wait(b"ENDED 0 True")


def test_where_stopping_is_ignored_nothing_stops_it(tmp_path: Path) -> None:
    """As in a kiosk, which has no shell."""
    ignoring = "import signal; signal.signal(signal.SIGTSTP, signal.SIG_IGN); "
    with session(tmp_path, ignoring + MAIN, job=True) as running:
        running.type("\x1aq")
        running.wait(b"ENDED 0 True")
        assert b"STOPPED" not in running.raw


def test_where_nobody_could_fetch_it_back_it_does_not_stop(tmp_path: Path) -> None:
    with session(tmp_path) as running:
        before = len(running.raw)
        running.type("\x1a")
        running.wait(READY, before)
        before = len(running.raw)
        os.kill(running.pid, signal.SIGSTOP)
        os.kill(running.pid, signal.SIGCONT)
        running.wait(READY, before)
        running.type("q")
        assert running.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_terminal_is_restored_from_the_moment_it_is_taken(tmp_path: Path, number: signal.Signals) -> None:
    with session(tmp_path, until=b"\x1b[?1049h") as running:
        os.kill(running.pid, number)
        assert running.ended() == 128 + number
        assert is_restored(running.raw)


def begun_before(folder: Path) -> None:
    """A first start, which keeps its first screen for the next one."""
    with session(folder) as running:
        end = time.monotonic() + PATIENCE
        while not list(folder.glob(".cache/factfile/front-*.json")):
            assert time.monotonic() < end
            running.read(0.05)
        running.type("q")
        assert running.ended() == 0


@pytest.mark.parametrize(("keys", "number", "code"), [("q", 0, 0), ("j\r", signal.SIGTERM, 128 + signal.SIGTERM)])
def test_a_library_that_does_not_answer_keeps_nobody_from_leaving(
    tmp_path: Path, keys: str, number: int, code: int
) -> None:
    begun_before(tmp_path)
    with session(tmp_path, OPENING.format(what="time.sleep(3600)")) as running:
        before = len(running.raw)
        running.type(keys)
        if number:
            running.wait(b">", before)
            os.kill(running.pid, number)
        assert running.ended() == code
        assert is_restored(running.raw)
    assert kept(tmp_path)


def test_a_page_that_never_comes_keeps_nobody_from_leaving(tmp_path: Path) -> None:
    with session(tmp_path, STUCK) as running:
        running.type("\r")
        end = time.monotonic() + PATIENCE
        while not (tmp_path / "asked").exists():
            assert time.monotonic() < end
            running.read(0.05)
        os.kill(running.pid, signal.SIGTERM)
        assert running.ended() == 128 + signal.SIGTERM
        assert is_restored(running.raw)


def test_a_key_that_waits_for_a_library_that_cannot_be_opened_does_not_wait_for_ever(tmp_path: Path) -> None:
    begun_before(tmp_path)
    with session(
        tmp_path, OPENING.format(what='time.sleep(1); raise CommandError("It is gone", Exit.BAD_DATA)')
    ) as running:
        running.type("\r")
        assert running.ended() == 3
        assert is_restored(running.raw)
        assert b"It is gone" in running.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_end_restores_the_terminal(tmp_path: Path, number: signal.Signals) -> None:
    with session(tmp_path) as running:
        running.type("/clearview")
        running.wait(b"$3,750,000")
        os.kill(running.pid, number)
        assert running.ended() == 128 + number
        assert is_restored(running.raw)
        assert "clearview" in kept(tmp_path)


def test_a_line_that_stands_still_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    with session(tmp_path) as running:
        for _ in range(40):
            running.type("\x0c")
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGTERM)
        assert running.ended(reading=False) == 128 + signal.SIGTERM


@pytest.mark.parametrize("ignored", [False, True])
def test_a_dead_line_ends_it_and_keeps_the_place(tmp_path: Path, *, ignored: bool) -> None:
    handler = signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.SIG_DFL)
    try:
        with session(tmp_path) as running:
            running.type("/clearview")
            running.wait(b"$3,750,000")
            os.close(running.handle)
            assert running.ended(reading=False) == -signal.SIGHUP
    finally:
        signal.signal(signal.SIGHUP, handler)
    assert "clearview" in kept(tmp_path)


@pytest.mark.parametrize("where", FAILURES)
def test_a_crash_restores_the_terminal_keeps_the_place_and_says_one_line(tmp_path: Path, where: str) -> None:
    with session(tmp_path, CRASHING.format(failure=FAILURES[where])) as running:
        running.type("j")
        running.type("x")
        assert running.ended() == 70
    assert is_restored(running.raw)
    said = running.raw[running.raw.rindex(b"\x1b[?25h") + 6 :].decode().strip()
    log = tmp_path / "state" / "factfile" / "crash.log"
    assert re.fullmatch(rf"factfile: .*\(RuntimeError\).* {re.escape(str(log))}", said)
    assert "on purpose" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600
    assert kept(tmp_path)


def test_a_terminal_that_was_taken_is_given_back_though_nothing_can_be_begun_on_it(tmp_path: Path) -> None:
    failing = "import tui.wire.driver as d\ndef fail(*_):\n    raise RuntimeError('on purpose')\nd.Listening = fail\n"
    with session(tmp_path, failing + MAIN, until=b"\x1b[?1049h") as running:
        assert running.ended() == 70
    assert is_restored(running.raw)


def test_a_crash_of_what_reads_the_terminal_ends_it_too(tmp_path: Path) -> None:
    with session(tmp_path, CRASHING.format(failure="tui.wire.keyboard.Keyboard.feed = fail")) as running:
        running.type("x")
        end = time.monotonic() + PATIENCE
        while running.status is None:
            assert time.monotonic() < end, "deaf, and not ended"
            with suppress(OSError):
                running.type("j")
            running.read(0.1)
            running.poll()
        assert running.status == 70
    assert is_restored(running.raw)
    assert "on purpose" in (tmp_path / "state" / "factfile" / "crash.log").read_text("utf-8")


@pytest.mark.parametrize("term", ["linux", "vt100"])
def test_without_another_screen_the_prompt_comes_below(tmp_path: Path, term: str) -> None:
    with session(tmp_path, term=term) as running:
        running.type("q")
        assert running.ended() == 0
    assert running.raw.endswith(b"\x1b[24H\x1b[K")
    assert not re.search(rb"\x1b\[\?(?!7[hl])", running.raw), "a mode that this terminal does not have"


def test_a_terminal_is_given_back_with_nothing_left_to_read(tmp_path: Path) -> None:
    """An answer that is under way when one quits would be typed at the shell's prompt."""
    with session(tmp_path, job=True) as running:
        running.type("\x1b[1;1R" * running.raw.count(b"\x1b[6n"))
        before = len(running.raw)
        running.type("j")
        running.wait(b"\x1b[6n", before)
        running.type("q")
        running.wait(b"\x1b[?1049l", before)
        running.type("\x1b[5;3R" * running.raw[before:].count(b"\x1b[6n"))
        running.wait(b"ENDED 0 True", before)
        assert b"5;3R" not in running.raw


def test_modes_are_those_of_a_keyboard_read_key_by_key(tmp_path: Path) -> None:
    with session(tmp_path) as running:
        flags = termios.tcgetattr(running.handle)
        assert not flags[3] & (termios.ICANON | termios.ECHO | termios.ISIG)
        assert not flags[1] & termios.OPOST
