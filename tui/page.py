"""A page is data: blocks of spans with styles by role and links by reference; layout is left to others."""

from dataclasses import dataclass
from enum import StrEnum

CITING = "citing/"
"""How a reference to the facts that rest on a passage begins: SHEET/SOURCE/PARAGRAPH follow."""
SEARCH = "search/"
"""How a link that runs a search begins."""


class Style(StrEnum):
    """What a span is, never how it looks."""

    PLAIN = ""
    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    AMOUNT = "amount"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    DIM = "dim"
    MARK = "mark"
    WARNING = "warning"


class Kind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"
    BLANK = "blank"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one style. `link` is a reference such as `actor/ice`, `fact/SHEET/FACT`, `source/SHEET/SOURCE`."""

    text: str
    style: Style = Style.PLAIN
    link: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """How wide a row's cell is: `width` 0 shares what is left, `right` aligns amounts.

    `inset` cells stay free behind what is aligned, as far as there are: amounts align where their units end.
    """

    width: int = 0
    right: bool = False
    inset: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row. `level` is a heading's depth or an indent in steps of two columns.

    `cells` and `columns` belong to a row, `spans` to everything else; `anchor` names a section for the outline;
    `fact` is the reference of the fact that the block shows, for evidence and copying.
    """

    kind: Kind
    spans: Spans = ()
    level: int = 0
    marker: str = ""
    anchor: str = ""
    fact: str = ""
    cells: tuple[Spans, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What one reference shows. `focus` is the index of the block to bring into view, -1 for the top.

    `passages` are the references of all passages that prove the fact whose proof the page shows, in order; `draft`
    says that what it shows is of a draft, to be reviewed.
    """

    ref: str
    title: str
    blocks: tuple[Block, ...]
    focus: int = -1
    passages: tuple[str, ...] = ()
    draft: bool = False
