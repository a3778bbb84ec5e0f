"""Work done by forked children, which keep what they learnt from one task for the next; the parent survives theirs.

A task whose child dies is done again by another child, then here; what its work raises for want of room is raised here.
"""

import errno
import gc
import os
import select
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress

Work = Callable[[bytes], bytes]
_DEATHS = 2
"""How many children may die of one task before it is done here."""
_MOST_TASKS = 32
"""After so many a child is replaced, whatever has gathered in it."""
_DONE, _FAILED = b"+", b"!"
_HEAD = 9
"""Bytes before what is sent: a mark and a length."""
_PIECE = 1 << 16


class OrphanedError(Exception):
    """The parent is gone; nobody waits for what this child does."""


def processors() -> int:
    """How many of the machine's this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """A process of several threads is not forked: what another thread holds locked would stay so in the child."""
    if _State.alone:
        return False
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


def each_done(
    work: Work, tasks: Iterable[bytes], count: int, unshared: Iterable[int] = ()
) -> Generator[bytes, None, None]:
    """The result of every task, as they come; `unshared` are descriptors that a child must not hold open.

    Raises OSError where a child met one. Closing the iterator ends the children.
    """
    crew = _Crew(work, count, tuple(unshared))
    waiting: Iterator[tuple[bytes, int]] = ((task, 0) for task in tasks)
    again: list[tuple[bytes, int]] = []
    try:
        while True:
            while crew.has_room():
                task, deaths = again.pop() if again else next(waiting, (b"", -1))
                if deaths < 0:
                    break
                if deaths == _DEATHS:
                    yield work(task)
                else:
                    crew.give(task, deaths)
            if not crew.busy:
                return
            for child in crew.ready():
                if child.is_done():
                    yield child.result()
                elif child.died:
                    again.append((child.task, child.deaths + 1))
                    crew.dismiss(child)
    finally:
        crew.end()


class _Crew:
    """Children by the pipe that each answers through."""

    def __init__(self, work: Work, count: int, unshared: tuple[int, ...]) -> None:
        self._work = work
        self._count = count
        self._unshared = unshared
        self._children: list[_Child] = []

    @property
    def busy(self) -> list["_Child"]:
        return [child for child in self._children if child.is_busy]

    def has_room(self) -> bool:
        return len(self.busy) < self._count

    def give(self, task: bytes, deaths: int) -> None:
        for child in [child for child in self._children if not child.is_busy and child.given >= _MOST_TASKS]:
            self.dismiss(child)
        idle = next((child for child in self._children if not child.is_busy), None)
        if idle is None:
            others = [number for child in self._children for number in (child.into, child.out)]
            idle = _Child(self._work, (*self._unshared, *others))
            self._children.append(idle)
        idle.give(task, deaths)

    def ready(self) -> list["_Child"]:
        out = {child.out: child for child in self.busy}
        return [out[number] for number in select.select(list(out), (), ())[0]]

    def dismiss(self, child: "_Child") -> None:
        self._children.remove(child)
        child.end()

    def end(self) -> None:
        for child in self._children:
            child.end()


class _Child:
    def __init__(self, work: Work, unshared: Iterable[int]) -> None:
        self.task, self.deaths, self.given = b"", 0, 0
        self.is_busy = self.died = False
        self._told = b""
        tasks, self.into = os.pipe()
        self.out, results = os.pipe()
        parent = os.getpid()
        self._process = os.fork()
        if not self._process:
            _serve(work, tasks, results, parent, (self.into, self.out, *unshared))
        os.close(tasks)
        os.close(results)

    def give(self, task: bytes, deaths: int) -> None:
        self.task, self.deaths = task, deaths
        self.given += 1
        self.is_busy = True
        with suppress(BrokenPipeError):  # it died while idle: there will be no answer
            _send(self.into, _DONE, task)

    def is_done(self) -> bool:
        """Take what the child has written so far; whether that is all. `died` is set where no more will come."""
        piece = os.read(self.out, _PIECE)
        self._told += piece
        self.died = not piece
        return len(self._told) >= _HEAD and len(self._told) == _HEAD + int.from_bytes(self._told[1:_HEAD], "big")

    def result(self) -> bytes:
        told, self._told = self._told, b""
        self.is_busy = False
        if told.startswith(_FAILED):
            number = int(told[_HEAD:])
            raise OSError(number, os.strerror(number))
        return told[_HEAD:]

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.close(self.into)
        os.close(self.out)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _serve(work: Work, tasks: int, results: int, parent: int, unshared: Iterable[int]) -> None:
    """A child's whole life. Ctrl-c is its parent's affair, and nothing that the parent left to do at exit is done."""
    try:
        gc.disable()  # a fifth of the time; what cycles hold is given back after each task
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for descriptor in unshared:
            os.close(descriptor)
        _State.parent = parent
        while head := _received(tasks, _HEAD):
            task = _received(tasks, int.from_bytes(head[1:], "big"))
            try:
                _send(results, _DONE, work(task))
            except OSError as error:
                _send(results, _FAILED, str(error.errno or errno.EIO).encode())
            gc.collect()
    finally:
        os._exit(0)


def _send(into: int, mark: bytes, raw: bytes) -> None:
    told = mark + len(raw).to_bytes(_HEAD - 1, "big") + raw
    while told:
        told = told[os.write(into, told) :]


def _received(out: int, size: int) -> bytes:
    """So many bytes; fewer only where the other side is gone."""
    found = b""
    while len(found) < size and (piece := os.read(out, size - len(found))):
        found += piece
    return found


class _State:
    parent = 0
    """The process that waits for this one, 0 where none does."""
    alone = False


def stay_alone() -> None:
    """From here on no other process is begun: one that may not begin any does all that there is to do itself."""
    _State.alone = True


def is_alone() -> bool:
    return _State.alone


def stop_if_orphaned() -> None:
    """Called now and then by work that takes long."""
    if _State.parent and os.getppid() != _State.parent:
        raise OrphanedError
