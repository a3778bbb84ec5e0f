"""The tour in a real pseudo-terminal: every size, kind and language of terminal, step by step as a person sees it."""

import re
from pathlib import Path

import pytest

from tests.terminals import SETTINGS, Setting, Terminal, browser, left_changed
from tests.tour import PRINTED, TOUR, leave, take
from tui.state import LIST

_COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")
_MARKERS = set(">▌|")
_MARKED = re.compile(r"^(?:[^│]*│)?[>▌|]", re.MULTILINE)
_COLOURLESS = {"no colour", "vt100"}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped library is indexed once."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_tour(setting: Setting, tmp_path: Path, cache: str) -> None:
    with browser(tmp_path, setting=setting, XDG_CACHE_HOME=cache) as terminal:
        for number, step in enumerate(TOUR):
            take(terminal, step)
            assert terminal.torn() == [], step
            if not (step.close or step.after) and step.ref != LIST and _MARKED.search(terminal.text):
                assert _MARKERS & set(terminal.at_cursor), f"{step}: the cursor stands at {terminal.at_cursor!r}"
            if number % 3 == 0 and not step.close and step.ref != LIST:
                assert terminal.stale() == [], step
            leave(terminal, step)
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert left_changed(terminal.raw) == set()
    assert "3.75 millions de dollars" in (tmp_path / PRINTED).read_text("utf-8")
    assert_sent_what_it_can_show(terminal)


def assert_sent_what_it_can_show(terminal: Terminal) -> None:
    setting = terminal.setting
    if setting.name in _COLOURLESS:
        assert _COLOUR.findall(terminal.raw) == []
    if setting.env.get("LANG") == "C":
        assert terminal.raw.isascii(), sorted(set(terminal.raw.decode()) - set(map(chr, range(128))))
