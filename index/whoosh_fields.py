"""The types of Whoosh's fields: terms, terms with their places, columns of numbers."""

import sys
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from index.whoosh_imports import columns, fields, formats

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


class Column(columns.Column):  # type: ignore[misc]
    """A number of one type for each document, 0 where a document has none."""

    def __init__(self, typecode: str) -> None:
        self.typecode = typecode

    def default_value(self, reverse: bool = False) -> int:  # noqa: ARG002 - Whoosh's signature
        return 0
