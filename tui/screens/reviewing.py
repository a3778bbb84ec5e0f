"""Reviewing a draft: one finding after the other, a key each; every decision is on disk before the next key is read."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from factsheets.model import Status
from factsheets.review.errors import DecisionError
from tui.background import reason
from tui.keys import Place
from tui.review_marks import QUEUE, REVIEW, Mark
from tui.review_page import UnderReview, ending, under_review
from tui.review_ports import Desk
from tui.screens.correcting import Correcting
from tui.screens.looking import ChangedError, Look, catch_up, look_at
from tui.screens.queueing import Queueing
from tui.screens.selecting import Cutting, Selecting
from tui.views.source_view import ALL, Stretch

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

T = TypeVar("T")
_NOTHING_TO_REVIEW = "Nothing can be reviewed here"
_DECIDED = "That is decided already: {undo} takes it back, {next-finding} goes on"
_FINISH_FIRST = "All is decided here: {finish-review} finishes the review, {queue} shows what waits elsewhere"


class Review:
    """`ident` is the finding or fact that keys act on, empty when everything is decided."""

    def __init__(self, screen: "BrowserScreen") -> None:
        self.screen = screen
        self.desk: Desk | None = None
        self.shown = UnderReview()
        self.ident = ""
        self.source = ""
        self._why = False
        self._decided: list[tuple[str, str]] = []
        self.selecting = Selecting(self)
        self.cutting = Cutting(self)
        self.correcting = Correcting(self)
        self.queueing = Queueing(self)

    def commands(self) -> dict[str, Callable[[], Awaitable[None] | None]]:
        return {
            "review": self._open,
            "accept-finding": self._accept,
            "reject-finding": lambda: self._decide_here(lambda desk, ident: desk.reject(ident)),
            "next-finding": lambda: self.step(1),
            "previous-finding": lambda: self.step(-1),
            "undo": self._undo,
            "why": self._show_why,
            "finish-review": self._finish,
            **self.selecting.commands(),
            **self.cutting.commands(),
            **self.correcting.commands(),
            **self.queueing.commands(),
        }

    def absent(self) -> dict[str, bool]:
        """The actions that would do nothing here and now."""
        open_ = bool(self.shown.pending)
        undecided = self.shown.finding(self.ident) is not None
        done = self.shown.status is Status.REVIEWED
        return {
            "finish-review": open_ or done,
            "accept-finding": not undecided,
            "reject-finding": not undecided,
            "edit-finding": not self.ident or done,
            "undo": not (self.shown.undoable or self._decided),
            "why": not self.ident,
            "select": done,
            "same": not undecided,
            "different": not undecided,
            "cut": done or self.shown.cut is None,
            "bulk": self.screen.place is Place.REVIEW and not open_,
        }

    # Opening and going on

    def ref(self, base: Place) -> str:
        """What brings one back to where one is, empty outside of reviews."""
        if base in {Place.QUEUE, Place.SAMPLE}:
            return QUEUE + self.queueing.order
        return f"{REVIEW}{self.shown.sheet}/{self.ident}" if base not in {Place.LIST, Place.PAGE} else ""

    def heading(self, base: Place) -> tuple[str, str]:
        if base is Place.QUEUE:
            return self.queueing.heading()
        return self.shown.title, self.queueing.progress() or self.shown.progress

    async def _open(self) -> None:
        if sheet := self.screen.review.sheet_here():
            self.queueing.leave_route()
            await self.screen.travel.open(f"{REVIEW}{sheet}/")
        else:
            self.screen.advise("Only a sheet can be reviewed: select one, then {review}")

    async def present(self, ref: str) -> bool:
        """Shows a review or the queue; False, with a sentence, where that cannot be."""
        if self.screen.backend.reviews is None:
            self.screen.say(_NOTHING_TO_REVIEW)
            return False
        if ref.startswith(QUEUE):
            return self.queueing.present(ref.removeprefix(QUEUE))
        sheet, _, ident = ref.removeprefix(REVIEW).partition("/")
        return await self.open(sheet, ident)

    async def open(self, sheet: str, ident: str = "") -> bool:
        reviews = self.screen.backend.reviews
        if reviews is None:
            return False
        try:
            desk, look = await self.screen.background.call(lambda: self._first_look(reviews.desk(sheet), ident))
        except KeyError:
            self.screen.say(f"The library has no sheet {sheet}")
            return False
        except Exception as error:
            self.screen.say(f"{sheet} cannot be reviewed: {reason(error)}")
            return False
        if look.review.status is Status.REVIEWED and sheet not in {one for one, _ in self._decided}:
            self.screen.say(f"{look.review.title} is reviewed already")
            return False
        self.desk, self.shown = desk, UnderReview()
        self._take(look)
        self.screen.enter(Place.REVIEW)
        await self.correcting.resume()
        return True

    def _first_look(self, desk: Desk, ident: str) -> tuple[Desk, Look]:
        review = under_review(desk)
        first = review.pending[0].id if review.pending else ""
        return desk, look_at(desk, review, ident if review.place(ident) else first)

    def _take(self, look: Look) -> None:
        self.shown, self.ident, self.source = look.review, look.ident, look.source
        view, cut = self.screen.panes.source, look.review.cut
        article = Stretch(cut.start, cut.end) if cut and cut.source == look.source else ALL
        marks = look.review.marks.get(look.source, ())
        if look.text is not None:
            view.show(look.text, marks, article)
        else:
            view.mark(marks, article)
        view.point(*((mark.start, mark.end) if (mark := self.mark) else (-1, -1)))
        self.screen.panes.card.show(look.blocks or ending(look.review, self.screen.keymap))

    @property
    def mark(self) -> Mark | None:
        """The passage of what keys act on."""
        place = self.shown.place(self.ident)
        return place[1] if place else None

    async def step(self, by: int) -> None:
        """To the next or previous undecided finding, along the queue where one came from it."""
        if await self.queueing.go_on(by):
            return
        if self.shown.pending:
            await self.show(self.beside(self.shown, by))
        elif self.shown.status is Status.REVIEWED:
            await self.queueing.open_next_draft()
        else:
            self.screen.advise(_FINISH_FIRST)

    def beside(self, review: UnderReview, by: int) -> str:
        """The undecided finding that comes next, empty for none."""
        place = self.shown.place(self.ident)
        offset = place[1].start if place else -1
        found = review.beside(self.source, offset, self.ident, by)
        return found.id if found else (review.pending[0].id if review.pending else "")

    async def show(self, ident: str, *, why: bool = False) -> None:
        desk, review = self.desk, self.shown
        if desk is not None:
            self._why = why
            look = await self.call(lambda: look_at(desk, review, ident, self.source, why=why))
            if look is not None:
                self._take(look)

    async def _show_why(self) -> None:
        await self.show(self.ident, why=not self._why)

    # Deciding

    async def call(self, work: Callable[[], T]) -> T | None:
        """On the library's thread; where it cannot be done, a sentence, and what stands now."""
        try:
            return await self.screen.background.call(work)
        except (DecisionError, ChangedError) as error:
            self.screen.say(reason(error))
        except Exception as error:
            self.screen.say(f"That failed: {reason(error)}")
        return None

    async def decide(self, work: Callable[[Desk], str | None], *, go_on: bool = True) -> bool:
        """Makes a decision and shows what comes next: the id that `work` returns, the next finding, or the same one."""
        desk, ident = self.desk, self.ident
        if desk is None:
            return False

        def run() -> tuple[Look, bool]:
            changed = catch_up(desk, ident)
            wanted = work(desk)
            review = under_review(desk)
            target = wanted or (self.beside(review, 1) if go_on else ident)
            return look_at(desk, review, target, self.source), changed

        outcome = await self.call(run)
        if outcome is None:
            await self._read_again(desk)
            return False
        self._decided.append((self.shown.sheet, ident))
        self.screen.catching_up.decided()
        look, changed = outcome
        self._why = False
        self._take(look)
        if changed:
            self.screen.say(f"{self.shown.sheet} was changed by someone else meanwhile: read again, decision kept")
        return True

    async def _read_again(self, desk: Desk) -> None:
        """What was refused may have been refused because the file is another now."""
        ident = self.ident

        def run() -> Look:
            desk.refresh()
            review = under_review(desk)
            return look_at(desk, review, ident if review.place(ident) else self.beside(review, 1), self.source)

        said = self.screen.message
        look = await self.call(run)
        self.screen.say(said)
        if look is not None:
            self._take(look)

    async def _accept(self) -> None:
        """What is decided already needs no second yes: on to the next."""
        if self.ident and self.shown.pending and self.shown.finding(self.ident) is None:
            await self.step(1)
        else:
            await self._decide_here(lambda desk, ident: desk.accept(ident))

    async def _decide_here(self, work: Callable[[Desk, str], None]) -> None:
        ident = self.ident
        if self.shown.finding(ident) is None:
            self.screen.advise(_DECIDED if ident else _FINISH_FIRST)
        elif await self.decide(lambda desk: work(desk, ident), go_on=not self.queueing.on_route):
            await self.queueing.go_on(1)

    async def _undo(self) -> None:
        """Takes back the last decision of this session, whichever draft it was made in."""
        sheet, was = self._decided[-1] if self._decided else (self.shown.sheet, self.ident)
        if sheet != self.shown.sheet:
            await self.queueing.replace(sheet, was)
        desk = self.desk
        if desk is None:
            return

        def run() -> tuple[str, Look]:
            told, review = desk.undo(), under_review(desk)
            return told, look_at(desk, review, was if review.place(was) else self.beside(review, 1), self.source)

        outcome = await self.call(run)
        if outcome is None:
            await self._read_again(desk)
            return
        self.screen.catching_up.decided()
        if self._decided:
            self._decided.pop()
        self.queueing.back_to(sheet, was)
        self._take(outcome[1])
        self.screen.say(f"Undone: {outcome[0]}")

    async def _finish(self) -> None:
        if self.shown.pending:
            count = len(self.shown.pending)
            self.screen.say("1 finding is undecided still" if count == 1 else f"{count} findings are undecided still")
        elif await self.decide(lambda desk: desk.finish(), go_on=False):
            signed = self.desk.sheet.review if self.desk else None
            by = f" by {signed.by}" if signed and signed.by else ""
            self.screen.say(f"Reviewed{by}: {self.screen.keymap.first('next-finding')} opens the next draft")
