"""Where a writer puts its files: a folder, whose files are flushed before the stamp names them, or memory."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.stamp import LOCK, STAMP, Signature, Stamp, read_stamp, sign, write_stamp


class Folder:
    """An index folder on a disk; `target` is what segments are written to."""

    shared = True
    """Whether what a child writes is there for its parent."""

    def __init__(self, folder: Path) -> None:
        self.target: Any = folder

    def sign(self, names: Iterable[str]) -> dict[str, Signature]:
        return sign(self.target, names)

    def keep(self, name: str, raw: bytes) -> dict[str, Signature]:
        (self.target / name).write_bytes(raw)
        return self.sign([name])

    def publish(self, stamp: Stamp) -> None:
        write_stamp(self.target, stamp)

    def remove(self, name: str) -> None:
        with suppress(OSError):
            (self.target / name).unlink()

    def clean(self) -> None:
        """Remove what the published stamp does not name: what was merged, and what a killed writer left."""
        published = read_stamp(self.target)
        kept = {STAMP, LOCK, *(published.files() if published else ())}
        for name in os.listdir(self.target):  # noqa: PTH208 - names, not paths
            path = self.target / name
            if name not in kept and path.is_dir() and not path.is_symlink():
                _remove_folder(path)
            elif name not in kept:
                self.remove(name)


class Memory:
    """Memory of this process alone: no file is written, and nothing is left."""

    shared = False

    def __init__(self) -> None:
        from index.whoosh_imports import filestore  # noqa: PLC0415 - where nothing else is left

        self.target: Any = filestore.RamStorage()

    def sign(self, names: Iterable[str]) -> dict[str, Signature]:
        return {name: [] for name in names}

    def keep(self, name: str, raw: bytes) -> dict[str, Signature]:
        return {name: [sha256(raw).hexdigest()]}

    def publish(self, stamp: Stamp) -> None:
        """What is in memory has one reader, which reads it when all is done."""

    def remove(self, name: str) -> None:
        if self.target.file_exists(name):
            self.target.delete_file(name)

    def clean(self) -> None:
        """A failed build is forgotten as a whole."""


def _remove_folder(path: Path) -> None:
    import shutil  # noqa: PLC0415 - only for what another version left

    shutil.rmtree(path, ignore_errors=True)
