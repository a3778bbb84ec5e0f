"""A page as it is drawn: marks in the gutter, brackets round the marked link, letters at links, words found."""

from collections.abc import Mapping, Sequence

from rich.style import Style as RichStyle

from tui.layout import NO_LINK, Line, Piece
from tui.page import Page, Style
from tui.views.finding import NOTHING, Match, PageText, Stretch
from tui.views.line_view import BOLD, PLAIN, Part
from tui.views.looks import FOCUSED_LINK, LINK, LOOKS
from tui.views.marking import closed, highlighted, lettered, opened
from tui.views.page_view import EMPTY, GUTTER, UNMARKED, PageView, Spot

__all__ = ["EMPTY", "UNMARKED", "DocumentView", "Spot"]


class DocumentView(PageView):
    """The gutter says what keys act on: `>` the line of the marked link or match, `▌` the marked fact or passage.

    The marked link stands in brackets, which replace the spaces round it, so nothing moves.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.matches = NOTHING
        self.match = -1
        self.hints: Mapping[int, str] = {}
        self._text: PageText | None = None
        self._placed: dict[int, dict[int, Match]] = {}
        self._shown_at = -1
        """The top of the view when a place found was brought into it."""

    def show(self, page: Page, spot: Spot | None = None) -> None:
        self._text, self.hints = None, {}
        self.matches, self.match, self._placed = NOTHING, -1, {}
        super().show(page, spot)

    def broken_anew(self, top: int) -> None:
        """A place found stays in view where one had not moved on from it."""
        self._placed = {}
        if self.match >= 0 and top == self._shown_at:
            self._show_match()

    def set_hints(self, hints: Mapping[int, str]) -> None:
        """Letters to show at these links, in place of those shown before; only lines where they change are drawn."""
        before, self.hints = self.hints, hints
        self.refresh_links({link for link, _ in before.items() ^ hints.items()})

    # Finding

    def find(self, wanted: str, start: Spot) -> None:
        """Marks every place, and shows the first from `start` on, or `start` itself where there is none."""
        if self._text is None:
            self._text = PageText(self.page.blocks)
        self.matches, self._placed, top = self._text.find(wanted), {}, self.top
        self.match = self._first_match(start) if self.matches else -1
        if self.match < 0:
            self.restore(start)
        elif not self._show_match() and top == self.top:
            self.refresh()

    def _first_match(self, start: Spot) -> int:
        """The first place at or below where one was; comes round to the first of all."""
        matches, top = self.matches, self.laid_out.starts[start.block] + start.offset
        number = matches.first_from(start.block)
        while number < len(matches) and matches.block(number) == start.block and self._match_lines(number)[1] < top:
            number += 1
        return number % len(matches)

    def step_match(self, by: int) -> None:
        """Only the lines of the places left and reached are drawn, where the view need not move."""
        if not self.matches:
            return
        before, self.match = self.match, (self.match + by) % len(self.matches)
        if not self._show_match():
            for match in (before, self.match):
                self.refresh_numbers(range(self._match_lines(match)[0], self._match_lines(match)[1] + 1))

    def forget_found(self) -> None:
        if self.matches:
            self.refresh()
        self.matches, self.match, self._placed = NOTHING, -1, {}

    def _show_match(self) -> bool:
        """Brings the place found into view; True when that moved the view."""
        self._entry = None
        line = self._match_lines(self.match)[0]
        moved = not self._in_view((line, line)) and self.scroll_lines_to(line - self.height // 3)
        self._settle()
        self._shown_at = self.top
        return moved

    def _match_lines(self, match: int) -> tuple[int, int]:
        block = self.matches.block(match)
        stretches = self._places_in(block).get(match, ())
        first = self.laid_out.starts[block]
        return (first + stretches[0].line, first + stretches[-1].line) if stretches else (first, first)

    def _places_in(self, block: int) -> dict[int, Match]:
        if block not in self._placed:
            self._placed[block] = self.matches.on_lines(block, self.laid_out.lines_of(block))
        return self._placed[block]

    def _found_on(self, number: int, block: int) -> list[Stretch]:
        if not self.matches:
            return []
        line = number - self.laid_out.starts[block]
        return [each for match in self._places_in(block).values() for each in match if each.line == line]

    # Drawing

    def parts(self, number: int) -> Sequence[Part]:
        line = self.laid_out.lines[number]
        gutter = self._gutter(number, line)
        parts: list[Part] = [(gutter, BOLD if gutter.strip() else PLAIN)]
        parts += [(piece.text, self._look(piece)) for piece in line.pieces]
        linked = [index for index, piece in enumerate(line.pieces, 1) if piece.link == self.link != NO_LINK]
        if linked:
            place = self.laid_out.links[self.link]
            parts = closed(parts, linked[-1]) if number == place.last else parts
            parts = opened(parts, linked[0]) if number == place.first else parts
        parts = highlighted(parts, self._found_on(number, line.block), -GUTTER) if self.matches else parts
        return lettered(parts, self._letters_on(number, line)) if self.hints else parts

    def _letters_on(self, number: int, line: Line) -> dict[int, str]:
        """The hints of a line by the part that they stand at: where a link begins, or comes into view."""
        found: dict[int, str] = {}
        seen = set()
        for index, piece in enumerate(line.pieces, 1):
            if piece.link in self.hints and piece.link not in seen:
                seen.add(piece.link)
                if max(self.laid_out.links[piece.link].first, self.top) == number:
                    found[index] = self.hints[piece.link]
        return found

    def _look(self, piece: Piece) -> RichStyle:
        look = LOOKS[piece.style]
        if piece.link == NO_LINK:
            return look
        return look + (FOCUSED_LINK if piece.link == self.link else LINK)

    def _gutter(self, number: int, line: Line) -> str:
        if self.match >= 0 and self.matches.block(self.match) == line.block:
            first, last = self._match_lines(self.match)
            if first <= number <= last:
                return "> "
        if any(piece.link == self.link != NO_LINK for piece in line.pieces):
            return "> "
        passage = any(piece.style is Style.MARK for piece in line.pieces)
        return "▌ " if passage or line.block == self.marked else "  "
