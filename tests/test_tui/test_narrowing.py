"""Narrowing, sorting and saving: what is chosen becomes a part of the query, which can be edited."""

import threading

import pytest

from tests.test_tui.conftest import Desk, Open
from tests.test_tui.fakes import ANSWER, CLEARVIEW, FakeLibrary, fake_backend, fake_library
from tui.keys import Place
from tui.ports import Choice, Found, Row

ONE = Found((Row(CLEARVIEW, ANSWER, "a fact", "fact"),), total=1)


def library() -> FakeLibrary:
    """`ice` finds a fact, which is narrowed by kind or actor."""
    found = fake_library()
    found.found |= {"ice": ONE, "kind:contract ice": ONE, "kind:k7 ice": ONE, "sort:-amount ice": ONE, "": ONE}
    found.choices = {
        ("", "kind"): [Choice("kind:contract ", "contract", "3,120")],
        ("ice", "kind"): [Choice(f"kind:k{number} ice", f"kind {number}", str(20 - number)) for number in range(8)],
        ("ice", "actor"): [Choice("actor:elysee ice", "Élysée", "4"), Choice("actor:ice ice", "ICE", "2")],
        ("kind:contract ice", "conditions"): [Choice("ice", "kind:contract")],
        ("kind:contract ice", "kind"): [Choice("kind:price ice", "price", "1")],
        ("ice", "orders"): [Choice("ice", "best match first", "as now"), Choice("sort:-amount ice", "amount")],
    }
    return found


async def search(desk: Desk, text: str) -> None:
    await desk.press("slash")
    await desk.type(text)
    await desk.press("escape")


async def counted(desk: Desk, words: str) -> None:
    await desk.until(lambda: words in desk.text)


async def test_a_value_that_is_chosen_becomes_a_condition_of_the_query(browse: Open) -> None:
    async with browse(fake_backend(library())) as desk:
        await search(desk, "ice")
        await desk.press("f")
        await counted(desk, "Élysée")
        assert desk.lines[1] == "narrow to:"
        assert desk.lines[2].split() == [">", "kind", "kind", "0", "20"]
        await desk.press("down", "enter")
        assert desk.lines[1] == "/ kind:k1 ice"
        assert desk.at(Place.LIST)
        await desk.press("slash")
        await desk.press("escape")
        assert desk.screen.search.line.text == "kind:k1 ice", "the query stands where it can be edited"


async def test_without_a_search_the_whole_library_is_counted(browse: Open) -> None:
    async with browse(fake_backend(library())) as desk:
        await desk.press("f")
        await counted(desk, "3,120")
        await desk.press("enter")
        assert desk.screen.search.line.text == "kind:contract "


async def test_what_narrows_already_comes_first_and_is_taken_away(browse: Open) -> None:
    async with browse(fake_backend(library())) as desk:
        await search(desk, "kind:contract ice")
        await desk.press("f")
        await counted(desk, "price")
        assert desk.lines[2].split() == [">", "narrowed", "kind:contract", "take", "away"]
        await desk.press("enter")
        assert desk.screen.search.line.text == "ice"


async def test_of_many_values_the_first_are_listed_and_all_are_found_by_typing(browse: Open) -> None:
    async with browse(fake_backend(library())) as desk:
        await search(desk, "ice")
        await desk.press("f")
        await counted(desk, "Élysée")
        assert "kind 4" in desk.text
        assert "kind 5" not in desk.text
        assert "3 more" in desk.text
        await desk.press(*"elys")
        await desk.until(lambda: "kind 0" not in desk.text)
        assert "Élysée" in desk.text, "found without its accents"
        await desk.press("ctrl+u", *["down"] * 5, "enter")
        await counted(desk, "kind 7")
        assert desk.lines[1].startswith("narrow to: kind")
        await desk.press(*"7")
        await desk.until(lambda: "kind 0" not in desk.text)
        await desk.press("enter")
        assert desk.screen.search.line.text == "kind:k7 ice"


async def test_what_is_counted_later_is_added_below_while_one_chooses(browse: Open) -> None:
    found = library()
    async with browse(fake_backend(found)) as desk:
        await search(desk, "ice")
        found.gate = threading.Event()
        await desk.press("f")
        assert "Counting ..." in desk.text, "the keys do not wait for it"
        assert desk.at(Place.CHOOSER)
        await desk.press(*"kin")
        assert desk.lines[1] == "narrow to: kin"
        found.gate.set()
        await counted(desk, "kind 2")
        assert "Élysée" not in desk.text
        await desk.press("escape")
        assert desk.at(Place.LIST)


async def test_nothing_to_narrow_says_so_and_an_index_that_fails_too(
    browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = library()
    async with browse(fake_backend(found)) as desk:
        await search(desk, "uber")
        await desk.press("f")
        await counted(desk, "There is nothing to narrow to.")
        await desk.press("enter", "escape")

        def fails(_text: str) -> list[Choice]:
            raise OSError("the disk is gone")

        monkeypatch.setattr(found, "conditions", fails)
        await desk.press("f")
        assert desk.status == "The disk is gone"
        assert desk.at(Place.LIST)


async def test_an_order_is_chosen_and_the_one_that_stands_is_told(browse: Open) -> None:
    async with browse(fake_backend(library())) as desk:
        await search(desk, "ice")
        await desk.press("s")
        assert desk.lines[2].split() == [">", "best", "match", "first", "as", "now"]
        await desk.press("down", "enter")
        assert desk.lines[1] == "/ sort:-amount ice"


async def test_a_search_is_saved_under_a_name_that_is_typed_or_stands(browse: Open) -> None:
    found = library()
    found.found["@"] = Found((Row("", "@payers", "kind:contract", "search"),))
    async with browse(fake_backend(found)) as desk:
        await desk.press("at")
        assert "Search for something first with /" in desk.status
        await search(desk, "ice")
        await desk.press("at", *"of-ice", "enter")
        assert found.saved == {"of-ice": "ice"}
        assert desk.status == "Saved: @of-ice"
        await desk.press("at", *"pay", "tab", "enter")
        assert found.saved["payers"] == "ice"


async def test_a_search_that_cannot_be_saved_says_why(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    found = library()

    def refuses(_name: str, _text: str) -> str:
        raise OSError("this library is read-only")

    monkeypatch.setattr(found, "save", refuses)
    async with browse(fake_backend(found)) as desk:
        await search(desk, "ice")
        await desk.press("at", "x", "enter")
        assert desk.status == "This library is read-only"


async def test_values_that_are_still_counted_never_come_into_another_chooser(browse: Open) -> None:
    found = library()
    async with browse(fake_backend(found)) as desk:
        await desk.press("enter", "backspace")
        await search(desk, "ice")
        found.gate = threading.Event()
        await desk.press("f", "escape", "h", *"zzz")
        found.gate.set()
        await desk.pilot.pause(0.2)
        assert desk.lines[1] == "recently read: zzz"
        assert desk.lines[2] == "  Nothing by that name."
