"""The base of every view: lines on demand, its own scrolling, no scrollbar, no border, nothing repaints by itself."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import cell_width, split_at

Part = tuple[str, RichStyle]

PLAIN = RichStyle.null()
BOLD = RichStyle(bold=True)
FAINT = RichStyle(dim=True)
REVERSE = RichStyle(reverse=True)

_CURSOR = "cursor"
CURSOR = RichStyle.from_meta({_CURSOR: True})
"""Of the character that the cursor stands on in a line being typed: the terminal's own cursor marks it."""

_TYPED, _FOCUSED, _MARKED = range(3)
_MARKERS = {">": _FOCUSED, "▌": _MARKED}
_GUTTER = 2


class LineView(Widget):
    """A column of lines of which the widget shows those from `top` on; only lines that change are drawn again.

    `around` counts the lines of the screen that are not the view's, where it is alone.
    """

    ALLOW_SELECT = False

    top = 0
    around = 3
    _markers: dict[int, tuple[int, int]]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._markers = {}

    def line_count(self) -> int:
        raise NotImplementedError

    def parts(self, number: int) -> Sequence[Part]:
        """What line `number` shows; it is cut and padded to the width."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        width, number = self.size.width, self.top + y
        parts = self.parts(number) if number < self.line_count() else ()
        self._note_marker(y, parts)
        return Strip(_fitted(parts, width), width)

    def _note_marker(self, y: int, parts: Sequence[Part]) -> None:
        """Remembers what the gutter of a line says, or else forgets what it said."""
        gutter = parts[0][0] if parts else ""
        rank = _MARKERS.get(gutter[:1]) if len(gutter) <= _GUTTER else None
        if rank is None:
            self._markers.pop(y, None)
        else:
            self._markers[y] = rank, _GUTTER

    def focus_cell(self) -> tuple[int, int, int] | None:
        """(rank, y, x) of where the keys act in this view, the lowest rank first; None where nothing is marked."""
        return min(((rank, y, x) for y, (rank, x) in self._markers.items() if y < self.size.height), default=None)

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
        """Draws these lines again, those in view; a hidden view has no size, and is drawn anew when it is shown."""
        if not self.size.height:
            self.refresh()
            return
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

    def _note_marker(self, y: int, parts: Sequence[Part]) -> None:
        x = 0
        self._markers.clear()
        for text, style in parts:
            if style.meta.get(_CURSOR):
                self._markers[y] = _TYPED, x
            x += cell_width(text)


def cursor_place(screen: DOMNode) -> tuple[int, int]:
    """(x, y) of what the keys act on: the cell being typed at, else the row marked `>`, else the one marked `▌`."""
    best: tuple[int, int, int] | None = None
    begin = (0, 0)
    for view in screen.walk_children(LineView):
        region = view.region
        if not region:
            continue
        if begin == (0, 0) and not isinstance(view, TextLine):
            begin = region.x, region.y
        found = view.focus_cell()
        if found and (best is None or found[0] < best[0]):
            best = found[0], region.y + found[1], region.x + found[2]
    return (best[2], best[1]) if best else begin


def _fitted(parts: Sequence[Part], width: int) -> list[Segment]:
    """Cut and padded to the width by our own measure: what is too short would leave the old cells standing."""
    segments, room = [], width
    for text, style in parts:
        shown = text if cell_width(text) <= room else split_at(text, room)[0]
        room -= cell_width(shown)
        if shown:
            segments.append(Segment(shown, style))
        if shown != text:
            break
    return [*segments, Segment(" " * room)] if room else segments
