"""A document into a library: its bytes as they came, its text where that is another file, and a draft sheet of it.

`distil` is the work, and needs nothing of the library but its gazetteer; `place` finds the document's place in the
library, where it may be known already, by its bytes or by its name; `keep` writes.
"""

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from factsheets.distill.again import Difference
from factsheets.distill.draft import draft_sheet, slug
from factsheets.distill.masthead import declared_day, described
from factsheets.distill.reading import UnreadableError, read
from factsheets.distill.rules import distilled
from factsheets.distill.shelf import Shelf, shelf_of
from factsheets.distill.suggested import Syndicated, suggested, syndicated
from factsheets.distill.syndication import Sketch, sketch
from factsheets.distill.versions import read_again, renewed, version_of
from factsheets.files import LARGEST_BYTES, read_or_none, write_atomically
from factsheets.gazetteer import Gazetteer
from factsheets.library import ConflictError, Library, Stamp
from factsheets.model import FactSheet, Source
from factsheets.serialise import to_yaml

SOURCE_ID = "s1"
_UNNAMED = "document"
_MOST_BYTES = 4_000
"""That a finding and its fact take in a sheet's file, at the most but for very long passages."""


@dataclass(frozen=True, slots=True)
class Distilled:
    """A document with its draft, which is not yet placed: the names of its sheet and its files are its own.

    `rendered` is the sheet's file, where it was made with the rest of the work: in a child, of many documents.
    """

    text: str
    sheet: FactSheet
    sketch: Sketch
    rendered: bytes = b""


@dataclass(frozen=True, slots=True)
class AlreadyHere:
    """A document whose bytes the library has, under whatever name; nothing is to be written."""

    sheet: str
    source: str
    file: str
    restated: bool = False
    """The library has a restatement of it, of which it is the original."""

    def __str__(self) -> str:
        what = f"as the original of {self.file}" if self.restated else f"as {self.file}"
        return f"already here, {what} of the sheet {self.sheet}"


@dataclass(frozen=True, slots=True)
class Intake:
    """A draft that is not yet written, with the files that go into `seeds/`, by name.

    `difference` is there when the document was known and has changed; `stamp` is then that of the sheet's file.
    """

    sheet: FactSheet
    seeds: dict[str, bytes]
    path: Path | None = None
    stamp: Stamp | None = None
    difference: Difference | None = None
    syndicated: Syndicated | None = None
    sketch: "Sketch | None" = field(default=None, repr=False)
    rendered: bytes = field(default=b"", repr=False)

    def yaml(self) -> str:
        return to_yaml(self.sheet)


def take_in(
    library: Library, raw: bytes, path: Path, *, link: bool = False, again: bool = False
) -> Intake | AlreadyHere:
    """Distil a document; raises UnreadableError with one sentence. Nothing is written yet.

    `link` leaves the bytes where they are and keeps the text alone. `again` distils bytes that are known too, and takes
    a document of a known name for a new version of it whatever its text is.
    """
    known = None if again else recognised(library, raw)
    return known or place(library, raw, path, distil(raw, path, library.gazetteer), link=link, again=again)


def recognised(library: Library, raw: bytes) -> AlreadyHere | None:
    """Where the library has these bytes; also when it has only a restatement of them."""
    sha256 = hashlib.sha256(raw).hexdigest()
    for path in shelf_of(library).holding(sha256):
        sheet = library.read(path).sheet
        for source in sheet.sources if sheet else ():
            if sheet and sha256 in {source.sha256, source.original.sha256 if source.original else ""}:
                return AlreadyHere(sheet.id, source.id, source.file, restated=source.sha256 != sha256)
    return None


def distil(raw: bytes, path: Path, gazetteer: Gazetteer) -> Distilled:
    """Read and distil a document; what is declared of an HTML page goes before what its text seems to say."""
    found = read(raw, path.name)
    document = distilled(found.text, gazetteer=gazetteer, published=declared_day(found.declared), name=path.name)
    stem, sha256 = slug(path.stem) or _UNNAMED, hashlib.sha256(raw).hexdigest()
    file = f"{stem}{path.suffix.lower()}"
    bare = Source(id=SOURCE_ID, file=file, sha256=sha256, extractor=found.extractor)
    if found.extractor:
        kept = hashlib.sha256(found.text.encode("utf-8")).hexdigest()
        bare = replace(bare, text=f"{file}.txt", text_sha256=kept)
    sheet = draft_sheet(document, described(document, found.declared, bare), stem)
    return Distilled(found.text, sheet, sketch(found.text))


def place(
    library: Library, raw: bytes, path: Path, found: Distilled, *, link: bool = False, again: bool = False
) -> Intake | AlreadyHere:
    """Where a distilled document belongs: nowhere, since it is here; into the sheet it has; or into a new one.

    Raises LibraryError where the sheet it has cannot be read.
    """
    known = None if again else recognised(library, raw)
    if known:
        return known
    shelf = shelf_of(library)
    version = version_of(library, shelf, found.sheet.sources[0], found.text, anyway=again)
    if version and version.source.sha256 == found.sheet.sources[0].sha256:
        sheet, difference = read_again(library, version, found.sheet.sources[0])
        return Intake(sheet, {}, version.path, version.stamp, difference)
    source, seeds = _files(library, raw, path, found, link=link)
    draft = replace(found.sheet, sources=(source,))
    sheet_id = version.sheet.id if version else _free_id(library, shelf, draft.id)
    like = syndicated(library, shelf, found.sketch, sheet_id)
    draft = suggested(replace(draft, id=sheet_id), found.text, like)
    if version is None:
        rendered = found.rendered if draft == found.sheet else b""
        return Intake(draft, seeds, syndicated=like, sketch=found.sketch, rendered=rendered)
    sheet, difference = renewed(library, version, draft, found.text)
    return Intake(sheet, seeds, version.path, version.stamp, difference, like, found.sketch)


def _files(
    library: Library, raw: bytes, path: Path, found: Distilled, *, link: bool
) -> tuple[Source, dict[str, bytes]]:
    """The source with its names in `seeds/`, and what is to stand there; another file of that name keeps it."""
    source = found.sheet.sources[0]
    text = found.text.encode("utf-8") if link or source.extractor else b""
    stem, suffix = slug(path.stem) or _UNNAMED, path.suffix.lower()
    number = 1
    while True:
        name = f"{stem}-{number}{suffix}" if number > 1 else f"{stem}{suffix}"
        wanted = {name: raw} | ({f"{name}.txt": text} if text else {})
        if all(read_or_none(library.seeds_dir / one) in {None, content} for one, content in wanted.items()):
            break
        number += 1
    kept = {one: content for one, content in wanted.items() if not (link and one == name)}
    if text:
        source = replace(source, text=f"{name}.txt", text_sha256=hashlib.sha256(text).hexdigest())
    return replace(source, file=name, link=_shown(path) if link else ""), kept


def _shown(path: Path) -> str:
    """Where a document is, in characters that a sheet can hold, whatever bytes its name has."""
    return os.fsencode(path.absolute()).decode("utf-8", "replace")


def _free_id(library: Library, shelf: Shelf, ident: str) -> str:
    number, free = 1, ident
    while shelf.has_sheet(free) or (library.sheets_dir / f"{free}.yaml").exists():
        number += 1
        free = f"{ident}-{number}"
    return free


def keep(library: Library, intake: Intake) -> Path:
    """Write the document and its draft, nothing where nothing differs; returns the sheet's file.

    Raises UnreadableError for a draft that no sheet could hold, ConflictError when someone else changed the sheet
    meanwhile, FileExistsError when another has taken its name, OSError where nothing can be written.
    """
    _refuse_too_large(intake)
    path = intake.path or library.sheets_dir / f"{intake.sheet.id}.yaml"
    current = read_or_none(path)
    if intake.path is None and (current is not None or shelf_of(library).has_sheet(intake.sheet.id)):
        raise FileExistsError(f"there is a sheet {intake.sheet.id} already; it was left as it is")
    if intake.path is not None and (current is None or Stamp.of(current) != intake.stamp):
        raise ConflictError(f"{library.name_of(path)} was changed by someone else; nothing was written")
    _keep_seeds(library, intake)
    if intake.difference is None or library.read(path).sheet != intake.sheet:
        if intake.rendered:
            library.save_text(path, intake.rendered, intake.stamp)
        else:
            library.save(intake.sheet, path, intake.stamp)
        shelf_of(library).noted(path)
    return path


def _refuse_too_large(intake: Intake) -> None:
    """A sheet that nothing could open again is not written; one of few findings need not be written out to know."""
    draft = intake.sheet.draft
    if draft is None or len(draft.pending) * _MOST_BYTES < LARGEST_BYTES:
        return
    if len(intake.rendered or intake.yaml().encode("utf-8")) > LARGEST_BYTES:
        most = LARGEST_BYTES // 1_000_000
        raise UnreadableError(f"its draft would be larger than the {most} MB a sheet may have: distil it in parts")


def _keep_seeds(library: Library, intake: Intake) -> None:
    library.seeds_dir.mkdir(exist_ok=True)
    for name, raw in intake.seeds.items():
        there = read_or_none(library.seeds_dir / name)
        if there is None:
            write_atomically(library.seeds_dir / name, raw)
        elif there != raw:
            raise FileExistsError(f"there is another document {name} in the library's seeds by now")
    text = intake.sheet.sources[-1].text_file()
    if intake.sketch is not None and text in intake.seeds:
        shelf_of(library).noted_text(text, intake.sketch)
