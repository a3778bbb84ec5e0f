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
        self.wanted = EditLine()
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
            "find": self._begin_find,
            "help": chooser.keys,
            "palette": chooser.palette,
            "outline": chooser.outline,
            "accept": self._accept,
            "choose": chooser.accept,
            "complete": chooser.complete,
            "take": self._take,
            "cursor-right": self._right,
            "accept-find": self._accept_find,
            "leave": self._leave,
            "row-down": lambda: self._move(1),
            "row-up": lambda: self._move(-1),
            "rows-down": lambda: self._move(self._rows.rows_in_view),
            "rows-up": lambda: self._move(-self._rows.rows_in_view),
        }

    @property
    def line(self) -> EditLine:
        """The line that has the keyboard."""
        match self._screen.place:
            case Place.CHOOSER:
                return self._screen.choosing.line
            case Place.FIND:
                return self.wanted
            case _:
                return self._screen.search.line

    @property
    def _rows(self) -> ListView:
        return self._screen.chooser if self._screen.place is Place.CHOOSER else self._screen.list

    def insert(self, text: str) -> None:
        self.line.insert(text)
        self._changed()

    def _editing(self, edit: Callable[[EditLine], None]) -> Callable[[], None]:
        def run() -> None:
            before = self.line.text
            edit(self.line)
            if self.line.text != before:
                self._changed()

        return run

    def _take(self) -> None:
        if self._screen.search.take():
            self._changed()

    def _right(self) -> None:
        """At the end of the search line, Right takes what stands dimly behind it."""
        if self._screen.place is Place.SEARCH and self.line.cursor == len(self.line.text):
            self._take()
        else:
            self.line.right()

    def _changed(self) -> None:
        self._touched = True
        if self._screen.place is Place.SEARCH:
            self._screen.search.changed()
        elif self._screen.place is Place.CHOOSER:
            self._screen.choosing.changed()

    def _move(self, by: int) -> None:
        self._rows.move(by)
        if self._screen.place is Place.SEARCH:
            self._screen.list_changed()

    def _begin_search(self) -> None:
        """Starts an empty line, so that what is typed ahead is all there is; the old results stay until then."""
        self._from_page = self._screen.place is Place.PAGE
        self._before, self._touched = self._screen.search.line.text, False
        self._screen.travel.to_list()
        self._screen.search.line.set("")
        self._screen.enter(Place.SEARCH)

    def _begin_find(self) -> None:
        self.wanted.set("")
        self._screen.enter(Place.FIND)

    async def _clear(self) -> None:
        await self._screen.search.restore("", 0)

    async def _accept(self) -> None:
        await self._screen.search.settled()
        row = self._screen.list.selected
        if row.kind == SAVED:
            await self._screen.search.run(row)
            return
        self._restore_untouched()
        await self._screen.travel.open(row.ref)

    def _accept_find(self) -> None:
        self._screen.enter(Place.PAGE)
        if self.wanted.text.strip():
            self._screen.document.find(self.wanted.text)
            self._screen.reading.say_match()

    async def _leave(self) -> None:
        """Out of the search to its results, or back to the page when nothing was typed."""
        place = self._screen.place
        if place is Place.CHOOSER:
            self._screen.choosing.leave()
        elif place is Place.FIND:
            self._screen.enter(Place.PAGE)
        else:
            self._restore_untouched()
            self._screen.enter(Place.LIST)
            if self._from_page and not self._touched:
                await self._screen.perform("older")

    def _restore_untouched(self) -> None:
        if not self._touched:
            self._screen.search.line.set(self._before)
