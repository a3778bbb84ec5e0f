"""Blocks become lines: no line too wide, no text lost, columns straight."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.safe_text import safe_lines
from tui.cells import cell_width
from tui.layout import MIN_WIDTH, NO_LINK, lay_out, plain_lines
from tui.page import Block, Column, Kind, Span, Style


def paragraph(words: str, **more: object) -> Block:
    return Block(Kind.TEXT, (Span(words),), **more)  # type: ignore[arg-type]


def test_words_fill_lines_and_spaces_collapse() -> None:
    assert plain_lines([paragraph("one  two\tthree four")], 9) == ["one two", "three", "four"]


def test_a_line_break_in_a_span_is_kept() -> None:
    assert plain_lines([paragraph("one\ntwo\n\nthree")], 20) == ["one", "two", "", "three"]


def test_a_word_longer_than_the_line_is_cut_from_where_it_stands() -> None:
    assert plain_lines([paragraph("see " + "x" * 20)], 10) == ["see xxxxxx", "xxxxxxxxxx", "xxxx"]


def test_narrow_spaces_of_french_amounts_are_never_broken() -> None:
    assert plain_lines([paragraph("pour 3\u202f750\u00a0000 dollars")], 12) == [
        "pour",
        "3\u202f750\u00a0000",
        "dollars",
    ]


def test_wide_letters_take_two_cells_and_accents_none() -> None:
    assert cell_width("日本") == 4
    assert cell_width("e\u0301") == 1
    assert plain_lines([paragraph("日本語日本語")], 8) == ["日本語日", "本語"]
    assert plain_lines([paragraph("e\u0301" * 10)], 8) == ["e\u0301" * 8, "e\u0301" * 2]


def test_items_hang_under_their_text() -> None:
    block = Block(Kind.ITEM, (Span("one two three"),), level=1, marker="12.")
    assert plain_lines([block], 14) == ["  12. one two", "      three"]


def test_quotes_and_code_keep_their_form() -> None:
    quote = Block(Kind.QUOTE, (Span("aa bb cc"),))
    code = Block(Kind.CODE, (Span("if x:\n    y  z"),), level=1)
    assert plain_lines([quote, code], 9) == ["│ aa bb", "│ cc", "  if x:", "      y", "  z"]


def row(*cells: str, columns: tuple[Column, ...]) -> Block:
    return Block(Kind.ROW, cells=tuple((Span(cell),) for cell in cells), columns=columns)


FIGURE = (Column(8), Column(), Column(12, right=True))


def test_columns_are_fixed_flexible_or_right_aligned_and_wrap_inside() -> None:
    rows = [
        row("2025-09", "Software and services", "$3,750,000", columns=FIGURE),
        row("", "A platform", "$99", columns=FIGURE),
    ]
    assert plain_lines(rows, 44) == [
        "2025-09   Software and            $3,750,000",
        "          services",
        "          A platform                     $99",
    ]


def test_a_row_too_narrow_for_its_columns_is_stacked() -> None:
    block = row("2025-09", "Software and services", "$3,750,000", columns=FIGURE)
    assert plain_lines([block], 30) == ["2025-09", "  Software and services ·", "  $3,750,000"]


def test_a_row_without_declared_columns_shares_alike() -> None:
    assert plain_lines([row("a", "b", columns=())], 42) == ["a" + " " * 21 + "b"]


def test_links_are_numbered_in_order_and_found_on_their_lines() -> None:
    spans = (Span("see "), Span("the first ", link="actor/a"), Span("actor", Style.STRONG, "actor/a"), Span(" or "))
    layout = lay_out([Block(Kind.TEXT, (*spans, Span("tool", link="tool/b")))], 10)
    assert [(link.ref, link.first, link.last) for link in layout.links] == [("actor/a", 0, 2), ("tool/b", 3, 3)]
    assert {piece.link for piece in layout.lines[0].pieces} == {NO_LINK, 0}


def test_styles_stand_where_they_were() -> None:
    layout = lay_out([Block(Kind.TEXT, (Span("It paid "), Span("$5", Style.AMOUNT), Span(", once.")))], 40)
    assert [(piece.text, piece.style) for piece in layout.lines[0].pieces] == [
        ("It paid ", Style.PLAIN),
        ("$5", Style.AMOUNT),
        (", once.", Style.PLAIN),
    ]


def test_every_block_knows_its_first_line() -> None:
    layout = lay_out([paragraph("aa bb cc"), Block(Kind.BLANK), Block(Kind.RULE)], MIN_WIDTH)
    assert layout.starts == (0, 1, 2, 3)
    assert [line.block for line in layout.lines] == [0, 1, 2]


LETTERS = st.sampled_from("abcdefgé€ \t\n-./日한e\u0301👍\u202f\u200b\x1b\x9b\u202e0123456789|·")
TEXTS = st.text(LETTERS, max_size=60)
SPANS = st.lists(
    st.builds(Span, TEXTS, st.sampled_from(Style), st.sampled_from(["", "", "actor/a", "tool/b"])), max_size=4
).map(tuple)
BLOCKS = st.builds(
    Block,
    st.sampled_from(Kind),
    SPANS,
    level=st.integers(0, 6),
    marker=st.sampled_from(["", "-", "12.", "日" * 9]),
    cells=st.lists(SPANS, max_size=4).map(tuple),
    columns=st.lists(st.builds(Column, st.sampled_from([0, 0, 4, 10, 50]), st.booleans()), max_size=4).map(tuple),
)
WIDTHS = st.integers(1, 120)


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCKS, max_size=4), WIDTHS)
def test_no_line_is_wider_than_the_width(blocks: list[Block], width: int) -> None:
    for line in lay_out(blocks, width).lines:
        assert cell_width(line.text) <= max(width, MIN_WIDTH)


@settings(max_examples=400, deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=4), st.sampled_from([Kind.TEXT, Kind.HEADING, Kind.CODE]), WIDTHS)
def test_no_text_is_lost_or_moved(paragraphs: list[tuple[Span, ...]], kind: Kind, width: int) -> None:
    blocks = [Block(kind, spans) for spans in paragraphs]
    given_text = "".join(safe_lines(span.text) for spans in paragraphs for span in spans)
    shown = "".join(line.text for line in lay_out(blocks, width).lines)
    assert "".join(shown.split()) == "".join(given_text.split())


@settings(max_examples=300, deadline=None)
@given(BLOCKS, WIDTHS)
def test_no_letter_of_a_cell_is_lost(block: Block, width: int) -> None:
    block = Block(Kind.ROW, cells=block.cells, columns=block.columns)
    wanted = sorted("".join(safe_lines(span.text) for cell in block.cells for span in cell).replace("·", ""))
    shown = sorted("".join(line.text for line in lay_out([block], width).lines).replace("·", ""))
    assert [each for each in shown if not each.isspace()] == [each for each in wanted if not each.isspace()]


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCKS, max_size=4), WIDTHS)
def test_links_are_the_same_at_every_width(blocks: list[Block], width: int) -> None:
    one, other = lay_out(blocks, width), lay_out(blocks, 80)
    assert [link.ref for link in one.links] == [link.ref for link in other.links]
    assert all(one.starts[link.block] <= link.first <= link.last < one.starts[link.block + 1] for link in one.links)


@pytest.mark.parametrize("width", [-5, 0, 1])
def test_a_width_that_cannot_be_is_the_least_that_can(width: int) -> None:
    assert lay_out([paragraph("some words here")], width).width == MIN_WIDTH


@settings(max_examples=300, deadline=None)
@given(TEXTS, WIDTHS)
def test_text_of_one_style_breaks_as_text_of_several_does(words: str, width: int) -> None:
    """The quick way for plain text gives the very lines of the general one."""
    for cut in range(0, len(words), 7):
        pieces = (Span(words[:cut]), Span(words[cut:]))
        whole = [line.text for line in lay_out([paragraph(words)], width).lines]
        assert whole == [line.text for line in lay_out([Block(Kind.TEXT, pieces)], width).lines]


@settings(max_examples=400, deadline=None)
@given(SPANS, WIDTHS)
def test_every_letter_keeps_its_style_and_its_link(spans: tuple[Span, ...], width: int) -> None:
    """However lines are made: in one go where they can be, else word by word."""
    given_letters = [
        (letter, span.style, bool(span.link) and bool(span.text.strip()))
        for span in spans
        for letter in safe_lines(span.text)
        if not letter.isspace()
    ]
    shown = [
        (letter, piece.style, piece.link != NO_LINK)
        for line in lay_out([Block(Kind.TEXT, spans)], width).lines
        for piece in line.pieces
        for letter in piece.text
        if not letter.isspace()
    ]
    assert shown == given_letters


@settings(max_examples=400, deadline=None)
@given(st.lists(BLOCKS, max_size=4), WIDTHS)
def test_lines_are_counted_as_they_are_made(blocks: list[Block], width: int) -> None:
    layout = lay_out(blocks, width)
    assert [len(layout.lines_of(number)) for number in range(len(blocks))] == [
        after - before for before, after in pairwise(layout.starts)
    ]
