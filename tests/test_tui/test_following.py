"""A library followed while it is open: by this process where little changes, by another where much is missing."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factsheets.library import Library
from factsheets.library_folder import LibraryError
from index.answer import Engine
from index.build import up_to_date
from index.reader import IndexReader
from tests.test_index.tables import HANDFUL, library_of
from tui import following
from tui.following import ANEW, BehindError, Following, Snapshot

Follow = Callable[[Library], Following]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Old enough that the index takes its files' times for what they are."""
    found = library_of(tmp_path / "library", HANDFUL)
    time.sleep(0.05)
    return found


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Follow]:
    """Follows a library with a cache of the test's own; in the end nothing runs and nothing is open."""
    made: list[Following] = []
    opened: list[Snapshot] = []

    def snapshot(engine: Engine, drawing: IndexReader) -> Snapshot:
        opened.append(Snapshot(engine, drawing))
        return opened[-1]

    def begin(library: Library) -> Following:
        made.append(Following(library, {"HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}))
        return made[-1]

    monkeypatch.setattr(following, "Snapshot", snapshot)
    yield begin
    for state in opened:
        if not state.engine.reader._leaves[0].reader.is_closed:
            state.close()
    for one in made:
        if one._child:
            one._child.kill()
            one._child.wait()


def ended(one: Following) -> None:
    if one._child:
        one._child.wait(60)


def titles(snapshot: Snapshot) -> set[str]:
    reader = snapshot.drawing
    return {reader.row(number).label for _, ids in reader.lists("key") for number in ids}


def retitle(library: Library, title: str) -> None:
    path = library.sheets_dir / "floodbell.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(f"title: {title}\n" if one.startswith("title:") else one for one in lines), "utf-8")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if these sheets were many."""
    monkeypatch.setattr(following, "MOST", 2)


def no_child(monkeypatch: pytest.MonkeyPatch, *, code: str = "") -> None:
    """The process that indexes does something else."""

    def start(*_: object) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen([sys.executable, "-c", code])  # noqa: S603 - our own interpreter and text
        if not code:
            child.wait(60)
        return child

    monkeypatch.setattr(following, "index_in_background", start)


def test_a_small_library_is_read_here(library: Library, follow: Follow) -> None:
    one = follow(library)
    assert len(titles(one.open())) == len(HANDFUL)
    assert one._child is None
    assert one.newer() is None


def test_a_changed_sheet_is_in_the_next_snapshot_and_the_old_one_goes_on(library: Library, follow: Follow) -> None:
    one = follow(library)
    old = one.open()
    retitle(library, "Bells of the river")
    new = one.newer()
    assert new
    assert "Bells of the river" in titles(new)
    assert "Bells of the river" not in titles(old)


@pytest.mark.usefixtures("large")
def test_many_sheets_are_left_to_another_process(library: Library, follow: Follow) -> None:
    one = follow(library)
    one.open()
    ended(one)
    one.newer()
    assert not one.now.engine.built.missing
    assert len(titles(one.now)) == len(HANDFUL)
    assert one.newer() is None


@pytest.mark.usefixtures("large")
def test_what_is_missing_is_there_when_the_other_process_has_published_it(library: Library, follow: Follow) -> None:
    one = follow(library)
    one.open()
    ended(one)
    one.newer()
    for path in list(library.sheets_dir.glob("*.yaml")):
        text = path.read_text("utf-8").replace(f"id: {path.stem}\n", f"id: {path.stem}-2\n", 1)
        path.with_stem(f"{path.stem}-2").write_text(text, "utf-8")
    again = follow(library)
    began = again.open()
    assert began.engine.built.missing == len(HANDFUL)
    assert len(titles(began)) == len(HANDFUL)
    ended(again)
    new = again.newer()
    assert new
    assert new.engine.reader.count > 0
    assert not new.engine.built.missing
    assert sum(len(ids) for _, ids in new.drawing.lists("key")) == 2 * len(HANDFUL)


@pytest.mark.usefixtures("large")
def test_a_process_that_dies_is_told_of_once_it_left_something_undone(
    library: Library, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = follow(library)
    first.open()
    ended(first)
    first.newer()
    for path in list(library.sheets_dir.glob("*.yaml"))[:3]:
        text = path.read_text("utf-8").replace(f"id: {path.stem}\n", f"id: {path.stem}-2\n", 1)
        path.with_stem(f"{path.stem}-2").write_text(text, "utf-8")
    no_child(monkeypatch, code="import os; os.kill(os.getpid(), 9)")
    one = follow(library)
    one.open()
    ended(one)
    with pytest.raises(BehindError, match="3 of 9 sheets are missing"):
        one.newer()
    assert len(titles(one.now)) == len(HANDFUL)


@pytest.mark.usefixtures("large")
def test_a_process_that_does_nothing_at_all_leaves_the_build_to_this_one(
    library: Library, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_child(monkeypatch)
    one = follow(library)
    assert len(titles(one.open())) == len(HANDFUL)


@pytest.mark.usefixtures("large")
def test_a_cache_that_vanishes_is_built_anew_and_what_is_open_stays(
    library: Library, follow: Follow, tmp_path: Path
) -> None:
    one = follow(library)
    one.open()
    ended(one)
    one.newer()
    shutil.rmtree(one.now.engine.built.folder)
    with pytest.raises(BehindError, match=ANEW):
        one.newer()
    assert len(titles(one.now)) == len(HANDFUL)
    ended(one)
    retitle(library, "Bells of the river")
    assert one.newer()
    assert "Bells of the river" in titles(one.now)


@pytest.mark.usefixtures("large")
def test_an_index_that_is_built_anew_takes_nothing_away_before_it_is_through(
    library: Library, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = follow(library)
    one.open()
    ended(one)
    one.newer()
    no_child(monkeypatch)
    shutil.rmtree(one.now.engine.built.folder)
    kept = {path: path.read_bytes() for path in library.sheet_files()[:4]}
    for path in kept:
        path.unlink()
    up_to_date(library, one._environment)
    for path, raw in kept.items():
        path.write_bytes(raw)
    with pytest.raises(BehindError, match=ANEW):
        one.newer()
    assert len(titles(one.now)) == len(HANDFUL)


def test_a_library_that_cannot_be_read_any_more_is_not_an_empty_one(library: Library, follow: Follow) -> None:
    one = follow(library)
    one.open()
    library.sheets_dir.rename(library.root / "away")
    with pytest.raises(LibraryError, match="no folder `sheets`"):
        one.newer()
    (library.root / "away").rename(library.sheets_dir)
    assert one.newer() is None


def test_a_merge_between_the_two_readers_is_no_harm(
    library: Library, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def reader(leaves: object) -> object:
        tries.append(leaves)
        if len(tries) == 1:
            for leaf in leaves:  # type: ignore[attr-defined]
                leaf.close()
            raise FileNotFoundError
        return real(leaves)  # type: ignore[arg-type]

    real = IndexReader
    monkeypatch.setattr(following, "IndexReader", reader)
    assert len(titles(follow(library).open())) == len(HANDFUL)
    assert len(tries) == 2


@pytest.mark.usefixtures("large")
def test_the_process_is_in_a_session_of_its_own(library: Library, follow: Follow) -> None:
    """So that a line that is lost ends the browser alone."""
    one = follow(library)
    one._start()
    assert one._child
    assert os.getsid(one._child.pid) == one._child.pid != os.getsid(0)
    os.killpg(one._child.pid, signal.SIGKILL)
    one._child.wait()
    one.open()


def test_an_index_that_turned_out_damaged_is_built_anew(library: Library, follow: Follow) -> None:
    """Although its files look like those that were written."""
    one = follow(library)
    one.open()
    folder = one.now.engine.built.folder
    files = {path.name for path in folder.iterdir()}
    mended = one.mend()
    assert mended is one.now
    assert len(titles(mended)) == len(HANDFUL)
    assert {path.name for path in folder.iterdir()} != files, "it was built anew"
