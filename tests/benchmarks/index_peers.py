"""What SQLite and ripgrep are measured with: the same library in tables of their own, or its plain files.

Texts go into FTS5, what can be asked in figures into an indexed table beside it, whom a fact is about into another.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from factsheets.library import Library
from factsheets.model import DatedEvent, FactSheet, Figure, fact_type, mentions
from index.days import day_number
from index.expand import UNBOUNDED
from tests.benchmarks.peers import FullText, fact_texts, other_texts

RIPGREP = shutil.which("rg")
FACETS = ("kind", "currency", "lang", "status", "first / 10000")
Column = str | int | float | None


class Sqlite(FullText):
    """FTS5 with the columns that ranges and counts need; `file` tells which sheet file a row came of."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
        )

    def create(self) -> None:
        super().create()
        self.connection.executescript(
            """
            CREATE TABLE fact(id INTEGER PRIMARY KEY, file TEXT, type TEXT, lang TEXT, status TEXT, kind TEXT,
                              currency TEXT, low REAL, high REAL, first INTEGER, last INTEGER);
            CREATE TABLE mention(fact INTEGER, entity TEXT);
            CREATE TABLE seen(file TEXT PRIMARY KEY, size INTEGER, mtime INTEGER);
            """
        )

    def index(self) -> None:
        """The indexes of the tables, made once all rows are in."""
        self.connection.executescript(
            """
            CREATE INDEX fact_file ON fact(file);
            CREATE INDEX fact_amount ON fact(low, high) WHERE low IS NOT NULL;
            CREATE INDEX fact_day ON fact(first, last) WHERE first IS NOT NULL;
            CREATE INDEX mention_entity ON mention(entity);
            CREATE INDEX mention_fact ON mention(fact);
            """
        )

    def fill(self, library: Library, files: Iterable[Path]) -> None:
        self.connection.execute("BEGIN")
        number = self.connection.execute("SELECT coalesce(max(id), 0) FROM fact").fetchone()[0]
        for path in files:
            sheet, state = library.read(path).sheet, path.stat()
            assert sheet is not None
            number = self._add_sheet(library, sheet, path.name, number)
            seen = (path.name, state.st_size, state.st_mtime_ns)
            self.connection.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", seen)
        self.connection.execute("COMMIT")

    def _add_sheet(self, library: Library, sheet: FactSheet, file: str, number: int) -> int:
        texts = list(chain(fact_texts(library, sheet), other_texts(library, sheet)))
        rows = [(number + place, text.ref, *text.columns()) for place, text in enumerate(texts, start=1)]
        self.connection.executemany(
            "INSERT INTO text(rowid, ref, label, names, details, title) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        facts: list[tuple[Column, ...]] = [
            (file, fact_type(fact), sheet.lang, sheet.status.value, *columns_of(fact)) for fact in sheet.facts()
        ]
        facts += [(file, "other", sheet.lang, sheet.status.value, *[None] * 6)] * (len(texts) - len(facts))
        self.connection.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number + place, *fact) for place, fact in enumerate(facts, start=1)),
        )
        about = (
            (number + place, entity) for place, fact in enumerate(sheet.facts(), start=1) for entity in mentions(fact)
        )
        self.connection.executemany("INSERT INTO mention VALUES (?, ?)", about)
        return number + len(texts)

    def refresh(self, library: Library) -> None:
        """What changed since, by size and time: the rows of these files go and come again, all in one transaction."""
        seen = {file: state for file, *state in self.connection.execute("SELECT * FROM seen")}
        changed = []
        with os.scandir(library.sheets_dir) as entries:
            for entry in entries:
                state = entry.stat()
                if seen.get(entry.name) != [state.st_size, state.st_mtime_ns]:
                    changed.append(Path(entry.path))
        for path in changed:
            numbers = self.connection.execute("SELECT id FROM fact WHERE file = ?", (path.name,)).fetchall()
            for table, key in (("text", "rowid"), ("mention", "fact"), ("fact", "id")):
                self.connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", numbers)  # noqa: S608 - our names
        if changed:
            self.fill(library, changed)

    def amounts(self, low: float, high: float) -> int:
        return self._count("low <= ? AND high >= ?", (high, low))

    def days(self, first: int, last: int) -> int:
        return self._count("first <= ? AND last >= ?", (last, first))

    def _count(self, where: str, values: tuple[float, ...]) -> int:
        """How many match, with the first of them read."""
        self.connection.execute(f"SELECT id FROM fact WHERE {where} LIMIT 50", values).fetchall()  # noqa: S608
        found: int = self.connection.execute(f"SELECT count(*) FROM fact WHERE {where}", values).fetchone()[0]  # noqa: S608
        return found

    def facets(self, query: str) -> None:
        connection = self.connection
        connection.execute("CREATE TEMP TABLE found AS SELECT rowid AS id FROM text WHERE text MATCH ?", (query,))
        for column in FACETS:
            counted = f"SELECT {column}, count(*) FROM fact JOIN found USING (id) GROUP BY 1 ORDER BY 2 DESC LIMIT 10"  # noqa: S608
            connection.execute(counted).fetchall()
        about = "SELECT entity, count(*) FROM mention JOIN found ON fact = id GROUP BY 1 ORDER BY 2 DESC LIMIT 20"
        connection.execute(about).fetchall()
        connection.execute("DROP TABLE found")


def columns_of(fact: object) -> tuple[Column, ...]:
    kind, currency, low, high, first, last = None, None, None, None, None, None
    if isinstance(fact, Figure):
        interval = fact.amount.interval()
        kind, currency = fact.kind, fact.currency
        low = -UNBOUNDED if interval.low is None else float(interval.low)
        high = UNBOUNDED if interval.high is None else float(interval.high)
    when = fact.date if isinstance(fact, (Figure, DatedEvent)) else None
    if when is not None:
        first, last = day_number(when.earliest), day_number(when.latest)
    return kind, currency, low, high, first, last


def grep(root: Path, patterns: Sequence[str]) -> None:
    """The files that hold all patterns: each run of ripgrep looks through what the one before it found."""
    assert RIPGREP
    found = _grep([RIPGREP, *_FILES_ONLY, patterns[0], "--", str(root)], b"")
    for pattern in patterns[1:]:
        found = _grep(["xargs", "-0", "-r", RIPGREP, *_FILES_ONLY, pattern, "--"], found)


_FILES_ONLY = ("-i", "-l", "-0", "-e")


def _grep(command: Sequence[str], files: bytes) -> bytes:
    return subprocess.run(command, check=False, capture_output=True, input=files).stdout  # noqa: S603
