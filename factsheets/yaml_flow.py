"""Editing in place between brackets, on one line or over several."""

import re
from collections.abc import Sequence

from factsheets.yaml_lines import Changes, EditError, Lines
from factsheets.yaml_text import Span

_COMMA = re.compile(r"[ \t]*,[ \t]*")

Bounds = tuple[int, int]


def edit_in_brackets(
    lines: Lines,
    changes: Changes,
    node: Span,
    places: Sequence[Bounds],
    gone: Sequence[int],
    inserts: Sequence[tuple[int, str]],
) -> None:
    """Take out items by number, and put others in, each behind the item of a number (-1: at the beginning)."""
    if lines.text[node.start] not in "[{":
        raise EditError("brackets that are left out or tagged")
    stays = [number for number in range(len(places)) if number not in gone]
    if not stays:
        changes.put(node.start + 1, node.end - 1, ", ".join(told for _, told in inserts))
        return
    for number in gone:
        if number - 1 not in gone:
            last = number
            while last + 1 in gone:
                last += 1
            _remove(lines, changes, places, number, last)
    told = [words for follows, words in inserts if follows < 0]
    if told:
        first = places[stays[0]][0]
        changes.put(first, first, "".join(f"{words}, " for words in told))
    for number in stays:
        told = [words for follows, words in inserts if follows == number]
        if told:
            _insert(lines, changes, node, places[number], told)


def _remove(lines: Lines, changes: Changes, places: Sequence[Bounds], first: int, last: int) -> None:
    start, end = places[first][0], places[last][1]
    comma = _COMMA.match(lines.text, end)
    behind = comma.end() if comma else end
    rest = lines.text[behind : lines.after(behind)].strip()
    if lines.opens(start) and (not rest or rest.startswith("#")):
        changes.put(lines.start(start), lines.after(behind), "")
    elif last + 1 < len(places):
        following = places[last + 1][0]
        commented = "#" in lines.text[behind:following]
        changes.put(start, behind if commented else following, "")
    elif first and not lines.is_broken(places[first - 1][1], start):
        changes.put(places[first - 1][1], end, "")
    else:
        changes.put(start, behind, "")


def _insert(lines: Lines, changes: Changes, node: Span, follows: Bounds, told: list[str]) -> None:
    start, end = follows
    comma = _COMMA.match(lines.text, end)
    behind = comma.end() if comma else end
    after = lines.after(behind)
    rest = lines.text[behind:after].strip()
    ends_line = (not rest or rest.startswith("#")) and after < node.end
    if not ends_line or not (lines.opens(start) or rest):
        changes.put(end, end, "".join(f", {words}" for words in told))
        return
    pad = " " * lines.indent(lines.start(start))
    if comma is None:
        changes.put(end, end, ",")
    rows = [f"{pad}{words}," for words in told]
    rows[-1] = rows[-1] if comma else rows[-1][:-1]
    changes.put(after, after, "".join(f"{row}\n" for row in rows))
