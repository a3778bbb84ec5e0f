"""`print`: the same bytes every time, and Markdown that reads back to the sheet."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from factsheets.library import shipped_library
from factsheets.yaml_text import load_data
from tests.test_command.running import Run

SHEETS = {sheet.id: sheet for sheet in shipped_library().sheets()}


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin).parse(text)


def rows_under(tokens: list[Token], heading: str) -> int:
    """Rows in the body of the table that follows a heading."""
    start = next(
        (
            number
            for number, token in enumerate(tokens)
            if token.type == "heading_open" and tokens[number + 1].content == heading
        ),
        len(tokens),
    )
    end = next((n for n in range(start + 1, len(tokens)) if tokens[n].type == "heading_open"), len(tokens))
    body = [token.type for token in tokens[start:end]]
    return body[body.index("tbody_open") :].count("tr_open") if "tbody_open" in body else 0


@pytest.mark.parametrize("sheet_id", SHEETS)
def test_a_page_reads_back(sheet_id: str, run: Run) -> None:
    ran = run("print", sheet_id)
    assert ran.code == 0
    tokens = parsed(ran.out)
    sheet = SHEETS[sheet_id]
    assert rows_under(tokens, "Figures") == len(sheet.figures)
    assert rows_under(tokens, "Timeline") == len(sheet.dates)
    front = load_data(tokens[0].content.encode(), "front matter")
    assert isinstance(front, dict)
    assert (front["id"], front["title"]) == (sheet.id, sheet.title)
    notes = sum(token.type == "footnote_open" for token in tokens)
    assert notes > len(sheet.figures)
    assert "[^" not in "".join(token.content for token in tokens if token.type == "text")


def test_all_twice_gives_the_same_bytes(run: Run) -> None:
    assert run("print", "--all", "-o", "one").code == 0
    assert run("print", "--all", "-o", "two").code == 0
    one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert set(one) == {"index.md", *(f"{sheet_id}.md" for sheet_id in SHEETS)}
    assert run("print", "--all", "-o", "one").code == 0
    assert {path.name: path.read_bytes() for path in Path("one").iterdir()} == one


def test_a_page_is_the_same_wherever_it_goes(run: Run) -> None:
    [sheet_id, *_] = SHEETS
    page = run("print", sheet_id).out
    run("print", sheet_id, "-o", "page.md", "-q")
    run("print", sheet_id, "-o", "folder/", "-q")
    assert run("print", sheet_id, "-o", "-").out == page
    assert Path("page.md").read_text(encoding="utf-8") == page
    assert Path("folder", f"{sheet_id}.md").read_text(encoding="utf-8") == page


def test_labels_follow_the_language(run: Run) -> None:
    [sheet_id, *_] = SHEETS
    assert "## Chiffres" in run("print", sheet_id, "--lang", "fr").out


def test_plain_is_ascii_and_still_a_table(run: Run) -> None:
    [sheet_id, *_] = SHEETS
    page = run("print", sheet_id, "--plain").out
    assert page.isascii()
    assert rows_under(parsed(page), "Figures") == len(SHEETS[sheet_id].figures)
