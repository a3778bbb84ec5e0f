"""What the browser asks of a library's drafts: the part of `ports` that a session without a review does without."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from factsheets.evidence import SourceText
    from factsheets.model import Fact, FactSheet, Finding
    from factsheets.review.queue import Waiting


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
