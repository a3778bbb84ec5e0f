"""Saving loses nothing: not on a full disk, not against someone else's edit, not where nothing may be written."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from factsheets.files import write_atomically
from factsheets.library import ConflictError, Library, Stamp
from factsheets.model import FactSheet
from factsheets.validate import validate
from tests.sample_sheets import MINIMAL


def loaded(library: Library, sheet_id: str) -> FactSheet:
    found = library.find(sheet_id)
    assert found is not None
    return found[1]


def leftovers(library: Library) -> list[str]:
    return [path.name for path in library.sheets_dir.rglob("*") if path.name.startswith(".")]


class TestSaving:
    @pytest.fixture
    def path(self, library: Library) -> Path:
        return library.sheets_dir / "minimal.yml"

    def changed(self) -> FactSheet:
        sheet = validate(MINIMAL.replace("A minimal sheet", "Changed").encode(), "x").sheet
        assert sheet is not None
        return sheet

    def test_a_sheet_is_saved_and_stamped(self, library: Library, path: Path) -> None:
        read, stamp = library.read_to_edit(path)
        assert read.sheet is not None
        path.chmod(0o640)
        newer = library.save(self.changed(), path, stamp)
        assert loaded(library, "minimal").title == "Changed"
        assert path.stat().st_mode & 0o777 == 0o640
        assert library.read_to_edit(path)[1] == newer == Stamp.of(path.read_bytes())
        assert leftovers(library) == []

    def test_a_new_sheet(self, library: Library) -> None:
        path = library.sheets_dir / "new.yaml"
        mask = os.umask(0o027)
        try:
            library.save(self.changed(), path, None)
        finally:
            os.umask(mask)
        assert path.stat().st_mode & 0o777 == 0o640

    def test_the_edit_of_another_is_noticed(self, library: Library, path: Path) -> None:
        _, stamp = library.read_to_edit(path)
        path.write_text(MINIMAL + "note: theirs\n", encoding="utf-8")
        with pytest.raises(ConflictError, match=r"minimal\.yml was changed by someone else"):
            library.save(self.changed(), path, stamp)
        assert path.read_text(encoding="utf-8").endswith("theirs\n")

    def test_a_file_that_came_or_went_is_noticed(self, library: Library, path: Path) -> None:
        _, stamp = library.read_to_edit(path)
        with pytest.raises(ConflictError):
            library.save(self.changed(), path, None)
        path.unlink()
        with pytest.raises(ConflictError):
            library.save(self.changed(), path, stamp)
        assert not path.exists()

    @pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
    def test_whatever_fails_the_old_bytes_stand(
        self, library: Library, path: Path, failing: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        _, stamp = library.read_to_edit(path)
        monkeypatch.setattr(failing, fail)
        with pytest.raises(OSError, match="No space left"):
            library.save(self.changed(), path, stamp)
        assert path.read_text(encoding="utf-8") == MINIMAL
        assert leftovers(library) == []

    def test_an_interrupt_leaves_nothing_behind(
        self, library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(_: int) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("os.fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(path, b"new")
        assert path.read_text(encoding="utf-8") == MINIMAL
        assert leftovers(library) == []

    def test_bytes_are_flushed_before_the_rename_and_the_folder_after(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done: list[str] = []
        fsync, replace = os.fsync, Path.replace

        def noted_fsync(handle: int) -> None:
            done.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")  # noqa: PTH112
            fsync(handle)

        def noted_replace(temporary: Path, target: Path) -> Path:
            done.append("rename")
            return replace(temporary, target)

        monkeypatch.setattr("os.fsync", noted_fsync)
        monkeypatch.setattr(Path, "replace", noted_replace)
        write_atomically(path, b"new")
        assert done in (["file", "rename", "folder"], ["file", "rename", "file"])
        assert path.read_bytes() == b"new"

    def test_a_folder_that_cannot_be_flushed_is_no_failure(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> int:
            raise OSError(22, "Invalid argument")

        opened = os.open
        monkeypatch.setattr("os.open", lambda name, *more: refuse() if name == path.parent else opened(name, *more))
        write_atomically(path, b"new")
        assert path.read_bytes() == b"new"


class TestReadOnly:
    def test_everything_is_read_and_nothing_written(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        assert library.writable
        monkeypatch.setattr("os.access", lambda _, mode: mode != os.W_OK)
        before = snapshot(library.root)
        assert not library.writable
        assert list(library.problems()) == []
        assert library.source(loaded(library, "harbour-tolls").sources[0]).verified == "text"
        assert snapshot(library.root) == before

    def test_saving_fails_with_the_reason_and_changes_nothing(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> tuple[int, str]:
            raise OSError(30, "Read-only file system")

        path = library.sheets_dir / "minimal.yml"
        read, stamp = library.read_to_edit(path)
        assert read.sheet is not None
        before = snapshot(library.root)
        monkeypatch.setattr("tempfile.mkstemp", refuse)
        with pytest.raises(OSError, match="Read-only file system"):
            library.save(replace(read.sheet, title="Changed"), path, stamp)
        assert snapshot(library.root) == before


def snapshot(folder: Path) -> dict[Path, tuple[int, bytes]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
