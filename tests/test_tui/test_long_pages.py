"""A page of any length: what a key costs depends on what is in view, and hostile pages end like any other."""

from collections.abc import Iterator
from time import process_time
from typing import SupportsIndex

import pytest

from tests.test_tui.conftest import Desk, Open
from tests.test_tui.fakes import fake_backend, fake_library, heading, text
from tui.layout import lay_out
from tui.page import Block, Column, Kind, Page, Span
from tui.ports import Backend

WORDS = "The department spent three million dollars on software for agents, été comme hiver, and said nothing. "


class Watched(tuple[Block, ...]):
    """Blocks that count how many of them were looked at."""

    looked_at = 0

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        Watched.looked_at += 1 if isinstance(number, SupportsIndex) else len(range(*number.indices(len(self))))
        return super().__getitem__(number)

    def __iter__(self) -> Iterator[Block]:
        Watched.looked_at += len(self)
        return super().__iter__()


def page_of(size: int) -> Page:
    blocks = [heading("Long", 1)]
    for number in range(size):
        spans = (Span(f"Passage {number} {WORDS}"), Span("ICE", link="actor/ice"), Span(" there"))
        blocks.append(Block(Kind.ITEM, spans, marker=f"{number:>3}", fact=f"fact/surveillance/f{number}"))
    return Page("sheet/surveillance", "Long", Watched(blocks))


def backend_of(page: Page) -> Backend:
    library = fake_library()
    library.pages["sheet/surveillance"] = page
    return fake_backend(library)


async def looked_at(browse: Open, size: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    async with browse(backend_of(page_of(size))) as desk:
        await desk.press("enter")
        for key in ("j", "k", "space", "ctrl+u", "tab", "shift+tab", "G", "shift+tab", "l", "escape", "home", "n", "N"):
            Watched.looked_at = 0
            await desk.press(key)
            counts[key] = Watched.looked_at
    return counts


async def test_no_key_looks_at_more_of_a_longer_page(browse: Open) -> None:
    short, long = await looked_at(browse, 200), await looked_at(browse, 4000)
    assert {key: count <= short[key] + 5 for key, count in long.items()} == dict.fromkeys(long, True)
    assert max(long.values()) < 200


def megabytes(size: int) -> list[Block]:
    return [text(WORDS * 10) for _ in range(size * 1024)]


def seconds(blocks: list[Block]) -> float:
    """Of the processor, the best of three."""
    taken = []
    for _ in range(3):
        start = process_time()
        lay_out(blocks, 77)
        taken.append(process_time() - start)
    return min(taken)


def test_a_longer_text_takes_longer_only_as_it_is_longer() -> None:
    assert seconds(megabytes(3)) < 6 * seconds(megabytes(1))


def test_a_word_without_end_takes_longer_only_as_it_is_longer() -> None:
    assert seconds([text("x" * 900_000)]) < 9 * seconds([text("x" * 300_000)])


def test_lines_are_made_only_where_they_are_looked_at() -> None:
    layout = lay_out([text(WORDS * 40)] * 500, 60)
    total = len(layout.lines)
    assert layout.lines[total - 1].block == 499
    assert len(layout._kept) == 1
    assert "".join(line.text for line in layout.lines_of(499)).split()[-1] == "nothing."
    for number in range(0, total, 7):
        assert layout.starts[layout.lines[number].block] <= number


def test_lines_of_the_blocks_looked_at_last_are_kept_and_no_more() -> None:
    layout = lay_out([text(WORDS)] * 2000, 60)
    assert len(list(layout.lines)) == len(layout.lines)
    assert 20 < len(layout._kept) < 1000


HOSTILE = {
    "one word": [text("x" * 300_000)],
    "one accented word": [text("é" * 300_000)],
    "one wide word": [text("日本" * 50_000)],
    "combining": [text("a" + "\u0301" * 20_000 + " b")],
    "controls": [text("\x1b[2J\u202e\u200b\x9b" * 5_000)],
    "emoji": [heading("👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 500, 1)],
    "rows": [
        Block(Kind.ROW, cells=((Span(f"${n}"),), (Span("x"),)), columns=(Column(9, right=True), Column()))
        for n in range(30_000)
    ],
    "many spans": [Block(Kind.TEXT, tuple(Span(f"w{n} ", link=f"actor/{n}") for n in range(5_000)))],
    "code": [Block(Kind.CODE, (Span("\t" * 1000 + "x" * 100_000 + "\n" * 1000),))],
    "empty": [],
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_every_key_goes_on_working(browse: Open, name: str, size: tuple[int, int]) -> None:
    page = Page("sheet/surveillance", "Hostile", tuple(HOSTILE[name]))
    async with browse(backend_of(page), size=size) as desk:
        await desk.press("enter")
        for keys in (["G"], ["home"], ["space"], ["tab"], ["l"], ["escape"], ["F", "x"], ["enter"], ["n"], ["o"]):
            await desk.press(*keys)
            assert desk.app.is_running
            if keys == ["l"] and not desk.screen.document.hints:
                await desk.press("j")
        await resized(desk)


async def resized(desk: Desk) -> None:
    await desk.press("escape")
    await desk.pilot.resize_terminal(53, 12)
    await desk.pilot.pause()
    assert desk.app.is_running
    assert len(desk.lines) == 12
