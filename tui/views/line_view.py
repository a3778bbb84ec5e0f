"""The base of every view: lines on demand, its own scrolling, no scrollbar, no border, nothing repaints by itself."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Part = tuple[str, RichStyle]

PLAIN = RichStyle.null()
BOLD = RichStyle(bold=True)
FAINT = RichStyle(dim=True)
REVERSE = RichStyle(reverse=True)


class LineView(Widget):
    """A column of lines of which the widget shows those from `top` on; only lines that change are drawn again.

    `around` counts the lines of the screen that are not the view's, where it is alone.
    """

    ALLOW_SELECT = False

    top = 0
    around = 3

    def line_count(self) -> int:
        raise NotImplementedError

    def parts(self, number: int) -> Sequence[Part]:
        """What line `number` shows; it is cut and padded to the width."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        width, number = self.size.width, self.top + y
        parts = self.parts(number) if number < self.line_count() else ()
        return Strip([Segment(text, style) for text, style in parts if text]).adjust_cell_length(width)

    @property
    def last_top(self) -> int:
        return max(self.line_count() - self.height, 0)

    @property
    def height(self) -> int:
        """Lines in view, at least one; before the first layout the whole screen's are the best guess."""
        return max(self.size.height or self.app.size.height - self.around, 1)

    def scroll_lines_to(self, top: int) -> bool:
        """Shows the lines from `top`, as far as there are; True when that moved."""
        top = min(max(top, 0), self.last_top)
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def reveal(self, first: int, last: int) -> bool:
        """Scrolls as little as shows the lines `first` to `last`, their beginning first."""
        if first < self.top or last - first >= self.height:
            return self.scroll_lines_to(first)
        return self.scroll_lines_to(max(self.top, last - self.height + 1))

    def refresh_numbers(self, numbers: Iterable[int]) -> None:
        """Draws these lines again, those in view."""
        visible = range(self.top, self.top + self.size.height)
        regions = [Region(0, number - self.top, self.size.width, 1) for number in set(numbers) if number in visible]
        if regions:
            self.refresh(*regions)


class TextLine(LineView):
    """One line: a title, a prompt, a status."""

    DEFAULT_CSS = "TextLine { height: 1; width: 1fr; }"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.shown: tuple[Part, ...] = ()

    def show(self, parts: Sequence[Part]) -> None:
        """Draws only when something changed."""
        if tuple(parts) != self.shown:
            self.shown = tuple(parts)
            self.refresh()

    def line_count(self) -> int:
        return 1

    def parts(self, number: int) -> Sequence[Part]:
        return () if number else self.shown
