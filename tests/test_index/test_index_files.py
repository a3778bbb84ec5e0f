"""The folder of an index: what is in it that we did not write is never opened, and nothing that happens to it shows."""

import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factsheets.library import Library
from index import build, location
from index.answer import Engine
from index.build import Changes
from index.location import STAMP, UntrustedError, index_folder, is_temporary, read_stamp, verify, write_stamp
from tests.test_index.conftest import OpenEngine
from tests.test_index.tables import HANDFUL, library_of

QUESTION = "Clearwater contract amount"
Plant = Callable[[Path], None]


class Bomb:
    """Creates a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.marker,))


def first_answer(engine: Engine) -> str:
    return str(engine.ask(QUESTION).answers[0].fact.id)


def assert_answers(engine: Engine) -> None:
    assert first_answer(engine) == "leak-contract"
    assert [answer.fact.id for answer in engine.ask("FloodBell users").answers][:1] == ["floodbell-users"]
    assert not engine.ask("Uber Urssaf").answers


def folder_of(library: Library, environment: dict[str, str]) -> Path:
    return index_folder(library, environment)


def generation_of(folder: Path) -> Path:
    stamp = read_stamp(folder)
    assert stamp is not None
    return folder / stamp.generation


def rebuilt(engine: Engine) -> bool:
    return engine.built.changes.rebuilt


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


def as_toc(generation: Path, bomb: bytes) -> None:
    next(generation.glob("*.toc")).write_bytes(bomb)


def as_segment(generation: Path, bomb: bytes) -> None:
    next(generation.glob("*.seg")).write_bytes(bomb)


def as_newer_toc(generation: Path, bomb: bytes) -> None:
    (generation / "_MAIN_99.toc").write_bytes(bomb)


def as_extra_file(generation: Path, bomb: bytes) -> None:
    (generation / "MAIN_extra.seg").write_bytes(bomb)


@pytest.mark.parametrize("plant", [as_toc, as_segment, as_newer_toc, as_extra_file])
@pytest.mark.parametrize("forged", [False, True])
def test_a_planted_pickle_never_runs(
    handful: Library,
    ask_of: OpenEngine,
    tmp_path: Path,
    plant: Callable[[Path, bytes], None],
    forged: bool,
) -> None:
    folder = ask_of(handful).built.folder
    generation, marker = generation_of(folder), tmp_path / "it ran"
    plant(generation, pickle.dumps(Bomb(marker)))
    if forged:
        stamp = read_stamp(folder)
        assert stamp is not None
        stamp.files = {path.name: [0, 0, 0, 0, "0" * 64] for path in generation.iterdir()}
        write_stamp(folder, stamp)
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)
    assert not marker.exists()


@pytest.mark.parametrize("name", ["..", ".", "", "/tmp", "generation-/../..", "elsewhere"])
def test_a_stamp_leads_nowhere_else(handful: Library, ask_of: OpenEngine, name: str) -> None:
    folder = ask_of(handful).built.folder
    stamp = read_stamp(folder)
    assert stamp is not None
    stamp.generation = name
    write_stamp(folder, stamp)
    assert read_stamp(folder) is None
    assert rebuilt(ask_of(handful))


def test_a_generation_that_is_a_link_is_not_followed(handful: Library, ask_of: OpenEngine, tmp_path: Path) -> None:
    folder = ask_of(handful).built.folder
    generation = generation_of(folder)
    shutil.move(generation, tmp_path / "elsewhere")
    generation.symlink_to(tmp_path / "elsewhere")
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


DAMAGE_PLACES = 30


@pytest.mark.parametrize("truncated", [False, True])
def test_damage_anywhere_gives_right_answers(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], truncated: bool
) -> None:
    folder = ask_of(handful).built.folder
    whole = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}
    seeded = random.Random(7)  # noqa: S311 - damage, not secrets
    for path in [path for path in whole if path.stat().st_size]:
        for _ in range(DAMAGE_PLACES if path.suffix == ".seg" else DAMAGE_PLACES // 3):
            raw = bytearray(path.read_bytes())
            place = seeded.randrange(len(raw))
            if truncated:
                del raw[place:]
            else:
                raw[place] ^= 1 << seeded.randrange(8)
            path.write_bytes(raw)
            with pytest.raises(UntrustedError):
                verify_all(folder)
            restore(whole)
        path.write_bytes(raw)
        engine = ask_of(handful)
        assert rebuilt(engine)
        assert_answers(engine)
        shutil.rmtree(folder)
        for old in whole:
            old.parent.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        restore(whole)


def verify_all(folder: Path) -> None:
    stamp = read_stamp(folder)
    if stamp is None:
        raise UntrustedError("the stamp is damaged")
    verify(folder / stamp.generation, stamp.files)


def restore(whole: dict[Path, bytes]) -> None:
    for path, raw in whole.items():
        path.write_bytes(raw)


def test_restored_files_are_believed_by_their_hashes(handful: Library, ask_of: OpenEngine) -> None:
    folder = ask_of(handful).built.folder
    for path in generation_of(folder).iterdir():
        raw = path.read_bytes()
        path.unlink()
        path.write_bytes(raw)
    assert not ask_of(handful).built.changes


@pytest.mark.parametrize("which", ["*.toc", "*.seg", STAMP, "generation-*"])
def test_what_is_missing_is_built_again(handful: Library, ask_of: OpenEngine, which: str) -> None:
    folder = ask_of(handful).built.folder
    for path in list(folder.rglob(which)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0" * 100,
        b"[]",
        b"{}",
        b"null",
        b'{"fingerprint": 1}',
        b"[" * 100_000,
        b"\xff\xfe{",
        b'{"fingerprint":"","library":"","gazetteer":"","generation":"x","files":[],"units":1}',
    ],
)
@pytest.mark.parametrize("sealed", [False, True])
def test_a_stamp_of_garbage_means_building(handful: Library, ask_of: OpenEngine, garbage: bytes, sealed: bool) -> None:
    folder = ask_of(handful).built.folder
    (folder / STAMP).write_bytes(location._digest(garbage) + b"\n" + garbage if sealed else garbage)
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


@pytest.mark.parametrize("units", [{"sheet a.yaml": 1}, {"sheet a.yaml": {}}, {"source x": {"signature": []}}, [1]])
def test_a_stamp_with_other_units_means_building(handful: Library, ask_of: OpenEngine, units: object) -> None:
    folder = ask_of(handful).built.folder
    stamp = read_stamp(folder)
    assert stamp is not None
    stamp.units = units  # type: ignore[assignment]
    write_stamp(folder, stamp)
    assert_answers(ask_of(handful))


def test_other_words_or_another_schema_mean_building(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_of(handful)
    monkeypatch.setattr(build, "fingerprint", lambda: "another")
    assert rebuilt(ask_of(handful))
    assert not ask_of(handful).built.changes
    monkeypatch.undo()
    assert rebuilt(ask_of(handful))


def test_a_changed_gazetteer_means_reading_the_sheets_again_that_it_is_about(
    handful: Library, ask_of: OpenEngine
) -> None:
    ask_of(handful)
    entry = "actors:\n- {id: facelane, name: Facelane, kind: company, aliases: {fr: [Traitface]}}\n"
    handful.gazetteer_file.write_text(entry, encoding="utf-8")
    engine = ask_of(handful)
    assert engine.built.changes == Changes(changed=("port-ellery-stadium.yaml",), renamed=True)
    assert engine.ask("Traitface").answers[0].sheet.id == "port-ellery-stadium"
    assert not ask_of(handful).built.changes
    handful.gazetteer_file.unlink()
    engine = ask_of(handful)
    assert engine.built.changes == Changes(changed=("port-ellery-stadium.yaml",), renamed=True)
    assert engine.ask("Traitface").answers == ()


def test_a_gazetteer_changed_in_words_only_is_kept_as_it_is_now(handful: Library, ask_of: OpenEngine) -> None:
    ask_of(handful)
    handful.gazetteer_file.write_text("# nothing known\n", encoding="utf-8")
    assert ask_of(handful).built.changes == Changes(renamed=True)
    assert not ask_of(handful).built.changes


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


def test_a_cache_that_became_read_only_means_a_temporary_folder(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ask_of(handful)
    real, cache = os.access, tmp_path / "cache"
    monkeypatch.setattr(os, "access", lambda path, mode: real(path, mode) and not Path(path).is_relative_to(cache))
    engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert_answers(engine)


def test_a_user_without_a_home_gets_a_temporary_folder(handful: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert is_temporary(index_folder(handful, {}).parent / "index")


def test_a_cache_deleted_underneath(handful: Library, ask_of: OpenEngine, tmp_path: Path) -> None:
    old = ask_of(handful)
    old.ask("Westmere")
    shutil.rmtree(tmp_path / "cache")
    assert_answers(old)
    engine = ask_of(handful)
    assert rebuilt(engine)
    assert_answers(engine)


def test_an_old_reader_keeps_its_snapshot(handful: Library, ask_of: OpenEngine) -> None:
    old = ask_of(handful)
    path = handful.sheets_dir / "floodbell.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("FloodBell users", "FloodBell people"), encoding="utf-8")
    new = ask_of(handful)
    assert [path.name] == list(new.built.changes.changed)
    assert [row.label for row in new.suggest("FloodBell peop")] == ["FloodBell people"]
    assert not old.suggest("FloodBell peop")
    assert_answers(old)


BUILDER = """
import sys
from pathlib import Path
from factsheets.library import Library
from index.answer import Engine
root = Path(sys.argv[1])
library = Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")
engine = Engine.open(library, {"HOME": sys.argv[2]}, lambda done, total: print(done, flush=True))
print(engine.ask("Clearwater contract amount").answers[0].fact.id)
"""


def start_build(library: Library, home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", BUILDER, str(library.root), str(home)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own interpreter and text


def test_a_killed_build_leaves_nothing_wrong(many_sheets: Library, tmp_path: Path) -> None:
    for attempt in range(5):
        process = start_build(many_sheets, tmp_path)
        assert process.stdout is not None
        for _ in range(1 + attempt * 9):
            process.stdout.readline()
        time.sleep(attempt * 0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    engine = Engine.open(many_sheets, {"HOME": str(tmp_path)})
    assert_answers(engine)
    assert [path.name for path in engine.built.folder.glob("generation-*")] == [engine.built.stamp.generation]
    engine.reader.close()


def test_two_processes_building_at_once(many_sheets: Library, tmp_path: Path) -> None:
    both = [start_build(many_sheets, tmp_path) for _ in range(2)]
    last = [process.communicate()[0].splitlines()[-1] for process in both]
    assert last == ["leak-contract"] * 2
    assert [process.returncode for process in both] == [0, 0]


def test_a_second_writer_waits_for_the_first(handful: Library, tmp_path: Path) -> None:
    folder = index_folder(handful, {"HOME": str(tmp_path)})
    with build._writer_lock(folder):
        process = start_build(handful, tmp_path)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        assert not list(folder.glob("generation-*"))
    assert process.communicate()[0].splitlines()[-1] == "leak-contract"
