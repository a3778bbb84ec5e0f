"""Work of a table that may take long: a slice at a time, so that keys and searches get in between."""

from collections.abc import Callable, Generator
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from tui.background import reason

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]
WRITE = "write"
"""What alone goes on wherever one goes meanwhile."""
_AT_ONCE = 0.25
"""Seconds for which a key waits; what is not done then goes on beside the keys."""
_SLICE = 0.05
"""Seconds for which the library's thread is held at a time, so that a search still gets in between."""
_TOLD_EVERY = 0.5
_SAYS = {"sort": "Sorting", "filter": "Filtering", "totals": "Adding up", WRITE: "Writing"}


class Working:
    """Of work that changes what is shown the newest alone goes on, and only as long as it is `still` wanted."""

    def __init__(self, screen: "BrowserScreen", still: Callable[[], bool]) -> None:
        self._screen = screen
        self._still = still
        self._by_lane: dict[str, _Work[Any]] = {}
        self._told = ""

    def __bool__(self) -> bool:
        return bool(self._by_lane)

    def stop(self) -> None:
        self._by_lane.clear()

    def tell(self, words: str) -> None:
        """Says what the progress of work may take the place of."""
        self._told = words
        self._screen.say(words)

    async def do(
        self, what: str, steps: Steps[T], done: Callable[[T], None], still: Callable[[], bool] | None = None
    ) -> None:
        """Does it at once if it is short; else goes on while keys are read, until it is stopped or no longer wanted."""
        work = _Work(what, steps, done, still or self._still)
        self._by_lane[work.lane] = work
        if not await self._advance(work, _AT_ONCE):
            self._screen.run_worker(self._go_on(work))

    async def _go_on(self, work: "_Work[T]") -> None:
        told = ended = False
        last = 0.0
        while not ended and self._is_wanted(work):
            told = monotonic() > last + _TOLD_EVERY
            ended = await self._advance(work, _SLICE, tell=told)
            if told or ended:
                last = monotonic()
                self._screen.draw_lines()

    def _is_wanted(self, work: "_Work[T]") -> bool:
        if self._by_lane.get(work.lane) is work and not work.still():
            del self._by_lane[work.lane]
        return self._by_lane.get(work.lane) is work

    async def _advance(self, work: "_Work[T]", seconds: float, *, tell: bool = True) -> bool:
        """Whether there is nothing more to do."""
        try:
            ended, (done, total), result = await self._screen.background.call(lambda: _advanced(work.steps, seconds))
        except Exception as error:
            if self._is_wanted(work):
                del self._by_lane[work.lane]
                self.tell(f"{_SAYS[work.what]} failed: {reason(error)}")
            return True
        if not self._is_wanted(work):
            return True
        if ended:
            del self._by_lane[work.lane]
            work.done(cast("T", result))
        elif tell and self._screen.message in {"", self._told}:
            stops = self._screen.keymap.filled("{back} stops")
            self.tell(f"{_SAYS[work.what]}: {done:,} of {total:,}; {stops}")
        return ended


class _Work(Generic[T]):
    """What to call it, its steps, what is done with the result, while it is wanted."""

    def __init__(self, what: str, steps: Steps[T], done: Callable[[T], None], still: Callable[[], bool]) -> None:
        self.what, self.steps, self.done = what, steps, done
        self.lane = what if what == WRITE else ""
        self.still = _always if self.lane else still


def _always() -> bool:
    return True


def _advanced(steps: Steps[T], seconds: float) -> tuple[bool, tuple[int, int], T | None]:
    """Some steps on: whether that was the end, how far it is, and the result."""
    last, progress = monotonic() + seconds, (0, 0)
    while True:
        try:
            progress = next(steps)
        except StopIteration as stop:
            return True, progress, stop.value
        if monotonic() > last:
            return False, progress, None
