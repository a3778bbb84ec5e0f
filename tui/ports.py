"""What the browser asks of the library, and nothing more: the command joins the real one, tests join a small one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tui.page import Page

if TYPE_CHECKING:
    from factsheets.problem import Problem
    from tui.review_ports import Reviews
    from tui.tables.desk import TableDesk


Stretches = tuple[tuple[int, int], ...]
"""Each from a character to before another, in order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, to be opened by `ref`.

    `text` is what is read first: a fact's answer line, a sheet's title, a passage. `detail` is what places it: a fact's
    label and sheet, a sheet's state. `kind` is one word: fact, sheet, passage, actor, tool. `marks` and `detail_marks`
    are the characters of both that answer to what is searched. `draft`: its sheet can be reviewed.
    """

    ref: str
    text: str
    detail: str = ""
    kind: str = ""
    marks: Stretches = ()
    detail_marks: Stretches = ()
    draft: bool = False


class Rows(Protocol):
    """A list of any length, read by the screenful."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` to before `stop`; fewer where the list ends."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the line may become by one key: its whole text then, and the word that is put in."""

    line: str
    word: str


@dataclass(frozen=True, slots=True)
class Found:
    """Best first: facts, then sheets, then passages. `hints` are whole sentences: did you mean, searched as words.

    `total` is how many there are, of which `rows` may be the first only; 0 where nobody counted.
    """

    rows: Sequence[Row]
    hints: Sequence[str] = ()
    proposal: Proposal | None = None
    total: int = 0


class Choice(NamedTuple):
    """What a search can become: its whole text then, what is chosen by that, and a word more about it."""

    query: str
    name: str
    note: str = ""


def never() -> bool:
    """Of a search that nothing overtakes."""
    return False


def nothing() -> None:
    """Of a library that nobody writes to."""


def nothing_of(_ref: str) -> None:
    """Of a list in which nothing is looked for."""


class Searcher(Protocol):
    def suggest(self, text: str, limit: int, overtaken: Callable[[], bool] = never) -> Found:
        """What is found so far as one types; a search that was overtaken by a newer one may end with anything."""

    def more(self, text: str, start: int, stop: int) -> Sequence[Row]:
        """What follows in a list of what was found."""

    def conditions(self, text: str) -> Sequence[Choice]:
        """What narrows a search, each with the search without it."""

    def values(self, text: str, facet: str) -> Sequence[Choice]:
        """The values of a facet in what is found, of no text in the whole library: the most frequent first, counted."""

    def orders(self, text: str) -> Sequence[Choice]:
        """The orders that what is found can be put in; that which it is in has a note."""

    def named(self, text: str, limit: int) -> Sequence[Row]:
        """What has every word in its name: saved searches, actors, tools, places, concepts, then sheets.

        Of no text all but the sheets, of a large library's actors, tools and places none.
        """

    def save(self, name: str, text: str) -> str:
        """Save a search under a name; says what was done, an exception's sentence why it was not."""


class PageSource(Protocol):
    def page(self, ref: str, lang: str = "en") -> Page:
        """Raises KeyError when the reference leads nowhere."""


EDIT = "edit/"
"""Begins a reference to a place in a file: `edit/LINE/COLUMN/NAME`, the name as problems have it."""


class Printed(NamedTuple):
    """Where so many `sheets` were printed to; `missing` are ids that the library no longer has."""

    path: Path
    sheets: int = 1
    missing: tuple[str, ...] = ()


class Located(NamedTuple):
    """A place for an editor, line and column from 1, 0 where the file alone is known."""

    path: Path
    line: int = 0
    column: int = 0


class Takeaway(Protocol):
    """What is taken out of the library. KeyError for a reference that is gone; other exceptions have a sentence.

    References are those of pages; `source/SHEET/SOURCE/N` is paragraph N of a source.
    """

    def value(self, ref: str, lang: str = "en") -> str: ...
    def citation(self, ref: str, lang: str = "en") -> str: ...
    def quote(self, ref: str, lang: str = "en") -> str:
        """Empty where no passage is cited."""

    def note(self, words: str, ref: str) -> Path:
        """Adds to the notes, with the reference, and returns where they are."""

    def print_sheets(self, sheet_ids: Sequence[str], lang: str = "en") -> Printed: ...
    def located(self, ref: str) -> Located: ...
    def problems_in(self, path: Path) -> "Sequence[Problem]": ...


class Tables(Protocol):
    """Figures and dated facts as tables."""

    def open(self, kind: str, scope: str, lang: str = "en") -> "TableDesk":
        """`figures` or `timeline` of `sheet/ID`, `search/QUERY` or `all`; KeyError where there is no such sheet."""


def no_tables() -> Tables:
    """Of a library that is not open yet."""
    raise OSError("the library is not open yet")


def no_takeaway() -> Takeaway:
    """Of a library that is not open yet."""
    raise OSError("the library is not open yet")


@dataclass(frozen=True, slots=True)
class Backend:
    """One open library.

    `pages`, `searcher` and `takeaway` are called on one thread beside the screen's, one call at a time. `sheets` are
    read while drawing, on the screen's thread: they must answer at once and from memory.

    `name` is shown; `identity` tells libraries apart between sessions (the absolute path of the folder); `takeaway` is
    made when it is first asked for; `reviews` is None where nothing can be decided.

    `newer` is called like `pages`: the library as it is now, None where nothing changed; an exception's sentence says
    why that cannot be told. After it `close` ends this one. `mend` is for one whose index turned out damaged: the same,
    built anew. `warm` is called like `pages` once the screen stands: what the first key would otherwise wait for. Of a
    backend that is not `whole` there are only the name, the counts and the first of the `sheets`; its `newer` is it
    whole. In a `kiosk` no other program is started and nothing is written but in the current folder.

    `position` is where a reference stands in `sheets`, None for nowhere. `missing` of `total` sheets are not indexed
    yet, `notice` is what else there is to tell of the index.
    """

    name: str
    identity: str
    pages: PageSource
    searcher: Searcher
    sheets: Rows
    problem_count: int = 0
    lang: str = "en"
    takeaway: Callable[[], Takeaway] = no_takeaway
    tables: Callable[[], Tables] = no_tables
    reviews: "Reviews | None" = None
    position: Callable[[str], int | None] = nothing_of
    newer: "Callable[[], Backend | None]" = nothing
    mend: "Callable[[], Backend | None]" = nothing
    warm: Callable[[], None] = nothing
    close: Callable[[], None] = nothing
    whole: bool = True
    missing: int = 0
    total: int = 0
    notice: str = ""
    kiosk: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows already in memory."""

    items: Sequence[Row] = ()

    def __len__(self) -> int:
        return len(self.items)

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        return self.items[start:stop]
