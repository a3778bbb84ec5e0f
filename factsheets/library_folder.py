"""Where a library lies: found without loading what reads its sheets, which the first screen does without."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from factsheets.files import is_folder, reason
from factsheets.safe_text import safe

SHIPPED = Path(__file__).parent


class LibraryError(Exception):
    """A library that cannot be used; the message is one sentence for its user."""


class LibraryFolder(NamedTuple):
    """The folders and the file that a library consists of."""

    root: Path
    sheets: Path
    seeds: Path
    gazetteer: Path

    @property
    def identity(self) -> str:
        """What tells it apart from every other library of this machine."""
        return str(self.sheets.resolve())

    @property
    def name(self) -> str:
        """What a person calls it."""
        return "shipped library" if self.root == SHIPPED else self.root.name

    @property
    def writable(self) -> bool:
        return os.access(self.sheets, os.W_OK)


def open_folder(root: Path) -> LibraryFolder:
    """The library at a folder; raises LibraryError with the reason when there is none."""
    shown = safe(os.fsencode(root).decode("utf-8", "replace"))
    try:
        found = root.exists()
    except OSError as error:
        raise LibraryError(f"the library at {shown} {reason(error)}") from None
    if not found:
        raise LibraryError(f"no library at {shown}: the folder does not exist")
    if not root.is_dir():
        raise LibraryError(f"no library at {shown}: it is a file")
    if not is_folder(root / "sheets"):
        raise LibraryError(f"no library at {shown}: it has no folder `sheets`; `factfile init {shown}` makes one")
    if root.resolve() == SHIPPED.resolve():
        return shipped_folder()
    try:
        next((root / "sheets").iterdir(), None)
    except OSError as error:
        raise LibraryError(f"the library at {shown} {reason(error)}") from None
    return LibraryFolder(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")


def shipped_folder() -> LibraryFolder:
    """The library that comes with the program: seeds beside the sheets in a wheel, beside the packages in a clone."""
    packed = SHIPPED / "seeds"
    seeds = packed if packed.is_dir() else SHIPPED.parent / "seeds"
    return LibraryFolder(SHIPPED, SHIPPED / "sheets", seeds, SHIPPED / "gazetteer.yaml")


def find_folder(explicit: str | None, environment: Mapping[str, str], folder: Path) -> LibraryFolder:
    """`--library`, else FACTFILE_LIBRARY, else at or above the folder, else the user's own, else the shipped one."""
    chosen = explicit or environment.get("FACTFILE_LIBRARY")
    if chosen:
        try:
            return open_folder(Path(chosen).expanduser())
        except RuntimeError:
            raise LibraryError(f"no library at {safe(chosen)}: there is no such user") from None
    for candidate in (folder, *folder.parents):
        if is_folder(candidate / "sheets") and any((candidate / mark).exists() for mark in ("gazetteer.yaml", "seeds")):
            return open_folder(candidate)
    personal = user_library(environment)
    return open_folder(personal) if is_folder(personal / "sheets") else shipped_folder()


def user_library(environment: Mapping[str, str]) -> Path:
    """Where `factfile init` without a folder puts a library (XDG Base Directory Specification)."""
    data = environment.get("XDG_DATA_HOME", "")
    if data.startswith("/"):
        return Path(data) / "factfile"
    try:
        home = Path(environment.get("HOME", "") or Path.home())
    except RuntimeError:  # an account without a home
        home = Path("/")
    return home / ".local" / "share" / "factfile"
