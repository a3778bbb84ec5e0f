"""Where a spot of a page stands after the page has changed: at the same block, wherever that is now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tui.layout import NO_LINK
from tui.page import Block, Kind, Page
from tui.views.document_view import UNMARKED, Spot


def same_place(old: Page, new: Page, spot: Spot) -> Spot:
    """The spot in the new page; a marked block or link that is gone is not marked any more."""
    block = _block(old.blocks, new.blocks, spot.block)
    marked = UNMARKED
    if 0 <= spot.marked < len(old.blocks):
        marked = _marked(old.blocks[spot.marked], new.blocks, _block(old.blocks, new.blocks, spot.marked))
    return replace(spot, block=block, marked=marked, link=_link(_links(old), _links(new), spot.link))


def _block(old: Sequence[Block], new: Sequence[Block], number: int) -> int:
    """By the nearest block that each page has once: repeated ones, such as blank lines, tell nothing of a place."""
    before, after = Counter(old), Counter(new)
    for known in sorted(range(len(old)), key=lambda one: abs(one - number)):
        block = old[known]
        if block.kind is not Kind.BLANK and before[block] == after[block] == 1:
            return min(max(new.index(block) + number - known, 0), len(new) - 1)
    return min(number, max(len(new) - 1, 0))


def _marked(block: Block, new: Sequence[Block], expected: int) -> int:
    """The same fact, or else the same block where it is expected."""
    if block.fact:
        return next((number for number, one in enumerate(new) if one.fact == block.fact), UNMARKED)
    return expected if expected < len(new) and new[expected] == block else UNMARKED


def _links(page: Page) -> list[str]:
    return [span.link for block in page.blocks for spans in (block.spans, *block.cells) for span in spans if span.link]


def _link(old: Sequence[str], new: Sequence[str], number: int) -> int:
    """The link that leads to the same, the one that stood as far down among its like."""
    if not 0 <= number < len(old):
        return NO_LINK
    turn = old[:number].count(old[number])
    same = [place for place, ref in enumerate(new) if ref == old[number]]
    return same[turn] if turn < len(same) else NO_LINK
