"""Themes: what becomes of inks and of dim letters at the last gate before the wire, so that every view follows at once.

No theme tells anything by colour alone, and none paints a background: a terminal's own is what its owner can read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.filter import LineFilter

_DIM = RichStyle(dim=True)
_NOTHING = RichStyle.null()
_CACHE = 512
_INKS = frozenset(("red", "green", "yellow", "blue", "magenta", "cyan"))


def _inks(**inks: str) -> Mapping[str, RichStyle]:
    return MappingProxyType({ink: RichStyle.parse(drawn) for ink, drawn in inks.items()})


@dataclass(frozen=True, slots=True)
class Theme:
    """`inks` says what is drawn for an ink, nothing where it does not; `faint` what is drawn for dim."""

    id: str
    help: str
    inks: Mapping[str, RichStyle] = field(default_factory=_inks)
    faint: RichStyle = _DIM

    def look(self, style: RichStyle) -> RichStyle:
        """A role's style as this theme draws it."""
        ink = style.color.name if style.color else ""
        if ink not in _INKS and not style.dim:
            return style
        attributes = style.without_color if ink in _INKS else style
        if style.dim:
            attributes = attributes + RichStyle(dim=False) + self.faint
        return attributes + self.inks.get(ink, _NOTHING)


AUTO, PLAIN, DARK, LIGHT, CONTRAST = THEMES = (
    Theme("auto", "as the terminal tells its background, else few colours that read on any", _inks(red="red")),
    Theme("plain", "no colours: bold, dim, underlined and reversed letters"),
    Theme(
        "dark",
        "colours for a dark background",
        _inks(red="bright_red", green="green", cyan="cyan", yellow="yellow", magenta="magenta", blue="bright_blue"),
    ),
    Theme(
        "light",
        "colours for a light background",
        _inks(red="red", green="magenta", cyan="blue", magenta="magenta", blue="blue"),
    ),
    Theme("contrast", "no dim letters, no colours, warnings reversed", _inks(red="reverse", cyan="bold"), _NOTHING),
)
BY_ID = {theme.id: theme for theme in THEMES}
_LIGHT_FROM = 7
"""Of the sixteen colours that COLORFGBG counts, 7 and from 9 on are light."""


def chosen(name: str, env: Mapping[str, str]) -> Theme:
    """The theme by name. `auto` asks what the terminal has told already, which costs a slow line nothing."""
    if name != AUTO.id:
        return BY_ID.get(name, AUTO)
    paper = env.get("COLORFGBG", "").rpartition(";")[2]
    if not (paper.isascii() and paper.isdigit() and len(paper) < 3) or int(paper) > 15:
        return AUTO
    return LIGHT if int(paper) == _LIGHT_FROM or int(paper) > _LIGHT_FROM + 1 else DARK


class Themed(LineFilter):
    """Draws every line in one theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._looks: dict[RichStyle, RichStyle] = {}

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        return [self._drawn(segment) for segment in segments]

    def _drawn(self, segment: Segment) -> Segment:
        style = segment.style
        if style is None or not (style.color or style.dim):
            return segment
        look = self._looks.get(style)
        if look is None:
            if len(self._looks) >= _CACHE:
                self._looks.clear()
            look = self._looks[style] = self.theme.look(style)
        return Segment(segment.text, look)
