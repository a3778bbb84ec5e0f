"""Sheets -> a segment: a chunk of files is read, expanded and written in one go, by whatever process has it to do."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factsheets.library import Library
from factsheets.model import FactSheet, Source
from index.expand import passage_documents, sheet_documents
from index.ledger import CONTENT, MISSING, RIGHT, WRONG, Indexed, Range
from index.scan import ABSENT, settled_signature
from index.schema import Document
from index.segment import write_segment
from index.sources import content_hash, short_hash, source_hash, stays_inside
from index.stamp import Signature
from index.store import Folder, Memory
from index.workers import stop_if_orphaned

FIRST_CHUNK = 32
"""Sheets of the first chunk: it answers within a second."""
_MOST_SHEETS = 256
_MOST_BYTES = 4_000_000
_UNKNOWN = bytes(CONTENT)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sheet files to be read. `whole`: passages are written even where an earlier sheet of the chunk has them."""

    names: tuple[str, ...]
    whole: bool = False

    def to_json(self) -> bytes:
        return json.dumps([self.names, self.whole]).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Chunk":
        names, whole = json.loads(text)
        return cls(tuple(names), whole)


@dataclass(frozen=True, slots=True)
class Written:
    """The segment of a chunk ("" for none), with a row for every sheet file."""

    segment: str = ""
    count: int = 0
    files: dict[str, Signature] = field(default_factory=dict)
    rows: tuple[Indexed, ...] = ()

    def to_json(self) -> bytes:
        rows = [
            [row.name, row.signature, row.content.hex(), row.id, row.problems, [_values(one) for one in row.ranges]]
            for row in self.rows
        ]
        return json.dumps([self.segment, self.count, self.files, rows]).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Written":
        segment, count, files, rows = json.loads(text)
        read = (
            Indexed(name, signature, bytes.fromhex(content), sheet, problems, tuple(Range(*one) for one in ranges))
            for name, signature, content, sheet, problems, ranges in rows
        )
        return cls(segment, count, files, tuple(read))


def _values(one: Range) -> list[Any]:
    return [getattr(one, name) for name in Range.__slots__]


def planned(library: Library, names: Sequence[str], *, whole: bool = False) -> Iterator[Chunk]:
    """Files in chunks, in their order; a small one first, then by number and size, so that memory stays flat."""
    chunk: list[str] = []
    size, most = 0, FIRST_CHUNK
    for name in names:
        chunk.append(name)
        size += _size(library.sheets_dir / name)
        if len(chunk) == most or size >= _MOST_BYTES:
            yield Chunk(tuple(chunk), whole)
            chunk, size, most = [], 0, _MOST_SHEETS
    if chunk:
        yield Chunk(tuple(chunk), whole)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def write_chunk(library: Library, store: Folder | Memory, chunk: Chunk) -> Written:
    """Raises OSError where the store cannot take it; whatever is wrong with a sheet is its own problem."""
    reader = _ChunkReader(library, chunk)
    documents = reader.documents()
    first = next(documents, None)
    if first is None:
        return Written(rows=tuple(reader.rows))
    info = write_segment(store.target, _with(first, documents))
    return Written(info.name, info.count, store.sign(info.files), tuple(reader.rows))


def _with(first: Document, rest: Iterable[Document]) -> Iterator[Document]:
    yield first
    yield from rest


class _ChunkReader:
    """Gives the documents of one sheet after the other; once all are taken, `rows` has what was read."""

    def __init__(self, library: Library, chunk: Chunk) -> None:
        self._library = library
        self._chunk = chunk
        self._given = 0
        self._passages: set[str] = set()
        self.rows: list[Indexed] = []

    def documents(self) -> Iterator[Document]:
        for name in self._chunk.names:
            stop_if_orphaned()
            row, documents = self._read(name)
            self.rows.append(row)
            yield from documents

    def _read(self, name: str) -> tuple[Indexed, list[Document]]:
        """The signature is taken before the file is read: who writes meanwhile is noticed by the next scan."""
        path = self._library.sheets_dir / name
        signature = settled_signature(path)
        read, stamp = self._library.read_to_edit(path)
        content = content_hash(stamp.sha256) if stamp else _UNKNOWN
        if read.sheet is None:
            return Indexed(name, signature, content, "", max(len(read.problems), 1)), []
        given, passages = self._given, set(self._passages)
        try:
            ranges, documents = self._expanded(read.sheet, self._library.name_of(path))
        except MemoryError:
            raise
        except Exception:  # a sheet that cannot be expanded is one problem; the others are indexed
            self._given, self._passages = given, passages
            return Indexed(name, signature, content, "", 1), []
        return Indexed(name, signature, content, read.sheet.id, len(read.problems), tuple(ranges)), documents

    def _expanded(self, sheet: FactSheet, name: str) -> tuple[list[Range], list[Document]]:
        documents = list(sheet_documents(self._library, sheet, name))
        ranges = [Range(start=self._given, count=len(documents))]
        self._given += len(documents)
        best: dict[str, Range] = {}
        for source in sheet.sources:
            file = source.text_file()
            if best.get(file, Range(state=MISSING)).state == RIGHT:
                continue
            best[file], passages = self._source(sheet, source, name)
            documents += passages
        return [*ranges, *best.values()], documents

    def _source(self, sheet: FactSheet, source: Source, name: str) -> tuple[Range, list[Document]]:
        """The passages of a source, unless an earlier sheet of the chunk has written them."""
        file = source.text_file()
        path = self._library.seeds_dir / file
        inside = stays_inside(file)
        signature = settled_signature(path) if inside else ABSENT
        right = short_hash(source.text_hash())
        if file not in self._passages or self._chunk.whole:
            documents = list(passage_documents(self._library, sheet, source, name))
            if documents:
                start, self._given = self._given, self._given + len(documents)
                self._passages.add(file)
                return Range(file, signature, right, RIGHT, start, len(documents)), documents
        read = self._library.source(source)
        if read.text is not None and read.verified != "no":
            return Range(file, signature, right, RIGHT, None if read.text.paragraphs else 0), []
        if not inside or not os.path.lexists(path):
            return Range(file, ABSENT, 0, MISSING), []
        return Range(file, signature, source_hash(self._library, file), WRONG), []
