"""What an index holds: one Whoosh document for each fact, sheet and source passage.

Words are indexed as terms that `analysis` made; nothing is expanded by language. The words of kinds, currencies and
units are not indexed at all: a question's words are resolved to codes, and every document carries its codes in
columns, one byte each. `row` is what a list shows without opening the sheet.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from whoosh import fields

from factsheets import vocabulary
from factsheets.model import Rank, Status
from index import analysis
from index.whoosh_fields import PackedColumn, PlacedTerms, Terms

VERSION = 6
"""Raise it with any change to the documents: every index is then rebuilt."""
LONGEST_PREFIX = 8
TYPECODES = {
    "type": "B",
    "kind": "B",
    "currency": "B",
    "measure": "B",
    "status": "B",
    "rank": "B",
    "low": "d",
    "high": "d",
    "first": "i",
    "last": "i",
    "place": "i",
}
"""The columns, as `array` and `struct` call their types; absent is 0."""


class DocType(IntEnum):
    FIGURE = 0
    DATE = 1
    STATEMENT = 2
    ACTOR = 3
    TOOL = 4
    PLACE = 5
    SHEET = 6
    PASSAGE = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One document as a list shows it. `fact` is "" for sheets; of a passage, `source` and `paragraph` say where.

    `draft` is told of sheets; a fact says it in its line.
    """

    type: str
    sheet: str
    fact: str
    label: str
    line: str
    source: str = ""
    paragraph: int = 0
    path: str = ""
    draft: bool = False

    def to_json(self) -> str:
        data = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Row":
        return cls(**json.loads(text))


def whoosh_schema() -> Any:
    """The Whoosh schema, made anew each time it is needed, so that none is ever read from a file.

    `place` decides among equals. Document numbers would not do: they depend on what was refreshed when.
    """
    numbers = {name: fields.COLUMN(PackedColumn(typecode)) for name, typecode in TYPECODES.items()}
    return fields.Schema(
        unit=fields.ID(),
        key=fields.ID(),
        words=PlacedTerms(),
        context=Terms(),
        names=Terms(),
        refs=Terms(),
        row=fields.STORED(),
        **numbers,
    )


@cache
def codes(name: str) -> dict[str, int]:
    """A vocabulary's entries as bytes, from 1; 0 is "none". An index is rebuilt when a vocabulary changes."""
    keys = vocabulary.currencies() if name == "currencies" else vocabulary.terms(name)
    return {key: number for number, key in enumerate(keys, start=1)}


def place_of(sheet: str, position: int) -> int:
    """One order of all documents, the same however an index came about; a sheet's own stay together and in order."""
    return (crc32(sheet.encode()) & 0x7FFFF) << 12 | min(position, 0xFFF)


STATUS_CODES = {status: number for number, status in enumerate(Status)}
RANK_CODES = {rank: number for number, rank in enumerate(Rank)}


@cache
def fingerprint() -> str:
    """What an index depends on besides its library: versions of documents and tokens, and the vocabularies."""
    digest = hashlib.sha256(f"{VERSION} {analysis.VERSION}".encode())
    for path in sorted(Path(vocabulary.__file__).parent.glob("*.yaml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:32]
