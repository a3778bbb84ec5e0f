"""Joins the review screens to a library: desks, the queue, and acceptance in bulk.

What decides is loaded with the first draft that is opened: the rules of the distiller take a quarter of a second.
"""

import getpass
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets import display
from factsheets.library import Library
from factsheets.model import FactSheet, Finding
from tui.review_ports import Batch, Desk, Passage

if TYPE_CHECKING:
    from factsheets.review.bulk import Selection
    from factsheets.review.history import History
    from factsheets.review.queue import Queue, Waiting

_LONGEST = 200
_BEFORE, _AFTER = 60, 40


def reviewer(env: Mapping[str, str]) -> str:
    """Who signs a review: FACTFILE_REVIEWER, else the login name, else nobody."""
    if named := env.get("FACTFILE_REVIEWER", "").strip():
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


class DeskRoom:
    """What was decided in a session can be undone, draft by draft, also after one left it and came back."""

    def __init__(self, library: Library, by: str) -> None:
        self._library = library
        self._by = by
        self._histories: dict[Path, History] = {}

    @cached_property
    def _queue(self) -> "Queue":
        from factsheets.review.queue import Queue  # noqa: PLC0415 - keeps the browser's start fast

        return Queue(self._library)

    def desk(self, sheet_id: str) -> Desk:
        from factsheets.review.desk import Desk as LibraryDesk  # noqa: PLC0415 - keeps the browser's start fast

        likely = self._library.sheets_dir / f"{sheet_id}.yaml"
        if likely.is_file():
            desk = LibraryDesk(self._library, likely, self._by, history=self._history(likely))
            if desk.sheet.id == sheet_id:
                return desk
        found = self._library.find(sheet_id)
        if found is None:
            raise KeyError(sheet_id)
        return LibraryDesk(self._library, found[0], self._by, history=self._history(found[0]))

    def _history(self, path: Path) -> "History":
        from factsheets.review.history import History  # noqa: PLC0415 - keeps the browser's start fast

        return self._histories.setdefault(path, History())

    def waiting(self) -> "Iterator[Waiting]":
        return self._queue.waiting()

    def ordered(self, waiting: "Sequence[Waiting]", by: str) -> "Sequence[Waiting]":
        from factsheets.review.queue import ordered  # noqa: PLC0415 - keeps the browser's start fast

        return ordered(waiting, by)

    def sample(self, batch: Batch) -> "Sequence[tuple[Waiting, Passage]]":
        from factsheets.review.bulk import sample  # noqa: PLC0415 - keeps the browser's start fast

        return [(one, self._passage(one)) for one in sample(batch.members)]

    def _passage(self, waiting: "Waiting") -> Passage:
        """A finding on its line; where its source is gone, alone."""
        sheet, one = self._library.read(waiting.path).sheet, waiting.finding
        source = sheet.source(one.source) if sheet else None
        text = self._library.source(source).text if source else None
        if sheet is None or text is None:
            return Passage("", one.printed, "", one.reads)
        before = text.text[max(one.start - _LONGEST, 0) : one.start].rpartition("\n")[2]
        after = text.text[one.end : one.end + _LONGEST].partition("\n")[0]
        return Passage(_tail(before), text.text[one.start : one.end], _head(after), _reads(sheet, one))

    def accept_in_bulk(self, batch: Batch, looked_at: int) -> str:
        from factsheets.review import bulk  # noqa: PLC0415 - keeps the browser's start fast

        chosen: Selection = bulk.Selection(batch.kind, batch.rule, batch.at_least)
        expected = bulk.ids_of(batch.members)
        done = bulk.accept_in_bulk(self._library, chosen, self._by, looked_at, expected, history=self._history)
        left = f", {len(done.left)} left as they are" if done.left else ""
        return f"Accepted {len(done.accepted)} in bulk{left}; {{undo}} takes back those of a draft"


def _tail(text: str) -> str:
    """The last words of what stands before."""
    return text if len(text) <= _BEFORE else f"… {text[-_BEFORE:].partition(' ')[2]}"


def _head(text: str) -> str:
    return text if len(text) <= _AFTER else f"{text[:_AFTER].rpartition(' ')[0]} …"


def _reads(sheet: FactSheet, finding: Finding) -> str:
    fact = sheet.fact(finding.id)
    names = {entity.id: entity.name for entity in sheet.entities()}
    return display.fact_line(fact, lambda one: names.get(one, one), sheet.lang) if fact else finding.reads
