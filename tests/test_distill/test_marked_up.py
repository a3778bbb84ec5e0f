"""Markdown as the rules read it: what a reader does not see is hidden, and every character leads back to its place."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.distill.findings import Kind
from factsheets.distill.marked_up import readable
from factsheets.distill.rules import distilled


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("It paid **3.5 million** euros.", "It paid 3.5 million euros."),
        ("**ICE**'s _new_ tool", "ICE's new tool"),
        ("[Clearview AI](https://x.org/a_(b)?y=2024 'a title'), a firm", "Clearview AI, a firm"),
        ("![Photo: 300 cameras](img_500.jpg)", "Photo: 300 cameras"),
        ("see [the note][1] and [this]", "see the note and [this]"),
        ("users[^1] of <b>it</b><br>and more", "users of it and more"),
        ("mail <https://x.org/5-euros> now", "mail now"),
        ("a \\$300 fine, 2 * 3 and snake_case_name", "a $300 fine, 2 * 3 and snake_case_name"),
        ("> “No,” said she.", "“No,” said she."),
        ("- [x] done", "- done"),
        ("97&nbsp;cameras &amp; 5&euro;", "97\xa0cameras & 5€"),
        ("a<!-- 7 million euros --> b", "a b"),
        ("# Title #", "# Title"),
        ("`1,200`", "1,200"),
        ("-", "-"),
    ],
)
def test_what_a_reader_does_not_see_is_hidden(markup: str, shown: str) -> None:
    read = readable(markup, "a.md")
    assert read.text.rstrip() == shown
    assert len(read.text) == len(markup)


@pytest.mark.parametrize(
    "block",
    [
        "```\npaid 9 euros\n```",
        "~~~ x\npaid 9 euros\n~~~",
        "<script>\npaid 9 euros\n</script>",
        "[a]: http://x/9-euros",
    ],
)
def test_code_and_addresses_are_blank(block: str) -> None:
    assert readable(f"One.\n\n{block}\n\nTwo.", "a.md").text.split() == ["One.", "Two."]


def test_of_front_matter_the_title_and_the_day_are_left() -> None:
    text = "---\ntitle: 'Harrow buys cameras'\ndate: 2025-03-12\ntags: [5 euros]\n---\nText.\n"
    assert readable(text, "a.md").text.split("\n")[1:3] == [
        "Harrow buys cameras".ljust(len("title: 'Harrow buys cameras'")),
        "2025-03-12".ljust(len("date: 2025-03-12")),
    ]
    assert "euros" not in readable(text, "a.md").text


def test_findings_stand_in_the_text_with_its_markup() -> None:
    text = "# Money for new lamps\n\nThe *city council of Harrow* paid **€1.4 million** to [Optivue Ltd](o.com).\n"
    document = distilled(text, name="a.md")
    found = {one.kind: one for one in document.found}
    assert found[Kind.MONEY].printed == text[found[Kind.MONEY].start : found[Kind.MONEY].end] == "€1.4 million"
    assert [one.name for one in document.found if one.kind is Kind.ACTOR] == ["city council of Harrow", "Optivue Ltd"]
    assert (document.text, document.title) == (text, "Money for new lamps")


def test_rows_of_a_table_give_their_sums() -> None:
    text = "Costs\n\n| Item | Cost (EUR) |\n|:-----|-----------:|\n| **Cameras** | 3,000 |\n| Poles | `1,200` |\n"
    found = [one for one in distilled(text, name="a.md").found if one.kind is Kind.MONEY]
    assert [(one.printed, one.value, one.currency) for one in found] == [
        ("3,000", Decimal(3000), "EUR"),
        ("1,200", Decimal(1200), "EUR"),
    ]


def test_only_the_name_of_a_file_tells_markdown() -> None:
    assert readable("**a**", "a.txt").text == "**a**"
    assert readable("**a**", "A.MARKDOWN").text.rstrip() == "a"


MARKUP = st.text(alphabet=st.sampled_from("ab é\u0301\u200b\xad*_`[]()<>!#|~\\&;:-=^\"'\n 1,€—.http"), max_size=200)


@given(MARKUP, st.sampled_from(["a.md", "a.txt", "a.pdf"]))
def test_a_text_keeps_its_length_its_lines_and_the_order_of_its_characters(text: str, name: str) -> None:
    read = readable(text, name)
    assert len(read.text) == len(text)
    assert all(one == "\n" for at, one in enumerate(text) if read.text[at] == "\n")
    for at, one in enumerate(read.text):
        start, end = read.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        if not one.isspace() and read.ends.get(start) is None:
            assert text[start:end] == one


@pytest.mark.parametrize(
    "part",
    ["*a", "_a ", "[", "[a](b", "![a", "`a", "> ", "<a ", "<!--", "](x", "&a", "\\", "[^", "|", "- [x] ", "e\u0301"],
)
def test_time_is_linear_in_the_length_of_hostile_markup(part: str) -> None:
    short, long = (_seconds(part * count) for count in (2_000, 16_000))
    assert long < 30 * short + 0.05, (short, long)


def _seconds(text: str) -> float:
    started = time.process_time()
    readable(text, "a.md")
    return time.process_time() - started
