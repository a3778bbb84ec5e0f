"""A list with a cursor, over rows that are read by the screenful: a hundred thousand of them cost nothing."""

from collections.abc import Callable, Sequence

from factsheets.safe_text import safe
from tui.cells import cell_width, shorten, split_at
from tui.ports import Listing, Row, Rows
from tui.views.line_view import BOLD, FAINT, PLAIN, LineView, Part
from tui.views.matched import looked, made_safe

_CHUNK = 64
_CHUNKS_KEPT = 8
_MARKER = 2
_LEAST_FOR_TALL = 6
_GAP = 2
_BETWEEN = " · "
NOTHING = Row("", "")
PICKED = "*"


def _never(_row: Row) -> bool:
    """Of a list in which nothing can be picked."""
    return False


class ListView(LineView):
    """The selected row carries `>` while the list has the keyboard and `-` while it has not, picked ones `*` behind it.

    `kind_width` is the width of a first column for the rows' kind, 0 for none; `tall` gives each row a second line for
    kind and detail, where the view is high enough. `empty` is shown instead of no rows.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.source: Rows = Listing()
        self.cursor = 0
        self.active = True
        self.kind_width = 0
        self.tall = False
        self.empty: tuple[str, ...] = ()
        self.picked: Callable[[Row], bool] = _never
        self._chunks: dict[int, Sequence[Row]] = {}

    def show(
        self, source: Rows, cursor: int = 0, *, kind_width: int = 0, tall: bool = False, empty: Sequence[str] = ()
    ) -> None:
        self.source, self._chunks = source, {}
        self.kind_width, self.tall, self.empty = kind_width, tall, tuple(empty)
        self.cursor = min(max(cursor, 0), max(len(source) - 1, 0))
        self.top = 0
        self._reveal_cursor()
        self.refresh()

    def renew(self, source: Rows, cursor: int, *, empty: Sequence[str] = ()) -> None:
        """The same list as it is now; the cursor stays on its line of the screen, as far as there are rows for it."""
        above = self.cursor * self.row_height - self.top
        self.show(source, cursor, kind_width=self.kind_width, tall=self.tall, empty=empty)
        self.top = min(max(self.cursor * self.row_height - above, 0), self.last_top)
        self._reveal_cursor()

    def grow(self, source: Rows) -> None:
        """The same list with more behind it."""
        above = range(self.line_count())
        self.source, self._chunks = source, {}
        bottom = self.top + self.size.height
        self.refresh_numbers(number for number in range(above.stop, bottom) if number not in above)

    def row(self, number: int) -> Row:
        chunk, offset = divmod(number, _CHUNK)
        if chunk not in self._chunks:
            if len(self._chunks) >= _CHUNKS_KEPT:
                self._chunks.pop(next(iter(self._chunks)))
            self._chunks[chunk] = self.source.rows(chunk * _CHUNK, (chunk + 1) * _CHUNK)
        rows = self._chunks[chunk]
        return rows[offset] if offset < len(rows) else NOTHING

    @property
    def selected(self) -> Row:
        return self.row(self.cursor) if len(self.source) else NOTHING

    @property
    def row_height(self) -> int:
        return 2 if self.tall and self.height >= _LEAST_FOR_TALL else 1

    @property
    def rows_in_view(self) -> int:
        return max(self.height // self.row_height, 1)

    def line_count(self) -> int:
        return len(self.source) * self.row_height or len(self.empty)

    def move(self, by: int) -> None:
        self.move_to(self.cursor + by)

    def move_to(self, number: int) -> None:
        before = self.cursor
        self.cursor = min(max(number, 0), max(len(self.source) - 1, 0))
        if self.cursor != before and not self._reveal_cursor():
            self.refresh_numbers((before * self.row_height, self.cursor * self.row_height))

    def set_active(self, active: bool) -> None:
        if active != self.active:
            self.active = active
            self.refresh_numbers((self.cursor * self.row_height,))

    def on_resize(self) -> None:
        self.top = min(self.top, self.last_top)
        self._reveal_cursor()

    def _reveal_cursor(self) -> bool:
        first = self.cursor * self.row_height
        return self.reveal(first, first + self.row_height - 1)

    def parts(self, number: int) -> Sequence[Part]:
        width = self.size.width
        if not len(self.source):
            return [("  " + shorten(safe(self.empty[number]), width - _MARKER), PLAIN)]
        index, line = divmod(number, self.row_height)
        row = self.row(index)
        room = max(width - _MARKER, 1)
        if line:
            return self._second_line(row, room)
        marker = (">" if self.active else "-") if index == self.cursor else " "
        return [(f"{marker}{PICKED if self.picked(row) else ' '}", BOLD), *self._first_line(row, room)]

    def _first_line(self, row: Row, room: int) -> list[Part]:
        kind_room = 0 if self.row_height > 1 else min(self.kind_width, room // 3)
        kind = shorten(safe(row.kind), max(kind_room - 1, 0)).ljust(kind_room)
        tall = self.row_height > 1
        whole, marks = made_safe(row.text, row.marks)
        text = _first_words(whole, room) if tall else shorten(whole, room - kind_room)
        parts: list[Part] = [(kind, FAINT), *looked(text, marks, PLAIN)]
        detail, marks = made_safe("" if tall else row.detail, row.detail_marks)
        slack = room - kind_room - cell_width(text) - cell_width(detail)
        if detail and slack >= _GAP:
            parts += [(" " * slack, FAINT), *looked(detail, marks, FAINT)]
        return parts

    def _second_line(self, row: Row, room: int) -> list[Part]:
        """What the first line had no room for, then kind and detail."""
        text, marks = made_safe(row.text, row.marks)
        begun = len(_first_words(text, room))
        begun += len(text[begun:]) - len(text[begun:].lstrip())
        rest = shorten(text[begun:].rstrip(), room - _MARKER)
        left = room - _MARKER - cell_width(rest) - (_GAP if rest else 0)
        gap = " " * _GAP if rest and left > 0 else ""
        parts: list[Part] = [("    ", PLAIN), *looked(rest, marks, PLAIN, begun), (gap, PLAIN)]
        kind = safe(row.kind) + _BETWEEN if row.kind and row.detail else safe(row.kind)
        detail, marks = made_safe(row.detail, row.detail_marks)
        return [*parts, *looked(shorten(kind + detail, left), marks, FAINT, -len(kind))]


def _first_words(text: str, room: int) -> str:
    """The text as far as it fits, ending with a whole word where there is one."""
    head, tail = split_at(text, room)
    if not tail or tail[0] == " ":
        return head
    return head.rsplit(" ", 1)[0]
