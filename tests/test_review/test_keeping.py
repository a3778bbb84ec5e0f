"""Every decision is on disk when its call returns, nobody's edit is lost, and undo restores the very bytes."""

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets import checks
from factsheets.library import Library
from factsheets.review.desk import ChangedError, DecisionError, Desk
from factsheets.review.history import KeptHistory, Step
from factsheets.validate import validate
from tests.test_review.drafts import CORPUS_FILES, corpus_drafts, draft_text, empty_library, put


def test_undo_goes_back_byte_for_byte(desk: Desk, path: Path) -> None:
    texts = [path.read_bytes()]
    desk.accept("council")
    texts.append(path.read_bytes())
    desk.edit("eur-1250", {"kind": "contract"})
    texts.append(path.read_bytes())
    desk.reject("lumen-ltd")
    for text, told in zip(reversed(texts), ["rejected lumen-ltd", "edited eur-1250", "accepted council"], strict=True):
        assert desk.undoable == told
        assert desk.undo() == told
        assert path.read_bytes() == text
    assert desk.undoable == ""
    assert desk.progress == (0, 13)
    with pytest.raises(DecisionError, match="there is nothing to undo"):
        desk.undo()


def test_a_decision_on_a_file_that_changed_elsewhere_is_made_on_the_new_one(desk: Desk, path: Path) -> None:
    path.write_text(path.read_text().replace("label: Cameras bought", "label: Edited by another"))
    desk.accept("council")
    assert "Edited by another" in path.read_text()
    assert desk.progress == (1, 13)
    assert desk.undo() == "accepted council"
    assert "Edited by another" in path.read_text()


def test_what_changed_itself_has_to_be_looked_at_again(desk: Desk, path: Path) -> None:
    path.write_text(path.read_text().replace("label: Cameras bought", "label: Edited by another"))
    before = path.read_bytes()
    with pytest.raises(ChangedError, match=r"harrow\.yaml was changed meanwhile, and eur-1250 with it"):
        desk.accept("eur-1250")
    assert path.read_bytes() == before
    desk.accept("eur-1250")
    assert "Edited by another" in path.read_text()


def test_two_desks_at_one_sheet(library: Library, path: Path, desk: Desk) -> None:
    other = Desk(library, path)
    other.accept("council")
    with pytest.raises(ChangedError):
        desk.accept("council")
    desk.accept("merle")
    assert desk.progress == (2, 13)
    with pytest.raises(ChangedError, match="was changed since; nothing was undone"):
        other.undo()
    assert other.refresh()
    assert other.progress == (2, 13)


def test_a_file_that_was_broken_meanwhile_is_left_alone(desk: Desk, path: Path) -> None:
    path.write_text("format: 1\nid: [\n")
    with pytest.raises(DecisionError, match=r"harrow\.yaml:3:1"):
        desk.accept("council")
    assert path.read_text() == "format: 1\nid: [\n"


def test_a_write_between_the_look_and_the_save_is_noticed(
    desk: Desk, path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = library.save

    def late(*arguments: object) -> object:
        path.write_text(path.read_text() + "# just now\n")
        return save(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "save", late)
    with pytest.raises(ChangedError, match="was changed meanwhile; nothing was written"):
        desk.accept("lumen-ltd")
    assert path.read_text() == draft_text() + "# just now\n"
    assert library.gazetteer.entries == {}


def test_a_full_disk_leaves_sheet_and_register_as_they_were(
    desk: Desk, path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(library, "save", full)
    with pytest.raises(OSError, match="No space left"):
        desk.accept("lumen-ltd")
    assert path.read_text() == draft_text()
    assert library.gazetteer.entries == {}
    assert desk.undoable == ""


def test_decisions_of_another_process_can_be_undone(library: Library, path: Path, tmp_path: Path) -> None:
    history = KeptHistory(tmp_path / "state")
    Desk(library, path, history=history).accept("lumen-ltd")
    Desk(library, path, history=KeptHistory(tmp_path / "state")).reject("merle")
    later = Desk(library, path, history=KeptHistory(tmp_path / "state"))
    assert [later.undo(), later.undo()] == ["rejected merle", "accepted lumen-ltd"]
    assert path.read_text() == draft_text()
    assert library.gazetteer.entries == {}
    assert later.undoable == ""


def test_a_kept_history_forgets_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factsheets.review.history.KEPT", 3)
    history = KeptHistory(tmp_path / "state")
    for number in range(5):
        history.push(Step(f"step {number}", b"\xffbytes", "", None, "after", number))
    told = []
    while step := history.last():
        assert (step.sheet_before, step.register_before, step.register_after) == (b"\xffbytes", None, "after")
        told.append((step.told, step.traceless))
        history.drop()
    assert told == [("step 4", 4), ("step 3", 3), ("step 2", 2)]


def test_a_history_that_cannot_be_kept_or_read_stops_no_decision(library: Library, path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk = Desk(library, path, history=KeptHistory(tmp_path / "file" / "state"))
    desk.accept("council")
    assert desk.progress == (1, 13)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "000001.json").write_text('{"told": ')
    assert Desk(library, path, history=KeptHistory(tmp_path / "state")).undoable == ""


DECIDING = """
import sys
from pathlib import Path
from factsheets.library import open_library
from factsheets.review.desk import Desk
library = open_library(Path(sys.argv[1]))
desk = Desk(library, Path(sys.argv[2]))
print("ready", flush=True)
for number, one in enumerate(list(desk.pending)):
    if desk.fact(one.id) or one.kind == "relation":
        (desk.reject if number % 3 else desk.accept)(one.id)
        print(one.id, flush=True)
"""


@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_killed_review_has_all_but_the_last_decision(tmp_path: Path, after: int) -> None:
    library = empty_library(tmp_path)
    name, text, draft = max(corpus_drafts(), key=lambda one: len(one[2]))
    path = put(library, name, text, draft)
    command = [sys.executable, "-c", DECIDING, str(tmp_path), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        told = [line.strip() for line in itertools.islice(process.stdout, after + 1)][1:]
        time.sleep(0.003 * after)
        process.send_signal(signal.SIGKILL)
        told += [line.strip() for line in process.stdout]
    left = Desk(library, path)
    assert list(checks.run(left.sheet)) == []
    waiting = {one.id for one in left.pending}
    assert waiting & set(told) == set()
    assert left.progress[0] in {len(told), len(told) + 1}


@st.composite
def walks(draw: st.DrawFn) -> tuple[int, list[tuple[str, int, int]]]:
    steps = st.tuples(
        st.sampled_from(["accept", "reject", "edit", "merge", "undo", "add", "reopen", "both"]),
        st.integers(0, 60),
        st.integers(0, 60),
    )
    return draw(st.integers(0, len(CORPUS_FILES) - 1)), draw(st.lists(steps, min_size=1, max_size=12))


@settings(max_examples=40)
@given(walks())
def test_any_decisions_leave_a_valid_sheet_and_undo_restores_it(
    tmp_path_factory: pytest.TempPathFactory, walk: tuple[int, list[tuple[str, int, int]]]
) -> None:
    number, steps = walk
    name, text, draft = list(corpus_drafts())[number]
    library = empty_library(tmp_path_factory.mktemp("walk"))
    path = put(library, name, text, draft)
    desk = Desk(library, path)
    stack = [(path.read_bytes(), _register(library))]
    for step in steps:
        told = desk.undoable
        with contextlib.suppress(DecisionError):
            _step(desk, *step)
        if step[0] == "undo":
            stack = stack[: max(1, len(stack) - bool(told))]
            assert (path.read_bytes(), _register(library)) == stack[-1]
        elif (path.read_bytes(), _register(library)) != stack[-1] or desk.undoable != told:
            stack.append((path.read_bytes(), _register(library)))
        read = validate(path.read_bytes(), name)
        assert (read.problems, read.sheet) == ((), desk.sheet)
    while desk.undoable:
        desk.undo()
    assert (path.read_bytes(), _register(library)) == stack[0]


def _register(library: Library) -> bytes | None:
    return library.gazetteer_file.read_bytes() if library.gazetteer_file.exists() else None


def _step(desk: Desk, what: str, one: int, other: int) -> None:
    waiting = [finding.id for finding in desk.pending] or ["nobody"]
    entities = [entity.id for entity in desk.sheet.entities()] or ["nobody"]
    ident = waiting[one % len(waiting)]
    text = desk.source_text("s1")
    assert text is not None
    match what:
        case "accept" | "reject":
            getattr(desk, what)(ident)
        case "both":
            desk.decide([ident], [waiting[other % len(waiting)]])
        case "edit":
            names = [field for field in desk.fields(ident) if field.words] or desk.fields(ident)
            field = names[other % len(names)] if names else None
            desk.edit(ident, {field.name: field.words[one % len(field.words)]} if field and field.words else {})
        case "merge":
            desk.merge(entities[one % len(entities)], entities[other % len(entities)])
        case "add":
            start = text.paragraphs[one % len(text.paragraphs)].start + other
            desk.add("s1", start, start + 12, ["money", "quantity", "date", "actor", "tool", "place"][other % 6])
        case "reopen":
            decided = [fact.id for fact in desk.sheet.facts() if fact.id not in waiting]
            decided += [finding.id for finding in desk.rejected]
            desk.reopen(decided[one % len(decided)] if decided else "nobody")
        case _:
            desk.undo()
