"""Searching as one types: only the newest text matters, and one search runs at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.background import reason
from tui.cells import shorten
from tui.keys import Place
from tui.ports import Found, Listing, Proposal, Row, Rows, never
from tui.state import LIST
from tui.views.edit_line import EditLine

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_FIRST = 50
_MOST = 2_000
"""Rows that a list of results can grow to, as one goes down in it."""
_MOST_NAMED = 100
_LONE = 0.3
"""Seconds that a first letter waits for a second: what begins with one letter is a screen of chance."""
_NO_SHEETS = ("This library has no sheets yet.",)
_LEAD = ' words "phrase" -not actor:NAME amount:>3M @saved'
SAVED = "search"
"""The kind of a row that stands for a saved search; it opens nothing, its text is typed to run it."""


class Newest:
    """Each text wanted replaces the one before; a result that nobody wants any more is dropped."""

    def __init__(self, find: Callable[[str], Awaitable[Found]], show: Callable[[str, Found], None]) -> None:
        self._find = find
        self._show = show
        self._wanted = ""
        self._wait = 0.0
        self._hurried = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def want(self, text: str, wait: float = 0.0) -> None:
        """Also tells a search that runs that it is overtaken; it waits so long for another text to come."""
        self._wanted, self._wait = text, wait
        self._hurried.set()
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())

    def overtaken(self, text: str) -> bool:
        return text != self._wanted

    async def settled(self) -> None:
        """Until the result for the newest text is shown: Enter may come before it."""
        self._wait = 0.0
        self._hurried.set()
        if self._running is not None:
            await self._running

    async def _pause(self) -> None:
        while self._wait:
            wait, self._wait = self._wait, 0.0
            self._hurried.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurried.wait(), wait)

    async def _run(self) -> None:
        done: str | None = None
        while done != self._wanted:
            await self._pause()
            done = self._wanted
            found = await self._find(done)
            if done == self._wanted:
                self._show(done, found)


class Search:
    """The search line and the list below it. `query` is the text whose results the list shows, empty for all sheets."""

    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._newest = Newest(self._find, self._show)
        self.line = EditLine()
        self.query = ""
        self.total = 0
        self.growing = False
        self._proposal: tuple[str, Proposal] | None = None

    @property
    def proposal(self) -> Proposal | None:
        """What one key would make of the line: what was proposed for this very text, or still continues it."""
        if self._proposal is None or self.line.cursor < len(self.line.text) or not self.line.text:
            return None
        typed, proposal = self._proposal
        text = self.line.text
        continues = text.startswith(typed) and _begins(proposal.line, text) and text != proposal.line.rstrip()
        return proposal if typed == text or continues else None

    @property
    def ghost(self) -> str:
        """The proposal as it stands behind the cursor: the rest of the word, or the word that is spelt otherwise."""
        proposal = self.proposal
        if proposal is None:
            return ""
        if _begins(proposal.line, self.line.text):
            return proposal.line[len(self.line.text) :].rstrip()
        return f"  {self._screen.keymap.first('take')}: {proposal.word}"

    @property
    def lead(self) -> str:
        """What can be typed, while nothing is."""
        return "" if self.line.text else _LEAD

    def take(self) -> bool:
        """Put the proposal into the line; whether there was one."""
        proposal = self.proposal
        if proposal is None:
            return False
        self.line.set(proposal.line)
        self._proposal = None
        return True

    async def run(self, text: str) -> None:
        """A search that was chosen, as if it had been typed; a place on the list that one goes back to."""
        screen = self._screen
        screen.travel.to_list()
        if screen.place is not Place.SEARCH:
            screen.enter(Place.LIST)
        self.line.set(text)
        self.changed()
        await self.settled()

    async def _find(self, text: str) -> Found:
        return await self.suggest(text, lambda: self._newest.overtaken(text))

    async def suggest(self, text: str, overtaken: Callable[[], bool] = never) -> Found:
        """What the library has; a search that fails says so where the results would stand."""
        backend = self._screen.backend
        if not text.strip():
            return Found(())
        try:
            return await self._screen.background.call(lambda: backend.searcher.suggest(text, _FIRST, overtaken))
        except Exception as error:
            return Found((), (f"The search failed: {reason(error)}",))

    async def named(self, text: str) -> Sequence[Row]:
        """What the library has by that name, for the palette."""
        backend = self._screen.backend
        try:
            return await self._screen.background.call(lambda: backend.searcher.named(text, _MOST_NAMED))
        except Exception as error:
            self._screen.say(f"The names of the library cannot be read: {reason(error)}")
            return ()

    def changed(self) -> None:
        text = self.line.text
        self._newest.want(text, _LONE if len(text) == 1 and text.isascii() and text.isalpha() else 0.0)

    async def settled(self) -> None:
        await self._newest.settled()

    async def restore(self, query: str, row: int) -> None:
        """The list as it was."""
        self.line.set(query)
        if query != self.query:
            self.changed()
            await self.settled()
        await self._reach(row)
        self._screen.list.move_to(row)

    async def _reach(self, row: int) -> None:
        """As many results as the row and the screen below it need, where there are so many."""
        view, query, had = self._screen.list, self.query, len(self._screen.list.source)
        if self.growing or not self._lacks(row):
            return
        self.growing, backend = True, self._screen.backend
        rows = await self._more(query, had, min(max(row + 2 * view.rows_in_view, 2 * had), _MOST))
        self.growing = False
        if rows and backend is self._screen.backend and query == self.query and len(view.source) == had:
            view.grow(Listing((*view.source.rows(0, had), *rows)))

    async def _more(self, query: str, start: int, stop: int) -> Sequence[Row]:
        backend = self._screen.backend
        if start >= stop:
            return ()
        try:
            return await self._screen.background.call(lambda: backend.searcher.more(query, start, stop))
        except Exception as error:
            self._screen.say(f"The rest of the results cannot be read: {reason(error)}")
            self._screen.draw_lines()
            return ()

    def _lacks(self, row: int) -> bool:
        """Whether there are more results than the list has, and the row comes near to its end."""
        view = self._screen.list
        return bool(self.query) and len(view.source) < min(row + 2 * view.rows_in_view, self.total, _MOST)

    def moved(self) -> None:
        """The cursor stands on another row: what follows is read before one comes to it."""
        if not self.growing and self._lacks(self._screen.list.cursor):
            self._screen.run_worker(self._reach(self._screen.list.cursor))

    async def renew(self) -> None:
        """The same list from the library as it is now, the same row selected wherever it stands."""
        await self.settled()
        screen, query, ref = self._screen, self.query, self._screen.list.selected.ref
        if not query:
            self._renew(screen.backend.sheets, screen.backend.position(ref), _NO_SHEETS)
            return
        had, found = len(screen.list.source), await self.suggest(query)
        rows = [*found.rows, *await self._more(query, len(found.rows), min(had, found.total))]
        if query == self.query and rows:
            self.total = found.total
            refs = [row.ref for row in rows]
            self._renew(Listing(rows), refs.index(ref) if ref in refs else None, ())

    def _renew(self, rows: Rows, place: int | None, empty: Sequence[str]) -> None:
        view = self._screen.list
        before = view.cursor
        view.renew(rows, before if place is None else place, empty=empty)
        for visit in self._screen.history.visits:
            if visit.ref == LIST and (visit.query, visit.row) == (self.query, before):
                visit.row = view.cursor

    def show_all(self) -> None:
        self.query, self.total = "", 0
        self._screen.list.show(self._screen.backend.sheets, empty=_NO_SHEETS)

    def _show(self, text: str, found: Found) -> None:
        self._proposal = (text, found.proposal) if found.proposal else None
        if not text.strip():
            self.show_all()
        else:
            self.query, self.total = text, found.total
            nothing = (f"Nothing found for “{shorten(text.strip(), 40)}”.", *found.hints)
            self._screen.list.show(Listing(found.rows), tall=True, empty=nothing)
            hint = found.hints[0] if found.rows and found.hints else ""
            self._screen.say(hint[:1].upper() + hint[1:])
        self._screen.list_changed()
        self._screen.draw_lines()


def _begins(line: str, text: str) -> bool:
    """Whether a line begins with what was typed, whatever its case."""
    return line[: len(text)].casefold() == text.casefold()
