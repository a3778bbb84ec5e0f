"""A snapshot of an index: postings as sets of document numbers, columns as arrays, rows. The boolean logic is ours."""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from index.behind import gist_of_row, row_of, sheet_of_row
from index.bit_slices import BitSlices
from index.bits import NONE, Documents, bits_of, flags_of, packed
from index.damage import DamagedError
from index.lexicon import completions
from index.schema import TYPECODES, DocType, Row

if TYPE_CHECKING:
    from index.behind import Indexed
    from index.gist import Gist
    from index.segment_reader import Leaf

Kept = TypeVar("Kept")
MOST_EXPANSIONS = 512
"""How many terms a beginning is completed to, the most frequent."""
_CACHED_BYTES = 32 << 20
_FEW_TERMS = 16
_MANY_CANDIDATES = 1_000
"""Of more documents that have all terms of a phrase, places are compared for all occurrences at once."""
_PLACE_DIGITS = 32
_DIGITS = {"type": 3, "status": 1, "rank": 2}
"""Columns of so few codes that a few binary digits tell each."""
_SHEETS = frozenset({DocType.SHEET})
_FACTS = frozenset(DocType) - {DocType.SHEET, DocType.PASSAGE}


class IndexReader:
    """Reads one state of the index for as long as it is open, whatever is written meanwhile.

    Its segments follow each other; deleted documents keep their numbers and are in no set.
    """

    def __init__(self, leaves: "Sequence[Leaf]") -> None:
        self._leaves = leaves
        self._bases: list[int] = [0, *accumulate(leaf.count for leaf in self._leaves)]
        self._columns: dict[str, array[Any]] = {}
        self._slices: dict[str, BitSlices] = {}
        self._postings: dict[tuple[str, str], Documents] = {}
        self._codes: dict[str, frozenset[int]] = {}
        self._having: dict[tuple[str, frozenset[int]], Documents] = {}

    def close(self) -> None:
        for leaf in self._leaves:
            leaf.close()

    @property
    def numbers(self) -> int:
        """Documents are numbered from 0 to below this, the deleted included."""
        return self._bases[-1]

    @cached_property
    def documents(self) -> Documents:
        deleted = sum(leaf.deleted << base for base, leaf in self._placed())
        return Documents(((1 << self.numbers) - 1) ^ deleted)

    @property
    def count(self) -> int:
        return len(self.documents)

    def _placed(self) -> "Iterator[tuple[int, Leaf]]":
        return zip(self._bases, self._leaves, strict=False)

    def postings(self, field: str, term: str) -> Documents:
        """The documents that have a term."""
        key = field, term
        if key not in self._postings:
            self._forget_some()
            bits = sum(_bits(leaf.postings(field, term), leaf.count) << base for base, leaf in self._placed())
            self._postings[key] = Documents(bits & self.documents.bits)
        return self._postings[key]

    def _forget_some(self) -> None:
        """Keep the sets read last within bounds, the oldest go first."""
        if len(self._postings) * self.numbers > _CACHED_BYTES * 8:
            del self._postings[next(iter(self._postings))]

    def union(self, field: str, terms: Iterable[str]) -> Documents:
        every = tuple(terms)
        if len(every) <= _FEW_TERMS:
            return Documents.union(self.postings(field, term) for term in every)
        bits = sum(
            _united((leaf.postings(field, term) for term in every), leaf.count) << base for base, leaf in self._placed()
        )
        return Documents(bits & self.documents.bits)

    def beginning(self, field: str, prefix: str) -> Documents:
        """The documents that have any term that begins so."""
        bits = 0
        for base, leaf in self._placed():
            first, end = leaf.lexicon(field).range(prefix)
            bits |= _united(leaf.postings_between(field, first, end), leaf.count) << base
        return Documents(bits & self.documents.bits)

    def completions(self, field: str, prefix: str, most: int = MOST_EXPANSIONS) -> list[str]:
        """The field's terms that begin with a prefix, the most frequent first, those of deleted documents too."""
        lexicons = [leaf.lexicon(field) for leaf in self._leaves]
        return [term for term, _ in completions(lexicons, prefix, most)]

    def terms(self, field: str) -> list[str]:
        """Every term of a field, in order."""
        return sorted({term for leaf in self._leaves for term in leaf.lexicon(field).terms()})

    def lists(self, field: str) -> Iterator[tuple[str, "array[int]"]]:
        """Every term of a field and the ids of its documents, the deleted left out; terms recur, once for a segment."""
        live = flags_of(self.documents.bits)
        for base, leaf in self._placed():
            for term in leaf.lexicon(field).terms():
                ids = leaf.ids(field, term)
                yield term, array("I", (base + one for one in ids if live[base + one])) if base or leaf.deleted else ids

    def phrase(self, field: str, terms: list[str]) -> Documents:
        """The documents where the terms follow each other; a single term is its postings."""
        candidates = Documents.intersection([self.postings(field, term) for term in terms])
        if len(terms) < 2 or not candidates:
            return candidates
        if len(candidates) > _MANY_CANDIDATES:
            return Documents.of(self._phrase_among_many(field, terms)) & self.documents
        begun = self._positions(field, terms[0], candidates)
        for step, term in enumerate(terms[1:], start=1):
            places = self._positions(field, term, Documents.of(begun))
            followed = (
                (one, frozenset(start for start in starts if start + step in places.get(one, ())))
                for one, starts in begun.items()
            )
            begun = {one: starts for one, starts in followed if starts}
        return Documents.of(begun)

    def _phrase_among_many(self, field: str, terms: list[str]) -> set[int]:
        """By all occurrences of the terms as sets of numbers, each a document and a place in it."""
        found: set[int] = set()
        for base, leaf in self._placed():
            listed = [(step, *leaf.occurrences(field, term)) for step, term in enumerate(terms)]
            listed.sort(key=lambda one: len(one[1]))
            starts = {place - listed[0][0] for place in _places(*listed[0][1:])}
            for step, ids, places in listed[1:]:
                starts.intersection_update(map((-step).__add__, _places(ids, places)))
            found.update(base + (start >> _PLACE_DIGITS) for start in starts)
        return found

    def _positions(self, field: str, term: str, wanted: Documents) -> dict[int, frozenset[int]]:
        found: dict[int, frozenset[int]] = {}
        for base, leaf in self._placed():
            local = Documents(wanted.bits >> base & (1 << leaf.count) - 1)
            places = leaf.positions(field, term, local) if local else {}
            found |= {base + document: frozenset(some) for document, some in places.items()}
        return found

    def column(self, name: str) -> "array[Any]":
        """A column over all document numbers."""
        if name not in self._columns:
            values = array(TYPECODES[name])
            for leaf in self._leaves:
                values.extend(leaf.column(name))
            self._columns[name] = values
        return self._columns[name]

    def having(self, name: str, codes: frozenset[int]) -> Documents:
        """The documents whose byte in a column is one of `codes`."""
        if not codes:
            return NONE
        if (name, codes) not in self._having:
            self._having[name, codes] = Documents(self._coded(name, codes) & self.documents.bits)
        return self._having[name, codes]

    def _coded(self, name: str, codes: frozenset[int]) -> int:
        digits = _DIGITS.get(name)
        if digits:
            slices = self.slices(name)
            return reduce(or_, (slices.equal(code, digits) for code in codes))
        flags = bytes(byte in codes for byte in range(256))
        return packed(self.column(name).tobytes().translate(flags))

    def codes(self, name: str) -> frozenset[int]:
        """The bytes that a column has, 0 included."""
        if name not in self._codes:
            self._codes[name] = frozenset(self.column(name).tobytes())
        return self._codes[name]

    def slices(self, name: str) -> BitSlices:
        """A column for comparisons and for the first few by its numbers."""
        if name not in self._slices:
            self._slices[name] = BitSlices(self.column(name))
        return self._slices[name]

    @cached_property
    def dated(self) -> Documents:
        """The documents with a date of which at least one end is known."""
        return self.documents & (self.slices("first").nonzero() | self.slices("last").nonzero())

    def spread(self, documents: Documents) -> Documents:
        """The documents, and with every sheet among them the facts that stand right before it."""
        bits = (documents & self.having("type", _SHEETS)).bits if documents else 0
        if bits:
            for step, reached in enumerate(self._runs_of_facts):
                bits |= bits >> (1 << step) & reached
        return Documents(bits | documents.bits)

    @cached_property
    def _runs_of_facts(self) -> list[int]:
        """The facts followed by 0, 1, 3, 7 ... facts or more: where a bit gets from 1, 2, 4, 8 ... places above."""
        runs = self.having("type", _FACTS).bits
        found: list[int] = []
        while runs:
            found.append(runs)
            runs &= runs >> (1 << len(found) - 1)
        return found

    def row(self, document: int) -> Row:
        return _understood(_row, self._stored(document))

    def sheet(self, sheet_id: str) -> "Indexed | None":
        """A sheet as it was indexed."""
        documents = self.postings("key", sheet_id)
        return next((_understood(sheet_of_row, self._stored(document)) for document in documents), None)

    def gist(self, document: int) -> "Gist":
        """What orders a fact among answers."""
        return _understood(gist_of_row, self._stored(document))

    def _stored(self, document: int) -> str:
        number = bisect_right(self._bases, document) - 1
        return self._leaves[number].row(document - self._bases[number])


def _row(stored: str) -> Row:
    return Row.from_json(row_of(stored))


def _understood(read: Callable[[str], Kept], stored: str) -> Kept:
    try:
        return read(stored)
    except Exception as error:  # whatever bytes that were not written lead to
        raise DamagedError("a row is damaged") from error


def _places(ids: "array[int]", places: "array[int]") -> "array[int]":
    """Document and place as one number each: two of 32 digits side by side are one of 64."""
    pairs = array("I", bytes(8 * len(ids)))
    low = int(sys.byteorder == "big")
    pairs[low::2], pairs[1 - low :: 2] = places, ids
    return array("Q", pairs.tobytes())


def _bits(found: "array[int] | bytes", count: int) -> int:
    return _within(int.from_bytes(found, "little") if isinstance(found, bytes) else _of_ids(found, count), count)


def _united(lists: "Iterable[array[int] | bytes]", count: int) -> int:
    """One bitmap of many lists; those of ids are first put together."""
    bits, ids = 0, array("I")
    for found in lists:
        if isinstance(found, bytes):
            bits |= int.from_bytes(found, "little")
        else:
            ids.extend(found)
    return _within(bits | _of_ids(ids, count), count)


def _of_ids(ids: "array[int]", count: int) -> int:
    try:
        return bits_of(ids, count)
    except IndexError:
        raise DamagedError("a list names documents that are not there") from None


def _within(bits: int, count: int) -> int:
    if bits >> count:
        raise DamagedError("a list names documents that are not there")
    return bits
