"""The page of totals over what a table shows."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.page import Block, Kind, Page, Span
from tui.screens.working import Steps, Working
from tui.state import Visit
from tui.views.document_view import Spot
from tui.views.same_place import same_place

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen
    from tui.tables.desk import TableDesk

TOTALS = "totals/"
_ADDING = "Adding up ..."


class Adding:
    """`opened` gives the table of a reference, None for one that is not there, which it says."""

    def __init__(
        self, screen: "BrowserScreen", working: Working, opened: "Callable[[str], Awaitable[TableDesk | None]]"
    ) -> None:
        self._screen, self._working, self._opened = screen, working, opened
        self._view = ""

    async def present(self, visit: Visit) -> bool:
        """Of a large library the page stands empty until all is read."""
        screen, ref = self._screen, visit.ref
        desk = await self._opened(ref.removeprefix(TOTALS))
        if desk is None:
            return False
        spot = Spot(visit.block, visit.offset, visit.link, visit.marked)
        screen.document.show(Page(ref, _ADDING, (Block(Kind.TEXT, (Span(_ADDING),)),)))
        screen.enter(Place.PAGE)
        self._view = visit.view

        def show(page: Page) -> None:
            screen.document.show(page, None if spot == Spot() else spot)
            screen.enter(screen.place)

        await self._add_up(desk, ref, show)
        return True

    async def renewed(self) -> bool:
        """Whether the open page is one of totals, which are then those of the library as it is now."""
        screen, ref = self._screen, self._screen.document.page.ref
        if screen.place is not Place.PAGE or not ref.startswith(TOTALS):
            return False
        desk = await self._opened(ref.removeprefix(TOTALS))

        def show(page: Page) -> None:
            view = screen.document
            if page != view.page:
                view.show(page, same_place(view.page, page, view.spot()))
                screen.enter(screen.place)

        if desk is not None:
            await self._add_up(desk, ref, show)
        return True

    async def _add_up(self, desk: "TableDesk", ref: str, show: Callable[[Page], None]) -> None:
        screen, view = self._screen, self._view

        def still() -> bool:
            return screen.place is Place.PAGE and screen.document.page.ref == ref

        def steps() -> Steps[Page]:
            rows = yield from desk.arranged(view)
            desk.show(rows)
            return (yield from desk.totals(ref))

        await self._working.do("totals", steps(), show, still)

    def remember(self, visit: Visit) -> None:
        page = self._screen.document.page
        if page.ref == visit.ref:
            visit.title = page.title if page.title != _ADDING else ""
            spot = self._screen.document.spot()
            visit.block, visit.offset, visit.link, visit.marked = spot.block, spot.offset, spot.link, spot.marked
