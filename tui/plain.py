"""Pages in linear form: text for pipes, printers and screen readers."""

from collections.abc import Iterator

from tui.layout import plain_lines
from tui.page import Block, Kind, Page, Span, Spans
from tui.spoken import spoken


def page_lines(page: Page, width: int) -> Iterator[str]:
    """A page as it reads on paper."""
    yield from plain_lines(page.blocks, width)


def linear_lines(page: Page, width: int) -> Iterator[str]:
    """A page to be read aloud: no columns, each row one sentence with its parts in order."""
    yield from plain_lines([_linear(block) for block in page.blocks], width)


def _linear(block: Block) -> Block:
    """What is said in words is said before lines are cut, so that no line grows past the width."""
    if block.kind is not Kind.ROW:
        spans = (Span(spoken(_text(block.spans))),) if block.spans else ()
        return Block(block.kind, spans, block.level, block.marker)
    cells = [text for cell in block.cells if (text := spoken(_text(cell)))]
    return Block(Kind.ITEM, (Span(": ".join(cells)),), marker="-")


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)
