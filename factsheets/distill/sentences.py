"""The sentence around an offset: what a label is cut from, and what stands beside a finding."""

import re
from bisect import bisect_right
from operator import itemgetter

from factsheets.distill.document import Document

LONGEST_LABEL = 160
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)]*\s+(?=[^\s\W\d_]|[\d\"«“‘¿¡(-])")


class Sentences:
    """Sentence bounds of a document, in code points of its text."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._bounds: list[tuple[int, int]] = []
        for paragraph in document.paragraphs:
            ends = [found.end() for found in _SENTENCE_END.finditer(paragraph.text)]
            starts = [0, *ends]
            self._bounds += [
                (paragraph.at(start), paragraph.at(end))
                for start, end in zip(starts, [*ends, len(paragraph.text)], strict=True)
            ]

    def around(self, offset: int) -> tuple[int, int]:
        """The bounds of the sentence that holds an offset; an empty one where no paragraph does."""
        place = bisect_right(self._bounds, offset, key=itemgetter(0)) - 1
        start, end = self._bounds[place] if place >= 0 else (offset, offset)
        return (start, end) if start <= offset < end else (offset, offset)

    def text(self, offset: int) -> str:
        start, end = self.around(offset)
        return on_one_line(self._text[start:end])

    def label(self, offset: int, printed: str) -> str:
        """A sentence as a label: cut at words around what was printed where it is long."""
        text, printed = self.text(offset) or on_one_line(printed), on_one_line(printed)
        if len(text) <= LONGEST_LABEL:
            return text
        start = max(0, min(max(text.find(printed), 0) - LONGEST_LABEL // 2, len(text) - LONGEST_LABEL))
        cut_behind = start + LONGEST_LABEL < len(text)
        words = text[start : start + LONGEST_LABEL].split(" ")[1 if start else 0 : -1 if cut_behind else None]
        return ("… " if start else "") + " ".join(words) + (" …" if cut_behind else "")


def on_one_line(text: str) -> str:
    return " ".join(text.split())
