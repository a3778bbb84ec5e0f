"""Small libraries from readable tables: a sheet is its `text` and its facts, the evidence is found by its fragments."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from factsheets.evidence import SourceText, occurrences
from factsheets.library import Library, shipped_library
from factsheets.model import FactSheet
from factsheets.validate import validate
from factsheets.yaml_text import Data, dump, load_data

DECOYS = Path(__file__).parent / "decoys"
FACTS = ("actors", "tools", "places", "figures", "dates", "statements")
REVIEW: Data = {"by": "the tests", "at": "2026-01-01"}


def decoy_tables() -> list[dict[str, Data]]:
    """The thirty decoys, each as its table has it, with its language."""
    found = []
    for path in sorted(DECOYS.glob("*.yaml")):
        tables = load_data(path.read_bytes(), path.name)
        assert isinstance(tables, list)
        found += [{"lang": path.stem, **table} for table in tables if isinstance(table, dict)]
    return found


def sheet_data(table: Mapping[str, Data], file: str) -> dict[str, Data]:
    """A table as the data of a sheet file: source, review, currency and evidence filled in.

    What a table has as its own `source` is told of the source besides.
    """
    text = source_text(table)
    source: dict[str, Data] = {
        "id": "s1",
        "file": file,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "title": str(table["title"]),
        "lang": str(table["lang"]),
    }
    told = table.get("source", {})
    assert isinstance(told, dict)
    data: dict[str, Data] = {"format": "1", "status": "reviewed", **table, "sources": [source | told], "review": REVIEW}
    if data["status"] == "draft":
        del data["review"]
    read = SourceText(text)
    for group in FACTS:
        items = data.get(group, [])
        assert isinstance(items, list)
        data[group] = [_fact(item, read) for item in items if isinstance(item, dict)]
    del data["text"]
    data.pop("source", None)
    return data


def source_text(table: Mapping[str, Data]) -> str:
    paragraphs = table["text"]
    assert isinstance(paragraphs, list)
    return "\n\n".join(map(str, paragraphs)) + "\n"


def _fact(item: dict[str, Data], read: SourceText) -> Data:
    fact = {key: value for key, value in item.items() if key != "exact"}
    if "currency" in fact:
        fact.setdefault("currency_from", "explicit")
    exact = item.get("exact", [])
    assert isinstance(exact, list)
    fact["evidence"] = [_evidence(str(one), read) for one in ([item["printed"]] if "printed" in item else []) + exact]
    return fact


def _evidence(exact: str, read: SourceText) -> Data:
    for number, span in enumerate(read.paragraphs, start=1):
        for place in occurrences(exact, read.text, span):
            where = {"paragraph": str(number), "start": str(place.start), "end": str(place.end)}
            return {"source": "s1", "exact": exact, **where}
    raise AssertionError(f"{exact!r} does not stand in the text")


def write_sheet(library: Library, table: Mapping[str, Data], name: str = "") -> FactSheet:
    """Put a table's sheet and seed into a library; a sheet that is not valid fails the test."""
    file = f"{table['id']}.md"
    raw = dump(sheet_data(table, file)).encode()
    read = validate(raw, str(table["id"]))
    assert read.sheet is not None, [str(problem) for problem in read.problems]
    assert not read.problems, [str(problem) for problem in read.problems]
    (library.seeds_dir / file).write_text(source_text(table), encoding="utf-8", newline="\n")
    (library.sheets_dir / (name or f"{table['id']}.yaml")).write_bytes(raw)
    return read.sheet


def empty_library(root: Path) -> Library:
    (root / "sheets").mkdir(parents=True)
    (root / "seeds").mkdir()
    return Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")


def copy_of_shipped(root: Path) -> Library:
    """The shipped sheets, seeds and gazetteer in a folder of the test's own, without attached originals."""
    shipped, library = shipped_library(), empty_library(root)
    for path in shipped.sheet_files():
        shutil.copy(path, library.sheets_dir)
    for path in shipped.seeds_dir.glob("*.md"):
        shutil.copy(path, library.seeds_dir)
    shutil.copy(shipped.gazetteer_file, library.gazetteer_file)
    return library


def add_decoys(library: Library) -> Library:
    for table in decoy_tables():
        write_sheet(library, table)
    return library


HANDFUL = ("clearwater-leaks", "port-ellery-stadium", "westmere-radios", "floodbell", "ligneo-bus", "metro-albera")


def library_of(root: Path, names: Iterable[str]) -> Library:
    """Some of the decoys in a library of their own: what an index test builds in a blink."""
    library = empty_library(root)
    tables = {str(table["id"]): table for table in decoy_tables()}
    for name in names:
        write_sheet(library, tables[name])
    return library
