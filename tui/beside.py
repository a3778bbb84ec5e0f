"""Files that are written beside a person's own: never over an edited one, never a byte of it lost."""

import fcntl
import os
import stat
import time
from pathlib import Path

from factsheets.files import read_or_none, write_atomically

_PATIENCE = 2.0
"""Seconds for which another writer of the same notes is waited for; appending alone loses nothing either."""
_PAUSE = 0.02


def own_folder() -> Path:
    """The current folder, or the home folder where that one is gone or read-only."""
    try:
        here = Path.cwd()
    except OSError:
        return Path.home()
    return here if os.access(here, os.W_OK) else Path.home()


def write_beside(path: Path, raw: bytes) -> Path:
    """Write under the first of `x.md`, `x-2.md`, ... that is free or holds these very bytes."""
    number, free = 1, path
    while not _reserved(free):
        if read_or_none(free) == raw:
            return free
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    try:
        write_atomically(free, raw)
    except BaseException:
        free.unlink(missing_ok=True)
        raise
    return free


def _reserved(path: Path) -> bool:
    """Whether a name was free, and is taken now so that nobody else writes there meanwhile."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666))
    except FileExistsError:
        return False
    return True


def append_entry(path: Path, entry: str) -> None:
    """One more line at the end of a file, on the disk when this returns; two writers at once both find theirs there.

    Raises OSError where that cannot be, or where what stands there is no file.
    """
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path.name} is not a file")
        _lock(handle)
        _write_whole(handle, f"{_line_break(handle)}{entry}\n".encode("utf-8", "replace"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Until the file is closed; where a file system knows no locks, appending has to do."""
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            return


def _line_break(handle: int) -> str:
    """What parts an entry from a last line that somebody left open."""
    size = os.fstat(handle).st_size
    return "\n" if size and os.pread(handle, 1, size - 1) != b"\n" else ""


def _write_whole(handle: int, raw: bytes) -> None:
    while raw:
        raw = raw[os.write(handle, raw) :]
