"""Reads a printed page back to its facts, with a parser that had no part in the printing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from factsheets.vocabulary import label

CITED = re.compile(r"(?P<sheet>[a-z0-9-]+)#(?P<fact>[a-z0-9-]+)")
PLAIN_TOKENS = frozenset(
    {"front_matter", "heading", "paragraph", "inline", "text", "strong", "em", "blockquote", "bullet_list", "list_item"}
    | {"table", "thead", "tbody", "tr", "th", "td", "footnote_ref", "footnote_block", "footnote", "footnote_anchor"}
)
"""What a print is made of; anything else (a link, HTML, code, a formula) came out of a field."""


def parser() -> MarkdownIt:
    """As many extensions as readers of Markdown commonly have, addresses made into links included."""
    return MarkdownIt("gfm-like2").use(footnote_plugin).use(dollarmath_plugin, allow_digits=False)


@dataclass(frozen=True)
class Piece:
    exact: str
    source: str
    paragraph: int | None
    page: int | None


@dataclass(frozen=True)
class PrintedFact:
    """A row or an item: its cells as plain text, the citation and the evidence that its footnotes give."""

    id: str
    cells: tuple[str, ...]
    evidence: tuple[Piece, ...]


@dataclass(frozen=True)
class PrintedPage:
    tokens: tuple[Token, ...]
    sections: dict[str, tuple[PrintedFact, ...]]

    def kinds(self) -> set[str]:
        """The token types of the page without their open and close."""
        return {re.sub("_(open|close)$", "", token.type) for token in _with_children(self.tokens)}

    def text(self) -> str:
        return "\n".join(plain_text(token.children) for token in self.tokens if token.type == "inline")

    def front_matter(self) -> str:
        return self.tokens[0].content


def _with_children(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def plain_text(children: Sequence[Token] | None) -> str:
    return "".join(child.content for child in children or () if child.type == "text")


def read(page: str, lang: str = "en") -> PrintedPage:
    tokens = parser().use(front_matter_plugin).parse(page)
    body, notes = _split(tokens)
    footnotes = {name: _footnote(inline, lang) for name, inline in notes.items()}
    sections: dict[str, list[PrintedFact]] = {}
    for title, cells in _entries(body):
        labels = [
            child.meta["label"] for cell in cells for child in cell.children or () if child.type == "footnote_ref"
        ]
        if not labels:
            continue
        cited = {footnotes[one][0] for one in labels}
        assert len(cited) == 1, "the footnotes of one fact cite it alike"
        evidence = tuple(piece for one in labels if (piece := footnotes[one][1]))
        texts = _statement(cells[0]) if len(cells) == 1 else tuple(plain_text(cell.children) for cell in cells[:-1])
        sections.setdefault(title, []).append(PrintedFact(cited.pop(), texts, evidence))
    return PrintedPage(tuple(tokens), {title: tuple(facts) for title, facts in sections.items()})


def _split(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, Token]]:
    """The body of the page, and the line of each footnote by its label."""
    start = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    notes, name = {}, ""
    for token in tokens[start:]:
        if token.type == "footnote_open":
            name = token.meta["label"]
        elif token.type == "inline":
            assert name not in notes, "a footnote is one line"
            notes[name] = token
    return list(tokens[:start]), notes


def _entries(body: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """(section, cells) of every table row below the header and of every list item."""
    title, cells = "", list[Token]()
    for before, token in pairwise(body):
        if before.type == "heading_open" and before.tag == "h2":
            title = plain_text(token.children)
        elif token.type in {"tr_open", "list_item_open"}:
            cells = []
        elif token.type == "inline":
            cells.append(token)
        elif token.type in {"tr_close", "list_item_close"} and before.type != "th_close":
            yield title, cells


def _footnote(inline: Token, lang: str) -> tuple[str, Piece | None]:
    marked = _marked(inline.children or ())
    cited = CITED.fullmatch(marked[0][1])
    assert marked[0][0] == "strong"
    assert cited
    if len(marked) < 3 or marked[2][0] != "em":
        assert label("display", "no-passage", lang) in marked[1][1]
        return cited["fact"], None
    words = label("labels", "paragraph", lang), label("labels", "page", lang)
    place = re.match(
        rf"(?: · {words[0]} (\d+)(?:, {words[1]} (\d+))?| · {words[1]} (\d+))? · ([a-z0-9-]+), ", marked[3][1]
    )
    assert place
    paragraph, page = place[1], place[2] or place[3]
    return cited["fact"], Piece(
        marked[2][1], place[4], int(paragraph) if paragraph else None, int(page) if page else None
    )


def _marked(children: Sequence[Token]) -> list[tuple[str, str]]:
    """Runs of text with the mark round each: "strong", "em" or ""."""
    runs: list[tuple[str, str]] = []
    mark = ""
    for child in children:
        if child.nesting:
            mark = child.type.removesuffix("_open") if child.nesting > 0 else ""
        elif child.content:
            runs.append((mark, child.content))
    return runs


def _statement(inline: Token) -> tuple[str, ...]:
    """(speaker in bold, channel in italic, what is said, nature in italic)."""
    runs = [run for run in _marked(inline.children or ()) if run[1].strip()]
    nature = runs.pop()
    assert nature[0] == "em"
    speaker = runs.pop(0)[1] if runs[0][0] == "strong" else ""
    via = runs[1][1] if len(runs) > 1 and runs[1][0] == "em" else ""
    text = "".join(content for _, content in runs[2 if via else 0 :])
    if speaker or via:
        text = re.sub(r"^\u00a0?: ", "", text)
    return speaker, via, text.strip(" "), nature[1]
