"""A source's text broken to lines of a width: which code points each line shows, so that marks find their place.

A megabyte is broken in some tens of milliseconds: only lines that hold wide or dangerous characters are measured.
"""

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

from factsheets.safe_text import safe
from tui.cells import cell_width, character_width

MIN_WIDTH = 8
_PARAGRAPH = re.compile(r"[^\n\f]*")
_SPACES = re.compile(r"[ \t]*")
_UNUSUAL = re.compile("[^ -~\t\n\f\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]")
"""What may be more or less than one cell wide, or may not reach a terminal as it is."""


def shown(character: str) -> str:
    """A character as the screen has it: what a terminal would obey or hide as a mark."""
    return character if " " <= character <= "~" else safe(character)


@dataclass(slots=True)
class SourceLines:
    """`starts[n]` to before `ends[n]` are the code points of line n; blank lines are kept, several as one."""

    starts: "array[int]" = field(default_factory=lambda: array("L"))
    ends: "array[int]" = field(default_factory=lambda: array("L"))

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The line that shows an offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def add(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)


def break_lines(text: str, width: int) -> SourceLines:
    """Lines of at most `width` cells; a word longer than a line is cut where the line ends."""
    width = max(width, MIN_WIDTH)
    lines = SourceLines()
    usual = _UNUSUAL.search(text) is None
    fill = re.compile(rf"[^ \t](?:[^\n\f]{{0,{width - 2}}}[^ \t])?(?=[ \t]|\Z)")
    position, blank = 0, True
    while position < len(text):
        end = _paragraph_end(text, position)
        first = _after_spaces(text, position, end)
        if first == end and not blank:
            lines.add(end, end)
        blank = first == end
        while first < end:
            last = _line_end(text, first, end, width, None if usual else _UNUSUAL, fill)
            lines.add(first, last)
            first = _after_spaces(text, last, end)
        position = end + 1
    if not len(lines):
        lines.add(0, 0)
    return lines


def _paragraph_end(text: str, start: int) -> int:
    found = _PARAGRAPH.match(text, start)
    return found.end() if found else start


def _after_spaces(text: str, start: int, end: int) -> int:
    found = _SPACES.match(text, start, end)
    return found.end() if found else start


def _line_end(
    text: str, start: int, end: int, width: int, unusual: "re.Pattern[str] | None", fill: "re.Pattern[str]"
) -> int:
    found = fill.match(text, start, end)
    last = found.end() if found else min(start + width, end)
    if unusual is None or unusual.search(text, start, min(start + width + 1, end)) is None:
        return last
    return _measured_end(text, start, end, width)


def _measured_end(text: str, start: int, end: int, width: int) -> int:
    """The same, character by character; what joins a letter stays with it."""
    used, space = 0, start
    for position in range(start, end):
        character = text[position]
        mark = shown(character)
        own = cell_width(mark) if len(mark) > 1 else character_width(mark)
        if used + own > width:
            return space if space > start else max(position, start + 1)
        if character in " \t" and position > start:
            space = position
        used += own
    return end
