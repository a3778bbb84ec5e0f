"""What the screen shows of a review after each decision, fetched on the library's thread in one call."""

from dataclasses import dataclass

from tui.page import Block
from tui.review_page import UnderReview, card
from tui.review_ports import Desk

_NO_TEXT = "The text of this source is not in the library."


class ChangedError(Exception):
    """Someone else changed what was about to be decided."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the screen shows next, fetched in one call.

    `text` is None for the source that is shown already; there are no `blocks` where no finding is shown.
    """

    review: UnderReview
    ident: str
    source: str
    text: str | None
    blocks: tuple[Block, ...]


def look_at(desk: Desk, review: UnderReview, ident: str, shown: str = "", *, why: bool = False) -> Look:
    """`shown` is the source on the screen, empty for none."""
    place = review.place(ident)
    first = review.sources[0] if review.sources else ""
    source = place[0] if place else shown or first
    text = None
    if source != shown:
        read = desk.source_text(source)
        text = read.text if read else _NO_TEXT
    return Look(review, ident, source, text, card(desk, ident, why=why) if ident else ())


def catch_up(desk: Desk, ident: str) -> bool:
    """Whether the file changed; then what is decided about has to stand as it was seen."""
    seen = _standing(desk, ident)
    if not desk.refresh():
        return False
    if _standing(desk, ident) != seen:
        raise ChangedError("Someone else changed this finding meanwhile: look at it again")
    return True


def _standing(desk: Desk, ident: str) -> tuple[object, object]:
    return next((one for one in desk.pending if one.id == ident), None), desk.fact(ident)
