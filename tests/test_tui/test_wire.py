"""What the wire sends makes a terminal show what the application drew: text and attributes, cell by cell."""

import random
from collections.abc import Iterator

import pyte
import pytest

from tui.cells import cell_width, split_at
from tui.wire.canvas import Canvas
from tui.wire.pen import PLAIN, Pen, after, change
from tui.wire.strokes import Strokes

WIDTH, HEIGHT = 24, 9
LETTERS = "abc  xyz.—é"
WIDE = "漢字한🙂"
SGR = ("0", "1", "2;34", "7", "4;31", "48;5;4", "38;2;1;2;3", "0;1;42", "39", "49", "9", "91;104")


def frames(seed: int, count: int) -> Iterator[str]:
    """What an application may write: whole pages, single lines, pages that moved by some lines."""
    dice = random.Random(seed)  # noqa: S311 - a seeded sample
    page = [_line(dice) for _ in range(60)]
    top = 0
    for _ in range(count):
        kind = dice.randrange(4)
        if kind == 0:
            top = max(0, top + dice.choice((-5, -2, -1, 1, 1, 2, 3, 7)))
            yield "".join(f"\x1b[{y + 1};1H\x1b[0m{page[(top + y) % 60]}" for y in range(1, HEIGHT - 1))
        elif kind == 1:
            column = dice.randrange(WIDTH)
            yield f"\x1b[{dice.randrange(HEIGHT) + 1};{column + 1}H{_line(dice, WIDTH - column)}"
        elif kind == 2:
            rows = dice.sample(range(HEIGHT), 3)
            yield "".join(f"\x1b[{y + 1};1H\x1b[m" + " " * WIDTH for y in rows)
        else:
            yield f"\x1b[{dice.randrange(HEIGHT) + 1};{dice.randrange(WIDTH - 1) + 1}H{dice.choice(LETTERS + WIDE)}"


def _line(dice: random.Random, room: int = WIDTH) -> str:
    """Styled text that takes exactly the room."""
    parts = []
    for _ in range(dice.randrange(6)):
        letters = LETTERS + WIDE * (dice.randrange(4) == 0)
        text, _ = split_at("".join(dice.choices(letters, k=dice.randrange(12))), room)
        parts.append(f"\x1b[{dice.choice(SGR)}m{text}")
        room -= cell_width(text)
    return "".join(parts) + "\x1b[0m" + " " * room


class Terminal:
    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self._stream = pyte.Stream(self.screen)

    def show(self, data: str) -> None:
        self._stream.feed(data)

    def cells(self) -> list[list[tuple[str, ...]]]:
        """Each cell's text and how it looks; of a blank only what shows."""
        rows = [[self.screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
        return [[_look(cell) for cell in _whole(row)] for row in rows]


def _look(cell: pyte.screens.Char) -> tuple[str, ...]:
    marked = cell.reverse or cell.underscore or cell.strikethrough
    if cell.data == " " and not marked:
        return " ", cell.bg
    return tuple(map(str, cell))


def _whole(row: list[pyte.screens.Char]) -> Iterator[pyte.screens.Char]:
    """Half a wide character, which pyte leaves standing where the other half was written over, is blank."""
    for at, cell in enumerate(row):
        behind = row[at + 1].data if at + 1 < len(row) else " "
        alone = at == 0 or row[at - 1].data == "" or row[at - 1].data not in WIDE
        half = alone if cell.data == "" else cell.data in WIDE and behind != ""
        yield cell._replace(data=" ") if half else cell


@pytest.mark.parametrize("seed", range(60))
def test_a_terminal_shows_the_same_as_without_the_wire(seed: int) -> None:
    straight, wired = Terminal(), Terminal()
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    strokes.clear()
    for number, frame in enumerate(frames(seed, 60)):
        straight.show(frame)
        canvas.feed(frame)
        wired.show(strokes.draw(canvas))
        assert wired.cells() == straight.cells(), f"frame {number}"


def test_a_line_further_is_scrolled() -> None:
    page = [chr(97 + number % 26) * (6 + number % 7) for number in range(40)]
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    strokes.clear()
    sizes = []
    for top in (0, 1, 0):
        canvas.feed("".join(f"\x1b[{y + 1};1H{page[top + y].ljust(WIDTH)}" for y in range(HEIGHT)))
        sizes.append(len(strokes.draw(canvas)))
    assert max(sizes[1:]) < 60 < sizes[0]


def test_nothing_is_sent_for_what_stands_there() -> None:
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    strokes.clear()
    canvas.feed("\x1b[2;3H\x1b[1mbold\x1b[0m")
    strokes.draw(canvas)
    canvas.feed("\x1b[2;3H\x1b[1mbold\x1b[0m")
    assert strokes.draw(canvas) == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[?1000h",
        "\x1b]8;;http://a\x1b\\",
        "\x1b]52;c;YQ==\x07",
        "\x1b[6n",
        "\x1bPq\x1b\\",
        "\x9b31m",
        "\x07",
        "\x1bc",
    ],
)
def test_nothing_but_cells_passes_the_canvas(hostile: str) -> None:
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    canvas.feed(f"\x1b[2;2Hx{hostile}y")
    drawn = strokes.draw(canvas)
    assert hostile not in drawn
    assert canvas.rows[1][1][0] == "x"
    assert all(cell[0].isprintable() for row in canvas.rows for cell in row)


def test_a_frame_in_pieces_ends_as_the_whole_one() -> None:
    whole, pieces = Terminal(), Terminal()
    canvas, at_once, bit_by_bit = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    counts = []
    for frame in frames(5, 40):
        canvas.feed(frame)
        whole.show(at_once.draw(canvas))
        pieces.show(bit_by_bit.draw(canvas, 20))
        count = 1
        while bit_by_bit.unfinished:
            pieces.show(bit_by_bit.draw(canvas, 20))
            count += 1
        counts.append(count)
        assert pieces.cells() == whole.cells()
    assert max(counts) > 3


def test_the_rows_that_matter_come_first() -> None:
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    canvas.feed("".join(f"\x1b[{y + 1};1H" + chr(97 + y) * WIDTH for y in range(HEIGHT)))
    first = strokes.draw(canvas, 2 * WIDTH, (0, HEIGHT - 1))
    assert {"a" * WIDTH in first, chr(97 + HEIGHT - 1) * WIDTH in first, "c" * WIDTH not in first} == {True}
    assert strokes.unfinished


@pytest.mark.parametrize("seed", range(200))
def test_a_move_gets_where_it_is_meant_to(seed: int) -> None:
    dice, terminal, strokes = random.Random(seed), Terminal(), Strokes(WIDTH, HEIGHT)  # noqa: S311 - a seeded sample
    for _ in range(6):
        row, column = dice.randrange(HEIGHT), dice.randrange(WIDTH - 1)
        terminal.show(strokes.place((row, column)))
        assert (terminal.screen.cursor.y, terminal.screen.cursor.x) == (row, column)


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        (PLAIN, PLAIN, ""),
        (PLAIN, Pen(frozenset("1")), "\x1b[1m"),
        (Pen(frozenset("1")), PLAIN, "\x1b[m"),
        (Pen(ink="31"), Pen(ink="32"), "\x1b[32m"),
        (Pen(ink="31", paper="44"), Pen(paper="44"), "\x1b[39m"),
        (None, PLAIN, "\x1b[m"),
    ],
)
def test_a_pen_is_changed_in_the_fewest_bytes(old: Pen | None, new: Pen, sent: str) -> None:
    assert change(old, new) == sent


@pytest.mark.parametrize("seed", range(100))
def test_a_changed_pen_is_the_one_wanted(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a seeded sample
    inks, papers = ("", "31", "38;5;9"), ("", "44")
    old, new = (
        Pen(frozenset(dice.sample("123479", dice.randrange(4))), dice.choice(inks), dice.choice(papers)) for _ in "on"
    )
    sequence = change(old, new)
    assert after(old, sequence[2:-1]) == new if sequence else old == new


def test_extended_colours_are_read_whole() -> None:
    assert after(PLAIN, "1;38;5;4;48;2;1;2;3") == Pen(frozenset("1"), "38;5;4", "48;2;1;2;3")


def test_a_terminal_that_draws_an_emoji_in_one_cell_shows_nothing_of_what_stood_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pyte.screens, "wcwidth", lambda _: 1)
    terminal, canvas, strokes = Terminal(), Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    strokes.clear()
    for line in ("abcdefgh", "🙂cd🙂gh", "🙂漢🙂gh", "abcdefgh"):
        canvas.feed(f"\x1b[3;1H{line}\x1b[3;{WIDTH - 7}H{line}")
        terminal.show(strokes.draw(canvas))
        shown = line.replace("🙂", "🙂 ").replace("漢", "漢 ")
        assert terminal.screen.display[2] == shown.ljust(WIDTH - 8) + shown


def test_blanks_between_bold_words_need_no_other_pen() -> None:
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    strokes.clear()
    strokes.draw(canvas)
    canvas.feed("\x1b[1;1H\x1b[1mtwo words\x1b[0m")
    assert strokes.draw(canvas) == "\x1b[H\x1b[1mtwo words"


def test_an_indent_is_written_where_that_is_shorter_than_a_move() -> None:
    canvas, strokes = Canvas(WIDTH, HEIGHT), Strokes(WIDTH, HEIGHT)
    strokes.clear()
    strokes.draw(canvas)
    canvas.feed("\x1b[3;3Hone two\x1b[4;3Hthree")
    assert strokes.draw(canvas) == "\x1b[3;3Hone two\r\n  three"
