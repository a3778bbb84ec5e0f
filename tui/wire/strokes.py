"""From the screen as it is to the screen as it should be, in few bytes.

A terminal is asked for nothing that a VT100 lacks, colours aside: absolute and relative moves, erasing to the end of a
line, scrolling in a region by line feeds at its edge.
"""

from collections.abc import Iterable
from functools import lru_cache

from tui.wire.canvas import BLANK, Canvas, Row, blank_rows
from tui.wire.pen import PLAIN, Pen, change, reduced
from tui.wire.scroll import shift
from tui.wire.terminal import Terminal

_WORTH_ERASING = 4
_LONGEST_BRIDGE = 4
_LONGEST_RUN = 4
"""Line feeds and backspaces in a row, beyond which a counted move is as short."""

_NARROW = (
    *(range(0xA0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00)),  # Latin, Greek, Cyrillic
    *(range(0x2010, 0x2028), range(0x202F, 0x205F), range(0x20A0, 0x20C1)),  # punctuation, currencies
    *(range(0x2190, 0x2194), range(0x2500, 0x25A0)),  # arrows, lines and blocks
)

Position = tuple[int, int]


class Strokes:
    """What the terminal shows, where its cursor stands and with which pen it draws; None for what nobody knows.

    The tty must leave a line feed as it is: it moves down one line, in its column.
    """

    def __init__(self, width: int, height: int, terminal: Terminal | None = None) -> None:
        self.width, self.height = width, height
        self.rows: list[Row] = blank_rows(width, height)
        self.unfinished = False
        self._terminal = terminal or Terminal()
        self._at: Position | None = None
        self._pen: Pen | None = None
        self._out: list[str] = []
        self._size = 0

    def clear(self) -> None:
        """Begins with a screen that is known to be empty."""
        self._send("\x1b[m\x1b[2J")
        self._pen, self._at = PLAIN, None
        self.rows = blank_rows(self.width, self.height)

    def draw(self, canvas: Canvas, most: int | None = None, first: Iterable[int] = ()) -> str:
        """The bytes that make the terminal show the canvas; empty where it does.

        Of a frame of more than `most` bytes only as many whole rows are drawn, those of `first` before the others;
        `unfinished` tells that some are left.
        """
        self._size = sum(map(len, self._out))
        if shifted := shift(self.rows, canvas.rows):
            self._scroll(*shifted)
        wanted = [number for number, row in enumerate(canvas.rows) if row != self.rows[number]]
        if most is not None and len(wanted) * self.width > most:
            wanted.sort(key=lambda number: number not in first)
        drawn = 0
        for number in wanted:
            if most is not None and drawn and self._size >= most:
                break
            self._draw_row(number, self.rows[number], canvas.rows[number])
            self.rows[number] = list(canvas.rows[number])
            drawn += 1
        self.unfinished = drawn < len(wanted)
        return self._taken()

    def place(self, position: Position) -> str:
        """The bytes that leave the cursor at a position."""
        row, column = min(position[0], self.height - 1), min(position[1], self.width - 1)
        self._reach(row, column, self.rows[row])
        return self._taken()

    def _send(self, text: str) -> None:
        if text:
            self._out.append(text)
            self._size += len(text) if text.isascii() else len(text.encode())

    def _taken(self) -> str:
        taken, self._out = "".join(self._out), []
        return taken

    # Rows

    def _draw_row(self, number: int, have: Row, want: Row) -> None:
        stale = [old != new for old, new in zip(have, want, strict=True)]
        tail = _tail(want)
        erased = sum(stale[tail:]) >= _WORTH_ERASING
        column, end = 0, tail if erased else self.width
        while column < end:
            if not stale[column]:
                column += 1
                continue
            self._reach(number, column, want)
            while column < end and stale[column]:
                self._put(number, column, want)
                column += 1
        if erased:
            self._reach(number, self._from(number, tail, stale.index(True, tail)), want)
            if not self._looks_like(" ", PLAIN):
                self._set(PLAIN)
            self._send("\x1b[K")

    def _from(self, row: int, first: int, last: int) -> int:
        """The column between two from which to erase: all that is blank may be erased, the nearest is the cheapest."""
        nearest = self._at[1] if self._at and self._at[0] <= row else last
        return min(max(nearest, first), last)

    def _reach(self, row: int, column: int, want: Row) -> None:
        """Gets to a cell, by writing the few cells before it again where that is shorter than a move."""
        if self._at == (row, column):
            return
        ways = [_absolute(row, column)]
        if self._at:
            ways += _relative(*self._at, row, column)
            if self._at[0] == row:
                ways += self._over(want, self._at[1], column)
            ways += ["\r" + _vertically(row - self._at[0]) + over for over in self._over(want, 0, column)]
        self._send(min(ways, key=len))
        self._at = row, column

    def _over(self, want: Row, start: int, end: int) -> list[str]:
        """The cells between, as far as writing them with the pen as it is leaves them as they are."""
        if not 0 < end - start <= _LONGEST_BRIDGE:
            return []
        between = want[start:end]
        if not all(_is_narrow(text) and self._looks_like(text, pen) for text, pen in between):
            return []
        over = "".join(text for text, _ in between)
        return [over] if over.isascii() else []

    def _put(self, row: int, column: int, want: Row) -> None:
        text, pen = want[column]
        if not text:
            return
        self._reach(row, column, want)
        if not self._looks_like(text, pen):
            self._set(pen)
        if self._hides(row, column + 1, want):
            self._send("  ")
            self._at = (row, column + 2) if column + 2 < self.width else None
            self._reach(row, column, want)
        self._send(text)
        following = column + 1
        self._at = (row, following) if following < self.width and _is_narrow(text) else None

    def _hides(self, row: int, column: int, want: Row) -> bool:
        """Whether what stands there goes under a wide character: where it is drawn in one cell, it would stay."""
        return column < self.width and want[column][0] == "" and self.rows[row][column][0] not in {"", " "}

    def _set(self, pen: Pen) -> None:
        pen = self._as_known(pen)
        self._send(change(self._pen, pen))
        self._pen = pen

    def _looks_like(self, text: str, pen: Pen) -> bool:
        """Whether the text, drawn as the pen now is, looks as it should: blanks between bold words need no other."""
        if self._pen is None:
            return False
        wanted = self._as_known(pen)
        return self._pen == wanted or (text == " " and self._pen.blank == wanted)

    def _as_known(self, pen: Pen) -> Pen:
        return reduced(pen, self._terminal)

    # Moves

    def _scroll(self, top: int, bottom: int, by: int) -> None:
        """Moves what only moved: the lines of a page of text, one further."""
        self._set(PLAIN)
        whole = (top, bottom) == (0, self.height - 1)
        if not whole:
            self._send(f"\x1b[{top + 1};{bottom + 1}r")
            self._at = None  # not every terminal moves its cursor home
        fresh = blank_rows(self.width, abs(by))
        moved = self.rows[top : bottom + 1]
        if by > 0:
            self._reach(bottom, 0, self.rows[bottom])
            self._send("\n" * by)
            moved = moved[by:] + fresh
        else:
            self._reach(top, 0, self.rows[top])
            self._send("\x1bM" * -by)
            moved = fresh + moved[:by]
        if not whole:
            self._send("\x1b[r")
            self._at = None
        self.rows[top : bottom + 1] = moved


@lru_cache(maxsize=1024)
def _is_narrow(text: str) -> bool:
    """Whether every terminal moves one cell on: what it makes of other scripts, emoji and joined marks is its own."""
    return len(text) == 1 and (text.isascii() or (any(ord(text) in block for block in _NARROW) and text != "\xad"))


def _tail(row: Row) -> int:
    """Where the blanks of the terminal's own paper begin with which a row ends."""
    end = len(row)
    while end and row[end - 1] == BLANK:
        end -= 1
    return end


def _absolute(row: int, column: int) -> str:
    if not column:
        return f"\x1b[{row + 1}H" if row else "\x1b[H"
    return f"\x1b[{row + 1 if row else ''};{column + 1}H"


def _relative(from_row: int, from_column: int, row: int, column: int) -> list[str]:
    vertical = _vertically(row - from_row)
    ways = [vertical + _across(column - from_column)]
    if column < from_column:
        ways.append(f"\r{vertical}{_across(column)}")
    return ways


@lru_cache(maxsize=256)
def _vertically(by: int) -> str:
    if by >= 0:
        return "\n" * by if by <= _LONGEST_RUN else f"\x1b[{by}B"
    return "\x1bM" if by == -1 else "\x1bM\x1bM" if by == -2 else f"\x1b[{-by}A"


@lru_cache(maxsize=512)
def _across(by: int) -> str:
    if by >= 0:
        return "" if not by else "\x1b[C" if by == 1 else f"\x1b[{by}C"
    return "\b" * -by if -by <= _LONGEST_RUN else f"\x1b[{-by}D"
