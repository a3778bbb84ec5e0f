"""How terms, their places and numbers are kept in Whoosh's files: nothing is pickled, a column is read at once."""

import sys
import warnings
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 has escapes that newer Pythons warn of when they first compile it
    from whoosh import columns, fields, formats

Posting = tuple[bytes, int, float, bytes]


class Terms(fields.FieldType):  # type: ignore[misc]
    """Terms that a document has, without their places."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[Posting]:
        return ((term.encode(), 1, 1.0, b"") for term in set(value))


class _Places(formats.Positions):  # type: ignore[misc]
    """Places as plain 32-bit numbers."""

    def decode_positions(self, value: bytes) -> "array[int]":
        places = array("I")
        places.frombytes(value)
        if sys.byteorder == "big":
            places.byteswap()
        return places


class PlacedTerms(fields.FieldType):  # type: ignore[misc]
    """Terms with their places, for phrases."""

    def __init__(self) -> None:
        super().__init__(_Places(), analyzer=None)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[Posting]:
        places: dict[str, array[int]] = {}
        for place, term in enumerate(value):
            places.setdefault(term, array("I")).append(place)
        for term, found in places.items():
            count = len(found)
            if sys.byteorder == "big":
                found.byteswap()
            yield term.encode(), count, float(count), found.tobytes()


class _PackedReader(columns.NumericColumn.Reader):  # type: ignore[misc]
    def load(self) -> "array[Any]":
        values = array(self._typecode)
        values.frombytes(self._dbfile.get(self._basepos, self._count * self._fixedlen))
        if sys.byteorder == "little":
            values.byteswap()
        return values


class PackedColumn(columns.NumericColumn):  # type: ignore[misc]
    """Numbers that `load` reads in one piece; Whoosh's own reads them one by one, half a second for ten thousand."""

    Reader = _PackedReader
