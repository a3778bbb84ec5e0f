"""The registry of keys: everything in it is bound, explained, and reachable from any keyboard."""

import ast
import re
from pathlib import Path
from shutil import rmtree

import pytest

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import fake_backend, fake_library
from tests.test_tui.test_tabling import backend_with
from tui.keymap import DEFAULT, KeyReader
from tui.keys import BY_ID, KEYS, Key, Place, spell
from tui.layout import plain_lines
from tui.ports import Found, Row
from tui.screens.seeking import SAVED

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
    typing = {Place.SEARCH, Place.FIND, Place.CHOOSER, Place.FILTER, Place.HINTS}
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
    text = "\n".join(plain_lines(DEFAULT.page().blocks, 100))
    for key in KEYS:
        assert ", ".join(key.keys) in text, key.id
        assert key.help in text, key.id


def test_the_status_line_offers_only_what_works() -> None:
    assert DEFAULT.hints(Place.PAGE, ["quit", "evidence", "accept"]) == [("q", "quit"), ("v", "proof")]


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
        await desk.press("colon", *"technology")
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
            await desk.press("j")
            assert desk.status.startswith("? help  q quit")
            assert len(desk.status) <= size[0]


STANDS = {
    "on a sheet": (),
    "on a fact found": ("slash", *"clearview", "space", *"contract", "escape"),
    "where nothing is found": ("slash", *"nobody", "escape"),
    "in a sheet": ("enter",),
    "in a page without links": ("question_mark", *"searching", "enter"),
    "in a passage": ("enter", "J", "v"),
    "in a table": ("dollar_sign",),
    "in another table": ("t",),
}


@pytest.mark.parametrize("keys", STANDS.values(), ids=STANDS)
async def test_a_key_that_is_not_offered_does_something_all_the_same_or_says_why_not(
    keys: tuple[str, ...], browse: Open, state_home: Path
) -> None:
    """Nothing happens in silence, wherever one stands."""
    silent = []
    refused: list[str] | None = None
    while refused is None or refused:
        rmtree(state_home, ignore_errors=True)
        async with browse(backend_with()) as desk:
            await desk.press(*keys)
            screen, before = desk.screen, desk.lines[:-1]
            if refused is None:
                refused = [key.id for key in KEYS if screen.place in key.places and key.id not in screen.working()]
            while refused and desk.lines[:-1] == before:
                screen.message, ident = "", refused.pop()
                await screen.perform(ident)
                await desk.pilot.pause()
                silent += [ident] if desk.lines[:-1] == before and not screen.message else []
    assert silent == []


async def test_links_are_not_offered_where_a_page_has_none(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("question_mark", *"searching", "enter")
        assert not {"next-link", "previous-link", "hints"} & set(desk.screen.working())
        await desk.press("escape", "enter")
        assert {"next-link", "previous-link", "hints"} <= set(desk.screen.working())


async def test_a_saved_search_left_in_the_list_is_run_by_opening_it(browse: Open) -> None:
    library = fake_library()
    library.found["@"] = Found((Row("", "c", "the query", SAVED),))
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash", "at", "escape")
        assert "open" in desk.screen.working()
        await desk.press("enter")
        assert desk.screen.search.query == "c"


# What begins, and what may follow


async def test_the_first_start_says_how_to_begin_until_a_key_is_pressed(browse: Open) -> None:
    async with browse() as desk:
        assert desk.status == "/ search  Enter open  ? keys that work here  q quit (all is kept)"
        await desk.press("j")
        assert "all is kept" not in desk.status
        await desk.press("q")
    async with browse() as desk:
        assert "all is kept" not in desk.status, "this is the second start"


async def test_a_narrow_screen_begins_with_what_fits(browse: Open) -> None:
    async with browse(size=(40, 10)) as desk:
        assert desk.status.startswith("? help  q quit")


async def test_what_may_follow_a_first_key_is_shown_after_a_pause(browse: Open) -> None:
    for size in [(40, 10), (80, 24)]:
        async with browse(size=size) as desk:
            await desk.press("enter", "J", "y")
            before = desk.status
            assert "v value" not in before, "two keys in a row are mostly faster, and cost no drawing"
            await desk.until(lambda desk=desk: desk.status == "y  v value  c citation  q quote  l link")  # type: ignore[misc]
            await desk.press("escape")
            assert desk.at(Place.PAGE), "Esc drops the first key and does nothing else"
            assert desk.status == before


async def test_only_what_works_may_follow(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("j", "g")
        await desk.until(lambda: desk.status == "g  g top")
        await desk.press("g")
        assert desk.status.startswith("? help")


def test_a_way_out_leads_out_also_after_a_first_key() -> None:
    reader = KeyReader()
    assert [reader.read(Place.LIST, key) for key in ("y", "Ctrl-c")] == ["", "quit"]
    assert [reader.read(Place.PAGE, key) for key in ("y", "Esc", "v")] == ["", "", "evidence"]
    assert [reader.read(Place.PAGE, key) for key in ("y", "j")] == ["", "down"], "another key means what it means"


# Help


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("G", "bottom"),
        ("y", "copy-value"),
        ("copy", "copy-value"),
        ("y q", "copy-quote"),
        ("copy-quote", "copy-quote"),
        ("Ctrl-d", "half-down"),
        ("to the end", "bottom"),
        ("v", "evidence"),
    ],
)
async def test_help_finds_a_key_by_key_word_or_id(typed: str, first: str, browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "J", "question_mark")
        await desk.type(typed)
        assert desk.screen.chooser.selected.ref == f"do/{first}"


async def test_the_palette_finds_an_action_by_its_id(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "colon", *"next-link", "enter")
        assert desk.screen.document.link_ref


async def test_the_guide_stands_below_the_keys(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("question_mark", *["pagedown"] * 9)
        assert desk.screen.chooser.selected.kind == "guide"


# Messages


def test_no_message_names_a_key_by_itself() -> None:
    """Any key may have been changed: a sentence with a key in it is filled from the keymap."""
    key = re.compile(r"(?<![\w-])(Tab|Shift-Tab|Enter|Esc|Space|PgDn|PgUp|Backspace|Ctrl-\w|F\d+)(?![\w-])")
    named = []
    for path in sorted((Path(__file__).parents[2] / "tui").rglob("*.py")):
        if path.name not in {"keys.py", "keymap.py", "binding.py"}:
            docs = _docstrings(tree := ast.parse(path.read_text("utf-8")))
            strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
            named += [(path.name, told) for told in map(_told, strings) if key.search(told)]
    assert named == []


def _told(node: ast.Constant) -> str:
    return node.value if isinstance(node.value, str) else ""


def _docstrings(tree: ast.AST) -> set[int]:
    """The strings that stand alone: they are read by nobody at a screen."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_every_key_that_a_message_asks_for_exists() -> None:
    asked = set()
    for path in (Path(__file__).parents[2] / "tui").rglob("*.py"):
        asked |= set(re.findall(r"(?<!\$)\{+([a-z]+(?:-[a-z]+)+)\}+", path.read_text("utf-8")))
    assert {"next-link", "keep-cut"} <= asked
    assert asked <= set(BY_ID)
