"""A snapshot of an index: postings as document numbers, columns as arrays, rows. The boolean logic is ours."""

from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import compress, islice
from typing import Any

from index.schema import TYPECODES, Row

MOST_EXPANSIONS = 512
"""How many terms a prefix may stand for."""


class IndexReader:
    """Reads one state of the index for as long as it is open, whatever is written meanwhile."""

    def __init__(self, whoosh_index: Any) -> None:
        self._reader = whoosh_index.reader()
        self._columns: dict[str, array[Any]] = {}
        self._postings: dict[tuple[str, str], frozenset[int]] = {}

    def close(self) -> None:
        self._reader.close()

    @cached_property
    def documents(self) -> frozenset[int]:
        return frozenset(self._reader.all_doc_ids())

    @property
    def count(self) -> int:
        return int(self._reader.doc_count())

    def postings(self, field: str, term: str) -> frozenset[int]:
        """The documents that have a term."""
        key = field, term
        if key not in self._postings:
            found = (field, term) in self._reader
            ids = self._reader.postings(field, term).all_ids() if found else ()
            self._postings[key] = frozenset(ids)
        return self._postings[key]

    def union(self, field: str, terms: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*(self.postings(field, term) for term in terms))

    def completions(self, field: str, prefix: str) -> list[str]:
        """The field's terms that begin with a prefix, in order, at most MOST_EXPANSIONS."""
        terms = islice(self._reader.expand_prefix(field, prefix), MOST_EXPANSIONS)
        return [term.decode("utf-8") for term in terms]

    def phrase(self, field: str, terms: list[str]) -> frozenset[int]:
        """The documents where the terms follow each other; a single term is its postings."""
        candidates = frozenset.intersection(*(self.postings(field, term) for term in terms)) if terms else frozenset()
        if len(terms) < 2 or not candidates:
            return candidates
        positions = [self._positions(field, term, candidates) for term in terms]
        return frozenset(
            document
            for document in candidates
            if any(
                all(start + step in places[document] for step, places in enumerate(positions))
                for start in positions[0][document]
            )
        )

    def _positions(self, field: str, term: str, wanted: frozenset[int]) -> dict[int, frozenset[int]]:
        matcher = self._reader.postings(field, term)
        found = {}
        while matcher.is_active():
            if matcher.id() in wanted:
                found[matcher.id()] = frozenset(matcher.value_as("positions"))
            matcher.next()
        return found

    def column(self, name: str) -> "array[Any]":
        """A column over all document numbers; a segment without the column has zeros."""
        if name not in self._columns:
            values = array(TYPECODES[name])
            for leaf, _ in self._reader.leaf_readers():
                values.extend(self._leaf_column(leaf, name))
            self._columns[name] = values
        return self._columns[name]

    @staticmethod
    def _leaf_column(leaf: Any, name: str) -> "array[Any]":
        count = leaf.doc_count_all()
        values = array(TYPECODES[name])
        if leaf.has_column(name):
            values.extend(leaf.column_reader(name, translate=False).load()[:count])
        values.extend([0] * (count - len(values)))
        return values

    def having(self, name: str, codes: frozenset[int]) -> frozenset[int]:
        """The documents whose byte in a column is one of `codes`."""
        if not codes:
            return frozenset()
        column = self.column(name)
        flags = bytes(byte in codes for byte in range(256))
        found = frozenset(compress(range(len(column)), column.tobytes().translate(flags)))
        return found & self.documents if self._reader.has_deletions() else found

    def row(self, document: int) -> Row:
        return Row.from_json(self._reader.stored_fields(document)["row"])
