"""What each terminal is sent: told by TERM, the locale and NO_COLOR, and never what it would print as garbage."""

import re
import sys
from pathlib import Path

import pytest

from tests.test_leaving import Session
from tui.wire.canvas import Canvas
from tui.wire.pen import Pen, reduced
from tui.wire.spelling import ascii_cells
from tui.wire.strokes import Strokes
from tui.wire.terminal import MANY, Terminal, terminal_of
from tui.wire.tty import Tty

UTF_8 = {"LANG": "en_US.UTF-8"}


@pytest.mark.parametrize(("told", "taken"), [((0, 0), (80, 24)), ((132, 43), (132, 43)), ((65535, 65535), (1000, 500))])
def test_a_size_that_no_terminal_has_is_not_believed(
    told: tuple[int, int], taken: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: told)
    assert Tty(0, 1, Terminal()).size() == taken


@pytest.mark.parametrize(
    ("term", "colours", "private"),
    [
        ("xterm", MANY, True),
        ("xterm-256color", MANY, True),
        ("xterm-kitty", MANY, True),
        ("alacritty", MANY, True),
        ("tmux-256color", MANY, True),
        ("screen-256color", MANY, True),
        ("screen.xterm-256color", MANY, True),
        ("screen", 8, True),
        ("somebody-256color", MANY, True),
        ("xterm-mono", 0, True),
        ("linux", 8, False),
        ("vt100", 0, False),
        ("vt220", 0, False),
        ("vt102", 0, False),
        ("sun", 0, False),
    ],
)
def test_a_terminal_is_known_by_its_name(term: str, colours: int, *, private: bool) -> None:
    terminal = terminal_of({"TERM": term, **UTF_8})
    assert (terminal.colours, terminal.private) == (colours, private)


def test_no_colour_is_no_colour() -> None:
    assert terminal_of({"TERM": "xterm-256color", "NO_COLOR": "1"}).colours == 0


@pytest.mark.parametrize(
    ("env", "ascii"),
    [
        ({}, True),
        ({"LANG": "C"}, True),
        ({"LANG": "fr_FR.ISO-8859-1"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "fr_FR.utf8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
    ],
)
def test_letters_are_what_the_locale_says(env: dict[str, str], *, ascii: bool) -> None:
    assert terminal_of({"TERM": "xterm", **env}).ascii is ascii


@pytest.mark.parametrize(
    ("pen", "eight"),
    [
        (Pen(ink="91"), Pen(ink="31")),
        (Pen(ink="90"), Pen()),
        (Pen(ink="37", paper="104"), Pen(ink="37", paper="44")),
        (Pen(ink="38;5;2"), Pen(ink="32")),
        (Pen(ink="38;5;200"), Pen()),
        (Pen(paper="48;2;1;2;3"), Pen()),
    ],
)
def test_eight_colours_are_enough(pen: Pen, eight: Pen) -> None:
    assert reduced(pen, Terminal(colours=8)) == eight
    assert reduced(pen, Terminal(colours=0)) == Pen()
    assert reduced(pen, Terminal()) == pen


def test_a_vt100_is_sent_the_attributes_it_has() -> None:
    canvas, strokes = Canvas(20, 2), Strokes(20, 2, terminal_of({"TERM": "vt100"}))
    canvas.feed("\x1b[1;1H\x1b[1;2;3;31mred\x1b[0;4;48;5;200mline\x1b[0m")
    assert strokes.draw(canvas) == "\x1b[H\x1b[0;1mred\x1b[0;4mline"


@pytest.mark.parametrize(
    ("cluster", "cells", "spelled"),
    [
        ("é", 1, "e"),
        ("e\u0301", 1, "e"),
        ("▌", 1, "|"),
        ("·", 1, "-"),
        ("→", 1, ">"),
        ("…", 1, "~"),
        ("─", 1, "-"),
        ("┼", 1, "+"),
        ("€", 1, "E"),
        ("“", 1, '"'),
        ("\u202f", 1, " "),
        ("œ", 1, "o"),
        ("漢", 2, "??"),
        ("🙂", 2, "??"),
        ("ﷺ", 1, "?"),
    ],
)
def test_a_look_alike_takes_the_same_room(cluster: str, cells: int, spelled: str) -> None:
    assert ascii_cells(cluster, cells) == spelled


def test_every_character_has_one() -> None:
    for code in (*range(0xA0, 0x3000), *range(0x1F300, 0x1F700)):
        spelled = ascii_cells(chr(code), 1)
        assert len(spelled) == 1
        assert spelled.isascii()
        assert spelled.isprintable()


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "vt100"},
        {"TERM": "linux"},
        {"TERM": "screen", "LANG": "C"},
        {"TERM": "xterm", "LC_ALL": "POSIX"},
        {"TERM": "tmux-256color", "NO_COLOR": "1"},
        {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
        {"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "none"},
        {"TERM": "vt100", "COLORTERM": "truecolor"},
    ],
)
def test_a_session_in_each(env: dict[str, str], tmp_path: Path) -> None:
    given = {"LANG": "C.UTF-8", **env}
    code = f"import os, sys; os.environ.update({given!r}); import tui.cli; sys.exit(tui.cli.main())"
    running = Session(tmp_path, [sys.executable, "-c", code], env["TERM"])
    try:
        running.wait(b"quit")
        running.type("/clearview")
        running.wait(b"3,750,000")
        running.type("\r")
        running.wait(b"back")
        running.type("  q")
        assert running.ended() == 0
    finally:
        running.close()
    terminal = terminal_of(given)
    colours = {code for codes in re.findall(rb"\x1b\[([\d;]*)m", running.raw) for code in codes.split(b";")}
    if not terminal.colours:
        assert not colours & {str(code).encode() for code in (*range(30, 50), *range(90, 108))}
    if terminal.ascii:
        assert running.raw.isascii()
    if not terminal.private:
        assert not re.search(rb"\x1b\[\?(?!7[hl])|\x1b\[[<=>]|\x1b\]", running.raw)
    assert not re.search(rb"\$p|\x1b\]|\x1b\[[<=>]|\x1b\[\?(?!7[hl]|1049[hl]|2004[hl]|25h)", running.raw)
