"""A table laid out to a width: which columns fit, how wide each is, the heading, the cells of a row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factsheets.amounts import Modifier
from factsheets.safe_text import safe
from factsheets.vocabulary import label
from tui.cells import ELLIPSIS, cell_width, shorten, split_at
from tui.tables.axis import DRAWN, PLAIN, Axis
from tui.tables.bars import Scale, bar
from tui.tables.columns import Column, columns_of, words_among
from tui.tables.entry import Entry
from tui.tables.view import View

_SIGNS = {
    Modifier.ABOUT: "~",
    Modifier.AT_LEAST: ">=",
    Modifier.MORE_THAN: ">",
    Modifier.AT_MOST: "<=",
    Modifier.LESS_THAN: "<",
}
_OF_NUMBERS = ",.\u202f\u00a0'"
_GAP = 2
_BAR = 6
_ROOM_FOR_BARS = 60
"""Cells from which on there are bars, and spans of time."""
_SPARE = "span", "label", "what"
"""Columns that take what room is left, the last of these that is shown."""


@dataclass(frozen=True, slots=True)
class Placed:
    column: Column
    width: int


@dataclass(frozen=True, slots=True)
class Look:
    """What rows are drawn by: `plain` for terminals that have no signs but those of ASCII."""

    lang: str = "en"
    scale: Scale | None = None
    axis: Axis | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """`hidden` is how many chosen columns have no room; the first column always has."""

    placed: tuple[Placed, ...]
    hidden: int
    view: View
    look: Look

    @property
    def bars(self) -> int:
        """How many cells the bars take with the gap behind them, none where nothing is compared."""
        return _BAR + 1 if self.look.scale else 0

    def heading(self) -> str:
        """The columns by name, that of the order with a sign for its direction; `>` at the end where there are more."""
        bars = shorten(self.look.scale.heading(self.look.lang), self.bars).ljust(self.bars) if self.look.scale else ""
        names = bars + (" " * _GAP).join(self._named(one) for one in self.placed)
        return f"{names[:-1]}>" if self.hidden and names.endswith("  ") else names

    def _named(self, one: Placed) -> str:
        name = one.column.id
        if self.view.column == name:
            down, up = ("v", "^") if self.look.plain else ("▼", "▲")
            name += down if self.view.descending else up
        if name == "span" and self.look.axis:
            return self.look.axis.heading(one.width)
        return name.rjust(one.width) if one.column.right else shorten(name, one.width).ljust(one.width)

    def cells(self, entry: Entry) -> list[tuple[str, bool]]:
        """The texts of a row in their widths; True for the amount, which is what one looks for."""
        drawn = (
            bar(entry, self.look.scale, _BAR, ascii_only=self.look.plain).ljust(self.bars) if self.look.scale else ""
        )
        parts = [(drawn, False)] if drawn else []
        for number, one in enumerate(self.placed):
            text = self._text(entry, one)
            space = " " * (one.width - cell_width(text))
            gap = " " * _GAP if number else ""
            parts.append((gap + (space + text if one.column.right else text + space), one.column.right))
        return parts

    def _text(self, entry: Entry, one: Placed) -> str:
        if one.column.id == "span":
            return (
                self.look.axis.drawn(entry.date, one.width, PLAIN if self.look.plain else DRAWN)
                if self.look.axis
                else ""
            )
        shown = {placed.column.id for placed in self.placed}
        text = safe(words_among(one.column, entry, self.look.lang, shown))
        return _amount(entry, text, one.width, self.look.lang) if one.column.right else fitted(text, one.width)


def _amount(entry: Entry, text: str, width: int, lang: str) -> str:
    """One that is too wide has a sign for its words: `>$1,200,000,000` for more than so much."""
    sign = _SIGNS.get(entry.amount.modifier)
    if sign and cell_width(text) > width:
        text = sign + text.removeprefix(f"{label('labels', entry.amount.modifier, lang)} ")
    return fitted(text, width)


def fitted(text: str, width: int) -> str:
    """Never cut within a number, nor right behind one, which would read as another; then only the ellipsis stands."""
    if cell_width(text) <= width:
        return text
    head, _ = split_at(text, max(width - 1, 0))
    while head and _within_number(head, text[len(head) : len(head) + 1]):
        head = head[:-1]
    trimmed = head.rstrip()
    return (head if trimmed[-1:].isdigit() else trimmed) + ELLIPSIS if width > 0 else ""


def _within_number(head: str, following: str) -> bool:
    last = head[-1]
    return last.isdigit() or following.isdigit() or (last in _OF_NUMBERS and head[-2:-1].isdigit())


def laid_out(kind: str, view: View, sample: Sequence[Entry], width: int, look: Look) -> Grid:
    """As many columns as fit, each as wide as a sample of rows needs, the widest taking what is left."""
    if width < _ROOM_FOR_BARS or kind != "figures":
        look = replace(look, scale=None)
    chosen = columns_of(kind, view.columns)
    if width < _ROOM_FOR_BARS:
        chosen = tuple(one for one in chosen if one.id != "span") or chosen
    passed = min(view.first, len(chosen) - 1)
    shown = [chosen[0], *chosen[1 + passed :]] if passed else list(chosen)
    if width < _ROOM_FOR_BARS and shown[1:] and shown[1].id in _SPARE:
        shown = shown[:2]
    room = max(width - (_BAR + 1 if look.scale else 0), 1)
    wanted = [_wanted(column, sample, look.lang) for column in shown]
    fits = _fitting(shown, wanted, room)
    return Grid(_spread(shown[:fits], wanted[:fits], room), len(chosen) - fits, view, look)


def _wanted(column: Column, sample: Sequence[Entry], lang: str) -> int:
    if column.id == "span":
        return column.most
    widest = max((cell_width(safe(words_among(column, entry, lang, ()))) for entry in sample), default=0)
    return min(max(widest, len(column.id) + 1), column.most)


def _least(column: Column, wanted: int, room: int) -> int:
    """What a column needs; beside a narrow table's amounts there is still room for what they are for."""
    return min(column.least, wanted, max(room // 2 - 3, 8))


def _fitting(columns: Sequence[Column], wanted: Sequence[int], room: int) -> int:
    used = 0
    for number, (column, wide) in enumerate(zip(columns, wanted, strict=True)):
        used += _least(column, wide, room) + (_GAP if number else 0)
        if used > room:
            return max(number, 1)
    return len(columns)


def _spread(columns: Sequence[Column], wanted: Sequence[int], room: int) -> tuple[Placed, ...]:
    widths = [_least(column, wide, room) for column, wide in zip(columns, wanted, strict=True)]
    widths[0] = min(widths[0], room)
    left = room - sum(widths) - _GAP * (len(widths) - 1)
    for number in sorted(range(len(widths)), key=lambda one: columns[one].id in _SPARE):
        more = min(max(wanted[number] - widths[number], 0), max(left, 0))
        widths[number] += more
        left -= more
    return tuple(map(Placed, columns, widths))
