"""Opens segments through Whoosh's reader and our codec, and gives what Whoosh's reader has no method for."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.codec import RECORDS_EXT, Segment, SegmentCodec
from index.damage import DamagedError
from index.lexicon import Lexicon
from index.schema import whoosh_schema
from index.whoosh_imports import filestore, reading

if TYPE_CHECKING:
    from array import array

    from index.records import RecordsReader
    from index.terms import TermsReader

__all__ = ["DamagedError", "Leaf", "SegmentInfo", "open_leaves", "storage_of"]


class SegmentInfo(NamedTuple):
    """A segment as a stamp records it: a name and how many documents it has, deleted ones included."""

    name: str
    count: int  # type: ignore[assignment]  # a tuple's own `count` is of no use here

    @property
    def files(self) -> tuple[str, str]:
        return self.name + SegmentCodec.TERMS_EXT, self.name + RECORDS_EXT


class Leaf:
    """One segment of a snapshot: its documents have the numbers 0 to `count` - 1, those of `deleted` are gone."""

    __slots__ = ("count", "deleted", "reader", "records", "terms")

    def __init__(self, reader: Any, deleted: int = 0) -> None:
        self.reader = reader
        self.terms: TermsReader = reader._terms
        self.records: RecordsReader = reader._perdoc
        self.count = self.records.count
        self.deleted = deleted

    def close(self) -> None:
        self.reader.close()

    def lexicon(self, field: str) -> Lexicon:
        return self.terms.lexicon(field)

    def frequency(self, field: str, term: str) -> int:
        """How many documents have a term, deleted ones included."""
        return self.terms.documents_with(field, term)

    def postings(self, field: str, term: str) -> "array[int] | bytes":
        """The documents that have a term: ascending ids, or, where they are many, a bitmap (bit n is document n)."""
        return self.terms.postings(field, term)

    def postings_between(self, field: str, first: int, end: int) -> "list[array[int] | bytes]":
        """What a beginning stands for: one array of the ids of all its terms, then the bitmaps of the frequent ones."""
        return self.terms.postings_between(field, first, end)

    def ids(self, field: str, term: str) -> "array[int]":
        """The documents that have a term, ascending, each once."""
        return self.terms.ids(field, term)

    def occurrences(self, field: str, term: str) -> "tuple[array[int], array[int]]":
        """Ids and places in parallel: an id stands once for each place."""
        return self.terms.occurrences(field, term)

    def positions(self, field: str, term: str, wanted: Iterable[int]) -> "dict[int, array[int]]":
        """The places of a term in those of the wanted documents that have it."""
        return self.terms.positions(field, term, wanted)

    def column(self, name: str) -> "array[Any]":
        """A value for each document."""
        return self.records.column(name)

    def row(self, number: int) -> str:
        """What a list shows of a document: JSON of `schema.Row`."""
        return self.records.row(number)


def storage_of(folder: Path | Any) -> Any:
    """A folder as Whoosh sees it, without mmap; a storage of Whoosh's own is taken as it is."""
    return filestore.FileStorage(str(folder), supports_mmap=False) if isinstance(folder, Path) else folder


class _Opening(SegmentCodec):
    """Knows what it opened: of a segment whose second file is damaged, Whoosh's reader leaves the first one open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[TermsReader | RecordsReader] = []

    def terms_reader(self, storage: Any, segment: Any) -> "TermsReader":
        self.opened.append(found := super().terms_reader(storage, segment))
        return found

    def per_document_reader(self, storage: Any, segment: Any) -> "RecordsReader":
        self.opened.append(found := super().per_document_reader(storage, segment))
        return found


def open_leaves(folder: Path | Any, infos: Sequence[SegmentInfo], deleted: Mapping[str, int]) -> list[Leaf]:
    """The segments of a snapshot in order; `deleted` maps a segment's name to the bitmap of its documents gone.

    Raises DamagedError, or FileNotFoundError for one that is gone. Open files stay readable when they are deleted.
    """
    storage, schema, codec = storage_of(folder), whoosh_schema(), _Opening()
    leaves: list[Leaf] = []
    try:
        for name, count in infos:
            segment = Segment.named(codec, name)
            segment.set_doc_count(count)
            segment.gone = deleted.get(name, 0)
            leaves.append(Leaf(reading.SegmentReader(storage, schema, segment), segment.gone))
            if not leaves[-1].count == leaves[-1].terms.count == count:
                raise DamagedError(f"{name} is not the segment that was written")
    except BaseException:
        for part in codec.opened:
            part.close()
        raise
    return leaves
