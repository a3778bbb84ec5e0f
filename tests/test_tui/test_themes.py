"""Themes: nothing is told by colour alone, nothing is coloured where colours are not wanted, a change shows at once."""

import functools
import itertools

import pytest
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.strip import Strip

from tests.test_tui.conftest import Desk, Open
from tests.test_tui.test_config import config
from tui.page import Style
from tui.views import looks
from tui.views.looks import FOCUSED_LINK, FOUND, LINK, LOOKS
from tui.views.themes import AUTO, BY_ID, CONTRAST, DARK, LIGHT, PLAIN, THEMES, Theme, chosen

INKS = {"red", "green", "yellow", "blue", "magenta", "cyan"}
TOLD_APART = (Style.AMOUNT, Style.LABEL, Style.MARK, Style.WARNING)


def styles() -> list[RichStyle]:
    """Every look, alone and on a link."""
    roles = [*LOOKS.values(), FOUND]
    return [*roles, *(role + link for role, link in itertools.product(roles, (LINK, FOCUSED_LINK)))]


def attributes(style: RichStyle) -> tuple[bool | None, ...]:
    return style.bold or None, style.dim or None, style.italic or None, style.underline or None, style.reverse or None


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_without_its_colours_a_theme_tells_as_much(theme: Theme) -> None:
    for style in styles():
        drawn = theme.look(style)
        assert drawn.bgcolor is None, "the background is the terminal's own"
        kept = {name for name in ("bold", "underline", "reverse", "italic") if getattr(style, name)}
        assert kept <= {name for name in ("bold", "underline", "reverse", "italic") if getattr(drawn, name)}
    plain = attributes(theme.look(LOOKS[Style.PLAIN]))
    for role in TOLD_APART:
        if not (theme is CONTRAST and role is Style.LABEL):
            assert attributes(theme.look(LOOKS[role])) != plain, role
    assert attributes(theme.look(LINK)) != plain


def test_every_ink_is_one_that_every_terminal_has() -> None:
    for style in styles():
        assert style.color is None or style.color.name in INKS
    assert RichStyle(bold=True, color="red") == looks.LOOKS[Style.WARNING]


def test_plain_and_contrast_have_no_colour_and_auto_only_that_of_warnings() -> None:
    for style in styles():
        assert PLAIN.look(style).color is None
        assert CONTRAST.look(style).color is None
        assert not CONTRAST.look(style).dim
        colour = AUTO.look(style).color
        assert colour is None or colour.name == "red"
    assert CONTRAST.look(LOOKS[Style.WARNING]).reverse


def test_dark_and_light_colour_amounts_and_links() -> None:
    for theme in (DARK, LIGHT):
        amount, link = theme.look(LOOKS[Style.AMOUNT]).color, theme.look(LINK).color
        assert amount
        assert link
        assert amount != link
    assert {"yellow", "green", "cyan", "white"}.isdisjoint(
        style.color.name for style in LIGHT.inks.values() if style.color
    ), "they do not read on white"


@pytest.mark.parametrize(
    ("told", "theme"),
    [
        ("", AUTO),
        ("15;0", DARK),
        ("0;15", LIGHT),
        ("0;7", LIGHT),
        ("7;8", DARK),
        ("12;default;8", DARK),
        ("0;default", AUTO),
        ("0;99", AUTO),
        ("0;\x1b[31m", AUTO),
        ("0;٣", AUTO),
    ],
)
def test_auto_asks_what_the_terminal_has_told(told: str, theme: Theme) -> None:
    assert chosen("auto", {"COLORFGBG": told}) is theme
    assert chosen("contrast", {"COLORFGBG": told}) is CONTRAST


def sent(desk: Desk, strip: Strip) -> Strip:
    """A line as it leaves for the terminal."""
    return functools.reduce(
        lambda line, each: line.apply_filter(each, Color(0, 0, 0)), desk.app.get_line_filters(), strip
    )


def colours(desk: Desk) -> set[str]:
    lines = (sent(desk, strip) for strip in desk.strips())
    styles = (segment.style for line in lines for segment in line)
    return {style.color.name for style in styles if style and style.color}


@pytest.mark.parametrize(
    ("theme", "seen"), [("plain", set()), ("dark", {"green", "cyan"}), ("light", {"magenta", "blue"})]
)
async def test_a_page_is_drawn_in_the_theme_of_the_file(theme: str, seen: set[str], browse: Open) -> None:
    async with browse(config=config(f"theme: {theme}")) as desk:
        await desk.press("enter")
        assert INKS & colours(desk) == seen


async def test_another_theme_is_chosen_and_shows_at_once(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        assert not INKS & colours(desk)
        await desk.press("T", *"dark", "enter")
        assert INKS & colours(desk) == {"green", "cyan"}
        assert "`theme: dark` in config.yaml keeps it" in desk.status


async def test_no_color_wins_over_every_theme(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for theme in BY_ID:
        async with browse(config=config(f"theme: {theme}")) as desk:
            await desk.press("enter")
            assert not colours(desk) & INKS
        warning = sent(desk, Strip([Segment("draft", LOOKS[Style.WARNING])]))
        style = next(iter(warning)).style
        assert style
        assert style.color is None or style.color.name == "default"
        assert bool(style.reverse) == (theme == "contrast"), "what is told without colours is told"
