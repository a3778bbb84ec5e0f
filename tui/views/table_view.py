"""A table of any length: a heading that stays, columns that align, a selected row."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.cells import shorten
from tui.page import Style
from tui.views.line_view import BOLD, FAINT, PLAIN, LineView, Part
from tui.views.looks import LOOKS

if TYPE_CHECKING:
    from tui.tables.desk import TableDesk

_MARKER = 2
_UNREAD = "This row cannot be read."


class TableView(LineView):
    """`empty` is said where there are no rows; a row that cannot be read says so, and `unread` is told."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self.empty = ""
        self.unread: Callable[[], None] = lambda: None
        self._desk: TableDesk | None = None

    def show(self, desk: "TableDesk", cursor: int = 0) -> None:
        self._desk = desk
        self.cursor = min(max(cursor, 0), max(len(desk) - 1, 0))
        self.top = min(self.top, self.last_top)
        self._reveal_cursor()
        self.refresh()

    def forget(self) -> None:
        """What was shown is no more to be read."""
        self._desk = None

    def line_count(self) -> int:
        """With the heading, which stands on whatever line is the top one: row `n` is line `n + 1`."""
        return max(len(self._desk), 1) + 1 if self._desk is not None else 0

    @property
    def rows_in_view(self) -> int:
        return max(self.height - 1, 1)

    @property
    def room(self) -> int:
        """Cells for a row behind its marker."""
        return max(self.size.width - _MARKER, 1)

    def move(self, by: int) -> None:
        before = self.cursor
        self.cursor = min(max(before + by, 0), max(self.line_count() - 2, 0))
        if self.cursor != before and not self._reveal_cursor():
            self.refresh_numbers((before + 1, self.cursor + 1))

    def _reveal_cursor(self) -> bool:
        if self.cursor < self.top:
            return self.scroll_lines_to(self.cursor)
        return self.scroll_lines_to(max(self.top, self.cursor + 1 - self.rows_in_view))

    def on_resize(self) -> None:
        self.top = min(self.top, self.last_top)
        self._reveal_cursor()

    def parts(self, number: int) -> Sequence[Part]:
        if self._desk is None:
            return ()
        if number == self.top:
            return [("  ", PLAIN), (self._desk.heading(self.room), BOLD)]
        row = number - 1
        if not len(self._desk):
            return [("  ", PLAIN), (shorten(self.empty, self.room), PLAIN)]
        marker = "> " if row == self.cursor else "  "
        try:
            cells = self._desk.cells(row, self.room)
        except Exception:  # whatever a damaged or closed index leads to: one row never ends the browser
            self.unread()
            return [(marker, BOLD), (_UNREAD, FAINT)]
        return [(marker, BOLD), *((text, LOOKS[Style.AMOUNT] if amount else PLAIN) for text, amount in cells)]
