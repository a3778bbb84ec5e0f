"""A refreshed index is the index that would be built anew, and what is not noticed at once is not shown."""

import random
import re
from pathlib import Path
from typing import Any

import pytest

from factsheets.library import Library
from index.answer import Engine
from index.build import Options, up_to_date
from tests.test_index.conftest import OpenEngine
from tests.test_index.contents import assert_like_new
from tests.test_index.tables import HANDFUL, decoy_tables, empty_library, library_of, write_sheet

THOROUGH = Options(thorough=True)


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
    engine = ask_of(handful, THOROUGH)
    assert engine.built.changes
    assert_like_new(handful, engine, tmp_path / "one")
    assert not ask_of(handful).built.changes
    for path in [path for path in handful.root.rglob("*") if path.is_file() and path not in before]:
        path.unlink()
    for path, raw in before.items():
        path.write_bytes(raw)
    assert_like_new(handful, ask_of(handful, THOROUGH), tmp_path / "two")


@pytest.mark.parametrize("step", [step for step in STEPS if step is not change_a_seed], ids=lambda step: step.__name__)
def test_an_everyday_opening_notices_all_but_an_edit_of_a_source_in_place(
    handful: Library, ask_of: OpenEngine, tmp_path: Path, step: Any
) -> None:
    ask_of(handful)
    step(handful)
    engine = ask_of(handful)
    assert engine.built.changes
    assert_like_new(handful, engine, tmp_path / "anew")


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
    assert "FloodBell twins" not in [row.label for row in engine.suggest("FloodBell twi")]
    path.unlink()
    engine = ask_of(handful)
    assert engine.problem_count == 0
    assert "FloodBell twins" in [row.label for row in engine.suggest("FloodBell twi")]


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


def test_a_wrong_source_that_is_put_right_in_place_is_noticed(handful: Library, ask_of: OpenEngine) -> None:
    seed = handful.seeds_dir / "floodbell.md"
    right = seed.read_bytes()
    seed.write_bytes(right.replace(b"nothing", b"a little"))
    assert not ask_of(handful).ask("rings the phones").sheets
    seed.write_bytes(right)
    engine = ask_of(handful)
    assert engine.built.changes.changed == ("floodbell.yaml",)
    assert [hit.type for hit in engine.ask("rings the phones").sheets] == ["passage"]


@pytest.mark.parametrize("where", ["floodbell.md", "rivers/floodbell.md"])
def test_a_source_that_comes_later_is_noticed(handful: Library, ask_of: OpenEngine, where: str) -> None:
    seed = handful.seeds_dir / "floodbell.md"
    raw = seed.read_bytes()
    seed.unlink()
    edit(handful.sheets_dir / "floodbell.yaml", "file: floodbell.md", f"file: {where}")
    assert not ask_of(handful).ask("rings the phones").sheets
    (handful.seeds_dir / where).parent.mkdir(exist_ok=True)
    (handful.seeds_dir / where).write_bytes(raw)
    assert [hit.type for hit in ask_of(handful).ask("rings the phones").sheets] == ["passage"]


def test_other_signs_and_the_same_bytes_are_no_change(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str]
) -> None:
    """A library that was copied, or checked out again, is not read again."""
    segments = [part.name for part in ask_of(handful).built.stamp.parts]
    for path in [path for path in handful.root.rglob("*") if path.is_file()]:
        raw = path.read_bytes()
        path.unlink()
        path.write_bytes(raw)
    for options in (None, THOROUGH):
        built = up_to_date(handful, environment, None, options)
        assert not built.changes
        assert [part.name for part in built.stamp.parts] == segments


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
    assert 1 < len(engine.built.stamp.parts) < 20
    assert_like_new(library, engine, tmp_path / "anew")
    anew = Engine.open(library, {"HOME": str(tmp_path / "anew")})
    assert len(anew.built.stamp.parts) == 1
    for question in ("contract", "facial recognition", "285.000 euros", "police September 2025", "users", "Albera"):
        refs = [[answer.ref for answer in one.ask(question, 50).answers] for one in (engine, anew)]
        assert refs[0] == refs[1], question
    anew.reader.close()


def put_a_sheet(library: Library, seeded: random.Random) -> None:
    table = seeded.choice(decoy_tables())
    write_sheet(library, {**table, "summary": f"Edition {seeded.random()}."})


def copy_a_sheet(library: Library, seeded: random.Random) -> None:
    """A twin, or a sheet of another id with the same source; before the first or behind it."""
    path = seeded.choice(library.sheet_files())
    text = path.read_text(encoding="utf-8", errors="replace")
    if seeded.random() < 0.5:
        text = re.sub(r"^id: .*$", f"id: copy-{seeded.randrange(9)}", text, count=1, flags=re.MULTILINE)
    folder = library.sheets_dir / seeded.choice([".", "sub"])
    folder.mkdir(exist_ok=True)
    (folder / f"{seeded.choice('amz')}-{seeded.randrange(5)}.yaml").write_text(text, encoding="utf-8")


def lose_a_sheet(library: Library, seeded: random.Random) -> None:
    seeded.choice(library.sheet_files()).unlink()


def move_a_sheet(library: Library, seeded: random.Random) -> None:
    path = seeded.choice(library.sheet_files())
    path.rename(path.with_name(f"{seeded.choice('amz')}-moved-{seeded.randrange(5)}.yaml"))


def spoil_a_sheet(library: Library, seeded: random.Random) -> None:
    path = seeded.choice(library.sheet_files())
    path.write_bytes(path.read_bytes()[: seeded.randrange(400)])


def edit_or_lose_a_source(library: Library, seeded: random.Random) -> None:
    path = seeded.choice(sorted(library.seeds_dir.glob("*.md")))
    if seeded.random() < 0.3:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"More.\n")


def name_someone_otherwise(library: Library, seeded: random.Random) -> None:
    entity = seeded.choice(["facelane", "westmere", "clearwater", "floodbell"])
    entry = f"actors:\n- {{id: {entity}, name: Renamed {seeded.randrange(99)}, kind: company}}\n"
    library.gazetteer_file.write_text(entry, encoding="utf-8")


EDITS = [
    *[put_a_sheet] * 4,
    *[copy_a_sheet] * 3,
    lose_a_sheet,
    move_a_sheet,
    spoil_a_sheet,
    edit_or_lose_a_source,
    name_someone_otherwise,
]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_it_is_the_index_that_would_be_built_anew(
    tmp_path: Path, ask_of: OpenEngine, seed: int
) -> None:
    seeded = random.Random(seed)  # noqa: S311 - edits, not secrets
    library = library_of(tmp_path / "library", HANDFUL)
    ask_of(library)
    for step in range(8):
        for _ in range(seeded.randint(1, 4)):
            if library.sheet_files():
                seeded.choice(EDITS)(library, seeded)
        put_a_sheet(library, seeded)
        engine = ask_of(library, THOROUGH)
        assert_like_new(library, engine, tmp_path / f"anew-{step}")


def test_an_empty_library_and_then_a_sheet(tmp_path: Path, ask_of: OpenEngine) -> None:
    library = empty_library(tmp_path / "library")
    engine = ask_of(library)
    assert not engine.ask("contract").answers
    assert not engine.suggest("con")
    add_a_sheet(library)
    assert ask_of(library).ask("cuota anchoa").answers
    (library.sheets_dir / "cuota-anchoa.yaml").unlink()
    assert not ask_of(library).ask("cuota anchoa").answers
