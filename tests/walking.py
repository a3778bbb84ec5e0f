"""The tour with interruptions: a browser is ended, a new one begins, and goes on where the last one was."""

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.terminals import PATIENCE, Terminal, browser, left_changed
from tests.tour import TOUR, Step, leave, take
from tui.state import LIST, History, load

AT_ONCE = 1.0
"""Seconds that a browser whose line is lost may take to end, on a machine that has nothing else to do."""
OLDER = "\x0f"


@dataclass(frozen=True, slots=True)
class End:
    """A way in which a browser ends; `restores` where somebody is left to restore a terminal for."""

    name: str
    act: Callable[[Terminal], None]
    restores: bool = False
    warned: bool = True

    def __str__(self) -> str:
        return self.name


def _signal(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.process.send_signal(number)


ENDS = (
    End("SIGTERM", _signal(signal.SIGTERM), restores=True),
    End("SIGHUP", _signal(signal.SIGHUP)),
    End("SIGKILL", _signal(signal.SIGKILL), warned=False),
    End("dead line", Terminal.hang_up),
)


def walk(folder: Path, cache: str, ends: Sequence[End | None], tour: Sequence[Step] = TOUR) -> float:
    """The tour, ended after each step in the way that `ends` has for it; returns the longest that an end took."""
    at, slowest = 0, 0.0
    while at < len(tour):
        with browser(folder, XDG_CACHE_HOME=cache) as terminal:
            if at:
                _resume(terminal, tour[at - 1])
            while at < len(tour):
                step, end = tour[at], ends[at]
                at += 1
                take(terminal, step)
                if end:
                    slowest = max(slowest, _end(terminal, end, step, folder))
                    break
                leave(terminal, step)
    return slowest


def _resume(terminal: Terminal, last: Step) -> None:
    """A new session begins at the list; one key leads to where the last one was."""
    terminal.wait("Minneapolis: technology")
    if last.ref == LIST and not last.query:
        return
    terminal.type(OLDER)
    terminal.wait(*last.kept)


def _end(terminal: Terminal, end: End, step: Step, folder: Path) -> float:
    if not end.warned:
        wait_until(lambda: step.stands(kept_state(folder)), f"{step} was never kept")
    began = time.monotonic()
    end.act(terminal)
    if terminal.handle < 0:
        wait_until(lambda: terminal.process.poll() is not None, "still running without a terminal")
    else:
        terminal.wait_for_end()
    taken = time.monotonic() - began
    assert not lives(terminal.process.pid), f"{end} after {step}: somebody still runs"
    if end.restores:
        assert left_changed(terminal.raw) == set(), f"{end} after {step}"
    assert step.stands(kept_state(folder)), f"{end} after {step}: {kept_state(folder)}"
    assert litter(folder) == [], f"{end} after {step}"
    return taken


def lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def kept_state(folder: Path) -> History:
    """What the next start will read: one file, whole."""
    files = sorted((folder / "state").rglob("*.json"))
    kept = load(files[0]) if files else None
    return kept or History()


def litter(folder: Path) -> list[Path]:
    """Files that were begun and never finished."""
    return [path for path in folder.rglob("*") if path.is_file() and (path.name.startswith(".") or "tmp" in path.name)]


def wait_until(condition: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, otherwise
        time.sleep(0.01)


def some_ends(seed: int) -> list[End | None]:
    """An end at about every third step, in ways and at points that the seed chooses."""
    choose = random.Random(seed)  # noqa: S311 - a sample
    return [choose.choice((*ENDS, *[None] * 2 * len(ENDS))) for _ in TOUR]
