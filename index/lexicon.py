"""The sorted terms of a field in one segment, with how many documents have each and where its list lies.

It is the segment's dictionary and what completes a beginning at once: the terms that begin alike are neighbours, and
so are their lists.
"""

from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING

from index.damage import DamagedError
from index.sections import numbers

if TYPE_CHECKING:
    from array import array

_PAST_ANY = b"\xff"
"""Sorts behind every continuation of a beginning: no UTF-8 has this byte."""


def encoded(term: str) -> bytes:
    """A term as it is kept; half a surrogate pair, which YAML can spell, is no reason to fail."""
    return term.encode("utf-8", "surrogatepass")


def decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise DamagedError("a text is damaged") from error


class Lexicon:
    """Terms by ordinal, in the order of their bytes, which is that of their code points."""

    __slots__ = ("_blob", "_starts", "counts", "extents")

    def __init__(self, raw: bytes, count: int) -> None:
        """From a field's dictionary: counts, starts of terms, extents of lists (each one longer), then the terms."""
        starts, extents, blob = 4 * count, 4 * (2 * count + 1), 4 * (2 * count + 1) + 8 * (count + 1)
        self.counts = numbers("I", raw[:starts])
        self._starts = numbers("I", raw[starts:extents])
        self.extents = numbers("Q", raw[extents:blob])
        self._blob = raw[blob:]
        if len(self.extents) != count + 1 or self._starts[-1] != len(self._blob):
            raise DamagedError("a dictionary is damaged")

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, ordinal: int) -> bytes:
        return self._blob[self._starts[ordinal] : self._starts[ordinal + 1]]

    def find(self, term: str) -> int:
        """The ordinal of a term, -1 when no document has it."""
        return self.find_key(encoded(term))

    def find_key(self, key: bytes) -> int:
        ordinal = self.lower_bound(key)
        return ordinal if ordinal < len(self.counts) and self[ordinal] == key else -1

    def range(self, prefix: str) -> tuple[int, int]:
        """From the first ordinal of the terms that begin so to past the last."""
        key = encoded(prefix)
        return self.lower_bound(key), self.lower_bound(key + _PAST_ANY)

    def lower_bound(self, key: bytes) -> int:
        """The ordinal of the first term that is not before a key."""
        blob, starts = self._blob, self._starts
        low, high = 0, len(self.counts)
        while low < high:
            middle = (low + high) >> 1
            if blob[starts[middle] : starts[middle + 1]] < key:
                low = middle + 1
            else:
                high = middle
        return low

    def encoded_terms(self, first: int = 0, end: int | None = None) -> list[bytes]:
        end = len(self.counts) if end is None else end
        blob = self._blob
        return [blob[start:stop] for start, stop in pairwise(self._starts[first : end + 1])]

    def terms(self, first: int = 0, end: int | None = None) -> list[str]:
        return list(map(decoded, self.encoded_terms(first, end)))

    def frequencies(self, first: int, end: int) -> "array[int]":
        """How many documents have each term, deleted ones included."""
        return self.counts[first:end]


def completions(lexicons: Sequence[Lexicon], prefix: str, limit: int) -> list[tuple[str, int]]:
    """The terms that begin so with their frequency over all lexicons, most frequent first, equals in order of terms."""
    if len(lexicons) == 1:
        (lexicon,) = lexicons
        first, end = lexicon.range(prefix)
        best = nlargest(limit, range(first, end), key=lexicon.counts.__getitem__)
        return [(decoded(lexicon[ordinal]), lexicon.counts[ordinal]) for ordinal in best]
    found = _summed(lexicons, prefix)
    keys = nlargest(limit, sorted(found), key=found.__getitem__)
    return [(decoded(key), found[key]) for key in keys]


def _summed(lexicons: Iterable[Lexicon], prefix: str) -> dict[bytes, int]:
    """The largest lexicon's terms taken over whole, the others' added one by one."""
    total: dict[bytes, int] = {}
    for lexicon in sorted(lexicons, key=len, reverse=True):
        first, end = lexicon.range(prefix)
        some = dict(zip(lexicon.encoded_terms(first, end), lexicon.frequencies(first, end), strict=True))
        if total:
            some = {key: count + total.get(key, 0) for key, count in some.items()}
        total |= some
    return total
