"""What the parts of the browser's one screen have in common: each brings commands, and some a place of its own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.keys import Place
    from tui.screens.browser import BrowserScreen
    from tui.state import Visit
    from tui.views.edit_line import EditLine

Command = Callable[[], Awaitable[None] | None]


class Commanding(Protocol):
    """What brings commands, and says which of them would do nothing here and now, and so are not offered."""

    def commands(self) -> Mapping[str, Command]:
        """By the ids of the registry of keys."""

    def absent(self) -> Mapping[str, bool]:
        """Of its own commands; one that is not named is there."""


class Controller:
    """A part of the screen. What it does not say stays as it is for the places that it does not own."""

    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen

    def commands(self) -> Mapping[str, Command]:
        return {}

    def absent(self) -> Mapping[str, bool]:
        return {}

    def heading(self, _place: "Place") -> tuple[str, str] | None:
        """What the title line says and where in it one is, None outside its own places."""
        return None

    def line(self, _place: "Place") -> "tuple[str, EditLine] | None":
        """The prompt and the line that is typed in the status line, None outside its own places."""
        return None

    def changed(self, _place: "Place") -> None:
        """Something was typed in its line."""

    async def typed(self, _character: str) -> None:
        """A character that means no action, in a place of its own that has no line."""

    def presents(self, _ref: str) -> bool:
        """Whether references such as this one are its to show."""
        return False

    async def present(self, _visit: "Visit") -> bool:
        """Show what the visit refers to, as it was left; False where that cannot be, which it has said."""
        return False

    def remember(self, _visit: "Visit") -> None:
        """Puts down in the visit how what it shows stands."""
