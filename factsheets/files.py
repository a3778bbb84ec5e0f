"""Files that others may have placed are read bounded and inside of their folder; what is written, is written whole."""

import os
from contextlib import suppress
from pathlib import Path

LARGEST_BYTES = 4_000_000
"""Of a file of YAML."""
LARGEST_SOURCE_BYTES = 200_000_000


def read_bounded(path: Path, most: int = LARGEST_BYTES + 1) -> bytes:
    """At most `most` bytes: a larger file is refused by what reads it, without being held in memory."""
    with path.open("rb") as file:
        return file.read(most)


def read_or_none(path: Path) -> bytes | None:
    """A file's bytes; None where there is no file or it cannot be read."""
    try:
        return read_bounded(path, LARGEST_SOURCE_BYTES) if path.is_file() else None
    except OSError:
        return None


def leads_inside(path: Path, folder: Path) -> bool:
    """Whether a path stays in a folder when every link is followed; a loop of links leads nowhere."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Like `Path.is_dir`, but a folder that may not be looked into is no folder instead of an exception."""
    try:
        return path.is_dir()
    except OSError:
        return False


def reason(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or 'unknown error').lower()}"


def write_atomically(path: Path, raw: bytes) -> None:
    """Write beside the file, flush to disk, then rename: whatever happens, the old bytes stand or the new ones do."""
    import tempfile  # noqa: PLC0415 - it brings `random`, and most starts write nothing

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """The rename has happened: a file system that cannot flush a folder does not undo it, so it is no failure."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
