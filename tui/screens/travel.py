"""Opening what is referred to, and coming back to where one was."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.background import reason
from tui.cells import shorten_left
from tui.keys import Place, keys_page
from tui.page import Page
from tui.ports import Row
from tui.review_page import QUEUE, REVIEW
from tui.screens.choices import NAMED, named_in
from tui.state import LIST, Visit
from tui.views.document_view import Spot

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_OF_A_SHEET = {"sheet", "fact", "evidence", "source"}


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

    def commands(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "open": lambda: self.open(self._list.selected.ref),
            "page-pane": lambda: self.open(self._list.selected.ref),
            "follow": self._follow,
            "back": lambda: self._walk(-1),
            "older": lambda: self._walk(-1),
            "newer": lambda: self._walk(1),
            "evidence": self._evidence,
            "backlinks": self._backlinks,
            "print": self._print,
            "problems": lambda: self.open("problems"),
        }

    async def open(self, ref: str) -> None:
        """A step forward; where nothing can be shown, a sentence and no step."""
        self.remember()
        if ref and await self._present(ref):
            self._screen.history.go(Visit(ref))

    async def _present(self, ref: str, spot: Spot | None = None) -> bool:
        if ref.startswith((REVIEW, QUEUE)):
            return await self._screen.review.present(ref)
        page = await self.load(ref)
        if page is None:
            return False
        self._page.show(page, spot)
        self._screen.enter(Place.PAGE)
        return True

    async def load(self, ref: str) -> Page | None:
        """One thing that cannot be read never ends the browser, whatever is wrong with it."""
        if ref == "help/keys":
            return keys_page()
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
        if here.ref.startswith((REVIEW, QUEUE)):
            here.ref = self._screen.review.ref(self._screen.base) or here.ref
        elif here.ref == LIST:
            here.query, here.row = self._screen.search.query, self._list.cursor
        elif self._screen.base in {Place.PAGE, Place.FIND}:
            spot = self._page.spot()
            here.block, here.offset, here.link, here.marked = spot.block, spot.offset, spot.link, spot.marked

    def to_list(self) -> None:
        """The list becomes the next step, unless one is on it."""
        if self._screen.history.here.ref != LIST:
            self.remember()
            self._screen.history.go(Visit(LIST))

    async def preview(self, row: Row) -> None:
        """Beside the list, without a step: only if the list still stands on that row when the page is there."""
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
        return await self._present(visit.ref, Spot(visit.block, visit.offset, visit.link, visit.marked))

    async def _follow(self) -> None:
        if ref := self._page.link_ref:
            await self.open(ref)
        else:
            self._screen.say("Tab marks a link, Enter follows it")

    @property
    def fact(self) -> str:
        """The reference of the fact that a key acts on, empty for none."""
        if self._screen.place is Place.LIST:
            ref = self._list.selected.ref
            return ref if ref.startswith("fact/") else ""
        return self._page.fact

    async def _evidence(self) -> None:
        if fact := self.fact:
            await self.open(evidence_of(fact))
        else:
            self._screen.say("No fact is marked here")

    async def _backlinks(self) -> None:
        ref = self._page.link_ref
        if ref.startswith(NAMED):
            await self.open(ref)
        elif self._page.page.ref.startswith(NAMED):
            self._screen.say("This page gathers what mentions it")
        elif named := named_in(self._page.page):
            self._screen.choosing.among("mentions of:", named)
        else:
            self._screen.say("This page links to no actor, tool or place")

    @property
    def printable(self) -> str:
        """The sheet that would be printed, empty for none."""
        on_page = self._screen.place is Place.PAGE
        return sheet_of(self._page.page.ref if on_page else self._list.selected.ref)

    async def _print(self) -> None:
        sheet = self.printable
        if not sheet:
            self._screen.say("Only a sheet can be printed: open one, then p")
            return
        try:
            path = await self._screen.background.call(lambda: self._screen.backend.print_sheet(sheet))
        except Exception as error:
            self._screen.say(f"{sheet} was not printed: {reason(error)}")
        else:
            self._screen.say("Printed to " + shorten_left(str(path), self._screen.size.width - 12))
