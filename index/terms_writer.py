"""How the lists of a segment's terms are laid out, and their writer: Whoosh's interface, and whole lists at once.

A list is `[bitmap] ids [places]`: document numbers, beside them as many places where the field has places (an id then
stands once for each place, so that the places of one document are found by a binary search), and before them a bitmap
where the term is frequent.
"""

from array import array
from itertools import islice
from operator import ne
from typing import Any

from index.bits import packed
from index.sections import SectionWriter
from index.whoosh_imports import codec_base

_DENSE_SHARE = 64
"""A term that one document in so many has is kept as a bitmap too: at most twice the bytes, and 30 times faster."""
_DENSE_LEAST = 32
_JOINED = 1 << 16


def is_dense(frequency: int, count: int) -> bool:
    return frequency >= _DENSE_LEAST and frequency * _DENSE_SHARE >= count


def distinct(ids: "array[int]") -> int:
    """How many different ids there are in ascending ones."""
    return sum(map(ne, ids, islice(ids, 1, None))) + 1 if ids else 0


def _bitmap_of(ids: "array[int]", count: int) -> bytes:
    flags = bytearray(count)
    for one in ids:
        flags[one] = 1
    return packed(flags).to_bytes(bitmap_length(count), "little")


def bitmap_length(count: int) -> int:
    """Of whole numbers, so that a field's lists are numbers all along."""
    return (count + 31) >> 5 << 2


class TermsWriter(codec_base.FieldWriter):  # type: ignore[misc]
    """Writes fields one after the other, their terms in ascending order; the segment knows its number of documents."""

    def __init__(self, file: Any, segment: Any) -> None:
        self._out = SectionWriter(file)
        self._segment = segment
        self._fields: dict[str, list[Any]] = {}
        self._term = b""
        self._ids, self._places, self._frequency = array("I"), array("I"), 0

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """Whoosh's entry: postings one by one. No field has lengths, so none are asked for."""
        self._segment.set_doc_count(lengths.doc_count_all())
        super().add_postings(schema, None, items)

    def start_field(self, name: str, field: Any) -> None:
        self._name = name
        self._placed: bool = field.format.supports("positions")
        self._format = field.format
        self._terms: list[bytes] = []
        self._starts, self._counts, self._extents = array("I", [0]), array("I"), array("Q", [0])
        self._begun = self._out.at

    def add_list(self, term: bytes, frequency: int, ids: "array[int]", places: "array[int]") -> None:
        """A whole list at once; `frequency` is how many different ids there are."""
        out, count = self._out, self._segment.doc_count_all()
        if is_dense(frequency, count):
            out.write(_bitmap_of(ids, count))
        out.write_numbers(ids)
        if self._placed:
            out.write_numbers(places)
        self._terms.append(term)
        self._starts.append(self._starts[-1] + len(term))
        self._counts.append(frequency)
        self._extents.append(out.at - self._begun)

    def start_term(self, term: bytes) -> None:
        self._term = term
        self._ids, self._places, self._frequency = array("I"), array("I"), 0

    def add(self, number: int, weight: float, value: bytes, length: int) -> None:  # noqa: ARG002 - Whoosh's signature
        places = self._format.decode_positions(value) if self._placed else ()
        self._ids.extend([number] * (len(places) or 1))
        self._places.extend(places)
        self._frequency += 1

    def finish_term(self) -> None:
        self.add_list(self._term, self._frequency, self._ids, self._places)

    def finish_field(self) -> None:
        """A field without terms leaves no trace."""
        if not self._terms:
            return
        out = self._out
        out.end_section(f"{self._name}.lists")
        for values in (self._counts, self._starts, self._extents):
            out.write_numbers(values)
        for first in range(0, len(self._terms), _JOINED):
            out.write(b"".join(self._terms[first : first + _JOINED]))
        out.end_section(f"{self._name}.terms")
        self._fields[self._name] = [len(self._terms), self._placed]

    @property
    def is_closed(self) -> bool:
        return self._out.is_closed

    def close(self) -> None:
        self._out.close({"count": self._segment.doc_count_all(), "fields": self._fields})

    def abandon(self) -> None:
        self._out.abandon()
