"""The application: a screen, a defence, and nothing that blinks, moves or paints by itself."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from rich.console import COLOR_SYSTEMS
from rich.segment import Segment
from textual import constants
from textual.app import App
from textual.binding import BindingType
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Offset
from textual.screen import Screen
from textual.worker import WorkerFailed

from factsheets.safe_text import safe
from tui.config import Config
from tui.crash_log import crash_log, keep_crash, told
from tui.ports import Backend
from tui.screens.browser import BrowserScreen
from tui.state import state_file
from tui.views.line_view import cursor_place
from tui.views.themes import Themed, chosen
from tui.wire.driver import LineLost, WireDriver
from tui.wire.terminal import NOT_A_SCREEN

CRASHED = 70
"""The exit code of an error of the browser's own (EX_SOFTWARE of sysexits.h)."""


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

    def __init__(self, backend: Backend, env: Mapping[str, str] = os.environ, config: Config | None = None) -> None:
        if constants.COLOR_SYSTEM not in {"auto", *COLOR_SYSTEMS}:
            constants.COLOR_SYSTEM = "auto"  # type: ignore[misc]  # the framework ends at any other value
        super().__init__(driver_class=None if env.get("FACTFILE_DRIVER") == "stock" else WireDriver)
        config = config or Config()
        self._themed = Themed(chosen(config.theme, env))
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self._disable_tooltips = self._disable_notifications = True  # two widgets less in every layout
        self.failure: Exception | None = None
        self.last_words = ""
        self._env = env
        self._browser = BrowserScreen(backend, state_file(backend.identity, env), config)

    def get_default_screen(self) -> Screen[None]:
        return self._browser

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour the terminal's own two remain: Textual would send greys of its own choice."""
        stock = [NoColor() if isinstance(each, Monochrome) else each for each in super().get_line_filters()]
        return [self._themed, *stock, Harmless()]

    def draw_in(self, theme: str) -> None:
        """Another theme, from now on."""
        self._themed = Themed(chosen(theme, self._env))
        self.refresh(layout=True, repaint=True)

    def _build_driver(self, *given: Any, **named: Any) -> Driver:
        """Before the terminal is taken, it is known how it is given back."""
        driver = super()._build_driver(*given, **named)
        if not driver.is_headless:
            self._mind_signals()
        return driver

    def _mind_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._ended, number)
        loop.add_signal_handler(signal.SIGHUP, self._hung_up)
        loop.set_exception_handler(self._failed)

    # The terminal

    def repaint(self) -> None:
        """Every cell again, whatever the terminal is thought to show."""
        self.refresh(layout=True, repaint=True)
        if isinstance(self._driver, WireDriver):
            self._driver.repaint()

    def send(self, sequence: str) -> bool:
        """Sets the terminal's clipboard: `ESC ] 52 ; c ; base64 BEL`. False where the terminal has none to set."""
        return isinstance(self._driver, WireDriver) and self._driver.send(sequence)

    def post_display_hook(self) -> None:
        """The cursor stands where the keys act, for braille displays and screen readers."""
        if self._running and not self.is_headless:
            self.cursor_position = Offset(*cursor_place(self.screen))

    # Ends

    @property
    def is_stuck(self) -> bool:
        """Whether the library's thread is in a call that nobody waits for any more: whatever it writes is whole."""
        return self._browser.background.stuck

    async def _shutdown(self) -> None:
        """Whatever led here, a key that waits for a library that does not answer does not keep the screen."""
        self._browser.background.abandon()
        await super()._shutdown()

    def fail(self, error: Exception) -> None:
        """Ends the browser by an error that is the library's, not its own: whoever began it says it."""
        self.failure = error
        self.exit()

    def on_line_lost(self, _message: LineLost) -> None:
        """The end of a line that told nobody: SIGHUP was ignored, or the terminal is gone."""
        self._hung_up()

    def _ended(self, number: int) -> None:
        self._keep_place()
        self.exit(return_code=128 + number)

    def _hung_up(self) -> None:
        """Nobody is there to restore a terminal for: keep the place and go."""
        self._keep_place()
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGHUP)

    def _keep_place(self) -> None:
        with suppress(Exception):  # what failed, or is not composed yet, may be what is to be saved
            self._browser.save_now()

    def _failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """An error in something that runs beside the messages: a task, a callback."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """The place is kept and one line said, instead of the framework's page of source code and values."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self.last_words:
            self._keep_place()
            path = crash_log(self._env)
            self.last_words = told(error, path, kept=keep_crash(error, path, self._env))
        self._return_code = CRASHED
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Nothing: `run_browser` says what there is to say."""
        self._exit_renderables.clear()


def refuse_reason(env: Mapping[str, str]) -> str:
    """Why no screen can be drawn here, empty where one can."""
    if env.get("TERM", "") in NOT_A_SCREEN:
        return "this terminal cannot draw a screen (TERM is not set, or dumb); use `factfile ask`, `find` or `show`"
    return ""


def run_browser(backend: Backend, config: Config | None = None) -> int:
    """The exit code of a session."""
    app = BrowserApp(backend, config=config)
    app.run(mouse=False)
    if app.failure is not None:
        raise app.failure
    if app.last_words:
        print(app.last_words, file=sys.stderr)  # noqa: T201 - the terminal is its own again
    code = app.return_code or 0
    if app.is_stuck:
        sys.stderr.flush()
        os._exit(code)
    return code
