"""What an index holds: one Whoosh document for each fact, sheet and source passage.

Words are indexed as terms that `analysis` made; nothing is expanded by language. The words of kinds, currencies and
units are not indexed at all: a question's words are resolved to codes, and every document carries its codes in
columns, one byte each. `row` is what a list shows without opening the sheet.

Title and themes are the `context` of a sheet's document only; its facts stand right before it. A fact's own `context`
is the weak aliases of those it is about. `names` are the terms of the names of an actor, a tool or a place, on the
document of that one; `edges` the first one to three letters of labels, titles and names: longer beginnings are found in
the sorted terms. `refs` are ids and the like: `x` whom a document is about, `is:x` who it is itself, `sheet:`, `lang:`,
`link:`. `quoted` is what a fact's evidence says in other words than the fact; `sources` what its sources are
called; `forms` are exact forms.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from factsheets import vocabulary
from factsheets.model import Rank, Status
from index import analysis
from index.whoosh_fields import Column, PlacedTerms, Terms
from index.whoosh_imports import fields

VERSION = 10
"""Raise it with any change to the documents: every index is then rebuilt."""
LONGEST_EDGE = 3
FIELDS = {
    "words": True,
    "forms": False,
    "names": False,
    "edges": False,
    "context": False,
    "quoted": False,
    "refs": False,
    "sources": False,
    "key": False,
}
"""The indexed fields, and whether the places of their terms are kept, for phrases."""
TYPECODES = {
    "type": "B",
    "kind": "B",
    "currency": "B",
    "measure": "B",
    "status": "B",
    "rank": "B",
    "low": "d",
    "high": "d",
    "size": "d",
    "first": "i",
    "last": "i",
    "place": "i",
}
"""The columns, as `array` and `struct` call their types; absent is 0. `size` is an amount as one number, to sort by."""

Document = dict[str, Any]
"""A document to be: lists of terms by field (words in their order), numbers by column, `row`."""


class DocType(IntEnum):
    FIGURE = 0
    DATE = 1
    STATEMENT = 2
    ACTOR = 3
    TOOL = 4
    PLACE = 5
    SHEET = 6
    PASSAGE = 7


_ALWAYS = frozenset(["type", "sheet", "fact", "label", "line"])
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
        """Without what a row has by default: there is one for every fact and every passage."""
        every = {name: getattr(self, name) for name in self.__slots__}
        return _encode({name: value for name, value in every.items() if value or name in _ALWAYS})

    @classmethod
    def from_json(cls, text: str) -> "Row":
        return cls(**json.loads(text))


def whoosh_schema() -> Any:
    """The Whoosh schema, made anew each time it is needed, so that none is ever read from a file.

    `place` decides among equals. Document numbers would not do: they depend on what was refreshed when.
    """
    indexed = {name: PlacedTerms() if placed else Terms() for name, placed in FIELDS.items()}
    numbers = {name: fields.COLUMN(Column(typecode)) for name, typecode in TYPECODES.items()}
    return fields.Schema(row=fields.STORED(), **indexed, **numbers)


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
