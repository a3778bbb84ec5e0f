"""Whatever a library holds, none of it reaches the terminal as control, from any view."""

import unicodedata
from collections.abc import Iterable

import pytest
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import BLANK, fake_backend, fake_library
from tui.app import Harmless
from tui.page import Block, Column, Kind, Page, Span, Style
from tui.ports import Backend, Found, Row

PAYLOADS = (
    "\x1b]52;c;xx\x07",
    "\x9b31m",
    "[@click=app.quit]",
    "[/foo]",
    "\u202eabc",
    "zero\u200bwidth\u2060\ufeff",
    "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
    "a\rb\x08c\x7f\x00",
    "line\u2028feed\nand\x0bmore",
    "\U000e0041tag",
)


def hostile(word: str) -> Backend:
    library = fake_library()
    link = f"actor/{word}"
    spans = (Span(word), Span(word, Style.STRONG, link), Span(word, Style.MARK))
    blocks = [
        Block(kind, spans, marker=word, anchor=word, fact=f"fact/x/{word}")
        for kind in (Kind.HEADING, Kind.TEXT, Kind.ITEM, Kind.QUOTE, Kind.CODE)
    ]
    blocks += [BLANK, Block(Kind.ROW, cells=(spans, spans), columns=(Column(12), Column()))]
    ref = f"sheet/{word}"
    library.pages[ref] = Page(ref, word, tuple(blocks))
    rows = [Row(ref, word, word, word)] * 3
    library.found["x"] = Found(rows, (word,))
    backend = fake_backend(library, sheets=rows)
    object.__setattr__(backend, "name", word)
    return backend


def controls(strips: Iterable[Strip]) -> list[str]:
    return [
        character
        for strip in strips
        for segment in strip
        for character in segment.text
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]


def links(strips: Iterable[Strip]) -> list[str | None]:
    styles = (segment.style for strip in strips for segment in strip if segment.style is not None)
    return [style.link for style in styles if style.link or "@click" in style.meta]


@pytest.mark.parametrize("size", [(40, 10), (160, 45)])
@pytest.mark.parametrize("word", [" ".join(PAYLOADS[start::3]) for start in range(3)])
async def test_nothing_hostile_is_sent(browse: Open, word: str, size: tuple[int, int]) -> None:
    steps: tuple[list[str], ...] = (
        [],
        ["enter"],
        ["tab"],
        ["F", "x", "enter"],
        ["o"],
        ["escape", "b"],
        ["escape", "p"],
        ["v"],
        ["colon"],
        ["escape", "slash", "x"],
        ["escape", "f"],
    )
    async with browse(hostile(word), size=size) as desk:
        for keys in steps:
            await desk.press(*keys)
            await desk.screen.search.settled()
            await desk.pilot.pause()
            strips = desk.strips()
            assert controls(strips) == []
            assert links(strips) == []
            assert desk.app.is_running


async def test_markup_is_shown_as_it_is_written(browse: Open) -> None:
    async with browse(hostile("[/foo]"), size=(80, 24)) as desk:
        assert desk.lines[2].startswith("> [/foo]")
        await desk.press("enter")
        assert "[/foo][/foo][/foo]" in desk.text


async def test_controls_are_shown_as_marks(browse: Open) -> None:
    async with browse(hostile("\x1b]52;c;xx\x07"), size=(80, 24)) as desk:
        assert desk.lines[2].startswith("> ␛]52;c;xx␇")


def test_the_last_gate_stops_what_a_view_let_through() -> None:
    """A second defence: even a strip made by hand carries nothing."""
    raw = [Segment("\x1b]52;c;xx\x07\x9b\u202e ok 中文 é", RichStyle(link="http://x", bold=True)), Segment("plain")]
    clean = Harmless().apply(raw, Color(0, 0, 0))
    assert controls([Strip(clean)]) == []
    assert links([Strip(clean)]) == []
    assert clean[0].text.endswith(" ok 中文 é")
    assert clean[0].style == RichStyle(bold=True)
    click = RichStyle.from_meta({"@click": "app.quit"})
    assert links([Strip(Harmless().apply([Segment("x", click)], Color(0, 0, 0)))]) == []


async def test_the_last_gate_is_in_the_way_of_every_widget(browse: Open) -> None:
    async with browse() as desk:
        for widget in (desk.screen, *desk.screen.query(Widget)):
            assert any(isinstance(each, Harmless) for each in widget.get_line_filters())
