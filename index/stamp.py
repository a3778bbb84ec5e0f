"""The stamp of an index: which files it consists of, and what was built into them. JSON with its checksum, no pickle.

What the stamp does not name is never opened; what it names is opened only while it is the file that was written.
"""

import hashlib
import json
import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factsheets.files import write_atomically
from index.bits import bits_of
from index.location import UntrustedError, is_temporary
from index.segment_reader import SegmentInfo

_SIGNS = 5
STAMP = "stamp.json"
LOCK = "lock"
MANY = 4
Signature = list[Any]
"""Inode, size, times; last the SHA-256."""


@dataclass(frozen=True, slots=True)
class Counts:
    sheets: int = 0
    sources: int = 0
    problems: int = 0


@dataclass(slots=True)
class Part:
    """A segment by its number in the ledger and its name; `dead` are the ranges of documents that no longer count."""

    number: int
    name: str
    count: int
    files: dict[str, Signature]
    dead: list[list[int]] = field(default_factory=list)

    @property
    def info(self) -> SegmentInfo:
        return SegmentInfo(self.name, self.count)

    @property
    def living(self) -> int:
        return self.count - sum(count for _, count in self.dead)

    def dead_bits(self) -> int:
        return bits_of(array("I", [one for start, count in sorted(self.dead) for one in range(start, start + count)]))


@dataclass(slots=True)
class Stamp:
    """An index as it was published.

    `scan` is the digest of the library that all of it was built from, "" while sheets are missing; `watched` what was
    looked at beside the sheets; `own` the ledger and the register that names were taken from, which has
    `register_problems`; `building` is set until the first build is through.
    """

    fingerprint: str
    library: str
    scan: str = ""
    ledger: str = ""
    register: str = ""
    building: bool = True
    watched: dict[str, int] = field(default_factory=dict)
    own: dict[str, Signature] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    register_problems: int = 0

    def files(self) -> dict[str, Signature]:
        """Every file of the index with its signature."""
        groups = (self.own, *(part.files for part in self.parts))
        return {name: signature for files in groups for name, signature in files.items()}

    def infos(self) -> list[SegmentInfo]:
        return [part.info for part in self.parts]

    def register_hash(self) -> str:
        return str(self.own[self.register][-1])

    def is_scattered(self) -> bool:
        """Whether one segment would answer noticeably sooner: there are many, or much in them is dead."""
        dead = sum(part.count - part.living for part in self.parts)
        return len(self.parts) > MANY or dead * 5 > sum(part.count for part in self.parts)

    def is_still(self, published: "Stamp | None") -> bool:
        """Whether nothing was published since: each time the ledger gets another name."""
        return published is not None and published.ledger == self.ledger

    def is_about(self, library: str, fingerprint: str) -> bool:
        return (self.library, self.fingerprint) == (library, fingerprint)


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of an index, None when there is none, it is damaged or it cannot be understood."""
    try:
        digest, _, content = (folder / STAMP).read_bytes().partition(b"\n")
        if digest != _digest(content):
            return None
        found = json.loads(content)
        found["parts"] = [Part(**part) for part in found["parts"]]
        found["counts"] = Counts(**found["counts"])
        stamp = Stamp(**found)
        sound = _is_sound(stamp) and all(_is_sound_part(part) for part in stamp.parts)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return stamp if sound else None


def _is_plain(name: object) -> bool:
    """Whether a name stays in the folder, and is none of those with another use there."""
    return isinstance(name, str) and "/" not in name and "\0" not in name and name not in {"", ".", "..", STAMP, LOCK}


def _is_sound(stamp: Stamp) -> bool:
    own = {stamp.ledger, stamp.register} <= set(stamp.own)
    watched = all(isinstance(sign, int) for sign in stamp.watched.values())
    files = all(_is_plain(name) and len(signature) == _SIGNS for name, signature in stamp.files().items())
    return own and watched and files and isinstance(stamp.scan, str)


def _is_sound_part(part: Part) -> bool:
    numbers = (part.number, part.count, *(number for pair in part.dead for number in pair))
    inside = all(start + count <= part.count for start, count in part.dead)
    named = isinstance(part.name, str) and set(part.files) == set(part.info.files)
    return inside and named and all(isinstance(number, int) and number >= 0 for number in numbers)


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Swap the stamp: from here on the index is what it says."""
    data = {name: getattr(stamp, name) for name in Stamp.__slots__}
    content = json.dumps(data, default=_slots, separators=(",", ":")).encode()
    write_atomically(folder / STAMP, _digest(content) + b"\n" + content)


def _slots(value: Part | Counts) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def sign(folder: Path, names: Iterable[str]) -> dict[str, Signature]:
    """Signatures of files just written, after they are on the disk: cheap to compare, exact to prove."""
    signed = {}
    for name in names:
        path = folder / name
        _flush(path)
        signed[name] = [*_cheap(path), _sha256(path)]
    return signed


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unproven(folder: Path, files: Mapping[str, Signature], *, fully: bool = False) -> Iterator[str]:
    """The files that had to be read to be proven; raises UntrustedError for one that is not what was written.

    `fully` reads them all. From then on they are known by the signs that they bear now.
    Raises FileNotFoundError where one is gone, since another process may have replaced it.
    """
    for name, known in files.items():
        signs = _cheap(folder / name)
        if fully or signs != known[:-1]:
            if _sha256(folder / name) != known[-1]:
                raise UntrustedError(f"{name} is not the file that was built")
            known[:-1] = signs
            yield name


def proven_bytes(folder: Path, name: str, known: Signature) -> bytes:
    """A file that is read as a whole, always proven by its hash."""
    raw = (folder / name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != known[-1]:
        raise UntrustedError(f"{name} is not the file that was built")
    return raw


def _cheap(path: Path) -> list[int]:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode) and is_temporary(path.parent):
        found = path.stat()
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        raise UntrustedError(f"{path.name} is not a file of ours")
    return [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
