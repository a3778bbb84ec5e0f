"""Moving in a list or a page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.keys import Place

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_NO_LINKS = "There is no further link in this page"
_NO_FACTS = "There is no further fact in this page"


class Reading:
    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._list = screen.list
        self._page = screen.document

    def commands(self) -> dict[str, Callable[[], None]]:
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
            "next-match": lambda: self._step_match(1),
            "previous-match": lambda: self._step_match(-1),
            "redraw": self._screen.redraw,
        }

    @property
    def _in_list(self) -> bool:
        return self._screen.place is Place.LIST

    def _move(self, by: int) -> None:
        if self._in_list:
            self._list.move(by)
        else:
            self._page.scroll_by(by)

    def _move_screens(self, by: float) -> None:
        """A whole screen keeps one line of the last in view."""
        height = self._list.rows_in_view if self._in_list else self._page.height
        lines = max(height - 1, 1) if abs(by) == 1 else max(height // 2, 1)
        self._move(lines if by > 0 else -lines)

    def _to_end(self, direction: int) -> None:
        self._move(direction * max(len(self._list.source) if self._in_list else self._page.line_count(), 1))

    def _step_match(self, by: int) -> None:
        self._page.step_match(by)
        self.say_match()

    def say_match(self) -> None:
        page = self._page
        self._screen.say(f"{page.match + 1} of {len(page.matches)}" if page.matches else "Not found in this page")

    def _say_unless(self, moved: bool, words: str) -> None:
        if not moved:
            self._screen.say(words)
