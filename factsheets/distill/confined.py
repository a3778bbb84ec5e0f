"""Work on a document in a child process that may take only so much memory, processor time and wall clock.

A PDF of a kilobyte can unfold to gigabytes, and a parser written in C can crash: what it takes down is the child, and
its parent says in one line what happened.
"""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from factsheets.distill.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; the clock is for a reader that waits, and runs on where the machine is busy."""

    memory_gigabytes: int = 2
    processor_seconds: int = 60
    wall_seconds: int = 300


LIMITS = Limits()
_BOOT = "import sys; sys.path[:] = sys.argv[3:]; from factsheets.distill.confined import serve; serve(*sys.argv[1:3])"
_DONE, _REFUSED, _TOO_LARGE, _FAILED = range(4)
"""What a child answers: a result, a sentence for the user, that memory ran out, or the name of an exception."""


@dataclass(slots=True)
class _Here:
    """Whether this process is itself such a child: then nothing is gained by another."""

    confined: bool = False


_HERE = _Here()


def confined(run: Callable[..., Any], *arguments: object) -> Any:
    """`run(*arguments)`, in a child of its own where this process is none; `run` stands at the top of its module.

    Raises UnreadableError.
    """
    if _HERE.confined:
        return run(*arguments)
    child = Child()
    try:
        child.give(run, *arguments)
        return child.answer()
    finally:
        child.stop()


class Child:
    """A child process for one task at a time, started by the first, and again by the one after what killed it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._tasks: Connection | None = None
        self._answers: Connection | None = None
        self.deadline = 0.0

    def give(self, run: Callable[..., Any], *arguments: object) -> None:
        """Begin a task; `answer` takes what comes of it."""
        self.deadline = time.monotonic() + self._limits.wall_seconds
        if self._process is None or self._process.poll() is not None:
            self._start()
        if self._tasks is not None:
            with contextlib.suppress(BrokenPipeError):  # a child that died at once is noticed by `answer`
                self._tasks.send((run, arguments, self._limits))

    def _start(self) -> None:
        self.stop()
        inward, outward = os.pipe(), os.pipe()
        self._tasks = Connection(inward[1], readable=False)
        self._answers = Connection(outward[0], writable=False)
        ends = (inward[0], outward[1])
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own code
                [sys.executable, "-c", _BOOT, *map(str, ends), *sys.path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=ends,
                start_new_session=True,  # Ctrl-C is for the parent, which ends its children itself
            )
        finally:
            for end in ends:
                os.close(end)

    @property
    def answers(self) -> Connection:
        """What becomes readable when there is an answer, or none to be had."""
        if self._answers is None:
            raise RuntimeError("no task was given")
        return self._answers

    def answer(self) -> Any:
        """The result of the task, waited for until its deadline; raises UnreadableError."""
        try:
            if not self.answers.poll(max(self.deadline - time.monotonic(), 0)):
                self.stop()
                raise _too_slow(self._limits.wall_seconds)
            said, result = self.answers.recv()
        except (EOFError, OSError):
            raise self._death() from None
        if said == _DONE:
            return result
        if said == _REFUSED:
            raise UnreadableError(result)
        if said == _FAILED:
            raise UnreadableError(f"cannot be distilled: {result}")
        self.stop()
        raise UnreadableError(f"given up: it takes more than {self._limits.memory_gigabytes} GB of memory to read")

    def _death(self) -> UnreadableError:
        """What a child died of, in words."""
        code = 0
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = self._process.wait(1)
        self.stop()
        if code == -signal.SIGXCPU:
            return _too_slow(self._limits.processor_seconds)
        if code == -signal.SIGKILL:
            return UnreadableError("given up: the system ended its reading, most likely for want of memory")
        return UnreadableError("given up: it crashes the program that reads it")

    def stop(self) -> None:
        """End the child, whatever it does."""
        for end in (self._tasks, self._answers):
            if end is not None:
                end.close()
        self._tasks = self._answers = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _too_slow(seconds: int) -> UnreadableError:
    return UnreadableError(f"given up: it takes more than {seconds} seconds to read")


def serve(tasks_end: str, answers_end: str) -> None:
    """The child's side: a task after the other, until the parent goes away."""
    _HERE.confined = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(resource.RLIMIT_CORE, 0)
    tasks, answers = Connection(int(tasks_end), writable=False), Connection(int(answers_end), readable=False)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            run, arguments, limits = tasks.recv()
            _limit(resource.RLIMIT_AS, limits.memory_gigabytes * 1_000_000_000)
            used = resource.getrusage(resource.RUSAGE_SELF)
            _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.processor_seconds + 1)
            _send(answers, *_answered(run, arguments))


def _limit(what: int, most: int) -> None:
    """Only the soft limit, which the next task may raise; a system that has no such limit goes without."""
    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answered(run: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[int, object]:
    try:
        return _DONE, run(*arguments)
    except UnreadableError as error:
        return _REFUSED, str(error)
    except MemoryError:
        return _TOO_LARGE, ""
    except Exception as error:  # whatever a document does to its reader, the others are read
        return _FAILED, type(error).__name__


def _send(answers: Connection, said: int, result: object) -> None:
    try:
        answers.send((said, result))
    except MemoryError:
        answers.send((_TOO_LARGE, ""))
