"""Rows of an index of any size, read by the screenful: the library's, a search's, a sheet's."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from index import schema
from index.bits import NONE, Documents
from index.reader import IndexReader
from index.search import Search
from tui.tables.columns import Key, folded, kind_words, shown_text, status_words
from tui.tables.entry import Entry, Known, Making, called
from tui.tables.narrowing import Narrowed, narrowed
from tui.tables.table import Found

if TYPE_CHECKING:
    from factsheets.model import FactSheet
    from index.behind import Indexed

_KEPT = 48
"""Sheets kept for drawing: more than a screenful of rows comes from."""
_FEW = 1_000
"""Rows whose texts are kept for a filter."""
_TYPES = {
    "figures": frozenset({schema.DocType.FIGURE}),
    "timeline": frozenset({schema.DocType.FIGURE, schema.DocType.DATE}),
}


@dataclass(frozen=True, slots=True)
class _Where:
    """The documents of a scope in the order of the sheets, and for each the number of its sheet among `sheets`.

    `after` holds, sheet by sheet, the document of the sheet itself: its facts stand right before it.
    """

    documents: "array[int]"
    owners: "array[int]"
    sheets: list[str]
    after: "array[int]"


class IndexSource:
    """Facts of an index, of which `possible` may belong to the scope or not.

    `drawing` is a reader of the same state for the thread that draws.
    """

    def __init__(
        self,
        kind: str,
        reader: IndexReader,
        drawing: IndexReader,
        documents: Documents | None = None,
        lang: str = "en",
        possible: Documents = NONE,
    ) -> None:
        self._kind, self._lang = kind, lang
        self._reader = reader
        self._where = _placed(reader, self._belonging(documents))
        self._possible = possible
        self._drawn = lru_cache(maxsize=_KEPT)(lambda sheet: _Facts.of(drawing.sheet(sheet), kind, lang))

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def lang(self) -> str:
        return self._lang

    def __len__(self) -> int:
        return len(self._where.documents)

    def _belonging(self, documents: Documents | None) -> Documents:
        """Of figures in a timeline only the dated are known to belong there without reading them."""
        some = self._reader.having("type", _TYPES[self._kind])
        some = some if documents is None else some & documents
        if self._kind == "figures":
            return some
        figures = self._reader.having("type", _TYPES["figures"])
        return some - (figures - self._reader.dated)

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        return [self._entry(number, self._drawn(self._sheet(number))) for number in numbers]

    def scan(self, numbers: Iterable[int]) -> Iterator[tuple[int, Entry]]:
        """Sheet by sheet, each unpacked once."""
        for owner, some in groupby(sorted(numbers), key=self._where.owners.__getitem__):
            facts = _Facts.of(self._reader.sheet(self._where.sheets[owner]), self._kind, self._lang)
            yield from ((number, self._entry(number, facts)) for number in some)

    def _sheet(self, number: int) -> str:
        return self._where.sheets[self._where.owners[number]]

    def _entry(self, number: int, facts: "_Facts") -> Entry:
        from_end = self._where.after[self._where.owners[number]] - self._where.documents[number]
        return facts.entry(-from_end)

    @cached_property
    def unsure(self) -> frozenset[int]:
        return self._of(self._possible)

    def _of(self, documents: Documents) -> frozenset[int]:
        some = frozenset(documents)
        return frozenset(at for at, document in enumerate(self._where.documents) if document in some) if some else some

    def found(self, query: str) -> Found:
        """By the query language, the last word as a beginning: it is being typed. In a table of few rows words may
        also stand anywhere in what a row shows."""
        left = narrowed(query, Search(self._reader))
        some = frozenset(left.documents)
        shown = self._showing(left) if left.words and len(self) <= _FEW else frozenset()
        documents = self._where.documents
        found = [at for at, document in enumerate(documents) if document in some or at in shown]
        unsure = self._of(left.possible).intersection(found)
        return Found(found, left.told(len(unsure)), unsure)

    def _showing(self, left: Narrowed) -> frozenset[int]:
        words = [folded(word) for word in left.words]
        within = frozenset(left.within) if left.within is not None else None
        documents = self._where.documents
        return frozenset(
            at
            for at, text in enumerate(self._texts)
            if all(word in text for word in words) and (within is None or documents[at] in within)
        )

    @cached_property
    def _texts(self) -> list[str]:
        """What each row can show, read once."""
        texts = [""] * len(self)
        for number, entry in self.scan(range(len(self))):
            texts[number] = shown_text(self._kind, entry, self._lang)
        return texts

    def keys(self, column: str) -> list[Key] | None:
        made: dict[str, Callable[[], list[Key]]] = {
            "amount": self._amounts,
            "date": self._dates,
            "span": self._dates,
            "kind": lambda: self._coded("kind", self._kinds()),
            "currency": lambda: self._coded("currency", {code: folded(one) for one, code in _codes("currencies")}),
            "status": lambda: self._coded("status", self._statuses()),
            "sheet": lambda: [self._where.sheets[owner] for owner in self._where.owners],
        }
        return made[column]() if column in made else None

    def _coded(self, column: str, words: dict[int, str]) -> list[Key]:
        values = self._reader.column(column)
        return [words.get(values[document]) for document in self._where.documents]

    def _kinds(self) -> dict[int, str]:
        return {code: folded(kind_words(kind, self._lang)) for kind, code in _codes("figure_kinds")}

    def _statuses(self) -> dict[int, str]:
        return {
            code: folded(status_words(draft=status == "draft", lang=self._lang))
            for status, code in schema.STATUS_CODES.items()
        }

    def _amounts(self) -> list[Key]:
        """An amount of 0 and no amount at all are one in the index, told apart by their bounds."""
        column = self._reader.column
        sizes, money, measures = column("size"), column("currency"), column("measure")
        lows, highs = column("low"), column("high")
        names = {code: one for one, code in _codes("currencies")}
        units = {code: f" {one}" for one, code in _codes("units")}

        def key(document: int) -> Key:
            measure = names.get(money[document]) or units.get(measures[document])
            empty = not sizes[document] and lows[document] < highs[document]
            return (measure, sizes[document]) if measure and not empty else None

        return [key(document) for document in self._where.documents]

    def _dates(self) -> list[Key]:
        firsts, lasts = self._reader.column("first"), self._reader.column("last")

        @cache
        def key(first: int, last: int) -> Key:
            return (_day(first or last), _day(last) if last else date.max) if first or last else None

        return [key(firsts[document], lasts[document]) for document in self._where.documents]


class _Facts:
    """The facts of one sheet and how to make entries of them."""

    def __init__(self, sheet: "FactSheet", make: Callable[[Known], Entry]) -> None:
        self._facts = tuple(sheet.facts())
        self._make = make

    @classmethod
    def of(cls, indexed: "Indexed | None", kind: str, lang: str) -> "_Facts":
        if indexed is None:
            raise KeyError(kind)
        same = indexed.same
        making = Making(indexed.sheet, called(indexed.shown), lambda one: same.get(one, (one,))[0], lang)
        return cls(indexed.sheet, making.entry)

    def entry(self, from_end: int) -> Entry:
        fact = self._facts[from_end]
        if not isinstance(fact, Known):
            raise KeyError(fact.id)
        return self._make(fact)


def _placed(reader: IndexReader, documents: Documents) -> _Where:
    """Facts stand right before their sheet, so that the next sheet's document tells whose each is."""
    sheets = sorted((document, sheet) for sheet, ids in reader.lists("key") for document in ids)
    by_sheet: list[tuple[str, int, array[int]]] = []
    at, current = 0, array("I")
    for document in documents:
        while at < len(sheets) and sheets[at][0] < document:
            if current:
                by_sheet.append((sheets[at][1], sheets[at][0], current))
                current = array("I")
            at += 1
        current.append(document)
    if current and at < len(sheets):
        by_sheet.append((sheets[at][1], sheets[at][0], current))
    by_sheet.sort()
    where = _Where(array("I"), array("I"), [sheet for sheet, _, _ in by_sheet], array("I"))
    for owner, (_, after, own) in enumerate(by_sheet):
        where.documents.extend(own)
        where.owners.extend(array("I", [owner]) * len(own))
        where.after.append(after)
    return where


def _codes(name: str) -> Iterable[tuple[str, int]]:
    return schema.codes(name).items()


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
