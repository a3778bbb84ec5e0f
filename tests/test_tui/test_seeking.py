"""Searching as one types: what is shown is what was typed last."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import ANSWER, CLEARVIEW, FakeLibrary, fake_backend, fake_library
from tui.keys import Place
from tui.ports import Found, Proposal, Row, never
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


async def test_the_palette_searches_nothing_but_names(browse: Open) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("c")
        await desk.press("escape", "colon", *"techno")
        await desk.until(lambda: "Technology in the fight" in desk.text)
        assert (library.asked, library.overtaken) == (["c"], [])


def proposing(line: str, word: str) -> Found:
    return Found((Row(CLEARVIEW, ANSWER, "a fact", "fact"),), (), Proposal(line, word))


async def test_tab_takes_what_stands_dimly_behind_the_cursor(browse: Open) -> None:
    library = fake_library()
    library.found["actor:cle"] = proposing("actor:clearview ", "clearview")
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("actor:cle")
        assert desk.lines[1] == "/ actor:clearview"
        assert "Tab complete" in desk.status
        await desk.press("tab")
        assert desk.screen.search.line.text == "actor:clearview "
        await desk.screen.search.settled()
        assert library.asked[-1] == "actor:clearview "
        assert "Tab complete" not in desk.status


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


async def test_a_lone_first_letter_waits_for_a_second(browse: Open) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash", "c")
        assert library.asked == []
        assert "2 sheets" in desk.lines[0], "the list stays while one goes on typing"
        await desk.until(lambda: library.asked == ["c"])
        await desk.press("ctrl+u", "x", "y")
        await desk.until(lambda: library.asked == ["c", "xy"])


async def test_a_lone_letter_is_searched_at_once_when_it_is_accepted(browse: Open) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash", "c", "enter")
        assert library.asked == ["c"]
        assert desk.screen.document.page.ref == "sheet/surveillance"


@pytest.mark.parametrize("typed", ["監", "5", "@"])
async def test_one_character_that_is_no_beginning_does_not_wait(browse: Open, typed: str) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.screen.typing.insert(typed)
        await desk.pilot.pause(0.1)
        assert library.asked == [typed]


class Late(FakeLibrary):
    """One that takes its time to find anything."""

    def suggest(self, text: str, limit: int, overtaken: Callable[[], bool] = never) -> Found:
        time.sleep(0.3)
        return super().suggest(text, limit, overtaken)


@pytest.mark.parametrize("keys", [("escape", "down", "enter"), ("down", "enter")])
async def test_keys_typed_ahead_act_on_the_rows_of_what_was_typed(browse: Open, keys: tuple[str, ...]) -> None:
    fake = fake_library()
    library = Late(fake.pages, fake.found)
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash", *"clearview", "space", *"contract", *keys)
        assert desk.screen.document.page.ref == "sheet/surveillance", "the second row of what was found"


def many(count: int) -> Found:
    return Found([Row(f"sheet/{number}", f"Result {number}", "", "sheet") for number in range(count)], total=count)


async def test_results_grow_as_one_goes_down_in_them(browse: Open) -> None:
    library = fake_library()
    library.found["ice"] = many(150)
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("ice")
        await desk.press("escape")
        assert "150 found" in desk.lines[0]
        assert len(desk.screen.list.source) < 150
        for _ in range(20):
            await desk.press("pagedown")
            await desk.until(lambda: not desk.screen.search.growing)
        assert desk.screen.list.selected.text == "Result 149"
        assert len(desk.screen.list.source) == 150
        assert library.asked.count("ice") == 1, "what is shown already is not searched again"


async def test_a_row_far_down_in_the_results_is_there_when_one_comes_back(browse: Open) -> None:
    library = fake_library()
    library.found["ice"] = many(400)
    async with browse(fake_backend(library)) as desk:
        await desk.screen.search.restore("ice", 333)
        assert desk.screen.list.selected.text == "Result 333"


async def test_results_that_cannot_be_read_on_say_so_and_stay(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    library = fake_library()
    library.found["ice"] = many(400)

    def fails(_text: str, _start: int, _stop: int) -> list[Row]:
        raise OSError("the disk is gone")

    monkeypatch.setattr(library, "more", fails)
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("ice")
        await desk.press("escape", "G")
        await desk.until(lambda: "the disk is gone" in desk.status)
        assert len(desk.screen.list.source) == 50


async def test_matched_words_are_bold_wherever_the_row_is_cut(browse: Open) -> None:
    library = fake_library()
    text = "A title cut where the list is narrow, to be about Clearview\x07 Clearview"
    marks = tuple((at, at + 9) for at in (text.index("Clearview"), text.rindex("Clearview")))
    library.found["clear"] = Found((Row("sheet/a", text, "Clearview", "sheet", marks, ((0, 9),)),))
    for size, shown in [((80, 24), 3), ((40, 10), 2), ((200, 60), 3)]:
        async with browse(fake_backend(library), size=size) as desk:
            await desk.press("slash")
            await desk.type("clear")
            bold = [
                segment.text
                for strip in desk.strips()[2:]
                for segment in strip
                if segment.style and segment.style.bold and "Clear" in segment.text
            ]
            assert bold == ["Clearview"] * shown, size
            assert "\x07" not in desk.text


async def test_results_stay_as_many_when_the_library_changes_under_them(browse: Open) -> None:
    library = fake_library()
    library.found["ice"] = many(400)
    async with browse(fake_backend(library)) as desk:
        await desk.screen.search.restore("ice", 333)
        await desk.screen.search.renew()
        assert desk.screen.list.selected.text == "Result 333"
