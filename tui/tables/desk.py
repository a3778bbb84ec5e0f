"""One table as the browser works with it: texts to draw, rows to choose among, files to write; it knows no screen."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tui.beside import own_folder, write_beside
from tui.page import Page
from tui.ports import Row
from tui.tables.axis import axis_of
from tui.tables.bars import Scale
from tui.tables.columns import BY_KIND, DEFAULT, columns_of
from tui.tables.entry import Entry
from tui.tables.grid import Grid, Look, laid_out
from tui.tables.table import Rows, Source, Steps, Table, added
from tui.tables.totals import Totals
from tui.tables.totals_page import totals_page
from tui.tables.view import LONGEST_FILTER, View
from tui.tables.written import as_csv, as_markdown, totals_csv, totals_markdown

_CHUNK = 32
_CHUNKS_KEPT = 4
_SAMPLE = 24
_LONGEST_NAME = 40
_TITLES = {"figures": "Figures", "timeline": "Timeline"}
_FORMS = (
    ("rows.csv", "The rows as CSV, for spreadsheets"),
    ("rows.md", "The rows as Markdown, for reports"),
    ("totals.csv", "The totals as CSV"),
    ("totals.md", "The totals as Markdown"),
)


class TableDesk:
    """`rows` are those that are shown now; the work that changes them is a generator and leaves them until it ends."""

    def __init__(self, source: Source, scope: str, plain: bool = False) -> None:
        self._table = Table(source)
        self._source = source
        self._scope, self._plain = scope, plain
        self.rows = Rows(View(), range(len(source)))
        self._grids: dict[int, Grid] = {}
        self._chunks: dict[int, list[Entry]] = {}

    def __len__(self) -> int:
        return len(self.rows.numbers)

    @property
    def kind(self) -> str:
        return self._source.kind

    @property
    def total(self) -> int:
        return len(self._source)

    @property
    def view(self) -> View:
        return self.rows.view

    @property
    def title(self) -> str:
        """What is shown of what."""
        where, _, what = self._scope.partition("/")
        of = {"sheet": f"of {what}", "search": f"found by “{what}”"}.get(where, "of the library")
        filtered = f" · filter: {self.view.filter.strip()}" if self.view.filter.strip() else ""
        return f"{_TITLES[self.kind]} {of}{filtered}"

    # To draw

    def heading(self, width: int) -> str:
        return self._grid(width).heading()

    def cells(self, at: int, width: int) -> list[tuple[str, bool]]:
        """The texts of the row at a place, True for its amount."""
        return self._grid(width).cells(self.entry(at))

    def entry(self, at: int) -> Entry:
        chunk, offset = divmod(at, _CHUNK)
        if chunk not in self._chunks:
            if len(self._chunks) >= _CHUNKS_KEPT:
                self._chunks.pop(next(iter(self._chunks)))
            self._chunks[chunk] = self._source.entries(self.rows.numbers[chunk * _CHUNK : (chunk + 1) * _CHUNK])
        return self._chunks[chunk][offset]

    def link(self, at: int) -> str:
        """The reference of the fact in a row, empty where there is no such row."""
        return self.entry(at).link if 0 <= at < len(self) else ""

    @property
    def unsure(self) -> bool:
        """Whether rows may be what was searched for or not, which the hints of `arranged` tell."""
        return bool(self._source.unsure)

    def hidden(self, width: int) -> int:
        """How many of the chosen columns have no room."""
        return self._grid(width).hidden

    def told(self, at: int) -> str:
        """What to know of a row that its cells may be too narrow for."""
        reason = self.entry(at).reason if 0 <= at < len(self) else ""
        return f"Deprecated: {reason}" if reason else ""

    def _grid(self, width: int) -> Grid:
        if width not in self._grids:
            numbers = self.rows.numbers
            keys = self._source.keys("date") if self.kind == "timeline" else None
            axis = axis_of(keys[number] for number in numbers) if keys else None
            look = Look(self._source.lang, self._scale(), axis, self._plain)
            self._grids = {width: laid_out(self.kind, self.view, self._sample(), width, look)}
        return self._grids[width]

    def _scale(self) -> Scale | None:
        try:
            return self._table.scale(self.rows.numbers) if self.kind == "figures" else None
        except Exception:  # of rows that cannot be read each tells itself
            return None

    def _sample(self) -> list[Entry]:
        """What columns are measured by; nothing of rows that cannot be read, which each of them tells."""
        try:
            return [self.entry(at) for at in range(min(len(self), _SAMPLE))]
        except Exception:
            return []

    # What may take long

    def arranged(self, view: View | str) -> Steps[Rows]:
        """As a view has them, also one that was kept as a text."""
        return self._table.arranged(View.read(view) if isinstance(view, str) else view)

    def show(self, rows: Rows) -> None:
        self.rows, self._grids, self._chunks = rows, {}, {}

    def moved(self, by: int) -> bool:
        """With another column behind the first; whether there is one."""
        last = len(columns_of(self.kind, self.view.columns)) - 2
        first = min(max(self.view.first + by, 0), max(last, 0))
        if first == self.view.first:
            return False
        self.show(replace(self.rows, view=replace(self.view, first=first)))
        return True

    def place_of(self, link: str, near: int) -> int:
        """Where the row of a fact stands now among those that can be looked at quickly; else the place it had."""
        if link and link == self.link(near):
            return near
        some = range(min(len(self), _CHUNK * _CHUNKS_KEPT))
        return next((at for at in some if self.link(at) == link), near)

    def added(self) -> Steps[Totals]:
        return (yield from added(self._source, self.rows))

    def totals(self, ref: str) -> Steps[Page]:
        totals = yield from self.added()
        return totals_page(ref, f"Totals: {self.title}", totals, self._source.lang)

    def written(self, form: str) -> Steps[Path]:
        """Writes what is shown when it is begun into the current folder, never over another file."""
        rows, title = self.rows, self.title
        what, _, ending = form.partition(".")
        text = yield from (self._rows_text(rows, title, ending) if what == "rows" else self._totals_text(title, ending))
        name = re.sub(r"\W+", "-", self._scope.removeprefix("sheet/"))[:_LONGEST_NAME].strip("-")
        stem = f"{self.kind}-{name}" if what == "rows" else f"totals-{name}"
        return write_beside(own_folder() / f"{stem}.{ending}", text.encode("utf-8", "replace"))

    def _rows_text(self, rows: Rows, title: str, ending: str) -> Steps[str]:
        entries = yield from self._table.read(rows.numbers)
        if ending == "csv":
            return as_csv(self.kind, rows.view, entries, self._source.lang)
        return as_markdown(title, self.kind, rows.view, entries, self._source.lang)

    def _totals_text(self, title: str, ending: str) -> Steps[str]:
        totals = yield from self.added()
        return totals_csv(totals) if ending == "csv" else totals_markdown(f"Totals: {title}", totals)

    # To choose among

    def sort_choices(self) -> list[Row]:
        sorted_by = {self.view.sort: "now; again for the other way round"} if self.view.sort else {}
        return [
            Row(one.id, one.id, sorted_by.get(one.id) or sorted_by.get(f"-{one.id}") or one.help)
            for one in BY_KIND[self.kind]
        ]

    def sorted_by(self, column: str) -> View:
        return self.view.sorted_by(column)

    def column_choices(self) -> list[Row]:
        shown = {one.id for one in columns_of(self.kind, self.view.columns)}
        return [Row(one.id, f"[{'x' if one.id in shown else ' '}] {one.id}", one.help) for one in BY_KIND[self.kind]]

    def with_column(self, column: str) -> View:
        known = tuple(one.id for one in BY_KIND[self.kind])
        return self.view.toggled(column, DEFAULT[self.kind], known)

    def filtered(self, text: str) -> View:
        return replace(self.view, filter=text[:LONGEST_FILTER])

    def forms(self) -> list[Row]:
        known = _FORMS if self.kind == "figures" else _FORMS[:2]
        return [Row(form, words) for form, words in known]


def is_plain(env: Mapping[str, str]) -> bool:
    """Whether a terminal is best shown no signs but those of ASCII: by its type, or by a locale that is not UTF-8."""
    locale = next((env[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if env.get(name)), "")
    return env.get("TERM", "") in {"linux", "vt100", "vt102", "vt220"} or "utf" not in locale.lower()


def desk_of(source: Source, scope: str) -> TableDesk:
    return TableDesk(source, scope, is_plain(os.environ))
