"""Notes about files: private, disposable, right whatever happens to them."""

import os
from pathlib import Path

import pytest

from factsheets.cache import FileNotes, cache_file, kept


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


class Making:
    """Counts how often a table had to be made."""

    def __init__(self, cache: Path, value: object = None) -> None:
        self._environment = {"XDG_CACHE_HOME": str(cache)}
        self._value = value if value is not None else {"a": ["b"]}
        self.times = 0

    def __call__(self, *made_of: bytes) -> object:
        return kept("table.json", made_of or (b"source",), self._make, self._environment)

    def _make(self) -> object:
        self.times += 1
        return self._value


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    first, second = Making(tmp_path), Making(tmp_path)
    assert first() == second() == {"a": ["b"]}
    assert (first.times, second.times) == (1, 0)
    assert (tmp_path / "factfile" / "table.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("made_of", [(b"sourcE",), (b"sour", b"ce"), (b"source", b""), (b"",)])
def test_it_is_made_of_these_bytes_and_no_others(tmp_path: Path, made_of: tuple[bytes, ...]) -> None:
    Making(tmp_path)()
    other = Making(tmp_path, ["other"])
    assert other(*made_of) == ["other"]


def test_whatever_was_damaged_is_made_anew(tmp_path: Path) -> None:
    Making(tmp_path)()
    file = tmp_path / "factfile" / "table.json"
    whole = file.read_bytes()
    damaged = [whole[:length] for length in range(len(whole))]
    damaged += [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(len(whole))]
    for bytes_now in [*damaged, b"", b"[" * 100_000, b"\xff" * 10]:
        file.write_bytes(bytes_now)
        assert Making(tmp_path)() == {"a": ["b"]}
        assert file.read_bytes() == whole


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    Making(tmp_path)()
    file, victim = tmp_path / "factfile" / "table.json", tmp_path / "victim"
    victim.write_bytes(b"mine")
    file.unlink()
    file.symlink_to(victim)
    assert Making(tmp_path)() == {"a": ["b"]}
    assert victim.read_bytes() == b"mine"
    assert not file.is_symlink()


def test_where_nothing_can_be_kept_it_is_made(tmp_path: Path) -> None:
    (tmp_path / "factfile").mkdir(mode=0o777)
    (tmp_path / "factfile").chmod(0o777)
    making = Making(tmp_path)
    assert making() == making() == {"a": ["b"]}
    assert making.times == 2
    assert list((tmp_path / "factfile").iterdir()) == []


def test_a_full_disk_costs_the_copy_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert Making(tmp_path)() == {"a": ["b"]}
    assert list((tmp_path / "factfile").iterdir()) == []
