"""The codec: what Whoosh calls a segment's two files, and how they are opened.

Whoosh's are the schema, the storage, the segment, its reader and the interfaces of a codec; the layout inside the
files is ours. Whoosh's own layout decodes a list in pickled blocks of 128 postings; here a list is one read. Nothing
in these files is ever unpickled.
"""

from collections.abc import Iterator
from typing import Any

from index.records import RecordsReader, RecordsWriter
from index.terms import TermsReader
from index.terms_writer import TermsWriter
from index.whoosh_imports import whoosh3

RECORDS_EXT = ".doc"


class SegmentCodec(whoosh3.W3Codec):  # type: ignore[misc]
    """Reads and writes `ID.trm`, terms and lists, and `ID.doc`, rows and columns."""

    def per_document_writer(self, storage: Any, segment: Any) -> RecordsWriter:
        return RecordsWriter(segment.create_file(storage, RECORDS_EXT))

    def field_writer(self, storage: Any, segment: Any) -> TermsWriter:
        return TermsWriter(segment.create_file(storage, self.TERMS_EXT), segment)

    def per_document_reader(self, storage: Any, segment: Any) -> RecordsReader:
        name = segment.make_filename(RECORDS_EXT)
        return RecordsReader(storage.open_file(name), storage.file_length(name), segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        name = segment.make_filename(self.TERMS_EXT)
        return TermsReader(storage.open_file(name), storage.file_length(name))

    def new_segment(self, storage: Any, indexname: str) -> "Segment":  # noqa: ARG002 - Whoosh's signature
        return Segment(self, indexname)


class Segment(whoosh3.W3Segment):  # type: ignore[misc]
    """A segment as Whoosh knows it; `gone` is the bitmap of its deleted documents."""

    gone = 0

    @classmethod
    def named(cls, codec: SegmentCodec, name: str) -> "Segment":
        index, _, segment = name.rpartition("_")
        return cls(codec, index, segid=segment)

    def files(self) -> tuple[str, str]:
        return self.make_filename(SegmentCodec.TERMS_EXT), self.make_filename(RECORDS_EXT)

    def should_assemble(self) -> bool:
        """Never a compound file: that has a pickle in it."""
        return False

    def deleted_count(self) -> int:
        return self.gone.bit_count()

    def deleted_docs(self) -> Iterator[int]:
        return (number for number in range(self.doc_count_all()) if self.is_deleted(number))

    def is_deleted(self, number: int) -> bool:
        return bool(self.gone >> number & 1)

    def delete_document(self, number: int, delete: bool = True) -> None:
        self.gone = self.gone | 1 << number if delete else self.gone & ~(1 << number)
