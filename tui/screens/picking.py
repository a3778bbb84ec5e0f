"""Picking sheets, and printing what is picked, open or selected."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui.background import reason
from tui.cells import cell_width, shorten_left
from tui.keys import Place
from tui.ports import Row
from tui.screens.choices import matching
from tui.screens.controller import Command, Controller
from tui.screens.marked import sheet_at, sheets_named, shown
from tui.screens.travel import sheet_of

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_SHEET = "sheet/"
_ALL = "all"
_OF_MANY = ("actor/", "tool/", "place/", "concept/")
_NO_SHEET = "Only a sheet can be printed or picked: select one or open it"


class Picking(Controller):
    """What is picked is kept in the history, so that it outlives the session."""

    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self._dropped: list[str] = []
        screen.list.picked = lambda row: self.has(sheet_of(row.ref))

    def commands(self) -> Mapping[str, Command]:
        return {"pick": self._pick, "drop-picks": self._drop_or_again, "print": self._print}

    def absent(self) -> Mapping[str, bool]:
        sheet, picked = sheet_at(self._screen), self._screen.history.picked
        return {
            "pick": not sheet,
            "drop-picks": not (picked or self._dropped),
            "print": not (picked or sheet or self._gathers),
        }

    def has(self, sheet: str) -> bool:
        return bool(sheet) and _SHEET + sheet in self._screen.history.picked

    @property
    def told(self) -> str:
        """For the title line."""
        count = len(self._screen.history.picked)
        return f"{count} picked" if count else ""

    # Picking

    def _pick(self) -> None:
        sheet, picked = sheet_at(self._screen), self._screen.history.picked
        if not sheet:
            self._screen.say(_NO_SHEET)
            return
        ref = _SHEET + sheet
        taken = ref not in picked
        self._set([*picked, ref] if taken else [one for one in picked if one != ref])
        count = len(self._screen.history.picked)
        done = f"Picked {sheet}" if taken else f"Put back {sheet}"
        left = self._screen.keymap.filled(f"; {{print}} prints {_counted(count)}") if count else "; nothing is picked"
        self._screen.say(done + left)

    def _drop_or_again(self) -> None:
        """What was dropped, or was printed, can be picked again until something else is."""
        picked = self._screen.history.picked
        if picked:
            self._drop()
            self._screen.advise("Nothing is picked now; {drop-picks} picks them again")
        elif self._dropped:
            self._set(self._dropped)
            self._screen.advise(f"Picked again; {{print}} prints {_counted(len(self._dropped))}")
        else:
            self._screen.advise("Nothing is picked: {pick} picks a sheet")

    def _drop(self) -> None:
        self._dropped = self._screen.history.picked
        self._set([])

    def _set(self, picked: list[str]) -> None:
        self._screen.history.picked = picked
        view = self._screen.list
        view.refresh_numbers(range(view.top, view.top + view.size.height))

    # Printing

    @property
    def _gathers(self) -> bool:
        """Whether the open page is one that gathers facts of many sheets."""
        return self._screen.place is Place.PAGE and shown(self._screen).startswith(_OF_MANY)

    async def _print(self) -> None:
        picked = [ref.removeprefix(_SHEET) for ref in self._screen.history.picked]
        if picked:
            if await self._write(picked, "; {drop-picks} picks them again"):
                self._drop()
        elif self._gathers:
            await self._choose(sheets_named(self._screen.document.page))
        elif sheet := sheet_at(self._screen):
            await self._write([sheet])
        else:
            self._screen.say(_NO_SHEET)

    async def _choose(self, named: Sequence[Row]) -> None:
        if not named:
            self._screen.say("This page names no sheet that could be printed")
            return
        if len(named) == 1:
            await self._write([named[0].ref])
            return
        rows = [Row(_ALL, f"All {_counted(len(named))} that this page names"), *named]

        async def chosen(_text: str, row: Row) -> None:
            await self._write([one.ref for one in named] if row.ref == _ALL else [row.ref])

        self._screen.choosing.ask("print:", lambda text: matching(rows, text), chosen)

    async def _write(self, sheets: Sequence[str], after: str = "") -> bool:
        screen, lang = self._screen, self._screen.backend.lang
        try:
            printed = await screen.background.call(lambda: screen.backend.takeaway().print_sheets(sheets, lang))
        except KeyError as error:
            screen.say(f"Nothing was printed: the library has no sheet {reason(error)}")
            return False
        except Exception as error:
            screen.say(f"Nothing was printed: {reason(error)}")
            return False
        gone = f"; gone from the library: {', '.join(printed.missing)}" if printed.missing else ""
        end = gone + screen.keymap.filled(after)
        begin = "Printed to " if printed.sheets == 1 else f"Printed {_counted(printed.sheets)} to "
        room = screen.size.width - cell_width(begin)
        room = max(room - cell_width(end), min(room, len(printed.path.name) + 1))
        screen.say(begin + shorten_left(str(printed.path), room) + end)
        return True


def _counted(count: int) -> str:
    return f"{count} sheet{'s' if count != 1 else ''}"
