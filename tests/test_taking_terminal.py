"""What leaves the browser at a real terminal: the bytes of a copy, and an editor that has the terminal alone."""

import os
import re
import signal
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sample_sheets import write_library
from tests.terminals import PATIENCE, Setting, Terminal, browser, left_changed

TITLE = "Cameras on the quays"
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
ALTERNATE_ON, ALTERNATE_OFF = b"\x1b[?1049h", b"\x1b[?1049l"


def copies(raw: bytes) -> list[str]:
    return [b64decode(found).decode() for found in COPIED.findall(raw)]


def until(terminal: Terminal, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, terminal.text
        terminal.read(0.05)


def editor(folder: Path, script: str) -> str:
    """The name of a program that does this to the file that it is given last."""
    program = folder / "my editor"
    program.write_text(f"#!/bin/sh\nfor file; do :; done\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return f"'{program}'"


@pytest.fixture
def library(tmp_path: Path) -> list[str]:
    return ["--library", str(write_library(tmp_path / "library"))]


def test_a_copy_is_on_the_wire_and_in_the_status_line(tmp_path: Path, library: list[str]) -> None:
    with browser(tmp_path, *library) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("/amount:1250000")
        terminal.wait("€1,250,000")
        terminal.type("\r")
        terminal.wait(TITLE, "Summary")
        terminal.type("yv")
        terminal.wait("Copied: €1,250,000")
        terminal.type("yc")
        terminal.wait("Copied: Cameras bought from Tidewatch: €1,250,000")
        terminal.type("yl")
        terminal.wait("Copied: harbour-cameras#port-tidewatch-2024")
        value, citation, link = copies(terminal.raw)
        assert (value, link) == ("€1,250,000", "harbour-cameras#port-tidewatch-2024")
        assert citation.endswith("harbour-cameras#port-tidewatch-2024")
        terminal.type("Yq")
        terminal.wait("Written to", "factfile-notes.md")
    assert "“1,25 million d'euros”" in (tmp_path / "factfile-notes.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["vt100", "linux"])
def test_a_terminal_without_a_clipboard_is_sent_nothing(tmp_path: Path, library: list[str], name: str) -> None:
    with browser(tmp_path, *library, setting=Setting(name, env={"TERM": name})) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("yl")
        terminal.wait("no clipboard; Y l writes it: harbour-cameras")
    assert b"\x1b]" not in terminal.raw


def test_within_screen_a_copy_is_wrapped_for_the_terminal_outside(tmp_path: Path, library: list[str]) -> None:
    setting = Setting("screen", env={"TERM": "screen", "STY": "1.pts"})
    with browser(tmp_path, *library, setting=setting) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("yl")
        until(terminal, lambda: b"\x07\x1b\\" in terminal.raw)
    assert b"\x1bP\x1b]52;c;aGFyYm91ci1jYW1lcmFz\x07\x1b\\" in terminal.raw


def test_the_editor_has_the_terminal_alone_and_its_change_shows_at_once(tmp_path: Path, library: list[str]) -> None:
    change = "stty -a | grep -q ' icanon' && echo THE-EDITOR-IS-HERE; sed -i 's/on the quays/on the PIERS/' \"$file\""
    with browser(tmp_path, *library, EDITOR=editor(tmp_path, change)) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("\r")
        terminal.wait(TITLE, "Summary")
        begun = len(terminal.raw)
        terminal.type("e")
        terminal.wait("Saved, and no problem in it", "Cameras on the PIERS")
        between = terminal.raw[begun:]
        assert between.index(ALTERNATE_OFF) < between.index(b"THE-EDITOR-IS-HERE") < between.rindex(ALTERNATE_ON)
        assert terminal.stale() == []
        terminal.type("\x7f")
        terminal.wait("> Cameras on the PIERS")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert left_changed(terminal.raw) == set()


def test_what_is_broken_in_the_editor_comes_back_at_its_line(tmp_path: Path, library: list[str]) -> None:
    with browser(tmp_path, *library, EDITOR=editor(tmp_path, "sed -i 's/^lang: en/lang: xx/' \"$file\"")) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("e")
        terminal.wait("harbour-cameras.yaml:4:7: ", "1 problem (P)")
        terminal.type("P")
        terminal.wait("harbour-cameras.yaml:4:7: ")
    with browser(tmp_path, *library, EDITOR=editor(tmp_path, "sed -i 's/^lang: xx/lang: en/' \"$file\"")) as terminal:
        terminal.wait("1 problem (P)")
        terminal.type("P")
        terminal.wait("harbour-cameras.yaml:4:7: ")
        terminal.type("\te")
        terminal.wait("Saved, and no problem in it")
        terminal.type("\x7f")
        terminal.wait("3 sheets")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 3", "my editor ended with code 3"),
        ("true", "Nothing was changed"),
        ("kill -9 $$", "my editor ended with code -9"),
    ],
)
def test_an_editor_that_fails_gives_the_terminal_back(
    tmp_path: Path, library: list[str], script: str, told: str
) -> None:
    with browser(tmp_path, *library, EDITOR=editor(tmp_path, script)) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("e")
        terminal.wait(told, TITLE)
        assert terminal.stale() == []


def test_an_editor_that_is_not_there_is_told(tmp_path: Path, library: list[str]) -> None:
    with browser(tmp_path, *library, EDITOR="no-such-editor -x") as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("e")
        terminal.wait("Nothing was opened: $EDITOR names no-such-editor, which is not installed")
    assert ALTERNATE_OFF not in terminal.raw


@pytest.mark.parametrize("kill", [signal.SIGTERM, signal.SIGHUP])
def test_an_end_during_the_editor_ends_both_and_keeps_the_place(
    tmp_path: Path, library: list[str], kill: signal.Signals
) -> None:
    script = 'echo $$ > "$HOME/editor.pid"; echo EDITING; exec sleep 60'
    with browser(tmp_path, *library, EDITOR=editor(tmp_path, script)) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("\r")
        terminal.wait(TITLE, "Summary")
        terminal.type("e")
        until(terminal, lambda: b"EDITING" in terminal.raw)
        terminal.process.send_signal(kill)
        terminal.wait_for_end()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "editor.pid").read_text("ascii")), 0)
    with browser(tmp_path, *library) as terminal:
        terminal.wait("/ search", TITLE)
        terminal.type("\x0f")
        terminal.wait("Summary", "harbour-cameras")
