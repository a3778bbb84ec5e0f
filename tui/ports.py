"""What the browser asks of the library, and nothing more: the command joins the real one, tests join a small one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.page import Page

if TYPE_CHECKING:
    from factsheets.evidence import SourceText
    from factsheets.model import Fact, FactSheet, Finding
    from factsheets.review.queue import Waiting


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
class Proposal:
    """What the line may become by one key: its whole text then, and the word that is put in."""

    line: str
    word: str


@dataclass(frozen=True, slots=True)
class Found:
    """Best first: facts, then sheets, then passages. `hints` are whole sentences: did you mean, searched as words."""

    rows: Sequence[Row]
    hints: Sequence[str] = ()
    proposal: Proposal | None = None


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


class PageSource(Protocol):
    def page(self, ref: str, lang: str = "en") -> Page:
        """Raises KeyError when the reference leads nowhere."""


class Field(Protocol):
    """What can be edited of a fact: `words` are those it may have, empty for any text; of `many`, joined by `; `."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def words(self) -> Sequence[str]: ...
    @property
    def many(self) -> bool: ...


class Desk(Protocol):
    """One draft under review. A decision is on disk when its call returns; an exception's sentence says why it is not.

    `pending` is what is undecided, in the order of the text; `progress` how many are decided, of how many; `undoable`
    words for what `undo` would take back, empty for nothing.
    """

    @property
    def sheet(self) -> "FactSheet": ...
    @property
    def path(self) -> Path: ...
    @property
    def pending(self) -> "tuple[Finding, ...]": ...
    @property
    def progress(self) -> tuple[int, int]: ...
    @property
    def undoable(self) -> str: ...
    def source_text(self, source_id: str) -> "SourceText | None": ...
    def fact(self, ident: str) -> "Fact | None": ...
    def fields(self, ident: str) -> Sequence[Field]: ...
    def accept(self, *idents: str) -> None: ...
    def reject(self, *idents: str) -> None: ...
    def edit(self, ident: str, changes: Mapping[str, str]) -> None: ...
    def add(self, source_id: str, start: int, end: int, kind: str, changes: Mapping[str, str] | None = None) -> str: ...
    def candidates(self, ident: str) -> Sequence[tuple[str, str]]:
        """(id, name) of what it may be the same as."""

    def merge(self, ident: str, into: str) -> None: ...
    def differ(self, ident: str, other: str) -> None: ...
    def move_cut(self, start: int, end: int) -> None: ...
    def undo(self) -> str: ...
    def finish(self, notes: str = "") -> None: ...
    def why(self, ident: str) -> Sequence[str]: ...
    def refresh(self) -> bool:
        """Reads the sheet again after someone else's edit; whether there was one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands before, in and after a finding's span on its line, and how it reads."""

    before: str
    printed: str
    after: str
    reads: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Undecided findings that may be accepted together: of one kind, by one rule or any, from one confidence on."""

    kind: str
    rule: str
    at_least: str
    members: "tuple[Waiting, ...]"


class Reviews(Protocol):
    """The drafts of a library and who decides on them; called on the library's thread like `pages`."""

    def desk(self, sheet_id: str) -> Desk:
        """Raises KeyError where there is no such sheet."""

    def waiting(self) -> Iterator["Waiting"]:
        """What is undecided in the whole library, draft by draft, as the files are read."""

    def ordered(self, waiting: Sequence["Waiting"], by: str) -> Sequence["Waiting"]:
        """By "confidence", "kind" or "actor"."""

    def sample(self, batch: Batch) -> Sequence[tuple["Waiting", Passage]]:
        """The members that a person looks at before accepting all, as they stand in their sources."""

    def accept_in_bulk(self, batch: Batch, looked_at: int) -> str:
        """Accepts them, recorded as accepted in bulk; returns what was done, in words."""


@dataclass(frozen=True, slots=True)
class Backend:
    """One open library.

    `pages`, `searcher` and `print_sheet` are called on one thread beside the screen's, one call at a time. `sheets` and
    `names` are read while drawing, on the screen's thread: they must answer at once and from memory.

    `name` is shown; `identity` tells libraries apart between sessions (the absolute path of the folder); `names` are
    the actors, tools and places of the palette; `print_sheet` writes a sheet's Markdown and returns where; `reviews` is
    None where nothing can be decided.

    `newer` is called like `pages`: the library as it is now, None where nothing changed; an exception's sentence says
    why that cannot be told. After it `close` ends this one. `position` is where a reference stands in `sheets`, None
    for nowhere. `missing` of `total` sheets are not indexed yet, `notice` is what else there is to tell of the index.
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
    reviews: Reviews | None = None
    position: Callable[[str], int | None] = nothing_of
    newer: "Callable[[], Backend | None]" = nothing
    close: Callable[[], None] = nothing
    missing: int = 0
    total: int = 0
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows already in memory."""

    items: Sequence[Row] = ()

    def __len__(self) -> int:
        return len(self.items)

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        return self.items[start:stop]
