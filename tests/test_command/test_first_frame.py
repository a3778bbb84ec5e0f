"""What a start of the browser loads before its first screen stands, and that every key finds what it needs after it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks.terminal_meter import Meter

ROOT = Path(__file__).parents[2]
TOLD = """
import sys, time
from pathlib import Path
import tui.cli
tui.cli.import_module("tui.lean")
from tui.browse import Opening
open_library = Opening.open
def told(self, progress=None):
    if progress is None:
        Path("loaded.txt").write_text(" ".join(sys.modules))
        while Path("wait").exists():
            time.sleep(0.02)
    return open_library(self, progress)
Opening.open = told
code = tui.cli.main()
Path("left.txt").write_text(" ".join(sys.modules))
sys.exit(code)
"""
"""Writes down what is loaded when the library is about to be, and at the end; opens it when the test wants."""
HEAVY = (
    *("whoosh", "yaml", "markdown_it", "index.answer", "index.reader", "index.build", "factsheets.model"),
    *("factsheets.library", "factsheets.vocabulary", "factsheets.display", "factsheets.review", "factsheets.export"),
    *("tui.live", "tui.shelf", "tui.pages", "tui.following", "tui.desk_room", "tui.review_page", "tui.tables"),
    *("tui.screens.reviewing", "tui.verbs", "ssl", "textual.command"),
)
SELDOM = (
    *("yaml", "factsheets.yaml_text", "factsheets.searches_file", "factsheets.serialise", "factsheets.validate"),
    *("index.writer", "index.expand", "index.segment", "index.chunks", "factsheets.distill", "factsheets.review"),
    *("factsheets.export", "markdown_it", "html", "ssl", "_hashlib", "textual.command", "textual.widgets._markdown"),
    *("tui.tables", "tui.takeaway", "tui.editor", "tui.binding", "tui.review_page", "csv"),
)
"""What only some keys need, or a library that has changed: a tenth of the memory."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser was once before: its index is built, its first screen kept."""
    folder = tmp_path_factory.mktemp("home")
    with browser(folder) as meter:
        meter.settle(lambda text: "quit" in text)
        kept(folder)
        meter.settle(lambda _: (folder / ".cache/factfile/table-cues.json").exists())
    return folder


def kept(home: Path) -> Path:
    for _ in range(200):
        if found := list(home.glob(".cache/factfile/front-*.json")):
            return found[0]
        subprocess.run(["sleep", "0.05"], check=True)  # noqa: S607
    raise AssertionError("no first screen was kept")


@contextmanager
def browser(home: Path) -> Iterator[Meter]:
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    meter = Meter([sys.executable, "-c", TOLD], env, str(home))
    try:
        yield meter
    finally:
        meter.close()


@pytest.fixture
def held(home: Path) -> Iterator[Path]:
    """The file that keeps the library from being opened."""
    file = home / "wait"
    file.write_text("", encoding="ascii")
    yield file
    file.unlink(missing_ok=True)


def test_the_first_screen_stands_before_the_library_is_loaded(home: Path) -> None:
    with browser(home) as meter:
        meter.settle(lambda text: "quit" in text and "Minneapolis" in text)
    loaded = (home / "loaded.txt").read_text("utf-8").split()
    assert "tui.screens.browser" in loaded
    assert [one for one in loaded if any(f"{one}.".startswith(f"{heavy}.") for heavy in HEAVY)] == []


def test_a_browser_stands_on_a_current_index_without_what_is_seldom_needed(home: Path) -> None:
    """All that is loaded behind the first screen is there."""
    (home / "left.txt").unlink(missing_ok=True)
    with browser(home) as meter:
        meter.settle(lambda text: "quit" in text, quiet=1.5)
        meter.type("q")
        meter.settle(lambda _: (home / "left.txt").exists())
    left = (home / "left.txt").read_text("utf-8").split()
    assert {"tui.live", "tui.pages", "index.cue_tables", "index.reader"} <= set(left)
    assert [one for one in left if any(f"{one}.".startswith(f"{seldom}.") for seldom in SELDOM)] == []


def test_the_first_screen_answers_while_the_library_is_opened(home: Path, held: Path) -> None:
    """Moving needs no library; what needs it waits, with all that is typed after it."""
    with browser(home) as meter:
        meter.settle(lambda text: "> Minneapolis" in text and "quit" in text)
        meter.type("j")
        meter.settle(lambda text: "> United States" in text)
        meter.type("\r")
        meter.type("\x7fk")
        meter.settle(quiet=0.3)
        assert "> United States" in meter.text
        held.unlink()
        meter.settle(lambda text: "> Minneapolis" in text)


def test_nothing_is_drawn_a_second_time_when_the_library_is_there(home: Path) -> None:
    with browser(home) as meter:
        meter.settle(lambda text: "quit" in text, quiet=0)
        received, shown = meter.received, meter.text
        meter.settle(quiet=1.5)
        assert meter.text == shown
        assert meter.received - received < len("\x1b[6n\x1b[24;80H") * 2, "no more than a question and a place"


def test_keys_typed_before_anything_stands_are_honoured_in_their_order(home: Path) -> None:
    with browser(home) as meter:
        meter.type("j/clearview contract")
        meter.settle(lambda text: "/ clearview contract" in text and "3,750,000" in text)
        meter.type("\r")
        meter.settle(lambda text: "Clearview AI" in text and "Figures" in text)


def test_a_page_opens_at_once_after_the_start(home: Path) -> None:
    with browser(home) as meter:
        meter.settle(lambda text: "quit" in text, quiet=0)
        meter.type("j\r")
        meter.settle(lambda text: "mugglers" in text and "back" in text)


def test_what_was_kept_of_another_index_is_not_shown(home: Path) -> None:
    """The stamp of the index is written anew: the library is opened first."""
    (home / "loaded.txt").unlink(missing_ok=True)
    stamp = next(home.glob(".cache/factfile/index-*/stamp.json"))
    stamp.write_bytes(stamp.read_bytes())
    with browser(home) as meter:
        meter.settle(lambda text: "quit" in text)
    assert not (home / "loaded.txt").exists()


@pytest.mark.parametrize("name", ["textual.command", "ssl", "_hashlib"])
def test_what_was_left_out_is_there_for_whoever_asks_later(name: str, tmp_path: Path) -> None:
    told = (
        "import sys, tui.lean\n"
        f"assert {name!r} not in sys.modules\n"
        "from importlib import import_module\n"
        f"found = import_module({name!r})\n"
        "print(found.__file__, getattr(found, 'fuzzy', ''), found is getattr(sys.modules['textual'], 'command', found))"
    )
    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", told],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert name.rpartition(".")[2] in ran.stdout
    assert ran.stdout.rstrip().endswith("True")
