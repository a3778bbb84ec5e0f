"""What is kept behind a row, on a line of its own: a fact's gist, and the whole sheet behind the row of a sheet.

Answers are ordered by gists and shown from sheets as they were indexed, so that they come from one snapshot and no
sheet file is read for them.
"""

import json
from base64 import b85decode, b85encode
from typing import NamedTuple
from zlib import compress, decompress

from factsheets.compact import packed, unpacked
from factsheets.model import FactSheet
from index.gist import Gist

_LINE = "\n"
_FAST = 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def with_gist(row: str, gist: Gist) -> str:
    return row + _LINE + _encode(list(gist))


class Indexed(NamedTuple):
    """A sheet as it was indexed, with what its entities are called and all ids judged one with each, then."""

    sheet: FactSheet
    shown: dict[str, str]
    same: dict[str, tuple[str, ...]]


def with_sheet(row: str, indexed: Indexed) -> str:
    parts = packed(indexed.sheet), indexed.shown, {one: ids for one, ids in indexed.same.items() if ids != (one,)}
    return row + _LINE + b85encode(compress(_encode(parts).encode(), _FAST)).decode("ascii")


def row_of(stored: str) -> str:
    return stored.partition(_LINE)[0]


def gist_of_row(stored: str) -> Gist:
    return Gist(*json.loads(stored.partition(_LINE)[2]))


def sheet_of_row(stored: str) -> Indexed:
    sheet, shown, same = json.loads(decompress(b85decode(stored.partition(_LINE)[2])))
    return Indexed(unpacked(sheet), shown, {one: tuple(same.get(one, (one,))) for one in shown})
