"""The guide's screens are the browser's: `python -m tests.captures` writes them anew."""

from pathlib import Path

from tests.captures import PAGE, captured

_WIDEST = 80


def test_the_screens_of_the_guide_are_what_the_browser_shows(tmp_path: Path) -> None:
    shown = captured(tmp_path)
    assert max(map(len, shown.splitlines())) <= _WIDEST
    assert str(tmp_path) not in shown
    assert PAGE.read_text("utf-8") == shown, "python -m tests.captures writes them anew"
