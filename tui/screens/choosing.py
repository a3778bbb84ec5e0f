"""The chooser: a list with a filter, for the palette, the help, the sections of a page and the names in it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from tui.keys import Key, Place
from tui.ports import Found, Listing, Row, Rows
from tui.screens import choices, helping
from tui.screens.seeking import Newest
from tui.state import Typed
from tui.views.edit_line import EditLine

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_KEY_COLUMN = 22
_NARROW_COLUMN = 10
_ROOMY = 60
_KIND_COLUMN = 8
_GAP = 2
_NEAR = 200
"""Rows further down in which one that was selected is looked for."""
BETWEEN = "; "
_NOTHING = ("Nothing by that name.",)
Taker = Callable[[str, Row], Awaitable[None]]
"""What is done with the text of the line and the selected row."""


class Chooser:
    """Opens over the list; `origin` is the place that one returns to."""

    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._newest = Newest(self._find, self._show)
        self._rows: Callable[[str, Found], Rows] = lambda _text, _found: Listing()
        self._searches = False
        self._column = 0
        self.line = EditLine()
        self.prompt = ""
        self.origin = Place.LIST
        self._taken: Taker | None = None
        self._kept: tuple[str, str] | None = None
        self._shown: str | None = None
        self._free = self._instant = self._completes = False
        self._empty: Sequence[str] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks about what is on the screen, which then stays in sight."""
        return self._taken is not None

    @property
    def typed(self) -> Typed | None:
        """A value that is being typed here, to be kept at every letter."""
        if self._kept is None or self._screen.place is not Place.CHOOSER:
            return None
        return Typed(*self._kept, self.line.text)

    def keys(self) -> None:
        """The help: the keys that work where one is, then the guide."""
        narrow = self._screen.size.width < _ROOMY
        rows = [*helping.rows_of(self._working(), narrow=narrow), *helping.guide()]
        column = _NARROW_COLUMN if narrow else _KEY_COLUMN
        self._open("?", lambda text, _: Listing(helping.found(rows, text)), column)

    def _working(self) -> list[Key]:
        return self._screen.keymap.working(self._screen.place, self._screen.working())

    async def palette(self) -> None:
        """Everything that has a name: what is in memory at once, what the library has as soon as it answers."""
        own = [*choices.actions(self._working()), *helping.guide()]

        def offer(text: str, found: Found) -> Rows:
            named = Listing((*helping.found(own, text), *found.rows))
            return named if text.strip() else choices.Joined(named, self._screen.backend.sheets)

        self._open(":", offer, _KIND_COLUMN, searches=True)
        await self.changed()

    def among(self, prompt: str, rows: Sequence[Row]) -> None:
        column = _KIND_COLUMN if any(row.kind for row in rows) else 0
        self._open(prompt, lambda text, _: Listing(choices.matching(rows, text)), column)

    def ask(
        self,
        prompt: str,
        rows: Callable[[str], Sequence[Row]],
        taken: Taker,
        *,
        text: str = "",
        keep: tuple[str, str] | None = None,
        free: bool = False,
    ) -> None:
        """A line of text, with rows that complete it; Enter gives both to `taken`, without a row only where `free`.

        `keep` names what is being typed, for a session that breaks off.
        """
        column = max((len(row.kind) + _GAP for row in rows("") if row.kind), default=0)
        self._open(prompt, lambda typed, _: Listing(rows(typed)), column, text=text, taken=taken)
        self._kept, self._free, self._completes = keep, free, True

    def offer(
        self,
        prompt: str,
        rows: Callable[[str], Sequence[Row]],
        taken: Taker,
        *,
        column: int = 0,
        text: str = "",
        instant: bool = False,
    ) -> None:
        """Rows to choose from, whose references are no words; `instant` takes one as soon as its reference is typed."""
        self._open(prompt, lambda typed, _: Listing(rows(typed)), column, text=text, taken=taken)
        self._instant = instant
        self.renew(_NOTHING)

    async def complete(self) -> None:
        """The selected row into the line; of several joined by `; ` the last one."""
        row = self._screen.chooser.selected
        if self._taken and row.text and self._completes:
            self.line.set(completed(self.line.text, row.ref))
            await self.changed()

    def outline(self) -> None:
        if sections := choices.outline(self._screen.document.page):
            self.among("section:", sections)
        else:
            self._screen.say("This page has no sections")

    async def changed(self) -> None:
        self._newest.want(self.line.text)
        first = self._rows(self.line.text, Found(())).rows(0, 1) if self._instant else ()
        if first and first[0].ref == self.line.text:
            await self.accept()

    async def shown(self) -> None:
        """Until the rows are those of what is typed."""
        if self._shown != self.line.text:
            await self._newest.settled()

    def renew(self, empty: Sequence[str] = ()) -> None:
        """The same list with what has come to it since."""
        self._empty = empty
        self._show(self.line.text, Found(()))
        self._screen.draw_lines()

    async def accept(self) -> None:
        """What is chosen is done where one came from."""
        await self._newest.settled()
        row, taken = self._screen.chooser.selected, self._taken
        if taken:
            if not (row.ref or self._free):
                return
            self.leave()
            await taken(self.line.text, row)
            return
        ref = row.ref
        if not ref:
            return
        self.leave()
        if ref.startswith(helping.ACTION):
            await self._screen.perform(ref.removeprefix(helping.ACTION))
        elif ref.startswith(choices.JUMP):
            self._screen.document.jump_to_block(int(ref.removeprefix(choices.JUMP)))
        else:
            await self._screen.travel.open(ref)

    def leave(self) -> None:
        """What was half typed is dropped: it is kept for a line that breaks, not for a change of mind."""
        if self._kept:
            self._screen.history.typed = None
        self._taken = self._kept = None
        self._screen.enter(self.origin)

    def _open(
        self,
        prompt: str,
        rows: Callable[[str, Found], Rows],
        column: int,
        *,
        searches: bool = False,
        text: str = "",
        taken: Taker | None = None,
    ) -> None:
        self.origin = self._screen.base
        self._taken, self._kept, self._shown = taken, None, None
        self._free = self._instant = self._completes = False
        self._empty = () if taken else _NOTHING
        self._rows, self._column, self._searches, self.prompt = rows, column, searches, prompt
        self.line.set(text)
        self._show(text, Found(()))
        self._screen.enter(Place.CHOOSER)

    async def _find(self, text: str) -> Found:
        return Found(await self._screen.search.named(text)) if self._searches else Found(())

    def _show(self, text: str, found: Found) -> None:
        """For the same text as before the same row stays selected, wherever it stands now."""
        view, again = self._screen.chooser, text == self._shown
        ref, cursor, self._shown = view.selected.ref, view.cursor, text
        rows = self._rows(text, found)
        if again:
            below = rows.rows(cursor, cursor + _NEAR)
            place = next((at for at, row in enumerate(below, start=cursor) if row.ref == ref and ref), cursor)
            view.renew(rows, place, empty=self._empty)
        else:
            view.show(rows, kind_width=self._column, empty=self._empty)


def completed(text: str, word: str) -> str:
    head, between, _ = text.rpartition(BETWEEN)
    return f"{head}{between}{word}"
