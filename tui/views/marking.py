"""Marks laid over a drawn line: brackets round a link, what was found in reverse. The line never moves for them."""

from collections.abc import Sequence
from itertools import pairwise

from tui.views.finding import Stretch
from tui.views.line_view import PLAIN, Part
from tui.views.looks import FOUND


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
