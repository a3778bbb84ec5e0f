"""Figures and timelines as tables: opened, sorted, filtered, added up, written; what takes long holds no key up."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.background import reason
from tui.cells import shorten_left
from tui.keys import Place
from tui.ports import Row
from tui.screens.adding import TOTALS, Adding
from tui.screens.choices import NAMED, matching
from tui.screens.controller import Command, Controller
from tui.screens.travel import sheet_of
from tui.screens.working import WRITE, Working
from tui.state import Visit
from tui.views.edit_line import EditLine

if TYPE_CHECKING:
    from pathlib import Path

    from tui.screens.browser import BrowserScreen
    from tui.tables.desk import TableDesk
    from tui.tables.table import Rows
    from tui.tables.view import View

FIGURES, TIMELINE = "figures/", "timeline/"
_TABLES = (FIGURES, TIMELINE)
_ALL = "all"
_EMPTY = {FIGURES: "There are no figures here", TIMELINE: "There is nothing with a date here"}


class Tabling(Controller):
    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self.line_typed = EditLine()
        self._desk: TableDesk | None = None
        self._ref = ""
        self._working = Working(screen, self._in_table)
        self._adding = Adding(screen, self._working, self._opened)
        self._hint = ""
        screen.panes.table.unread = screen.catching_up.damaged
        screen.panes.table.empty = screen.keymap.filled("No row has this: {back} shows all again")

    def commands(self) -> Mapping[str, Command]:
        return {
            "figures": lambda: self._show(FIGURES),
            "timeline": lambda: self._show(TIMELINE),
            "open-row": lambda: self._screen.travel.open(self.fact),
            "sort-table": self._choose_sort,
            "filter": self._begin_filter,
            "keep-filter": self._keep_filter,
            "columns": self._choose_columns,
            "column-right": lambda: self._move_columns(1),
            "column-left": lambda: self._move_columns(-1),
            "totals": self._show_totals,
            "write-table": self._choose_form,
            "back": self._back,
        }

    def absent(self) -> Mapping[str, bool]:
        desk = self._desk
        hidden = desk is not None and self._in_table() and bool(desk.hidden(self._screen.panes.table.room))
        return {
            "open-row": not self.fact,
            "totals": not (desk is not None and desk.kind == "figures"),
            "column-right": not hidden,
            "column-left": not (desk is not None and desk.view.first),
        }

    # What is shown

    @property
    def fact(self) -> str:
        """The reference of the selected row's fact, empty for none."""
        try:
            return self._desk.link(self._screen.panes.table.cursor) if self._desk is not None else ""
        except Exception:  # of a row that cannot be read the view tells
            return ""

    def heading(self, place: Place) -> tuple[str, str] | None:
        desk = self._desk
        if desk is None or place not in {Place.TABLE, Place.FILTER}:
            return None
        shown, total = len(desk), desk.total
        at = f"{min(self._screen.panes.table.cursor + 1, shown):,}/{shown:,}"
        return desk.title, at if shown == total else f"{at} of {total:,}"

    def line(self, place: Place) -> tuple[str, EditLine] | None:
        return ("filter:", self.line_typed) if place is Place.FILTER else None

    # Opening, and coming back

    async def _show(self, kind: str) -> None:
        """Of where one is; once more of the whole library."""
        scope = self._scope()
        if self._ref == kind + scope and self._screen.place is Place.TABLE:
            if scope == _ALL:
                self._screen.say("This is the whole library")
                return
            scope = _ALL
        await self._screen.travel.open(kind + scope)

    def _scope(self) -> str:
        screen = self._screen
        ref = screen.document.page.ref if screen.place is Place.PAGE else ""
        if screen.place is Place.TABLE:
            ref = self._ref
        if ref.startswith((*_TABLES, TOTALS)):
            return ref.removeprefix(TOTALS).partition("/")[2]
        if sheet := sheet_of(ref):
            return f"sheet/{sheet}"
        if ref.startswith(NAMED):
            return f"search/{ref.replace('/', ':', 1)}"
        return f"search/{screen.search.query}" if screen.search.query.strip() else _ALL

    def presents(self, ref: str) -> bool:
        return ref.startswith((*_TABLES, TOTALS))

    async def present(self, visit: Visit) -> bool:
        if visit.ref.startswith(TOTALS):
            return await self._adding.present(visit)
        desk = await self._opened(visit.ref)
        if desk is None:
            return False
        self._take(desk, visit.ref, visit.row)
        self._screen.enter(Place.TABLE)
        if visit.view or desk.kind == "timeline" or desk.unsure:
            steps = desk.arranged(visit.view)
            await self._working.do("sort", steps, lambda rows: self._arranged(desk, rows, visit.row))
        return True

    async def _opened(self, ref: str) -> "TableDesk | None":
        """None where there is nothing to show, which it has said."""
        kind, _, scope = ref.partition("/")
        try:
            desk = await self._screen.background.call(lambda: self._open(kind, scope))
        except KeyError:
            self._screen.say(f"The library has nothing under {ref}")
        except Exception as error:
            self._screen.say(f"{ref} cannot be shown: {reason(error)}")
        else:
            if desk.total:
                return desk
            self._screen.say(_EMPTY[f"{kind}/"])
        return None

    def _open(self, kind: str, scope: str) -> "TableDesk":
        backend = self._screen.backend
        return backend.tables().open(kind, scope, backend.lang)

    def _take(self, desk: "TableDesk", ref: str, row: int) -> None:
        self._desk, self._ref = desk, ref
        self._screen.panes.table.show(desk, row)

    def remember(self, visit: Visit) -> None:
        if visit.ref.startswith(TOTALS):
            self._adding.remember(visit)
        elif visit.ref == self._ref and self._desk is not None:
            visit.row, visit.view = self._screen.panes.table.cursor, str(self._desk.view)
            visit.title = self._desk.title

    async def renew(self) -> None:
        """The same table from the library as it is now, the same row selected as far as it is still there."""
        self._working.stop()
        if await self._adding.renewed():
            return
        old, ref = self._desk, self._ref
        if old is None:
            return
        row, link = self._screen.panes.table.cursor, self.fact
        view = str(old.view)
        desk = await self._opened(ref)
        if desk is None:
            self._desk, self._ref = None, ""
            self._screen.panes.table.forget()
            if self._screen.place in {Place.TABLE, Place.FILTER}:
                self._screen.travel.to_list()
                self._screen.enter(Place.LIST)
            return
        self._take(desk, ref, row)
        await self._working.do(
            "sort", desk.arranged(view), lambda rows: self._arranged(desk, rows, desk.place_of(link, row), link)
        )

    # Order, columns, filter

    def _arranged(self, desk: "TableDesk", rows: "Rows", row: int, link: str = "") -> None:
        if desk is not self._desk:
            return
        desk.show(rows)
        self._screen.panes.table.show(desk, desk.place_of(link, row) if link else row)
        self._hint = rows.hints[0] if rows.hints else ""
        if self._hint and self._screen.place is not Place.FILTER:
            self._working.tell(self._hint)
        self._screen.draw_lines()

    async def _arrange(self, what: str, view: "View | None", row: int = 0) -> None:
        desk = self._desk
        if desk is not None and view is not None:
            await self._working.do(what, desk.arranged(view), lambda rows: self._arranged(desk, rows, row))

    def _choose_sort(self) -> None:
        if (desk := self._desk) is not None:
            rows = desk.sort_choices()

            async def taken(_text: str, row: Row) -> None:
                await self._arrange("sort", desk.sorted_by(row.ref))

            self._screen.choosing.ask("sort by:", lambda text: matching(rows, text), taken)

    def _choose_columns(self, at: int = 0) -> None:
        if (desk := self._desk) is not None:
            rows = desk.column_choices()

            async def taken(_text: str, row: Row) -> None:
                await self._arrange("sort", desk.with_column(row.ref), self._screen.panes.table.cursor)
                self._choose_columns(next(at for at, one in enumerate(rows) if one.ref == row.ref))

            self._screen.choosing.ask("columns:", lambda text: matching(rows, text), taken)
            self._screen.chooser.move_to(at)

    def _move_columns(self, by: int) -> None:
        if self._desk is not None and self._desk.moved(by):
            self._screen.panes.table.show(self._desk, self._screen.panes.table.cursor)
        else:
            self._screen.say("There is no further column")

    def _begin_filter(self) -> None:
        if self._desk is not None:
            self.line_typed.set(self._desk.view.filter)
            self._screen.enter(Place.FILTER)

    def changed(self, place: Place) -> None:
        if place is Place.FILTER and self._desk is not None:
            desk, view = self._desk, self._desk.filtered(self.line_typed.text)
            self._screen.run_worker(
                self._working.do("filter", desk.arranged(view), lambda rows: self._arranged(desk, rows, 0))
            )

    async def _keep_filter(self) -> None:
        self._screen.enter(Place.TABLE)
        if self._desk is not None and self._desk.view.filter != self.line_typed.text:
            await self._arrange("filter", self._desk.filtered(self.line_typed.text))
        elif self._hint:
            self._working.tell(self._hint)

    async def drop_filter(self) -> None:
        """Every row again."""
        self._screen.enter(Place.TABLE)
        if self._desk is not None and self._desk.view.filter:
            await self._arrange("filter", self._desk.filtered(""))

    # Totals, files

    async def _show_totals(self) -> None:
        if self._desk is not None and self._desk.kind == "figures":
            view = str(self._desk.view)
            await self._screen.travel.visit(Visit(TOTALS + self._ref, view=view))
        else:
            self._screen.say("Only figures can be added up")

    def _choose_form(self) -> None:
        if (desk := self._desk) is not None:
            rows = desk.forms()

            async def taken(_text: str, row: Row) -> None:
                await self._working.do(WRITE, desk.written(row.ref), self._wrote)

            self._screen.choosing.ask("write:", lambda text: matching(rows, text), taken)

    def _wrote(self, path: "Path") -> None:
        self._working.tell("Wrote " + shorten_left(str(path), self._screen.size.width - 8))

    async def _back(self) -> None:
        """Out of work that goes on beside the keys first, then of the filter, then of the table or the page."""
        in_table = self._screen.place is Place.TABLE
        if self._working and in_table:
            self._working.stop()
            self._screen.say("Stopped")
        elif in_table and self._desk is not None and self._desk.view.filter:
            await self.drop_filter()
            self._screen.say("All rows again")
        else:
            self._working.stop()
            await self._screen.travel.commands()["back"]()

    def _in_table(self) -> bool:
        return self._screen.base in {Place.TABLE, Place.FILTER}
