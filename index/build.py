"""Library -> index: built aside and swapped in, refreshed by what changed, rebuilt on any doubt."""

import fcntl
import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factsheets.library import Library
from factsheets.model import FactSheet
from factsheets.validate import Validated
from index.expand import passage_documents, sheet_documents, sheet_unit, source_unit
from index.location import (
    Stamp,
    UntrustedError,
    index_folder,
    read_stamp,
    sign,
    verify,
    write_stamp,
)
from index.schema import fingerprint, whoosh_schema

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 has escapes that newer Pythons warn of when they first compile it
    from whoosh import index as whoosh_index
    from whoosh.filedb.filestore import FileStorage

WRITER_MEGABYTES = 256

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files of the library against what is indexed, as `+ added ~ changed - removed`."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rebuilt: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.rebuilt)

    def lines(self) -> Iterator[str]:
        for mark, names in (("+", self.added), ("~", self.changed), ("-", self.removed)):
            yield from (f"{mark} {name}" for name in names)


@dataclass(frozen=True, slots=True)
class Built:
    """An index that may be read: the Whoosh index, its stamp and what the refresh changed."""

    index: Any
    stamp: Stamp
    changes: Changes
    folder: Path


def up_to_date(
    library: Library, environment: Mapping[str, str], progress: Progress | None = None, *, rebuild: bool = False
) -> Built:
    """Open the library's index, after bringing it up to date; builds it when there is none that can be trusted."""
    folder = index_folder(library, environment)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = None if rebuild else _open_trusted(library, folder)
    if found is not None:
        changes = _changes(library, found[1])
        if not changes:
            return Built(*found, changes, folder)
    with _writer_lock(folder):
        found = None if rebuild else _open_trusted(library, folder)
        if found is None:
            return _rebuild(library, folder, progress)
        changes = _changes(library, found[1])
        return _refresh(library, folder, found, changes, progress) if changes else Built(*found, changes, folder)


@contextmanager
def _writer_lock(folder: Path) -> Iterator[None]:
    """One writer at a time; the kernel lets go of the lock when its holder dies."""
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open_trusted(library: Library, folder: Path) -> tuple[Any, Stamp] | None:
    """The index and its stamp, or None when it is to be built: other versions, another library, any doubt."""
    stamp = read_stamp(folder)
    if stamp is None or stamp.fingerprint != fingerprint() or stamp.library != _identity(library):
        return None
    if stamp.gazetteer != _hash_of(library.gazetteer_file):
        return None
    generation = folder / stamp.generation
    try:
        verify(generation, stamp.files)
        return _open(generation), stamp
    except UntrustedError:
        return None
    except Exception:
        return None


def _open(generation: Path) -> Any:
    """Without mmap: with it Whoosh copies whole segments into memory at open."""
    storage = FileStorage(str(generation), supports_mmap=False)
    return whoosh_index.FileIndex(storage, schema=whoosh_schema())


def _identity(library: Library) -> str:
    return str(library.sheets_dir.resolve())


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _signature(path: Path) -> list[int]:
    try:
        found = path.stat()
    except OSError:
        return [0, 0]
    return [found.st_size, found.st_mtime_ns]


def _changes(library: Library, stamp: Stamp) -> Changes:
    """Compare size and time of every sheet and of every source that an indexed sheet names."""
    sheets = {library.name_of(path): path for path in library.sheet_files()}
    known = {unit.removeprefix("sheet "): entry for unit, entry in stamp.units.items() if unit.startswith("sheet ")}
    changed = [name for name, path in sheets.items() if name in known and _signature(path) != known[name]["signature"]]
    for unit, entry in stamp.units.items():
        file = unit.removeprefix("source ")
        if file != unit and _signature(library.seeds_dir / file) != entry["signature"]:
            changed += [name for name in known if file in known[name]["sources"] and name in sheets]
    return Changes(
        added=tuple(name for name in sheets if name not in known),
        changed=tuple(dict.fromkeys(changed)),
        removed=tuple(name for name in known if name not in sheets),
    )


def _rebuild(library: Library, folder: Path, progress: Progress | None) -> Built:
    generation = Path(tempfile.mkdtemp(prefix="generation-", dir=folder))
    try:
        storage = FileStorage(str(generation), supports_mmap=False)
        index = storage.create_index(whoosh_schema())
        stamp = Stamp(fingerprint(), _identity(library), _hash_of(library.gazetteer_file), generation.name)
        names = tuple(library.name_of(path) for path in library.sheet_files())
        _write(library, index, stamp, Changes(added=names), progress)
        stamp.files = sign(generation, {})
        write_stamp(folder, stamp)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    for old in folder.iterdir():
        if old.is_dir() and old.name != generation.name:
            shutil.rmtree(old, ignore_errors=True)
    return Built(index, stamp, Changes(added=names, rebuilt=True), folder)


def _refresh(
    library: Library, folder: Path, found: tuple[Any, Stamp], changes: Changes, progress: Progress | None
) -> Built:
    index, stamp = found
    try:
        _write(library, index, stamp, changes, progress)
        generation = folder / stamp.generation
        stamp.files = sign(generation, stamp.files)
        write_stamp(folder, stamp)
    except OSError:
        raise
    except Exception:
        return _rebuild(library, folder, progress)
    return Built(_open(generation), stamp, changes, folder)


def _write(library: Library, index: Any, stamp: Stamp, changes: Changes, progress: Progress | None) -> None:
    writer = index.writer(limitmb=WRITER_MEGABYTES)
    try:
        _Indexer(library, writer, stamp.units).run(changes, progress)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class _Indexer:
    """Puts the changed files through a writer and keeps the stamp's units in step."""

    def __init__(self, library: Library, writer: Any, units: dict[str, dict[str, Any]]) -> None:
        self._library = library
        self._writer = writer
        self._units = units
        self._paths = {library.name_of(path): path for path in library.sheet_files()}

    def run(self, changes: Changes, progress: Progress | None) -> None:
        gone = {*changes.removed, *changes.changed}
        stale = {*changes.added, *changes.changed, *self._sharing_sources_of(gone)}
        for name in {*gone, *stale}:
            self._drop(sheet_unit(name))
        for unit in [unit for unit, entry in self._units.items() if entry.get("first") in gone]:
            self._drop(unit)
        owners = {entry["id"]: unit for unit, entry in self._units.items() if entry.get("id")}
        waiting = [unit.removeprefix("sheet ") for unit, entry in self._units.items() if entry.get("twin_of")]
        todo = sorted({*stale, *(name for name in waiting if name in self._paths)})
        for done, name in enumerate(todo):
            if progress:
                progress(done, len(todo))
            self._add(name, owners)
        self._drop_orphans()
        if progress:
            progress(len(todo), len(todo))

    def _sharing_sources_of(self, gone: set[str]) -> Iterator[str]:
        """Sheets whose sources were indexed on behalf of a sheet that is gone or has changed."""
        orphaned = {unit for unit, entry in self._units.items() if entry.get("first") in gone}
        for unit, entry in self._units.items():
            if any(source_unit(file) in orphaned for file in entry.get("sources", [])):
                name = unit.removeprefix("sheet ")
                if name not in gone and name in self._paths:
                    yield name

    def _drop(self, unit: str) -> None:
        if self._units.pop(unit, None) is not None:
            self._writer.delete_by_term("unit", unit)

    def _drop_orphans(self) -> None:
        used = {source_unit(file) for entry in self._units.values() for file in entry.get("sources", [])}
        for unit in [unit for unit in self._units if unit.startswith("source ") and unit not in used]:
            self._drop(unit)

    def _add(self, name: str, owners: dict[str, str]) -> None:
        path = self._paths[name]
        entry: dict[str, Any] = {"signature": _signature(path), "sources": [], "problems": 0}
        read = self._library.read(path)
        unit = sheet_unit(name)
        self._units[unit] = entry
        entry["problems"] = len(read.problems)
        if read.sheet is None:
            return
        owner = owners.setdefault(read.sheet.id, unit)
        if owner != unit:
            entry |= {"twin_of": owner.removeprefix("sheet "), "problems": 1}
            return
        entry["id"] = read.sheet.id
        for document in sheet_documents(self._library, read.sheet, name):
            self._writer.add_document(**document)
        self._add_sources(read, read.sheet, entry)

    def _add_sources(self, read: Validated, sheet: FactSheet, entry: dict[str, Any]) -> None:
        for source in sheet.sources:
            file = source.text_file()
            signature = _signature(self._library.seeds_dir / file)
            entry["sources"].append(file)
            unit = source_unit(file)
            if unit in self._units and self._units[unit]["signature"] == signature:
                continue
            self._drop(unit)
            self._units[unit] = {"signature": signature, "first": read.path}
            for document in passage_documents(self._library, sheet, source, read.path):
                self._writer.add_document(**document)
