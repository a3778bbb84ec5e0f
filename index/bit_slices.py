"""A column of numbers cut into bitmaps, one for each binary digit, to compare it or find the first few at once.

Source of the method: P. O'Neil and D. Quass, Improved Query Performance with Variant Indexes, 1997.
"""

import struct
import sys
from collections.abc import Callable
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from index.bits import PLANES, Documents, packed

if TYPE_CHECKING:
    from array import array

FEW = 256
"""Up to how many documents the numbers themselves are looked at, one by one."""
_SIGN = 1 << 63
_NONZERO = bytes(byte > 0 for byte in range(256))


class BitSlices:
    """Over an `array` of typecode B, i (from 0 up) or d; each digit's bitmap is made when it is first needed."""

    def __init__(self, column: "array[Any]") -> None:
        self._column = column
        self._signed = column.typecode == "d"
        self._bytes: dict[int, bytes] = {}
        self._slices: dict[int, int] = {}
        self._nonzero: Documents | None = None
        self.digits = column.itemsize * 8
        self.all = (1 << len(column)) - 1

    def slice(self, digit: int) -> int:
        """The documents whose number has this binary digit, 0 the lowest; greater numbers have greater digits."""
        if digit not in self._slices:
            bits = self._raw_slice(digit)
            if self._signed:
                top = self.digits - 1
                bits ^= self.all if digit == top else self._raw_slice(top)
            self._slices[digit] = bits
        return self._slices[digit]

    def _raw_slice(self, digit: int) -> int:
        return packed(self._column_of_bytes(digit >> 3).translate(PLANES[digit & 7]))

    def _column_of_bytes(self, at: int) -> bytes:
        """A byte of each number, 0 the lowest."""
        if at not in self._bytes:
            size = self._column.itemsize
            start = at if sys.byteorder == "little" else size - 1 - at
            self._bytes[at] = self._column.tobytes()[start::size]
        return self._bytes[at]

    def equal(self, number: int, digits: int) -> int:
        """The documents that have a whole number, which its lowest digits tell."""
        bits = self.all
        for digit in range(digits):
            bits = bits & self.slice(digit) if number >> digit & 1 else bits & ~self.slice(digit)
        return bits

    def nonzero(self) -> Documents:
        """The documents whose number is not 0, by its bytes: without a bitmap for each digit."""
        if self._nonzero is None:
            bits, raw, size = 0, self._column.tobytes(), self._column.itemsize
            for at in range(size):
                bits |= packed(raw[at::size].translate(_NONZERO))
            self._nonzero = Documents(bits)
        return self._nonzero

    def below(self, limit: float) -> Documents:
        """The documents whose number is less than a limit."""
        wanted = _ordered(limit) if self._signed else max(int(limit), 0)
        if wanted >> self.digits:
            return Documents(self.all)
        less, equal = 0, self.all
        for digit in reversed(range(self.digits)):
            if not wanted & ((2 << digit) - 1) or not equal:
                break
            zeros = equal & ~self.slice(digit)
            if wanted >> digit & 1:
                less |= zeros
                equal ^= zeros
            else:
                equal = zeros
            if digit & 7 == 0 and equal.bit_count() <= FEW:
                return Documents(less) | Documents.of(one for one in Documents(equal) if self._column[one] < limit)
        return Documents(less)

    def smallest(self, documents: Documents, count: int) -> list[int]:
        """The first documents by their numbers, in order; among equals by document number."""
        return self._extreme(documents, count, lambda bits, digit: bits & ~self.slice(digit), 1)

    def largest(self, documents: Documents, count: int) -> list[int]:
        return self._extreme(documents, count, lambda bits, digit: bits & self.slice(digit), -1)

    def _extreme(self, documents: Documents, count: int, nearer: Callable[[int, int], int], sign: int) -> list[int]:
        taken, rest, missing, left = 0, documents.bits, count, len(documents)
        for digit in reversed(range(self.digits)):
            if left <= max(FEW, missing):
                break
            near = nearer(rest, digit)
            size = near.bit_count()
            if size >= missing:
                rest, left = near, size
            else:
                taken, rest, missing, left = taken | near, rest ^ near, missing - size, left - size
        column = self._column
        last = Documents(rest) if left <= max(FEW, missing) else Documents.of(Documents(rest).first(missing))
        return nsmallest(count, Documents(taken) | last, key=lambda document: (sign * column[document], document))


def _ordered(number: float) -> int:
    """The bits of a double so that greater numbers have greater bits; zero is zero whatever its sign."""
    bits = int(struct.unpack("<Q", struct.pack("<d", number + 0.0))[0])
    return (2 * _SIGN - 1) ^ bits if bits & _SIGN else bits | _SIGN
