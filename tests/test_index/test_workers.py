"""Forked workers: every task is done once, whatever becomes of the children that do them."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.workers import each_done, may_fork

pytestmark = pytest.mark.skipif(not may_fork(), reason="the process has threads, or cannot fork")
PARENT = os.getpid()
TASKS = [str(number).encode() for number in range(100)]
LARGE = 300_000
"""Bytes; more than a pipe takes at once."""


def doubled(task: bytes) -> bytes:
    return task * 2


def large(task: bytes) -> bytes:
    return task * LARGE


@pytest.mark.parametrize("work", [doubled, large])
@pytest.mark.parametrize("count", [1, 3])
def test_every_task_is_done_once(work: Callable[[bytes], bytes], count: int) -> None:
    tasks = TASKS[:12]
    assert sorted(each_done(work, tasks, count)) == sorted(work(task) for task in tasks)


def test_nothing_to_do() -> None:
    assert list(each_done(doubled, [], 2)) == []


def in_child() -> bool:
    return os.getpid() != PARENT


def dying_of_three(task: bytes) -> bytes:
    if task == b"3" and in_child():
        os.kill(os.getpid(), signal.SIGKILL)
    return task + (b" in a child" if in_child() else b" in the parent")


def test_a_task_that_kills_its_children_is_done_in_the_parent() -> None:
    found = set(each_done(dying_of_three, TASKS[:8], 2))
    assert found == {task + (b" in the parent" if task == b"3" else b" in a child") for task in TASKS[:8]}


def test_a_task_whose_child_is_killed_once_is_done_by_another(tmp_path: Path) -> None:
    mark = tmp_path / "died"

    def work(task: bytes) -> bytes:
        if task == b"3" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return task + (b" in a child" if in_child() else b" in the parent")

    assert set(each_done(work, TASKS[:8], 2)) == {task + b" in a child" for task in TASKS[:8]}


def test_an_error_of_another_kind_is_raised_in_the_parent_in_the_end() -> None:
    def work(task: bytes) -> bytes:
        raise ValueError(task)

    with pytest.raises(ValueError, match="0"):
        list(each_done(work, TASKS[:1], 2))


def test_a_full_disk_is_raised_as_what_it_is() -> None:
    def work(task: bytes) -> bytes:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="No space left"):
        list(each_done(work, TASKS, 2))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_closing_ends_the_children() -> None:
    def work(task: bytes) -> bytes:
        if task != b"0":
            time.sleep(60)
        return str(os.getpid()).encode()

    with closing(each_done(work, [b"0", b"1", b"2"], 2)) as results:
        child = int(next(results))
        assert is_alive(child)
    assert not is_alive(child)


ORPHANS = """
import os, sys, time
from index.workers import each_done, stop_if_orphaned
def work(task):
    os.write(1, b"%d " % os.getpid())
    while True:
        time.sleep(0.01)
        stop_if_orphaned()
list(each_done(work, [b"1", b"2"], 2))
"""


def test_children_end_with_their_parent() -> None:
    process = subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own interpreter and text
    assert process.stdout is not None
    told = ""
    while told.count(" ") < 2:
        told += process.stdout.read(1)
    children = [int(one) for one in told.split()]
    process.kill()
    process.communicate()
    last = time.monotonic() + 10
    while any(map(is_alive, children)) and time.monotonic() < last:
        time.sleep(0.01)
    assert not any(map(is_alive, children))
