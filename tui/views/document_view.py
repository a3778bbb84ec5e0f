"""A page, laid out to lines once per width: scrolled, walked link by link and fact by fact, searched."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rich.style import Style as RichStyle
from textual.message import Message

from tui.layout import NO_LINK, Layout, Line, LinkPlace, Piece, lay_out
from tui.page import Page, Style
from tui.views.finding import Match, Stretch, find_all
from tui.views.line_view import BOLD, PLAIN, LineView, Part
from tui.views.looks import FOCUSED_LINK, LINK, LOOKS
from tui.views.marking import closed, highlighted, opened

_GUTTER = 2
_RIGHT = 1
_LONGEST_LINE = 100
_WIDTHS_KEPT = 4
UNMARKED = -1
EMPTY = Page("", "", ())


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a page one is, told by block so that it holds at any width."""

    block: int = 0
    offset: int = 0
    link: int = NO_LINK
    marked: int = UNMARKED


class DocumentView(LineView):
    """The gutter says what keys act on: `>` the line of the marked link or match, `▌` the marked fact or passage.

    The marked link stands in brackets, which replace the spaces round it, so nothing moves.
    """

    around = 2

    class Placed(Message):
        """The page was laid out anew, and may begin elsewhere."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.page = EMPTY
        self.link = NO_LINK
        self.marked = UNMARKED
        self.matches: list[Match] = []
        self.match = -1
        self._found_on: dict[int, list[Stretch]] = {}
        self._wanted = ""
        self._layouts: dict[int, Layout] = {}
        self._width = 0
        self._entry: Spot | None = None
        self._centred = False

    # What is shown

    def show(self, page: Page, spot: Spot | None = None) -> None:
        """At `spot`, where one was before, or else where the page wants to be read from."""
        self.page, self._layouts = page, {}
        self._forget_found()
        self._entry = spot or Spot(marked=page.focus if 0 <= page.focus < len(page.blocks) else UNMARKED)
        self._centred = spot is None and self._entry.marked != UNMARKED
        self._enter()
        self.refresh()

    def _enter(self) -> None:
        """Takes the place asked for, as far as the page still has it."""
        spot = self._entry or self.spot()
        self._width = self._room
        layout = self.laid_out
        self.link = spot.link if 0 <= spot.link < len(layout.links) else NO_LINK
        self.marked = spot.marked if 0 <= spot.marked < len(self.page.blocks) else UNMARKED
        block = min(max(spot.block, 0), len(layout.starts) - 1)
        self.top = min(max(layout.starts[block] + max(spot.offset, 0), 0), self.last_top)
        if self._centred and self._entry:
            self._centre(self.marked)
        self._settle()

    def spot(self) -> Spot:
        layout = self._layouts.get(self._text_width(self._width)) or self.laid_out
        block = max(bisect_right(layout.starts, self.top, hi=max(len(layout.starts) - 1, 1)) - 1, 0)
        return Spot(block, self.top - layout.starts[block], self.link, self.marked)

    @property
    def laid_out(self) -> Layout:
        width = self._text_width(self._room)
        if width not in self._layouts:
            if len(self._layouts) >= _WIDTHS_KEPT:
                self._layouts.pop(next(iter(self._layouts)))
            self._layouts[width] = lay_out(self.page.blocks, width)
        return self._layouts[width]

    @property
    def _room(self) -> int:
        """Before the first layout the whole screen's width is the best guess: keys already act on the page."""
        return self.size.width or self.app.size.width

    @staticmethod
    def _text_width(width: int) -> int:
        return min(max(width - _GUTTER - _RIGHT, 1), _LONGEST_LINE)

    def line_count(self) -> int:
        return len(self.laid_out.lines)

    def on_resize(self) -> None:
        """A new width breaks lines elsewhere: the block at the top stays there, what was found is found again."""
        self._enter()
        if self._wanted:
            self._set_matches(find_all(self.laid_out.lines, self._wanted), self.match)
        self.refresh()
        self.post_message(self.Placed())

    def _centre(self, block: int) -> None:
        """A passage is read with what stands before it: a third of the view above."""
        first, last = self._block_lines(block)
        if last >= self.height or first > self.height // 2:
            self.top = min(max(first - self.height // 3, 0), self.last_top)

    @property
    def shows_title(self) -> bool:
        """Whether the page's own first line, now in view, says its title."""
        blocks = self.page.blocks
        return self.top == 0 and bool(blocks) and "".join(span.text for span in blocks[0].spans) == self.page.title

    def progress(self) -> str:
        """How far down the page one is, empty for one that fits."""
        if not self.last_top:
            return ""
        return "top" if self.top == 0 else "end" if self.top >= self.last_top else f"{100 * self.top // self.last_top}%"

    # Moving

    def scroll_by(self, lines: int) -> None:
        self._entry = None
        if self.scroll_lines_to(self.top + lines):
            self._settle()

    def jump_to_block(self, block: int) -> None:
        self._entry, self._centred = Spot(block, 0, self.link, self.marked), False
        self._enter()
        self.refresh()

    def _settle(self) -> None:
        """Keeps the marks where the eyes are: one that scrolled out of view gives way to the first fact in it."""
        if self.link != NO_LINK and not self._in_view(self.laid_out.links[self.link][2:]):
            self.set_link(NO_LINK)
        if self.marked == UNMARKED or not self._in_view(self._block_lines(self.marked)):
            facts = (block for block in self.fact_blocks() if self._in_view(self._block_lines(block)))
            self._mark(next(facts, UNMARKED))

    def _in_view(self, lines: tuple[int, int]) -> bool:
        return lines[0] < self.top + self.height and lines[1] >= self.top

    def _block_lines(self, block: int) -> tuple[int, int]:
        starts = self.laid_out.starts
        return starts[block], starts[block + 1] - 1

    # Facts

    def fact_blocks(self) -> list[int]:
        return [number for number, block in enumerate(self.page.blocks) if block.fact]

    @property
    def fact(self) -> str:
        """The reference of the marked fact, empty for none."""
        return self.page.blocks[self.marked].fact if self.marked != UNMARKED else ""

    def step_fact(self, by: int) -> bool:
        """Marks the next or previous fact; False where there is none."""
        self._entry = None
        facts = self.fact_blocks()
        ahead = [block for block in facts if block > self.marked] if by > 0 else [b for b in facts if b < self.marked]
        if not ahead:
            return False
        self.set_link(NO_LINK)
        self._mark(ahead[0] if by > 0 else ahead[-1])
        if self.reveal(*self._block_lines(self.marked)):
            self._settle()
        return True

    def _mark(self, block: int) -> None:
        before, self.marked = self.marked, block
        for each in {before, block} - {UNMARKED} if before != block else ():
            first, last = self._block_lines(each)
            self.refresh_numbers(range(first, last + 1))

    # Links

    @property
    def link_ref(self) -> str:
        return self.laid_out.links[self.link].ref if self.link != NO_LINK else ""

    def step_link(self, by: int) -> bool:
        """Marks the next or previous link, from the marked one or else what is in view; False where there is none."""
        self._entry = None
        links = self.laid_out.links
        target = self.link + by if self.link != NO_LINK else self._first_link_in_view(by)
        if not 0 <= target < len(links):
            return False
        self.set_link(target)
        if self.page.blocks[links[target].block].fact:
            self._mark(links[target].block)
        if self.reveal(links[target].first, links[target].last):
            self._settle()
        return True

    def _first_link_in_view(self, by: int) -> int:
        links = self.laid_out.links
        if by < 0:
            return next((n for n in reversed(range(len(links))) if links[n].first < self.top + self.height), -1)
        marked_in_view = self.marked != UNMARKED and self.laid_out.starts[self.marked] > self.top
        start = self.laid_out.starts[self.marked] if marked_in_view else self.top
        return next((n for n, link in enumerate(links) if link.last >= start), len(links))

    def set_link(self, link: int) -> None:
        before, self.link = self.link, link
        places: list[LinkPlace] = [self.laid_out.links[n] for n in {before, link} - {NO_LINK}]
        self.refresh_numbers(line for place in places for line in range(place.first, place.last + 1))

    # Finding

    def find(self, wanted: str) -> None:
        """Marks every place, and goes to the first from here on."""
        self._entry = None
        self._wanted = wanted
        matches = find_all(self.laid_out.lines, wanted)
        ahead = (number for number, match in enumerate(matches) if match[0].line >= self.top)
        self._set_matches(matches, next(ahead, 0))
        self._show_match()

    def step_match(self, by: int) -> None:
        if self.matches:
            self._set_matches(self.matches, (self.match + by) % len(self.matches))
            self._show_match()

    def _forget_found(self) -> None:
        self._wanted = ""
        self._set_matches([], -1)

    def _set_matches(self, matches: list[Match], match: int) -> None:
        if matches is not self.matches:
            self.matches, self._found_on = matches, {}
            for stretch in chain.from_iterable(matches):
                self._found_on.setdefault(stretch.line, []).append(stretch)
        self.match = min(match, len(matches) - 1)

    def _show_match(self) -> None:
        if self.match >= 0:
            line = self.matches[self.match][0].line
            if not self._in_view((line, line)):
                self.scroll_lines_to(line - self.height // 3)
            self._settle()
        self.refresh()

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
        stretches = self._found_on.get(number)
        return highlighted(parts, stretches, -_GUTTER) if stretches else parts

    def _look(self, piece: Piece) -> RichStyle:
        look = LOOKS[piece.style]
        if piece.link == NO_LINK:
            return look
        return look + (FOCUSED_LINK if piece.link == self.link else LINK)

    def _gutter(self, number: int, line: Line) -> str:
        focused = any(piece.link == self.link != NO_LINK for piece in line.pieces)
        found = self.match >= 0 and any(stretch.line == number for stretch in self.matches[self.match])
        if focused or found:
            return "> "
        passage = any(piece.style is Style.MARK for piece in line.pieces)
        return "▌ " if passage or line.block == self.marked else "  "
