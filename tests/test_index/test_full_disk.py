"""A cache that cannot take the index: the question is answered all the same."""

import errno
import time
from pathlib import Path

import pytest

from factsheets.library import Library
from index import location, store
from index.answer import Engine
from index.build import Options, is_current, opened
from index.location import is_temporary
from index.stamp import Stamp, write_stamp
from tests.test_index.conftest import OpenEngine
from tests.test_index.contents import assert_answers, content_of
from tests.test_index.tables import decoy_tables, write_sheet


def full(folder: Path) -> None:
    if not is_temporary(folder):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def no_room_for_stamps(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(folder: Path, stamp: Stamp) -> None:
        full(folder)
        write_stamp(folder, stamp)

    monkeypatch.setattr(store, "write_stamp", write)


@pytest.mark.usefixtures("no_room_for_stamps")
def test_a_full_disk_in_the_cache_is_answered_from_a_temporary_folder(
    handful: Library, ask_of: OpenEngine, tmp_path: Path
) -> None:
    engine = ask_of(handful)
    assert_answers(engine)
    assert is_temporary(engine.built.folder)
    assert "temporary" in engine.built.notices()[0]
    assert [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()] == ["lock"]


def test_a_disk_that_fills_up_later_costs_what_changed_only(
    handful: Library, ask_of: OpenEngine, request: pytest.FixtureRequest
) -> None:
    first = ask_of(handful)
    request.getfixturevalue("no_room_for_stamps")
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    write_sheet(handful, next(table for table in decoy_tables() if table["id"] == "cuota-anchoa"))
    engine = ask_of(handful)
    assert is_temporary(engine.built.folder)
    assert engine.built.changes.added == ("cuota-anchoa.yaml",)
    assert first.built.stamp.parts[0].name in [part.name for part in engine.built.stamp.parts]
    assert_answers(engine)
    assert not engine.ask("Albera").answers


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder can be made anywhere."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(location, "_private", refuse)
    monkeypatch.setattr(location, "temporary_folder", refuse)


@pytest.mark.usefixtures("nowhere")
def test_where_nothing_can_be_written_the_index_is_in_memory(many_sheets: Library, environment: dict[str, str]) -> None:
    engine = Engine(many_sheets, opened(many_sheets, environment, None, Options(thorough=True)))
    assert_answers(engine)
    assert engine.built.memory is not None
    assert "memory" in engine.built.notices()[0]
    engine.reader.close()


def test_an_index_in_memory_is_like_one_on_a_disk(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    expected = content_of(ask_of(handful))
    request.getfixturevalue("nowhere")
    found = content_of(ask_of(handful))
    assert found["documents"] == expected["documents"]
    assert found["postings"] == expected["postings"]


@pytest.mark.usefixtures("nowhere")
def test_what_is_in_memory_is_current_until_something_changes(handful: Library, ask_of: OpenEngine) -> None:
    time.sleep(0.05)  # a file just written is always looked into again
    built = ask_of(handful).built
    assert built.memory is not None
    assert is_current(handful, built)
    (handful.sheets_dir / "metro-albera.yaml").unlink()
    assert not is_current(handful, built)


def test_a_temporary_folder_in_memory_says_so(
    handful: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    real = location.temporary_folder

    def only_memory(parent: Path | None = None) -> Path:
        if parent is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(parent)

    monkeypatch.setattr(location, "_MEMORY", memory)
    monkeypatch.setattr(location, "temporary_folder", only_memory)
    monkeypatch.setattr(location, "_private", full)
    engine = ask_of(handful)
    assert engine.built.folder.is_relative_to(memory)
    assert "memory" in engine.built.notices()[0]
    assert_answers(engine)
