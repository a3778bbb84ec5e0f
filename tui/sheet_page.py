"""A sheet -> page: the answer-worthy first, every actor, tool, sheet and source a link."""

from collections.abc import Iterable, Iterator

from factsheets import display
from factsheets.dates import format_date
from factsheets.display import flagged
from factsheets.library import Library
from factsheets.model import (
    Actor,
    DatedEvent,
    Fact,
    FactSheet,
    Figure,
    NotStated,
    Place,
    Source,
    Statement,
    Status,
    Tool,
    fact_type,
)
from factsheets.vocabulary import label
from tui.amount_column import Amounts
from tui.cells import cell_width
from tui.markdown import markdown_blocks, markdown_spans
from tui.page import Block, Column, Kind, Page, Span, Style
from tui.source_page import attachment
from tui.wording import word

_WIDEST_DATE = 24


class SheetPage:
    """A sheet to be read: figures first, then summary, timeline, actors, tools, statements, sources."""

    def __init__(self, library: Library, sheet: FactSheet, linking: Iterable[tuple[str, str]], lang: str) -> None:
        self._library = library
        self._sheet = sheet
        self._linking = list(linking)
        self._lang = lang
        self._amounts = Amounts(display.amount_words(figure, lang) for figure in sheet.figures)
        undecided = [fact.id for fact in sheet.facts() if sheet.checked(fact.id) is None]
        self._undecided = frozenset(undecided)
        self._mixed = 0 < len(undecided) < sum(1 for _ in sheet.facts())
        """Whether some facts of a draft are confirmed: then each that is not says so, else the sheet alone."""
        dated = (display.when(event, lang, short=True) for event in sheet.dates if event.date)
        self._date_width = min(max(map(cell_width, dated), default=0), _WIDEST_DATE)

    def _word(self, key: str) -> str:
        return label("labels", key, self._lang)

    def _name(self, entity: str) -> str:
        return self._library.entity_name(entity, self._sheet)

    def _ref(self, fact: Fact) -> str:
        return f"fact/{self._sheet.id}/{fact.id}"

    def _linked(self, entity: str, style: Style = Style.PLAIN) -> Span:
        kinds = {one.id: fact_type(one) for one in self._sheet.entities()}
        link = f"{kinds[entity]}/{self._library.gazetteer.resolve(entity)}" if entity in kinds else ""
        return Span(self._name(entity), style, link=link)

    def page(self, ref: str, focus: str = "") -> Page:
        sheet = self._sheet
        blocks = [*self._head()]
        sections: list[tuple[str, Iterable[Block]]] = [
            ("figures", map(self._figure, sheet.figures)),
            ("summary", markdown_blocks(sheet.summary)),
            ("timeline", map(self._event, self._events())),
            ("actors", map(self._actor, sheet.actors)),
            ("tools", map(self._tool, sheet.tools)),
            ("places", map(self._place, sheet.places)),
            ("statements", map(self._statement, sheet.statements)),
            ("not-stated", map(self._gap, sheet.not_stated)),
            ("links", self._links()),
            ("sources", self._sources()),
            ("note", self._notes()),
        ]
        for key, content in sections:
            written = list(content)
            if written:
                title = self._word(key)
                heading = Block(Kind.HEADING, (Span(title, Style.HEADING),), level=2, anchor=title)
                blocks += [Block(Kind.BLANK), heading, *written]
        focused = [number for number, block in enumerate(blocks) if focus and block.fact == f"fact/{sheet.id}/{focus}"]
        if focus and not focused:
            raise KeyError(ref)
        draft = sheet.status is Status.DRAFT
        title = flagged(sheet.title, self._word("draft") * draft)
        return Page(ref, title, tuple(blocks), focus=focused[0] if focused else -1, draft=draft)

    def _head(self) -> Iterator[Block]:
        sheet = self._sheet
        yield Block(Kind.HEADING, (Span(sheet.title, Style.TITLE),), level=1)
        if sheet.status is Status.DRAFT:
            yield Block(Kind.TEXT, (Span(self._draft_words(), Style.WARNING),))
        status = self._word("reviewed") if sheet.status is Status.REVIEWED else sheet.status.value
        spans = [Span(f"{sheet.id} · {status}", Style.DIM)]
        for theme in sheet.themes:
            spans += [Span(" · ", Style.DIM), Span(label("concepts", theme, self._lang), link=f"concept/{theme}")]
        yield Block(Kind.TEXT, tuple(spans))
        standings = dict.fromkeys(attachment(self._library.source(source), self._lang) for source in sheet.sources)
        for standing in filter(None, standings):
            yield Block(Kind.TEXT, (Span(standing, Style.WARNING),))

    def _draft_words(self) -> str:
        every = sum(1 for _ in self._sheet.facts())
        if not self._mixed:
            return self._word("draft")
        return word("draft-words", self._lang, undecided=len(self._undecided), count=every)

    def _standing(self, fact: Fact) -> tuple[str, ...]:
        """How far a fact can be relied on, and in a draft whether a person has confirmed it."""
        standing = display.standing(fact, self._lang, bulk=self._sheet.in_bulk(fact.id))
        unconfirmed = self._mixed and fact.id in self._undecided
        return (*standing, word("undecided", self._lang)) if unconfirmed else standing

    def _figure(self, figure: Figure) -> Block:
        words = display.amount_words(figure, self._lang)
        amount = (Span(words, Style.AMOUNT),)
        what: list[Span] = [Span(figure.label, link=f"evidence/{self._sheet.id}/{figure.id}")]
        what += self._parties(figure)
        facts = [
            display.when(figure, self._lang, short=True),
            label("figure_kinds", figure.kind, self._lang),
            display.word(figure.basis, self._lang) if figure.basis else "",
            *self._standing(figure),
        ]
        what.append(Span(" · " + " · ".join(part for part in facts if part), Style.DIM))
        what += [Span(f" · {figure.reason}", Style.WARNING)] if figure.reason else []
        what += self._note(figure)
        columns = (self._amounts.column(words), Column())
        return Block(Kind.ROW, cells=(amount, tuple(what)), columns=columns, fact=self._ref(figure))

    def _parties(self, figure: Figure) -> Iterator[Span]:
        """Who pays whom; a side that is not stated is a question mark."""
        if figure.payer or figure.payee:
            yield Span(" · ", Style.DIM)
            yield self._linked(figure.payer) if figure.payer else Span(display.UNKNOWN)
            yield Span(" -> ")
            yield self._linked(figure.payee) if figure.payee else Span(display.UNKNOWN)

    def _events(self) -> list[DatedEvent]:
        dated = [event for event in self._sheet.dates if event.date]
        ordered = sorted(dated, key=lambda event: event.date.sort_key() if event.date else ())
        return ordered + [event for event in self._sheet.dates if not event.date]

    def _event(self, event: DatedEvent) -> Block:
        """A date stands in a column; what is dated only by other events says so in its own line."""
        when = Span(display.when(event, self._lang, short=True) or self._word("undated"), Style.STRONG)
        what = [Span(event.what, link=f"evidence/{self._sheet.id}/{event.id}"), *self._marks(event), *self._note(event)]
        if event.date is None:
            return self._item(event, [when, Span(f"{display.word('colon', self._lang)} "), *what])
        columns = (Column(self._date_width), Column())
        return Block(Kind.ROW, cells=((when,), tuple(what)), columns=columns, fact=self._ref(event))

    def _marks(self, fact: Fact) -> Iterator[Span]:
        """Reasons for caution; that something is merely reported goes without saying."""
        standing = self._standing(fact)
        marks = [mark for mark in standing if mark != self._word("reported")]
        if marks:
            yield Span(" · " + " · ".join(marks), Style.DIM)

    def _note(self, fact: Figure | DatedEvent | Statement | Actor | Tool) -> Iterator[Span]:
        """That there is one: it is read where the fact is proven, so that facts stay side by side here."""
        if fact.note:
            yield Span(f" · {self._word('note').casefold()}", Style.DIM)

    def _actor(self, actor: Actor) -> Block:
        spans = [
            self._linked(actor.id, Style.STRONG),
            Span(f" · {label('actor_kinds', actor.kind, self._lang)}", Style.DIM),
        ]
        spans += [Span(f" — {actor.role}")] if actor.role else []
        if actor.part_of:
            part = f" · {display.word('part-of', self._lang)}{display.word('colon', self._lang)} "
            spans += [Span(part, Style.DIM), self._linked(actor.part_of)]
        return self._item(actor, [*spans, *self._marks(actor), *self._note(actor)])

    def _tool(self, tool: Tool) -> Block:
        spans = [self._linked(tool.id, Style.STRONG)]
        spans += [Span(f" · {label('tool_kinds', tool.kind, self._lang)}", Style.DIM)] if tool.kind else []
        if tool.maker:
            spans += [Span(f" · {self._word('maker')}: ", Style.DIM), self._linked(tool.maker)]
        for position, operator in enumerate(tool.operators):
            spans += [Span(", " if position else f" · {self._word('operators')}: ", Style.DIM), self._linked(operator)]
        spans += [Span(f" — {tool.purpose}")] if tool.purpose else []
        return self._item(tool, [*spans, *self._marks(tool), *self._note(tool)])

    def _place(self, place: Place) -> Block:
        kind = Span(f" · {label('place_kinds', place.kind, self._lang)}", Style.DIM)
        return self._item(place, [self._linked(place.id, Style.STRONG), kind, *self._marks(place)])

    def _statement(self, statement: Statement) -> Block:
        spans: list[Span] = []
        if statement.speaker:
            spans.append(self._linked(statement.speaker, Style.STRONG))
        if statement.via:
            spans += [Span(f" {display.word('via', self._lang)} ", Style.DIM), self._linked(statement.via)]
        spans += [Span(": ")] if spans else []
        text = markdown_spans(statement.text)
        link = f"evidence/{self._sheet.id}/{statement.id}"
        spans += [Span(span.text, span.style, span.link or link) for span in text]
        return self._item(statement, [*spans, *self._marks(statement), *self._note(statement)])

    def _item(self, fact: Fact, spans: list[Span]) -> Block:
        return Block(Kind.ITEM, tuple(spans), marker="-", fact=self._ref(fact))

    def _gap(self, gap: NotStated) -> Block:
        spans = [Span(label("attributes", gap.what, self._lang), Style.STRONG)]
        for position, subject in enumerate(gap.about):
            spans += [Span(", " if position else ": ", Style.DIM), self._subject(subject)]
        spans += [Span(f" — {gap.note}")] if gap.note else []
        return Block(Kind.ITEM, tuple(spans), marker="-")

    def _subject(self, subject: str) -> Span:
        fact = self._sheet.fact(subject)
        if isinstance(fact, Figure):
            return Span(fact.label, link=self._ref(fact))
        if isinstance(fact, DatedEvent):
            return Span(fact.what, link=self._ref(fact))
        return self._linked(subject)

    def _links(self) -> Iterator[Block]:
        for link in self._sheet.links:
            yield Block(Kind.ITEM, (Span(link.to, link=f"sheet/{link.to}"), Span(f" — {link.why}")), marker="-")
        mine = {link.to for link in self._sheet.links}
        for other, title in self._linking:
            if other not in mine:
                spans = (
                    Span(title or other, link=f"sheet/{other}"),
                    Span(f" ({word('links-here', self._lang)})", Style.DIM),
                )
                yield Block(Kind.ITEM, spans, marker="-")

    def _sources(self) -> Iterator[Block]:
        for source in self._sheet.sources:
            title = source.original.title if source.original and source.original.title else source.title
            spans = [Span(title or source.file, Style.STRONG, link=f"source/{self._sheet.id}/{source.id}")]
            parts = [source.agency, source.publisher, ", ".join(source.authors), self._published(source), source.lang]
            parts.append(display.labelled(display.word("syndicated", self._lang), source.syndicated_from, self._lang))
            spans.append(Span(" · " + " · ".join(part for part in parts if part), Style.DIM))
            standing = attachment(self._library.source(source), self._lang)
            spans += [Span(f" · {standing}", Style.WARNING)] if standing else []
            spans += [Span(f" — {source.note}")] if source.note else []
            yield Block(Kind.ITEM, tuple(spans), marker="-")

    def _published(self, source: Source) -> str:
        return format_date(source.published, self._lang) if source.published else self._word("undated")

    def _notes(self) -> Iterator[Block]:
        if self._sheet.note:
            yield from markdown_blocks(self._sheet.note)
        review = self._sheet.review
        if review and (review.by or review.notes):
            text = " · ".join(part for part in (review.by, review.at, review.notes) if part)
            yield Block(Kind.TEXT, (Span(f"{self._word('reviewed')}: {text}", Style.DIM),))
        for accept in review.bulk if review else ():
            text = f"{self._word('in-bulk')}: {display.bulk_words(accept, self._lang)}"
            yield Block(Kind.TEXT, (Span(text, Style.WARNING),))
