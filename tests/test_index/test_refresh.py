"""A refreshed index is the index that would be built anew, row for row and posting for posting."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factsheets.library import Library
from index.answer import Engine
from index.schema import TYPECODES
from tests.test_index.conftest import OpenEngine
from tests.test_index.tables import HANDFUL, decoy_tables, empty_library, library_of, write_sheet

FIELDS = ("unit", "key", "words", "context", "names", "refs")
Content = dict[str, Any]


def content_of(engine: Engine) -> Content:
    """Every document by its row and columns, and every term by the rows of the documents it leads to."""
    reader = engine.reader
    names = {
        document: (reader.row(document).to_json(), *(reader.column(column)[document] for column in TYPECODES))
        for document in reader.documents
    }
    postings = {
        (field, term): sorted(names[document] for document in reader.postings(field, term))
        for field in FIELDS
        for term in terms_of(engine, field)
    }
    positions = {
        term: sorted(
            (names[document], sorted(places))
            for document, places in reader._positions("words", term, reader.documents).items()
        )
        for field, term in postings
        if field == "words"
    }
    found = {key: rows for key, rows in postings.items() if rows}
    live = {term: places for term, places in positions.items() if places}
    units = {unit: {**entry, "signature": []} for unit, entry in engine.built.stamp.units.items()}
    return {"documents": sorted(names.values()), "postings": found, "positions": live, "units": units}


def terms_of(engine: Engine, field: str) -> Iterator[str]:
    yield from (term.decode() for term in engine.reader._reader.lexicon(field))


def assert_like_new(library: Library, refreshed: Engine, fresh_home: Path) -> None:
    anew = Engine.open(library, {"HOME": str(fresh_home)})
    assert anew.built.changes.rebuilt
    assert not refreshed.built.changes.rebuilt
    expected, found = content_of(anew), content_of(refreshed)
    for part, content in expected.items():
        assert found[part] == content, part
    anew.reader.close()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_a_sheet(library: Library) -> None:
    write_sheet(library, next(table for table in decoy_tables() if table["id"] == "cuota-anchoa"))


def change_a_sheet(library: Library) -> None:
    edit(library.sheets_dir / "floodbell.yaml", "FloodBell users", "FloodBell subscribers")


def change_a_sheet_and_keep_its_size(library: Library) -> None:
    edit(library.sheets_dir / "floodbell.yaml", "FloodBell users", "FloodBell ushers")


def remove_a_sheet(library: Library) -> None:
    (library.sheets_dir / "floodbell.yaml").unlink()


def rename_a_sheet(library: Library) -> None:
    (library.sheets_dir / "floodbell.yaml").rename(library.sheets_dir / "zz.yml")


def move_a_sheet_into_a_folder(library: Library) -> None:
    (library.sheets_dir / "rivers").mkdir()
    (library.sheets_dir / "floodbell.yaml").rename(library.sheets_dir / "rivers" / "floodbell.yaml")


def break_a_sheet(library: Library) -> None:
    edit(library.sheets_dir / "floodbell.yaml", "kind: app", "kind: apple")


def make_a_sheet_unreadable_as_text(library: Library) -> None:
    (library.sheets_dir / "floodbell.yaml").write_bytes(b"\xff\x00")


def give_a_sheet_another_id(library: Library) -> None:
    edit(library.sheets_dir / "floodbell.yaml", "id: floodbell\ntitle", "id: bells\ntitle")


def give_a_sheet_the_id_of_a_later_one(library: Library) -> None:
    edit(library.sheets_dir / "floodbell.yaml", "id: floodbell\n", "id: westmere-radios\n")


def give_a_sheet_the_id_of_an_earlier_one(library: Library) -> None:
    edit(library.sheets_dir / "floodbell.yaml", "id: floodbell\n", "id: clearwater-leaks\n")


def change_a_seed(library: Library) -> None:
    edit(library.seeds_dir / "floodbell.md", "costs nothing", "is free")


def remove_a_seed(library: Library) -> None:
    (library.seeds_dir / "floodbell.md").unlink()


def add_an_earlier_sheet_with_the_seed_of_another(library: Library) -> None:
    text = (library.sheets_dir / "floodbell.yaml").read_text(encoding="utf-8")
    (library.sheets_dir / "aa.yaml").write_text(text.replace("id: floodbell\n", "id: aa\n", 1), encoding="utf-8")


def add_an_earlier_sheet_with_a_stale_record_of_a_seed(library: Library) -> None:
    add_an_earlier_sheet_with_the_seed_of_another(library)
    path = library.sheets_dir / "aa.yaml"
    digest = path.read_text(encoding="utf-8").split("sha256: ")[1][:64]
    edit(path, digest.strip("'"), "0" * len(digest.strip("'")))


def add_an_earlier_twin(library: Library) -> None:
    text = (library.sheets_dir / "floodbell.yaml").read_text(encoding="utf-8")
    (library.sheets_dir / "aa.yaml").write_text(text.replace("258,000", "258,000"), encoding="utf-8")


STEPS = [
    *(add_a_sheet, change_a_sheet, change_a_sheet_and_keep_its_size, remove_a_sheet, rename_a_sheet),
    *(move_a_sheet_into_a_folder, break_a_sheet, make_a_sheet_unreadable_as_text, give_a_sheet_another_id),
    *(give_a_sheet_the_id_of_a_later_one, give_a_sheet_the_id_of_an_earlier_one, change_a_seed, remove_a_seed),
    *(add_an_earlier_sheet_with_the_seed_of_another, add_an_earlier_sheet_with_a_stale_record_of_a_seed),
    add_an_earlier_twin,
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_change_and_its_undoing(handful: Library, ask_of: OpenEngine, tmp_path: Path, step: Any) -> None:
    before = {path: path.read_bytes() for path in handful.root.rglob("*") if path.is_file()}
    ask_of(handful)
    step(handful)
    engine = ask_of(handful)
    assert engine.built.changes
    assert_like_new(handful, engine, tmp_path / "one")
    assert not ask_of(handful).built.changes
    for path in [path for path in handful.root.rglob("*") if path.is_file() and path not in before]:
        path.unlink()
    for path, raw in before.items():
        path.write_bytes(raw)
    assert_like_new(handful, ask_of(handful), tmp_path / "two")


def test_changes_are_named(handful: Library, ask_of: OpenEngine) -> None:
    assert ask_of(handful).built.changes.rebuilt
    add_a_sheet(handful)
    change_a_sheet(handful)
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    lines = list(ask_of(handful).built.changes.lines())
    assert lines == ["+ cuota-anchoa.yaml", "~ floodbell.yaml", "- metro-albera.yaml"]


def test_problems_are_counted_and_the_rest_answers(handful: Library, ask_of: OpenEngine) -> None:
    break_a_sheet(handful)
    (handful.sheets_dir / "binary.yaml").write_bytes(b"\x00\x01")
    engine = ask_of(handful)
    assert engine.problem_count == 2
    assert engine.ask("Clearwater contract").answers
    assert not engine.ask("FloodBell users").answers


def test_of_two_sheets_with_one_id_the_second_takes_over(handful: Library, ask_of: OpenEngine) -> None:
    path = handful.sheets_dir / "floodbell.yaml"
    twin = handful.sheets_dir / "zz.yaml"
    twin.write_text(path.read_text(encoding="utf-8").replace("FloodBell users", "FloodBell twins"), encoding="utf-8")
    engine = ask_of(handful)
    assert engine.problem_count == 1
    assert [row.label for row in engine.suggest("FloodBell ")].count("FloodBell users") == 1
    assert not engine.suggest("FloodBell twi")
    path.unlink()
    engine = ask_of(handful)
    assert engine.problem_count == 0
    assert [row.label for row in engine.suggest("FloodBell twi")] == ["FloodBell twins"]


def test_a_shared_seed_stays_searchable_when_its_first_sheet_goes(handful: Library, ask_of: OpenEngine) -> None:
    add_an_earlier_sheet_with_the_seed_of_another(handful)
    assert {hit.sheet for hit in ask_of(handful).ask("rings the phones").sheets if hit.type == "passage"} == {"aa"}
    (handful.sheets_dir / "aa.yaml").unlink()
    hits = ask_of(handful).ask("rings the phones").sheets
    assert {hit.sheet for hit in hits if hit.type == "passage"} == {"floodbell"}


def test_the_passages_of_a_changed_seed_are_no_longer_found(handful: Library, ask_of: OpenEngine) -> None:
    """What the sheet does not vouch for is not shown as its source."""
    assert [hit.type for hit in ask_of(handful).ask("rings the phones").sheets] == ["passage"]
    change_a_seed(handful)
    assert not ask_of(handful).ask("rings the phones").sheets


def test_an_index_of_many_segments_answers_like_one(tmp_path: Path, ask_of: OpenEngine) -> None:
    """Thirty small refreshes, with deletes among them, against one build."""
    library = library_of(tmp_path / "library", HANDFUL[:2])
    engine = ask_of(library)
    seeded = random.Random(11)  # noqa: S311 - a choice of sheets
    tables = decoy_tables()
    for number in range(30):
        table = seeded.choice(tables)
        path = library.sheets_dir / f"{table['id']}.yaml"
        if path.exists() and number % 3:
            path.unlink()
        else:
            write_sheet(library, {**table, "summary": f"Edition {number}."})
        engine = ask_of(library)
        assert not engine.built.changes.rebuilt
    assert len(list(engine.built.folder.glob("generation-*/*.seg"))) > 1
    assert_like_new(library, engine, tmp_path / "anew")
    anew = Engine.open(library, {"HOME": str(tmp_path / "anew")})
    for question in ("contract", "facial recognition", "285.000 euros", "police September 2025", "users", "Albera"):
        refs = [[answer.ref for answer in one.ask(question, 50).answers] for one in (engine, anew)]
        assert refs[0] == refs[1], question
    anew.reader.close()


def test_an_empty_library_and_then_a_sheet(tmp_path: Path, ask_of: OpenEngine) -> None:
    library = empty_library(tmp_path / "library")
    engine = ask_of(library)
    assert not engine.ask("contract").answers
    assert not engine.suggest("con")
    add_a_sheet(library)
    assert ask_of(library).ask("cuota anchoa").answers
    (library.sheets_dir / "cuota-anchoa.yaml").unlink()
    assert not ask_of(library).ask("cuota anchoa").answers
