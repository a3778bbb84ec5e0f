"""Searching as one types: what is shown is what was typed last."""

import asyncio
import threading

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import ANSWER, CLEARVIEW, fake_backend, fake_library
from tui.keys import Place
from tui.ports import Found, Proposal, Row
from tui.screens.seeking import SAVED, Newest


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


async def test_a_search_that_runs_is_told_that_a_newer_one_overtook_it(browse: Open) -> None:
    library = fake_library()
    library.gate = threading.Event()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash", "c")
        await desk.until(lambda: library.asked == ["c"])
        await desk.press("l")
        library.gate.set()
        await desk.screen.search.settled()
        assert (library.asked, library.overtaken) == (["c", "cl"], ["c"])


async def test_the_palette_overtakes_nothing(browse: Open) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("c")
        await desk.press("escape", "colon", "t")
        await desk.until(lambda: library.asked == ["c", "t"])
        assert library.overtaken == []


def proposing(line: str, word: str) -> Found:
    return Found((Row(CLEARVIEW, ANSWER, "a fact", "fact"),), (), Proposal(line, word))


async def test_tab_takes_what_stands_dimly_behind_the_cursor(browse: Open) -> None:
    library = fake_library()
    library.found["actor:cle"] = proposing("actor:clearview ", "clearview")
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("actor:cle")
        assert desk.lines[1] == "/ actor:clearview"
        assert "Tab take" in desk.status
        await desk.press("tab")
        assert desk.screen.search.line.text == "actor:clearview "
        await desk.screen.search.settled()
        assert library.asked[-1] == "actor:clearview "
        assert "Tab take" not in desk.status


async def test_right_takes_it_at_the_end_of_the_line_only(browse: Open) -> None:
    library = fake_library()
    library.found["actor:cle"] = proposing("actor:clearview ", "clearview")
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("actor:cle")
        await desk.press("left")
        assert desk.lines[1] == "/ actor:cle", "nothing is proposed inside the line"
        await desk.press("right")
        assert desk.screen.search.line.text == "actor:cle"
        await desk.press("right")
        assert desk.screen.search.line.text == "actor:clearview "


async def test_a_proposal_stays_while_its_letters_are_typed_and_goes_with_another(browse: Open) -> None:
    library = fake_library()
    library.found["actor:cle"] = proposing("actor:Clearview ", "Clearview")
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("actor:cle")
        library.gate = threading.Event()
        await desk.press("a")
        assert desk.lines[1] == "/ actor:clearview"
        await desk.press("x")
        assert desk.lines[1] == "/ actor:cleax"
        library.gate.set()


async def test_a_word_that_is_spelt_otherwise_is_proposed_whole(browse: Open) -> None:
    library = fake_library()
    library.found["kind:amende"] = proposing("kind:fine ", "fine")
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("kind:amende")
        assert desk.lines[1] == "/ kind:amende  Tab: fine"
        await desk.press("tab")
        assert desk.screen.search.line.text == "kind:fine "


async def test_an_empty_line_says_what_can_be_typed(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        assert desk.lines[1] == '/  words "phrase" -not actor:NAME amount:>3M @saved'
        await desk.press("tab")
        assert desk.screen.search.line.text == ""
        await desk.type("c")
        assert desk.lines[1] == "/ c"
    async with browse(size=(30, 10)) as desk:
        await desk.press("slash")
        assert len(desk.lines[1]) <= 30


async def test_a_saved_search_runs_when_it_is_chosen(browse: Open) -> None:
    library = fake_library()
    library.found["@"] = Found((Row("", "@payers", "kind:contract ICE", SAVED),))
    library.found["@payers"] = Found((Row(CLEARVIEW, ANSWER, "a fact", "fact"),))
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("@")
        assert desk.lines[2] == "> @payers"
        assert "kind:contract ICE" in desk.lines[3]
        await desk.press("enter")
        assert desk.screen.search.line.text == "@payers"
        assert desk.lines[2] == f"> {ANSWER}"
        assert desk.at(Place.SEARCH)
        await desk.press("enter")
        assert desk.at(Place.PAGE)
