"""A library that attacks the terminal, in a real one: no byte of it gets there as control, whatever screen is open.

The terminal has no colour, so that a colour that a sheet asks for would be told from one that the browser sends.
"""

import base64
import re
import unicodedata
from pathlib import Path

import pytest

from tests.hostile_library import DOCUMENT, add_excess, write_hostile
from tests.terminals import BACK, LEAVE, Setting, Terminal, browser
from tui.cli import main

_SENT = re.compile(
    r"\x1b\[(?:0|[1-4]|7)?(?:;[1-47])*m"  # bold, dim, italic, underlined, reversed; no colour
    r"|\x1b\[\d*(?:;\d+)?H|\x1b\[\d*[ABCDK]|\x1b\[2J|\x1b\[(?:\d+;\d+)?r|\x1bM|\x08|\r|\n"
    r"|\x1b\[6n|\x1b\[\?2026\$p|\x1b\[\?(?:1049|2004|2026|25|7)[hl]"
)
_COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
_ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_PASTE = "\x1b[200~port \x1b]52;c;eA==\x07\x9b31m\u202e[/foo]" + "x" * 10_000 + "\x1b[201~"

TABLE_ROWS = 10_000
"""The benchmark takes ten times as many."""
SCREENS = (
    ("the list", "", "sheets"),
    ("further down", "G", "sheets"),
    ("a search", "/Tidewatch", "found"),
    ("a fact", "\r", "help"),
    ("link hints", "\tl", "letters"),
    ("its passage", LEAVE + "v", "restated|unchanged|help"),
    ("the outline", "o", "section|heading|help"),
    ("the facts of a passage", LEAVE + "J", "help"),
    ("the actor", BACK + "\t\t\r", "help"),
    ("what mentions it", "b", "help|mention"),
    ("the figures", "$", "Figures|figure"),
    ("their columns", "c", "columns|help"),
    ("the figures filtered", LEAVE + "fTide", "filter"),
    ("the totals", "\r+", "help|total|add"),
    ("the timeline", BACK + "t", "Timeline|dated"),
    ("the palette", ":port", ":"),
    ("the keys", LEAVE + "?", "Show the keys"),
    ("recently read", LEAVE + "h", "read"),
    ("a mark", LEAVE + "ma", "Marked|help"),
    ("the marks", "'", "mark"),
    ("a pasted search", LEAVE + "/" + _PASTE, "Nothing|found|letters"),
    ("facets", LEAVE + "f", "narrow|facet|help"),
    ("sorting", LEAVE + "s", "sort|help"),
    ("the problems", LEAVE + "P", "problem"),
    ("the queue", "R", "> draft"),
    ("a review", "\r", "accept"),
    ("why", "w", "help"),
    ("very many facts", BACK + BACK + "/many facts", "Very many"),
    ("the last of them", "\r\x1b[F", "help"),
    ("their figures", "$", "1,500|1500"),
    ("their timeline", BACK + "t", "Timeline|time"),
    ("long words", "/Donaudampf", "Donaudampf"),
    ("on a page", "\r", "Donaudampf"),
    ("the table without end", "/A table", "A table"),
    ("all of it", "\r", "help"),
    ("its end", "\x1b[F", "help"),
)
"""What is shown, the keys that lead there from the screen before, and words of which one then stands there."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    root = write_hostile(folder)
    add_excess(root, TABLE_ROWS)
    (folder / "harbour.txt").write_text(DOCUMENT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        assert main(["distill", str(folder / "harbour.txt"), "--library", str(root)]) == 0
    return root


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10)])
def test_no_screen_sends_what_a_library_holds(columns: int, rows: int, library: Path, tmp_path: Path) -> None:
    setting = Setting("hostile", columns, rows, {"NO_COLOR": "1"})
    cache = str(library.parents[0] / "cache")
    with browser(tmp_path, "--library", str(library), setting=setting, XDG_CACHE_HOME=cache) as terminal:
        for screen, keys, words in SCREENS:
            show(terminal, screen, keys, words)
        terminal.type(LEAVE + "q")
        assert terminal.wait_for_end() == 0
    assert_harmless(terminal.raw)


def show(terminal: Terminal, screen: str, keys: str, words: str) -> None:
    terminal.type(keys)
    terminal.wait_for(lambda: re.search(words, terminal.words) is not None, screen)
    assert terminal.text.splitlines()[-1].strip(), f"{screen}: the status line is gone"


def assert_harmless(raw: bytes) -> None:
    """Nothing but the driver's own sequences and letters that only draw."""
    rest = _SENT.sub("", raw.decode("utf-8"))
    acting = {f"{one!r} in {rest[max(at - 20, 0) : at + 20]!r}" for at, one in enumerate(rest) if _acts(one)}
    assert acting == set()


def _acts(character: str) -> bool:
    return unicodedata.category(character) in _ACTING


def test_what_is_copied_holds_no_control(library: Path, tmp_path: Path) -> None:
    cache = str(library.parents[0] / "cache")
    with browser(
        tmp_path, "--library", str(library), setting=Setting("hostile", env={"NO_COLOR": "1"}), XDG_CACHE_HOME=cache
    ) as terminal:
        show(terminal, "a search", "/Tidewatch contract", "found")
        show(terminal, "a fact", "\r", "help")
        for letter in "vcql":
            before = len(terminal.raw)
            terminal.type("y" + letter)
            terminal.wait_for(lambda start=before: b"\x1b]52;c;" in terminal.raw[start:], f"y {letter}")  # type: ignore[misc]
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    copied = [base64.b64decode(one).decode() for one in _COPIED.findall(terminal.raw.decode())]
    assert len(copied) == 4
    assert [one for text in copied for one in text if _acts(one) and one != "\n"] == []
    assert_harmless(_COPIED.sub("", terminal.raw.decode()).encode())
