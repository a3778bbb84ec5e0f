"""Keeping the browser what the library is: looked at while others index, after decisions, and between keys.

Nothing looks while nobody types and all is indexed, nothing is drawn where nothing changed, and no key waits for it
but the one that leaves a review in which something was decided, and those that need the library before it is open.
An index that turns out damaged is built anew and takes its own place.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from index.damage import DamagedError
from tui.background import reason
from tui.keys import Place
from tui.ports import Listing, Row, Rows
from tui.views.same_place import same_place

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.app import BrowserApp
    from tui.ports import Backend
    from tui.screens.browser import BrowserScreen

EVERY = 3.0
"""Seconds between two looks."""
PAUSE = 0.5
"""Seconds without a key before one."""
DAMAGED = "The index is damaged: it is being built anew"
MENDED = "The index was damaged and has been built anew"
CHANGED = "This page has changed in the library"
_MOST_MENDINGS = 3
"""In a session: a disk that damages what is written to it is not written to for ever."""


class Guarded:
    """Rows of an index; where they cannot be read there are none, and whoever can do something about it is told."""

    def __init__(self, rows: Rows, damaged: Callable[[], None]) -> None:
        self._rows = rows
        self._damaged = damaged

    def __len__(self) -> int:
        try:
            return len(self._rows)
        except DamagedError:
            self._damaged()
            return 0

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        try:
            return self._rows.rows(start, stop)
        except DamagedError:
            self._damaged()
            return ()


class CatchingUp:
    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._looking = self._decided = self._mending = False
        self._mended = 0
        self._looked = self._key = float("-inf")
        self._held: Backend | None = None
        self._told = ""
        self._stands, self._opened = asyncio.Event(), asyncio.Event()

    def begin(self) -> None:
        """Once the first screen is composed; what it does without is loaded when it stands."""
        backend = self._screen.backend
        if not backend.whole:
            self._screen.call_after_refresh(self._stands.set)
            self._beside(self._open)
            return
        self._opened.set()
        if backend.notice:
            self._tell(backend.notice)
        if backend.missing:
            self._soon()
        self._screen.call_after_refresh(lambda: self._screen.background.post(backend.warm))

    async def opened(self) -> None:
        """Until the library is open: keys that need it wait, in their order, and it waits for no screen any more.

        Where it does not open, they mean nothing any more.
        """
        self._stands.set()
        await self._opened.wait()
        if not self._screen.backend.whole:
            raise asyncio.CancelledError

    async def _open(self) -> None:
        """A library that cannot be opened ends the browser, as it would have before the first screen."""
        await self._stands.wait()
        try:
            found = await self._screen.background.call(self._screen.backend.newer)
        except Exception as error:
            self._app.fail(error)
        else:
            self._hold(found)
            await self._take()
        finally:
            self._opened.set()
        if self._screen.backend.notice:
            self._tell(self._screen.backend.notice)
        if self._screen.backend.missing:
            self._soon()

    @property
    def _app(self) -> "BrowserApp":
        app: BrowserApp = self._screen.app  # type: ignore[assignment]
        return app

    def _beside(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """A function, since a screen that is left before its turn comes would leave a coroutine that nobody awaits."""
        self._screen.run_worker(work)  # type: ignore[arg-type]  # its union of kinds of work hides this one

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
        elif not self._looking and self._screen.backend.whole:
            self._beside(self._look)

    async def _look(self) -> None:
        self._looking, self._decided = True, False
        try:
            found = await self._screen.background.call((self._held or self._screen.backend).newer)
        except Exception as error:
            self._tell(_told(error))
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
            self._held = self.guarded(found)

    async def _take(self) -> None:
        """Not under a chooser, whose rows may be those of the state before."""
        screen, new = self._screen, self._held
        if new is None or screen.place is Place.CHOOSER:
            return
        old, self._held = screen.backend, None
        screen.backend = new
        screen.panes.chooser.show(Listing())
        await screen.search.renew()
        await screen.tabling.renew()
        screen.background.post(old.close)
        screen.background.post(new.warm)
        if old.whole:
            await self._renew_page()
        if new.notice != old.notice:
            self._tell(new.notice)
        screen.list_changed()
        screen.draw_lines()

    async def _renew_page(self) -> None:
        """The open page as it is now, read on from where one was; one that is gone stays as it was read."""
        screen, view = self._screen, self._screen.document
        ref, place = view.page.ref, screen.place
        shown = place is Place.PAGE or (screen.previews and ref == screen.list.selected.ref)
        if not shown or not ref or ref.startswith("help/"):
            return
        try:
            page = await screen.background.call(lambda: screen.backend.pages.page(ref, screen.backend.lang))
        except Exception:
            return
        if view.page.ref == ref and screen.place is place and page != view.page:
            view.show(page, same_place(view.page, page, view.spot()))
            if place is Place.PAGE:
                self._tell(CHANGED)

    # An index that cannot be read

    def guarded(self, backend: "Backend") -> "Backend":
        return replace(backend, sheets=Guarded(backend.sheets, self.damaged))

    def damaged(self) -> None:
        """Once for each time that something cannot be read, however often it is tried."""
        if not self._mending and self._mended < _MOST_MENDINGS and self._screen.backend.whole:
            self._mending = True
            self._beside(self._mend)

    async def _mend(self) -> None:
        screen = self._screen
        self._mended += 1
        self._tell(DAMAGED)
        try:
            found = await screen.background.call(screen.backend.mend)
        except Exception as error:
            self._told = ""
            self._tell(_told(error))
            return
        finally:
            self._mending = False
        self._hold(found)
        await self._take()
        if screen.message == DAMAGED:
            screen.say(MENDED)
            screen.draw_lines()
        if screen.backend.missing:
            self._soon()

    def _tell(self, words: str) -> None:
        """Once, and not over another sentence."""
        if words and words != self._told and not self._screen.message:
            self._told = words
            self._screen.say(words)
            self._screen.draw_lines()


def _told(error: Exception) -> str:
    """The system has few words, which say nothing of what it was asked for."""
    words = reason(error)
    return f"The library cannot be read: {words}" if isinstance(error, OSError) and error.strerror else words
