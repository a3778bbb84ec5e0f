"""Reading what others may have placed: bounded, and never outside of the folder that was meant."""

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
