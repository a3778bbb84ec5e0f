"""Marks laid over a drawn line: brackets round a link, what was found in reverse. The line never moves for them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tui.cells import clusters
from tui.views.finding import Stretch
from tui.views.line_view import PLAIN, REVERSE, Part
from tui.views.looks import FOUND

_GAP = "   "
"""Spaces that leave one where two letters stand in them."""


def opened(parts: list[Part], first: int) -> list[Part]:
    """A bracket before part `first`, in place of a space or a sign, never of a letter."""
    before, look = parts[first - 1]
    if before and not before[-1].isalnum():
        return [*parts[: first - 1], (before[:-1] + "[", look), *parts[first:]]
    return parts


def closed(parts: list[Part], last: int) -> list[Part]:
    """A bracket after part `last`, likewise; at the end of a line there is room for it."""
    if last + 1 == len(parts):
        return [*parts, ("]", PLAIN)]
    after, look = parts[last + 1]
    if after[0].isalnum():
        return parts
    return [*parts[: last + 1], ("]" + after[1:], look), *parts[last + 2 :]]


def highlighted(parts: list[Part], stretches: Sequence[Stretch], start: int) -> list[Part]:
    """The parts cut where something found begins or ends; `start` is the number of the first character."""
    shown: list[Part] = []
    for text, look in parts:
        stop = start + len(text)
        edges = {start, stop} | {edge for s in stretches for edge in (s.start, s.stop) if start < edge < stop}
        for left, right in pairwise(sorted(edges)):
            found = any(s.start <= left < s.stop for s in stretches)
            shown.append((text[left - start : right - start], look + FOUND if found else look))
        start = stop
    return shown


def lettered(parts: list[Part], letters: Mapping[int, str]) -> list[Part]:
    """Letters laid over the beginnings of parts: over the space before if there is one, else over the part itself."""
    shown: list[Part] = []
    owed = 0
    for index, (text, look) in enumerate(parts):
        hint = letters.get(index, "")
        if hint and shown and not owed and shown[-1][0].endswith(" "):
            before, its_look = shown.pop()
            taken = len(hint) if before.endswith(_GAP) else 1
            shown += [(before[:-taken], its_look), (hint, REVERSE)]
            owed = len(hint) - taken
        elif hint:
            shown.append((hint, REVERSE))
            owed += len(hint)
        rest, owed = _behind(text, owed)
        shown.append((rest, look))
    return [part for part in shown if part[0]]


def _behind(text: str, cells: int) -> tuple[str, int]:
    """The text without its first cells, still as wide as it was less those, and how many it had not."""
    dropped = length = 0
    for cluster, own in clusters(text):
        if dropped >= cells:
            break
        dropped += own
        length += len(cluster)
    return " " * (dropped - cells) + text[length:], max(cells - dropped, 0)
