"""Searching as one types: what is shown is what was typed last."""

import asyncio

from tui.ports import Found
from tui.screens.seeking import Newest


class Slow:
    """Searches that end when told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.shown: list[str] = []
        self.ends = asyncio.Event()
        self.newest = Newest(self.find, lambda text, _found: self.shown.append(text))

    async def find(self, text: str) -> Found:
        self.begun.append(text)
        await self.ends.wait()
        return Found(())


async def test_an_overtaken_search_is_not_shown_and_those_between_are_not_run() -> None:
    slow = Slow()
    for text in ("c", "cl", "cle"):
        slow.newest.want(text)
        await asyncio.sleep(0)
    slow.ends.set()
    await slow.newest.settled()
    assert slow.begun == ["c", "cle"]
    assert slow.shown == ["cle"]


async def test_the_same_text_again_is_searched_again() -> None:
    slow = Slow()
    slow.ends.set()
    for _ in range(2):
        slow.newest.want("c")
        await slow.newest.settled()
    assert slow.shown == ["c", "c"]
