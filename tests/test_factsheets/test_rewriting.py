"""Saving a sheet touches the lines of what changed: whoever wrote the file, in whatever style."""

from collections.abc import Callable
from dataclasses import replace
from difflib import ndiff
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets import serialise
from factsheets.library import Library, shipped_library
from factsheets.model import Draft, FactSheet, Finding, Status
from factsheets.serialise import file_data, rewritten, to_yaml
from factsheets.validate import validate
from factsheets.yaml_edit import in_place
from factsheets.yaml_lines import EditError
from tests.test_factsheets.hand_styled import HandWriter
from tests.test_factsheets.made_sheets import sheets

SHIPPED = [(path, shipped_library().read(path).sheet) for path in shipped_library().sheet_files()]
PARTS = (
    "title", "summary", "note", "themes", "sources", "actors", "tools", "places", "figures", "dates", "statements",
    "not_stated", "links", "review", "draft",
)  # fmt: skip
Edit = Callable[[FactSheet], FactSheet]


def changed_lines(before: bytes, after: bytes) -> list[str]:
    told = ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in told if line[0] in "+-"]


def read(raw: bytes) -> FactSheet:
    found = validate(raw, "test")
    assert found.sheet is not None, found.problems
    return found.sheet


@pytest.fixture(params=SHIPPED, ids=lambda one: one[0].stem)
def shipped(request: pytest.FixtureRequest) -> tuple[bytes, FactSheet]:
    path, sheet = request.param
    assert isinstance(path, Path)
    assert isinstance(sheet, FactSheet)
    return path.read_bytes(), sheet


@pytest.mark.parametrize(
    "edit",
    [
        lambda sheet: replace(sheet, lang="fr"),
        lambda sheet: replace(sheet, themes=(*sheet.themes, "debt")),
        lambda sheet: replace(sheet, themes=sheet.themes[1:]),
        lambda sheet: replace(sheet, actors=(replace(sheet.actors[0], name="A: b"), *sheet.actors[1:])),
    ],
)
def test_one_edit_changes_one_line(shipped: tuple[bytes, FactSheet], edit: Edit) -> None:
    raw, sheet = shipped
    result = rewritten(raw, sheet, edit(sheet))
    assert read(result) == edit(sheet)
    assert "".join(line[0] for line in changed_lines(raw, result)) in {"-+", "-", "+"}


def test_nothing_changed_is_nothing_written(shipped: tuple[bytes, FactSheet]) -> None:
    raw, sheet = shipped
    assert rewritten(raw, sheet, sheet) == raw


def test_a_finding_decided_is_a_line_less(shipped: tuple[bytes, FactSheet]) -> None:
    _, sheet = shipped
    source = sheet.sources[0].id
    pending = tuple(
        Finding(id=f"x{number}", kind="money", source=source, start=number, end=number + 1, printed="1", rule="r")
        for number in range(9)
    )
    draft = replace(sheet, draft=Draft(pending=pending), status=Status.DRAFT)
    draft = read(to_yaml(draft).encode())
    raw = to_yaml(draft).encode().replace(b"draft:\n", b"# the machine's\ndraft: # not yet read\n")
    decided = replace(draft, draft=Draft(pending=pending[:4] + pending[5:], rejected=pending[4:5]))
    lines = changed_lines(raw, rewritten(raw, draft, decided))
    assert [line[:2] for line in lines] == ["- ", "+ ", "+ "]
    assert lines[1] == "+   rejected:"
    assert lines[2][2:] == lines[0][2:]


def mixed(old: FactSheet, other: FactSheet, random: Random) -> FactSheet:
    """A sheet with some parts of another: its items have the same ids, so that they change deep inside."""
    parts = {part: getattr(other, part) for part in random.sample(PARTS, random.randint(1, 4))}
    return replace(old, **parts)


@given(sheets(), sheets(), st.randoms(use_true_random=False), st.booleans())
def test_whatever_style_and_edit_the_file_reads_as_the_sheet(
    one: FactSheet, other: FactSheet, random: Random, by_hand: bool
) -> None:
    old = read(to_yaml(one).encode("utf-8"))
    raw = (HandWriter(random).write(file_data(old)) if by_hand else to_yaml(old)).encode("utf-8")
    assert read(raw) == old
    new = mixed(old, other, random)
    valid = validate(to_yaml(new).encode("utf-8"), "test").sheet
    result = rewritten(raw, old, new)
    assert validate(result, "test").sheet == valid


@given(sheets(), sheets(), st.randoms(use_true_random=False))
def test_the_projects_own_style_is_always_edited_in_place(one: FactSheet, other: FactSheet, random: Random) -> None:
    old = read(to_yaml(one).encode("utf-8"))
    new = mixed(old, other, random)
    if validate(to_yaml(new).encode("utf-8"), "test").sheet == new:
        assert read(in_place(to_yaml(old), file_data(old), file_data(new)).encode("utf-8")) == new


def test_what_cannot_be_edited_is_written_whole(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    path = library.sheets_dir / "minimal.yml"
    found, stamp = library.read_to_edit(path)
    assert found.sheet is not None

    def refuse(*_: object) -> str:
        raise EditError

    monkeypatch.setattr(serialise, "in_place", refuse)
    new = replace(found.sheet, title="Changed")
    library.save(new, path, stamp)
    assert path.read_text("utf-8") == to_yaml(new)


def test_a_wrong_edit_is_never_written(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    path = library.sheets_dir / "minimal.yml"
    found, stamp = library.read_to_edit(path)
    assert found.sheet is not None
    monkeypatch.setattr(serialise, "in_place", lambda text, *_: text.replace("title: ", "title: not "))
    new = replace(found.sheet, title="Changed")
    library.save(new, path, stamp)
    assert path.read_text("utf-8") == to_yaml(new)


def test_a_byte_order_mark_and_line_ends_stay(library: Library) -> None:
    path = library.sheets_dir / "minimal.yml"
    raw = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(raw)
    found, stamp = library.read_to_edit(path)
    assert found.sheet is not None
    stamp = library.save(replace(found.sheet, title="Changed"), path, stamp)
    assert path.read_bytes() == raw.replace(b"A minimal sheet", b"Changed")
    library.save(found.sheet, path, stamp)
    assert path.read_bytes() == raw


def least(work: Callable[[], object]) -> float:
    """Processor time of the fastest of several runs."""
    times = []
    for _ in range(7):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def test_saving_costs_little_more_than_reading(library: Library) -> None:
    """A large draft is saved at every decision: an edit in place must not cost more than a few readings of the file."""
    path = library.sheets_dir / "harbour-cameras.yaml"
    sheet = library.read(path).sheet
    assert sheet is not None
    figure = sheet.figures[0]
    pending = tuple(
        Finding(id=f"f{number}", kind="money", source="s1", start=number, end=number + 1, printed="1", rule="r")
        for number in range(150)
    )
    many = (*sheet.figures[1:], *(replace(figure, id=f"f{number}") for number in range(60)))
    large = replace(sheet, status=Status.DRAFT, review=None, figures=many, draft=Draft(pending=pending), not_stated=())
    raw = to_yaml(large).encode("utf-8")
    assert len(raw) > 30_000
    decided = replace(large, draft=Draft(pending=pending[:70] + pending[71:]))
    assert read(rewritten(raw, large, decided)) == decided
    assert least(lambda: rewritten(raw, large, decided)) < 5 * least(lambda: validate(raw, "test"))
