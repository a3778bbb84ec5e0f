"""Quotations: pairs of quotation marks, and speech after a dash."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.distill.tokens import Line

_PAIRS = {"«": "»", "“": "”", "„": "”", '"': '"', "‘": "’"}
_DASHES = frozenset("—–")
FEWEST_WORDS = 2
_LONGEST_SINGLE = 200


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted, from token `begin` to before `end`, without the marks; `after` is behind the closing one."""

    line: Line
    begin: int
    end: int
    after: int

    @property
    def size(self) -> int:
        return sum(word[0].isalnum() for word in self.line.text[self.begin : self.end])


def quotes(line: Line) -> Iterator[Quote]:
    """The quotations of a paragraph, in order; one left open reaches to the paragraph's end."""
    if line.text and line.text[0] in _DASHES and line.cap[1:2] == [True] and not _listed(line):
        yield from _spoken(line)
        return
    index = 0
    while index < len(line):
        closing = _PAIRS.get(line.text[index])
        if closing is None or (line.text[index] == "‘" and not _opens(line, index)):
            index += 1
            continue
        end = _closing(line, index, closing)
        if end > index + 1:
            yield Quote(line, index + 1, end, min(end + 1, len(line)))
        index = max(end, index) + 1


def _listed(line: Line) -> bool:
    """ "– Grant of the State: 163,560 €;": an item of a list."""
    dashes = sum(one in _DASHES for one in line.text)
    return dashes == 1 and (
        line.text[-1] == ";" or ":" in line.text or line.text[-1] not in {".", "!", "?", "…", "»", '"'}
    )


def _opens(line: Line, index: int) -> bool:
    return index == 0 or line.end[index - 1] < line.start[index]


def _closing(line: Line, index: int, closing: str) -> int:
    depth = 0
    opening = line.text[index]
    farthest = min(index + _LONGEST_SINGLE, len(line)) if opening == "‘" else len(line)
    for at in range(index + 1, farthest):
        if line.text[at] == closing and depth == 0:
            if (
                closing != "’"
                or at + 1 == len(line)
                or line.start[at + 1] > line.end[at]
                or not line.text[at + 1].isalnum()
            ):
                return at
        elif line.text[at] == opening and opening != closing:
            depth += 1
        elif line.text[at] == closing:
            depth -= 1
    return index if opening == "‘" else len(line)


def _spoken(line: Line) -> Iterator[Quote]:
    """ "—No vamos a parar —dijo Ruiz—. Nunca."; the dashes part what is said from who says it."""
    dashes = [at for at in range(len(line)) if line.text[at] in _DASHES]
    bounds = [*dashes, len(line)]
    for number in range(0, len(bounds) - 1, 2):
        begin, end = bounds[number] + 1, bounds[number + 1]
        while begin < end and not line.text[begin][0].isalnum() and line.text[begin] not in "¿¡":
            begin += 1
        if end > begin:
            yield Quote(line, begin, end, min(end + 1, len(line)))
