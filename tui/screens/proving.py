"""From a fact to the passages that prove it, and from a passage to the facts that rest on it."""

from collections.abc import Mapping
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from tui.keys import Place
from tui.page import CITING, SEARCH, Block, Page
from tui.ports import Row
from tui.screens.choices import NAMED, named_in
from tui.screens.controller import Command, Controller
from tui.screens.travel import evidence_of
from tui.state import LIST

if TYPE_CHECKING:
    from tui.state import Visit


class Proving(Controller):
    def commands(self) -> Mapping[str, Command]:
        return {"evidence": self._evidence, "backlinks": self._backlinks, "follow": self._follow}

    def absent(self) -> Mapping[str, bool]:
        link = self._screen.document.link_ref
        return {"evidence": not self._screen.travel.fact, "follow": not (link or self._cited)}

    def presents(self, ref: str) -> bool:
        """A search, as a link of a page that shows the first of many."""
        return ref.startswith(SEARCH)

    async def present(self, visit: "Visit") -> bool:
        visit.ref, visit.query = LIST, visit.ref.removeprefix(SEARCH)
        await self._screen.search.restore(visit.query, 0)
        self._screen.enter(Place.LIST)
        return True

    @property
    def _cited(self) -> str:
        """The reference of the facts that cite the marked passage, empty for none; it may stand below, set in."""
        marked, page = self._screen.document.marked, self._screen.document.page
        if marked < 0 or not self._on_source:
            return ""
        below = takewhile(lambda block: block.level, islice(page.blocks, marked + 1, None))
        return next(filter(None, map(citing, (page.blocks[marked], *below))), "")

    @property
    def _on_source(self) -> bool:
        return self._screen.document.page.ref.startswith(("source/", "evidence/"))

    async def _follow(self) -> None:
        ref = self._screen.document.link_ref or self._cited
        if ref.startswith(CITING):
            await self._facts_of(ref)
        elif ref:
            await self._screen.travel.open(ref)
        else:
            self._screen.advise("{next-link} marks a link, {follow} follows it")

    async def _facts_of(self, ref: str) -> None:
        page = await self._screen.travel.load(ref)
        rows = facts_on(page) if page else []
        if len(rows) == 1:
            await self._screen.travel.open(rows[0].ref)
        elif rows:
            self._screen.choosing.among("facts from this passage:", rows)

    async def _evidence(self) -> None:
        """Of a fact whose passage is open already, the next of its passages, without a step of the history."""
        screen = self._screen
        fact, page = screen.travel.fact, screen.document.page
        if not fact:
            screen.say("No fact is marked here")
        elif screen.place is Place.PAGE and _proves(page, fact):
            await self._next_passage(page)
        else:
            await screen.travel.open(evidence_of(fact))
            self._count()

    async def _next_passage(self, page: Page) -> None:
        passages = page.passages
        if len(passages) < 2:
            self._screen.say("No other passage proves it")
            return
        ref = passages[(passages.index(page.ref) + 1) % len(passages)]
        after = await self._screen.travel.load(ref)
        if after is not None:
            self._screen.document.show(after)
            self._screen.history.here.ref = ref
            self._count()

    def _count(self) -> None:
        page = self._screen.document.page
        if len(page.passages) > 1 and page.ref in page.passages and not self._screen.message:
            number, every = page.passages.index(page.ref) + 1, len(page.passages)
            self._screen.advise(f"Passage {number} of {every}; {{evidence}} shows the next")

    async def _backlinks(self) -> None:
        page = self._screen.document
        if page.link_ref.startswith(NAMED):
            await self._screen.travel.open(page.link_ref)
        elif self._cited:
            await self._facts_of(self._cited)
        elif self._on_source:
            self._screen.say("No other fact rests on this passage" if page.fact else "No fact rests on this passage")
        elif page.page.ref.startswith(NAMED):
            self._screen.say("This page gathers what mentions it")
        elif named := named_in(page.page):
            self._screen.choosing.among("mentions of:", named)
        else:
            self._screen.say("This page links to no actor, tool or place")


def citing(block: Block) -> str:
    """Where a passage says which facts cite it, empty for one that none does."""
    return next((span.link for span in block.spans if span.link.startswith(CITING)), "")


def facts_on(page: Page) -> list[Row]:
    """Each fact that a page shows, once."""
    facts: dict[str, Row] = {}
    for block in page.blocks:
        if block.fact:
            text = "".join(span.text for span in block.spans)
            facts.setdefault(block.fact, Row(block.fact, text, block.marker))
    return list(facts.values())


def _proves(page: Page, fact: str) -> bool:
    """Whether the page shows a passage of that fact."""
    return page.ref in page.passages and page.passages[0] == evidence_of(fact)
