"""Keeping the browser what the library is: looked at while others index, after decisions, and between keys.

Nothing looks while nobody types and all is indexed, nothing is drawn where nothing changed, and no key waits for it
but the one that leaves a review in which something was decided.
"""

from time import monotonic
from typing import TYPE_CHECKING

from tui.background import reason
from tui.keys import Place
from tui.ports import Listing

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.ports import Backend
    from tui.screens.browser import BrowserScreen

EVERY = 3.0
"""Seconds between two looks."""
PAUSE = 0.5
"""Seconds without a key before one."""


class CatchingUp:
    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._looking = self._decided = False
        self._looked = self._key = float("-inf")
        self._held: Backend | None = None
        self._told = ""

    def begin(self) -> None:
        if self._screen.backend.notice:
            self._tell(self._screen.backend.notice)
        if self._screen.backend.missing:
            self._soon()

    def key(self) -> None:
        """After each key."""
        self._key = monotonic()
        self._soon()

    def decided(self) -> None:
        """Something was written in this session."""
        self._decided = True

    async def after_decisions(self) -> None:
        """What was decided shows in what comes next."""
        if self._decided:
            await self._look()

    def _soon(self) -> None:
        if self._timer is None:
            wait = max(self._looked + EVERY, self._key + PAUSE) - monotonic()
            self._timer = self._screen.set_timer(max(wait, 0.01), self._due)

    def _due(self) -> None:
        self._timer = None
        if monotonic() < self._key + PAUSE:
            self._soon()
        elif not self._looking:
            self._screen.run_worker(self._look())

    async def _look(self) -> None:
        self._looking, self._decided = True, False
        try:
            found = await self._screen.background.call((self._held or self._screen.backend).newer)
        except Exception as error:
            self._tell(reason(error))
            return
        finally:
            self._looking, self._looked = False, monotonic()
        self._told = ""
        self._hold(found)
        await self._take()
        if self._screen.backend.missing:
            self._soon()

    def _hold(self, found: "Backend | None") -> None:
        if found is not None:
            if self._held is not None:
                self._screen.background.post(self._held.close)
            self._held = found

    async def _take(self) -> None:
        """Not under a chooser, whose rows may be those of the state before."""
        screen, new = self._screen, self._held
        if new is None or screen.place is Place.CHOOSER:
            return
        old, self._held = screen.backend, None
        screen.backend = new
        screen.panes.chooser.show(Listing())
        await screen.search.renew()
        screen.background.post(old.close)
        if new.notice != old.notice:
            self._tell(new.notice)
        screen.list_changed()
        screen.draw_lines()

    def _tell(self, words: str) -> None:
        """Once, and not over another sentence."""
        if words and words != self._told and not self._screen.message:
            self._told = words
            self._screen.say(words)
            self._screen.draw_lines()
