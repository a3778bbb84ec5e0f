"""A source -> page: its text by paragraphs, with what a fact rests on marked in it."""

from collections.abc import Iterator

from factsheets import display
from factsheets.display import flagged
from factsheets.evidence import Span as TextSpan
from factsheets.library import Library
from factsheets.model import Fact, FactSheet, Figure, Source, Status
from factsheets.proof import ReadSource, prove
from factsheets.vocabulary import label
from tui.page import Block, Kind, Page, Span, Spans, Style


def attachment(read: ReadSource, lang: str) -> str:
    """What a reader must know of a source's text, empty when it is the document itself, unchanged."""
    if read.text is None:
        return label("labels", "source-missing", lang)
    if read.verified == "no":
        return label("labels", "source-changed", lang)
    return label("labels", "restated", lang) if read.restated and read.attached is None else ""


class SourcePage:
    """A source's text, paragraph by paragraph, with what a fact rests on marked in it."""

    def __init__(self, library: Library, sheet: FactSheet, lang: str) -> None:
        self._library = library
        self._sheet = sheet
        self._lang = lang

    def source(self, ref: str, source_id: str) -> Page:
        source = self._sheet.source(source_id)
        if source is None:
            raise KeyError(ref)
        return self._page(ref, source, None)

    def evidence(self, ref: str, fact_id: str) -> Page:
        fact = self._sheet.fact(fact_id)
        source = self._sheet.source(fact.evidence[0].source) if fact and fact.evidence else None
        if fact is None or source is None:
            raise KeyError(ref)
        return self._page(ref, source, fact)

    def passages(self, ref: str, fact_id: str) -> Page:
        """A fact with the paragraphs that prove it, of every source it rests on, and nothing else of them."""
        fact = self._sheet.fact(fact_id)
        if fact is None:
            raise KeyError(ref)
        blocks = [*self._fact_head(fact)]
        for source in self._sheet.sources:
            if any(piece.source == source.id for piece in fact.evidence):
                read = self._library.source(source)
                proving = [block for block in self._paragraphs(source, read, fact) if _is_marked(block)]
                unproven = Block(Kind.TEXT, (Span(label("labels", "unproven", self._lang), Style.WARNING),))
                blocks += [Block(Kind.BLANK), *self._source_head(source, read), *(proving or [unproven])]
        return Page(ref, self._sheet.title, tuple(blocks))

    def _page(self, ref: str, source: Source, fact: Fact | None) -> Page:
        read = self._library.source(source)
        blocks = [*self._fact_head(fact)] if fact else []
        blocks += [*self._source_head(source, read), Block(Kind.BLANK)]
        paragraphs = [*self._paragraphs(source, read, fact)]
        marked = [number for number, block in enumerate(paragraphs, start=1) if _is_marked(block)]
        cited = fact.evidence[0].paragraph if fact and fact.evidence else None
        focus = -1 if not marked else cited if cited in marked else marked[0]
        top = len(blocks)
        draft = label("labels", "draft", self._lang) if self._sheet.status is Status.DRAFT else ""
        title = flagged(source.title or source.file, attachment(read, self._lang), draft)
        return Page(ref, title, (*blocks, *paragraphs), focus=top + focus - 1 if focus > 0 else -1)

    def _paragraphs(self, source: Source, read: ReadSource, fact: Fact | None) -> Iterator[Block]:
        text = read.attached or read.text
        marks = [] if fact is None else self._marks(fact, source, read)
        for number, span in enumerate(text.paragraphs if text else (), start=1):
            inside = [mark for mark in marks if span.start <= mark.start < span.end]
            spans = _marked(text.text, span, inside) if text else ()
            yield Block(Kind.ITEM, spans, marker=f"{number:>3}", fact=self._cited(source, number, fact))

    def _fact_head(self, fact: Fact) -> Iterator[Block]:
        names = self._library.entity_name
        draft, bulk = self._sheet.status is Status.DRAFT, self._sheet.in_bulk(fact.id)
        line = display.fact_line(fact, lambda entity: names(entity, self._sheet), self._lang, draft=draft, bulk=bulk)
        link = f"fact/{self._sheet.id}/{fact.id}"
        yield Block(Kind.TEXT, (Span(line, Style.AMOUNT, link=link),), fact=link)
        if isinstance(fact, Figure):
            yield Block(Kind.TEXT, (Span(fact.label),), fact=link)
        fragments = ", ".join(dict.fromkeys(piece.exact for piece in fact.evidence))
        yield Block(Kind.TEXT, (Span(f"{label('labels', 'printed', self._lang)}: ", Style.LABEL), Span(fragments)))

    def _source_head(self, source: Source, read: ReadSource) -> Iterator[Block]:
        title = source.original.title if source.original and source.original.title else source.title
        yield Block(Kind.HEADING, (Span(title or source.file, Style.HEADING),), level=2)
        standing = attachment(read, self._lang) or label("labels", "original", self._lang)
        style = Style.WARNING if attachment(read, self._lang) else Style.DIM
        sheet = Span(self._sheet.title, link=f"sheet/{self._sheet.id}")
        yield Block(Kind.TEXT, (Span(f"{standing} · {source.text_file()} · ", style), sheet))

    def _marks(self, fact: Fact, source: Source, read: ReadSource) -> list[TextSpan]:
        proven = [prove(piece, read) for piece in fact.evidence if piece.source == source.id]
        shown = read.attached or read.text
        return [one.span for one in proven if one.verified != "no" and one.span and one.text is shown]

    def _cited(self, source: Source, paragraph: int, fact: Fact | None) -> str:
        """The fact to act on in a paragraph: the one shown, else the first that cites it."""
        citing = [
            one
            for one in ([fact] if fact else self._sheet.facts())
            if any(piece.source == source.id and piece.paragraph == paragraph for piece in one.evidence)
        ]
        return f"fact/{self._sheet.id}/{citing[0].id}" if citing else ""


def _is_marked(block: Block) -> bool:
    return any(span.style is Style.MARK for span in block.spans)


def _marked(text: str, paragraph: TextSpan, marks: list[TextSpan]) -> Spans:
    """A paragraph's text with the fragments marked, overlapping ones as one."""
    spans: list[Span] = []
    position = paragraph.start
    for mark in sorted(marks, key=lambda mark: mark.start):
        start, end = max(mark.start, position), min(mark.end, paragraph.end)
        if start >= end:
            continue
        spans += [Span(text[position:start])] if start > position else []
        spans.append(Span(text[start:end], Style.MARK))
        position = end
    if position < paragraph.end:
        spans.append(Span(text[position : paragraph.end]))
    return tuple(spans)
