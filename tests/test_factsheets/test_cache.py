"""Notes about files: private, disposable, right whatever happens to them."""

import os
from pathlib import Path

import pytest

from factsheets.cache import FileNotes, cache_file


def noted(tmp_path: Path) -> os.stat_result:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    return (tmp_path / "a.txt").stat()


def test_a_note_is_found_again_until_the_file_changes(tmp_path: Path) -> None:
    found = noted(tmp_path)
    notes = FileNotes(tmp_path / "notes.jsonl")
    notes.put("a.txt", found, ["x", 1])
    notes.flush()
    assert FileNotes(tmp_path / "notes.jsonl").get("a.txt", found) == ["x", 1]
    (tmp_path / "a.txt").write_text("longer", encoding="utf-8")
    assert FileNotes(tmp_path / "notes.jsonl").get("a.txt", (tmp_path / "a.txt").stat()) is None


def test_half_a_line_spoils_itself_only(tmp_path: Path) -> None:
    found, file = noted(tmp_path), tmp_path / "notes.jsonl"
    for name in ("one", "two"):
        notes = FileNotes(file)
        notes.put(name, found, name)
        notes.flush()
    file.write_bytes(file.read_bytes().rstrip()[:-4])
    notes = FileNotes(file)
    notes.put("three", found, "three")
    notes.flush()
    values = [FileNotes(file).get(name, found) for name in ("one", "two", "three")]
    assert values == ["one", None, "three"]


def test_what_is_out_of_date_does_not_pile_up(tmp_path: Path) -> None:
    found, file = noted(tmp_path), tmp_path / "notes.jsonl"
    notes = FileNotes(file)
    for number in range(3_000):
        notes.put("a.txt", found, number)
    notes.keep_only({"a.txt"})
    assert len(file.read_bytes().splitlines()) == 1
    assert FileNotes(file).get("a.txt", found) == 2_999
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("mode", [0o755, 0o770])
def test_a_folder_that_others_may_use_is_not_used(tmp_path: Path, mode: int) -> None:
    (tmp_path / "factfile").mkdir()
    (tmp_path / "factfile").chmod(mode)
    assert cache_file("notes", {"XDG_CACHE_HOME": str(tmp_path)}) is None


def test_without_a_place_it_forgets(tmp_path: Path) -> None:
    notes = FileNotes(cache_file("notes", {"XDG_CACHE_HOME": str(tmp_path / "a.txt")}) if noted(tmp_path) else None)
    notes.put("a.txt", noted(tmp_path), 1)
    notes.flush()
    assert notes.get("a.txt", noted(tmp_path)) in {1, None}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.txt"]
