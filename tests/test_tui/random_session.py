"""A session of random keys, resizes and updates, what it draws sent twice: as it is written, and over the wire."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyte
from textual import events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot

from tests.cell_screen import CellScreen, differences
from tests.test_tui.fakes import BLANK, FakeLibrary, fake_backend, fake_library, heading, text
from tui.app import BrowserApp
from tui.page import Page
from tui.ports import Listing, Row
from tui.screens.browser import BrowserScreen
from tui.wire.canvas import Canvas
from tui.wire.strokes import Strokes

WORDS = (
    "surveillance budget of 2025",
    "漢字かな交じり文 の 題名",
    "한국어 제목 — 예산",
    "cafe\u0301 na\u0131\u0308ve Z\u0335alg\u0301o\u0302",
    "👩\u200d🔬 family 👨\u200d👩\u200d👧 done",
    "flags 🇫🇷🇪🇸 and 🙂🏽 tones",
    "✈\ufe0f ☂\ufe0f hearts ❤\ufe0f",
    "עברית ועוד 12 שקלים",
    "العقد بقيمة ٣ ملايين",
    "\u202eoverride\u202c and \u200bzero",
    "½ × 3 → 1,5 · “quoted” …",
    "\x1b[31mred\x1b]52;c;YQ==\x07 \x9b1m",
    "ไทย ภาษา हिन्दी क्षि",
    "ﬁ ligature ǆ ﷽",
)
KEYS = (
    *("down",) * 6,
    *("up",) * 3,
    *("pagedown", "pageup", "space", "j", "k", "G", "g", "g"),
    *("enter",) * 4,
    *("escape",) * 3,
    *("backspace", "ctrl+l", "tab", "shift+tab", "slash", "c", "l", "a", "n", "N", "F", "question_mark", "colon", "o"),
    *("ctrl+o", "v", "f", "s", "dollar_sign", "t", "l", "b", "left", "right", "home", "end"),
)
CHARACTERS = {"space": " ", "slash": "/", "question_mark": "?", "colon": ":", "dollar_sign": "$"}
SIZES = ((80, 24), (40, 10), (131, 30), (60, 16), (200, 12))
PIECES = (None, None, 40, 200)


class Doubled(Driver):
    """Writes to one screen what it is given, to another what the wire makes of it, bit by bit and not at once."""

    dice = random.Random(0)  # noqa: S311 - a seeded sample

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._begin(*SIZES[0])

    def _begin(self, width: int, height: int) -> None:
        self._size = width, height
        self.screens = CellScreen(width, height), CellScreen(width, height)
        self._straight, self._wired = map(pyte.Stream, self.screens)
        self._canvas, self._strokes = Canvas(width, height), Strokes(width, height)
        self._strokes.clear()

    def start_application_mode(self) -> None:
        self._tell_size()

    def resize(self, width: int, height: int) -> None:
        self._begin(width, height)
        self._tell_size()

    def _tell_size(self) -> None:
        assert self._size is not None
        size = Size(*self._size)
        self.send_message(events.Resize(size, size))

    def write(self, data: str) -> None:
        self._straight.feed(data.replace("\n", "\r\n"))
        self._canvas.feed(data)

    def flush(self) -> None:
        self._wired.feed(self._strokes.draw(self._canvas, self.dice.choice(PIECES)))

    def differences(self) -> list[str]:
        """Once everything has arrived."""
        self._wired.feed(self._strokes.draw(self._canvas))
        return list(differences(self.screens[1].looks(), self.screens[0].looks()))

    def disable_input(self) -> None:
        """There is none."""

    def stop_application_mode(self) -> None:
        """Nothing was begun."""


def mixed_library(dice: random.Random) -> tuple[FakeLibrary, list[Row]]:
    library = fake_library()
    rows = []
    for number in range(60):
        title = " ".join(dice.choices(WORDS, k=dice.randrange(1, 5)))
        ref = f"sheet/mixed-{number}"
        rows.append(Row(ref, title, dice.choice(("", "reviewed · 3 figures", "漢字 · 1"))))
        paragraphs = [text(" ".join(dice.choices(WORDS, k=dice.randrange(2, 30)))) for _ in range(12)]
        library.pages[ref] = Page(ref, title, (heading(title, 1), BLANK, *paragraphs))
    return library, rows


async def run_session(seed: int, folder: Path, steps: int, check: Callable[[list[str], str], None]) -> int:
    """The number of checkpoints; `check` gets the differences at each, and what led there."""
    dice = Doubled.dice = random.Random(seed)  # noqa: S311 - a seeded sample
    library, rows = mixed_library(dice)
    app = BrowserApp(fake_backend(library, sheets=rows), {"XDG_STATE_HOME": str(folder)})
    app.driver_class = Doubled
    checked = 0

    async def session(pilot: Pilot[None]) -> None:
        nonlocal checked
        await pilot.pause()
        driver, screen = app._driver, app.screen
        assert isinstance(driver, Doubled)
        assert isinstance(screen, BrowserScreen)
        done = []
        for number in range(steps):
            done.append(step(dice, driver, screen, rows))
            if dice.randrange(3):
                await pilot.pause()
            if number % 5 == 4:
                await pilot.pause(0.05)
                check(driver.differences(), f"seed {seed}: {' '.join(done)}")
                checked += 1
        app.exit()

    await app.run_async(auto_pilot=session, mouse=False)  # type: ignore[arg-type]
    return checked


def step(dice: random.Random, driver: Doubled, screen: BrowserScreen, rows: list[Row]) -> str:
    kind = dice.randrange(20)
    if kind == 0:
        size = dice.choice(SIZES)
        driver.resize(*size)
        return f"resize:{size}"
    if kind == 1:
        first = dice.randrange(len(rows))
        screen.list.renew(Listing(rows[first:] + rows[:first]), screen.list.cursor)
        return "update"
    key = dice.choice(KEYS)
    character = CHARACTERS.get(key, key if len(key) == 1 else None)
    driver.process_message(events.Key(key, character))
    return key
