"""Taking away: copies, notes, picks, prints and one's own editor, key by key."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from factsheets.problem import Problem
from tests.test_tui.conftest import Open
from tests.test_tui.fakes import CLEARVIEW, FakeLibrary, fake_backend, fake_library, heading
from tui import editor
from tui.keys import Place
from tui.page import Block, Kind, Page, Span
from tui.ports import Backend, Located
from tui.screens.marked import reference
from tui.state import load, state_file

CITATION = "Software: $3,750,000 · ICE -> Clearview AI · AFP, no date, paragraph 18 · surveillance#ice-clearview"
PASSAGE = "source/surveillance/s1/2"


@pytest.fixture
def library() -> FakeLibrary:
    library = fake_library()
    library.words = {
        (CLEARVIEW, "value"): "$3,750,000",
        (CLEARVIEW, "citation"): CITATION,
        (CLEARVIEW, "quote"): "",
        (PASSAGE, "quote"): "Second · The report, paragraph 2",
        (PASSAGE, "citation"): "The report, paragraph 2",
    }
    paragraphs = (Block(Kind.ITEM, (Span(words),), marker=f"{n:>3}") for n, words in enumerate(("First", "Second"), 1))
    source = Page("source/surveillance/s1", "The report", (heading("The report", 1), *paragraphs))
    marked = Block(Kind.ITEM, (Span("Second"),), marker="  2", fact=CLEARVIEW)
    library.pages[source.ref] = source
    library.pages["source/surveillance/s2"] = Page(
        "source/surveillance/s1", "The report", (*source.blocks[:2], marked), focus=2
    )
    return library


class Sent(list[str]):
    """What was sent to the terminal beside what is drawn."""

    def copied(self) -> str:
        found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", self[-1])
        assert found is not None
        return base64.b64decode(found[1]).decode()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    taken = Sent()

    def send(_app: object, sequence: str) -> bool:
        taken.append(sequence)
        return True

    monkeypatch.setattr("tui.app.BrowserApp.send", send)
    monkeypatch.setenv("TERM", "xterm-256color")
    return taken


# Copying


async def test_a_copy_goes_to_the_terminal_and_is_shown(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "y", "v")
        assert sent.copied() == "$3,750,000"
        assert desk.status == "Copied: $3,750,000"
        await desk.press("y", "c")
        assert sent.copied() == CITATION
        assert desk.status.startswith("Copied: Software: $3,750,000 · ICE")
        assert len(desk.status) <= 80
        await desk.press("y", "l")
        assert sent.copied() == "surveillance#ice-clearview"


async def test_a_row_is_copied_from_without_opening_it(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "y", "v")
        assert sent.copied() == "$3,750,000"


async def test_without_a_fact_the_reference_can_be_copied_and_nothing_else(
    browse: Open, library: FakeLibrary, sent: Sent
) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("y", "l")
        assert sent.copied() == "surveillance"
        await desk.press("y", "v")
        assert desk.status == "Only a fact has a value: open the sheet, or search for its facts"
        assert len(sent) == 1
        assert {"copy-value", "note-quote"} & set(desk.screen.working()) == set()
        assert "copy-link" in desk.screen.working()


async def test_what_no_passage_proves_has_no_quote(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "y", "q")
        assert desk.status == "No passage is cited for it"
        assert not sent


async def test_a_passage_is_copied_with_its_reference(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("source/surveillance/s2")
        await desk.press("y", "q")
        assert sent.copied() == "Second · The report, paragraph 2"
        await desk.press("y", "v")
        assert sent.copied() == "$3,750,000", "the fact that the passage proves has the value"
        await desk.press("y", "l")
        assert sent.copied() == PASSAGE


async def test_a_fact_below_a_passage_belongs_to_that_passage(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    page = library.pages["source/surveillance/s1"]
    beside = Block(Kind.ITEM, (Span("the same"),), marker="-", fact=CLEARVIEW)
    last = Block(Kind.ITEM, (Span("Third"),), marker="  3")
    library.pages[page.ref] = Page(page.ref, page.title, (*page.blocks, beside, last), focus=3)
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open(page.ref)
        assert desk.screen.document.fact == CLEARVIEW
        await desk.press("y", "l")
        assert sent.copied() == PASSAGE


async def test_without_a_mark_it_is_the_first_passage_in_view(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    library.words["source/surveillance/s1/1", "quote"] = "First · The report, paragraph 1"
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("source/surveillance/s1")
        await desk.press("y", "q")
        assert sent.copied() == "First · The report, paragraph 1"
        await desk.press("y", "v")
        assert desk.status == "No fact is marked that has a value: J marks one"


async def test_a_fact_that_is_gone_and_a_library_that_fails_are_told(
    browse: Open, library: FakeLibrary, sent: Sent
) -> None:
    library.words.clear()
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "y", "v")
        assert desk.status == "The library has nothing under surveillance#ice-clearview any more"

        def fail(*_: object) -> str:
            raise OSError("the disk is gone")

        library.value = fail  # type: ignore[method-assign, assignment]
        await desk.press("y", "v")
        assert desk.status == "That cannot be taken: the disk is gone"
    assert not sent


async def test_what_the_terminal_cannot_take_is_shown_with_the_key_that_writes_it(
    browse: Open, library: FakeLibrary
) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "y", "v")
        assert desk.status == "This terminal has no clipboard; Y v writes it: $3,750,000"


async def test_what_is_too_long_is_not_sent(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    library.words[CLEARVIEW, "value"] = "é" * 4001
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "y", "v")
        assert desk.status.startswith("Too long for a terminal's clipboard; Y v writes it: éé")
        assert not sent
        library.words[CLEARVIEW, "value"] = "é" * 4000
        await desk.press("y", "v")
        assert sent.copied() == "é" * 4000


async def test_a_note_is_written_with_its_reference(browse: Open, library: FakeLibrary, sent: Sent) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("enter", "Y", "v")
        assert library.notes == [("$3,750,000", "surveillance#ice-clearview")]
        assert desk.status == "Written to /tmp/out/notes.md"
        assert not sent


@pytest.mark.parametrize(
    ("ref", "shown"),
    [
        ("fact/sheet/one", "sheet#one"),
        ("evidence/sheet/one", "sheet#one"),
        ("sheet/some", "some"),
        ("actor/ice", "actor/ice"),
        ("source/sheet/s1/18", "source/sheet/s1/18"),
        ("evidence/sheet/one/2", "sheet#one"),
        ("citing/sheet/s1/18", ""),
        ("help/keys", ""),
        ("problems", ""),
        ("", ""),
    ],
)
def test_a_reference_is_what_show_takes(ref: str, shown: str) -> None:
    assert reference(ref) == shown


# Picking and printing


async def test_picked_sheets_are_marked_counted_kept_and_printed_to_one_file(
    browse: Open, library: FakeLibrary, state_home: Path
) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("x", "j", "x")
        assert desk.status == "Picked smugglers; p prints 2 sheets"
        assert [line[:3] for line in desk.lines[2:4]] == [" *T", ">*S"]
        assert "2 picked" in desk.lines[0]
        desk.screen.save_now()
    kept = load(state_file("/library", {"XDG_STATE_HOME": str(state_home)}))
    assert kept is not None
    assert kept.picked == ["sheet/surveillance", "sheet/smugglers"]
    async with browse(fake_backend(library)) as desk:
        assert "2 picked" in desk.lines[0]
        await desk.press("p")
        assert library.printed == ["surveillance", "smugglers"]
        assert desk.status == "Printed 2 sheets to /tmp/out/picked.md; X picks them again"
        assert "picked" not in desk.lines[0]
        assert desk.lines[2].startswith("> T")
        await desk.press("X")
        assert "2 picked" in desk.lines[0]
        await desk.press("x")
        assert desk.status == "Put back surveillance; p prints 1 sheet"


async def test_a_facts_sheet_is_picked_and_all_its_rows_show_it(browse: Open, library: FakeLibrary) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("slash")
        await desk.type("clearview contract")
        await desk.press("escape", "x")
        assert [desk.lines[row][:2] for row in (2, 4, 6)] == [">*", " *", " *"]
        assert desk.screen.history.picked == ["sheet/surveillance"]
        await desk.press("X")
        assert desk.screen.history.picked == []
        assert desk.lines[2].startswith("> ")


async def test_one_print_of_many_sheets_that_are_gone_says_which(browse: Open, library: FakeLibrary) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("x")

        def fail(*_: object) -> None:
            raise KeyError("surveillance")

        library.print_sheets = fail  # type: ignore[method-assign, assignment]
        await desk.press("p")
        assert desk.status == "Nothing was printed: the library has no sheet surveillance"
        assert desk.screen.history.picked == ["sheet/surveillance"], "they are still picked"


async def test_an_actors_page_prints_the_one_sheet_that_it_names(browse: Open, library: FakeLibrary) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("actor/ice")
        await desk.press("p")
        assert library.printed == ["surveillance"]
        await desk.press("x")
        assert desk.screen.history.picked == ["sheet/surveillance"], "the sheet of the marked fact"


async def test_of_several_sheets_that_a_page_names_one_chooses(browse: Open, library: FakeLibrary) -> None:
    more = Block(Kind.ITEM, (Span("A word of it", link="fact/smugglers/one"),))
    sheet = Block(Kind.HEADING, (Span("Smugglers' use of AI", link="sheet/smugglers"),))
    page = library.pages["actor/ice"]
    library.pages["actor/ice"] = Page(page.ref, page.title, (*page.blocks, more, sheet))
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("actor/ice")
        await desk.press("p")
        assert desk.at(Place.CHOOSER)
        assert "All 2 sheets that this page names" in desk.text
        assert "Smugglers' use of AI" in desk.text
        await desk.press("enter")
        assert library.printed == ["surveillance", "smugglers"]
        await desk.press("p")
        await desk.type("smugg")
        await desk.press("enter")
        assert library.printed[2:] == ["smugglers"]


async def test_what_names_no_sheet_cannot_be_printed(browse: Open, library: FakeLibrary) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.screen.travel.open("tool/clearview")
        await desk.press("p")
        assert desk.status == "This page names no sheet that could be printed"
        await desk.screen.travel.open("help/searching")
        await desk.press("x")
        assert desk.status == "Only a sheet can be printed or picked: select one or open it"
        assert library.printed == []


# Editing


class Editor:
    """Stands in for the terminal that is given up, and the editor in it."""

    def __init__(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file = file
        self.ran: list[list[str]] = []
        self.writes = ""
        self.code = 0
        self.alone = False
        monkeypatch.setattr("tui.editor.run", self._run)
        monkeypatch.setattr("tui.editor.editor", lambda _env: ["vi"])
        monkeypatch.setattr("tui.app.BrowserApp.suspend", self._suspend)

    @contextmanager
    def _suspend(self) -> Iterator[None]:
        self.alone = True
        yield
        self.alone = False

    def _run(self, command: list[str]) -> int:
        assert self.alone
        self.ran.append(command)
        if self.writes:
            self.file.write_text(self.writes, encoding="utf-8")
        return self.code


@pytest.fixture
def vi(tmp_path: Path, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Editor:
    file = tmp_path / "surveillance.yaml"
    file.write_text("id: surveillance\n", encoding="utf-8")
    library.places = {
        CLEARVIEW: Located(file, 12, 3),
        "sheet/surveillance": Located(file),
        "edit/3/1/broken.yaml": Located(file, 3, 1),
    }
    return Editor(file, monkeypatch)


def shown_anew(library: FakeLibrary) -> None:
    page = library.pages["sheet/surveillance"]
    library.pages["sheet/surveillance"] = Page(page.ref, "Edited", (heading("Edited", 1), *page.blocks[1:]))


async def test_the_editor_opens_at_the_marked_fact_and_the_page_shows_the_change(
    browse: Open, library: FakeLibrary, vi: Editor
) -> None:
    backend = fake_backend(library)

    def newer() -> Backend:
        shown_anew(library)
        return backend

    async with browse(replace(backend, newer=newer)) as desk:
        await desk.press("enter", "j", "j", "j")
        top, vi.writes = desk.screen.document.top, "id: surveillance\ntitle: Edited\n"
        assert (top, desk.screen.document.fact) == (3, CLEARVIEW)
        await desk.press("e")
        assert vi.ran == [["vi", "+12", str(vi.file)]]
        assert desk.status == "Saved, and no problem in it"
        assert desk.screen.document.page.title == "Edited"
        assert desk.screen.document.top == top, "the place is kept"
        assert len(desk.screen.history.visits) == 2, "it is no step"


async def test_problems_of_the_file_come_back_at_their_place(browse: Open, library: FakeLibrary, vi: Editor) -> None:
    library.problems = [
        Problem("surveillance.yaml", 3, 1, "unknown key `rol`", hint="did you mean `role`?"),
        Problem("surveillance.yaml", 9, 5, "no such kind"),
    ]
    vi.writes = "rol: x\n"
    async with browse(fake_backend(library)) as desk:
        await desk.press("e")
        assert vi.ran == [["vi", str(vi.file)]], "of a sheet the file alone"
        assert desk.status.startswith("1 more (P); surveillance.yaml:3:1: unknown key `rol`")
        assert desk.at(Place.LIST)


async def test_an_editor_that_changes_nothing_or_fails_is_told(browse: Open, library: FakeLibrary, vi: Editor) -> None:
    async with browse(fake_backend(library)) as desk:
        await desk.press("e")
        assert desk.status == "Nothing was changed"
        vi.code = 3
        await desk.press("e")
        assert desk.status == "vi ended with code 3"
        vi.writes = "id: other\n"
        await desk.press("e")
        assert desk.status == "vi ended with code 3; what was saved has no problem"


async def test_a_problem_is_opened_at_its_line(browse: Open, library: FakeLibrary, vi: Editor) -> None:
    problem = Span("broken.yaml:3:1", link="edit/3/1/broken.yaml")
    library.pages["problems"] = Page("problems", "Problems", (Block(Kind.ITEM, (problem, Span(": unknown key"))),))
    async with browse(fake_backend(library, problems=1)) as desk:
        await desk.press("P")
        assert "edit-sheet" in desk.screen.working(), "offered without a marked problem: the first is meant"
        await desk.press("e")
        await desk.press("tab", "enter")
        assert vi.ran == [["vi", "+3", str(vi.file)]] * 2
        assert desk.screen.document.page.ref == "problems"
        assert [visit.ref for visit in desk.screen.history.visits] == ["list", "problems"], "it is no step"


async def test_without_an_editor_or_a_file_nothing_is_opened(
    browse: Open, library: FakeLibrary, vi: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse(fake_backend(library)) as desk:
        library.places.clear()
        await desk.press("e")
        assert desk.status == "The library has no file for it any more"

        def none(_env: object) -> list[str]:
            raise editor.EditorError("No editor is installed: set $EDITOR to one")

        monkeypatch.setattr("tui.editor.editor", none)
        await desk.press("e")
        assert desk.status == "Nothing was opened: No editor is installed: set $EDITOR to one"
    assert vi.ran == []


async def test_in_a_kiosk_there_is_no_editor(browse: Open, library: FakeLibrary, vi: Editor) -> None:
    async with browse(replace(fake_backend(library), kiosk=True)) as desk:
        await desk.press("e")
        assert desk.status == "Nothing is edited here"
        assert "edit-sheet" not in desk.screen.working()
    assert vi.ran == []
