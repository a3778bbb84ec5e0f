"""Opening what is referred to, and coming back to where one was."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.background import reason
from tui.keys import Place
from tui.page import Page
from tui.ports import Row
from tui.screens.seeking import SAVED
from tui.state import LIST, Visit
from tui.views.document_view import Spot

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.screens.browser import BrowserScreen

_PREVIEW_AFTER = 0.3

_OF_A_SHEET = {"sheet", "fact", "evidence", "source", "citing"}


def sheet_of(ref: str) -> str:
    """The id of the sheet that a reference belongs to, empty for an actor's page and the like."""
    kind, _, rest = ref.partition("/")
    return rest.split("/", 1)[0] if kind in _OF_A_SHEET else ""


def evidence_of(ref: str) -> str:
    """The reference of a fact's passage."""
    return "evidence/" + ref.removeprefix("fact/")


class Travel:
    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._list = screen.list
        self._page = screen.document
        self._preview: Timer | None = None

    def commands(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "open": self._open_selected,
            "page-pane": self._open_selected,
            "back": lambda: self._walk(-1),
            "older": lambda: self._walk(-1),
            "newer": lambda: self._walk(1),
            "problems": lambda: self.open("problems"),
        }

    def absent(self) -> dict[str, bool]:
        row, history = self._list.selected, self._screen.history
        return {
            "open": not (row.ref or row.kind == SAVED),
            "page-pane": not (self._screen.wide and row.ref),
            "older": not history.has_older,
            "newer": not history.has_newer,
            "problems": not self._screen.problem_count,
        }

    async def _open_selected(self) -> None:
        row = self._list.selected
        if row.kind == SAVED:
            await self._screen.search.run(row.text)
        elif row.ref:
            await self.open(row.ref)
        else:
            self._screen.say("There is nothing to open in the list")

    async def open(self, ref: str) -> None:
        """A step forward; where nothing can be shown, a sentence and no step."""
        await self.visit(Visit(ref))

    async def visit(self, visit: Visit) -> None:
        """The same, as it stood at an earlier visit."""
        self.remember()
        spot = Spot(visit.block, visit.offset, visit.link, visit.marked)
        if visit.ref and await self._present(visit, None if spot == Spot() else spot):
            self._screen.history.go(replace(visit))

    async def _present(self, visit: Visit, spot: Spot | None) -> bool:
        ref = visit.ref
        for each in self._screen.controllers:
            if each.presents(ref):
                return await each.present(visit)
        page = await self.load(ref)
        if page is None:
            return False
        self._page.show(page, spot)
        self._screen.enter(Place.PAGE)
        return True

    async def load(self, ref: str) -> Page | None:
        """One thing that cannot be read never ends the browser, whatever is wrong with it."""
        if ref == "help/keys":
            return self._screen.keymap.page()
        try:
            return await self._screen.background.call(lambda: self._page_of(ref))
        except KeyError:
            self._screen.say(f"The library has nothing under {ref}")
        except Exception as error:
            self._screen.say(f"{ref} cannot be shown: {reason(error)}")
        return None

    def _page_of(self, ref: str) -> Page:
        backend = self._screen.backend
        return backend.pages.page(ref, backend.lang)

    def remember(self) -> None:
        """Puts down where one is, before leaving and before saving."""
        here, typed = self._screen.history.here, self._screen.choosing.typed
        if typed:
            self._screen.history.typed = typed
        if here.ref == LIST:
            here.query, here.row = self._screen.search.query, self._list.cursor
        elif owner := next((each for each in self._screen.controllers if each.presents(here.ref)), None):
            owner.remember(here)
        elif self._screen.base in {Place.PAGE, Place.FIND, Place.HINTS}:
            spot = self._page.spot()
            here.block, here.offset, here.link, here.marked = spot.block, spot.offset, spot.link, spot.marked
            here.title = self._page.page.title

    def to_list(self) -> None:
        """The list becomes the next step, unless one is on it."""
        if self._screen.history.here.ref != LIST:
            self.remember()
            self._screen.history.go(Visit(LIST))

    def follow_list(self) -> None:
        """A page beside the list follows it, once it has stood still for a moment."""
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
        screen, row = self._screen, self._list.selected
        if screen.previews and row.ref:
            self._preview = screen.set_timer(_PREVIEW_AFTER, lambda: screen.run_worker(self._show_beside(row)))

    async def _show_beside(self, row: Row) -> None:
        """Without a step of the history: only if the list still stands on that row when the page is there."""
        page = await self.load(row.ref)
        screen = self._screen
        if page is not None and screen.previews and self._list.selected.ref == row.ref:
            self._page.show(page)

    async def _walk(self, by: int) -> None:
        """One step along the history; stops that are gone from the library are dropped on the way."""
        history = self._screen.history
        self.remember()
        await self._screen.catching_up.after_decisions()
        start = history.here
        while history.has_older if by < 0 else history.has_newer:
            visit = history.step(by)
            if await self._revisit(visit):
                return
            history.visits.remove(visit)
            history.at = history.visits.index(start)
        if by < 0 and start.ref != LIST:
            self.to_list()
            self._screen.enter(Place.LIST)
        elif not self._screen.message:
            self._screen.say("This is the oldest step" if by < 0 else "This is the newest step")

    async def _revisit(self, visit: Visit) -> bool:
        if visit.ref == LIST:
            await self._screen.search.restore(visit.query, visit.row)
            self._screen.enter(Place.LIST)
            return True
        return await self._present(visit, Spot(visit.block, visit.offset, visit.link, visit.marked))

    @property
    def fact(self) -> str:
        """The reference of the fact that a key acts on, empty for none."""
        if self._screen.place is Place.LIST:
            ref = self._list.selected.ref
            return ref if ref.startswith("fact/") else ""
        return self._screen.tabling.fact if self._screen.place is Place.TABLE else self._page.fact
