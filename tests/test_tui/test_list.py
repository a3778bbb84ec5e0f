"""A list of any length costs what is on the screen: counted in rows that are read, never in time."""

from collections.abc import Sequence

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import fake_backend
from tui.ports import Row, Rows
from tui.screens.choices import Joined

MANY = 100_000
CHUNK = 64


class Counting:
    """Rows that are made when they are read, and count that."""

    def __init__(self, size: int = MANY) -> None:
        self.size = size
        self.read: list[int] = []

    def __len__(self) -> int:
        return self.size

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        shown = range(start, min(stop, self.size))
        self.read += shown
        return [Row(f"sheet/{number}", f"Sheet {number}") for number in shown]


async def test_a_hundred_thousand_rows_are_read_by_the_screenful(browse: Open) -> None:
    rows = Counting()
    backend = fake_backend()
    async with browse(backend.__class__(backend.name, backend.identity, backend.pages, backend.searcher, rows)) as desk:
        assert "100,000 sheets" in desk.lines[0]
        assert len(rows.read) <= 2 * CHUNK
        rows.read.clear()
        await desk.press(*["down"] * 20)
        assert rows.read == [], "a moved marker reads nothing"
        await desk.press("G")
        assert desk.lines[-2].strip() == "> Sheet 99999"
        await desk.press("pageup", "g", "g")
        assert len(rows.read) <= 4 * CHUNK


async def test_the_palette_over_them_reads_no_more(browse: Open) -> None:
    rows = Counting()
    backend = fake_backend()
    async with browse(backend.__class__(backend.name, backend.identity, backend.pages, backend.searcher, rows)) as desk:
        rows.read.clear()
        await desk.press("colon")
        assert len(rows.read) <= 4 * CHUNK
        await desk.press("a")
        await desk.pilot.pause(0.1)
        assert len(rows.read) <= 6 * CHUNK


def test_joined_lists_are_read_where_they_are_looked_at() -> None:
    first, second = Counting(10), Counting()
    joined: Rows = Joined(first, second)
    assert len(joined) == MANY + 10
    assert [row.text for row in joined.rows(8, 12)] == ["Sheet 8", "Sheet 9", "Sheet 0", "Sheet 1"]
    assert (first.read, second.read) == ([8, 9], [0, 1])
