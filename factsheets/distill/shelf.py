"""Which sheets hold which documents, and which documents tell the same story: a library by its sources.

Sheets are not read whole for this: every SHA-256 and every file name that stands in one makes it a candidate, which
whoever asks then reads. What was found of a file is noted in the user's cache.
"""

import hashlib
import os
import re
import sys
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

from factsheets.cache import FileNotes, cache_file
from factsheets.distill.syndication import SAME_STORY, SKETCH, Sketch, share, sketch
from factsheets.files import leads_inside, read_bounded
from factsheets.library import Library

_HASH = re.compile(rb"\b[0-9a-f]{64}\b")
_ID = re.compile(rb"""^\{?id["']?\s*:\s*["']?([a-z0-9-]+)""", re.MULTILINE)
_FILE = re.compile(rb"""\b(?:file|text)["']?\s*:\s*["']?([^\s"',{}]+)""")
_NUMBERED = re.compile(r"(.+)-(?:[2-9]|[1-9]\d)(\.[^.]*)?")
_OF_OTHERS = (".pdf", ".html", ".htm")
"""Whose text is another file."""
_LARGEST_TEXT = 2_000_000
_ROW = 32
"""How many of a sketch's hashes lead to it: of a tenth of a story, some three are among them."""
_UNSORTED = 512
_LONGEST_NOTE = 8 * SKETCH

_shelves: "WeakKeyDictionary[Library, Shelf]" = WeakKeyDictionary()


def shelf_of(library: Library, environment: Mapping[str, str] = os.environ) -> "Shelf":
    """The one shelf of a library in this process, looked through once; `noted` tells it what was written since."""
    if library not in _shelves:
        _shelves[library] = Shelf(library, environment)
    return _shelves[library]


_Rows = dict[str, tuple[str, ...]]
"""Files of sheets below the library's folder; a path takes ten times as much memory as its text."""


class Shelf:
    def __init__(self, library: Library, environment: Mapping[str, str]) -> None:
        self._library_sheets, self._seeds = library.sheets_dir, library.seeds_dir
        key = hashlib.sha256(os.fsencode(library.sheets_dir.resolve())).hexdigest()[:16]
        self._sheet_notes = FileNotes(cache_file(f"sources-{key}.jsonl", environment))
        self._text_notes = FileNotes(cache_file(f"sketches-{key}.jsonl", environment))
        self._by_hash: _Rows = {}
        self._by_name: _Rows = {}
        self._by_base: _Rows = {}
        self._ids: set[str] = set()
        self._stories: _Stories | None = None
        files = library.sheet_files()
        for path in files:
            self._add(path)
        self._sheet_notes.keep_only(set(map(self._name, files)))

    def holding(self, sha256: str) -> list[Path]:
        """The sheets in which a hash stands."""
        return self._paths(self._by_hash.get(sha256, ()))

    def named(self, file: str) -> list[Path]:
        """The sheets in which a file of this name stands, or one of the numbered names it was given beside another."""
        return self._paths(dict.fromkeys((*self._by_name.get(file, ()), *self._by_base.get(file, ()))))

    def named_exactly(self, file: str) -> list[Path]:
        return self._paths(self._by_name.get(file, ()))

    def _paths(self, names: Iterable[str]) -> list[Path]:
        return [self._library_sheets / name for name in names]

    def has_sheet(self, sheet_id: str) -> bool:
        """Whether a sheet has this id, as far as a line says so; `Library.find` knows for sure, and reads all."""
        return sheet_id in self._ids

    def noted(self, sheet: Path) -> None:
        """A sheet was written."""
        self._add(sheet)
        self._sheet_notes.flush()

    def noted_text(self, file: str, found: Sketch) -> None:
        """A text was written into `seeds/`."""
        try:
            self._text_notes.put(file, (self._seeds / file).stat(), _packed(found))
            self._text_notes.flush()
        except OSError:
            return
        if self._stories:
            self._stories.add(file, found)

    def alike(self, found: Sketch) -> list[tuple[float, str]]:
        """(share, text file) of the documents in `seeds/` that tell the same story, the most alike first."""
        if self._stories is None:
            self._stories = _Stories(self._texts())
        shares = [(share(found, other), name) for name, other in self._stories.near(found)]
        return sorted((one for one in shares if one[0] >= SAME_STORY), key=lambda one: (-one[0], one[1]))

    def _name(self, path: Path) -> str:
        return str(path)[len(str(self._library_sheets)) + 1 :]

    def _add(self, path: Path) -> None:
        name = self._name(path)
        try:
            found = path.stat()
            known = self._sheet_notes.get(name, found)
            if not _is_note(known):
                inside = not path.is_symlink() or leads_inside(path, self._library_sheets)
                raw = read_bounded(path) if inside else b""
                known = [_all(pattern, raw) for pattern in (_HASH, _FILE, _ID)]
                self._sheet_notes.put(name, found, known)
        except OSError:
            return
        hashes, files, ids = known
        for sha256 in hashes:
            _enter(self._by_hash, sha256, name)
        for file in files:
            _enter(self._by_name, file, name)
            if (base := unnumbered(file)) != file:
                _enter(self._by_base, base, name)
        self._ids.update(ids)

    def _texts(self) -> Iterator[tuple[str, Sketch]]:
        """The sketch of every text in `seeds/`, read only where it is not noted."""
        names = set()
        for name, entry in sorted(_text_files(self._seeds)):
            try:
                found = entry.stat(follow_symlinks=False)
                if found.st_size > _LARGEST_TEXT:
                    continue
                known = _unpacked(self._text_notes.get(name, found))
                if known is None:
                    known = sketch(Path(entry.path).read_text(encoding="utf-8", errors="replace"))
                    self._text_notes.put(name, found, _packed(known))
            except OSError:
                continue
            names.add(name)
            yield name, known
        self._text_notes.keep_only(names)


class _Stories:
    """Sketches by their smallest hashes, in arrays: ten thousand documents take some ten megabytes."""

    def __init__(self, texts: Iterator[tuple[str, Sketch]]) -> None:
        self._names: list[str] = []
        self._sketches: list[Sketch] = []
        self._rows = array("Q")
        self._recent: list[int] = []
        for name, one in texts:
            self.add(name, one)

    def add(self, name: str, one: Sketch) -> None:
        number = len(self._names)
        self._names.append(name)
        self._sketches.append(one)
        self._recent += [each << 32 | number for each in one[:_ROW]]

    def near(self, one: Sketch) -> Iterator[tuple[str, Sketch]]:
        if len(self._recent) > _UNSORTED * _ROW or not self._rows:
            self._rows = array("Q", sorted([*self._rows, *self._recent]))
            self._recent = []
        wanted = set(one)
        found = {row & 0xFFFFFFFF for row in self._recent if row >> 32 in wanted}
        for each in wanted:
            at = bisect_left(self._rows, each << 32)
            while at < len(self._rows) and self._rows[at] >> 32 == each:
                found.add(self._rows[at] & 0xFFFFFFFF)
                at += 1
        for number in sorted(found):
            yield self._names[number], self._sketches[number]


def _enter(rows: _Rows, key: str, name: str) -> None:
    known = rows.get(key, ())
    if name not in known:
        rows[key] = (*known, name)


def unnumbered(file: str) -> str:
    """A name without the number it got beside another: `report-2.txt` -> `report.txt`."""
    found = _NUMBERED.fullmatch(file)
    return found[1] + (found[2] or "") if found else file


def _all(pattern: re.Pattern[bytes], raw: bytes) -> list[str]:
    return sorted({one.decode("utf-8", "replace") for one in pattern.findall(raw)})


def _text_files(folder: Path) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for one in entries:
        if one.is_file(follow_symlinks=False) and not one.name.startswith(".") and not one.name.endswith(_OF_OTHERS):
            yield one.name, one


def _packed(found: Sketch) -> str:
    return b64encode(_little_endian(found).tobytes()).decode()


def _unpacked(noted: object) -> "Sketch | None":
    """A sketch as noted; None for anything else, since a cache may hold anything."""
    if not isinstance(noted, str) or len(noted) > _LONGEST_NOTE:
        return None
    found = array("I")
    try:
        found.frombytes(b64decode(noted, validate=True))
    except ValueError:
        return None
    return _little_endian(found)


def _little_endian(found: Sketch) -> Sketch:
    if sys.byteorder == "big":
        found = array("I", found)
        found.byteswap()
    return found


def _is_note(noted: object) -> bool:
    return (
        isinstance(noted, list)
        and len(noted) == 3
        and all(isinstance(row, list) and all(isinstance(one, str) for one in row) for row in noted)
    )
