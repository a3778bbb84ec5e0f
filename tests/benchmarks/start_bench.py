"""From exec to a browser that answers: `python -m tests.benchmarks.start_bench [LIBRARY] [--rounds N] [--home DIR]`.

Beside a bare `import textual.app` in the same run, the two in turn, each a process of its own in a terminal of 80x24,
with its bytecode and its index there. First screen: its last line stands. Answered: the selection has moved by a key
pressed then. Searched: the first result of a word typed with the start stands. Processor time is of all threads until
the first screen; memory is what is held when all that is loaded behind the first screen is there.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.terminal_meter import Meter, browser

BARE = [sys.executable, "-c", "import textual.app; print('imported'); import time; time.sleep(60)"]
DOWN = "j"
WORD = "/clearview"
PATIENCE = 60
SETTLED = 2.0
"""Seconds without a byte, after which what is loaded in the background is there."""
GOAL = 1.6


def processor_time(pid: int) -> float:
    """Seconds that a living process has computed, to the millisecond; 0 where the system does not tell."""
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
        return sum(int(task.read_text("ascii").split()[0]) for task in tasks) / 1e9
    except OSError:
        return 0.0


def until(meter: Meter, holds: Callable[[str], bool]) -> float:
    """Milliseconds since exec, once the screen is as wanted."""
    while not holds(meter.text) and time.monotonic() - meter.started < PATIENCE:
        meter.step()
    return 1000 * (time.monotonic() - meter.started)


def selected(text: str) -> str:
    return next((line for line in text.splitlines() if line.startswith(">")), "")


def bare(env: dict[str, str], folder: str) -> dict[str, float]:
    meter = Meter(BARE, env, folder)
    found = {"import": until(meter, lambda text: "imported" in text), "processor": 1000 * processor_time(meter.pid)}
    found["memory"] = meter.memory() / 1e6
    meter.close()
    return found


def start(command: Sequence[str], env: dict[str, str], folder: str) -> dict[str, float]:
    meter = Meter(command, env, folder)
    found = {"first screen": until(meter, lambda text: "quit" in text)}
    found["processor"] = 1000 * processor_time(meter.pid)
    found["bytes"] = meter.received
    first = selected(meter.text)
    meter.type(DOWN)
    found["answered"] = until(meter, lambda text: selected(text) != first)
    meter.settle(quiet=SETTLED)
    found["memory"] = meter.memory() / 1e6
    meter.close()
    meter = Meter(command, env, folder)
    meter.type(WORD)
    found["searched"] = until(meter, lambda text: " found" in text)
    meter.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", nargs="?", default="", help="the shipped one when left out")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--home", default="", help="where caches lie; a new folder when left out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = {"PATH": os.environ["PATH"], "HOME": args.home or folder, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        env |= {"PYTHONPATH": str(Path.cwd()), "XDG_STATE_HOME": folder}
        env |= {"FACTFILE_LIBRARY": args.library} if args.library else {}
        for _ in range(2):
            start(browser(), env, folder)
        rounds = [(bare(env, folder), start(browser(), env, folder)) for _ in range(args.rounds)]
    show([one for one, _ in rounds], [one for _, one in rounds])


def show(bases: list[dict[str, float]], starts: list[dict[str, float]]) -> None:
    """Medians; the ratios are medians of what each round's pair has, which neighbours on the machine blur least."""
    base = {name: median(one[name] for one in bases) for name in bases[0]}
    found = {name: median(one[name] for one in starts) for name in starts[0]}
    print(f"import textual.app: {base['import']:.0f} ms, {base['processor']:.0f} of processor, {base['memory']:.0f} MB")
    for name in ("first screen", "answered", "searched"):
        ratio = median(one[name] / other["import"] for one, other in zip(starts, bases, strict=True))
        print(f"{name:20}{found[name]:8.0f} ms {ratio:6.2f} of the import")
    ratio = median(one["processor"] / other["processor"] for one, other in zip(starts, bases, strict=True))
    print(f"{'processor':20}{found['processor']:8.0f} ms {ratio:6.2f} of the import (goal {GOAL})")
    print(f"{'memory':20}{found['memory']:8.1f} MB")
    print(f"{'first screen':20}{found['bytes']:8.0f} bytes")


if __name__ == "__main__":
    main()
