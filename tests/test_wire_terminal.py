"""The driver in a real pseudo-terminal: terminals that answer and that do not, lines that are lost."""

import os
import re
import signal
import time
from pathlib import Path

from tests.test_leaving import session
from tests.test_terminal import ANSWER, PATIENCE, Terminal, browser

QUESTION = b"\x1b[6n"


def answer(terminal: Terminal, seen: int) -> int:
    """Answers the questions asked since `seen`, as a terminal does; returns how many there have been."""
    asked = terminal.raw.count(QUESTION)
    for _ in range(asked - seen):
        terminal.type("\x1b[1;1R")
    return asked


def test_a_terminal_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    with browser(tmp_path) as terminal:
        terminal.wait("Minneapolis: technology", "q quit")
        began = time.monotonic()
        terminal.type("/clearview contract")
        terminal.wait(ANSWER)
        while time.monotonic() - began < 3:
            terminal._read(0.1)
        before = terminal.raw.count(QUESTION)
        terminal.type(" am")
        terminal.wait("contract am")
        assert terminal.raw.count(QUESTION) == before, "it is asked for ever"


SLOW_TO_COMPOSE = """
import asyncio, sys, tui.app, tui.cli
async def on_compose(self):
    await asyncio.sleep(0.5)
tui.app.BrowserApp.on_compose = on_compose
sys.exit(tui.cli.main())
"""


def test_an_answer_that_comes_sooner_than_the_screen_draws_no_empty_one(tmp_path: Path) -> None:
    with session(tmp_path, SLOW_TO_COMPOSE, until=QUESTION) as running:
        running.type("\x1b[1;1R")
        running.wait(b"quit")
        drawn = running.raw[running.raw.index(b"\x1b[2J") :]
        assert QUESTION not in drawn[: drawn.index(b"quit")]


def test_frames_wait_for_answers(tmp_path: Path) -> None:
    with browser(tmp_path) as terminal:
        terminal.wait("Minneapolis: technology", "q quit")
        seen = answer(terminal, 0)
        time.sleep(0.3)
        for key in "jkjkjk":
            terminal.type(key)
            until = time.monotonic() + 0.15
            while time.monotonic() < until:
                terminal._read(0.05)
        assert terminal.raw.count(QUESTION) - seen <= 2, "more frames than may be unanswered"
        answer(terminal, seen)
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def test_only_what_changes_is_sent(tmp_path: Path) -> None:
    with browser(tmp_path) as terminal:
        terminal.wait("Minneapolis: technology", "q quit")
        for key in "jk":
            before = len(terminal.raw)
            terminal.type(key)
            until = time.monotonic() + 1
            while time.monotonic() < until:
                terminal._read(0.05)
        sent = terminal.raw[before:]
        assert re.search(rb">", sent)
        assert len(sent) < 80, sent


def test_a_line_that_is_lost_ends_the_browser_and_keeps_the_place(tmp_path: Path) -> None:
    ignoring = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # inherited: nobody tells the browser
    try:
        with browser(tmp_path) as terminal:
            terminal.wait("Minneapolis: technology", "q quit")
            terminal.type("/clearview contract")
            terminal.wait(ANSWER)
            os.close(terminal._handle)
            began = time.monotonic()
            while terminal.process.poll() is None and time.monotonic() - began < PATIENCE:
                time.sleep(0.02)
            terminal._handle = os.open(os.devnull, os.O_RDWR)
            assert terminal.process.returncode is not None, "still running without a terminal"
    finally:
        signal.signal(signal.SIGHUP, ignoring)
    kept = next((tmp_path / "state").rglob("*.json")).read_text("ascii")
    assert "clearview contract" in kept
