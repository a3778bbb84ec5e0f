"""A source -> page: its text by paragraphs, with what a fact rests on marked in it, and which facts rest on each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from factsheets import display
from factsheets.display import flagged
from factsheets.evidence import Span as TextSpan
from factsheets.library import Library
from factsheets.model import Evidence, Fact, FactSheet, Source, Status
from factsheets.proof import ReadSource, prove
from factsheets.vocabulary import label
from tui.fact_lines import FactLines
from tui.gathered import nobody
from tui.page import CITING, Block, Kind, Page, Span, Spans, Style
from tui.wording import counted, word

_HASH = 12
_NESTED = 2


def attachment(read: ReadSource, lang: str) -> str:
    """What a reader must know of a source's text, empty when it is the document itself, unchanged."""
    if read.text is None:
        return label("labels", "source-missing", lang)
    if read.verified == "no":
        return label("labels", "source-changed", lang)
    return label("labels", "restated", lang) if read.restated and read.attached is None else ""


def hash_words(source: Source, read: ReadSource, lang: str) -> str:
    """Whether the text is the one that was hashed, with the beginning of the hash."""
    state = "hash-missing" if read.text is None else "hash-changed" if read.verified == "no" else "hash-stands"
    return word(state, lang, hash=source.text_hash()[:_HASH])


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that a fact's evidence points into; 0 for one that names none."""

    source: str
    paragraph: int


class SourcePage:
    """A source's text, paragraph by paragraph. `sharing` finds other sheets that rest on the same document."""

    def __init__(
        self,
        library: Library,
        sheet: FactSheet,
        lang: str,
        sharing: Callable[[FactSheet, Source], Iterable[FactSheet]] = nobody,
    ) -> None:
        self._library = library
        self._sheet = sheet
        self._lang = lang
        self._facts = FactLines(library, sheet, lang)
        self._sheets_of = cache(lambda source_id: [sheet, *self._others(sharing, source_id)])

    def _others(self, sharing: Callable[[FactSheet, Source], Iterable[FactSheet]], source_id: str) -> list[FactSheet]:
        source = self._sheet.source(source_id)
        return list(sharing(self._sheet, source)) if source else []

    def source(self, ref: str, item: str) -> Page:
        """`item` is a source's id, and after a slash the number of the paragraph to be read."""
        source_id, _, number = item.partition("/")
        source = self._sheet.source(source_id)
        if source is None:
            raise KeyError(ref)
        return self._page(ref, source, None, int(number) if number.isascii() and number.isdigit() else 0)

    def evidence(self, ref: str, item: str) -> Page:
        """`item` is a fact's id, and after a slash which of the passages that prove it, from 1."""
        fact_id, _, number = item.partition("/")
        fact = self._sheet.fact(fact_id)
        passages = self._passages_of(fact) if fact else []
        at = int(number or 1) if (number or "1").isascii() and (number or "1").isdigit() else 0
        source = self._sheet.source(passages[at - 1].source) if 1 <= at <= len(passages) else None
        if fact is None or source is None:
            raise KeyError(ref)
        return self._page(ref, source, fact, at)

    def citing(self, ref: str, item: str) -> Page:
        """The facts that rest on one paragraph; `item` is the source and the paragraph's number."""
        source_id, _, number = item.partition("/")
        source = self._sheet.source(source_id)
        read = self._library.source(source) if source else None
        if source is None or read is None or not (number.isascii() and number.isdigit()):
            raise KeyError(ref)
        cited = self._citations(source, read).get(int(number), [])
        title = word("citing", self._lang)
        blocks = [Block(Kind.HEADING, (Span(title, Style.TITLE),), level=1), *self._source_head(source, read)]
        text = read.attached or read.text
        span = text.paragraph(int(number)) if text else None
        if text and span:
            passage = (Span(text.text[span.start : span.end]),)
            blocks += [Block(Kind.BLANK), Block(Kind.ITEM, passage, marker=f"{number:>3}")]
        blocks += [Block(Kind.BLANK), *(self._facts.item(sheet, fact) for sheet, fact in cited)]
        return Page(ref, title, tuple(blocks))

    def passages(self, ref: str, fact_id: str) -> Page:
        """A fact with the paragraphs that prove it, of every source it rests on, and nothing else of them."""
        fact = self._sheet.fact(fact_id)
        if fact is None:
            raise KeyError(ref)
        blocks = [*self._facts.head(fact)]
        for source in self._sheet.sources:
            if any(piece.source == source.id for piece in fact.evidence):
                read = self._library.source(source)
                proving = [number for number in self._paragraphs_of(fact, source, read) if number]
                marks = self._marks(fact, source, read)
                texts = {number: self._spans(read, number, marks) for number in proving}
                shown = [number for number in proving if _is_marked(texts[number])]
                blocks += [Block(Kind.BLANK), *self._source_head(source, read)]
                blocks += [Block(Kind.ITEM, texts[number], marker=f"{number:>3}") for number in shown]
                blocks += [] if shown and len(shown) == len(proving) else [self._unproven()]
                blocks += self._beside(source, read, shown, fact)
        return Page(ref, self._sheet.title, tuple(blocks))

    def _beside(self, source: Source, read: ReadSource, paragraphs: list[int], fact: Fact) -> Iterator[Block]:
        """The other facts from the same passages, once each."""
        every = self._citations(source, read)
        found = {(sheet.id, one.id): (sheet, one) for number in paragraphs for sheet, one in every.get(number, [])}
        found.pop((self._sheet.id, fact.id), None)
        if found:
            ref = f"{CITING}{self._sheet.id}/{source.id}/{paragraphs[0]}" if len(paragraphs) == 1 else ""
            heading = Span(word("same-passage", self._lang), Style.LABEL, link=ref)
            colon = Span(display.word("colon", self._lang), Style.LABEL)
            yield Block(Kind.TEXT, (heading, colon), level=_NESTED)
            yield from (self._facts.item(sheet, one, _NESTED) for sheet, one in found.values())

    def _page(self, ref: str, source: Source, fact: Fact | None, at: int) -> Page:
        """`at` is which of the fact's passages is read, without a fact which paragraph."""
        read = self._library.source(source)
        passages = self._passages_of(fact) if fact else []
        here = passages[at - 1].paragraph if fact else at
        marks = self._marks(fact, source, read) if fact else []
        text = read.attached or read.text
        passage = text.paragraph(here) if text else None
        proven = not fact or any(passage is None or passage.start <= mark.start < passage.end for mark in marks)
        blocks = [*self._facts.head(fact, at, len(passages), passage=passage is not None)] if fact else []
        blocks += [*self._source_head(source, read, page=fact is None), *([] if proven else [self._unproven()])]
        blocks.append(Block(Kind.BLANK))
        focus = -1
        cited = self._citations(source, read)
        for number in range(1, len(text.paragraphs) + 1 if text else 1):
            spans = self._spans(read, number, marks)
            if number == here and (fact is None or _is_marked(spans)):
                focus = len(blocks)
            blocks.append(self._paragraph(source, number, spans, cited.get(number, ()), fact, listed=number == here))
            if number == here and fact:
                blocks.append(Block(Kind.TEXT, (self._state(source, read),), level=_NESTED))
                blocks += self._facts.note(fact, _NESTED)
                blocks += self._beside(source, read, [number], fact)
        blocks += self._cited_by(cited) if fact is None else ()
        if focus < 0 and proven:
            focus = next((number for number, block in enumerate(blocks) if _is_marked(block.spans)), -1)
        draft = self._sheet.status is Status.DRAFT
        flags = attachment(read, self._lang), label("labels", "draft", self._lang) * draft
        title = flagged(source.title or source.file, *flags)
        refs = self._passage_refs(fact, len(passages)) if fact else ()
        return Page(ref, title, tuple(blocks), focus, refs, draft=draft)

    def _passage_refs(self, fact: Fact, count: int) -> tuple[str, ...]:
        first = f"evidence/{self._sheet.id}/{fact.id}"
        return (first, *(f"{first}/{number}" for number in range(2, count + 1)))

    def _paragraph(
        self,
        source: Source,
        number: int,
        spans: Spans,
        cited: "Iterable[tuple[FactSheet, Fact]]",
        fact: Fact | None,
        *,
        listed: bool,
    ) -> Block:
        """A passage that facts rest on says how many, as a link; the one whose facts are listed below it does not."""
        citing = list(cited)
        own = fact if any(one is fact for _, one in citing) else None
        refs = [f"fact/{sheet.id}/{one.id}" for sheet, one in citing if own in (None, one)]
        if citing and not (fact and listed):
            link = f"{CITING}{self._sheet.id}/{source.id}/{number}"
            spans = (*spans, Span(" · ", Style.DIM), Span(counted("facts", len(citing), self._lang), link=link))
        return Block(Kind.ITEM, spans, marker=f"{number:>3}", fact=refs[0] if refs else "")

    def _cited_by(self, cited: "dict[int, list[tuple[FactSheet, Fact]]]") -> Iterator[Block]:
        """Every fact that rests on the source, in the order of its text."""
        facts = {(sheet.id, fact.id): (sheet, fact) for number in sorted(cited) for sheet, fact in cited[number]}
        if facts:
            title = word("citing-source", self._lang)
            yield Block(Kind.BLANK)
            yield Block(Kind.HEADING, (Span(title, Style.HEADING),), level=2, anchor=title)
            yield from (self._facts.item(sheet, fact) for sheet, fact in facts.values())

    def _spans(self, read: ReadSource, number: int, marks: list[TextSpan]) -> Spans:
        text = read.attached or read.text
        span = text.paragraph(number) if text else None
        if text is None or span is None:
            return ()
        return _marked(text.text, span, [mark for mark in marks if span.start <= mark.start < span.end])

    # What rests on what

    def _passages_of(self, fact: Fact) -> list[Passage]:
        """The passages that a fact rests on, each once, in the order of its evidence."""
        found: dict[Passage, None] = {}
        for piece in fact.evidence:
            source = self._sheet.source(piece.source)
            if source:
                read = None if piece.paragraph else self._library.source(source)
                found.setdefault(Passage(piece.source, piece.paragraph or (_paragraph_of(piece, read) if read else 0)))
        return list(found)

    def _paragraphs_of(self, fact: Fact, source: Source, read: ReadSource) -> list[int]:
        numbers = (
            piece.paragraph or _paragraph_of(piece, read) for piece in fact.evidence if piece.source == source.id
        )
        return sorted(set(numbers))

    def _citations(self, source: Source, read: ReadSource) -> "dict[int, list[tuple[FactSheet, Fact]]]":
        """The facts that rest on each paragraph, those of other sheets too where they rest on the very same text."""
        found: dict[int, list[tuple[FactSheet, Fact]]] = {}
        for sheet in self._sheets_of(source.id):
            same = [one for one in sheet.sources if one.text_hash() == source.text_hash()]
            for one in same if sheet is not self._sheet else [source]:
                for fact in sheet.facts():
                    if any(piece.source == one.id for piece in fact.evidence):
                        for number in self._paragraphs_of(fact, one, read):
                            found.setdefault(number, []).append((sheet, fact))
        return found

    def _marks(self, fact: Fact, source: Source, read: ReadSource) -> list[TextSpan]:
        proven = [prove(piece, read) for piece in fact.evidence if piece.source == source.id]
        shown = read.attached or read.text
        return [one.span for one in proven if one.verified != "no" and one.span and one.text is shown]

    # Heads

    def _source_head(self, source: Source, read: ReadSource, *, page: bool = False) -> Iterator[Block]:
        """Its title, what is attached and whether it stands, and the sheet it belongs to."""
        title = source.original.title if source.original and source.original.title else source.title
        style = Style.TITLE if page else Style.HEADING
        yield Block(Kind.HEADING, (Span(title or source.file, style),), level=1 if page else 2)
        yield Block(Kind.TEXT, (self._state(source, read),))
        places = [source.text_file(), *([source.url, source.link] if page else [])]
        yield from (Block(Kind.TEXT, (Span(place, Style.DIM),)) for place in places if place)
        for sheet in self._sheets_of(source.id):
            start = Span(f"{word('in-sheets', self._lang)}{display.word('colon', self._lang)} ", Style.LABEL)
            yield Block(Kind.TEXT, (start, Span(sheet.title, link=f"sheet/{sheet.id}")))

    def _state(self, source: Source, read: ReadSource) -> Span:
        """What is attached, and whether the text stands as it was hashed."""
        warning = attachment(read, self._lang)
        kind = "original-attached" if read.attached else "as-read" if source.text else "as-came"
        words = [warning or word(kind, self._lang, file=source.file), hash_words(source, read, self._lang)]
        return Span(display.SEPARATOR.join(words), Style.WARNING if warning else Style.DIM)

    def _unproven(self) -> Block:
        return Block(Kind.TEXT, (Span(label("labels", "unproven", self._lang), Style.WARNING),))


def _paragraph_of(piece: Evidence, read: ReadSource) -> int:
    return read.text.paragraph_at(piece.start) if read.text and piece.start is not None else 0


def _is_marked(spans: Spans) -> bool:
    return any(span.style is Style.MARK for span in spans)


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
