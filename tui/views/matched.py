"""The characters of a row that answer to a search: bold, wherever the line was cut, and never by colour alone."""

from collections.abc import Iterator
from itertools import pairwise

from rich.style import Style as RichStyle

from factsheets.safe_text import safe
from tui.page import Style
from tui.ports import Stretches
from tui.views.line_view import Part
from tui.views.looks import LOOKS


def made_safe(text: str, marks: Stretches) -> tuple[str, Stretches]:
    """A text as it is shown, and where its marks stand in that."""
    shown = safe(text)
    if shown == text or not marks:
        return shown, marks
    edges = [0, *(edge for stretch in marks for edge in stretch), len(text)]
    pieces = [safe(text[start:stop]) for start, stop in pairwise(edges)]
    places = [sum(map(len, pieces[:count])) for count in range(len(edges))]
    return "".join(pieces), tuple(zip(places[1:-1:2], places[2:-1:2], strict=True))


def looked(shown: str, marks: Stretches, look: RichStyle, at: int = 0) -> Iterator[Part]:
    """What is shown of a text from character `at` on; a mark keeps its stretch, as far as that is shown."""
    done = 0
    for start, stop in marks:
        first, last = (min(max(place - at, done), len(shown)) for place in (start, stop))
        if first < last:
            yield shown[done:first], look
            yield shown[first:last], LOOKS[Style.STRONG]
            done = last
    yield shown[done:], look
