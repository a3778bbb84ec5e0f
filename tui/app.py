"""The application: a screen, a defence, and nothing that blinks, moves or paints by itself."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import App
from textual.binding import BindingType
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from factsheets.safe_text import safe
from tui.ports import Backend
from tui.screens.browser import BrowserScreen
from tui.state import state_file
from tui.wire.driver import LineLost, WireDriver

_TERMINATED = 128 + signal.SIGTERM
_HUNG_UP = 128 + signal.SIGHUP


class Harmless(LineFilter):
    """The last gate before the wire: no control character, no hyperlink, no click, whoever drew the line.

    The views show marks for such characters already; here a mark takes the room of what it replaces.
    """

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text, style, _ = segment
    if not text.isprintable():
        text = "".join(each if each.isprintable() or safe(each) == each else "?" for each in text)
    if style is not None and (style.link or "@click" in style.meta):
        style = style.clear_meta_and_links()
    return Segment(text, style)


class BrowserApp(App[None], inherit_bindings=False):
    """Opens on the list of sheets; the library comes in as a `Backend`."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "factfile"

    def __init__(self, backend: Backend, env: Mapping[str, str] = os.environ) -> None:
        super().__init__()
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self._backend = backend
        self._browser = BrowserScreen(backend, state_file(backend.identity, env))
        if env.get("FACTFILE_DRIVER") != "stock":
            self.driver_class = WireDriver

    def get_default_screen(self) -> Screen[None]:
        return self._browser

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour the terminal's own two remain: Textual would send greys of its own choice."""
        stock = [NoColor() if isinstance(each, Monochrome) else each for each in super().get_line_filters()]
        return [*stock, Harmless()]

    def on_mount(self) -> None:
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._terminated)
        loop.add_signal_handler(signal.SIGHUP, self._hung_up)

    def repaint(self) -> None:
        """Every cell again, whatever the terminal is thought to show."""
        self.refresh(layout=True, repaint=True)
        if isinstance(self._driver, WireDriver):
            self._driver.repaint()

    def on_line_lost(self, _message: LineLost) -> None:
        """The end of a line that told nobody: SIGHUP was ignored, or the terminal is gone."""
        self._browser.save_now()
        self.exit(return_code=_HUNG_UP)

    def _terminated(self) -> None:
        self._browser.save_now()
        self.exit(return_code=_TERMINATED)

    def _hung_up(self) -> None:
        """Nobody is there to restore a terminal for: keep the place and go."""
        self._browser.save_now()
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGHUP)


def refuse_reason(env: Mapping[str, str]) -> str:
    """Why no screen can be drawn here, empty where one can."""
    if env.get("TERM", "") in {"", "dumb", "unknown"}:
        return "this terminal cannot draw a screen (TERM is not set, or dumb); use `factfile ask`, `find` or `show`"
    return ""


def run_browser(backend: Backend) -> int:
    """The exit code of a session."""
    app = BrowserApp(backend)
    app.run(mouse=False)
    return app.return_code or 0
