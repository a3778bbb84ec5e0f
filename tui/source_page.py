"""A source -> page: its text by paragraphs, with what a fact rests on marked in it."""

from collections.abc import Iterator

from factsheets import display
from factsheets.evidence import Span as TextSpan
from factsheets.library import Library
from factsheets.model import Fact, FactSheet, Source
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

    def _page(self, ref: str, source: Source, fact: Fact | None) -> Page:
        read = self._library.source(source)
        blocks = [*self._head(source, read, fact)]
        text = read.attached or read.text
        if text is None:
            return Page(ref, source.title or source.file, tuple(blocks))
        marks = [] if fact is None else self._marks(fact, source, read)
        focus = -1
        for number, span in enumerate(text.paragraphs, start=1):
            inside = [mark for mark in marks if span.start <= mark.start < span.end]
            if inside and (focus < 0 or (fact is not None and fact.evidence[0].paragraph == number)):
                focus = len(blocks)
            spans = _marked(text.text, span, inside)
            blocks.append(Block(Kind.ITEM, spans, marker=f"{number:>3}", fact=self._cited(source, number, fact)))
        return Page(ref, source.title or source.file, tuple(blocks), focus=focus)

    def _head(self, source: Source, read: ReadSource, fact: Fact | None) -> Iterator[Block]:
        if fact is not None:
            names = self._library.entity_name
            line = display.fact_line(fact, lambda entity: names(entity, self._sheet), self._lang)
            link = f"fact/{self._sheet.id}/{fact.id}"
            yield Block(Kind.TEXT, (Span(line, Style.AMOUNT, link=link),), fact=link)
            fragments = ", ".join(dict.fromkeys(piece.exact for piece in fact.evidence))
            yield Block(Kind.TEXT, (Span(f"{label('labels', 'printed', self._lang)}: ", Style.LABEL), Span(fragments)))
        title = source.original.title if source.original and source.original.title else source.title
        yield Block(Kind.HEADING, (Span(title or source.file, Style.HEADING),), level=2)
        standing = attachment(read, self._lang) or label("labels", "original", self._lang)
        style = Style.WARNING if attachment(read, self._lang) else Style.DIM
        sheet = Span(self._sheet.title, link=f"sheet/{self._sheet.id}")
        yield Block(Kind.TEXT, (Span(f"{standing} · {source.text_file()} · ", style), sheet))
        yield Block(Kind.BLANK)

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
