"""Where an index lies, and whether it may be opened.

Whoosh unpickles what it opens, so an index folder is code: it lies in the user's own cache folder, private to its
owner, and is opened only when every file in it is the one that our own stamp (JSON, never a pickle) says we wrote.
"""

import atexit
import contextlib
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factsheets.cache import cache_home
from factsheets.library import Library, write_atomically

STAMP = "stamp.json"
PRIVATE = 0o700
GENERATION = "generation-"
"""How the folder of a Whoosh index is named, beside the stamp."""


class UntrustedError(Exception):
    """The folder, or a file in it, is not what we wrote; nothing in it was opened."""


@dataclass(slots=True)
class Stamp:
    """What an index was built from and which files it consists of.

    `generation` is the folder of the Whoosh index; `files` maps its file names to signatures; `units` maps each sheet
    or source file to what was indexed of it.
    """

    fingerprint: str
    library: str
    gazetteer: str
    generation: str
    files: dict[str, list[Any]] = field(default_factory=dict)
    units: dict[str, dict[str, Any]] = field(default_factory=dict)


def index_folder(library: Library, environment: Mapping[str, str]) -> Path:
    """The private folder for a library's index, made here; a temporary one where the cache cannot be trusted."""
    name = "index-" + hashlib.sha256(os.fsencode(library.sheets_dir.resolve())).hexdigest()[:16]
    try:
        return _private(_private(cache_home(environment) / "factfile") / name)
    except (OSError, RuntimeError, UntrustedError):
        return temporary_folder() / name


def _private(folder: Path) -> Path:
    """Make a folder private, or prove that it is; one of ours that others could write to is emptied and made anew."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise UntrustedError(f"{folder} belongs to someone else")
    if found.st_mode & 0o077:
        shutil.rmtree(folder)
        folder.mkdir(mode=PRIVATE)
    if not os.access(folder, os.W_OK):
        raise UntrustedError(f"{folder} cannot be written to")
    return folder


def temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="factfile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_temporary(folder: Path) -> bool:
    return folder.parent.name.startswith("factfile-")


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of an index, None when there is none, it is damaged or it cannot be understood."""
    try:
        digest, _, content = (folder / STAMP).read_bytes().partition(b"\n")
        if digest != _digest(content):
            return None
        found = Stamp(**json.loads(content))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    named = isinstance(found.generation, str) and found.generation.startswith(GENERATION)
    return found if named and "/" not in found.generation else None


def write_stamp(folder: Path, stamp: Stamp) -> None:
    data = {name: getattr(stamp, name) for name in Stamp.__slots__}
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    write_atomically(folder / STAMP, _digest(content) + b"\n" + content)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def sign(folder: Path, known: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Signatures of an index's files: cheap to compare (inode, size, times), exact to prove (SHA-256)."""
    signed = {}
    for path in _index_files(folder):
        cheap = _cheap(path)
        old = known.get(path.name)
        signed[path.name] = old if old and old[:-1] == cheap else [*cheap, _sha256(path)]
    return signed


def verify(folder: Path, files: Mapping[str, list[Any]], *, fully: bool = False) -> None:
    """Raise UntrustedError unless exactly the signed files are there; hashes only where the cheap signs differ."""
    found = {path.name: path for path in _index_files(folder)}
    if set(found) != set(files):
        raise UntrustedError("the index holds other files than it was built with")
    for name, path in found.items():
        same = not fully and _cheap(path) == files[name][:-1]
        if not same and _sha256(path) != files[name][-1]:
            raise UntrustedError(f"{name} is not the file that was built")


def _index_files(folder: Path) -> Iterator[Path]:
    """Whoosh's files; its lock is empty and is not read."""
    if folder.is_symlink() or not folder.is_dir():
        raise UntrustedError("the index is gone, or elsewhere")
    for path in sorted(folder.iterdir()):
        if not path.name.endswith("LOCK"):
            yield path


def _cheap(path: Path) -> list[int]:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        raise UntrustedError(f"{path.name} is not a file of ours")
    return [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
