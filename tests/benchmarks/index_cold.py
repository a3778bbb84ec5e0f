"""What is measured of whole processes: building an index, and one question from a cold start."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from factsheets.library import Library
from index.answer import Engine
from tests.benchmarks.index_peers import RIPGREP, Sqlite, grep
from tests.benchmarks.library_generator import Generator
from tests.benchmarks.library_queries import Queries
from tests.benchmarks.processes import ROOT, factfile, folder_megabytes, milliseconds, output_of, run, timed
from tests.measuring import PEAK

Measured = tuple[str, str, dict[str, list[float]]]
Environment = Mapping[str, str]
COLD_ROUNDS = 21
POLL = 0.05
BARE = "import whoosh.index, whoosh.qparser"
SQLITE = """
import sqlite3, sys
found = sqlite3.connect(sys.argv[1]).execute(
    "SELECT * FROM text WHERE text MATCH ? ORDER BY rank LIMIT 10", (sys.argv[2],))
print(found.fetchall())
"""
MEMORY = f"""{PEAK}
import sys
from tui.cli import main
sys.stdout = sys.stderr
main(sys.argv[1:])
print(peak_bytes(), file=sys.__stdout__)
"""
SQLITE_BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.benchmarks.index_cold import sqlite_build
sqlite_build(Path(sys.argv[2]), Path(sys.argv[3]))
"""


def build(library: Library, environment: Environment, generator: Generator, folder: Path) -> Iterator[Measured]:
    """A full build by the command, and the same in SQLite; while the first runs, another process asks."""
    first: dict[str, float] = {}
    ours = run(
        factfile("--library", str(library.root), "index", "--quiet"),
        environment,
        lambda: first.update(_first_answer(library, environment, generator)),
    )
    database = folder / "peer.sqlite"
    theirs = run([sys.executable, "-c", SQLITE_BUILD, str(ROOT), str(library.root), str(database)], environment)
    size = folder_megabytes(Path(environment["XDG_CACHE_HOME"]))
    yield "full build", "s", {"factfile": [ours.seconds], "SQLite FTS5": [theirs.seconds]}
    yield "  peak memory", "MB", {"factfile": [ours.peak], "SQLite FTS5": [theirs.peak]}
    yield "  the same, shared out", "MB", {"factfile": [ours.private], "SQLite FTS5": [theirs.private]}
    yield "  on disk", "MB", {"factfile": [size], "SQLite FTS5": [database.stat().st_size / 1e6]}
    yield "  first answer after", "s", {"factfile": [first["seconds"]]}
    yield "  then not yet indexed", "", {"factfile": [first["missing"]]}


def _first_answer(library: Library, environment: Environment, generator: Generator) -> dict[str, float]:
    """Ask, again and again, until a question finds something; how long that took, and how many sheets are missing."""
    began = time.perf_counter()
    questions = [query.text for query in islice(Queries(generator).common_words(), 20)]
    while not any(Path(environment["XDG_CACHE_HOME"]).rglob("lock")):  # the other process is to be the one that builds
        time.sleep(POLL)
    time.sleep(POLL)
    while True:
        engine = Engine.open(library, environment)
        with closing(engine.reader):
            if any(engine.ask(question).answers for question in questions):
                return {"seconds": time.perf_counter() - began, "missing": engine.built.missing}
        time.sleep(POLL)


def sqlite_build(root: Path, database: Path) -> None:
    peer = Sqlite(database)
    peer.create()
    library = Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")
    peer.fill(library, library.sheet_files())
    peer.index()


def cold(library: Library, environment: Environment, generator: Generator, folder: Path) -> Iterator[Measured]:
    """One question, in turn with the bare import of Whoosh; ripgrep starts cold whenever it is asked."""
    times: dict[str, list[float]] = {name: [] for name in ("bare", "factfile", "SQLite FTS5", "ripgrep")}
    memory = []
    timed([sys.executable, "-c", BARE], environment)  # its bytecode is there from now on, as that of the command is
    timed(factfile("--library", str(library.root), "ask", "x"), environment)
    for query in islice(Queries(generator).three_words(), COLD_ROUNDS):
        ask = ["--library", str(library.root), "ask", query.text]
        times["bare"].append(timed([sys.executable, "-c", BARE], environment))
        times["factfile"].append(timed(factfile(*ask), environment))
        peer = [sys.executable, "-c", SQLITE, str(folder / "peer.sqlite"), query.full_text]
        times["SQLite FTS5"].append(timed(peer, environment))
        if RIPGREP:
            times["ripgrep"].append(milliseconds(partial(grep, library.root, query.words)))
        memory.append(int(output_of([sys.executable, "-c", MEMORY, *ask], environment)) / 2**20)
    bare = times.pop("bare")
    yield "cold ask", "ms", times
    yield "  import of Whoosh alone", "ms", {"factfile": bare}
    yield "cold ask, as a ratio", "x", {name: [median(some) / median(bare)] for name, some in times.items() if some}
    yield "  its memory", "MB", {"factfile": [max(memory)]}
