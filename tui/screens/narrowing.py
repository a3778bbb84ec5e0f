"""Narrowing, sorting and saving what is searched: each choice becomes a word of the query, to be edited there."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tui.background import reason
from tui.ports import Choice, Row
from tui.screens.choices import matching
from tui.screens.controller import Command, Controller

if TYPE_CHECKING:
    from tui.screens.browser import BrowserScreen

_FACETS = {
    "kind": "kind",
    "actor": "actor",
    "tool": "tool",
    "year": "year",
    "lang": "language",
    "status": "status",
    "currency": "currency",
}
"""As the index counts them, and as a person calls them."""
_FIRST = 5
"""Values of a facet that are listed before anything is typed."""
_COLUMN = 10
_ALL = "all"
"""Of the row that leads to all values of a facet."""
_STANDS = "narrowed"
_NOTHING = ("There is nothing to narrow to.",)
_NARROW = "narrow to:"
_SAVED = "@"
_NAME = "A name is small letters, digits and hyphens."
Asked = TypeVar("Asked")


class Narrowing(Controller):
    def __init__(self, screen: "BrowserScreen") -> None:
        super().__init__(screen)
        self._choices: list[tuple[Row, str]] = []
        self._counting = 0

    def commands(self) -> Mapping[str, Command]:
        return {"facets": self._facets, "sort": self._sort, "save-search": self._save}

    def absent(self) -> Mapping[str, bool]:
        return {"save-search": not self._screen.search.query or self._confined}

    @property
    def _confined(self) -> bool:
        """In a kiosk a library is written to only where one may review in it."""
        return self._screen.backend.kiosk and self._screen.backend.reviews is None

    async def _asked(self, ask: Callable[[], Asked]) -> Asked | None:
        """The library's answer; where it has none, a sentence says why."""
        try:
            return await self._screen.background.call(ask)
        except Exception as error:
            words = reason(error)
            self._screen.say(words[:1].upper() + words[1:])
            return None

    # Narrowing

    async def _facets(self) -> None:
        """What narrows already first, to be taken away; then the values of each facet, as they are counted."""
        query, searcher = self._screen.search.query, self._screen.backend.searcher
        standing = await self._asked(lambda: searcher.conditions(query))
        if standing is None:
            return
        self._choices = []
        self._add(_STANDS, [choice._replace(note="take away") for choice in standing])
        self._counting += 1
        self._offer()
        self._screen.choosing.renew(("Counting ...",))
        self._screen.run_worker(self._count(query, self._counting))

    def _offer(self, text: str = "") -> None:
        self._screen.choosing.offer(_NARROW, self._offered, self._chosen, column=_COLUMN, text=text)

    async def _count(self, query: str, number: int) -> None:
        searcher = self._screen.backend.searcher
        for facet, name in _FACETS.items():
            counted = await self._asked(partial(searcher.values, query, facet))
            if counted is None or number != self._counting or not self._waits:
                return
            self._add(name, counted)
            self._screen.choosing.renew(_NOTHING)

    @property
    def _waits(self) -> bool:
        """Whether the chooser that the values are counted for is the one that is open."""
        choosing = self._screen.choosing
        return choosing.asks and choosing.prompt == _NARROW

    def _add(self, kind: str, choices: Sequence[Choice]) -> None:
        start = len(self._choices)
        for number, choice in enumerate(choices, start=start):
            self._choices.append((Row(str(number), choice.name, choice.note, kind), choice.query))

    def _offered(self, text: str) -> Sequence[Row]:
        """The first few of each facet; of what is typed every one that answers to it."""
        rows = [row for row, _ in self._choices]
        if text.strip():
            return matching(rows, text)
        offered: list[Row] = []
        for kind in dict.fromkeys(row.kind for row in rows):
            of_kind = [row for row in rows if row.kind == kind]
            most = len(of_kind) if kind == _STANDS or len(of_kind) == _FIRST + 1 else _FIRST
            offered += of_kind[:most]
            offered += [Row(_ALL, f"{len(of_kind) - most} more ...", kind=kind)] * (len(of_kind) > most)
        return offered

    async def _chosen(self, _text: str, row: Row) -> None:
        if row.ref == _ALL:
            self._offer(f"{row.kind} ")
        else:
            await self._screen.search.run(self._choices[int(row.ref)][1])

    # Sorting

    async def _sort(self) -> None:
        query, searcher = self._screen.search.query, self._screen.backend.searcher
        orders = await self._asked(lambda: searcher.orders(query))
        if orders is None:
            return
        self._choices = []
        self._add("", orders)
        self._screen.choosing.offer("sort by:", self._offered_all, self._chosen)

    def _offered_all(self, text: str) -> Sequence[Row]:
        return matching([row for row, _ in self._choices], text)

    # Saving

    async def _save(self) -> None:
        """Under a name that is typed, or one that stands already."""
        if self._confined:
            self._screen.say("Nothing can be saved in this library from here")
            return
        if not self._screen.search.query:
            self._screen.advise("Search for something first with {search}, then save it under a name")
            return
        found = await self._screen.search.suggest(_SAVED)
        names = [Row(row.text.removeprefix(_SAVED), row.text, row.detail) for row in found.rows]

        def offered(text: str) -> Sequence[Row]:
            return [row for row in names if row.ref.startswith(text.strip())]

        self._screen.choosing.ask("save as @", offered, self._saved, free=True)
        self._screen.choosing.renew((_NAME,))

    async def _saved(self, text: str, row: Row) -> None:
        query, searcher = self._screen.search.query, self._screen.backend.searcher
        name = text.strip() or row.ref
        if name and (told := await self._asked(lambda: searcher.save(name, query))) is not None:
            self._screen.say(told)
