"""A browser under Pilot: keys go in, the text on the screen comes out."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

from tests.test_tui.fakes import fake_backend
from tui.app import BrowserApp
from tui.config import Config
from tui.keys import Place
from tui.ports import Backend
from tui.screens.browser import BrowserScreen

_WAITS = 500


class Desk:
    """One session at one terminal."""

    def __init__(self, app: App[None], pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> BrowserScreen:
        assert isinstance(self.app.screen, BrowserScreen)
        return self.app.screen

    def at(self, place: Place) -> bool:
        return self.screen.place is place

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if each == " " else each for each in text))
        await self.screen.search.settled()
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(_WAITS):
            if condition():
                return
            await self.pilot.pause(0.02)
        raise AssertionError("it never came\n" + self.text)

    def strips(self) -> list[Strip]:
        return self.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def status(self) -> str:
        return self.lines[-1]


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def state_home(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def browse(state_home: Path) -> Open:
    """`async with browse(backend, size=(80, 24)) as desk`"""

    @asynccontextmanager
    async def opened(
        backend: Backend | None = None, size: tuple[int, int] = (80, 24), config: Config | None = None
    ) -> AsyncIterator[Desk]:
        app = BrowserApp(backend or fake_backend(), {"XDG_STATE_HOME": str(state_home)}, config)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Desk(app, pilot)

    return opened
