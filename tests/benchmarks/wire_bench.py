"""The wire, measured: `python -m tests.benchmarks.wire_bench [LIBRARY | SHEETS]` prints tables, asserts nothing.

Bytes and milliseconds at 80x24 under xterm-256color, of the browser with its own driver and with Textual's, of a plain
Textual application (OptionList and Markdown), of less and of w3m on the same text where they are installed; then
seconds until the screen is up to date over a line of 2 kB/s and 300 ms. A number makes a large library of so many
copies of the shipped sheets; XDG_CACHE_HOME may hold an index made before. `--quick` leaves the others out. Goals
stand beside what was measured.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from factsheets.library import shipped_library
from tests.benchmarks.terminal_meter import Cost, Meter, browser

DOWN, PAGE_DOWN = "\x1b[B", "\x1b[6~"
PATIENCE = 60
READY = "quit"
TITLE = "Minneapolis"
"""A word of the first screen of the first sheet."""
SLOW = {"rate": 2000.0, "round_trip": 0.3}
STEPS: tuple[tuple[str, str, str], ...] = (
    ("down", DOWN, "70"),
    ("page of list", PAGE_DOWN, "500"),
    ("slash", "/", ""),
    ("first letter", "c", "550"),
    ("letter", "o", ""),
    ("five more letters", "ntrac", ""),
    ("letter", "t", ""),
    ("the cursor a step left", "\x1b[D", "20"),
    ("down", DOWN, "70"),
    ("open", "\r", "1300"),
    ("a line further", "j", ""),
    ("page of text", " ", "1.1 of greedy"),
    ("page of text", " ", "1.1 of greedy"),
    ("next link", "\t", ""),
    ("back", "\x7f", ""),
)
"""Name, keys, and the bytes that are the goal."""
ROWS = 100_000
MANY_ROWS = """
import sys
from tui.app import run_browser
from tests.test_tui.fakes import fake_backend
from tui.ports import Row
rows = [Row(f"sheet/s{number}", f"Harbour {number:06} and what was bought for it", "draft") for number in range(ROWS)]
run_browser(fake_backend(sheets=rows))
"""
PLAIN_APP = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Footer, Header, Markdown, OptionList
class Plain(App):
    BINDINGS = [("q", "quit", "quit")]
    def compose(self):
        yield Header()
        yield OptionList(*[path.stem for path in sorted(Path(sys.argv[1]).glob("**/*.yaml"))])
        yield Markdown(Path(sys.argv[2]).read_text("utf-8"))
        yield Footer()
Plain().run()
"""


@contextmanager
def running(command: Sequence[str], folder: Path, **line: float) -> Iterator[Meter]:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path.cwd()),
        "LESS": "",
        "LESSHISTFILE": "-",
    }
    env |= {name: value for name, value in os.environ.items() if name == "XDG_CACHE_HOME"}
    meter = Meter(command, env, str(folder), **line)
    try:
        yield meter
    finally:
        meter.close()


def started(meter: Meter, wanted: str) -> tuple[int, float, int]:
    """(bytes, seconds until the wanted text stands, memory) of a start."""
    began, stood = meter.started, 0.0
    while not stood and time.monotonic() - began < PATIENCE:
        meter.step()
        if wanted in meter.text:
            stood = time.monotonic() - began
    meter.settle()
    return meter.received, stood, meter.memory()


def median_start(command: Sequence[str], folder: Path, wanted: str) -> tuple[int, float, int]:
    runs = []
    for _ in range(5):
        with running(command, folder) as meter:
            runs.append(started(meter, wanted))
    return runs[-1][0], statistics.median(run[1] for run in runs), runs[-1][2]


def show(title: str, size: int, seconds: float, memory: int, goals: str = "") -> None:
    print(f"\n{title}: first screen {size} bytes, {1000 * seconds:.0f} ms, {memory / 1e6:.0f} MB{goals}")


def line(name: str, cost: Cost, goal: str = "") -> None:
    ratio = cost.bytes / cost.greedy if cost.greedy else 0
    measured = f"{cost.bytes:6} bytes {1000 * cost.seconds:5.0f} ms {cost.cells:5} cells {ratio:6.2f} of greedy"
    print(f"  {name:23}{measured}{goal and f'   goal {goal}'}")


def tour(title: str, command: list[str], folder: Path) -> None:
    goals = "   goal 1700, 250 ms, 45 MB before the library"
    show(title, *median_start(command, folder, READY), goals)
    with running(command, folder) as meter:
        started(meter, READY)
        warm_up(meter)
        for name, keys, goal in STEPS:
            line(name, meter.cost(keys), goal)
        received = meter.received
        meter.settle(quiet=3)
        print(f"  {'idle for three seconds':23}{meter.received - received:6} bytes   goal 0")


def warm_up(meter: Meter) -> None:
    """Until the library is open, the first search takes as long as that."""
    meter.settle(until=lambda text: "not indexed" not in text, quiet=1, most=600)
    meter.cost("/zzzz", quiet=1.5)
    meter.cost("\x15\x1b", quiet=1)
    meter.cost("gg", quiet=1)


def many_rows(folder: Path) -> None:
    """A list of a hundred thousand rows costs what one of ten does."""
    for rows in (10, ROWS):
        with running([sys.executable, "-c", MANY_ROWS.replace("ROWS", str(rows))], folder) as meter:
            show(f"{rows:,} rows", *started(meter, READY))
            for name, keys in (
                ("down", DOWN),
                ("page of list", PAGE_DOWN),
                ("to the end", "G"),
                ("page up", "\x1b[5~"),
            ):
                line(name, meter.cost(keys))


def peers(folder: Path, printed: Path) -> None:
    show("plain Textual application", *median_start(plain_application(folder, printed), folder, "quit"))
    with running(plain_application(folder, printed), folder) as meter:
        started(meter, "quit")
        line("down", meter.cost(DOWN))
    for program in ("less", "w3m"):
        if shutil.which(program):
            with running([program, str(printed)], folder) as meter:
                size, seconds, memory = started(meter, TITLE)
                show(program, size, seconds, memory)
                line("a line further", meter.cost("j" if program == "less" else "J"))
                line("page of text", meter.cost(" "))
    with running([sys.executable, "-c", "import textual.app; print('imported')"], folder) as meter:
        print(f"\nbare import of textual.app: {1000 * started(meter, 'imported')[1]:.0f} ms")


def plain_application(folder: Path, printed: Path) -> list[str]:
    return [sys.executable, "-c", PLAIN_APP, str(shipped_library().sheets_dir), str(printed)]


def slow(title: str, command: list[str], folder: Path) -> None:
    """Seconds from the last key until the screen is up to date."""
    with running(command, folder, **SLOW) as meter:
        _, seconds, _ = started(meter, READY)
        print(f"\n{title} at 2 kB/s and 300 ms: first screen {seconds:.1f} s   goal 1.2")
        warm_up(meter)
        typed = (("two seconds of held down", DOWN * 60, 1 / 30), ("a word", "/clearview", 0.15))
        for name, keys, apart in typed:
            print(f"  {name:28}{_held(meter, keys, apart):6.1f} s   goal 0.7")
        meter.cost("\r")
        for _ in range(3):
            print(f"  {'three pages':28}{_held(meter, '   ', 0.3):6.1f} s   goal 0.7")


def _held(meter: Meter, keys: str, apart: float) -> float:
    size = len(DOWN) if keys.startswith(DOWN) else 1
    for at in range(0, len(keys), size):
        meter.type(keys[at : at + size])
        pause = time.monotonic() + apart
        while time.monotonic() < pause:
            meter.step()
    return meter.settle(quiet=0.8)


def large(folder: Path, sheets: int) -> Path:
    """A library of many copies, each with an id of its own."""
    root = folder / "large"
    (root / "sheets").mkdir(parents=True)
    shutil.copytree(shipped_library().seeds_dir, root / "seeds")
    originals = [(path.stem, path.read_text("utf-8")) for path in shipped_library().sheet_files()]
    for number in range(sheets):
        stem, text = originals[number % len(originals)]
        name = f"{stem}-{number}"
        changed = text.replace(f"id: {stem}\n", f"id: {name}\n", 1).replace("title: ", f"title: {number} ", 1)
        (root / "sheets" / f"{name}.yaml").write_text(changed, "utf-8")
    return root


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--quick"]
    quick = len(arguments) < len(sys.argv[1:])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        printed = folder / "sheet.md"
        first = shipped_library().sheet_files()[0].stem
        subprocess.run([*browser(), "print", first, "-o", str(printed), "-q"], check=True)  # noqa: S603 - this project
        libraries: list[tuple[str, list[str]]] = [("shipped library", [])]
        for given in arguments:
            root = str(large(folder, int(given))) if given.isdigit() else given
            libraries.append((given if root == given else f"{given} sheets", ["--library", root]))
        drivers = ("wire",) if quick else ("wire", "stock")
        for title, options in libraries:
            for driver in drivers:
                tour(f"{title}, {driver} driver", browser(driver) + options, folder)
        if not quick:
            peers(folder, printed)
        many_rows(folder)
        for driver in drivers:
            slow(f"{driver} driver", browser(driver), folder)


if __name__ == "__main__":
    main()
