"""Where an index lies: private, beside no library, and somewhere else where that cannot be had."""

import os
import shutil
from pathlib import Path

import pytest

from factsheets.library import Library
from index.location import index_folder, is_temporary
from index.stamp import read_stamp
from tests.test_index.conftest import OpenEngine
from tests.test_index.contents import QUESTION, assert_answers, folder_of, rebuilt
from tests.test_index.tables import HANDFUL, library_of


def test_it_is_private_and_beside_no_library(handful: Library, ask_of: OpenEngine, environment: dict[str, str]) -> None:
    before = sorted(handful.root.rglob("*"))
    engine = ask_of(handful)
    assert engine.built.folder.stat().st_mode & 0o777 == 0o700
    assert engine.built.folder.parent.stat().st_mode & 0o777 == 0o700
    assert engine.built.folder.is_relative_to(environment["XDG_CACHE_HOME"])
    assert sorted(handful.root.rglob("*")) == before


def test_a_second_opening_rebuilds_nothing(handful: Library, ask_of: OpenEngine) -> None:
    ask_of(handful)
    engine = ask_of(handful)
    assert not engine.built.changes
    assert_answers(engine)


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o707, 0o701])
@pytest.mark.parametrize("level", ["factfile", "index"])
def test_a_folder_that_others_may_enter_is_emptied(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], mode: int, level: str
) -> None:
    folder = ask_of(handful).built.folder
    planted = folder / "planted"
    planted.write_text("anything")
    (folder if level == "index" else folder.parent).chmod(mode)
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert not planted.exists()
    assert engine.built.folder.stat().st_mode & 0o777 == 0o700
    assert_answers(engine)


def test_of_the_cache_nothing_is_emptied_but_the_index(handful: Library, ask_of: OpenEngine) -> None:
    """The cache may be anywhere, and the folder `factfile` in it someone's work."""
    cache = ask_of(handful).built.folder.parent
    (cache / "work").mkdir()
    (cache / "work" / "thesis.txt").write_text("three years")
    cache.chmod(0o755)
    assert_answers(ask_of(handful))
    assert cache.stat().st_mode & 0o777 == 0o700
    assert (cache / "work" / "thesis.txt").read_text() == "three years"


def test_a_folder_of_someone_else_is_never_opened(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = ask_of(handful).built.folder
    listing = sorted(theirs.rglob("*"))
    real = Path.lstat

    def owned_by_another(path: Path) -> os.stat_result:
        found = real(path)
        if path != theirs:
            return found
        return os.stat_result((*found[:4], found.st_uid + 1, *found[5:10]))

    monkeypatch.setattr(Path, "lstat", owned_by_another)
    engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert engine.built.folder != theirs
    assert sorted(theirs.rglob("*")) == listing
    assert_answers(engine)


@pytest.mark.parametrize("target", ["folder", "file", "nowhere"])
def test_a_link_in_place_of_the_folder_is_not_followed(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], tmp_path: Path, target: str
) -> None:
    folder = ask_of(handful).built.folder
    elsewhere = tmp_path / "elsewhere"
    if target == "folder":
        shutil.move(folder, elsewhere)
    else:
        shutil.rmtree(folder)
        if target == "file":
            elsewhere.write_text("")
    folder.symlink_to(elsewhere)
    engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert_answers(engine)


def test_two_libraries_have_two_folders(handful: Library, tmp_path: Path, environment: dict[str, str]) -> None:
    other = library_of(tmp_path / "other", HANDFUL)
    assert folder_of(handful, environment) != folder_of(other, environment)


def test_another_library_at_the_same_place_is_noticed(handful: Library, ask_of: OpenEngine) -> None:
    ask_of(handful)
    root = handful.root
    root.rename(root.with_name("moved"))
    engine = ask_of(library_of(root, [name for name in HANDFUL if name != "clearwater-leaks"]))
    assert not engine.ask(QUESTION).answers
    assert engine.ask("FloodBell users").answers[0].fact.id == "floodbell-users"


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(30, "read-only")])
def test_a_home_that_cannot_be_written_means_a_temporary_folder(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError
) -> None:
    real, cache = Path.mkdir, tmp_path / "cache"

    def mkdir(path: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if path.is_relative_to(cache):
            raise error
        real(path, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert engine.built.folder.stat().st_mode & 0o777 == 0o700
    assert not cache.exists()
    assert_answers(engine)


def test_what_can_be_read_of_a_cache_that_cannot_be_written_to_is_not_built_again(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = ask_of(handful).built.stamp.parts[0].name
    real, cache = os.open, tmp_path / "cache"

    def read_only(path: str | Path, flags: int, *more: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and Path(path).is_relative_to(cache):
            raise OSError(30, "Read-only file system")
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", read_only)
    assert not is_temporary(ask_of(handful).built.folder)
    path = handful.sheets_dir / "floodbell.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("FloodBell users", "FloodBell people"), encoding="utf-8")
    engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert "temporary" in engine.built.notices()[0]
    assert engine.built.changes.changed == ("floodbell.yaml",)
    assert kept in [part.name for part in engine.built.stamp.parts]
    assert "FloodBell people" in [row.label for row in engine.suggest("FloodBell peop")]
    stamp = read_stamp(folder_of(handful, environment))
    assert stamp is not None
    assert [part.name for part in stamp.parts] == [kept]


def test_a_user_without_a_home_gets_a_temporary_folder(handful: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert index_folder(handful, {}) is None
