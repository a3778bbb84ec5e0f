"""Finding words in the page: the first place shows while one types, and leaving goes back to where one was."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.screens.controller import Command, Controller
from tui.views.document_view import Spot
from tui.views.edit_line import EditLine
from tui.views.finding import MOST

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen


class Finding(Controller):
    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self._page = screen.document
        self._wanted = EditLine()
        self._start = Spot()
        self._touched = False

    def commands(self) -> Mapping[str, Command]:
        return {
            "find": self._begin,
            "accept-find": self._accept,
            "next-match": lambda: self._step(1),
            "previous-match": lambda: self._step(-1),
        }

    def absent(self) -> Mapping[str, bool]:
        return {"next-match": not self._page.matches, "previous-match": not self._page.matches}

    def line(self, place: Place) -> "tuple[str, EditLine] | None":
        return ("find:", self._wanted) if place is Place.FIND else None

    def heading(self, place: Place) -> tuple[str, str] | None:
        if place is not Place.FIND or not self._wanted.text.strip():
            return None
        return self._page.page.title, self._count() or "not found"

    def changed(self, place: Place) -> None:
        if place is Place.FIND:
            self._touched = True
            self._page.find(self._wanted.text, self._start)

    def leave(self) -> None:
        """Back to where one was; what was found before stays found where nothing was typed."""
        if self._touched:
            self._page.forget_found()
            self._page.restore(self._start)
        self._screen.enter(Place.PAGE)

    def _begin(self) -> None:
        self._wanted.set("")
        self._start, self._touched = self._page.spot(), False
        self._screen.enter(Place.FIND)

    def _accept(self) -> None:
        self._screen.enter(Place.PAGE)
        if self._wanted.text.strip():
            self._say()

    def _step(self, by: int) -> None:
        self._page.step_match(by)
        self._say()

    def _say(self) -> None:
        self._screen.say(self._count() or "Not found in this page")

    def _count(self) -> str:
        found = self._page.matches
        more = f"more than {MOST:,}" if found.more else str(len(found))
        return f"{self._page.match + 1} of {more}" if found else ""
