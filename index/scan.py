"""What of a library lies on the disk, told in one walk and one number a file: whether anything changed since then.

Sources are watched by their folders. What is right of a source can only become wrong by an edit in place, and a wrong
one proves nothing and is not shown: so only the sources that were wrong when they were indexed are looked at each time.
"""

import errno
import os
import time
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from factsheets.library import Library

SUFFIXES = (".yaml", ".yml")
_PASSING = frozenset({errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE, errno.ETIMEDOUT})
"""What is wrong with the machine or the way to the disk, and not with a folder."""
UNSETTLED = 0
"""The signature of a file too fresh to be told from its next edit: it is looked into again."""
ABSENT = -1
_TICK = 20_000_000
"""Nanoseconds in which a file may change twice and bear one time; Linux's coarsest tick is half of that."""
_COARSE_TICK = 2_000_000_000
"""The same where times have whole seconds."""
REGISTER, FOLDER, SOURCE = "register", "folder ", "source "
"""What is watched beside the sheets, by the names that the stamp has for it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Every sheet file's name in the library, in the order in which the first owns, and its signature."""

    names: list[str]
    signatures: "array[int]"
    watched: dict[str, int]

    def digest(self) -> str:
        return digest(self.names, self.signatures, self.watched)


def digest(names: Iterable[str], signatures: "array[int]", watched: Mapping[str, int]) -> str:
    """One value for all that a library consists of; equal only where no file changed."""
    beside = "\0".join(f"{name}\0{watched[name]}" for name in sorted(watched))
    found = blake2b("\0".join(names).encode("utf-8", "surrogatepass"), digest_size=16)
    found.update(signatures.tobytes())
    found.update(beside.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def in_order(name: str) -> str:
    """Sorts names as their paths are sorted, folder by folder."""
    return name.replace("/", "\0")


def scan(library: Library, watched: Iterable[str]) -> Scan:
    """The library as it lies; whoever edits it meanwhile is noticed by the next scan."""
    beside = {name: signature(_watched_path(library, name)) for name in watched}
    names: list[str] = []
    signatures = array("q")
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            handle = os.open(library.sheets_dir / folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            _pass_over(error)
            continue
        try:
            files, inner = _listed(handle)
            _stat_each(handle, files, signatures)
        finally:
            os.close(handle)
        names += [f"{folder}/{name}" for name in files] if folder else files
        folders += [f"{folder}/{name}" if folder else name for name in inner]
    if any("/" in name for name in names):
        order = sorted(range(len(names)), key=lambda place: in_order(names[place]))
        names, signatures = [names[place] for place in order], array("q", [signatures[place] for place in order])
    return Scan(names, signatures, beside)


def _listed(handle: int) -> tuple[list[str], list[str]]:
    """The sheet files of a folder, sorted, and the folders in it; links to folders are not followed."""
    files, folders = [], []
    try:
        with os.scandir(handle) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if entry.is_dir():
                    if not entry.is_symlink():
                        folders.append(name)
                elif name.endswith(SUFFIXES):
                    files.append(name)
    except OSError as error:
        _pass_over(error)
        return [], []
    return sorted(files), folders


def _pass_over(error: OSError) -> None:
    """A folder that cannot be listed has no sheets; one that cannot be listed just now has not lost them."""
    if error.errno in _PASSING:
        raise error


def _stat_each(handle: int, names: list[str], signatures: "array[int]") -> None:
    """By the open folder, which spares the kernel the way to each file: a tenth of the scan's time."""
    stat, append = os.stat, signatures.append
    for name in names:
        try:
            found = stat(name, dir_fd=handle)
        except OSError:
            append(ABSENT)
        else:
            append(hash((found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)))


def signature(path: Path) -> int:
    """What changes with a file; ABSENT where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ABSENT
    return hash((found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


def settled_signature(path: Path) -> int:
    """The signature to be kept for a file: UNSETTLED while a further edit might leave all of its signs as they are."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ABSENT
    now = time.time_ns()
    for moment in (found.st_mtime_ns, found.st_ctime_ns):
        if abs(now - moment) < (_TICK if moment % 1_000_000_000 else _COARSE_TICK):
            return UNSETTLED
    return hash((found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


def settled(library: Library, watched: Iterable[str]) -> dict[str, int]:
    """What is watched beside the sheets, with the signatures to be kept."""
    return {name: settled_signature(_watched_path(library, name)) for name in watched}


def _watched_path(library: Library, name: str) -> Path:
    kind, _, rest = name.partition(" ")
    return library.gazetteer_file if kind == REGISTER else library.seeds_dir / rest


def files_in(library: Library, folder: str) -> set[str]:
    """The names in one folder of sources."""
    try:
        return set(os.listdir(library.seeds_dir / folder))  # noqa: PTH208 - names, not paths
    except (OSError, ValueError):
        return set()
