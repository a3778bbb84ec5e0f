"""Markdown becomes blocks of a page: CommonMark and tables, without HTML.

A link that names a page of the browser becomes a link; any other is text with its target, and nothing opens it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from factsheets.safe_text import safe, safe_lines
from tui.cells import cell_width
from tui.page import Block, Column, Kind, Span, Spans, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

INTERNAL = ("sheet/", "fact/", "actor/", "tool/", "place/", "source/", "evidence/", "help/")
_BULLET = "-"
_SHORT_CELL = 24
_EMPHASIS = {"strong_open": Style.STRONG, "em_open": Style.EMPHASIS}


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - pages without Markdown start without it

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown_spans(text: str) -> Spans:
    """One paragraph's worth; what would be a block of its own stays as written."""
    tokens = _parser().parseInline(safe_lines(text))
    return tuple(_spans(tokens[0].children or ())) if tokens else ()


def markdown_blocks(text: str, level: int = 0) -> tuple[Block, ...]:
    """Blocks with blank ones between them. `level` indents them all, and deepens their headings."""
    blocks = _Reader(level).read(_parser().parse(safe_lines(text)))
    while blocks and blocks[-1].kind is Kind.BLANK:
        blocks.pop()
    return tuple(blocks)


class _Reader:
    """Walks the parser's flat tokens; `_markers` has one entry an open list: its next number, None for bullets."""

    def __init__(self, level: int) -> None:
        self._base = level
        self._blocks: list[Block] = []
        self._markers: list[int | None] = []
        self._item = ""
        self._quotes = 0
        self._heading = 0
        self._row: list[Spans] = []
        self._rows: list[tuple[Spans, ...]] = []
        self._columns: list[Column] = []
        self._in_head = False

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        for token in tokens:
            handle = getattr(self, f"_{token.type}", None)
            if handle is not None:
                handle(token)
        return self._blocks

    @property
    def _level(self) -> int:
        return self._base + max(len(self._markers) - 1, 0)

    def _blank(self) -> None:
        if self._blocks and self._blocks[-1].kind is not Kind.BLANK:
            self._blocks.append(Block(Kind.BLANK))

    def _heading_open(self, token: Token) -> None:
        self._blank()
        self._heading = int(token.tag[1])

    def _heading_close(self, _token: Token) -> None:
        self._heading = 0
        self._blank()

    def _paragraph_close(self, token: Token) -> None:
        if not token.hidden:
            self._blank()

    def _bullet_list_open(self, _token: Token) -> None:
        self._markers.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self._markers.append(int(token.attrGet("start") or 1))

    def _bullet_list_close(self, _token: Token) -> None:
        self._markers.pop()
        if not self._markers:
            self._blank()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
        number = self._markers[-1]
        self._item = _BULLET if number is None else f"{number}{token.markup}"
        if number is not None:
            self._markers[-1] = number + 1

    def _list_item_close(self, _token: Token) -> None:
        if self._item:
            self._add(())

    def _blockquote_open(self, _token: Token) -> None:
        self._quotes += 1

    def _blockquote_close(self, _token: Token) -> None:
        self._quotes -= 1
        self._blank()

    def _fence(self, token: Token) -> None:
        self._take_marker()
        self._blocks.append(Block(Kind.CODE, (Span(token.content.rstrip("\n"), Style.CODE),), level=self._level + 1))
        self._blank()

    _code_block = _fence

    def _hr(self, _token: Token) -> None:
        self._blocks.append(Block(Kind.RULE))
        self._blank()

    def _thead_open(self, _token: Token) -> None:
        self._columns, self._in_head = [], True

    def _thead_close(self, _token: Token) -> None:
        self._in_head = False

    def _th_open(self, token: Token) -> None:
        self._columns.append(Column(right="right" in str(token.attrGet("style") or "")))

    def _tr_open(self, _token: Token) -> None:
        self._row = []

    def _tr_close(self, _token: Token) -> None:
        self._rows.append(tuple(self._row))

    def _table_close(self, _token: Token) -> None:
        """Only now is it known how wide each column must be; long ones share what the short ones leave."""
        columns = []
        for number, column in enumerate(self._columns):
            widest = max(cell_width("".join(span.text for span in row[number])) for row in self._rows)
            columns.append(replace(column, width=widest if widest <= _SHORT_CELL else 0))
        for row in self._rows:
            self._blocks.append(Block(Kind.ROW, level=self._level, cells=row, columns=tuple(columns)))
        self._columns, self._rows = [], []
        self._blank()

    def _inline(self, token: Token) -> None:
        spans = tuple(_spans(token.children or (), Style.STRONG if self._in_head else Style.PLAIN))
        if self._columns:
            self._row.append(spans)
        else:
            self._add(spans)

    def _add(self, spans: Spans) -> None:
        if self._heading:
            words = "".join(span.text for span in spans)
            self._blocks.append(Block(Kind.HEADING, spans, level=self._base + self._heading, anchor=words))
        elif self._item:
            self._take_marker(spans)
        elif self._quotes:
            self._blocks.append(Block(Kind.QUOTE, spans, level=self._level))
        else:
            self._blocks.append(Block(Kind.TEXT, spans, level=self._level + bool(self._markers)))

    def _take_marker(self, spans: Spans = ()) -> None:
        """The first block of a list's item stands behind its marker."""
        if self._item:
            self._blocks.append(Block(Kind.ITEM, spans, level=self._level, marker=self._item))
            self._item = ""


def _spans(tokens: Sequence[Token], base: Style = Style.PLAIN) -> list[Span]:
    spans: list[Span] = []
    styles = [base]
    target = ""
    for token in tokens:
        if token.type in _EMPHASIS:
            styles.append(_EMPHASIS[token.type])
        elif token.type in {"strong_close", "em_close"}:
            styles.pop()
        elif token.type == "link_open":
            target = safe(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            spans.extend(_target(spans, target))
            target = ""
        elif text := _text(token):
            style = Style.CODE if token.type == "code_inline" else styles[-1]
            spans.append(Span(text, style, target if target.startswith(INTERNAL) else ""))
    return spans


def _text(token: Token) -> str:
    """An entity such as `&#27;` was a harmless word until the parser resolved it: what comes out is made safe again."""
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return safe(f"[{token.content or 'image'}]")
        case _:
            return safe_lines(token.content)


def _target(spans: Sequence[Span], target: str) -> list[Span]:
    """Where an outside link leads, said once: an address that is its own text is not repeated."""
    if not target or target.startswith(INTERNAL) or (spans and spans[-1].text == target.removeprefix("mailto:")):
        return []
    return [Span(f" ({target})", Style.DIM)]
