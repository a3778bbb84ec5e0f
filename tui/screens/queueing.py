"""The queue of all drafts, the walk along it, and accepting in bulk after a look at a sample."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from factsheets.review.queue import Waiting
from tui.background import reason
from tui.keys import Place
from tui.ports import Listing, Row, Rows
from tui.review_marks import QUEUE
from tui.review_page import (
    DRAFTS,
    ORDERS,
    QueueRows,
    batch_words,
    batches,
    draft_rows,
    sample_page,
)
from tui.review_ports import Batch
from tui.screens.choices import matching

if TYPE_CHECKING:
    from tui.screens.reviewing import Review

_CHUNK = 1000
_REDRAW_AFTER = 0.4
_KIND_COLUMN = 10
_NOTHING_WAITS = "Nothing waits for review: every finding of every draft is decided"


class Queueing:
    """`order` is what the queue is ordered by; a route is the order that one came along from the queue."""

    def __init__(self, review: "Review") -> None:
        self._review = review
        self.order = DRAFTS
        self._waiting: Sequence[Waiting] = ()
        self._ordered: Sequence[Waiting] = ()
        self._reading: asyncio.Task[None] | None = None
        self._route: Sequence[Waiting] = ()
        self._at = 0
        self._batch: Batch | None = None
        self._seen: set[int] = set()
        self._from = Place.QUEUE

    def commands(self) -> dict[str, Callable[[], Awaitable[None] | None]]:
        return {
            "queue": lambda: self._review.screen.travel.open(QUEUE + self.order),
            "open-waiting": self._open,
            "order": self._next_order,
            "leave-list": self._leave,
            "bulk": self._bulk,
            "accept-all": self._accept_all,
        }

    # The list

    def heading(self) -> tuple[str, str]:
        drafts = len({one.sheet for one in self._waiting})
        reading = "reading, " if self._reading and not self._reading.done() else ""
        return f"Review queue, by {self.order}", f"{reading}{len(self._waiting)} undecided in {drafts} drafts"

    def present(self, order: str) -> bool:
        self.order = order if order in ORDERS else DRAFTS
        self._review.screen.enter(Place.QUEUE)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        return True

    async def _read(self) -> None:
        """Fills the list while the files are read; what was there before stays until all is read anew."""
        screen, reviews = self._review.screen, self._review.screen.backend.reviews
        if reviews is None:
            return
        found: list[Waiting] = []
        shown, first = monotonic(), not self._waiting
        iterator = reviews.waiting()
        try:
            while chunk := await screen.background.call(lambda: list(islice(iterator, _CHUNK))):
                found += chunk
                if first and (len(found) == len(chunk) or monotonic() - shown > _REDRAW_AFTER):
                    await self._show(list(found))
                    shown = monotonic()
        except Exception as error:
            screen.say(f"The queue cannot be read: {reason(error)}")
        self._reading = None
        await self._show(found)

    async def _show(self, found: Sequence[Waiting]) -> None:
        screen, order = self._review.screen, self.order
        reviews = screen.backend.reviews
        self._waiting = found
        if order == DRAFTS or reviews is None:
            self._ordered = found
            self._list(Listing(draft_rows(found)))
        else:
            self._ordered = await screen.background.call(lambda: reviews.ordered(found, order))
            self._list(QueueRows(self._ordered))
        if screen.base is Place.QUEUE:
            screen.draw_lines()

    def _list(self, rows: Rows) -> None:
        """The same row stays selected, as far as it is there."""
        queue = self._review.screen.panes.queue
        selected, cursor = queue.selected.ref, queue.cursor
        if selected and cursor:
            near = [row.ref for row in rows.rows(max(cursor - 200, 0), cursor + 200)]
            cursor = near.index(selected) + max(cursor - 200, 0) if selected in near else cursor
        queue.show(rows, cursor, kind_width=_KIND_COLUMN, empty=(_NOTHING_WAITS,))

    async def _next_order(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._review.screen.panes.queue.cursor = 0
        await self._show(self._waiting)

    async def _open(self) -> None:
        queue = self._review.screen.panes.queue
        if not queue.selected.ref:
            return
        self.leave_route()
        if self.order != DRAFTS:
            self._route, self._at = self._ordered, queue.cursor
        await self._review.screen.travel.open(queue.selected.ref)

    async def _leave(self) -> None:
        if self._review.screen.place is Place.SAMPLE:
            self._review.screen.enter(self._from)
        else:
            await self._review.screen.perform("back")

    # The walk along it

    @property
    def on_route(self) -> bool:
        return bool(self._route)

    def leave_route(self) -> None:
        self._route, self._at = (), 0

    def back_to(self, sheet: str, ident: str) -> None:
        """What was undone is where the walk goes on from."""
        places = (number for number, one in enumerate(self._route) if (one.sheet, one.finding.id) == (sheet, ident))
        self._at = next(places, self._at)

    def progress(self) -> str:
        return f"{self._at + 1} of {len(self._route)} in the queue" if self._route else ""

    async def go_on(self, by: int) -> bool:
        """To the next finding of the route that is undecided still; False where there is none, or no route."""
        while self._route and 0 <= self._at + by < len(self._route):
            self._at += by
            one = self._route[self._at]
            here = one.sheet == self._review.shown.sheet
            if not here and not await self.replace(one.sheet, one.finding.id):
                continue
            if self._review.shown.finding(one.finding.id):
                if here:
                    await self._review.show(one.finding.id)
                return True
        if self._route:
            self._review.screen.say("This is the end of the queue")
        return bool(self._route)

    async def replace(self, sheet: str, ident: str) -> bool:
        """Another draft in place of this one: one step back still leads to where the review began."""
        return await self._review.open(sheet, ident)

    async def open_next_draft(self) -> None:
        """The draft that comes after this one in the library, else the first that waits."""
        reviews, here = self._review.screen.backend.reviews, self._review.shown.sheet
        if reviews is None:
            return

        def following() -> str:
            first, passed = "", False
            for one in reviews.waiting():
                if one.sheet != here:
                    if passed or one.sheet > here:
                        return one.sheet
                    first = first or one.sheet
                passed = passed or one.sheet == here
            return first

        sheet = await self._review.call(following)
        if sheet:
            await self.replace(sheet, "")
        elif sheet is not None:
            self._review.screen.say(_NOTHING_WAITS)

    # In bulk

    def _waiting_here(self) -> Sequence[Waiting]:
        """From the queue all that waits, from a review what waits in it."""
        review = self._review
        if review.screen.place is Place.QUEUE or review.desk is None:
            return self._waiting
        desk, shown = review.desk, review.shown
        return [
            Waiting(desk.path, shown.sheet, shown.title, one, is_fact=desk.fact(one.id) is not None)
            for one in shown.pending
        ]

    def _bulk(self) -> None:
        self._from = self._review.screen.place
        offered = batches(self._waiting_here())
        if not offered:
            self._review.screen.say("Nothing here can be accepted in bulk")
            return
        rows = [Row(str(number), batch_words(batch)) for number, batch in enumerate(offered)]

        async def chosen(_text: str, row: Row) -> None:
            await self._show_sample(offered[int(row.ref)])

        self._review.screen.choosing.ask("accept in bulk:", lambda text: matching(rows, text), chosen)

    async def _show_sample(self, batch: Batch) -> None:
        reviews = self._review.screen.backend.reviews
        sample = await self._review.call(lambda: reviews.sample(batch) if reviews else ())
        if sample:
            self._batch, self._seen = batch, set()
            self._review.screen.document.show(sample_page(batch, sample))
            self._review.screen.enter(Place.SAMPLE)

    async def _accept_all(self) -> None:
        """Only after the sample was seen to its end: how many were looked at is recorded."""
        screen, batch, reviews = self._review.screen, self._batch, self._review.screen.backend.reviews
        if batch is None or reviews is None:
            return
        if screen.document.top < screen.document.last_top:
            screen.advise("Look at the whole sample first: {page-down} shows the rest")
            return
        looked_at = len(screen.document.fact_blocks())
        told = await self._review.call(lambda: reviews.accept_in_bulk(batch, looked_at))
        if told is None:
            return
        screen.catching_up.decided()
        if self._from is Place.REVIEW:
            await self._review.open(self._review.shown.sheet, self._review.ident)
        else:
            self.present(self.order)
        screen.advise(told)
