"""Every speed of the index in one table: `python tests/benchmarks/index_bench.py [SHEETS ...]`; asserts nothing.

Beside it SQLite FTS5 and ripgrep on the same made-up library (`library_generator.py`). Times are by the clock, medians
and 95th percentiles of one run; engine and peers take turns, question by question.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from factsheets.library import Library  # noqa: E402 - found by the line above
from tests.benchmarks.index_cold import build, cold  # noqa: E402
from tests.benchmarks.index_peers import RIPGREP  # noqa: E402
from tests.benchmarks.index_warm import Bench  # noqa: E402
from tests.benchmarks.library_generator import generate  # noqa: E402
from tests.benchmarks.processes import Clock, processor_time  # noqa: E402

PEERS = ("factfile", "SQLite FTS5", "ripgrep")
REACH: Mapping[int, Mapping[str, str]] = {
    10_000: {
        "full build": "120",
        "  peak memory": "500",
        "cold ask, as a ratio": "2.0",
        "  its memory": "60",
        "keystroke, several words": "20",
        "keystroke, one beginning": "5",
        "question of three words": "25",
        "find: amount range": "5",
        "facets": "50",
        "one changed sheet visible": "60 med",
    },
}
"""What is to be reached, by the 95th percentile where no median is named."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured for each peer, in `unit`; of many values the median and the 95th percentile."""

    name: str
    unit: str
    values: dict[str, list[float]] = field(default_factory=dict)

    def cell(self, peer: str) -> str:
        values = sorted(self.values.get(peer, ()))
        if not values:
            return f"{'-':>8}{'':>7}"
        digits = 2 if values[-1] < 10 else 0 if values[-1] >= 1_000 else 1
        if len(values) == 1:
            return f"{values[0]:>8.{digits}f}{'':>7}"
        return f"{statistics.median(values):>8.{digits}f}{percentile(values, 95):>7.{digits}f}"


def percentile(ordered: list[float], share: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


class Table:
    """Prints a line as soon as it is measured, and keeps it."""

    def __init__(self, sheets: int) -> None:
        self.rows: list[Row] = []
        self._reach = REACH.get(sheets, {})
        print(f"{'':<28}" + "".join(f"{peer:>15}" for peer in PEERS) + "  goal")
        print(f"{f'{sheets} sheets':<28}" + f"{'median':>8}{'p95':>7}" * len(PEERS))

    def add(self, rows: Iterator[tuple[str, str, dict[str, list[float]]]]) -> None:
        for name, unit, values in rows:
            row = Row(name, unit, values)
            self.rows.append(row)
            line = f"{name:<25}{unit:>3}" + "".join(row.cell(peer) for peer in PEERS)
            print(f"{line}  {self._reach.get(name, '')}".rstrip(), flush=True)


def library_at(root: Path) -> Library:
    return Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")


def measure(folder: Path, sheets: int, rounds: int) -> Table:
    generator = generate(folder / "library", sheets)
    library = library_at(folder / "library")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for name, inside in (("HOME", "home"), ("XDG_CACHE_HOME", "cache"), ("PYTHONPYCACHEPREFIX", "bytecode")):
        environment[name] = str(folder / inside)
    table = Table(sheets)
    table.add(build(library, environment, generator, folder))
    table.add(cold(library, environment, generator, folder))
    table.add(Bench(library, environment, generator, folder / "peer.sqlite", rounds).rows())
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheets", nargs="*", type=int, default=[1_000])
    parser.add_argument("--rounds", type=int, default=300, help="how often each question in process is asked")
    parser.add_argument("--json", metavar="FILE", help="write every single value to FILE")
    parser.add_argument("--folder", default=None, help="where the libraries go; a temporary folder is made in it")
    parser.add_argument("--processor", action="store_true", help="processor time, but for builds: on a busy machine")
    options = parser.parse_args()
    if options.processor:
        Clock.now = processor_time
    if not RIPGREP:
        print("ripgrep is not installed: its columns stay empty")
    tables = {}
    for sheets in options.sheets:
        with tempfile.TemporaryDirectory(prefix="factfile-bench-", dir=options.folder) as folder:
            tables[sheets] = [asdict(row) for row in measure(Path(folder), sheets, options.rounds).rows]
    if options.json:
        Path(options.json).write_text(json.dumps(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
