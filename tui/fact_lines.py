"""A fact in the lines of a page that proves it: what it says, what the sheet adds to that, or itself as an item."""

from collections.abc import Iterable, Iterator

from factsheets import display
from factsheets.library import Library
from factsheets.model import (
    Actor,
    CurrencyFrom,
    DatedEvent,
    Fact,
    FactSheet,
    Figure,
    Place,
    Rank,
    Status,
    Tool,
)
from factsheets.vocabulary import label
from tui.page import Block, Kind, Span, Style
from tui.wording import word


class FactLines:
    """The facts of `sheet`, and of other sheets that rest on the same document."""

    def __init__(self, library: Library, sheet: FactSheet, lang: str) -> None:
        self._library = library
        self._sheet = sheet
        self._lang = lang

    def item(self, sheet: FactSheet, fact: Fact, level: int = 0) -> Block:
        ref = f"fact/{sheet.id}/{fact.id}"
        spans = [Span(self._short(sheet, fact), link=ref)]
        spans += [Span(f" · {fact.label}", Style.DIM)] if isinstance(fact, Figure) else []
        spans += [Span(f" · {sheet.title}", Style.DIM)] if sheet is not self._sheet else []
        return Block(Kind.ITEM, tuple(spans), level=level, marker="-", fact=ref)

    def note(self, fact: Fact, level: int = 0) -> Iterator[Block]:
        if not isinstance(fact, Place) and fact.note:
            yield self._labelled(label("labels", "note", self._lang), fact.note, level)

    def head(self, fact: Fact, at: int = 0, count: int = 0, *, passage: bool = False) -> Iterator[Block]:
        """The fact, what its page has no room for, and which of its passages is read.

        The note stands below the `passage` that is read, where the eyes are, else here.
        """
        link = f"fact/{self._sheet.id}/{fact.id}"
        yield Block(Kind.TEXT, (Span(self._line(self._sheet, fact), Style.AMOUNT, link=link),), fact=link)
        if isinstance(fact, Figure):
            yield Block(Kind.TEXT, (Span(fact.label),), fact=link)
        for title, text in self._remarks(fact):
            if text:
                yield self._labelled(title, text)
        if not passage:
            yield from self.note(fact)
        yield self._labelled(label("labels", "printed", self._lang), ", ".join(_printed(fact)))
        if count > 1:
            yield Block(Kind.TEXT, (Span(word("passage-of", self._lang, number=at, count=count), Style.STRONG),))

    def _labelled(self, title: str, text: str, level: int = 0) -> Block:
        head = f"{title}{display.word('colon', self._lang)} " if title else ""
        return Block(Kind.TEXT, (Span(head, Style.LABEL), Span(text)), level=level)

    def _line(self, sheet: FactSheet, fact: Fact) -> str:
        draft, bulk = sheet.status is Status.DRAFT, sheet.in_bulk(fact.id)
        names = self._library.entity_name
        return display.fact_line(fact, lambda entity: names(entity, sheet), self._lang, draft=draft, bulk=bulk)

    def _short(self, sheet: FactSheet, fact: Fact) -> str:
        """A tool without its purpose, which its own page tells; any other fact whole."""
        if not isinstance(fact, Tool):
            return self._line(sheet, fact)
        kind = label("tool_kinds", fact.kind, self._lang) if fact.kind else ""
        return display.SEPARATOR.join(filter(None, (self._library.entity_name(fact.id, sheet), kind)))

    def _remarks(self, fact: Fact) -> Iterator[tuple[str, str]]:
        """What a sheet says of a fact beyond its line, each with its label."""
        if isinstance(fact, Figure):
            yield from self._of_figure(fact)
        if isinstance(fact, Actor | Tool | Place):
            name = self._library.entity_name(fact.id, self._sheet)
            others = (one for one in dict.fromkeys((fact.name, *fact.aliases)) if one != name)
            yield label("labels", "also-known-as", self._lang), ", ".join(others)
        if isinstance(fact, Figure | DatedEvent) and fact.date:
            yield label("labels", "when", self._lang), fact.relative
        if isinstance(fact, Actor):
            yield display.word("part-of", self._lang), self._names((fact.part_of,))
        elif not isinstance(fact, Tool | Place):
            actors = fact.actors if isinstance(fact, DatedEvent) else ()
            yield display.word("subject", self._lang), self._names((*actors, *fact.about))

    def _of_figure(self, figure: Figure) -> Iterator[tuple[str, str]]:
        yield "", display.word(figure.basis, self._lang) if figure.basis else ""
        if figure.currency_from in {CurrencyFrom.CONTEXT, CurrencyFrom.INHERITED}:
            yield "", display.word(figure.currency_from, self._lang)
        deprecated = figure.rank is Rank.DEPRECATED
        yield label("labels", "deprecated", self._lang) if deprecated else "", figure.reason

    def _names(self, entities: Iterable[str]) -> str:
        return ", ".join(self._library.entity_name(one, self._sheet) for one in dict.fromkeys(entities) if one)


def _printed(fact: Fact) -> Iterable[str]:
    """The fragments that prove it, and a figure's amount where it is put together of several."""
    fragments = dict.fromkeys(piece.exact for piece in fact.evidence)
    whole = fact.printed if isinstance(fact, Figure) else ""
    return [*fragments, *([whole] if not any(whole in one for one in fragments) else [])]
