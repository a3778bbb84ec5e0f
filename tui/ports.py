"""What the browser asks of the library, and nothing more: the command joins the real one, tests join a small one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tui.page import Page


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, to be opened by `ref`.

    `text` is what is read first: a fact's answer line, a sheet's title, a passage. `detail` is what places it: a fact's
    label and sheet, a sheet's state. `kind` is one word: fact, sheet, passage, actor, tool.
    """

    ref: str
    text: str
    detail: str = ""
    kind: str = ""


class Rows(Protocol):
    """A list of any length, read by the screenful."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` to before `stop`; fewer where the list ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """Best first: facts, then sheets, then passages. `hints` are whole sentences: did you mean, searched as words."""

    rows: Sequence[Row]
    hints: Sequence[str] = ()


class Searcher(Protocol):
    def suggest(self, text: str, limit: int) -> Found: ...


class PageSource(Protocol):
    def page(self, ref: str, lang: str = "en") -> Page:
        """Raises KeyError when the reference leads nowhere."""


@dataclass(frozen=True, slots=True)
class Backend:
    """One open library.

    `pages`, `searcher` and `print_sheet` are called on one thread beside the screen's, one call at a time. `sheets` and
    `names` are read while drawing, on the screen's thread: they must answer at once and from memory.

    `name` is shown; `identity` tells libraries apart between sessions (the absolute path of the folder); `names` are
    the actors, tools and places of the palette; `print_sheet` writes a sheet's Markdown and returns where.
    """

    name: str
    identity: str
    pages: PageSource
    searcher: Searcher
    sheets: Rows
    names: Rows
    print_sheet: Callable[[str], Path]
    problem_count: int = 0
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows already in memory."""

    items: Sequence[Row] = ()

    def __len__(self) -> int:
        return len(self.items)

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        return self.items[start:stop]
