"""The door to the review of drafts: its screens are loaded with the first draft or queue that is opened."""

from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.review_marks import QUEUE, REVIEW
from tui.screens.controller import Command, Controller
from tui.screens.panes import REVIEWS
from tui.screens.travel import sheet_of

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen
    from tui.screens.reviewing import Review
    from tui.state import Visit

COMMANDS = (
    *("review", "queue", "accept-finding", "reject-finding", "next-finding", "previous-finding", "undo", "why"),
    *("finish-review", "edit-finding", "same", "different", "select", "cut", "bulk", "accept-all", "open-waiting"),
    *("order", "leave-list", "next-passage", "previous-passage", "next-number", "word-right", "word-left", "longer"),
    *("shorter", "letter-more", "letter-less", "other-end", "sentence", "as-money", "as-quantity", "as-date"),
    *("as-actor", "as-tool", "as-place", "as-statement", "edge-down", "edge-up", "other-edge", "whole-text"),
    *("keep-cut", "leave-mode"),
)


class Drafting(Controller):
    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self._review: Review | None = None

    @property
    def room(self) -> "Review":
        """The review itself."""
        if self._review is None:
            from tui.screens.reviewing import Review  # noqa: PLC0415 - keeps the start fast

            self._review = Review(self._screen)
        return self._review

    def commands(self) -> Mapping[str, Command]:
        return {ident: self._command(ident) for ident in COMMANDS}

    def _command(self, ident: str) -> Command:
        def run() -> Awaitable[None] | None:
            return self.room.commands()[ident]()

        return run

    def absent(self) -> Mapping[str, bool]:
        reviews = self._screen.backend.reviews is not None
        return {
            "review": not (reviews and self._is_draft),
            "queue": not reviews,
            **(self._review.absent() if self._review else {}),
        }

    @property
    def _is_draft(self) -> bool:
        """Whether what is shown or selected is of a draft."""
        screen = self._screen
        return (screen.document.page if screen.place is Place.PAGE else screen.list.selected).draft

    def sheet_here(self) -> str:
        """The sheet that would be reviewed, empty for none."""
        screen = self._screen
        return sheet_of(screen.document.page.ref if screen.place is Place.PAGE else screen.list.selected.ref)

    def heading(self, place: Place) -> tuple[str, str] | None:
        return self.room.heading(place) if place in REVIEWS or place is Place.QUEUE else None

    def presents(self, ref: str) -> bool:
        return ref.startswith((REVIEW, QUEUE))

    async def present(self, visit: "Visit") -> bool:
        return await self.room.present(visit.ref)

    def remember(self, visit: "Visit") -> None:
        """The finding that one stands on, outside of reviews what was shown last."""
        if self._review is not None:
            visit.ref = self._review.ref(self._screen.base) or visit.ref
