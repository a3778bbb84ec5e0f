"""A file of named sections, written in one go and read piece by piece.

It is not mapped, since a mapped file that someone cuts short ends the whole process; a short read is an error like any
other. Nor does it move a shared position, so that two threads may read at once.
"""

import json
import os
import struct
import sys
from array import array
from typing import Any
from zlib import crc32

from index.damage import DamagedError

MAGIC = b"factseg1"
_TRAILER = struct.Struct("<II8s")
"""Length and CRC-32 of the directory, which stands before it, and MAGIC again."""
_TAIL = 4_096
"""What is read at once at the end of a file; the directory nearly always lies in it."""


def little(values: "array[Any]") -> "array[Any]":
    """Numbers in the order of bytes that files have, whatever the machine's; swapping back is the same."""
    if sys.byteorder == "little":
        return values
    swapped = values[:]
    swapped.byteswap()
    return swapped


def numbers(typecode: str, raw: bytes) -> "array[Any]":
    """The numbers of a section or of a part of one."""
    values: array[Any] = array(typecode)
    if len(raw) % values.itemsize:
        raise DamagedError("numbers end in the middle")
    values.frombytes(raw)
    return little(values)


class SectionWriter:
    """Writes one file, through a storage of Whoosh's."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._file.write(MAGIC)
        self._sections: dict[str, list[int]] = {}
        self._begun = self.at = len(MAGIC)

    @property
    def is_closed(self) -> bool:
        return bool(self._file.is_closed)

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.at += len(data)

    def write_numbers(self, values: "array[Any]") -> None:
        self._file.write(little(values))
        self.at += len(values) * values.itemsize

    def end_section(self, name: str) -> None:
        """Name what was written since the last section ended."""
        self._sections[name] = [self._begun, self.at - self._begun]
        self._begun = self.at

    def close(self, notes: dict[str, Any]) -> None:
        directory = json.dumps({"sections": self._sections, "notes": notes}, separators=(",", ":")).encode()
        self._file.write(directory + _TRAILER.pack(len(directory), crc32(directory), MAGIC))
        self._file.close()

    def abandon(self) -> None:
        if not self._file.is_closed:
            self._file.close()


class Sections:
    """Reads a file of sections; any thread may."""

    __slots__ = ("_descriptor", "_file", "_sections", "notes")

    def __init__(self, file: Any, size: int) -> None:
        self._file = file
        self._descriptor = file.fileno() if file.is_real else -1
        try:
            directory = self._directory(size)
            self._sections: dict[str, list[int]] = directory["sections"]
            self.notes: dict[str, Any] = directory["notes"]
        except BaseException:
            file.close()
            raise

    def close(self) -> None:
        if not self._file.is_closed:
            self._file.close()

    def read(self, name: str) -> bytes:
        """A whole section, empty when there is none."""
        start, length = self._sections.get(name, (0, 0))
        return self._at(start, length)

    def part(self, name: str, start: int, end: int) -> bytes:
        begun, length = self._sections.get(name, (0, 0))
        if not 0 <= start <= end <= length:
            raise DamagedError(f"{name} is shorter than what refers to it")
        return self._at(begun + start, end - start)

    def _at(self, start: int, length: int) -> bytes:
        if not length:
            return b""
        if self._file.is_closed:
            raise ValueError("the segment is closed")
        if self._descriptor < 0:
            raw: bytes = self._file.get(start, length)
        else:
            raw = os.pread(self._descriptor, length, start)
            while len(raw) < length and (more := os.pread(self._descriptor, length - len(raw), start + len(raw))):
                raw += more
        if len(raw) < length:
            raise DamagedError("a file is cut short")
        return raw

    def _directory(self, size: int) -> dict[str, Any]:
        tail = self._at(max(0, size - _TAIL), min(size, _TAIL))
        if len(tail) < _TRAILER.size:
            raise DamagedError("a file is cut short")
        length, check, magic = _TRAILER.unpack(tail[-_TRAILER.size :])
        end = size - _TRAILER.size
        if magic != MAGIC or length > end - len(MAGIC):
            raise DamagedError("this is no file of a segment")
        raw = tail[-_TRAILER.size - length : -_TRAILER.size] if length <= len(tail) - _TRAILER.size else b""
        raw = raw or self._at(end - length, length)
        if crc32(raw) != check:
            raise DamagedError("a directory is damaged")
        found: dict[str, Any] = json.loads(raw)
        return found
