"""Printing from the browser never writes over a file that a person may have edited."""

from pathlib import Path

from tui.browse import write_beside


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
