"""The terms of a segment and their lists, for Whoosh and in bulk; `terms_writer` says how they are laid out."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from index.damage import DamagedError
from index.lexicon import Lexicon, encoded
from index.sections import Sections, little, numbers
from index.terms_writer import bitmap_length, distinct, is_dense
from index.whoosh_imports import codec_base, whoosh3

_PIECE = 1 << 20
_NO_TERMS = Lexicon(bytes(12), 0)


class TermsReader(codec_base.TermsReader):  # type: ignore[misc]
    """Terms and lists. What Whoosh asks for comes last; the methods before it give whole lists."""

    def __init__(self, file: Any, size: int) -> None:
        self._sections = Sections(file, size)
        self._fields: dict[str, list[Any]] = self._sections.notes["fields"]
        self._lexicons: dict[str, Lexicon] = {}
        self.count: int = self._sections.notes["count"]

    def close(self) -> None:
        self._sections.close()

    def lexicon(self, field: str) -> Lexicon:
        if field not in self._lexicons:
            terms, _ = self._fields.get(field, (0, False))
            self._lexicons[field] = Lexicon(self._sections.read(f"{field}.terms"), terms) if terms else _NO_TERMS
        return self._lexicons[field]

    def documents_with(self, field: str, term: str) -> int:
        """How many documents have a term, deleted ones included."""
        lexicon = self.lexicon(field)
        ordinal = lexicon.find(term)
        return lexicon.counts[ordinal] if ordinal >= 0 else 0

    def postings(self, field: str, term: str) -> "array[int] | bytes":
        """The documents that have a term: ascending ids, or, where they are many, a bitmap (bit n is document n)."""
        lexicon = self.lexicon(field)
        ordinal = lexicon.find(term)
        if ordinal < 0:
            return array("I")
        if not is_dense(lexicon.counts[ordinal], self.count):
            return self._distinct(field, ordinal)
        start = lexicon.extents[ordinal]
        return self._bitmap(self._sections.part(f"{field}.lists", start, start + bitmap_length(self.count)))

    def postings_between(self, field: str, first: int, end: int) -> "list[array[int] | bytes]":
        """What a beginning stands for: the lists of neighbouring terms, by ordinal, in one read.

        Those that are no bitmaps are put together in one array, in the order of terms; its ids are not checked.
        """
        if first >= end:
            return []
        lexicon = self.lexicon(field)
        extents, counts = lexicon.extents[first : end + 1], lexicon.counts[first:end]
        raw = self._sections.part(f"{field}.lists", extents[0], extents[-1])
        values, together = numbers("I", raw), array("I")
        found: list[array[int] | bytes] = [together]
        half = 3 if self._fields[field][1] else 2
        for start, stop, frequency in zip(extents, extents[1:], counts, strict=False):
            begun = start - extents[0]
            if is_dense(frequency, self.count):
                found.append(self._bitmap(raw[begun : begun + bitmap_length(self.count)]))
            else:
                together += values[begun >> 2 : (begun >> 2) + (stop - start >> half)]
        return found

    def ids(self, field: str, term: str) -> "array[int]":
        """The documents that have a term, ascending, each once."""
        ordinal = self.lexicon(field).find(term)
        return self._distinct(field, ordinal) if ordinal >= 0 else array("I")

    def occurrences(self, field: str, term: str) -> "tuple[array[int], array[int]]":
        """Ids and places in parallel: an id stands once for each place. The ids are not checked."""
        ordinal = self.lexicon(field).find(term)
        return self.list_at(field, ordinal) if ordinal >= 0 else (array("I"), array("I"))

    def positions(self, field: str, term: str, wanted: Iterable[int]) -> "dict[int, array[int]]":
        """The places of a term in those of the wanted documents that have it."""
        ids, places = self.occurrences(field, term)
        found = {}
        for document in wanted:
            start = bisect_left(ids, document)
            end = bisect_right(ids, document, start)
            if start < end:
                found[document] = places[start:end]
        return found

    def lists(self, field: str) -> "Iterator[tuple[array[int], array[int], int]]":
        """Every list of a field in the order of terms: ids, places, how many documents; read in large pieces."""
        extents = self.lexicon(field).extents
        half = 3 if self._fields[field][1] else 2
        base = end = 0
        values = array("I")
        for ordinal, count in enumerate(self.lexicon(field).counts):
            start, stop = extents[ordinal], extents[ordinal + 1]
            if stop > end:
                base, end = start, max(stop, min(start + _PIECE, extents[-1]))
                values = numbers("I", self._sections.part(f"{field}.lists", base, end))
            if is_dense(count, self.count):
                start += bitmap_length(self.count)
            first, size = start - base >> 2, stop - start >> half
            yield self._checked(values[first : first + size]), values[first + size : stop - base >> 2], count

    def list_at(self, field: str, ordinal: int) -> "tuple[array[int], array[int]]":
        """Ids and places as they are kept; that every id is a document's is for the caller to check."""
        extents = self.lexicon(field).extents
        raw = self._sections.part(f"{field}.lists", extents[ordinal], extents[ordinal + 1])
        return self._split(field, ordinal, raw)

    def _split(self, field: str, ordinal: int, raw: bytes) -> "tuple[array[int], array[int]]":
        """The ids and the places of a list as it is kept; no places where the field has none."""
        frequency = self._lexicons[field].counts[ordinal]
        if is_dense(frequency, self.count):
            raw = raw[bitmap_length(self.count) :]
        end = len(raw) >> (3 if self._fields[field][1] else 2) << 2
        return numbers("I", raw[:end]), numbers("I", raw[end:])

    def _checked(self, ids: "array[int]") -> "array[int]":
        if max(ids, default=0) >= self.count:
            raise DamagedError("a list is damaged")
        return ids

    def _distinct(self, field: str, ordinal: int) -> "array[int]":
        ids = self._checked(self.list_at(field, ordinal)[0])
        return ids if len(ids) == self._lexicons[field].counts[ordinal] else array("I", dict.fromkeys(ids))

    def _bitmap(self, raw: bytes) -> bytes:
        if int.from_bytes(raw[-4:], "little") >> ((self.count - 1 & 31) + 1):
            raise DamagedError("a bitmap is damaged")
        return raw

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, key = term
        return self.lexicon(field).find_key(key) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((field, key) for field in sorted(self._fields) for key in self.lexicon(field).encoded_terms())

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from a beginning on, those of the fields after it too: Whoosh stops by itself."""
        lexicon = self.lexicon(field)
        yield from ((field, key) for key in lexicon.encoded_terms(lexicon.lower_bound(prefix)))
        later = (name for name in sorted(self._fields) if name > field)
        yield from ((name, key) for name in later for key in self.lexicon(name).encoded_terms())

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def term_info(self, field: str, key: bytes) -> Any:
        ids, _ = self._list_of(field, key)
        frequency = distinct(ids)
        weight = max(map(ids.count, set(ids))) if len(ids) > frequency else 1
        return whoosh3.TermInfo(len(ids), frequency, None, 0, weight, ids[0], ids[-1])

    def frequency(self, field: str, key: bytes) -> float:
        return float(len(self._list_of(field, key)[0]))

    def doc_frequency(self, field: str, key: bytes) -> int:
        ordinal = self._ordinal(field, key)
        return int(self.lexicon(field).counts[ordinal])

    def matcher(self, field: str, key: bytes, format_: Any, scorer: Any = None) -> Any:
        term = field, key
        if term not in self:
            raise whoosh3.TermNotFound(f"no term {field}:{key!r}")
        ids, places = self._list_of(field, key)
        info = self.term_info(field, key)
        if not places:
            return whoosh3.ListMatcher(list(ids), None, None, format_, scorer, term=term, terminfo=info)
        each: dict[int, array[int]] = {}
        for one, place in zip(ids, places, strict=True):
            each.setdefault(one, array("I")).append(place)
        weights = [float(len(found)) for found in each.values()]
        values = [little(found).tobytes() for found in each.values()]
        return whoosh3.ListMatcher(list(each), weights, values, format_, scorer, term=term, terminfo=info)

    def cursor(self, field: str, field_object: Any) -> Any:
        return _Cursor(self, field, field_object)

    def _list_of(self, field: str, key: bytes) -> "tuple[array[int], array[int]]":
        return self.list_at(field, self._ordinal(field, key))

    def _ordinal(self, field: str, key: bytes) -> int:
        ordinal = self.lexicon(field).find_key(key)
        if ordinal < 0:
            raise KeyError((field, key))
        return ordinal


class _Cursor(codec_base.FieldCursor):  # type: ignore[misc]
    """How Whoosh walks through a field's terms, for words that are nearly the one asked for."""

    def __init__(self, reader: TermsReader, name: str, field: Any) -> None:
        self._reader = reader
        self._name = name
        self._field = field
        self._lexicon = reader.lexicon(name)
        self._ordinal = 0

    def is_valid(self) -> bool:
        return self._ordinal < len(self._lexicon)

    def text(self) -> Any:
        return self._field.from_bytes(self._lexicon[self._ordinal]) if self.is_valid() else None

    def term_info(self) -> Any:
        return self._reader.term_info(self._name, self._lexicon[self._ordinal]) if self.is_valid() else None

    def first(self) -> Any:
        self._ordinal = 0
        return self.text()

    def next(self) -> Any:
        self._ordinal += 1
        return self.text()

    def find(self, term: Any) -> Any:
        self._ordinal = self._lexicon.lower_bound(term if isinstance(term, bytes) else encoded(term))
        return self.text()
