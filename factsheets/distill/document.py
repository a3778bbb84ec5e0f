"""A document on its way to a draft: the text as kept, the part of it that is the article, and what was found so far."""

from dataclasses import dataclass, field
from datetime import date

from factsheets.distill.findings import Finding
from factsheets.distill.readable import Readable
from factsheets.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article. `text` has its line breaks as spaces, of the same length, so offsets hold.

    `start` is its offset in the whole text, in code points; `number` counts from 1 at the title.
    """

    text: str
    start: int
    number: int
    heading: bool = False

    def at(self, offset: int) -> int:
        """An offset of the paragraph as one of the whole text."""
        return self.start + offset


@dataclass(slots=True)
class Document:
    """The text, its article in paragraphs, and what is known about it; rules add to `found` in their order.

    Of a text with markup, `readable` is what the rules read, which paragraphs have their offsets in; all else has those
    of the text as kept.
    """

    text: str
    lang: str
    paragraphs: list[Paragraph]
    article: tuple[int, int]
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: date | None = None
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    found: list[Finding] = field(default_factory=list)
    readable: Readable | None = None
