"""The text of a source with its findings marked in place, drawn from offsets: a megabyte opens and steps at once.

Marks are characters that stand in place of neighbouring spaces, never of a letter or a sign: `[ ]` the finding that
keys act on, `‹ ›` an undecided one, a tick or a cross before what was decided. The gutter says `>` where the keys act,
`?` where a line holds something undecided, `:` where it lies outside the article.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.style import Style as RichStyle

from tui.review_marks import Mark, Standing
from tui.views.line_view import BOLD, FAINT, PLAIN, LineView, Part
from tui.views.source_lines import SourceLines, break_lines, shown

_GUTTER = 2
_RIGHT = 3
_LONGEST_LINE = 100
_SIGNS = {Standing.UNDECIDED: ("‹", "›"), Standing.ACCEPTED: ("✓", ""), Standing.REJECTED: ("✗", "")}
_LOOKS = {
    Standing.UNDECIDED: RichStyle(underline=True),
    Standing.ACCEPTED: RichStyle(bold=True),
    Standing.REJECTED: RichStyle(dim=True, strike=True),
}
_CURRENT = RichStyle(reverse=True)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points `start` to before `end`."""

    start: int
    end: int


NOWHERE = Stretch(-1, -1)
ALL = Stretch(0, 1 << 62)


class SourceView(LineView):
    """`current` is what keys act on: a finding, or a passage being selected; `article` is what lies inside the cut."""

    around = 11

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.text = ""
        self.marks: tuple[Mark, ...] = ()
        self.current = NOWHERE
        self.article = ALL
        self._starts: list[int] = []
        self._longest = 0
        self._broken: dict[int, SourceLines] = {}

    # What is shown

    def show(self, text: str, marks: Sequence[Mark], article: Stretch) -> None:
        """Another text, from its top."""
        self.text, self._broken, self.top = text, {}, 0
        self.current, self.article = NOWHERE, article
        self._take(tuple(marks))
        self.refresh()

    def mark(self, marks: Sequence[Mark], article: Stretch) -> None:
        """New marks in the same text: only lines where one came, went or changed are drawn again."""
        before, self.marks = set(self.marks), ()
        self._take(tuple(marks))
        self._refresh_stretches(Stretch(one.start, one.end) for one in before ^ set(self.marks))
        if article != self.article:
            self.article = article
            self.refresh()

    def _take(self, marks: tuple[Mark, ...]) -> None:
        self.marks = marks
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)

    def point(self, start: int, end: int) -> None:
        """Moves the brackets, and the view only where they would be out of it: then with what follows in sight."""
        before, self.current = self.current, Stretch(start, end)
        first, last = self._lines_of(self.current)
        if start >= 0 and (first < self.top or last >= self.top + self.height):
            self.scroll_lines_to(first - self.height // 4)
        self._refresh_stretches((before, self.current))

    def _refresh_stretches(self, stretches: Iterable[Stretch]) -> None:
        numbers: set[int] = set()
        for stretch in stretches:
            if stretch.start >= 0:
                first, last = self._lines_of(stretch)
                numbers.update(range(max(first, self.top), min(last, self.top + self.height) + 1))
        self.refresh_numbers(numbers)

    def _lines_of(self, stretch: Stretch) -> tuple[int, int]:
        return self.lines.at(max(stretch.start, 0)), self.lines.at(max(stretch.end - 1, stretch.start, 0))

    @property
    def lines(self) -> SourceLines:
        width = min(max((self.size.width or self.app.size.width) - _GUTTER - _RIGHT, 1), _LONGEST_LINE)
        if width not in self._broken:
            self._broken = {width: break_lines(self.text, width)}
        return self._broken[width]

    def line_count(self) -> int:
        return len(self.lines)

    def on_resize(self) -> None:
        """A new width breaks lines elsewhere: what keys act on stays in view."""
        self.top = min(self.top, self.last_top)
        if self.current != NOWHERE:
            self.point(self.current.start, self.current.end)
        self.refresh()

    @property
    def in_view(self) -> Stretch:
        """The code points on the screen."""
        last = min(self.top + self.height, len(self.lines)) - 1
        return Stretch(self.lines.starts[self.top], self.lines.ends[last])

    def marks_within(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a stretch, in their order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [mark for mark in self.marks[first:last] if mark.end > start]

    # Drawing

    def parts(self, number: int) -> Sequence[Part]:
        start, end = self.lines.starts[number], self.lines.ends[number]
        outside = start >= self.article.end or max(end - 1, start) < self.article.start
        marks = [] if start == end else self.marks_within(start, end)
        here = self.current.start < end and self.current.end > start
        line = _Line(self.text[start:end], start, FAINT if outside else PLAIN)
        for mark in marks:
            if (mark.start, mark.end) != (self.current.start, self.current.end):
                line.cover(mark.start, mark.end, _LOOKS[mark.standing], _SIGNS[mark.standing], force=False)
        if here:
            line.cover(self.current.start, self.current.end, _CURRENT, ("[", "]"), force=True)
        undecided = any(mark.standing is Standing.UNDECIDED for mark in marks)
        sign = ">" if here else ":" if outside else "?" if undecided else " "
        return [(sign, BOLD), *line.parts()]


class _Line:
    """One line letter by letter, with the cell before it and the one behind, which can carry a sign."""

    def __init__(self, text: str, start: int, look: RichStyle) -> None:
        self._start = start
        self._shown = [" ", *map(shown, text), " "]
        self._looks = [PLAIN, *([look] * len(text)), PLAIN]

    def cover(self, start: int, end: int, look: RichStyle, signs: tuple[str, str], *, force: bool) -> None:
        """Lays a look over code points; `force` puts the signs between letters where there is no space for them."""
        first, last = max(start - self._start, 0) + 1, min(end - self._start, len(self._shown) - 2)
        for index in range(first, last + 1):
            self._looks[index] = self._looks[index] + look
        if start >= self._start and signs[0]:
            self._sign(first - 1, signs[0], force=force, behind=True)
        if end - self._start <= len(self._shown) - 2 and signs[1]:
            self._sign(last + 1, signs[1], force=force, behind=False)

    def _sign(self, index: int, sign: str, *, force: bool, behind: bool) -> None:
        there = self._shown[index]
        if there == " " or (force and there in {"‹", "›", "✓", "✗"}):
            self._shown[index] = sign
        elif force:
            self._shown[index] = there + sign if behind else sign + there

    def parts(self) -> list[Part]:
        pairs = zip(self._shown, self._looks, strict=True)
        return [("".join(text for text, _ in run), look) for look, run in groupby(pairs, key=lambda pair: pair[1])]
