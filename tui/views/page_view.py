"""A page, laid out to lines once per width: scrolled, walked link by link and fact by fact."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.message import Message

from tui.layout import NO_LINK, Layout, lay_out
from tui.page import Page
from tui.views.line_view import LineView

GUTTER = 2
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


class PageView(LineView):
    """`link` and `marked` are what keys act on: a link by number, a fact or passage by its block.

    What a key costs depends on what is in view, never on the length of the page.
    """

    around = 2

    class Placed(Message):
        """The page was laid out anew, and may begin elsewhere."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.page = EMPTY
        self.link = NO_LINK
        self.marked = UNMARKED
        self._facts: list[int] = []
        self._layouts: dict[int, Layout] = {}
        self._width = 0
        self._entry: Spot | None = None
        self._centred = False

    # What is shown

    def show(self, page: Page, spot: Spot | None = None) -> None:
        """At `spot`, where one was before, or else where the page wants to be read from."""
        self.page, self._layouts = page, {}
        self._facts = [number for number, block in enumerate(page.blocks) if block.fact]
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
        block = layout.block_of(self.top)
        return Spot(block, self.top - layout.starts[block], self.link, self.marked)

    def restore(self, spot: Spot) -> None:
        """Back to where one was in this page."""
        self._entry, self._centred = spot, False
        self._enter()
        self.refresh()

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
        return min(max(width - GUTTER - _RIGHT, 1), _LONGEST_LINE)

    def line_count(self) -> int:
        return len(self.laid_out.lines)

    def on_resize(self) -> None:
        """A new width breaks lines elsewhere: the block at the top stays there."""
        before = self.top
        self._enter()
        self.broken_anew(before)
        self.refresh()
        self.post_message(self.Placed())

    def broken_anew(self, _top: int) -> None:
        """Lines are others than they were, when the view began at `_top`: what was remembered of them holds no more."""

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
        self.restore(Spot(block, 0, self.link, self.marked))

    def _settle(self) -> None:
        """Keeps the marks where the eyes are: one that scrolled out of view gives way to the first fact in it."""
        if self.link != NO_LINK and not self._in_view(self.laid_out.links[self.link][2:]):
            self.set_link(NO_LINK)
        if self.marked == UNMARKED or not self._in_view(self._block_lines(self.marked)):
            self._mark(self._first_fact_in_view())

    def _first_fact_in_view(self) -> int:
        number = bisect_left(self._facts, self.laid_out.block_of(self.top))
        block = self._facts[number] if number < len(self._facts) else UNMARKED
        return block if block != UNMARKED and self._in_view(self._block_lines(block)) else UNMARKED

    def _in_view(self, lines: tuple[int, int]) -> bool:
        return lines[0] < self.top + self.height and lines[1] >= self.top

    def _block_lines(self, block: int) -> tuple[int, int]:
        starts = self.laid_out.starts
        return starts[block], starts[block + 1] - 1

    # Facts

    def fact_blocks(self) -> Sequence[int]:
        """The blocks that show a fact, in order."""
        return self._facts

    @property
    def fact(self) -> str:
        """The reference of the marked fact, empty for none."""
        return self.page.blocks[self.marked].fact if self.marked != UNMARKED else ""

    def step_fact(self, by: int) -> bool:
        """Marks the next or previous fact; False where there is none."""
        self._entry = None
        find = bisect_right if by > 0 else bisect_left
        number = find(self._facts, self.marked) - (by < 0)
        if not 0 <= number < len(self._facts):
            return False
        self.set_link(NO_LINK)
        self._mark(self._facts[number])
        if self.reveal(*self._block_lines(self.marked)):
            self._settle()
        return True

    def _mark(self, block: int) -> None:
        before, self.marked = self.marked, block
        for each in {before, block} - {UNMARKED} if before != block else ():
            first, last = self._block_lines(each)
            self.refresh_numbers(self._visible(first, last))

    def _visible(self, first: int, last: int) -> range:
        return range(max(first, self.top), min(last, self.top + self.height - 1) + 1)

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
        self.mark_link(target)
        return True

    def mark_link(self, link: int) -> None:
        """Marks a link and the fact that it stands in, in view."""
        place = self.laid_out.links[link]
        self.set_link(link)
        if self.page.blocks[place.block].fact:
            self._mark(place.block)
        if self.reveal(place.first, place.last):
            self._settle()

    def _first_link_in_view(self, by: int) -> int:
        layout = self.laid_out
        links = layout.links
        if by < 0:
            number = layout.first_link(layout.block_of(self.top + self.height - 1) + 1) - 1
            while number >= 0 and links[number].first >= self.top + self.height:
                number -= 1
            return number
        marked_in_view = self.marked != UNMARKED and layout.starts[self.marked] > self.top
        start = layout.starts[self.marked] if marked_in_view else self.top
        number = layout.first_link(layout.block_of(start))
        while number < len(links) and links[number].last < start:
            number += 1
        return number

    def links_in_view(self) -> list[int]:
        """The links of which some part can be seen."""
        layout = self.laid_out
        first = layout.first_link(layout.block_of(self.top))
        last = layout.first_link(layout.block_of(self.top + self.height - 1) + 1)
        return [link for link in range(first, last) if self._in_view(layout.links[link][2:])]

    def set_link(self, link: int) -> None:
        before, self.link = self.link, link
        self.refresh_links({before, link} - {NO_LINK} if before != link else ())

    def refresh_links(self, links: Iterable[int]) -> None:
        """Draws the lines of these links again, as far as they are in view."""
        places = [self.laid_out.links[link] for link in links]
        self.refresh_numbers(line for place in places for line in self._visible(place.first, place.last))
