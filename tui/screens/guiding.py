"""What the status line says of keys: how to begin, what may follow a first key; and the choice of looks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from tui.cells import cell_width
from tui.config import NAME
from tui.ports import Row
from tui.screens.choices import matching
from tui.screens.controller import Command, Controller
from tui.views.themes import THEMES

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.app import BrowserApp
    from tui.screens.browser import BrowserScreen

Hints = list[tuple[str, str]]
PAUSE = 0.4
"""Seconds after which a first key is taken for a question; two in a row are mostly faster, and cost no drawing."""
_WELCOME = (("search", "search"), ("open", "open"), ("help", "keys that work here"), ("quit", "quit (all is kept)"))
_BETWEEN = 2
_NO_SHELL = "There is no shell to go to from here"


class Guiding(Controller):
    """`first` is a start that has no other behind it: until the first key the line says how to begin."""

    def __init__(self, screen: "BrowserScreen", *, first: bool) -> None:
        super().__init__(screen)
        self._first = first
        self._held = self._shown = ""
        self._timer: Timer | None = None

    def commands(self) -> Mapping[str, Command]:
        return {"theme": self._choose_looks, "suspend": self._suspend}

    def absent(self) -> Mapping[str, bool]:
        return {"suspend": self._screen.backend.kiosk}

    def begin(self) -> None:
        """What is wrong with the settings is told at once, and stays to be read among the problems."""
        problems = self._screen.config.problems
        if problems:
            self._screen.say(str(replace(problems[0], path=NAME)))

    def key(self) -> None:
        """Before each key."""
        self._first = False
        self._held = self._shown = ""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def hold(self, held: str) -> None:
        """After each key: the first of a pair, empty for none."""
        self._held = held
        if held:
            self._timer = self._screen.set_timer(PAUSE, self._show)

    def _show(self) -> None:
        self._shown = self._held
        self._screen.draw_lines()

    def hints(self, width: int) -> Hints:
        """The keys that the status line offers."""
        keymap, place = self._screen.keymap, self._screen.place
        working = self._screen.working()
        if self._shown and (following := keymap.following(place, self._shown, working)):
            return [(self._shown, ""), *following]
        welcome = [(keymap.first(ident), words) for ident, words in _WELCOME if ident in working]
        needed = sum(cell_width(f"{key} {words}") + _BETWEEN for key, words in welcome) - _BETWEEN
        return welcome if self._first and needed <= width else keymap.hints(place, working)

    def _choose_looks(self) -> None:
        rows = [Row(theme.id, theme.help, kind=theme.id) for theme in THEMES]

        async def taken(_text: str, row: Row) -> None:
            cast("BrowserApp", self._screen.app).draw_in(row.ref)
            self._screen.say(f"Until you quit; `theme: {row.ref}` in {NAME} keeps it")

        self._screen.choosing.ask("theme:", lambda text: matching(rows, text), taken)

    def _suspend(self) -> None:
        if self._screen.backend.kiosk:
            self._screen.say(_NO_SHELL)
        else:
            self._screen.save_now()
            self._screen.app.action_suspend_process()
