"""Documents that attack their reader: a clear line each, within bounds; `tests/benchmarks` has them at full size."""

import os
import re
from pathlib import Path

import pytest

from factsheets.distill.folders import documents_in
from factsheets.distill.reading import LARGEST_BYTES, UnreadableError, file_bytes, read
from tests.hostile_documents import HOSTILE, PROSE, Hostile

_SCALE = 0.01


@pytest.mark.parametrize("one", [one for one in HOSTILE if one.said], ids=lambda one: one.name)
def test_what_cannot_be_read_is_told_in_one_line(one: Hostile, tmp_path: Path) -> None:
    path = tmp_path / one.name
    path.write_bytes(one.make(_SCALE))
    with pytest.raises(UnreadableError, match=re.escape(one.said)) as told:
        read(file_bytes(path), path.name)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("one", [one for one in HOSTILE if not one.said], ids=lambda one: one.name)
def test_what_may_be_read_is_read_or_told(one: Hostile) -> None:
    try:
        text = read(one.make(_SCALE), one.name).text
    except UnreadableError as error:
        text = str(error)
    assert text


def test_the_entities_of_a_page_are_not_unfolded() -> None:
    laughs = next(one for one in HOSTILE if one.name == "laughs.html")
    text = read(laughs.make(1), "laughs.html").text
    assert "3.5 million" in text
    assert "lol" not in text


def test_a_file_is_refused_before_it_is_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(UnreadableError, match=f"larger than the {LARGEST_BYTES // 1_000_000} MB"):
        file_bytes(path)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(UnreadableError, match="not a file: a pipe or a device"):
            file_bytes(path)


@pytest.mark.parametrize("name", ["a\0b", "a" * 5_000, "missing"])
def test_a_name_that_leads_nowhere_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        file_bytes(tmp_path / name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one of them in a folder below, among what only looks like some."""
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    for path in (outside, folder / "below", folder / ".hidden", folder / "own"):
        path.mkdir(parents=True)
    for path in (outside / "secret.txt", folder / "b.txt", folder / "below" / "a.txt", folder / ".hidden" / "c.txt"):
        path.write_bytes(PROSE)
    (folder / ".hidden.txt").write_bytes(PROSE)
    (folder / "own" / "sheet.yaml").write_bytes(PROSE)
    os.mkfifo(folder / "pipe")
    links = {
        "out.txt": "../outside/secret.txt",
        "out": "../outside",
        "loop": "loop",
        "to-itself": ".",
        "gone.txt": "no",
    }
    for name, target in {**links, "inside.txt": "b.txt"}.items():
        (folder / name).symlink_to(target)
    return folder


def test_a_folder_gives_its_documents_in_one_order(folder: Path) -> None:
    told: dict[str, str] = {}

    def tell(path: Path, why: str) -> None:
        told[path.name] = why

    found = documents_in(folder, tell, [folder / "own"])
    assert [str(path.relative_to(folder)) for path in found] == ["b.txt", "inside.txt", "below/a.txt"]
    assert told == {
        "out.txt": "a link that leads out of the folder; it was not followed",
        "out": "a link to a folder; it was not followed",
        "to-itself": "a link to a folder; it was not followed",
        "loop": "cannot be read: too many levels of symbolic links",
        "gone.txt": "a link to nothing",
        "pipe": "not a file: a pipe or a device",
    }


@pytest.mark.parametrize(
    "text",
    ["\x1b]52;c;x\x07", "\x9b31m", "\u202eabc\u202c", "e\u0301\u0302" * 50, "\ud7ff\ue000\U0010ffff", "\ufffe\uffff"],
)
def test_characters_that_could_act_on_a_terminal_are_read_as_they_are(text: str) -> None:
    raw = f"Paid {text} 5 euros.\n".encode()
    found = read(raw, "a.txt") if b"\x07" not in raw else None
    assert found is None or found.text.encode() == raw
