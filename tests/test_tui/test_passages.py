"""Passages by keyboard: what is offered as missed, and lines of a source that keep their offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.safe_text import safe
from tui import passages
from tui.cells import cell_width
from tui.views.source_lines import break_lines, shown


def offered(text: str) -> list[str]:
    return [text[start:end] for start, end in passages.candidates(text, 0, len(text), lambda _start, _end: False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It bought 600 of them at £1,450 apiece.", ["600", "£1,450"]),
        ("Elle verse 2,1 milliards de yens à N’Djamena.", ["2,1 milliards de yens", "N’Djamena"]),
        ("Pagó 26,4 millones de dólares, un 18 % menos.", ["26,4 millones de dólares", "18 %"]),
        ("The request of 5 November 2024 had 212 pages.", ["5 November 2024", "212 pages"]),
        ("Nobody spoke. The LampWatch map of Ministerio de Salud.", ["LampWatch", "Ministerio de Salud"]),
        ("So it was. Nothing came.", []),
    ],
)
def test_numbers_with_what_they_count_and_names_are_offered(text: str, found: list[str]) -> None:
    assert offered(text) == found


def test_what_is_marked_already_is_not_offered_and_the_nearest_before_is_found() -> None:
    text = "Acme paid 3 euros, then 4 euros, then 5 euros."
    taken = text.index("4")
    assert passages.last_candidate(text, 0, text.index("5"), lambda start, end: start <= taken < end) == (
        text.index("3"),
        text.index("3 euros") + 7,
    )


def test_the_sentence_around_a_passage() -> None:
    text = 'First. "We came," said Ann. Last one'
    start = text.index("Ann")
    assert text[slice(*passages.sentence_at(text, start, start + 3))] == '"We came," said Ann.'
    assert text[slice(*passages.sentence_at(text, text.index("one"), len(text)))] == "Last one"


@given(st.text(alphabet="ab \n\f\té\u00a0漢\u200b\u202e\x1b\u0301😀-", max_size=300), st.integers(8, 30))
def test_every_letter_stands_on_one_line_that_fits(text: str, width: int) -> None:
    lines = break_lines(text, width)
    spans = list(zip(lines.starts, lines.ends, strict=True))
    assert spans == sorted(spans)
    held = [offset for start, end in spans for offset in range(start, end)]
    assert [text[offset] for offset in held if text[offset] not in " \t\n\f"] == [
        letter for letter in text if letter not in " \t\n\f"
    ]
    for start, end in spans:
        line = "".join(map(shown, text[start:end]))
        assert safe(line) == line.replace("\t", " ") or "\u0301" in line
        assert cell_width(line.replace("\t", " ")) <= width or end - start == 1
    for offset in held:
        number = lines.at(offset)
        assert lines.starts[number] <= offset < lines.ends[number]


def test_the_text_keeps_its_blank_lines_one_at_a_time() -> None:
    text = "one two three four\n\n\nfive\n"
    lines = break_lines(text, 9)
    assert [text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)] == [
        "one two",
        "three",
        "four",
        "",
        "five",
    ]
