"""A library: a folder with `sheets/`, `seeds/` and `gazetteer.yaml`. Finds it, reads it, saves without loss."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from errno import EACCES
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from factsheets.checks import IDENT
from factsheets.evidence import SourceText
from factsheets.files import (
    LARGEST_SOURCE_BYTES,
    flush_folder,
    leads_inside,
    read_bounded,
    read_or_none,
    reason,
    write_atomically,
)
from factsheets.gazetteer import Gazetteer
from factsheets.kept import kept_register, kept_sheet
from factsheets.library_folder import find_folder, open_folder, shipped_folder
from factsheets.model import FactSheet, Source
from factsheets.problem import Problem, did_you_mean
from factsheets.proof import ReadSource, evidence_complaints
from factsheets.safe_text import safe

if TYPE_CHECKING:
    from factsheets.validate import Validated


class ConflictError(Exception):
    """Someone else changed the file since it was read."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when it was read, to notice another's edit before writing over it."""

    sha256: str

    @classmethod
    def of(cls, raw: bytes) -> "Stamp":
        return cls(hashlib.sha256(raw).hexdigest())


class Library:
    """A library on disk. Reading never writes; a file that cannot be read becomes a problem, not an exception."""

    def __init__(self, root: Path, sheets: Path, seeds: Path, gazetteer: Path) -> None:
        self.root = root
        self.sheets_dir = sheets
        self.seeds_dir = seeds
        self.gazetteer_file = gazetteer
        self._saved: tuple[Stamp, FactSheet] | None = None
        self._known: tuple[tuple[int, int, int] | None, tuple[Gazetteer, list[Problem]]] | None = None

    @property
    def _register(self) -> tuple[Gazetteer, list[Problem]]:
        """The gazetteer as the file has it now: whoever changed it, no name is shown that it no longer has."""
        try:
            found = self.gazetteer_file.stat()
            state = (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            state = None
        if self._known is None or self._known[0] != state:
            self._known = state, self._read_register()
        return self._known[1]

    def _read_register(self) -> tuple[Gazetteer, list[Problem]]:
        try:
            raw = read_bounded(self.gazetteer_file)
        except FileNotFoundError:
            return Gazetteer(), []
        except OSError as error:
            return Gazetteer(), [Problem(self.gazetteer_file.name, 0, 0, reason(error))]
        return kept_register(self.gazetteer_file, raw)

    @property
    def gazetteer(self) -> Gazetteer:
        return self._register[0]

    @property
    def gazetteer_problems(self) -> list[Problem]:
        return self._register[1]

    @property
    def writable(self) -> bool:
        return os.access(self.sheets_dir, os.W_OK)

    def sheet_files(self) -> list[Path]:
        """Every sheet file, sorted, so that every walk of a library has one order. Links out of it are not followed."""
        found = []
        for folder, names, files in os.walk(self.sheets_dir, followlinks=False):
            names[:] = sorted(name for name in names if not name.startswith("."))
            found += [Path(folder, name) for name in files if name.endswith((".yaml", ".yml")) and name[0] != "."]
        return sorted(found)

    def name_of(self, path: Path) -> str:
        """A file as messages name it: relative to the library, and safe for a terminal."""
        inside = path.is_relative_to(self.sheets_dir)
        return safe(os.fsencode(path.relative_to(self.sheets_dir) if inside else path).decode("utf-8", "replace"))

    def read(self, path: Path) -> "Validated":
        return self.read_to_edit(path)[0]

    def sheet(self, path: Path) -> FactSheet | None:
        """The sheet in a file, to be shown or to answer from: what was read of the same bytes before is read again.

        Walks of a whole library use `read`, which keeps nothing.
        """
        try:
            raw = read_bounded(path) if leads_inside(path, self.sheets_dir) and path.is_file() else None
        except OSError:
            raw = None
        if raw is None:
            return None
        return kept_sheet(path, raw)

    def read_to_edit(self, path: Path) -> "tuple[Validated, Stamp | None]":
        """A sheet with the stamp that `save` asks for, taken from the very bytes that were read."""
        from factsheets.validate import Validated, validate  # noqa: PLC0415 - not loaded for what was kept

        name = self.name_of(path)
        try:
            if not leads_inside(path, self.sheets_dir):
                return Validated(name, None, (Problem(name, 0, 0, "a link leads out of the library"),)), None
            if not path.is_file():
                return Validated(name, None, (Problem(name, 0, 0, "not a file"),)), None
            raw = read_bounded(path)
        except OSError as error:
            return Validated(name, None, (Problem(name, 0, 0, reason(error)),)), None
        return validate(raw, name), Stamp.of(raw)

    def read_all(self) -> "Iterator[Validated]":
        """Every file in order; a second sheet of one id is reported where it stands."""
        for _, read in self._read_files():
            yield read

    def _read_files(self) -> "Iterator[tuple[Path, Validated]]":
        from factsheets.validate import Validated  # noqa: PLC0415 - not loaded for what was kept

        seen: dict[str, Path] = {}
        for path in self.sheet_files():
            read = self.read(path)
            first = seen.setdefault(read.sheet.id, path) if read.sheet else path
            if first != path and read.sheet:
                message = f"the id `{read.sheet.id}` is taken already, by {self.name_of(first)}"
                read = Validated(read.path, None, (*read.problems, self._problem(path, ("id",), message)))
            yield path, read

    def _problem(self, path: Path, at: tuple[str | int, ...], message: str, hint: str = "") -> Problem:
        """A problem of a sheet that was read before: its place is looked up only now, when it is wanted."""
        from factsheets import yaml_text  # noqa: PLC0415 - not loaded for what was kept

        name = self.name_of(path)
        root, _ = yaml_text.parse(yaml_text.decode(read_bounded(path), name), name)
        node = yaml_text.walk(root, at) if root else None
        line, column = (node.line, node.column) if node else (0, 0)
        return Problem(name, line, column, message, key=".".join(map(str, at)), hint=hint)

    def problems(self) -> Iterator[Problem]:
        """Everything wrong in the library, file by file; last the links to sheets that are not there."""
        yield from self.gazetteer_problems
        ids: set[str] = set()
        links: list[tuple[Path, int, str]] = []
        for path, read in self._read_files():
            yield from self._problems_of(path, read)
            if read.sheet:
                ids.add(read.sheet.id)
                links += [(path, position, link.to) for position, link in enumerate(read.sheet.links)]
        for path, position, wanted in links:
            if wanted not in ids:
                message = f"no sheet `{wanted}` in this library"
                yield self._problem(path, ("links", position, "to"), message, did_you_mean(wanted, ids))

    def _problems_of(self, path: Path, read: "Validated") -> Iterator[Problem]:
        yield from read.problems
        if read.sheet:
            for complaint in evidence_complaints(read.sheet, self.source):
                yield self._problem(path, complaint.at, complaint.message, complaint.hint)

    def problems_in(self, path: Path) -> Iterator[Problem]:
        """What is wrong in one file, as far as it alone can tell: no link is followed, no id compared with others."""
        if path == self.gazetteer_file:
            yield from self.gazetteer_problems
        else:
            yield from self._problems_of(path, self.read(path))

    def file_called(self, name: str) -> Path | None:
        """The file of the library that messages name so, by `name_of`; never one outside of it."""
        if name == self.gazetteer_file.name and self.gazetteer_file.is_file():
            return self.gazetteer_file
        likely = self.sheets_dir / name
        found = likely if likely.suffix in {".yaml", ".yml"} and likely.is_file() else None
        found = found or next((one for one in self.sheet_files() if self.name_of(one) == name), None)
        return found if found and leads_inside(found, self.sheets_dir) else None

    def sheets(self) -> Iterator[FactSheet]:
        for read in self.read_all():
            if read.sheet is not None:
                yield read.sheet

    def find(self, sheet_id: str) -> tuple[Path, FactSheet] | None:
        """A sheet by id: first the file of that name, then, since a file may be called anything, every other."""
        if not IDENT.fullmatch(sheet_id):
            return None
        files = self.sheet_files()
        likely = [path for path in files if path.stem == sheet_id]
        for path in likely + [path for path in files if path.stem != sheet_id]:
            if sheet_id.encode() not in (read_or_none(path) or b""):
                continue
            sheet = self.sheet(path)
            if sheet is not None and sheet.id == sheet_id:
                return path, sheet
        return None

    def entity_name(self, entity: str, sheet: FactSheet | None = None) -> str:
        """The name shown for an actor, tool or place: the gazetteer's, else the sheet's own, else the id."""
        gazetteer = self.gazetteer
        known = gazetteer.get(entity)
        if known:
            return known.name
        own = {item.id: item.name for item in sheet.entities()} if sheet else {}
        return next((own[one] for one in (gazetteer.resolve(entity), entity) if one in own), entity)

    def source(self, source: Source) -> ReadSource:
        """Read a source and prove it by its hash; never leaves `seeds/`, whatever the sheet says."""
        path = self._inside(source.text_file())
        raw = read_or_none(path)
        restated = source.original is not None
        if raw is None:
            return ReadSource(None, "no", path, restated)
        text = SourceText(raw.decode("utf-8", "replace"))
        verified = "text" if hashlib.sha256(raw).hexdigest() == source.text_hash() else "no"
        attached = self._attached(source) if verified == "text" else None
        return ReadSource(text, "original" if attached else verified, path, restated, attached)

    def _attached(self, source: Source) -> SourceText | None:
        if source.original is None:
            return None
        raw = read_or_none(self.originals_dir / source.original.sha256)
        if raw is None or hashlib.sha256(raw).hexdigest() != source.original.sha256:
            return None
        return SourceText(raw.decode("utf-8", "replace"), source.original.first_line)

    @property
    def originals_dir(self) -> Path:
        return self.seeds_dir / "originals"

    def _inside(self, name: str) -> Path:
        path = self.seeds_dir / PurePosixPath(name)
        return path if leads_inside(path, self.seeds_dir) else self.seeds_dir / "outside-of-the-library"

    def add_original(self, file: Path, sheets: Iterator[FactSheet]) -> list[tuple[str, str]]:
        """Attach a document by its hash; returns the (sheet, source) ids it is the original of, none for a stranger."""
        raw = read_bounded(file, LARGEST_SOURCE_BYTES)
        digest = hashlib.sha256(raw).hexdigest()
        matching = [
            (sheet.id, source.id)
            for sheet in sheets
            for source in sheet.sources
            if source.original and source.original.sha256 == digest
        ]
        if matching:
            self.originals_dir.mkdir(parents=True, exist_ok=True)
            write_atomically(self.originals_dir / digest, raw)
        return matching

    def save(self, sheet: FactSheet, path: Path, read_as: Stamp | None) -> Stamp:
        """Write a sheet, in place of what changed of it; `read_as` stamps what was read, None a new file.

        Raises ConflictError on another's edit, OSError where nothing can be written.
        """
        from factsheets.serialise import rewritten, to_yaml  # noqa: PLC0415 - reading starts without what writes
        from factsheets.validate import validate  # noqa: PLC0415 - not loaded for what was kept

        current = self._unchanged(path, read_as)
        if current is None:
            raw = to_yaml(sheet).encode("utf-8")
        else:
            before = self._saved[1] if self._saved and self._saved[0] == read_as else validate(current, "").sheet
            raw = rewritten(current, before, sheet)
        stamp = self.save_text(path, raw, read_as)
        self._saved = stamp, sheet
        return stamp

    def save_text(self, path: Path, raw: bytes, read_as: Stamp | None) -> Stamp:
        """Write a file's bytes as they are, under the rule of `save`: a sheet given back, or the gazetteer."""
        current = self._unchanged(path, read_as)
        if current != raw:
            write_atomically(path, raw)
        return Stamp.of(raw)

    def remove(self, path: Path, read_as: Stamp) -> None:
        """Take a file away under the rule of `save`: how a file that was new is undone."""
        self._unchanged(path, read_as)
        path.unlink()
        flush_folder(path.parent)

    def _unchanged(self, path: Path, read_as: Stamp | None) -> bytes | None:
        """The bytes that stand in a file; raises ConflictError unless they are those that were read."""
        current = read_or_none(path)
        if current is None and path.exists():
            raise PermissionError(EACCES, "cannot be read", self.name_of(path))
        if (current is None) != (read_as is None) or (current is not None and Stamp.of(current) != read_as):
            raise ConflictError(f"{self.name_of(path)} was changed by someone else; nothing was written")
        return current


def open_library(root: Path) -> Library:
    """The library at a folder; raises LibraryError with the reason when there is none."""
    return Library(*open_folder(root))


def shipped_library() -> Library:
    """The library that comes with the program."""
    return Library(*shipped_folder())


def find_library(explicit: str | None, environment: Mapping[str, str], folder: Path) -> Library:
    """The library that a command means; raises LibraryError where there is none."""
    return Library(*find_folder(explicit, environment, folder))
