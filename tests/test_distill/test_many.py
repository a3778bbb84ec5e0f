"""Many documents in child processes: in order, and whatever one of them does, the others are read."""

import os
import signal
import time
from pathlib import Path

import pytest

from factsheets.distill.confined import Child, Limits
from factsheets.distill.confined import confined as in_a_child
from factsheets.distill.many import FEWEST, Result, each
from factsheets.distill.unreadable import UnreadableError
from factsheets.gazetteer import Gazetteer
from factsheets.library import Library, shipped_library


def shouted(raw: bytes, path: Path, gazetteer: Gazetteer) -> str:
    """Stands for the work on a document, which says what is to become of its reader."""
    word = raw.decode()
    match word:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            return "x" * 10_000_000_000
        case "fault":
            raise IndexError
        case "refused":
            raise UnreadableError("refused")
    time.sleep(0.05 if word == "slow" else 0)
    return word.upper()


def endless() -> None:
    while True:
        pass


def asleep() -> None:
    time.sleep(60)


def pid(_: object = None) -> int:
    return os.getpid()


@pytest.fixture
def library() -> Library:
    return shipped_library()


def documents(folder: Path, *words: str) -> list[Path]:
    paths = []
    for number, word in enumerate(words):
        paths.append(folder / f"{number:03}.txt")
        paths[-1].write_text(word, encoding="utf-8")
    return paths


def told(results: list[tuple[Path, Result]]) -> list[str]:
    return [str(result) if isinstance(result, UnreadableError) else str(result[1]) for _, result in results]


def unknown(_: Path) -> None:
    """Of no document is anything known before the work."""


@pytest.mark.parametrize("count", [1, FEWEST - 1, FEWEST, 40])
def test_results_come_in_the_order_of_the_documents(count: int, tmp_path: Path, library: Library) -> None:
    words = ["slow" if number % 5 == 0 else f"w{number}" for number in range(count)]
    paths = documents(tmp_path, *words)
    results = list(each(shouted, paths, library, unknown))
    assert [path for path, _ in results] == paths
    assert told(results) == [word.upper() for word in words]


def test_what_one_document_does_is_told_and_the_others_are_read(tmp_path: Path, library: Library) -> None:
    words = ("a", "crash", "b", "memory", "c", "killed", "fault", "refused", "d")
    results = told(list(each(shouted, documents(tmp_path, *words), library, unknown)))
    assert results == [
        "A",
        "given up: it crashes the program that reads it",
        "B",
        "given up: it takes more than 2 GB of memory to read",
        "C",
        "given up: the system ended its reading, most likely for want of memory",
        "cannot be distilled: IndexError",
        "refused",
        "D",
    ]


def test_a_document_that_goes_away_meanwhile_is_told(tmp_path: Path, library: Library) -> None:
    paths = documents(tmp_path, *["a"] * 500)
    results = each(shouted, paths, library, unknown)
    first = next(results)
    paths[-1].unlink()
    assert told([first, *results])[-1] == "cannot be read: no such file or directory"


def test_what_is_known_is_not_worked_on(tmp_path: Path, library: Library) -> None:
    paths = documents(tmp_path, "a", "crash", "b", "crash")
    results = each(shouted, paths, library, lambda path: ("", "known") if path.read_text() == "crash" else None)
    assert told(list(results)) == ["A", "known", "B", "known"]


def test_no_child_outlives_the_run(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Child] = []
    begin = Child._start

    def noted(child: Child) -> None:
        begin(child)
        started.append(child)

    monkeypatch.setattr(Child, "_start", noted)
    results = each(shouted, documents(tmp_path, *"abcdef"), library, unknown)
    next(results)
    running = [child._process for child in started if child._process]
    assert running
    results.close()
    assert all(process.poll() is not None for process in running)


def test_few_results_wait_for_a_slow_one(tmp_path: Path, library: Library) -> None:
    """What bounds the memory of many documents."""
    looked_at: list[Path] = []
    paths = documents(tmp_path, *["a"] * 200)
    results = each(shouted, paths, library, looked_at.append)
    next(results)
    assert len(looked_at) <= 4 * (os.cpu_count() or 1)
    results.close()


def test_a_child_that_computes_without_end_is_given_up() -> None:
    child = Child(Limits(processor_seconds=1))
    child.give(endless)
    with pytest.raises(UnreadableError, match=r"given up: it takes more than 1 seconds? to read"):
        child.answer()
    child.give(pid)
    assert child.answer() != os.getpid()
    child.stop()


def test_a_child_that_waits_without_end_is_given_up() -> None:
    child = Child(Limits(wall_seconds=1))
    child.give(asleep)
    with pytest.raises(UnreadableError, match="given up"):
        child.answer()


def test_one_child_serves_many_tasks() -> None:
    child = Child()
    pids = set()
    for _ in range(3):
        child.give(pid)
        pids.add(child.answer())
    assert len(pids) == 1
    child.stop()


def test_work_in_a_child_starts_no_other() -> None:
    inner, outer = in_a_child(_nested)
    assert inner == outer != os.getpid()


def _nested() -> tuple[int, int]:
    return in_a_child(pid), os.getpid()


def test_a_child_leaves_with_its_parent() -> None:
    child = Child()
    child.give(pid)
    process = child._process
    assert process is not None
    assert child.answer() == process.pid
    assert child._tasks is not None
    child._tasks.close()
    assert process.wait(10) == 0
    child._tasks = None
    child.stop()
