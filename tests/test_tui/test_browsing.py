"""What a person does in the browser, key by key."""

import asyncio
import threading

from textual.events import Key, Paste

from tests.test_tui.conftest import Open
from tests.test_tui.fakes import ANSWER, CLEARVIEW, SHEETS, fake_backend, fake_library, text
from tui.keys import Place
from tui.page import Block, Kind, Page, Span
from tui.ports import Row


async def test_opens_on_the_list_with_the_first_sheet_selected(browse: Open) -> None:
    async with browse() as desk:
        assert desk.at(Place.LIST)
        assert "2 sheets" in desk.lines[0]
        assert desk.lines[2].startswith("> Technology in the fight")
        assert "reviewed · 12 figures" in desk.lines[2]
        await desk.press("j")
        assert desk.lines[2].startswith("  Technology")
        assert desk.lines[3].startswith("> Smugglers")


async def test_enter_opens_a_sheet_and_escape_comes_back_to_its_row(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("down", "enter")
        assert desk.at(Place.PAGE)
        assert "No amount is printed." in desk.text
        await desk.press("escape")
        assert desk.at(Place.LIST)
        assert desk.lines[3].startswith("> Smugglers")


async def test_search_as_one_types_puts_the_answer_first(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        assert desk.lines[1].startswith("/ clearview contract")
        assert desk.lines[2] == f"> {ANSWER}"
        assert desk.lines[3].strip().startswith("fact · Software bought")
        assert desk.lines[6].startswith("  … spent 3.75 millions")
        await desk.press("enter")
        assert desk.at(Place.PAGE)
        assert desk.screen.document.fact == CLEARVIEW
        await desk.press("escape")
        assert desk.lines[2] == f"> {ANSWER}", "the results are still there"


async def test_what_is_typed_ahead_waits_for_its_results(browse: Open) -> None:
    """Enter and v arrive before the search has answered, as they do over a slow line."""
    library = fake_library()
    library.gate = threading.Event()
    async with browse(fake_backend(library)) as desk:
        for name, character in [
            ("slash", "/"),
            *((each, each) for each in "clearview contract"),
            ("enter", "\r"),
            ("v", "v"),
        ]:
            desk.screen.post_message(Key(name, character))
        await asyncio.sleep(0.2)
        assert desk.screen.document.page.ref == ""
        library.gate.set()
        await desk.until(lambda: desk.screen.document.page.ref.startswith("evidence/"))
        assert "3.75 millions de dollars" in desk.text


async def test_a_result_that_is_no_longer_wanted_is_never_shown(browse: Open) -> None:
    library = fake_library()
    library.gate = threading.Event()
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash", *"cl")
        await desk.until(lambda: library.asked == ["cl"])
        await desk.press(*"earview")
        library.gate.set()
        await desk.screen.search.settled()
        await desk.pilot.pause()
        assert library.asked == ["cl", "clearview"], "one search at a time, and only the newest after it"
        assert "Nothing found for “clearview”" in desk.text


async def test_nothing_found_says_so_with_its_hints_and_enter_stays(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        await desk.type("uber")
        assert "Nothing found for “uber”." in desk.text
        await desk.press("enter")
        assert desk.at(Place.SEARCH)
        await desk.press("escape", "escape")
        assert "2 sheets" in desk.lines[0]


async def test_a_search_that_fails_says_so_and_the_browser_goes_on(browse: Open) -> None:
    library = fake_library()

    def fail(*_: object) -> None:
        raise OSError("the index is gone")

    library.suggest = fail  # type: ignore[method-assign, assignment]
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("x")
        assert "The search failed: the index is gone" in desk.text


async def test_escape_from_an_untouched_search_returns_to_the_page(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "slash", "escape")
        assert desk.at(Place.PAGE)
        assert desk.screen.document.page.ref == "sheet/surveillance"


async def test_links_are_walked_with_tab_marked_by_characters_and_followed(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "tab")
        line = next(line for line in desk.lines if "$3,750,000" in line)
        assert line.startswith("> ")
        assert "[ICE]" in line
        await desk.press("tab")
        line = next(line for line in desk.lines if "$3,750,000" in line)
        assert "[ICE]" not in line
        assert "[Clearview AI]" in line
        await desk.press("enter")
        assert desk.screen.document.page.ref == "tool/clearview"
        await desk.press("backspace", "shift+tab", "right")
        assert desk.screen.document.page.ref == "actor/ice"


async def test_back_and_forward_keep_the_place(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", *["space"] * 3, "tab", "k")
        before = desk.lines
        top, link = desk.screen.document.top, desk.screen.document.link
        assert top > 20
        await desk.press("slash", "c", "enter", "ctrl+o", "ctrl+o")
        assert desk.lines[1:-1] == before[1:-1]
        assert (desk.screen.document.top, desk.screen.document.link) == (top, link)
        await desk.press("L", "L")
        assert desk.at(Place.PAGE)
        assert desk.screen.document.top == 0


async def test_a_new_step_forgets_what_lay_ahead(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "escape", "down", "enter", "L")
        assert "newest step" in desk.status
        assert desk.screen.document.page.ref == "sheet/smugglers"


async def test_evidence_opens_at_its_passage_with_what_stands_before(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "v")
        assert desk.screen.document.page.ref == "evidence/surveillance/ice-clearview"
        number = next(n for n, line in enumerate(desk.lines) if "3.75 millions de dollars" in line)
        assert desk.lines[number].startswith("▌ ")
        assert 4 < number < 14
        assert desk.lines[0].startswith("The report"), "scrolled away from it, the first line says the title"


async def test_facts_are_stepped_and_the_marked_one_is_what_v_proves(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        assert desk.screen.document.fact == CLEARVIEW
        await desk.press("J")
        assert desk.screen.document.fact == "fact/surveillance/palantir"
        assert any(line.startswith("▌ ") and "$30,000,000" in line for line in desk.lines)
        await desk.press("v")
        assert "nothing under evidence/surveillance/palantir" in desk.status
        await desk.press("J")
        assert "no further fact" in desk.status


async def test_a_link_in_another_fact_marks_that_fact(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "tab", "tab", "tab")
        assert desk.screen.document.link_ref == "actor/ice"
        assert desk.screen.document.fact == "fact/surveillance/palantir"


async def test_evidence_of_a_fact_in_the_results(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "v")
        assert desk.screen.document.page.ref == "evidence/surveillance/ice-clearview"


async def test_print_shows_the_path_and_the_next_key_clears_it(browse: Open) -> None:
    library = fake_library()
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "p")
        assert library.printed == ["surveillance"]
        assert desk.status == "Printed to /tmp/out/surveillance.md"
        await desk.press("j")
        assert "quit" in desk.status


async def test_print_that_fails_says_why(browse: Open) -> None:
    library = fake_library()

    def fail(*_: object) -> None:
        raise PermissionError("the folder is read-only")

    library.print_sheets = fail  # type: ignore[method-assign, assignment]
    async with browse(fake_backend(library)) as desk:
        await desk.press("p")
        assert "Nothing was printed: the folder is read-only" in desk.status


async def test_find_in_page_walks_every_place_and_comes_round(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"paragraph", "space", *"2", "enter")
        assert desk.status == "1 of 11"
        assert any(line.startswith("> Paragraph 2.") for line in desk.lines)
        await desk.press("n")
        assert any(line.startswith("> Paragraph 20.") for line in desk.lines)
        await desk.press("N", "N")
        assert desk.status == "11 of 11"
        assert any(line.startswith("> Paragraph 29.") for line in desk.lines)


async def test_find_nothing(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "F", *"zebra", "enter")
        assert desk.status == "Not found in this page"
        assert desk.at(Place.PAGE)


async def test_outline_jumps_to_a_section(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "o", *"sour", "enter")
        assert desk.at(Place.PAGE)
        assert "Sources" in desk.text
        assert desk.screen.document.progress() == "end"


async def test_backlinks_offer_who_is_named_or_open_the_marked_one(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter", "b")
        assert [line.split() for line in desk.lines[2:4]] == [[">", "actor", "ICE"], ["tool", "Clearview", "AI"]]
        await desk.press("down", "enter")
        assert desk.screen.document.page.ref == "tool/clearview"
        await desk.press("escape", "tab", "b")
        assert desk.screen.document.page.ref == "actor/ice"


async def test_movement_in_a_page(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("enter")
        page = desk.screen.document
        for keys, top in [
            (["j", "j", "k"], 1),
            (["g", "g"], 0),
            (["space"], 21),
            (["pageup"], 0),
            (["ctrl+d"], 11),
            (["ctrl+u"], 0),
            (["G"], page.last_top),
            (["home"], 0),
        ]:
            await desk.press(*keys)
            assert page.top == top, keys
        await desk.press("g", "j")
        assert page.top == 1, "a g that no second g follows is forgotten, and j is j"
        await desk.press("g")
        assert page.top == 1, "one g alone waits"


async def test_a_hundred_thousand_rows_are_read_by_the_screenful(browse: Open) -> None:
    class Many:
        asked = 0

        def __len__(self) -> int:
            return 100_000

        def rows(self, start: int, stop: int) -> list[Row]:
            self.asked += stop - start
            return [Row(f"sheet/{n}", f"Sheet {n}") for n in range(start, min(stop, 100_000))]

    many = Many()
    backend = fake_backend()
    object.__setattr__(backend, "sheets", many)
    async with browse(backend) as desk:
        await desk.press("G", "ctrl+u", "g", "g", "pagedown")
        assert desk.screen.list.selected.text == "Sheet 20"
        assert many.asked < 1000


async def test_problems_are_counted_and_opened(browse: Open) -> None:
    async with browse(fake_backend(problems=3)) as desk:
        assert "3 problems (P)" in desk.lines[0]
        await desk.press("P")
        assert "broken.yaml:3:1: unknown key" in desk.text
    async with browse() as desk:
        assert "problem" not in desk.text


async def test_a_page_that_leads_nowhere_or_breaks_is_a_sentence(browse: Open) -> None:
    library = fake_library()
    backend = fake_backend(library, sheets=[Row("sheet/gone", "Gone"), *SHEETS])
    async with browse(backend) as desk:
        await desk.press("enter")
        assert desk.at(Place.LIST)
        assert "nothing under sheet/gone" in desk.status

        def fail(ref: str, lang: str = "en") -> None:
            raise OSError("disk is gone")

        library.page = fail  # type: ignore[method-assign, assignment]
        await desk.press("down", "enter")
        assert "sheet/surveillance cannot be shown: disk is gone" in desk.status


async def test_an_empty_library_says_so(browse: Open) -> None:
    async with browse(fake_backend(sheets=[])) as desk:
        await desk.press("enter", "v", "p", "j", "G")
        assert "This library has no sheets yet." in desk.text


async def test_paste_goes_into_the_line_up_to_its_first_break(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("slash")
        desk.screen.post_message(Paste("clearview\x1b[31m\tcontract\nrm -rf"))
        await desk.pilot.pause()
        assert desk.screen.search.line.text == "clearview[31m contract"


async def test_quit_leaves_with_zero(browse: Open) -> None:
    async with browse() as desk:
        await desk.press("q")
        assert desk.app.return_code == 0
        assert not desk.app.is_running


async def test_a_link_over_two_lines_opens_on_the_first_and_closes_on_the_last(browse: Open) -> None:
    library = fake_library()
    spans = (Span("See "), Span("the page of the tool " * 5 + "here", link="tool/clearview"), Span(", and more."))
    library.pages["sheet/smugglers"] = Page("sheet/smugglers", "Long", (Block(Kind.TEXT, spans),))
    async with browse(fake_backend(library)) as desk:
        await desk.press("down", "enter")
        plain = desk.lines[1:3]
        await desk.press("tab")
        assert desk.lines[1].startswith("> See[the page")
        assert desk.lines[2].startswith("> ")
        assert "here] and more." in desk.lines[2]
        unmarked = [line.replace("[", " ").replace("]", ",").replace("> ", "  ") for line in desk.lines[1:3]]
        assert unmarked == plain, "nothing moved"


async def test_a_page_without_names_or_sections_says_so(browse: Open) -> None:
    library = fake_library()
    library.pages["sheet/smugglers"] = Page("sheet/smugglers", "Bare", (text("Nothing but words."),))
    async with browse(fake_backend(library)) as desk:
        await desk.press("down", "enter", "b")
        assert "links to no actor" in desk.status
        await desk.press("o")
        assert "no sections" in desk.status


async def test_the_list_is_as_it_was_left_when_keys_typed_ahead_come_back_to_it(browse: Open) -> None:
    """A hidden view has no size: what changes in it meanwhile is drawn all the same."""
    async with browse() as desk:
        words = [("space" if each == " " else each, each) for each in "clearview contract"]
        for name, character in [("slash", "/"), *words, ("escape", None), ("down", None), ("enter", None)]:
            desk.app.post_message(Key(name, character))
        await desk.until(lambda: desk.at(Place.PAGE))
        await desk.pilot.pause(0.1)
        await desk.press("escape")
        assert [line[:12] for line in desk.lines if line.startswith((">", "-"))] == ["> Technology"]
