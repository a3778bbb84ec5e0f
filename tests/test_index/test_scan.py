"""The scan: whatever happens to a library's files shows in its digest, and nothing else does."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factsheets.library import Library
from index.scan import ABSENT, REGISTER, UNSETTLED, scan, settled_signature, signature
from tests.test_index.tables import empty_library

WATCHED = (REGISTER, "folder ", "source wrong.md")
Edit = Callable[[Library], object]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = empty_library(tmp_path / "library")
    for name in ("b.yaml", "a.yml", "b/c.yaml", "b-c.yaml", "b/d/e.yaml", ".hidden.yaml", ".git/f.yaml", "notes.txt"):
        path = library.sheets_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (library.seeds_dir / "wrong.md").write_text("wrong", encoding="utf-8")
    (library.seeds_dir / "right.md").write_text("right", encoding="utf-8")
    library.gazetteer_file.write_text("# nothing\n", encoding="utf-8")
    return library


def digest_of(library: Library) -> str:
    return scan(library, WATCHED).digest()


def test_it_names_the_files_that_the_library_does_in_its_order(library: Library) -> None:
    expected = [str(path.relative_to(library.sheets_dir)) for path in library.sheet_files()]
    assert scan(library, ()).names == expected == ["a.yml", "b/c.yaml", "b/d/e.yaml", "b-c.yaml", "b.yaml"]


def test_a_scan_changes_nothing(library: Library) -> None:
    assert digest_of(library) == digest_of(library)


def rewrite_in_place(path: Path) -> None:
    """Same inode, same size, times put back: only the time of change of the inode tells."""
    found = path.stat()
    with path.open("r+b") as file:
        file.write(b"X")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def replace_by_another(path: Path) -> None:
    beside = path.with_name(".new")
    beside.write_bytes(path.read_bytes())
    beside.replace(path)


EDITS: list[Edit] = [
    lambda library: rewrite_in_place(library.sheets_dir / "b" / "d" / "e.yaml"),
    lambda library: replace_by_another(library.sheets_dir / "b.yaml"),
    lambda library: (library.sheets_dir / "new.yaml").write_text("", encoding="utf-8"),
    lambda library: (library.sheets_dir / "a.yml").unlink(),
    lambda library: (library.sheets_dir / "a.yml").rename(library.sheets_dir / "z.yml"),
    lambda library: (library.sheets_dir / "b").rename(library.sheets_dir / "c"),
    lambda library: (library.sheets_dir / "link.yaml").symlink_to("nowhere.yaml"),
    lambda library: rewrite_in_place(library.gazetteer_file),
    lambda library: library.gazetteer_file.unlink(),
    lambda library: rewrite_in_place(library.seeds_dir / "wrong.md"),
    lambda library: (library.seeds_dir / "right.md").unlink(),
    lambda library: replace_by_another(library.seeds_dir / "right.md"),
    lambda library: library.seeds_dir.rename(library.root / "elsewhere"),
]


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_shows(library: Library, edit: Edit) -> None:
    before = digest_of(library)
    time.sleep(0.02)  # longer than any tick of the kernel's clock
    edit(library)
    assert digest_of(library) != before


def test_what_is_no_part_of_the_library_does_not_show(library: Library) -> None:
    before = digest_of(library)
    (library.sheets_dir / "notes.txt").write_text("more", encoding="utf-8")
    (library.sheets_dir / ".hidden.yaml").unlink()
    (library.sheets_dir / "folder.yaml").symlink_to("b")
    assert digest_of(library) == before


def test_a_folder_that_is_gone_has_no_files(library: Library) -> None:
    library.sheets_dir.rename(library.root / "elsewhere")
    assert scan(library, ()).names == []


@pytest.mark.parametrize(("milliseconds", "is_settled"), [(0, False), (5, False), (-5, False), (40, True)])
def test_a_file_that_was_just_written_is_not_settled(
    library: Library, milliseconds: int, is_settled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library.sheets_dir / "b.yaml"
    written = path.stat().st_ctime_ns
    monkeypatch.setattr(time, "time_ns", lambda: written + milliseconds * 1_000_000)
    assert settled_signature(path) == (signature(path) if is_settled else UNSETTLED)


def test_a_file_system_of_whole_seconds_settles_later(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    path = library.sheets_dir / "b.yaml"
    second = 1_700_000_000_000_000_000
    os.utime(path, ns=(second, second))
    monkeypatch.setattr(time, "time_ns", lambda: second + 1_500_000_000)
    assert settled_signature(path) == UNSETTLED
    monkeypatch.setattr(time, "time_ns", lambda: second + 2_500_000_000)
    assert settled_signature(path) == signature(path)


@pytest.mark.parametrize("hours", [-100, 100])
def test_a_time_far_from_now_is_only_compared(library: Library, hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that was set back leaves files of the future, which are as settled as others."""
    path = library.sheets_dir / "b.yaml"
    real = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: real + hours * 3_600_000_000_000)
    assert settled_signature(path) == signature(path)


@pytest.mark.parametrize("name", ["gone.yaml", "a\0b", "x" * 300, "\ud800"])
def test_what_cannot_be_looked_at_is_absent(library: Library, name: str) -> None:
    assert signature(library.sheets_dir / name) == settled_signature(library.sheets_dir / name) == ABSENT


def test_a_name_that_is_no_text_is_a_name(library: Library) -> None:
    before = digest_of(library)
    (library.sheets_dir / os.fsdecode(b"\xff.yaml")).write_text("", encoding="utf-8")
    found = scan(library, ())
    assert os.fsdecode(b"\xff.yaml") in found.names
    assert found.digest() != before


@pytest.mark.parametrize("wrong", [errno.EIO, errno.EMFILE, errno.ESTALE])
def test_a_disk_that_does_not_answer_just_now_has_lost_no_sheets(
    library: Library, monkeypatch: pytest.MonkeyPatch, wrong: int
) -> None:
    real = os.open

    def refuse(path: Path, *more: Any, **options: Any) -> int:
        if Path(path).name == "d":
            raise OSError(wrong, os.strerror(wrong))
        return real(path, *more, **options)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OSError, match=os.strerror(wrong)):
        scan(library, ())


def test_a_folder_that_may_not_be_looked_into_has_no_sheets(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert scan(library, ()).names == []
