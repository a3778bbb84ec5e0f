"""A few lines about one thing: drawn again line by line, only where they changed."""

from collections.abc import Sequence

from tui.layout import Line, lay_out
from tui.page import Block
from tui.views.line_view import FAINT, PLAIN, LineView, Part
from tui.views.looks import LOOKS

_MARGIN = 2


class CardView(LineView):
    """What does not fit is not shown: the most telling comes first."""

    around = 0

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.blocks: tuple[Block, ...] = ()
        self._lines: tuple[Line, ...] = ()

    def show(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        before = self._lines
        width = max((self.size.width or self.app.size.width) - _MARGIN - 1, 1)
        self._lines = tuple(lay_out(self.blocks, width).lines)
        longest = max(len(before), len(self._lines))
        old, new = ([*lines, *[None] * (longest - len(lines))] for lines in (before, self._lines))
        self.refresh_numbers(number for number in range(longest) if old[number] != new[number])

    def line_count(self) -> int:
        return len(self._lines)

    def parts(self, number: int) -> Sequence[Part]:
        return [(" " * _MARGIN, PLAIN), *((piece.text, LOOKS[piece.style]) for piece in self._lines[number].pieces)]


class Rule(LineView):
    """A line between panes: upright where it is one column wide, else level."""

    DEFAULT_CSS = "Rule { width: 1; height: 1fr; }"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)

    def line_count(self) -> int:
        return self.size.height

    def parts(self, number: int) -> list[Part]:
        if number >= self.size.height:
            return []
        return [("│" if self.size.width == 1 else "─" * self.size.width, FAINT)]
