"""Printing from the browser never writes over a file that a person may have edited."""

from pathlib import Path

import pytest

from factsheets.files import write_atomically
from tui import beside
from tui.beside import write_beside


def test_an_edited_print_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "prints"
    folder.mkdir()
    path = folder / "sheet.md"
    assert write_beside(path, b"one") == path
    assert write_beside(path, b"one") == path
    path.write_bytes(b"one, and my notes")
    assert write_beside(path, b"one") == folder / "sheet-2.md"
    assert path.read_bytes() == b"one, and my notes"
    assert sorted(one.name for one in folder.iterdir()) == ["sheet-2.md", "sheet.md"]


def test_two_that_write_at_once_both_keep_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "picked.md"

    def meanwhile(target: Path, raw: bytes) -> None:
        monkeypatch.undo()
        assert write_beside(path, b"theirs") == tmp_path / "picked-2.md"
        write_atomically(target, raw)

    monkeypatch.setattr(beside, "write_atomically", meanwhile)
    assert write_beside(path, b"mine") == path
    assert (path.read_bytes(), (tmp_path / "picked-2.md").read_bytes()) == (b"mine", b"theirs")


def test_a_full_disk_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(beside, "write_atomically", full)
    with pytest.raises(OSError, match="No space"):
        write_beside(tmp_path / "picked.md", b"mine")
    assert not (tmp_path / "picked.md").exists()
