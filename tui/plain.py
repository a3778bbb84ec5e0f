"""Pages in linear form: text for pipes, printers and screen readers; links numbered on demand."""

from collections.abc import Iterator

from tui.layout import plain_lines
from tui.page import Block, Kind, Page, Span, Spans


def page_lines(page: Page, width: int) -> Iterator[str]:
    """A page as it reads on paper."""
    yield from plain_lines(page.blocks, width)


def linear_lines(page: Page, width: int) -> Iterator[str]:
    """A page to be read aloud: no columns, each row one sentence with its parts in order."""
    yield from plain_lines([_linear(block) for block in page.blocks], width)


def _linear(block: Block) -> Block:
    if block.kind is not Kind.ROW:
        return block
    spans: list[Span] = []
    for cell in block.cells:
        spans += [Span(": "), *cell] if spans and cell else list(cell)
    return Block(Kind.ITEM, _joined(spans), marker="-", fact=block.fact)


def _joined(spans: list[Span]) -> Spans:
    return tuple(spans)
