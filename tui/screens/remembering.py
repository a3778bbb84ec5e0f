"""Where one was: marks by letter, and what was read recently.

A mark's letter is asked for in the status line, which costs a slow line least; who does not know it sees the marks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.ports import Row
from tui.screens.choices import matching
from tui.screens.controller import Command, Controller
from tui.state import BEFORE, LIST, Visit, is_letter
from tui.views.edit_line import EditLine

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.screens.browser import BrowserScreen

_LIST_AFTER = 0.6
"""Seconds in which who knows the letter has typed it."""
_COLUMN = 10
_LETTER = 4
_NOT_READ = ("review", "queue")
_FACT = "fact/"


class Remembering(Controller):
    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self.origin = Place.LIST
        self._goes = False
        self._timer: Timer | None = None

    def commands(self) -> Mapping[str, Command]:
        return {
            "recent": self._recent,
            "mark": lambda: self._ask(goes=False),
            "marks": self._marks,
            "list-marks": self._list,
            "leave-letter": self._leave,
        }

    def absent(self) -> Mapping[str, bool]:
        history = self._screen.history
        return {
            "recent": not history.read,
            "marks": not history.marks,
            "list-marks": not (self._goes and history.marks),
        }

    def line(self, place: Place) -> tuple[str, EditLine] | None:
        if place is not Place.LETTER:
            return None
        letters = " ".join(sorted(self._screen.history.marks))
        if self._goes:
            return f"Go to mark {letters}:", EditLine()
        return "Mark this place with a letter:", EditLine()

    # Marks

    def _marks(self) -> None:
        if self._screen.history.marks:
            self._ask(goes=True)
            self._timer = self._screen.set_timer(_LIST_AFTER, self._list)
        else:
            self._screen.advise("No place is marked yet: {mark} and a letter mark this one")

    def _ask(self, *, goes: bool) -> None:
        self.origin, self._goes = self._screen.place, goes
        self._screen.enter(Place.LETTER)

    def _leave(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._screen.enter(self.origin)

    async def typed(self, character: str) -> None:
        if self._screen.place is not Place.LETTER:
            return
        self._leave()
        if self._goes:
            await self._go_to(character)
        elif is_letter(character):
            self._screen.travel.remember()
            self._screen.history.marks[character] = replace(self._screen.history.here)
            self._screen.advise(f"Marked: {{marks}} {character} comes back here")
        else:
            self._screen.say("A mark is one letter or digit")

    async def _go_to(self, letter: str) -> None:
        visit = self._screen.history.marks.get(letter)
        if visit is None:
            self._screen.advise("Nothing is marked so; {marks} lists the marks")
        elif not await self._go(visit):
            self._screen.say(f"What was marked {letter} is not in the library any more: {_title(visit)}")

    def _list(self) -> None:
        """The marks in the chooser, where a letter that is a mark goes there at once."""
        if self._screen.place is not Place.LETTER:
            return
        self._leave()
        marks = self._screen.history.marks
        rows = [_marked(letter, visit) for letter, visit in sorted(marks.items())]

        async def taken(_text: str, row: Row) -> None:
            await self._go_to(row.ref)

        choosing = self._screen.choosing
        choosing.offer("go to mark:", lambda text: _with_letter(rows, text), taken, column=_LETTER, instant=True)
        self._screen.draw_lines()

    # Recently read

    def _recent(self) -> None:
        """The latest first; a fact is read in its sheet, which is listed once."""
        self._screen.travel.remember()
        visits: dict[str, Visit] = {}
        for visit in reversed(self._screen.history.read):
            if visit.ref.partition("/")[0] not in _NOT_READ:
                visits.setdefault(_page_of(visit.ref), visit)
        rows = [Row(ref, _title(visit), _tail(ref), ref.partition("/")[0]) for ref, visit in visits.items()]
        if not rows:
            self._screen.say("Nothing was read yet")
            return

        async def taken(_text: str, row: Row) -> None:
            if not await self._go(visits[row.ref]):
                self._screen.say(f"This is not in the library any more: {row.text}")

        self._screen.choosing.offer("recently read:", lambda text: matching(rows, text), taken, column=_COLUMN)

    async def _go(self, visit: Visit) -> bool:
        """A step forward to where one was, as it stood; where one comes from is marked."""
        travel, history = self._screen.travel, self._screen.history
        travel.remember()
        before, number = replace(history.here), history.here
        if visit.ref == LIST:
            history.go(replace(visit))
            await self._screen.search.restore(visit.query, visit.row)
            self._screen.enter(Place.LIST)
        else:
            await travel.visit(visit)
        if history.here is number:
            return False
        history.marks[BEFORE] = before
        return True


def _page_of(ref: str) -> str:
    return "sheet/" + ref.removeprefix(_FACT).partition("/")[0] if ref.startswith(_FACT) else ref


def _title(visit: Visit) -> str:
    if visit.ref == LIST:
        return f"Search: {visit.query}" if visit.query else "All sheets"
    return visit.title or visit.ref


def _tail(ref: str) -> str:
    return ref.partition("/")[2]


def _marked(letter: str, visit: Visit) -> Row:
    title = _title(visit)
    where = f"row {visit.row + 1}" if visit.ref == LIST else visit.ref.partition("/")[0]
    return Row(letter, f"where you jumped from: {title}" if letter == BEFORE else title, where, letter)


def _with_letter(rows: Sequence[Row], text: str) -> Sequence[Row]:
    """The one mark of that letter, else those whose titles have what is typed."""
    own = [row for row in rows if row.ref == text.strip()]
    return own or matching(rows, text)
