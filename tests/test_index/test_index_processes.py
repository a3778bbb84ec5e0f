"""Several processes at one index: killed, waiting, reading while another writes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factsheets.library import Library
from index import build
from index.answer import Engine
from index.build import Options, is_current, up_to_date
from index.location import is_temporary
from index.lock import WriterLock
from index.stamp import LOCK, STAMP, read_stamp
from tests.test_index.conftest import OpenEngine
from tests.test_index.contents import assert_answers, assert_like_new, folder_of, rebuilt


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
    assert "FloodBell people" in [row.label for row in new.suggest("FloodBell peop")]
    assert "FloodBell people" not in [row.label for row in old.suggest("FloodBell peop")]
    assert_answers(old)


def test_an_old_reader_outlives_a_rebuild(handful: Library, ask_of: OpenEngine) -> None:
    old = ask_of(handful)
    before = set(old.built.folder.iterdir())
    ask_of(handful, Options(rebuild=True))
    assert before & set(old.built.folder.iterdir()) == {old.built.folder / LOCK, old.built.folder / STAMP}
    assert_answers(old)


def test_a_change_is_noticed_by_who_keeps_an_index_open(handful: Library, ask_of: OpenEngine) -> None:
    engine = ask_of(handful)
    assert is_current(handful, engine.built)
    (handful.sheets_dir / "floodbell.yaml").unlink()
    assert not is_current(handful, engine.built)
    newer = ask_of(handful)
    assert is_current(handful, newer.built)
    assert not is_current(handful, engine.built)


BUILDER = """
import sys
from pathlib import Path
from factsheets.library import Library
from index.answer import Engine
root = Path(sys.argv[1])
library = Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")
engine = Engine.open(library, {"HOME": sys.argv[2]}, lambda done, total: print(done, flush=True))
print(engine.ask("Clearwater contract amount").answers[0].fact.id, engine.built.missing)
"""


def start_build(library: Library, home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", BUILDER, str(library.root), str(home)]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and text
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def stopped_after_the_first_chunk(library: Library, home: Path, how: signal.Signals) -> None:
    process = start_build(library, home)
    assert process.stdout is not None
    assert process.stdout.readline()
    folder = folder_of(library, {"HOME": str(home)})
    while read_stamp(folder) is None:
        time.sleep(0.001)
    process.send_signal(how)
    process.communicate()
    assert process.returncode


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_that_was_stopped_goes_on_where_it_was(
    many_sheets: Library, tmp_path: Path, how: signal.Signals
) -> None:
    stopped_after_the_first_chunk(many_sheets, tmp_path, how)
    total = len(many_sheets.sheet_files())
    engine = Engine.open(many_sheets, {"HOME": str(tmp_path)})
    assert engine.built.resumed
    assert 0 < len(engine.built.changes.added) < total
    assert_answers(engine)
    assert_like_new(many_sheets, engine, tmp_path / "anew")
    assert {path.name for path in engine.built.folder.iterdir()} == {LOCK, STAMP, *engine.built.stamp.files()}
    engine.reader.close()


def test_what_is_published_answers_while_the_rest_is_missing(many_sheets: Library, tmp_path: Path) -> None:
    stopped_after_the_first_chunk(many_sheets, tmp_path, signal.SIGKILL)
    environment = {"HOME": str(tmp_path)}
    with WriterLock(folder_of(many_sheets, environment)) as lock:
        assert lock.take_within(5)
        engine = Engine.open(many_sheets, environment)
    total = len(many_sheets.sheet_files())
    assert engine.built.total == total
    assert engine.built.missing == total - engine.built.stamp.counts.sheets > 0
    assert engine.built.notices()[0].startswith(f"{engine.built.missing} of {total} sheets are not indexed yet")
    assert engine.reader.count
    engine.reader.close()


def test_a_reader_does_not_wait_for_a_writer_and_leaves_out_what_changed(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str]
) -> None:
    ask_of(handful)
    path = handful.sheets_dir / "floodbell.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("FloodBell users", "FloodBell people"), encoding="utf-8")
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    with WriterLock(folder_of(handful, environment)) as lock:
        assert lock.take()
        engine = ask_of(handful)
    assert engine.built.missing == 1
    assert not engine.ask("FloodBell users").answers
    assert not engine.ask("Albera").answers
    assert engine.ask("Clearwater contract amount").answers
    assert ask_of(handful).built.missing == 0


def test_a_reader_that_has_nothing_to_read_does_not_wait_for_ever(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_LONGEST_WAIT", 0.1)
    with WriterLock(folder_of(handful, environment)) as lock:
        assert lock.take()
        engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert_answers(engine)


def test_who_wants_to_wait_is_told_so(handful: Library, environment: dict[str, str]) -> None:
    told: list[str] = []
    options = Options(wait=True, waiting=lambda: told.append("waiting"))
    with ThreadPoolExecutor(1) as pool:
        with WriterLock(folder_of(handful, environment)) as lock:
            assert lock.take()
            waiting = pool.submit(up_to_date, handful, environment, None, options)
            with pytest.raises(TimeoutError):
                waiting.result(0.4)
            assert told == ["waiting"]
        assert waiting.result().changes.rebuilt


def test_a_lock_in_a_folder_that_was_deleted_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with WriterLock(folder) as gone:
        assert gone.take()
        shutil.rmtree(folder)
        folder.mkdir()
        with WriterLock(folder) as lock, WriterLock(folder) as third:
            assert lock.take()
            assert not third.take()


def test_a_folder_that_is_replaced_while_its_lock_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    real = os.open

    def replaced_once(path: Path, *more: int) -> int:
        number = real(path, *more)
        monkeypatch.setattr(os, "open", real)
        shutil.rmtree(folder)
        folder.mkdir()
        return number

    monkeypatch.setattr(os, "open", replaced_once)
    with WriterLock(folder) as lock, WriterLock(folder) as other:
        assert lock.take()
        assert not other.take()


def test_two_processes_building_at_once(many_sheets: Library, tmp_path: Path) -> None:
    both = [start_build(many_sheets, tmp_path) for _ in range(2)]
    ends = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [errors for _, errors in ends] == ["", ""]
    engine = Engine.open(many_sheets, {"HOME": str(tmp_path)})
    assert engine.built.missing == 0
    assert_answers(engine)
    engine.reader.close()


def test_who_leaves_the_work_to_another_process_takes_what_it_publishes(many_sheets: Library, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path)}
    total = len(many_sheets.sheet_files())
    with start_build(many_sheets, tmp_path) as process:
        built = up_to_date(many_sheets, environment, None, Options(most=8))
        assert not built.changes
        assert built.stamp.counts.sheets + built.missing == built.total == total
        process.communicate()
    (many_sheets.sheets_dir / "floodbell.yaml").unlink()
    built = up_to_date(many_sheets, environment, None, Options(most=8))
    assert built.changes.removed == ("floodbell.yaml",)
    assert built.missing == 0


def test_where_no_other_process_works_one_builds_itself_in_the_end(
    handful: Library, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_LONGEST_WAIT", 0.05)
    assert up_to_date(handful, environment, None, Options(most=2)).changes.rebuilt
