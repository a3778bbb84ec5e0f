"""Five screens as they stand, letters and styles: `RECORD=1` writes the files anew, to be read over.

Under a line whose style is not plain everywhere stands a second one, of a letter a cell: b bold, d dim, u underlined,
r reversed, i italic, each a capital where the cell has a colour too; `c` is colour alone.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from rich.style import Style
from textual.strip import Strip

from factsheets.library import open_library
from index.answer import Engine
from tests.sample_sheets import write_library
from tests.test_tui.conftest import Desk
from tui.app import BrowserApp
from tui.live import opened

FOLDER = Path(__file__).parent / "snapshots"
SIZE = (64, 18)
SCREENS = {
    "list": (),
    "answers": ("slash", *"tidewatch"),
    "sheet": ("slash", *"tidewatch", "enter", "tab"),
    "passage": ("slash", *"tidewatch", "enter", "v"),
    "figures": ("dollar_sign",),
}
_LETTERS = (("reverse", "r"), ("underline", "u"), ("bold", "b"), ("dim", "d"), ("italic", "i"))


@asynccontextmanager
async def desk_of(root: Path, home: Path) -> AsyncIterator[Desk]:
    library = open_library(root)
    engine = Engine.open(library, {"XDG_CACHE_HOME": str(home)})
    with closing(engine.reader), opened(library, engine) as backend:
        app = BrowserApp(backend, {"XDG_STATE_HOME": str(home)})
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            yield Desk(app, pilot)


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_as_it_was_recorded(name: str, tmp_path: Path) -> None:
    root = write_library(tmp_path / "library")
    async with desk_of(root, tmp_path) as desk:
        for key in SCREENS[name]:
            await desk.press(key)
            await desk.screen.search.settled()
        await desk.pilot.pause(0.1)
        shown = "\n".join(line for strip in desk.strips() for line in drawn(strip)) + "\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("RECORD"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text("utf-8")


def drawn(strip: Strip) -> list[str]:
    """The line, and its styles where there are any."""
    styles = "".join(_letter(segment.style) * segment.cell_length for segment in strip)
    text = strip.text.rstrip()
    return [text, "~" + styles.rstrip()] if styles.strip() else [text]


def _letter(style: Style | None) -> str:
    if style is None:
        return " "
    coloured = style.color is not None and not style.color.is_default
    letter = next((letter for name, letter in _LETTERS if getattr(style, name)), "")
    return (letter.upper() if coloured else letter) or ("c" if coloured else " ")
