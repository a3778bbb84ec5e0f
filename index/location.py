"""Where an index lies: in the user's own cache folder, private to its owner, and nowhere that others may write to."""

import atexit
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from factsheets.cache import cache_home
from factsheets.library import Library

PRIVATE = 0o700
_TEMPORARY = "factfile-"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it, as in any other
"""A file system in memory, where the machine has one."""


class UntrustedError(Exception):
    """The folder, or a file in it, is not what we wrote; nothing in it was opened."""


def index_folder(library: Library, environment: Mapping[str, str]) -> Path | None:
    """The private folder for a library's index, made here; None where the cache cannot be had or trusted."""
    try:
        cache = cache_home(environment) / "factfile"
        folder = cache / folder_name(library)
        if any([_private(cache), _private(folder)]):
            _empty(folder)
    except (OSError, RuntimeError, UntrustedError):
        return None
    return folder


def folder_name(library: Library) -> str:
    return "index-" + hashlib.sha256(os.fsencode(identity(library))).hexdigest()[:16]


def identity(library: Library) -> str:
    return str(library.sheets_dir.resolve())


def _private(folder: Path) -> bool:
    """Make a private folder, or prove that it is one; whether it was ours and others could enter, until now."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    with suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise UntrustedError(f"{folder} belongs to someone else")
    was_open = bool(found.st_mode & 0o077)
    if was_open:
        folder.chmod(PRIVATE)
    return was_open


def _empty(folder: Path) -> None:
    """Only ever an index: the folder around it is called so simply that its user may keep other things in it."""
    import shutil  # noqa: PLC0415 - rarely needed, and slow to load

    shutil.rmtree(folder)
    folder.mkdir(mode=PRIVATE)


def spare_folders(library: Library) -> Iterator[Path]:
    """Where an index goes that the cache cannot take: a temporary folder, then memory; each private and soon gone."""
    for parent in (None, _MEMORY):
        with suppress(OSError):
            folder = temporary_folder(parent) / folder_name(library)
            folder.mkdir(mode=PRIVATE)
            yield folder


def temporary_folder(parent: Path | None = None) -> Path:
    import shutil  # noqa: PLC0415 - rarely needed, and slow to load
    import tempfile  # noqa: PLC0415 - as above

    folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=parent))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def is_temporary(folder: Path) -> bool:
    return folder.parent.name.startswith(_TEMPORARY)


def in_memory(folder: Path) -> bool:
    return folder.is_relative_to(_MEMORY)


def borrow(folder: Path, names: Iterable[str], spare: Path) -> None:
    """Let a spare folder begin with the files of an index that can be read and not be written."""
    for name in names:
        (spare / name).symlink_to(folder / name)
