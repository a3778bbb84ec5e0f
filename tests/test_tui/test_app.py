"""The application round the screen: what it refuses, what it imports, how it ends."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color as RichColor

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import fake_backend
from tui import state
from tui.app import BrowserApp, refuse_reason
from tui.page import Block, Kind, Page, Span, Style
from tui.ports import Row

ROOT = Path(__file__).parents[2]
SESSION = """
import sys
from tests.test_tui.fakes import fake_backend
from tui.app import run_browser
sys.exit(run_browser(fake_backend()))
"""
FRAMEWORKS = {"textual", "rich", "whoosh", "yaml"}


@pytest.mark.parametrize("env", [{}, {"TERM": ""}, {"TERM": "dumb"}, {"TERM": "unknown"}])
def test_a_terminal_that_cannot_draw_is_refused_with_what_to_do_instead(env: dict[str, str]) -> None:
    assert "factfile ask" in refuse_reason(env)


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "tmux", "linux", "vt100"])
def test_any_other_terminal_is_welcome(term: str) -> None:
    assert refuse_reason({"TERM": term}) == ""


def test_what_the_command_uses_knows_no_framework() -> None:
    modules = "tui.page, tui.layout, tui.markdown, tui.cells, tui.keys, tui.help, tui.ports, tui.state"
    code = f"import {modules}, sys; print(*sorted(set(sys.modules) & {FRAMEWORKS!r}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.strip() == ""


async def test_without_colour_only_the_terminals_own_two_are_used(
    browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    spans = (Span("careful", Style.WARNING), Span(" and "), Span("marked", Style.MARK))
    backend = fake_backend(sheets=[Row("sheet/w", "W")])
    backend.pages.pages["sheet/w"] = Page("sheet/w", "W", (Block(Kind.TEXT, spans),))  # type: ignore[attr-defined]
    async with browse(backend) as desk:
        await desk.press("enter")
        assert "careful and marked" in desk.text
        default = RichColor.default()
        for strip in desk.strips():
            for segment in strip:
                assert segment.style is None or segment.style.color in {None, default}
                assert segment.style is None or segment.style.bgcolor in {None, default}


async def test_with_colour_the_terminals_own_palette_is_used(browse: Open) -> None:
    async with browse() as desk:
        assert desk.app.native_ansi_color
        assert not any(
            segment.style.bgcolor.triplet
            for strip in desk.strips()
            for segment in strip
            if segment.style is not None and segment.style.bgcolor is not None
        )


async def test_nothing_moves_blinks_or_listens_to_a_mouse() -> None:
    app = BrowserApp(fake_backend(), {"XDG_STATE_HOME": "/nonexistent"})
    assert app.animation_level == "none"
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.focused is None
        assert not app.ENABLE_COMMAND_PALETTE
        await pilot.press("ctrl+p", "ctrl+q")
        assert app.is_running, "no key of the framework's own is left"


class Terminal:
    """A real pty with a session in it."""

    def __init__(self, home: Path) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(home), "PYTHONPATH": str(ROOT)}
        self.fd, worker = pty.openpty()
        fcntl.ioctl(worker, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", SESSION],
            stdin=worker,
            stdout=worker,
            stderr=worker,
            env=env,
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(worker)

    def read_until(self, wanted: bytes) -> bytes:
        seen = b""
        deadline = time.monotonic() + 20
        while wanted not in seen and time.monotonic() < deadline:
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    seen += os.read(self.fd, 65536)
                except OSError:
                    break
        return seen

    def send(self, keys: bytes) -> None:
        os.write(self.fd, keys)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    session = Terminal(tmp_path)
    yield session
    session.process.kill()
    session.process.wait()


def kept(home: Path) -> str:
    history = state.load(state.state_file("/library", {"XDG_STATE_HOME": str(home)}))
    return history.here.ref if history else ""


def test_q_restores_the_terminal_and_says_zero(terminal: Terminal, tmp_path: Path) -> None:
    assert b"?1000h" not in terminal.read_until(b"Smugglers"), "the mouse stays the terminal's"
    terminal.send(b"j\rq")
    assert b"\x1b[?1049l" in terminal.read_until(b"\x1b[?25h")
    assert terminal.process.wait(10) == 0
    assert kept(tmp_path) == "sheet/smugglers"


def test_a_polite_end_restores_the_terminal_and_keeps_the_place(terminal: Terminal, tmp_path: Path) -> None:
    terminal.read_until(b"Smugglers")
    terminal.send(b"\r")
    terminal.read_until(b"Figures")
    terminal.process.send_signal(signal.SIGTERM)
    assert b"\x1b[?1049l" in terminal.read_until(b"\x1b[?25h")
    assert terminal.process.wait(10) == 128 + signal.SIGTERM
    assert kept(tmp_path) == "sheet/surveillance"


def test_a_dropped_line_ends_the_process_and_keeps_the_place(terminal: Terminal, tmp_path: Path) -> None:
    terminal.read_until(b"Smugglers")
    terminal.send(b"\r")
    terminal.read_until(b"Figures")
    terminal.process.send_signal(signal.SIGHUP)
    assert terminal.process.wait(10) == -signal.SIGHUP
    assert kept(tmp_path) == "sheet/surveillance"
