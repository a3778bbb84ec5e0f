"""A document into a library: its bytes as they came, its text where that is another file, and a draft sheet of it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from factsheets.distill.draft import draft_sheet, slug
from factsheets.distill.reading import read
from factsheets.distill.rules import distilled
from factsheets.files import read_or_none
from factsheets.library import Library, write_atomically
from factsheets.model import FactSheet, Source
from factsheets.serialise import to_yaml

SOURCE_ID = "s1"


@dataclass(frozen=True, slots=True)
class Intake:
    """A draft that is not yet written, with the files that go into `seeds/`, by name."""

    sheet: FactSheet
    seeds: dict[str, bytes]

    def yaml(self) -> str:
        return to_yaml(self.sheet)


def take_in(library: Library, raw: bytes, path: Path) -> Intake:
    """Distil a document; raises UnreadableError with one sentence. Nothing is written yet."""
    document_text = read(raw, path.name)
    seeds = {_seed_name(library, path, raw): raw}
    name = next(iter(seeds))
    text, text_hash = "", ""
    if document_text.extractor:
        kept = document_text.text.encode("utf-8")
        text, text_hash = f"{name}.txt", hashlib.sha256(kept).hexdigest()
        seeds[text] = kept
    document = distilled(document_text.text, gazetteer=library.gazetteer)
    source = Source(
        id=SOURCE_ID,
        file=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        text_sha256=text_hash,
        extractor=document_text.extractor,
        title=document.title,
        publisher=document.publisher,
        authors=(document.byline,) if document.byline else (),
        lang=document.lang,
    )
    return Intake(draft_sheet(document, source, slug(path.stem) or "document"), seeds)


def _seed_name(library: Library, path: Path, raw: bytes) -> str:
    """The document's name made plain; another document of that name keeps it, the same document is recognised."""
    stem, suffix = slug(path.stem) or "document", path.suffix.lower()
    name, number = f"{stem}{suffix}", 1
    while (existing := read_or_none(library.seeds_dir / name)) is not None and existing != raw:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name


def keep(library: Library, intake: Intake) -> Path:
    """Write the document and its draft; raises FileExistsError rather than touch a sheet that is there."""
    path = library.sheets_dir / f"{intake.sheet.id}.yaml"
    if path.exists() or library.find(intake.sheet.id):
        raise FileExistsError(f"there is a sheet {intake.sheet.id} already; it was left as it is")
    library.seeds_dir.mkdir(exist_ok=True)
    for name, raw in intake.seeds.items():
        write_atomically(library.seeds_dir / name, raw)
    write_atomically(path, intake.yaml().encode("utf-8"))
    return path
