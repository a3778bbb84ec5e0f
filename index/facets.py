"""How many of a set of documents are of each kind, actor, tool, year, language, status and currency.

A count is what a search for the value within the set would give. A document counts for every year its date may fall
into, and for every actor and tool that it is about.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappush, heappushpop, nsmallest

from factsheets import vocabulary
from factsheets.gazetteer import Gazetteer
from index.bits import NONE, Documents, bits_of, flags_of
from index.reader import IndexReader
from index.schema import STATUS_CODES, DocType, codes
from index.uncertain import with_date

FACETS = ("kind", "actor", "tool", "year", "lang", "status", "currency")
MOST_VALUES = 10
_FEW = 20_000
"""Up to how many documents their numbers are looked up as a set, rather than as flags, one byte each."""
_LARGE = 0.5
"""The share of all documents from which on the most frequent actors are counted first, one by one."""
_LANG = "lang:"
_YEAR = 10_000
_STATUS_LABELS = {"draft": "draft-mark", "reviewed": "reviewed"}


@dataclass(frozen=True, slots=True)
class Value:
    """`value` is what the field of the query language takes, `name` what a person reads."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The most frequent values, equals by name; `documents` is how many of the set have any; `more` values are left."""

    field: str
    values: tuple[Value, ...]
    documents: int
    more: bool


class Facets:
    """Counts on one snapshot of an index; what it needs more than once it keeps."""

    def __init__(self, reader: IndexReader, gazetteer: Gazetteer, lang: str = "en") -> None:
        self._reader = reader
        self._gazetteer = gazetteer
        self._lang = lang

    def count(self, documents: Documents, most: int = MOST_VALUES) -> tuple[Facet, ...]:
        return tuple(self.facet(field, documents, most) for field in FACETS)

    def facet(self, field: str, documents: Documents, most: int = MOST_VALUES) -> Facet:
        if field in {"actor", "tool"}:
            return self._entities(field, documents, most)
        tables = {"year": self._years, "lang": self._languages, "status": self._statuses}
        found = tables.get(field, lambda: self._coded(field))()
        return _facet(field, documents, found, self._names(field), most)

    def _coded(self, column: str) -> dict[str, Documents]:
        known, present = codes(_TABLES[column]), self._reader.codes(column)
        return {key: self._reader.having(column, frozenset({code})) for key, code in known.items() if code in present}

    def _statuses(self) -> dict[str, Documents]:
        passages = self._reader.having("type", frozenset({DocType.PASSAGE}))
        return {
            str(status): self._reader.having("status", frozenset({code})) - passages
            for status, code in STATUS_CODES.items()
        }

    def _languages(self) -> dict[str, Documents]:
        terms = self._reader.completions("refs", _LANG)
        return {term.removeprefix(_LANG): self._reader.postings("refs", term) for term in terms}

    def _years(self) -> dict[str, Documents]:
        return self._by_year

    @cached_property
    def _by_year(self) -> dict[str, Documents]:
        days = {*self._reader.column("first"), *self._reader.column("last")}
        years = {day // _YEAR for day in days if day}
        return {
            f"{year:04}": with_date(self._reader, year * _YEAR + 101, year * _YEAR + 1231).documents for year in years
        }

    def _names(self, field: str) -> Callable[[str], str]:
        if field in {"kind", "lang"}:
            table = "figure_kinds" if field == "kind" else "languages"
            return lambda key: vocabulary.label(table, key, self._lang) if key in vocabulary.terms(table) else key
        if field == "status":
            return lambda key: vocabulary.label("labels", _STATUS_LABELS[key], self._lang).casefold()
        return lambda key: key

    def _entities(self, field: str, documents: Documents, most: int) -> Facet:
        about = self._mentions
        ids = about.of_type[field]
        most_frequent = len(documents) > self._reader.count * _LARGE
        found = self._most_frequent(documents, ids, most) if most_frequent else about.counts(documents)
        values, more = _most({entity: found[entity] for entity in found.keys() & ids}, self._shown, most)
        return Facet(field, values, len(documents & about.about[field]), more)

    def _most_frequent(self, documents: Documents, ids: frozenset[str], most: int) -> dict[str, int]:
        """The most frequent in the library first, until the next cannot be among the most frequent of the set."""
        found: dict[str, int] = {}
        best: list[int] = []
        for entity, frequency in self._mentions.by_frequency:
            if len(best) > most and frequency < best[0]:
                break
            count = len(documents & self._reader.postings("refs", entity)) if entity in ids else 0
            if count:
                found[entity] = count
                (heappushpop if len(best) > most else heappush)(best, count)
        return found

    def _shown(self, entity: str) -> str:
        """The register's name, else the one on the first document of the actor or tool itself."""
        known = self._gazetteer.get(entity)
        if known:
            return known.name
        rows = (self._reader.row(one) for one in self._reader.postings("refs", entity) & self._mentions.entities)
        return next((row.label for row in rows if row.fact == entity), entity)

    @cached_property
    def _mentions(self) -> "_Mentions":
        return _Mentions(self._reader, self._gazetteer)


class _Mentions:
    """Which documents are about whom: the ids of each actor's or tool's documents."""

    def __init__(self, reader: IndexReader, gazetteer: Gazetteer) -> None:
        self._numbers = reader.numbers
        self._counted: tuple[Documents, dict[str, int]] = NONE, {}
        self._lists: dict[str, array[int]] = {}
        for term, documents in reader.lists("refs"):
            if ":" not in term and gazetteer.resolve(term) == term:
                self._lists.setdefault(term, array("I")).extend(documents)
        sizes = ((term, len(documents)) for term, documents in self._lists.items())
        self.by_frequency = sorted(sizes, key=lambda pair: -pair[1])
        actors, tools = (reader.having("type", frozenset({kind})) for kind in (DocType.ACTOR, DocType.TOOL))
        self.entities = actors | tools
        named_as_actors = frozenset(self.counts(actors))
        self.of_type = {"actor": named_as_actors, "tool": frozenset(self.counts(tools)) - named_as_actors}
        self.about = {field: self._about_any(ids) for field, ids in self.of_type.items()}

    def counts(self, documents: Documents) -> dict[str, int]:
        """How many of the documents are about each; the last result is kept."""
        if self._counted[0] != documents:
            few = len(documents) <= _FEW
            found = self._by_intersection(documents) if few else self._by_flags(documents)
            self._counted = documents, {term: count for term, count in found if count}
        return self._counted[1]

    def _by_intersection(self, documents: Documents) -> Iterator[tuple[str, int]]:
        some = frozenset(documents)
        return ((term, len(some.intersection(ids))) for term, ids in self._lists.items())

    def _by_flags(self, documents: Documents) -> Iterator[tuple[str, int]]:
        flags = flags_of(documents.bits)
        flags.extend(bytes(max(0, self._numbers - len(flags))))
        return ((term, sum(map(flags.__getitem__, ids))) for term, ids in self._lists.items())

    def _about_any(self, ids: frozenset[str]) -> Documents:
        every = array("I")
        for term in ids:
            every.extend(self._lists[term])
        return Documents(bits_of(every, self._numbers))


def _facet(
    field: str, documents: Documents, found: Mapping[str, Documents], name: Callable[[str], str], most: int
) -> Facet:
    counts = {key: len(documents & some) for key, some in found.items()}
    values, more = _most({key: count for key, count in counts.items() if count}, name, most)
    return Facet(field, values, len(documents & Documents.union(found.values())), more)


def _most(counts: Mapping[str, int], name: Callable[[str], str], most: int) -> tuple[tuple[Value, ...], bool]:
    best = nsmallest(most, counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Value(key, name(key), count) for key, count in best), len(counts) > most


_TABLES = {"kind": "figure_kinds", "currency": "currencies"}
