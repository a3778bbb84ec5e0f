"""The browser in a real terminal of 80 columns and 24 rows: a pseudo-terminal, and pyte to read its screen."""

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
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from tui.cli import main

COLUMNS, ROWS = 80, 24
PATIENCE = 30.0
ANSWER = "$3,750,000"


class Terminal:
    """Feeds a program's output to a screen; a wait ends as soon as what is waited for stands there."""

    def __init__(self, process: "subprocess.Popen[bytes]", handle: int) -> None:
        self.process = process
        self._handle = handle
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def type(self, keys: str) -> None:
        os.write(self._handle, keys.encode())

    def wait(self, *wanted: str) -> None:
        end = time.monotonic() + PATIENCE
        while not all(one in self.text for one in wanted):
            assert time.monotonic() < end, f"{wanted} never stood on the screen:\n{self.text}"
            self._read(0.1)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._handle], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._handle, 65_536)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))
        return bool(data)

    def wait_for_end(self) -> int:
        """The exit code, after everything it still wrote."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._read(0.05)
            code = self.process.poll()
            if code is not None:
                self._read(0.05)
                return code
        raise AssertionError(f"still running:\n{self.text}")


@contextmanager
def browser(folder: Path, *options: str) -> Iterator[Terminal]:
    """`factfile` with a home of its own, in a folder of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    handle, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    command = [sys.executable, "-c", "import sys, tui.cli; sys.exit(tui.cli.main())", *options]
    process = subprocess.Popen(  # noqa: S603 - the interpreter of these tests, on this project
        command, cwd=folder, env=environment, stdin=inner, stdout=inner, stderr=inner, start_new_session=True
    )
    os.close(inner)
    try:
        yield Terminal(process, handle)
    finally:
        process.kill()
        process.wait()
        os.close(handle)


def test_the_answer_its_passage_and_a_print(tmp_path: Path) -> None:
    with browser(tmp_path) as terminal:
        terminal.wait("Minneapolis: technology", "q quit")
        terminal.type("/clearview contract")
        terminal.wait(ANSWER, "ICE -> Clearview AI")
        terminal.type("\r")
        terminal.wait(ANSWER, "Esc back")
        terminal.type("v")
        terminal.wait("3.75 millions de dollars", "18 En septembre 2025")
        terminal.type("p")
        terminal.wait("minneapolis-immigration-tech.md")
        assert "3.75 millions de dollars" in (tmp_path / "minneapolis-immigration-tech.md").read_text("utf-8")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert b"\x1b[?1049l" in terminal.raw, "the alternate screen was left behind"


@pytest.mark.parametrize("kill", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_restored_when_the_browser_is_ended(tmp_path: Path, kill: signal.Signals) -> None:
    with browser(tmp_path) as terminal:
        terminal.wait("Minneapolis: technology", "q quit")
        terminal.process.send_signal(kill)
        terminal.wait_for_end()
    if kill is signal.SIGTERM:
        assert b"\x1b[?1049l" in terminal.raw


def test_keys_typed_before_the_screen_stands_are_kept(tmp_path: Path) -> None:
    with browser(tmp_path) as terminal:
        terminal.type("/palantir")
        terminal.wait("$30,000,000")


ARTICLE = """Harbour cameras

Acme Corp came to Leeds. The cameras cost 3 million euros.
"""


def test_a_decision_survives_a_kill_and_so_does_a_half_typed_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    library = ["--library", str(tmp_path / "library")]
    assert main(["init", library[1], "--empty"]) == 0
    assert main([*library, "distill", str(tmp_path / "harbour.txt")]) == 0
    [sheet] = (tmp_path / "library" / "sheets").iterdir()
    with browser(tmp_path, *library) as terminal:
        terminal.wait("Harbour cameras", "q quit")
        terminal.type("r")
        terminal.wait("[Acme Corp]", "a accept")
        terminal.type("a")
        terminal.wait("1 of")
        assert "id: acme-corp, kind: actor" not in sheet.read_text("utf-8"), "it waits no more, on disk"
        terminal.type("n")
        terminal.wait("[3 million euros]")
        terminal.type("ekind\r\x15reven")
        terminal.wait("kind: reven", "> revenue")
        wait_for_state(tmp_path, "reven")
        terminal.process.kill()
        terminal.wait_for_end()
    with browser(tmp_path, *library) as terminal:
        terminal.wait("half typed")
        terminal.type("\x0f")
        terminal.wait("kind: reven", "[3 million euros]")
        terminal.type("\r")
        terminal.wait("2 of")
        assert "kind: revenue" in sheet.read_text("utf-8")


def wait_for_state(folder: Path, words: str) -> None:
    end = time.monotonic() + PATIENCE
    while not any(words in file.read_text("ascii") for file in (folder / "state").rglob("*.json")):
        assert time.monotonic() < end, f"{words} was never kept"
        time.sleep(0.05)


def many_sheets(folder: Path, count: int) -> Path:
    """A library that takes a while to index."""
    (folder / "sheets").mkdir(parents=True)
    (folder / "seeds").mkdir()
    for number in range(count):
        text = f"format: 1\nid: sheet-{number:04}\ntitle: Harbour {number:04}\nlang: en\nstatus: draft\n"
        (folder / "sheets" / f"sheet-{number:04}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_one_browses_while_the_library_is_indexed_and_indexing_outlives_the_browser(tmp_path: Path) -> None:
    library = many_sheets(tmp_path / "library", 3000)
    with browser(tmp_path, "--library", str(library)) as terminal:
        terminal.wait("of 3,000 sheets are not indexed yet", "> DRAFT · Harbour 0000")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    with browser(tmp_path, "--library", str(library)) as terminal:
        terminal.type("jj")
        terminal.wait("  3,000 sheets\n", "> DRAFT · Harbour 0002")
        assert "not indexed" not in terminal.text
        before = len(terminal.raw)
        until = time.monotonic() + 4
        while time.monotonic() < until:
            terminal._read(0.1)
        assert len(terminal.raw) == before, "something is sent while nothing happens"


def test_a_line_that_is_lost_ends_the_browser_at_once_and_indexing_goes_on(tmp_path: Path) -> None:
    library = many_sheets(tmp_path / "library", 3000)
    with browser(tmp_path, "--library", str(library)) as terminal:
        terminal.wait("sheets are not indexed yet")
        began = time.monotonic()
        terminal.process.send_signal(signal.SIGHUP)
        terminal.wait_for_end()
        taken = time.monotonic() - began
    assert taken < PATIENCE / 3
    end = time.monotonic() + PATIENCE
    stamps = list((tmp_path / "cache").rglob("stamp.json"))
    while b'"building":true' in stamps[0].read_bytes():
        assert time.monotonic() < end, "nobody goes on with the index"
        time.sleep(0.1)
