"""Moving in a list or a page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.screens.controller import Command, Controller
from tui.screens.panes import REVIEWS
from tui.views.document_view import DocumentView
from tui.views.list_view import ListView
from tui.views.source_view import SourceView
from tui.views.table_view import TableView

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_PAGES = {Place.PAGE, Place.FIND, Place.SAMPLE, Place.HINTS}
_NO_LINKS = "There is no further link in this page"
_NO_FACTS = "There is no further fact in this page"


class Reading(Controller):
    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self._page = screen.document

    def commands(self) -> Mapping[str, Command]:
        return {
            "down": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "page-down": lambda: self._move_screens(1),
            "page-up": lambda: self._move_screens(-1),
            "half-down": lambda: self._move_screens(0.5),
            "half-up": lambda: self._move_screens(-0.5),
            "top": lambda: self._to_end(-1),
            "bottom": lambda: self._to_end(1),
            "next-link": lambda: self._say_unless(self._page.step_link(1), _NO_LINKS),
            "previous-link": lambda: self._say_unless(self._page.step_link(-1), _NO_LINKS),
            "next-fact": lambda: self._say_unless(self._page.step_fact(1), _NO_FACTS),
            "previous-fact": lambda: self._say_unless(self._page.step_fact(-1), _NO_FACTS),
        }

    def absent(self) -> Mapping[str, bool]:
        no_links, no_facts = not self._page.laid_out.links, not self._page.fact_blocks()
        links = dict.fromkeys(("next-link", "previous-link", "hints"), no_links)
        return {**links, "next-fact": no_facts, "previous-fact": no_facts}

    def heading(self, place: Place) -> tuple[str, str] | None:
        """The library where the page itself begins with its title."""
        if place not in _PAGES:
            return None
        words = self._screen.backend.name if self._page.shows_title else self._page.page.title
        return words, self._page.progress()

    @property
    def _view(self) -> ListView | SourceView | DocumentView | TableView:
        """What is moved in here."""
        panes, place = self._screen.panes, self._screen.place
        if place in REVIEWS:
            return panes.source
        if place is Place.TABLE:
            return panes.table
        return {Place.LIST: panes.list, Place.QUEUE: panes.queue}.get(place, panes.document)

    def _move(self, by: int) -> None:
        view = self._view
        if isinstance(view, ListView | TableView):
            view.move(by)
        elif isinstance(view, DocumentView):
            view.scroll_by(by)
        else:
            view.scroll_lines_to(view.top + by)

    def _move_screens(self, by: float) -> None:
        """A whole screen keeps one line of the last in view."""
        view = self._view
        height = view.rows_in_view if isinstance(view, ListView | TableView) else view.height
        lines = max(height - 1, 1) if abs(by) == 1 else max(height // 2, 1)
        self._move(lines if by > 0 else -lines)

    def _to_end(self, direction: int) -> None:
        view = self._view
        self._move(direction * max(len(view.source) if isinstance(view, ListView) else view.line_count(), 1))

    def _say_unless(self, moved: bool, words: str) -> None:
        if not moved:
            self._screen.say(words)
