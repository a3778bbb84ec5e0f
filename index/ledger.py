"""What of a library is indexed, and where it lies: a table in columns, so that ten thousand sheets load in no time.

A sheet has one range of documents for itself and one for each of its sources' passages; all are numbered within one
segment. Whose documents count is worked out from the table alone, never from the order in which sheets were read: of
two sheets with one id, and of two that are right about a source, the first by name owns it. What is written and not
owned is dead: it lies in its segment and is not seen.
"""

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, MutableSequence
from dataclasses import dataclass
from itertools import accumulate, compress, pairwise
from operator import ne
from typing import Any

from index.scan import in_order
from index.stamp import Counts

MISSING, WRONG, RIGHT, SHEET = range(4)
"""What a sheet's record of a source was worth when it was indexed; the last marks the sheet's own documents."""
UNWRITTEN, NOWHERE = 0xFFFF, 0xFFFE
"""In place of a segment: the documents were not written, since another sheet owns them; there are none at all."""
CONTENT = 16
"""Bytes of a file's hash that are kept."""
_MAGIC = b"factfile ledger 1\n"
_SHEETS = {"signatures": "q", "problems": "H", "counts": "H"}
_RANGES = {"source_signatures": "q", "source_contents": "q", "segments": "H", "starts": "I", "lengths": "I"}
_IS_SOURCE = bytes(code != SHEET for code in range(256))
_IS_RIGHT = bytes(code == RIGHT for code in range(256))


class LedgerError(Exception):
    """A ledger that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Range:
    """The documents of a sheet (`file` is "") or of one of its sources; `start` is None where none were written."""

    file: str = ""
    signature: int = 0
    content: int = 0
    state: int = SHEET
    start: int | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Indexed:
    """One sheet file as it was read; one that could not be read has no id and no ranges."""

    name: str
    signature: int
    content: bytes
    id: str
    problems: int
    ranges: tuple[Range, ...] = ()


class Ledger:
    """Rows by the order of names; `dead` has the ranges, by segment, that no longer count."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.ids: list[str] = []
        self.contents = bytearray()
        self.signatures, self.problems, self.counts = array("q"), array("H"), array("H")
        self.files: list[str] = []
        self.states, self.live = bytearray(), bytearray()
        self.source_signatures, self.source_contents = array("q"), array("q")
        self.segments, self.starts, self.lengths = array("H"), array("I"), array("I")
        self.dead: dict[int, set[tuple[int, int]]] = {}

    def __len__(self) -> int:
        return len(self.names)

    def to_bytes(self) -> bytes:
        parts = [
            *(_joined(column) for column in (self.names, self.ids, self.files)),
            *(bytes(column) for column in (self.contents, self.states, self.live)),
            *(getattr(self, name).tobytes() for name in (*_SHEETS, *_RANGES)),
        ]
        return _MAGIC + json.dumps([len(part) for part in parts]).encode() + b"\n" + b"".join(parts)

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Ledger":
        """Raises LedgerError for what `to_bytes` did not write."""
        found = cls()
        try:
            head = raw.index(b"\n", len(_MAGIC)) + 1
            ends = list(accumulate(json.loads(raw[len(_MAGIC) : head]), initial=head))
            if not raw.startswith(_MAGIC) or ends[-1] != len(raw):
                raise LedgerError("the ledger is cut off")
            parts = [raw[start:end] for start, end in pairwise(ends)]
            found.names, found.ids, found.files = (_parted(part) for part in parts[:3])
            found.contents, found.states, found.live = (bytearray(part) for part in parts[3:6])
            for name, part in zip((*_SHEETS, *_RANGES), parts[6:], strict=True):
                getattr(found, name).frombytes(part)
        except (ValueError, TypeError, RecursionError) as error:
            raise LedgerError("the ledger cannot be read") from error
        found._check()
        return found

    def _check(self) -> None:
        sheets, ranges = len(self.names), sum(self.counts)
        columns = [len(self.ids) == sheets, len(self.contents) == sheets * CONTENT]
        columns += [len(getattr(self, name)) == sheets for name in _SHEETS]
        columns += [len(column) == ranges for column in (self.files, self.states, self.live)]
        columns += [len(getattr(self, name)) == ranges for name in _RANGES]
        if not all(columns):
            raise LedgerError("the ledger's columns differ in length")

    def place(self, name: str) -> int | None:
        """A sheet's row; None where there is none."""
        place = self._place_for(name)
        return place if place < len(self.names) and self.names[place] == name else None

    def _place_for(self, name: str) -> int:
        return bisect_left(self.names, in_order(name), key=in_order)

    def content(self, place: int) -> bytes:
        return bytes(self.contents[place * CONTENT : (place + 1) * CONTENT])

    def touch(self, name: str, signature: int) -> None:
        """A sheet's file bears other signs now."""
        place = self.place(name)
        if place is not None:
            self.signatures[place] = signature

    def update(self, dropped: Iterable[str], indexed: Iterable[Indexed], segment: int = UNWRITTEN) -> None:
        """Forget sheets, and put in those that were read, whose documents lie in `segment`.

        From the last name to the first, so that the places of those still to come stay as they are.
        """
        new = {row.name: row for row in indexed}
        offsets = [0, *accumulate(self.counts)]
        for name in sorted({*dropped, *new}, key=in_order, reverse=True):
            place = self._place_for(name)
            if place < len(self.names) and self.names[place] == name:
                self._drop(place, offsets[place], offsets[place + 1])
            if name in new:
                self._insert(place, offsets[place], new[name], segment)

    def _drop(self, place: int, first: int, end: int) -> None:
        for at in range(first, end):
            if self.segments[at] < NOWHERE:
                self.dead.setdefault(self.segments[at], set()).add((self.starts[at], self.lengths[at]))
        del self.names[place], self.ids[place], self.signatures[place], self.problems[place], self.counts[place]
        del self.contents[place * CONTENT : (place + 1) * CONTENT]
        for column in self._range_columns():
            del column[first:end]

    def _insert(self, place: int, first: int, row: Indexed, segment: int) -> None:
        self.names.insert(place, row.name)
        self.ids.insert(place, row.id)
        self.signatures.insert(place, row.signature)
        self.problems.insert(place, min(row.problems, 0xFFFF))
        self.counts.insert(place, len(row.ranges))
        self.contents[place * CONTENT : place * CONTENT] = row.content.ljust(CONTENT, b"\0")[:CONTENT]
        for position, one in enumerate(row.ranges, first):
            written = one.start is not None
            values = (one.file.replace("\0", "\ufffd"), one.state, written, one.signature, one.content)
            where = UNWRITTEN if not written else segment if one.count else NOWHERE
            lies = (where, one.start or 0, one.count if written else 0)
            for column, value in zip(self._range_columns(), (*values, *lies), strict=True):
                column.insert(position, value)

    def _range_columns(self) -> tuple[MutableSequence[Any], ...]:
        signs = (self.source_signatures, self.source_contents)
        return (self.files, self.states, self.live, *signs, self.segments, self.starts, self.lengths)

    def settle(self) -> list[str]:
        """Work out what counts; the names of sheets that are to be read again, since what they own was not written."""
        offsets = [0, *accumulate(self.counts)]
        owners = self._owners()
        live = bytearray(len(self.live))
        for place in owners:
            live[offsets[place]] = 1
        for at in self._source_owners(owners, offsets):
            live[at] = 1
        for at in compress(range(len(live)), map(ne, live, self.live)):
            if self.segments[at] < NOWHERE:
                dead = self.dead.setdefault(self.segments[at], set())
                (dead.discard if live[at] else dead.add)((self.starts[at], self.lengths[at]))
        self.live = live
        if UNWRITTEN not in self.segments:
            return []
        wanted = [at for at in compress(range(len(live)), live) if self.segments[at] == UNWRITTEN]
        return [self.names[place] for place in dict.fromkeys(bisect_right(offsets, at) - 1 for at in wanted)]

    def _owners(self) -> "Collection[int]":
        """The rows of the sheets that own their id: the first by name."""
        first = dict(zip(reversed(self.ids), range(len(self.ids) - 1, -1, -1), strict=True))
        first.pop("", None)
        return first.values()

    def _source_owners(self, owners: Collection[int], offsets: list[int]) -> "Collection[int]":
        """The ranges of passages that count: of each source, those of the first sheet that is right about it."""
        flags = self.states.translate(_IS_RIGHT)
        if len(owners) < len(self.ids):
            for place in set(range(len(self.ids))).difference(owners):
                flags[offsets[place] : offsets[place + 1]] = bytes(self.counts[place])
        right = list(compress(range(len(flags)), flags))
        files = list(compress(self.files, flags))
        return dict(zip(reversed(files), reversed(right), strict=True)).values()

    def count(self) -> Counts:
        """A sheet that has to give way to its twin is one problem, whatever else is wrong with it."""
        owners = self._owners()
        problems = sum(self.problems)
        twins = [place for place in set(range(len(self.ids))).difference(owners) if self.ids[place]]
        problems += sum(1 - self.problems[place] for place in twins)
        return Counts(len(self.names), len(set(self._named_sources(twins))), problems)

    def _named_sources(self, twins: list[int]) -> Iterator[str]:
        flags = self.states.translate(_IS_SOURCE)
        if twins:
            offsets = [0, *accumulate(self.counts)]
            for place in twins:
                flags[offsets[place] : offsets[place + 1]] = bytes(self.counts[place])
        return compress(self.files, flags)

    def documents(self) -> int:
        """How many documents count."""
        return sum(compress(self.lengths, self.live))

    def sources(self) -> Iterator[tuple[str, int, int, int]]:
        """(file, state, signature, content) of each sheet's record of each source."""
        rows = zip(self.files, self.states, self.source_signatures, self.source_contents, strict=True)
        return (row for row in rows if row[1] != SHEET)

    def naming(self, files: Collection[str]) -> list[str]:
        """The sheets that have one of these sources."""
        offsets = [0, *accumulate(self.counts)]
        places = (
            bisect_right(offsets, at) - 1
            for at, (file, state) in enumerate(zip(self.files, self.states, strict=True))
            if file in files and state != SHEET
        )
        return [self.names[place] for place in dict.fromkeys(places)]

    def sheets_at(self, segment: int, numbers: Iterable[int]) -> set[str]:
        """The sheets that documents of a segment belong to, those of passages and of what is gone left out."""
        offsets = [0, *accumulate(self.counts)]
        heads = compress(range(len(self.names)), self.counts)
        placed = sorted((self.starts[offsets[one]], one) for one in heads if self.segments[offsets[one]] == segment)
        found = set()
        for number in numbers:
            at = bisect_right(placed, (number, len(self.names))) - 1
            if at >= 0 and number < placed[at][0] + self.lengths[offsets[placed[at][1]]]:
                found.add(self.names[placed[at][1]])
        return found

    def merged(self, segments: list[int], into: int) -> None:
        """Documents of several segments now lie in one, in the order of segments, those that do not count left out."""
        rank = {segment: place for place, segment in enumerate(segments)}
        inside = [at for at, segment in enumerate(self.segments) if segment in rank]
        start = 0
        for at in sorted(inside, key=lambda at: (rank[self.segments[at]], self.starts[at])):
            if self.live[at]:
                self.segments[at], self.starts[at] = into, start
                start += self.lengths[at]
            else:
                self.segments[at], self.starts[at], self.lengths[at] = UNWRITTEN, 0, 0
        for segment in segments:
            self.dead.pop(segment, None)


def _joined(column: list[str]) -> bytes:
    return "\0".join((*column, "")).encode("utf-8", "surrogatepass")


def _parted(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "surrogatepass").split("\0")[:-1]
