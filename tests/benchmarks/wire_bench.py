"""The wire, measured: `python -m tests.benchmarks.wire_bench [SHEETS]` prints tables, asserts nothing.

Bytes and milliseconds at 80x24 under xterm-256color, of the browser with its own driver and with Textual's, of a plain
Textual application (OptionList and Markdown) and of less on the same text where they are installed; then seconds until
the screen is up to date over a line of 2 kB/s and 300 ms. SHEETS copies of the shipped sheets make a large library.
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
TITLE = "Minneapolis"
"""A word of the first screen of the first sheet."""
SLOW = {"rate": 2000.0, "round_trip": 0.3}
STEPS: tuple[tuple[str, str], ...] = (
    ("down", DOWN),
    ("slash", "/"),
    ("first letter", "c"),
    ("letter", "l"),
    ("letter, list unchanged", "e"),
    ("down", DOWN),
    ("open", "\r"),
    ("a line further", "j"),
    ("page of text", " "),
    ("page of text", " "),
    ("next link", "\t"),
    ("back", "\x7f"),
)
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


def show(title: str, size: int, seconds: float, memory: int) -> None:
    print(f"\n{title}: first screen {size} bytes, {1000 * seconds:.0f} ms, {memory / 1e6:.0f} MB")


def line(name: str, cost: Cost) -> None:
    ratio = cost.bytes / cost.greedy if cost.greedy else 0
    print(f"  {name:24}{cost.bytes:7} bytes {1000 * cost.seconds:6.0f} ms {cost.cells:6} cells  {ratio:5.2f} of greedy")


def tour(title: str, command: list[str], folder: Path) -> None:
    show(title, *median_start(command, folder, "q quit"))
    with running(command, folder) as meter:
        started(meter, "q quit")
        for name, keys in STEPS:
            line(name, meter.cost(keys))
        received = meter.received
        meter.settle(quiet=3)
        print(f"  {'idle for three seconds':24}{meter.received - received:7} bytes")


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
        _, seconds, _ = started(meter, "q quit")
        print(f"\n{title} at 2 kB/s and 300 ms: first screen {seconds:.1f} s")
        for name, keys, apart in (("two seconds of held down", DOWN * 60, 1 / 30), ("a word", "/clearview", 0.15)):
            print(f"  {name:28}{_held(meter, keys, apart):6.1f} s")
        meter.cost("\r")
        print(f"  {'three pages':28}{_held(meter, '   ', 0.3):6.1f} s")


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
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printed = folder / "sheet.md"
        first = shipped_library().sheet_files()[0].stem
        subprocess.run([*browser(), "print", first, "-o", str(printed), "-q"], check=True)  # noqa: S603 - this project
        libraries: list[tuple[str, list[str]]] = [("shipped library", [])]
        if sheets:
            libraries.append((f"{sheets} sheets", ["--library", str(large(folder, sheets))]))
        for title, options in libraries:
            for driver in ("wire", "stock"):
                tour(f"{title}, {driver} driver", browser(driver) + options, folder)
        peers(folder, printed)
        for driver in ("wire", "stock"):
            slow(f"{driver} driver", browser(driver), folder)


if __name__ == "__main__":
    main()
