"""Sets of documents as bitmaps: bit n of an `int` is document n, so that a set operation is a few machine words each.

At 360,000 documents an intersection takes 2 µs and a count 23 µs; what costs is going through the members one by one.
"""

from array import array
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import compress, islice
from operator import or_

_WORD = 64
_DENSE = 6
"""Where one document in so many is a member, all flags are laid out at once instead of word by word."""
_FEW = 4_096
"""Up to how many ids each is set in the bitmap itself; more are set as flags, one byte each, and packed."""
PLANES = tuple(bytes(byte >> bit & 1 for byte in range(256)) for bit in range(8))


class Documents:
    """An immutable set of document numbers, iterated in ascending order."""

    __slots__ = ("_bytes", "_size", "bits")

    def __init__(self, bits: int = 0) -> None:
        self.bits = bits
        self._size = -1
        self._bytes = b""

    @classmethod
    def of(cls, ids: Iterable[int]) -> "Documents":
        return cls(bits_of(array("I", ids)))

    @classmethod
    def union(cls, sets: Iterable["Documents"]) -> "Documents":
        return cls(reduce(or_, (one.bits for one in sets), 0))

    @classmethod
    def intersection(cls, sets: Iterable["Documents"]) -> "Documents":
        """What is in all sets, the smallest first; of no sets, nothing."""
        ordered = sorted(sets, key=len)
        bits = ordered[0].bits if ordered else 0
        for one in ordered:
            if not bits:
                break
            bits &= one.bits
        return cls(bits)

    def __contains__(self, document: int) -> bool:
        if not self._bytes:
            self._bytes = raw_bytes(self.bits)
        at = document >> 3
        return at < len(self._bytes) and bool(self._bytes[at] >> (document & 7) & 1)

    def __len__(self) -> int:
        if self._size < 0:
            self._size = self.bits.bit_count()
        return self._size

    def __bool__(self) -> bool:
        return bool(self.bits)

    def __iter__(self) -> Iterator[int]:
        if len(self) * _DENSE > self.bits.bit_length():
            flags = flags_of(self.bits)
            return compress(range(len(flags)), flags)
        return self._word_by_word()

    def _word_by_word(self) -> Iterator[int]:
        words = memoryview(raw_bytes(self.bits)).cast("Q")
        for at in compress(range(len(words)), words):
            word, before = words[at], at * _WORD - 1
            while word:
                lowest = word & -word
                yield before + lowest.bit_length()
                word ^= lowest

    def first(self, count: int) -> list[int]:
        return list(islice(self, count))

    def __and__(self, other: "Documents") -> "Documents":
        return Documents(self.bits & other.bits)

    def __or__(self, other: "Documents") -> "Documents":
        return Documents(self.bits | other.bits)

    def __xor__(self, other: "Documents") -> "Documents":
        return Documents(self.bits ^ other.bits)

    def __sub__(self, other: "Documents") -> "Documents":
        return Documents(self.bits & ~other.bits)

    def __eq__(self, other: object) -> bool:
        return self.bits == other.bits if isinstance(other, Documents) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.bits)

    def __repr__(self) -> str:
        shown = ", ".join(map(str, self.first(9)))
        return f"Documents({shown}{', ...' if len(self) > 9 else ''})"


NONE = Documents()


def bits_of(ids: "array[int]", end: int = 0) -> int:
    """The bitmap of ids, in any order; `end` is past the greatest that may be, where that is known."""
    if not ids:
        return 0
    end = end or max(ids) + 1
    if len(ids) > _FEW:
        flags = bytearray(end)
        for one in ids:
            flags[one] = 1
        return packed(flags)
    raw = bytearray((end + 7) >> 3)
    for one in ids:
        raw[one >> 3] |= 1 << (one & 7)
    return int.from_bytes(raw, "little")


def packed(flags: bytes | bytearray) -> int:
    """One byte a document, 0 or 1 -> one bit a document, by eight strided slices."""
    bits = 0
    for bit in range(8):
        bits |= int.from_bytes(flags[bit::8], "little") << bit
    return bits


def flags_of(bits: int) -> bytearray:
    """One bit a document -> one byte a document, 0 or 1; zeros follow up to a full word."""
    raw = raw_bytes(bits)
    flags = bytearray(len(raw) * 8)
    for bit, plane in enumerate(PLANES):
        flags[bit::8] = raw.translate(plane)
    return flags


def raw_bytes(bits: int) -> bytes:
    """Little endian, up to a full word."""
    return bits.to_bytes(-(-bits.bit_length() // _WORD) * 8, "little")
