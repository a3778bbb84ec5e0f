"""A library that attacks the terminal: nothing of it leaves as control, from any verb, form or screen."""

import unicodedata
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factsheets.library import open_library
from index.answer import Engine
from tests.hostile_library import PAYLOADS, WORD, write_hostile
from tests.test_command.running import Ran, Run
from tui.app import BrowserApp
from tui.live import opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile"))


def acting(text: str) -> list[str]:
    """The characters of a text that a terminal obeys or hides."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return [f"U+{ord(one):04X}" for one in text if one not in "\n\t" and unicodedata.category(one) in kinds]


def assert_harmless(ran: Ran) -> None:
    assert acting(ran.out) == []
    assert acting(ran.err) == []
    assert "Traceback" not in ran.err


FORMS = ("", "--json", "--jsonl", "--csv", "--plain")
COMMANDS = (
    ("ask", "Tidewatch"),
    ("ask", "port", "date"),
    ("find", "Tidewatch"),
    ("find", "kind:contract"),
    ("list",),
    ("figures",),
    ("links", "port"),
    ("links", "harbour-cameras"),
    ("check",),
    ("verify",),
    ("originals",),
    ("show", "harbour-cameras"),
    ("show", "harbour-cameras#port-tidewatch-2024"),
    ("show", "source/harbour-cameras/s1"),
    ("show", "port"),
    ("show", "tool/quay-cameras"),
    ("print", "harbour-cameras"),
    ("print", "--all"),
    ("index", "-v"),
    ("help",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_verb_lets_anything_through(command: tuple[str, ...], hostile: Path, run: Run) -> None:
    said = 0
    for form in FORMS:
        for lang in ("en", "fr"):
            ran = run(*command, *filter(None, [form]), "--lang", lang, "--library", str(hostile))
            assert_harmless(ran)
            said += len(ran.out)
    assert said


def test_the_library_is_read_at_all(hostile: Path, run: Run) -> None:
    """The test above would also pass on a library that nothing can be read from."""
    ran = run("ask", "--json", "Tidewatch", "contract", "--library", str(hostile))
    answer = ran.json["answers"][0]
    assert answer["ref"] == "harbour-cameras#port-tidewatch-2024"
    assert answer["label"] == f"Tidewatch {WORD} end"
    assert answer["evidence"][0]["verified"] == "text"
    assert "␛]52;c;eA==␇" in run("ask", "Tidewatch", "--library", str(hostile)).out
    assert "[@click=app.quit]" in run("list", "--library", str(hostile)).out


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_is_shown_harmless(payload: str, run: Run, hostile: Path) -> None:
    typed = payload.replace("\0", "")
    commands: Iterator[tuple[str, ...]] = iter(
        (
            (typed,),
            ("ask", typed),
            ("find", typed),
            ("show", typed),
            ("show", f"harbour-cameras#{typed}"),
            ("links", typed),
            ("print", typed),
            ("check", typed),
            ("figures", typed),
            ("new", typed),
            ("help", typed),
            ("completion", typed),
            ("list", "--lang", typed),
            ("list", "--limit", typed),
            ("list", f"--{typed}"),
            ("list", "-o", f"{typed}/x"),
            ("list", "--library", typed),
            ("originals", "add", typed),
            ("init", f"{typed}/sub"),
        )
    )
    for command in commands:
        ran = run(
            *command, *([] if "--library" in command else ["--library", str(hostile)] if len(command) > 1 else [])
        )
        assert_harmless(ran)


def test_printed_files_are_harmless(hostile: Path, run: Run) -> None:
    assert run("print", "--all", "-o", "pages", "--library", str(hostile)).code == 0
    for path in Path("pages").iterdir():
        assert acting(path.name) == []
        assert acting(path.read_text(encoding="utf-8")) == []


@asynccontextmanager
async def browsing(root: Path, cache: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    library = open_library(root)
    engine = Engine.open(library, {"XDG_CACHE_HOME": str(cache)})
    with closing(engine.reader), opened(library, engine) as backend:
        async with BrowserApp(backend, {"XDG_STATE_HOME": str(cache)}).run_test(size=size) as pilot:
            yield pilot


def on_screen(pilot: Pilot[None]) -> str:
    """What the compositor would send, with the targets of links and clicks."""
    shown = []
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            shown.append(segment.text)
            if segment.style is not None:
                assert segment.style.link is None
                assert "@click" not in segment.style.meta
        shown.append("\n")
    return "".join(shown)


STEPS = (
    ("the list", ()),
    ("a search", ("slash", *"Tidewatch")),
    ("a fact's page", ("down", "enter")),
    ("its evidence", ("v",)),
    ("back, to a link", ("escape", "tab", "tab")),
    ("what it leads to", ("enter",)),
    ("what mentions it", ("b",)),
    ("the outline", ("escape", "o")),
    ("the palette", ("escape", "colon", *"port")),
    ("the help", ("escape", "question_mark")),
    ("the problems", ("escape", "P")),
    ("found in a page", ("F", *"title", "enter")),
    ("after a print", ("escape", "p")),
)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_no_screen_lets_anything_through(hostile: Path, cache: Path, size: tuple[int, int]) -> None:
    seen = ""
    async with browsing(hostile, cache, size) as pilot:
        for step, keys in STEPS:
            await pilot.press(*keys)
            await pilot.pause(0.1)
            shown = on_screen(pilot)
            assert acting(shown) == [], step
            assert pilot.app.is_running, step
            seen += shown
    assert "␛]52;c" in seen
    assert "[@click=app.quit]" in seen
