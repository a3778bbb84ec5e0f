"""Typing: which line has the keyboard, and what editing, accepting and leaving mean in it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.screens.seeking import SAVED
from tui.views.edit_line import EditLine
from tui.views.list_view import ListView

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_EDITS: dict[str, Callable[[EditLine], None]] = {
    "erase": EditLine.erase,
    "erase-next": EditLine.erase_next,
    "erase-word": EditLine.erase_word,
    "erase-line": EditLine.erase_line,
    "erase-end": EditLine.erase_end,
    "cursor-left": EditLine.left,
    "cursor-start": EditLine.start,
    "cursor-end": EditLine.end,
}


class Typing:
    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._before = ""
        self._from_page = False
        self._touched = False

    def commands(self) -> dict[str, Callable[[], Awaitable[None] | None]]:
        chooser = self._screen.choosing
        edits = {name: self._editing(edit) for name, edit in _EDITS.items()}
        return {
            **edits,
            "search": self._begin_search,
            "clear": self._clear,
            "help": chooser.keys,
            "palette": chooser.palette,
            "outline": chooser.outline,
            "accept": self._accept,
            "choose": chooser.accept,
            "complete": chooser.complete,
            "take": self._take,
            "cursor-right": self._right,
            "leave": self._leave,
            "row-down": lambda: self._move(1),
            "row-up": lambda: self._move(-1),
            "rows-down": lambda: self._move(self._rows.rows_in_view),
            "rows-up": lambda: self._move(-self._rows.rows_in_view),
        }

    def absent(self) -> dict[str, bool]:
        screen = self._screen
        return {
            "accept": not len(screen.list.source),
            "choose": not (len(screen.chooser.source) or screen.choosing.asks),
            "clear": not screen.search.query,
            "take": screen.search.proposal is None,
        }

    @property
    def line(self) -> EditLine:
        """The line that has the keyboard."""
        match self._screen.place:
            case Place.CHOOSER:
                return self._screen.choosing.line
            case Place.SEARCH:
                return self._screen.search.line
            case place:
                own = (each.line(place) for each in self._screen.controllers)
                return next(typed[1] for typed in own if typed)

    @property
    def _rows(self) -> ListView:
        return self._screen.chooser if self._screen.place is Place.CHOOSER else self._screen.list

    async def insert(self, text: str) -> None:
        self.line.insert(text)
        await self._changed()

    def _editing(self, edit: Callable[[EditLine], None]) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            before = self.line.text
            edit(self.line)
            if self.line.text != before:
                await self._changed()

        return run

    async def _take(self) -> None:
        if self._screen.search.take():
            await self._changed()

    async def _right(self) -> None:
        """At the end of the search line, Right takes what stands dimly behind it."""
        if self._screen.place is Place.SEARCH and self.line.cursor == len(self.line.text):
            await self._take()
        else:
            self.line.right()

    async def _changed(self) -> None:
        self._touched = True
        if self._screen.place is Place.SEARCH:
            self._screen.search.changed()
        elif self._screen.place is Place.CHOOSER:
            await self._screen.choosing.changed()
        for each in self._screen.controllers:
            each.changed(self._screen.place)

    async def _move(self, by: int) -> None:
        """Among the rows of what is typed now, which may still be looked for."""
        searches = self._screen.place is Place.SEARCH
        await (self._screen.search.settled() if searches else self._screen.choosing.shown())
        self._rows.move(by)
        if searches:
            self._screen.list_changed()

    def _begin_search(self) -> None:
        """Starts an empty line, so that what is typed ahead is all there is; the old results stay until then."""
        self._from_page = self._screen.place in {Place.PAGE, Place.TABLE}
        self._before, self._touched = self._screen.search.line.text, False
        self._screen.travel.to_list()
        self._screen.search.line.set("")
        self._screen.enter(Place.SEARCH)

    async def _clear(self) -> None:
        if self._screen.search.query:
            await self._screen.search.restore("", 0)
        else:
            self._screen.say("Every sheet is listed")

    async def _accept(self) -> None:
        await self._screen.search.settled()
        row = self._screen.list.selected
        if row.kind == SAVED:
            await self._screen.search.run(row.text)
            return
        self._restore_untouched()
        await self._screen.travel.open(row.ref)

    async def _leave(self) -> None:
        """Out of the search to its results, or back to the page when nothing was typed."""
        place = self._screen.place
        if place is Place.CHOOSER:
            self._screen.choosing.leave()
        elif place is Place.FIND:
            self._screen.finding.leave()
        elif place is Place.FILTER:
            await self._screen.tabling.drop_filter()
        else:
            await self._screen.search.settled()
            self._restore_untouched()
            self._screen.enter(Place.LIST)
            if self._from_page and not self._touched:
                await self._screen.perform("older")

    def _restore_untouched(self) -> None:
        if not self._touched:
            self._screen.search.line.set(self._before)
