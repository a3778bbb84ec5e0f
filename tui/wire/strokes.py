"""From the screen as it is to the screen as it should be, in few bytes.

A terminal is asked for nothing that a VT100 lacks, colours aside: absolute and relative moves, erasing to the end of a
line, scrolling in a region by line feeds at its edge.
"""

from functools import lru_cache

from tui.wire.canvas import BLANK, Canvas, Row
from tui.wire.pen import PLAIN, Pen, change

_WORTH_ERASING = 4
_WORTH_SCROLLING = 48
"""Cells that a scroll must save, which itself takes some twenty bytes."""
_LONGEST_BRIDGE = 4
_LINE_FEEDS = 2
_PLACES = 3
"""Of lines that say the same, how many are looked at."""

_NARROW = (
    *(range(0xA0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00)),  # Latin, Greek, Cyrillic
    *(range(0x2010, 0x2028), range(0x202F, 0x205F), range(0x20A0, 0x20C1)),  # punctuation, currencies
    *(range(0x2190, 0x2194), range(0x2500, 0x25A0)),  # arrows, lines and blocks
)

Position = tuple[int, int]


class Strokes:
    """What the terminal shows, where its cursor stands and with which pen it draws; None for what nobody knows."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[Row] = [[BLANK] * width for _ in range(height)]
        self._at: Position | None = None
        self._pen: Pen | None = None
        self._out: list[str] = []

    def clear(self) -> None:
        """Begins with a screen that is known to be empty."""
        self._out.append("\x1b[m\x1b[2J")
        self._pen, self._at = PLAIN, None
        self.rows = [[BLANK] * self.width for _ in range(self.height)]

    def draw(self, canvas: Canvas) -> str:
        """The bytes that make the terminal show the canvas; empty where it does."""
        self._scroll(canvas.rows)
        for number, (have, want) in enumerate(zip(self.rows, canvas.rows, strict=True)):
            if have != want:
                self._draw_row(number, have, want)
                self.rows[number] = list(want)
        drawn, self._out = "".join(self._out), []
        return drawn

    def place(self, position: Position) -> str:
        """The bytes that leave the cursor at a position."""
        self._move(*position)
        moved, self._out = "".join(self._out), []
        return moved

    # Rows

    def _draw_row(self, number: int, have: Row, want: Row) -> None:
        stale = _stale(have, want)
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
            self._move(number, next(at for at in range(tail, self.width) if stale[at]))
            self._set(PLAIN)
            self._out.append("\x1b[K")

    def _reach(self, row: int, column: int, want: Row) -> None:
        """Gets to a cell, by writing the few cells before it again where that is shorter than a move."""
        if self._at and self._at[0] == row and 0 < column - self._at[1] <= _LONGEST_BRIDGE:
            between = want[self._at[1] : column]
            if all(_is_narrow(text) and pen == self._pen for text, pen in between):
                self._out += [text for text, _ in between]
                self._at = row, column
                return
        self._move(row, column)

    def _put(self, row: int, column: int, want: Row) -> None:
        text, pen = want[column]
        if not text:
            return
        if self._at != (row, column):
            self._move(row, column)
        self._set(pen)
        self._out.append(text)
        following = column + 1
        self._at = (row, following) if following < self.width and _is_narrow(text) else None

    def _set(self, pen: Pen) -> None:
        self._out.append(change(self._pen, pen))
        self._pen = pen

    # Moves

    def _move(self, row: int, column: int) -> None:
        if self._at == (row, column):
            return
        ways = [f"\x1b[{row + 1}H" if not column else f"\x1b[{row + 1};{column + 1}H"]
        if self._at:
            ways += _relative(*self._at, row, column)
        self._out.append(min(ways, key=len))
        self._at = row, column

    # Scrolling

    def _scroll(self, want: list[Row]) -> None:
        """Moves what only moved: the lines of a page of text, one further."""
        found = _shift(self.rows, want)
        if not found:
            return
        top, bottom, by = found
        self._set(PLAIN)
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
        fresh = [[BLANK] * self.width for _ in range(abs(by))]
        moved = self.rows[top : bottom + 1]
        if by > 0:
            self._out.append(f"\x1b[{bottom + 1}H" + "\n" * by)
            moved = moved[by:] + fresh
        else:
            self._out.append(f"\x1b[{top + 1}H" + "\x1bM" * -by)
            moved = fresh + moved[:by]
        self._out.append("\x1b[r")
        self.rows[top : bottom + 1] = moved
        self._at = None  # not every terminal moves its cursor home


@lru_cache(maxsize=1024)
def _is_narrow(text: str) -> bool:
    """Whether every terminal moves one cell on: what it makes of other scripts, emoji and joined marks is its own."""
    return len(text) == 1 and (text.isascii() or (any(ord(text) in block for block in _NARROW) and text != "\xad"))


def _stale(have: Row, want: Row) -> list[bool]:
    """Which cells differ. Where the second half of a wide character does, so does its first, which draws both."""
    return [old != new for old, new in zip(have, want, strict=True)]


def _tail(row: Row) -> int:
    """Where the blanks of the terminal's own paper begin with which a row ends."""
    end = len(row)
    while end and row[end - 1] == BLANK:
        end -= 1
    return end


def _relative(from_row: int, from_column: int, row: int, column: int) -> list[str]:
    ways = []
    right, down = column - from_column, row - from_row
    if not down and right > 0:
        ways.append("\x1b[C" if right == 1 else f"\x1b[{right}C")
    if not down and right < 0:
        ways += ["\b" * -right, "\x1b[D" if right == -1 else f"\x1b[{-right}D"]
    if not column and not down:
        ways.append("\r")
    if not right and down:
        letter, steps = ("B", down) if down > 0 else ("A", -down)
        ways.append(f"\x1b[{letter}" if steps == 1 else f"\x1b[{steps}{letter}")
    if not column and 0 < down <= _LINE_FEEDS:
        ways.append("\r\n" * down)  # a lone line feed is one or the other, as the tty is set
    return ways


def _shift(have: list[Row], want: list[Row]) -> tuple[int, int, int] | None:
    """(top, bottom, lines up) of the scroll that saves most; None where none saves enough."""
    changed = [number for number, row in enumerate(want) if row != have[number] and _tail(row)]
    if len(changed) <= 1:
        return None
    places: dict[str, list[int]] = {}
    for number, row in enumerate(have):
        places.setdefault(_text(row), []).append(number)
    votes: dict[int, list[int]] = {}
    for number in changed:
        for place in places.get(_text(want[number]), ())[:_PLACES]:
            votes.setdefault(place - number, []).append(number)
    best: tuple[int, int, int, int] | None = None
    for by, rows in votes.items():
        top, bottom = (rows[0], rows[-1] + by) if by > 0 else (rows[0] + by, rows[-1])
        saved = _saved(have, want, top, bottom, by)
        if by and saved >= _WORTH_SCROLLING and (best is None or saved > best[0]):
            best = saved, top, bottom, by
    return best[1:] if best else None


def _text(row: Row) -> str:
    return "".join([text for text, _ in row])


def _saved(have: list[Row], want: list[Row], top: int, bottom: int, by: int) -> int:
    """Cells that need not be written when the rows from top to bottom are moved first."""
    blank = [BLANK] * len(want[0])
    saved = 0
    for number in range(top, bottom + 1):
        source = number + by
        moved = have[source] if top <= source <= bottom else blank
        saved += _differing(have[number], want[number]) - _differing(moved, want[number])
    return saved


def _differing(one: Row, other: Row) -> int:
    return 0 if one == other else sum(a != b for a, b in zip(one, other, strict=True))
