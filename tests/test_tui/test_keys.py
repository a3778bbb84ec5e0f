"""The registry of keys: everything in it is bound, explained, and reachable from any keyboard."""

import re

import pytest

from tests.test_tui.conftest import Open
from tui.keys import BY_ID, KEYS, Key, KeyReader, Place, keys_page, spell, status_hints
from tui.layout import plain_lines

SIMPLE = {"Enter", "Esc", "Backspace", "Delete", "Tab", "Shift-Tab", "Space", "Home", "End", "PgUp", "PgDn"}
ARROWS = {"Up", "Down", "Left", "Right"}


async def test_every_key_is_bound_and_every_command_has_a_key(browse: Open) -> None:
    async with browse() as desk:
        assert set(desk.screen.commands) == set(BY_ID)
    assert len(BY_ID) == len(KEYS)


def test_every_key_reads_as_its_action_in_its_places() -> None:
    for key in KEYS:
        for place in key.places:
            for sequence in key.keys:
                reader = KeyReader()
                assert [reader.read(place, part) for part in sequence.split()][-1] == key.id


def test_a_key_with_two_meanings_in_one_place_is_refused() -> None:
    place = frozenset({Place.LIST})
    with pytest.raises(ValueError, match="j has two meanings in the list"):
        KeyReader([Key("a", ("j",), "", place), Key("b", ("j",), "", place)])


def test_no_key_needs_alt_a_function_key_or_a_mouse() -> None:
    for key in KEYS:
        for sequence in key.keys:
            for part in sequence.split():
                assert part in SIMPLE | ARROWS or re.fullmatch(r"Ctrl-[a-z]|[!-~]", part), part


def test_no_letter_is_taken_from_the_lines_that_one_types_in() -> None:
    typing = {Place.SEARCH, Place.FIND, Place.CHOOSER}
    for key in KEYS:
        if key.places & typing:
            assert all(len(sequence) > 1 and sequence != "Space" for sequence in key.keys), key.id


@pytest.mark.parametrize(
    ("name", "character", "spelt"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("slash", "/", "/"),
        ("question_mark", "?", "?"),
        ("ctrl+d", "\x04", "Ctrl-d"),
        ("space", " ", "Space"),
        ("enter", "\r", "Enter"),
        ("ctrl+h", "\x08", "Backspace"),
        ("shift+tab", None, "Shift-Tab"),
        ("pagedown", None, "PgDn"),
        ("é", "é", "é"),
    ],
)
def test_names_of_the_framework_become_names_for_people(name: str, character: str | None, spelt: str) -> None:
    assert spell(name, character) == spelt


def test_the_guide_lists_every_key_with_its_words() -> None:
    text = "\n".join(plain_lines(keys_page().blocks, 100))
    for key in KEYS:
        assert ", ".join(key.keys) in text, key.id
        assert key.help in text, key.id


def test_the_status_line_offers_only_what_works() -> None:
    assert status_hints(Place.PAGE, ["quit", "evidence", "accept"]) == [("q", "quit"), ("v", "evidence")]


async def test_help_lists_the_keys_that_work_here_and_no_others(browse: Open) -> None:
    async with browse(size=(100, 60)) as desk:
        await desk.press("question_mark")
        assert BY_ID["open"].help in desk.text
        assert BY_ID["find"].help not in desk.text, "that is for pages"
        assert BY_ID["problems"].help not in desk.text, "there are none"
        await desk.press("escape", "enter", "question_mark")
        assert BY_ID["find"].help in desk.text
        assert BY_ID["next-match"].help not in desk.text, "nothing was looked for"
        assert BY_ID["open"].help not in desk.text


async def test_help_is_filtered_as_one_types_and_does_what_is_chosen(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "question_mark", *"section")
        assert desk.lines[2].startswith("> o ")
        assert not desk.lines[3]
        await desk.press("enter")
        assert desk.at(Place.CHOOSER)
        assert desk.lines[1].startswith("section:")


async def test_help_leads_to_the_guide_and_to_all_keys(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("question_mark", *"guide", "space", *"all", "space", *"keys", "enter")
        assert desk.screen.document.page.ref == "help/keys"
        await desk.press("escape", "question_mark", *"searching", "enter")
        assert desk.screen.document.page.ref == "help/searching"


async def test_the_palette_finds_actions_names_and_sheets(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("colon", *"print", "enter")
        assert desk.status.startswith("Printed to")
        await desk.press("colon", *"ICE", "enter")
        assert desk.screen.document.page.ref == "actor/ice"
        await desk.press("colon", *"clearview", "space", *"contract")
        await desk.until(lambda: "Technology in the fight" in desk.text)
        await desk.press("escape")
        assert desk.at(Place.PAGE)
        assert desk.screen.document.page.ref == "actor/ice"


async def test_an_empty_palette_holds_everything_lazily(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("colon", *["pagedown"] * 5)
        assert "Smugglers' use" in desk.text
        assert desk.screen.chooser.selected.ref == "sheet/smugglers"


async def test_the_status_line_keeps_help_and_quit_at_any_width(browse: Open) -> None:
    for size in [(40, 10), (80, 24), (200, 60)]:
        async with browse(size=size) as desk:
            assert desk.status.startswith("? help  q quit")
            assert len(desk.status) <= size[0]
