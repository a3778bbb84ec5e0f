"""The chooser: a list with a filter, for the palette, the help, the sections of a page and the names in it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.ports import Found, Listing, Row, Rows
from tui.screens import choices
from tui.screens.seeking import Newest
from tui.views.edit_line import EditLine

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_KEY_COLUMN = 22
_KIND_COLUMN = 8
_NOTHING = ("Nothing by that name.",)


class Chooser:
    """Opens over the list; `origin` is the place that one returns to."""

    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._newest = Newest(self._find, self._show)
        self._rows: Callable[[str, Found], Rows] = lambda _text, _found: Listing()
        self._searches = False
        self._column = 0
        self.line = EditLine()
        self.prompt = ""
        self.origin = Place.LIST

    def keys(self) -> None:
        """The help: the keys that work where one is, then the guide."""
        rows = [*choices.keys_that_work(self._screen.place, self._screen.working()), *choices.guide()]
        self._open("?", lambda text, _: Listing(choices.matching(rows, text)), _KEY_COLUMN)

    def palette(self) -> None:
        own = choices.actions(self._screen.place, self._screen.working())
        backend = self._screen.backend

        def offer(text: str, found: Found) -> Rows:
            if text.strip():
                return choices.by_name(own, backend.names, found, text)
            return choices.Joined(Listing(own), backend.names, backend.sheets)

        self._open(":", offer, _KIND_COLUMN, searches=True)

    def among(self, prompt: str, rows: Sequence[Row]) -> None:
        column = _KIND_COLUMN if any(row.kind for row in rows) else 0
        self._open(prompt, lambda text, _: Listing(choices.matching(rows, text)), column)

    def outline(self) -> None:
        if sections := choices.outline(self._screen.document.page):
            self.among("section:", sections)
        else:
            self._screen.say("This page has no sections")

    def changed(self) -> None:
        self._newest.want(self.line.text)

    async def accept(self) -> None:
        """What is chosen is done where one came from."""
        await self._newest.settled()
        ref = self._screen.chooser.selected.ref
        if not ref:
            return
        self.leave()
        if ref.startswith(choices.ACTION):
            await self._screen.perform(ref.removeprefix(choices.ACTION))
        elif ref.startswith(choices.JUMP):
            self._screen.document.jump_to_block(int(ref.removeprefix(choices.JUMP)))
        else:
            await self._screen.travel.open(ref)

    def leave(self) -> None:
        self._screen.enter(self.origin)

    def _open(self, prompt: str, rows: Callable[[str, Found], Rows], column: int, *, searches: bool = False) -> None:
        self.origin = self._screen.place
        self._rows, self._column, self._searches, self.prompt = rows, column, searches, prompt
        self.line.set("")
        self._show("", Found(()))
        self._screen.enter(Place.CHOOSER)

    async def _find(self, text: str) -> Found:
        return await self._screen.search.suggest(text) if self._searches else Found(())

    def _show(self, text: str, found: Found) -> None:
        self._screen.chooser.show(self._rows(text, found), kind_width=self._column, empty=_NOTHING)
