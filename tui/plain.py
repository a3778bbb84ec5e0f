"""Pages in linear form: text for pipes, printers and screen readers."""

from collections.abc import Iterator

from factsheets.display import word as sign
from tui.layout import plain_lines
from tui.page import Block, Kind, Page, Span, Spans
from tui.spoken import spoken
from tui.wording import word

_SHOWN = frozenset(["sheet", "fact", "evidence", "source", "citing", "actor", "tool", "place", "concept"])
"""The kinds of reference that `show` takes."""
_SECTION = 2


def page_lines(page: Page, width: int) -> Iterator[str]:
    """A page as it reads on paper."""
    yield from plain_lines(page.blocks, width)


def linear_lines(page: Page, width: int, lang: str = "en") -> Iterator[str]:
    """A page to be read aloud: no columns, each row one sentence with its parts in order, each link with a number.

    The numbers are told at the end with the references that `show` takes.
    """
    linear = _Linear(lang)
    yield from plain_lines([linear.block(block) for block in page.blocks], width)
    yield from plain_lines(list(linear.listed()), width)


class _Linear:
    """What is said in words is said before lines are cut, so that no line grows past the width."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._links: dict[str, int] = {}

    def block(self, block: Block) -> Block:
        if block.kind is Kind.ROW:
            cells = [text for cell in block.cells if (text := self._said(cell))]
            return Block(Kind.ITEM, (Span(": ".join(cells)),), marker="-")
        said = self._said(block.spans)
        if block.kind is Kind.HEADING and block.level >= _SECTION:
            said = f"{word('section', self._lang)}{sign('colon', self._lang)} {said}"
        return Block(block.kind, (Span(said),) if said else (), block.level, block.marker)

    def listed(self) -> Iterator[Block]:
        if self._links:
            title = f"{word('linked', self._lang)}{sign('colon', self._lang)}"
            yield from (Block(Kind.BLANK), Block(Kind.TEXT, (Span(title),)))
        for ref, number in self._links.items():
            yield Block(Kind.ITEM, (Span(ref),), marker=f"{number}")

    def _said(self, spans: Spans) -> str:
        """The text with a number behind each link; neighbours with one reference are one link."""
        text = ""
        for span, after in zip(spans, (*spans[1:], Span("")), strict=False):
            text += span.text
            if span.link and span.link != after.link and span.text.strip() and span.link.split("/")[0] in _SHOWN:
                number = self._links.setdefault(span.link, len(self._links) + 1)
                text = f"{text.rstrip()} [{number}]{text[len(text.rstrip()) :]}"
        return spoken(text)
