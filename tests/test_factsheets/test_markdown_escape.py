"""Text that stays text, wherever a page puts it."""

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm import gfm_plugin
from mdit_py_plugins.superscript import superscript_plugin

from factsheets.export.escape import emphasis, escape, one_line, strong
from tests.test_factsheets.markdown_hostile import hostile
from tests.test_factsheets.markdown_reading import parser

PARSERS = {
    "linkify, footnotes, formulas": parser(),
    "GitHub": MarkdownIt("commonmark").use(gfm_plugin),
    "definition lists, attributes": MarkdownIt("commonmark")
    .use(deflist_plugin)
    .use(footnote_plugin)
    .use(superscript_plugin)
    .use(attrs_block_plugin),
}
TARGETS = "\n\n[^1]: a note\n\n[x]: http://example.org\n"
CONTEXTS = {
    "paragraph": ("{}", ["paragraph"]),
    "after a paragraph": ("Term\n\n{}", ["paragraph"]),
    "heading": ("# {}", ["heading"]),
    "item": ("- {}", ["bullet_list", "list_item", "paragraph"]),
    "quotation": ("> {}", ["blockquote", "paragraph"]),
}


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("reader", PARSERS)
@given(text=hostile)
@example(text="[^1]")
@example(text="[x]")
@example(text="2020. The year")
@example(text="ends in a backslash\\")
@example(text="# heading #")
@example(text="- - -")
@example(text="{.class}")
@example(text=": a definition")
@example(text="2^n^")
@example(text="www.1.2/x")
@example(text="-")
@example(text="//localhost")
@example(text="&lt;b&gt;")
def test_a_text_is_one_block_of_pure_text(reader: str, context: str, text: str) -> None:
    frame, opened = CONTEXTS[context]
    shown = one_line(text)
    if not shown:
        return
    tokens = PARSERS[reader].parse(frame.format(escape(text)) + TARGETS)
    if context == "after a paragraph":
        tokens = tokens[3:]
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens if token.nesting == 1] == [f"{block}_open" for block in opened]
    assert [(child.type, child.content) for child in inline.children or ()] == [("text", shown)]


@pytest.mark.parametrize("reader", ["linkify, footnotes, formulas", "GitHub"])
@given(text=hostile)
@example(text="a|b")
@example(text="\\|")
@example(text="|\\")
def test_a_cell_holds_its_text_and_leaves_the_next_alone(reader: str, text: str) -> None:
    tokens = PARSERS[reader].parse(f"| h | i |\n| --- | --- |\n| {escape(text)} | next |" + TARGETS)
    cells = [token.children or [] for token in tokens if token.type == "inline"][2:]
    shown = [("text", one_line(text))] if one_line(text) else []
    assert [[(child.type, child.content) for child in cell] for cell in cells] == [shown, [("text", "next")]]


@pytest.mark.parametrize("reader", PARSERS)
@given(text=hostile)
@example(text='"quoted"')
@example(text="a*")
def test_marked_text_is_marked_whole(reader: str, text: str) -> None:
    if not one_line(text):
        assert strong(text) == emphasis(text) == ""
        return
    (inline,) = [
        token
        for token in PARSERS[reader].parse(f"{strong(text)} · {emphasis(text)}, {strong(text)}: x" + TARGETS)
        if token.type == "inline"
    ]
    kinds = [child.type for child in inline.children or () if child.content or child.nesting]
    marked = [child.content for child in inline.children or () if child.content][::2]
    run = ["strong_open", "text", "strong_close", "text"]
    assert kinds == [*run, "em_open", "text", "em_close", "text", *run]
    assert marked == [one_line(text)] * 3


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("$3,750,000", "$3,750,000"),
        ("99 $ par an", "99 \\$ par an"),
        ("3.75 millions de dollars", "3.75 millions de dollars"),
        ("ICE -> Clearview AI", "ICE -> Clearview AI"),
        ("minneapolis#ice-clearview-2025-09", "minneapolis#ice-clearview-2025-09"),
        ("R&D & AT&T, 45 days (or so)!", "R&D & AT&T, 45 days (or so)!"),
        ("-5", "-5"),
        ("a | b", "a \\| b"),
        ("line one\nline two", "line one line two"),
        ("\x1b[31mred", "␛\\[31mred"),
    ],
)
def test_what_is_harmless_stays_readable(text: str, printed: str) -> None:
    assert escape(text) == printed
