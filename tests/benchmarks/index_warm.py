"""What is measured within one process that has the index open: questions, keystrokes, ranges, counts, and changes."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from factsheets.dates import parse_edtf
from factsheets.library import Library
from index.answer import Engine
from index.days import day_number
from index.facets import Facets
from tests.benchmarks.index_peers import RIPGREP, Sqlite, grep
from tests.benchmarks.library_generator import Generator
from tests.benchmarks.library_queries import Queries, Query
from tests.benchmarks.processes import milliseconds

Measured = tuple[str, str, dict[str, list[float]]]
Act = Callable[[], object]
KEYSTROKES = 4
"""Times as many keystrokes as questions: a question has some thirty."""
SLOW_ROUNDS = 15
"""ripgrep looks through every file each time."""
CHANGES = 60
SHOWN = 20
_SUMMARY = re.compile(r"^summary: '?", re.MULTILINE)


class Bench:
    """The index and the peer's tables open side by side; `rows` measures one line after the other."""

    def __init__(
        self, library: Library, environment: Mapping[str, str], generator: Generator, database: Path, rounds: int
    ) -> None:
        self._library, self._environment, self._rounds = library, environment, rounds
        self._queries = Queries(generator, seed=7)
        self._engine = Engine.open(library, environment)
        self._facets = Facets(self._engine.reader, library.gazetteer)
        self._database = database
        self._peer = Sqlite(database)

    def rows(self) -> Iterator[Measured]:
        with closing(self._engine.reader), closing(self._peer.connection):
            yield from self._typing()
            yield from self._questions()
            yield from self._finding()
        yield from self._changing()

    def _typing(self) -> Iterator[Measured]:
        count = self._rounds * KEYSTROKES
        several = list(islice(self._queries.keystrokes(), count))
        yield self._asked("keystroke, several words", several, self._suggest, self._listed)
        yield self._asked(
            "keystroke, one beginning", list(islice(self._queries.first_letters(), count)), self._suggest, self._listed
        )

    def _questions(self) -> Iterator[Measured]:
        for name, queries in (
            ("question of three words", self._queries.three_words()),
            ("three common words", self._queries.common_words()),
        ):
            yield self._asked(name, list(islice(queries, self._rounds)), self._ask, self._search)

    def _finding(self) -> Iterator[Measured]:
        queries, rounds = self._queries, self._rounds
        yield self._asked("find: booleans, phrases", list(islice(queries.booleans(), rounds)), self._find, self._search)
        fields = [milliseconds(partial(self._engine.find, text)) for text in islice(queries.fields(), rounds)]
        yield "find: words with fields", "ms", {"factfile": fields}
        yield "find: amount range", "ms", self._turns(self._amount(*ends) for ends in islice(queries.amounts(), rounds))
        yield "find: date range", "ms", self._turns(self._days(*ends) for ends in islice(queries.days(), rounds))
        yield "facets", "ms", self._turns(map(self._counted, islice(queries.common_words(), rounds)))

    def _asked(
        self, name: str, queries: list[Query], ours: Callable[[Query], Act], theirs: Callable[[Query], Act]
    ) -> Measured:
        times = self._turns((ours(query), theirs(query)) for query in queries)
        if RIPGREP:
            some = queries[:: max(1, len(queries) // SLOW_ROUNDS)]
            times["ripgrep"] = [milliseconds(partial(grep, self._library.root, query.words)) for query in some]
        return name, "ms", times

    @staticmethod
    def _turns(pairs: Iterable[tuple[Act, Act]]) -> dict[str, list[float]]:
        """The times of engine and peer, each question put to both before the next one."""
        times: dict[str, list[float]] = {"factfile": [], "SQLite FTS5": []}
        for ours, theirs in pairs:
            times["factfile"].append(milliseconds(ours))
            times["SQLite FTS5"].append(milliseconds(theirs))
        return times

    def _suggest(self, query: Query) -> Act:
        return lambda: self._engine.suggest(query.text, SHOWN)

    def _ask(self, query: Query) -> Act:
        return lambda: self._engine.ask(query.text)

    def _find(self, query: Query) -> Act:
        return lambda: self._engine.find(query.text)

    def _listed(self, query: Query) -> Act:
        return lambda: self._peer.search(query.full_text, SHOWN)

    def _search(self, query: Query) -> Act:
        return lambda: self._peer.search(query.full_text)

    def _amount(self, low: int, high: int) -> tuple[Act, Act]:
        return lambda: self._engine.find(f"amount:{low}..{high}"), lambda: self._peer.amounts(low, high)

    def _days(self, first: str, last: str) -> tuple[Act, Act]:
        early, late = parse_edtf(first).earliest, parse_edtf(last).latest
        return (
            lambda: self._engine.find(f"date:{first}..{last}"),
            lambda: self._peer.days(day_number(early), day_number(late)),
        )

    def _counted(self, query: Query) -> tuple[Act, Act]:
        """Of all that any of three common words finds, which is looked for as well."""
        text = query.text.replace(" ", " OR ")
        return (
            lambda: self._facets.count(self._engine.searched(text).matched),
            lambda: self._peer.facets(query.full_text),
        )

    def _changing(self) -> Iterator[Measured]:
        """A sheet edited by another program, then looked for: both look for changes, take them in and answer."""
        times: dict[str, dict[str, list[float]]] = {
            "one changed sheet visible": {"factfile": [], "SQLite FTS5": []},
            "opening, nothing changed": {"factfile": [], "SQLite FTS5": []},
        }
        chance = random.Random(3)  # noqa: S311 - any sheets, no secret
        for path in chance.choices(self._library.sheet_files(), k=CHANGES):
            word = "zq" + "".join(chance.choices("bcdfgklm", k=8))
            text = path.read_text(encoding="utf-8")
            path.write_text(_SUMMARY.sub(rf"\g<0>{word} ", text), encoding="utf-8")
            for name, sought in zip(times, (word, ""), strict=True):
                times[name]["factfile"].append(milliseconds(partial(self._opened, sought)))
                times[name]["SQLite FTS5"].append(milliseconds(partial(self._peer_opened, sought)))
        for name, values in times.items():
            yield name, "ms", values

    def _opened(self, sought: str) -> None:
        engine = Engine.open(self._library, self._environment)
        with closing(engine.reader):
            assert not sought or engine.ask(sought).sheets

    def _peer_opened(self, sought: str) -> None:
        peer = Sqlite(self._database)
        with closing(peer.connection):
            peer.refresh(self._library)
            assert not sought or peer.search(f'"{sought}"')
