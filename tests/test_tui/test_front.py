"""The first screen as it is kept: only of the very index that it was read from, and only what is whole and sound."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factsheets.library_folder import LibraryFolder
from tests.test_tui.fakes import SHEETS, fake_backend
from tui.front import MOST_ROWS, Front, _seal, keep_front, kept_front
from tui.ports import Backend, Listing, Row


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    root = tmp_path / "press"
    (root / "sheets").mkdir(parents=True)
    return LibraryFolder(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path)}


@pytest.fixture
def stamp(tmp_path: Path) -> Path:
    path = tmp_path / "stamp.json"
    path.write_text("1", encoding="ascii")
    return path


def backend_of(folder: LibraryFolder, rows: tuple[Row, ...] = SHEETS, problems: int = 0) -> Backend:
    return replace(fake_backend(sheets=rows, problems=problems), identity=folder.identity)


def file_of(environment: dict[str, str]) -> Path:
    return next(Path(environment["HOME"]).glob(".cache/factfile/front-*.json"))


def test_what_was_kept_is_the_first_screen(folder: LibraryFolder, environment: dict[str, str], stamp: Path) -> None:
    keep_front(backend_of(folder, problems=3), stamp, environment)
    front = kept_front(folder, environment)
    assert front == Front(len(SHEETS), 3, tuple(SHEETS))
    whole = backend_of(folder)
    shown = front.backend(folder, lambda: whole)
    assert (shown.name, shown.problem_count, shown.whole) == ("press", 3, False)
    assert list(shown.sheets.rows(0, 10)) == list(SHEETS)
    assert shown.newer() is whole


def test_of_many_sheets_only_the_first_are_kept_and_all_are_counted(
    folder: LibraryFolder, environment: dict[str, str], stamp: Path
) -> None:
    many = tuple(Row(f"sheet/{number:04}", f"Sheet {number}") for number in range(5_000))
    keep_front(replace(backend_of(folder), sheets=Listing(many)), stamp, environment)
    front = kept_front(folder, environment)
    assert front
    assert len(front.rows) == MOST_ROWS
    assert len(front.backend(folder, lambda: backend_of(folder)).sheets) == 5_000


def test_an_index_published_since_has_another_first_screen(
    folder: LibraryFolder, environment: dict[str, str], stamp: Path
) -> None:
    keep_front(backend_of(folder), stamp, environment)
    stamp.write_text("22", encoding="ascii")
    assert kept_front(folder, environment) is None
    stamp.unlink()
    assert kept_front(folder, environment) is None


def test_another_library_has_its_own(folder: LibraryFolder, environment: dict[str, str], stamp: Path) -> None:
    keep_front(backend_of(folder), stamp, environment)
    other = folder._replace(sheets=folder.root / "elsewhere")
    assert kept_front(other, environment) is None


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "another format": lambda data: data.update(format=99),
    "no rows": lambda data: data.update(rows=[], count=0),
    "fewer rows than it says": lambda data: data.update(count=7),
    "a row of numbers": lambda data: data.update(rows=[[1, 2, 3, 4]] * 2),
    "a row that is too long": lambda data: data.update(rows=[["a", "b", "c", "d", [], [], "e"]] * 2),
    "a negative count": lambda data: data.update(problems=-1),
    "rows that are no list": lambda data: data.update(rows=5),
    "no stamp": lambda data: data.pop("path"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_whatever_is_wrong_with_it_the_start_does_without(
    broken: str, folder: LibraryFolder, environment: dict[str, str], stamp: Path
) -> None:
    keep_front(backend_of(folder), stamp, environment)
    file = file_of(environment)
    data = json.loads(file.read_bytes().partition(b"\n")[2])
    BROKEN[broken](data)
    for content in (json.dumps(data).encode(), b"\xff not json"):
        file.write_bytes(_seal(folder.identity, content) + b"\n" + content)
        assert kept_front(folder, environment) is None


def test_one_damaged_letter_is_enough_to_do_without(
    folder: LibraryFolder, environment: dict[str, str], stamp: Path
) -> None:
    keep_front(backend_of(folder), stamp, environment)
    file = file_of(environment)
    whole = file.read_bytes()
    assert b"Smugglers" in whole
    file.write_bytes(whole.replace(b"Smugglers", b"Snugglers"))
    assert kept_front(folder, environment) is None


def test_what_was_kept_of_another_library_is_not_shown_under_this_ones_name(
    folder: LibraryFolder, environment: dict[str, str], stamp: Path
) -> None:
    keep_front(backend_of(folder), stamp, environment)
    own = file_of(environment)
    other = folder._replace(sheets=folder.root / "elsewhere")
    keep_front(replace(backend_of(other), identity=other.identity), stamp, environment)
    [foreign] = set(own.parent.glob("front-*.json")) - {own}
    foreign.write_bytes(own.read_bytes())
    assert kept_front(folder, environment)
    assert kept_front(other, environment) is None


def test_it_is_private_and_written_only_where_it_changed(
    folder: LibraryFolder, environment: dict[str, str], stamp: Path
) -> None:
    keep_front(backend_of(folder), stamp, environment)
    first = file_of(environment).stat()
    assert first.st_mode & 0o077 == 0
    keep_front(backend_of(folder), stamp, environment)
    assert file_of(environment).stat().st_ino == first.st_ino
    keep_front(backend_of(folder, SHEETS[:1]), stamp, environment)
    assert file_of(environment).stat().st_ino != first.st_ino


def test_a_cache_that_cannot_be_written_to_is_no_harm(folder: LibraryFolder, tmp_path: Path, stamp: Path) -> None:
    (tmp_path / ".cache").write_text("", encoding="ascii")
    environment = {"HOME": str(tmp_path)}
    keep_front(backend_of(folder), stamp, environment)
    assert kept_front(folder, environment) is None
