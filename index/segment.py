"""Writes segments: a chunk of documents at once, or several segments merged into one.

Whoosh gives the schema, the storage, the segments and the interface of their codec; how a chunk becomes lists, without
Whoosh's pool that sorts postings one by one, and how segments are merged is ours. The same documents in the same order
give the same bytes, written anew or merged.
"""

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any

from index.codec import Segment, SegmentCodec
from index.lexicon import encoded
from index.records import RecordsWriter
from index.schema import FIELDS, TYPECODES, Document, whoosh_schema
from index.sections import little, numbers
from index.segment_reader import Leaf, SegmentInfo, open_leaves, storage_of
from index.terms_writer import TermsWriter, distinct

__all__ = ["SegmentInfo", "merge_segments", "write_segment"]

_GONE = 0xFFFFFFFF
_FEW = 8


def write_segment(folder: Path | Any, documents: Iterable[Document], name: str = "") -> SegmentInfo:
    """Write documents, in their order, into a new segment; the caller flushes its `files` to disk.

    `folder` may be a storage of Whoosh's. What is held in memory is numbers, some 12 kB a sheet.
    """
    with _new_segment(folder, name) as (segment, records, terms):
        chunk = _Chunk(records)
        for document in documents:
            chunk.add(document)
        segment.set_doc_count(records.count)
        chunk.write(terms)
    return SegmentInfo(segment.segment_id(), segment.doc_count_all())


def merge_segments(
    folder: Path | Any, infos: Sequence[SegmentInfo], deleted: Mapping[str, int], name: str = ""
) -> SegmentInfo:
    """Write the documents that are left of several segments, in order, into a new one; the old ones stay.

    `deleted` maps a segment's name to the bitmap of its documents that are gone.
    """
    leaves = open_leaves(folder, infos, deleted)
    try:
        with _new_segment(folder, name) as (segment, records, terms):
            parts = []
            for column, typecode in TYPECODES.items():
                records.column(column, typecode)
            for leaf in leaves:
                parts.append(_Part(leaf, records.count))
                records.copy(leaf.records, parts[-1].runs)
            segment.set_doc_count(records.count)
            schema = whoosh_schema()
            for field in sorted(FIELDS):
                terms.start_field(field, schema[field])
                _merge_field(terms, field, parts)
                terms.finish_field()
    finally:
        for leaf in leaves:
            leaf.close()
    return SegmentInfo(segment.segment_id(), segment.doc_count_all())


@contextmanager
def _new_segment(folder: Path | Any, name: str) -> Iterator[tuple[Segment, RecordsWriter, TermsWriter]]:
    """A segment with the writers of its two files; neither stays when anything fails."""
    storage, codec = storage_of(folder), SegmentCodec()
    segment = Segment.named(codec, name or f"sheets_{os.urandom(8).hex()}")
    writers: list[Any] = []
    try:
        writers.append(codec.per_document_writer(storage, segment))
        writers.append(codec.field_writer(storage, segment))
        yield segment, *writers
        for writer in writers:
            writer.close()
    except BaseException:
        for writer in writers:
            with suppress(OSError):  # what could not be written cannot be flushed at closing either
                writer.abandon()
        for file in segment.files():
            if storage.file_exists(file):
                storage.delete_file(file)
        raise


class _Chunk:
    """Documents as inverted lists."""

    def __init__(self, records: RecordsWriter) -> None:
        self._records = records
        self._columns = {name: records.column(name, typecode) for name, typecode in TYPECODES.items()}
        self._lists: dict[str, dict[str, array[int]]] = {name: {} for name, placed in FIELDS.items() if not placed}
        self._placed: dict[str, dict[str, tuple[array[int], array[int]]]] = {
            name: {} for name, placed in FIELDS.items() if placed
        }

    def add(self, document: Document) -> None:
        number = self._records.count
        for name, lists in self._lists.items():
            for term in set(document.get(name, ())):
                found = lists.get(term)
                if found is None:
                    lists[term] = array("I", (number,))
                else:
                    found.append(number)
        for name, placed in self._placed.items():
            for place, term in enumerate(document.get(name, ())):
                both = placed.get(term)
                if both is None:
                    placed[term] = array("I", (number,)), array("I", (place,))
                else:
                    both[0].append(number)
                    both[1].append(place)
        for name, column in self._columns.items():
            column.append(document.get(name, 0))
        self._records.add_row(document["row"])

    def write(self, terms: TermsWriter) -> None:
        schema, none = whoosh_schema(), array("I")
        for field in sorted(FIELDS):
            terms.start_field(field, schema[field])
            lists = self._lists.pop(field, {})
            for term in sorted(lists):
                terms.add_list(encoded(term), len(lists[term]), lists[term], none)
            placed = self._placed.pop(field, {})
            for term in sorted(placed):
                ids, places = placed[term]
                terms.add_list(encoded(term), distinct(ids), ids, places)
            terms.finish_field()


class _Part:
    """One segment of a merge: which runs of its documents stay, and the numbers that they get from `base` on."""

    def __init__(self, leaf: Leaf, base: int) -> None:
        self.leaf = leaf
        self.base = base
        self.runs = list(_runs(leaf.count, leaf.deleted))
        kept = sum(end - start for start, end in self.runs)
        self.table = self._renumbered() if kept < leaf.count else None

    def _renumbered(self) -> "array[int]":
        table: array[int] = array("I", [_GONE]) * self.leaf.count
        number = self.base
        for start, end in self.runs:
            table[start:end] = array("I", range(number, number + end - start))
            number += end - start
        return table

    def lists(self, field: str) -> "Iterator[tuple[array[int], array[int], int]]":
        """Each list of a field under the new numbers: ids, places, how many documents."""
        for ids, places, frequency in self.leaf.terms.lists(field):
            if self.table is None:
                yield self._moved(ids), places, frequency
            else:
                yield self._kept(ids, places, self.table)

    def _moved(self, ids: "array[int]") -> "array[int]":
        """One addition over all ids, as one large number: where they are many, five times as fast as one by one."""
        if not self.base:
            return ids
        if len(ids) <= _FEW:
            return array("I", [one + self.base for one in ids])
        bases = int.from_bytes(self.base.to_bytes(4, "little") * len(ids), "little")
        moved = int.from_bytes(little(ids).tobytes(), "little") + bases
        return numbers("I", moved.to_bytes(4 * len(ids), "little"))

    @staticmethod
    def _kept(ids: "array[int]", places: "array[int]", table: "array[int]") -> "tuple[array[int], array[int], int]":
        moved = [table[one] for one in ids]
        if _GONE in moved:
            places = array("I", [place for place, one in zip(places, moved, strict=False) if one != _GONE])
            moved = [one for one in moved if one != _GONE]
        kept = array("I", moved)
        return kept, places, distinct(kept)


def _runs(count: int, deleted: int) -> Iterator[tuple[int, int]]:
    """The runs of documents that are left: start and end."""
    flags = bin(1 << count | deleted)[:1:-1]  # the lowest first; one past the last ends its run
    start = 0
    while start < count:
        end = flags.index("1", start)
        if end > start:
            yield start, end
        start = end + 1


def _merge_field(terms: TermsWriter, field: str, parts: Sequence[_Part]) -> None:
    """Equal terms of all segments stand side by side after one sort, which only has to merge sorted runs."""
    each = [part.leaf.lexicon(field).encoded_terms() for part in parts]
    keys = list(chain.from_iterable(each))
    lists = [found for part, own in zip(parts, each, strict=True) for found in [part.lists(field)] * len(own)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    position = 0
    while position < len(order):
        term = keys[order[position]]
        ids, places, frequency = next(lists[order[position]])
        position += 1
        while position < len(order) and keys[order[position]] == term:
            more, at, documents = next(lists[order[position]])
            ids, places, frequency = ids + more, places + at, frequency + documents
            position += 1
        if ids:
            terms.add_list(term, frequency, ids, places)
