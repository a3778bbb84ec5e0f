"""Markdown as pages show it."""

import pytest

from tui.layout import plain_lines
from tui.markdown import markdown_blocks, markdown_spans
from tui.page import Kind, Span, Style


def shown(text: str, width: int = 60) -> list[str]:
    return plain_lines(markdown_blocks(text), width)


def test_paragraphs_headings_and_breaks() -> None:
    assert shown("# One\ntext\nflows\n\n## Two\nhard\\\nbreak") == [
        "One",
        "",
        "text flows",
        "",
        "Two",
        "",
        "hard",
        "break",
    ]


def test_lists_keep_their_numbers_and_their_depth() -> None:
    assert shown("- a\n- b\n  - c\n\n3. d\n4. e") == ["- a", "- b", "  - c", "", "3. d", "4. e"]


def test_a_second_paragraph_of_an_item_stands_under_it() -> None:
    assert shown("- a\n\n  more\n- b") == ["- a", "", "  more", "", "- b"]


def test_quotes_code_and_rules() -> None:
    assert shown("> q\n\n    code  x\n\n---\n") == ["│ q", "", "  code  x", "", "─" * 24]


def test_tables_align_their_columns_by_what_is_in_them() -> None:
    assert shown("| Name | Sum |\n|---|--:|\n| ICE | 3 |") == ["Name  Sum", "ICE     3"]
    long = "a cell that is longer than a short one"
    assert shown(f"| A | B |\n|---|---|\n| x | {long} |", 30) == [
        "A  B",
        "x  a cell that is longer than",
        "   a short one",
    ]
    assert shown("| A | B |\n|---|---|\n| only |\n") == ["A     B", "only"]


def test_styles() -> None:
    assert markdown_spans("a **b** *c* `d`") == (
        Span("a "),
        Span("b", Style.STRONG),
        Span(" "),
        Span("c", Style.EMPHASIS),
        Span(" "),
        Span("d", Style.CODE),
    )


def test_links_outside_show_their_target_and_lead_nowhere() -> None:
    spans = markdown_spans("[here](https://x.org/a) <https://y.org>")
    assert "".join(span.text for span in spans) == "here (https://x.org/a) https://y.org"
    assert not any(span.link for span in spans)


def test_links_inside_are_links() -> None:
    assert markdown_spans("[how](help/searching)") == (Span("how", Style.PLAIN, "help/searching"),)


def test_html_is_text() -> None:
    assert shown("<b>x</b>\n\n<script>alert(1)</script>") == ["<b>x</b>", "", "<script>alert(1)</script>"]


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]52;c;xx\x07",
        "&#8238;x",
        "[a](<https://x/\u202ey>)",
        "`\x9b31m`",
        "![\x1b[2J](x)",
        "```\n\x1b[2J\n```",
        "&#27;[2J",
    ],
)
def test_nothing_in_it_is_control(text: str) -> None:
    for block in markdown_blocks(text):
        for span in block.spans:
            assert all(character.isprintable() or character == "\n" for character in span.text), span
            assert span.link.isprintable()


def test_a_level_deepens_headings_and_indents() -> None:
    heading, _, text = markdown_blocks("# h\n\nt", level=2)
    assert (heading.kind, heading.level) == (Kind.HEADING, 3)
    assert text.level == 2
