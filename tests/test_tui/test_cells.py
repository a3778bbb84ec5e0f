"""Widths in cells, which must agree with what the framework pads and cuts by."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from factsheets.safe_text import safe
from tui.cells import ELLIPSIS, cell_width, character_width, clusters, shorten, shorten_left, split_at

TEXT = st.text(st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=30)


def test_every_character_that_may_be_shown_is_as_wide_as_the_framework_thinks() -> None:
    differing = []
    for code in range(0x20, sys.maxunicode + 1):
        character = chr(code)
        unknown = unicodedata.category(character) in {"Cn", "Co", "Cs"}
        if (
            not unknown
            and safe(character) == character
            and character_width(character) != get_character_cell_size(character)
        ):
            differing.append(f"U+{code:04X} {unicodedata.name(character, '')}")
    assert differing == []


def test_an_emoji_presentation_is_wide() -> None:
    assert cell_width("☂\ufe0f") == cell_len("☂\ufe0f") == 2


@given(TEXT)
def test_clusters_hold_all_of_the_text(text: str) -> None:
    assert "".join(cluster for cluster, _ in clusters(text)) == text


@given(TEXT, st.integers(0, 20))
def test_a_text_split_in_two_is_whole_and_its_beginning_fits(text: str, width: int) -> None:
    head, tail = split_at(text, width)
    assert head + tail == text
    assert cell_width(head) <= width


@given(TEXT, st.integers(0, 20))
def test_shortened_texts_fit_and_whole_ones_are_untouched(text: str, width: int) -> None:
    for cut in (shorten(text, width), shorten_left(text, width)):
        assert cell_width(cut) <= width
        assert cut == text or ELLIPSIS in cut or width <= 0


def test_paths_lose_their_beginning() -> None:
    assert shorten_left("/home/someone/out/sheet.md", 12) == "…ut/sheet.md"
    assert shorten("A title that is long", 12) == "A title tha…"
