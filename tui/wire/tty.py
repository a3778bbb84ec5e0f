"""The tty and the modes of the terminal behind it: taken over for the screen, given back as they were."""

import os
import termios
from contextlib import suppress
from typing import Any

from tui.wire.terminal import Terminal

_ALTERNATE, _PASTES, _WRAPS = "?1049", "?2004", "?7"
_USUAL_SIZE = 80, 24
_LARGEST_SIZE = 1000, 500
"""A line may say any size, and each cell is kept."""


class Tty:
    """`keys` and `screen` are file descriptors, of one terminal as a rule."""

    def __init__(self, keys: int, screen: int, terminal: Terminal) -> None:
        self.keys, self.screen = keys, screen
        self._terminal = terminal
        self._before: list[Any] | None = None

    def size(self) -> tuple[int, int]:
        """(width, height); a serial line does not know its own."""
        try:
            width, height = os.get_terminal_size(self.screen)
        except OSError:
            return _USUAL_SIZE
        return min(width or _USUAL_SIZE[0], _LARGEST_SIZE[0]), min(height or _USUAL_SIZE[1], _LARGEST_SIZE[1])

    def take(self) -> str:
        """Keys come one by one and nothing is changed on the way out; returns what the terminal is to be sent.

        A process in the background is stopped here by the system, until it is fetched back.
        """
        try:
            attributes = termios.tcgetattr(self.keys)
        except termios.error:
            return ""
        if self._before is None:
            self._before = list(attributes)
        attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        attributes[1] &= ~termios.OPOST
        attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        attributes[6] = [*attributes[6]]
        attributes[6][termios.VMIN], attributes[6][termios.VTIME] = 1, 0
        self._set(attributes)
        if self._terminal.private:
            return f"\x1b[{_ALTERNATE}h\x1b[{_PASTES}h\x1b[{_WRAPS}l"
        return f"\x1b[{_WRAPS}l"

    def farewell(self, height: int) -> str:
        """What the terminal is sent at the end: where there is no other screen to go back to, the prompt comes last."""
        if self._terminal.private:
            return f"\x1b[m\x1b[r\x1b[{_PASTES}l\x1b[{_WRAPS}h\x1b[{_ALTERNATE}l\x1b[?25h"
        return f"\x1b[m\x1b[r\x1b[{_WRAPS}h\x1b[{height}H\x1b[K"

    def give_back(self, *, unread: bool) -> None:
        """`unread`: answers may still come, which the next program would take for keys."""
        if self._before is None:
            return
        if unread:
            self.drop_typed()
        self._set(self._before)
        self._before = None

    def drop_typed(self) -> None:
        with suppress(termios.error):
            termios.tcflush(self.keys, termios.TCIFLUSH)

    def _set(self, attributes: list[Any]) -> None:
        with suppress(termios.error):
            termios.tcsetattr(self.keys, termios.TCSANOW, attributes)
