"""The part of a passage that a list shows: where what was searched stands, and never half a figure."""

import pytest

from index.matching import wanted
from tui.excerpts import CUT, excerpt

BEFORE = "Nobody at the town hall wanted to say before the vote of the council which of the companies was paid "
BEHIND = " for cameras and for the people who watch them, by night as by day, in all of the streets of the old town"


def shown(text: str, query: str, room: int = 80) -> str:
    return excerpt(text, wanted(query), room)


def test_a_short_text_is_shown_whole_in_one_line() -> None:
    assert shown("Cameras  for\nthe port", "port") == "Cameras for the port"


def test_a_few_words_stand_before_what_was_searched() -> None:
    assert shown(BEFORE + BEHIND, "cameras").startswith(f"{CUT} was paid for cameras and")


def test_where_nothing_answers_the_text_is_shown_from_its_beginning() -> None:
    assert shown(BEFORE, "zebra").startswith("Nobody at the town hall")
    assert shown(BEFORE, "zebra").endswith(CUT)


@pytest.mark.parametrize("figure", ["3 750 000 dollars", "3,75 millions d'euros", "$ 3.75 million", "12 345 users"])
@pytest.mark.parametrize("query", ["cameras", "streets", "vote", "night"])
def test_a_figure_is_shown_whole_or_not_at_all(figure: str, query: str) -> None:
    """Wherever it falls, at the beginning of what is shown or at its end."""
    words = (BEFORE + BEHIND).split()
    for place in range(len(words)):
        text = " ".join([*words[:place], figure, *words[place:]])
        seen = shown(text, query)
        digits = any(letter.isdigit() for letter in seen)
        assert not digits or figure in seen, (place, seen)
        assert query in seen


def test_a_number_is_found_as_the_language_of_the_text_writes_it() -> None:
    text = BEFORE + BEFORE + "285.000 euros" + BEHIND
    assert "285.000" in excerpt(text, wanted("285000"), 80, "fr")
    assert "285.000" not in excerpt(text, wanted("285000"), 80, "en"), "in English that is less than 300"


def test_a_word_longer_than_the_room_hides_nothing_of_what_was_searched() -> None:
    assert "cameras" in shown("x" * 200 + " " + "y" * 90 + " cameras here", "cameras")
