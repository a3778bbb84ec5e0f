"""From exec to the answer: `python -m tests.benchmarks.cold_start [LIBRARY] [--rounds N]`.

Every command is a process of its own, with its bytecode and its index there, the runs interleaved. Milliseconds are of
processor time, and of the clock; the ratio is to `import whoosh.index, whoosh.qparser` in the same run.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
START = "import sys; from tui.cli import main; sys.exit(main())"
TEXT = "ICE paid Clearview AI 3.75 million dollars in September 2025, the agency said.\n"
QUESTION = ("ask", "Clearview", "contract", "amount")
BASE = "import of Whoosh"


class Run(NamedTuple):
    processor: float
    clock: float
    megabytes: float


def commands(text: Path) -> dict[str, tuple[str, ...]]:
    """What is timed, by the name of its row."""
    verbs = {
        "ask": QUESTION,
        "ask --json": (*QUESTION, "--json"),
        "find": ("find", "Clearview"),
        "show an actor": ("show", "ice"),
        "list": ("list",),
        "distill": ("distill", "--findings", str(text)),
        "help": ("help", "keys"),
    }
    return {
        "bare Python": ("-c", "0"),
        BASE: ("-c", "import whoosh.index, whoosh.qparser"),
        **{name: ("-c", START, *command) for name, command in verbs.items()},
    }


def run(command: tuple[str, ...], environment: dict[str, str]) -> Run:
    """One process from start to end; what it says is thrown away."""
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    begin = time.perf_counter()
    child = os.posix_spawn(sys.executable, [sys.executable, *command], environment, file_actions=nowhere)
    _, _, used = os.wait4(child, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss * unit / 1e6)


def phases(environment: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Milliseconds that a question spends on loading modules, by package; reading the clock makes them dearer."""
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-X", "importtime", "-c", START, *QUESTION],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    spent: dict[str, float] = {}
    for found in re.finditer(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\w+)", told):
        package = found[2] if found[2] in {"factsheets", "index", "tui", "whoosh", "yaml"} else "standard library"
        spent[package] = spent.get(package, 0.0) + int(found[1]) / 1e3
    yield from sorted(spent.items(), key=lambda one: -one[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", nargs="?", default="", help="the shipped one when left out")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--home", default="", help="where caches lie; a new folder when left out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "short.txt")
        text.write_text(TEXT, encoding="utf-8")
        environment = {"PATH": os.environ["PATH"], "HOME": args.home or folder, "PYTHONPATH": str(ROOT)}
        if args.library:
            environment["FACTFILE_LIBRARY"] = args.library
        rows = commands(text)
        first = {name: run(command, environment) for name, command in rows.items()}
        for command in rows.values():
            run(command, environment)
        runs: dict[str, list[Run]] = {name: [] for name in rows}
        for _ in range(args.rounds):
            for name, command in rows.items():
                runs[name].append(run(command, environment))
        show(runs, first)
        print("\nloading modules for `ask`, ms: " + ", ".join(f"{name} {ms:.0f}" for name, ms in phases(environment)))


def show(runs: dict[str, list[Run]], first: dict[str, Run]) -> None:
    base = median(one.processor for one in runs[BASE])
    print(f"{'':18}{'processor':>10}{'clock':>8}{'ratio':>7}{'MB':>6}{'first ever':>12}")
    for name, found in runs.items():
        processor, clock, megabytes = (median(column) for column in zip(*found, strict=True))
        told = f"{processor * 1e3:10.0f}{clock * 1e3:8.0f}{processor / base:7.2f}{megabytes:6.0f}"
        print(f"{name:18}{told}{first[name].processor * 1e3:12.0f}")


if __name__ == "__main__":
    main()
