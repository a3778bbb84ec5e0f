"""The sentence around an offset: what a label is cut from, and what stands beside a finding."""

import re
from bisect import bisect_right
from operator import itemgetter

from factsheets.distill.document import Document
from factsheets.distill.readable import Readable

_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)]*\s+(?=[^\s\W\d_]|[\d\"«“‘¿¡(-])")


class Sentences:
    """Sentence bounds of a document, in code points of its text."""

    def __init__(self, document: Document) -> None:
        read = document.readable or Readable(document.text)
        self._text = read.text
        self._read: list[tuple[int, int]] = []
        for paragraph in document.paragraphs:
            ends = [found.end() for found in _SENTENCE_END.finditer(paragraph.text)]
            self._read += [
                (paragraph.at(start), paragraph.at(end))
                for start, end in zip([0, *ends], [*ends, len(paragraph.text)], strict=True)
            ]
        self._bounds = [read.span(start, end) for start, end in self._read]

    def _number(self, offset: int) -> int | None:
        """Which sentence holds an offset."""
        number = bisect_right(self._bounds, offset, key=itemgetter(0)) - 1
        return number if number >= 0 and offset < self._bounds[number][1] else None

    def around(self, offset: int) -> tuple[int, int]:
        """The bounds of the sentence that holds an offset; an empty one where no paragraph does."""
        number = self._number(offset)
        return (offset, offset) if number is None else self._bounds[number]

    def text(self, offset: int) -> str:
        """The sentence that holds an offset, without markup."""
        number = self._number(offset)
        return "" if number is None else on_one_line(self._text[slice(*self._read[number])])


def on_one_line(text: str) -> str:
    return " ".join(text.split())
