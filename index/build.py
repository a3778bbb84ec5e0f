"""Library -> index: built aside and swapped in, refreshed by what changed, rebuilt on any doubt."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from pathlib import Path
from typing import Any

from factsheets.files import read_or_none
from factsheets.gazetteer import read_gazetteer
from factsheets.library import Library, write_atomically
from factsheets.model import FactSheet, Source
from index.expand import passage_documents, sheet_documents, sheet_unit, source_unit
from index.location import (
    GENERATION,
    Stamp,
    index_folder,
    is_temporary,
    read_stamp,
    sign,
    temporary_folder,
    verify,
    write_stamp,
)
from index.reader import IndexReader
from index.schema import fingerprint
from index.writing import create_index, open_index, writer_of

_REGISTER = "register"

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files of the library against what is indexed, as `+ added ~ changed - removed`."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rebuilt: bool = False
    renamed: bool = False
    """Whether the register changed: the sheets whose names or judgements did are among the changed."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.rebuilt or self.renamed)

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
    """Open the library's index, after bringing it up to date; builds it when there is none that can be trusted.

    A cache that cannot take it (a full disk, a file system gone read-only) is left alone for a temporary folder.
    """
    folder = index_folder(library, environment)
    try:
        return _brought_up_to_date(library, folder, progress, rebuild=rebuild)
    except OSError:
        if is_temporary(folder):
            raise
    return _brought_up_to_date(library, temporary_folder() / folder.name, progress, rebuild=rebuild)


def _brought_up_to_date(library: Library, folder: Path, progress: Progress | None, *, rebuild: bool) -> Built:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = None if rebuild else _open_trusted(library, folder)
    if found and not found.changes:
        return found
    with _writer_lock(folder):
        found = None if rebuild else _open_trusted(library, folder)
        if found is None:
            return _rebuild(library, folder, progress)
        return _refresh(library, found, progress) if found.changes else found


@contextmanager
def _writer_lock(folder: Path) -> Iterator[None]:
    """One writer at a time; the kernel lets go of the lock when its holder dies."""
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open_trusted(library: Library, folder: Path) -> Built | None:
    """The index as it is, with what has changed since, or None when it is to be built: any doubt is a reason."""
    stamp = read_stamp(folder)
    if stamp is None or stamp.fingerprint != fingerprint() or stamp.library != _identity(library):
        return None
    generation = folder / stamp.generation
    try:
        verify(generation, stamp.files)
        index, changes = open_index(generation), _changes(library, stamp)
        if stamp.gazetteer != _hash_of(library.gazetteer_file):
            changes = _renamed(library, index, generation, changes)
        return Built(index, stamp, changes, folder)
    except Exception:  # whatever Whoosh raises for what it cannot read: the index is disposable
        return None


def _renamed(library: Library, index: Any, generation: Path, changes: Changes) -> Changes:
    """The changes with every sheet added whose names the register, as it is now, gives otherwise than when indexed."""
    before, _ = read_gazetteer((generation / _REGISTER).read_bytes(), _REGISTER)
    now = library.gazetteer
    ids = {one for each in (before, now) for one in (*each.entries, *each.same_as, *each.same_as.values())}
    differing = {one for one in ids if before.get(one) != now.get(one) or before.one_with(one) != now.one_with(one)}
    reader = IndexReader(index)
    try:
        rows = [reader.row(document) for document in reader.union("refs", differing)]
    finally:
        reader.close()
    known = {*changes.added, *changes.changed, *changes.removed}
    affected = sorted({row.path for row in rows if row.type == "sheet"} - known)
    return replace(changes, changed=(*changes.changed, *affected), renamed=True)


def _keep_register(library: Library, generation: Path) -> str:
    """Keep the register beside the index it went into; returns its hash."""
    raw = read_or_none(library.gazetteer_file) or b""
    write_atomically(generation / _REGISTER, raw)
    return hashlib.sha256(raw).hexdigest()


def _identity(library: Library) -> str:
    return str(library.sheets_dir.resolve())


def _hash_of(path: Path) -> str:
    return hashlib.sha256(read_or_none(path) or b"").hexdigest()


def _signature(path: Path) -> list[int]:
    """What changes with a file: its time alone is too coarse for two writes in one tick."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _files_by_name(library: Library) -> dict[str, Path]:
    """Every sheet file by its name in the library; the short way for names that are safe as they are."""
    start = len(str(library.sheets_dir)) + 1
    named = ((str(path)[start:], path) for path in library.sheet_files())
    return {name if name.isascii() and name.isprintable() else library.name_of(path): path for name, path in named}


def _changes(library: Library, stamp: Stamp) -> Changes:
    """Compare the signatures of every sheet and of every source that an indexed sheet names."""
    sheets = _files_by_name(library)
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
    generation = Path(tempfile.mkdtemp(prefix=GENERATION, dir=folder))
    try:
        index = create_index(generation)
        stamp = Stamp(fingerprint(), _identity(library), _keep_register(library, generation), generation.name)
        names = tuple(_files_by_name(library))
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


def _refresh(library: Library, found: Built, progress: Progress | None) -> Built:
    stamp, changes, folder = found.stamp, found.changes, found.folder
    generation = folder / stamp.generation
    try:
        if changes.renamed:
            stamp.gazetteer = _keep_register(library, generation)
        _write(library, found.index, stamp, changes, progress)
        stamp.files = sign(generation, stamp.files)
        write_stamp(folder, stamp)
        return Built(open_index(generation), stamp, changes, folder)
    except OSError:
        raise
    except Exception:
        return _rebuild(library, folder, progress)


def _write(library: Library, index: Any, stamp: Stamp, changes: Changes, progress: Progress | None) -> None:
    writer = writer_of(index)
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
        self._paths = _files_by_name(library)
        self._owners: dict[str, str] = {
            entry["id"]: unit.removeprefix("sheet ") for unit, entry in units.items() if entry.get("id")
        }

    def run(self, changes: Changes, progress: Progress | None) -> None:
        """In the order of names, so that a refreshed index is the one that would be built anew.

        Of two sheets with one id, and of two that share a source, the first by name owns it: a sheet that has to give
        way, or that can take over, is read again. None is written twice, since a writer deletes only what was committed
        before it.
        """
        gone = {*changes.removed, *changes.changed}
        waiting = list(self._heirs_of(gone))
        for name in gone:
            self._drop_sheet(name)
        todo = sorted({*changes.added, *changes.changed, *waiting})
        done = 0
        while todo:
            if progress:
                progress(done, done + len(todo))
            name = heappop(todo)
            self._drop_sheet(name)
            displaced = self._add(name)
            if displaced:
                for heir in {displaced, *self._heirs_of({displaced})} - set(todo):
                    heappush(todo, heir)
                self._drop_sheet(displaced)
            done += 1
        self._drop_orphans()
        if progress:
            progress(done, done)

    def _heirs_of(self, gone: set[str]) -> Iterator[str]:
        """Sheets that stay, and may now take over an id or a source from one that is gone or has changed."""
        orphaned = {unit for unit, entry in self._units.items() if entry.get("first") in gone}
        for unit, entry in list(self._units.items()):
            name = unit.removeprefix("sheet ")
            if name in gone or name not in self._paths:
                continue
            if entry.get("twin_of") or any(source_unit(file) in orphaned for file in entry.get("sources", [])):
                yield name

    def _drop_sheet(self, name: str) -> None:
        """Forget a sheet, its id and the passages that were indexed on its behalf."""
        entry = self._units.get(sheet_unit(name), {})
        if self._owners.get(entry.get("id", "")) == name:
            del self._owners[entry["id"]]
        self._drop(sheet_unit(name))
        for file in entry.get("sources", []):
            if self._units.get(source_unit(file), {}).get("first") == name:
                self._drop(source_unit(file))

    def _drop(self, unit: str) -> None:
        if self._units.pop(unit, None) is not None:
            self._writer.delete_by_term("unit", unit)

    def _drop_orphans(self) -> None:
        used = {source_unit(file) for entry in self._units.values() for file in entry.get("sources", [])}
        for unit in [unit for unit in self._units if unit.startswith("source ") and unit not in used]:
            self._drop(unit)

    def _add(self, name: str) -> str:
        """Index one file; the name of the sheet that has to give its id up, or ""."""
        path = self._paths[name]
        entry: dict[str, Any] = {"signature": _signature(path), "sources": [], "problems": 0}
        read = self._library.read(path)
        self._units[sheet_unit(name)] = entry
        entry["problems"] = len(read.problems)
        if read.sheet is None:
            return ""
        owner = self._owners.get(read.sheet.id, name)
        if owner < name:
            entry |= {"twin_of": owner, "problems": 1}
            return ""
        self._owners[read.sheet.id] = name
        entry["id"] = read.sheet.id
        for document in sheet_documents(self._library, read.sheet, name):
            self._writer.add_document(**document)
        for source in read.sheet.sources:
            entry["sources"].append(source.text_file())
            self._add_source(source, read.sheet, name)
        return owner if owner != name else ""

    def _add_source(self, source: Source, sheet: FactSheet, name: str) -> None:
        """Index a source's passages for the first sheet, by name, whose record of it is right."""
        file = source.text_file()
        unit = source_unit(file)
        known = self._units.get(unit)
        if known and known["first"] and known["first"] <= name:
            return
        documents = list(passage_documents(self._library, sheet, source, name))
        if known and known["first"] and not documents:
            return
        self._drop(unit)
        self._units[unit] = {
            "signature": _signature(self._library.seeds_dir / file),
            "first": name if documents else "",
        }
        for document in documents:
            self._writer.add_document(**document)
