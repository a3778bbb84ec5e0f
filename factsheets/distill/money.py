"""Sums of money: the amount, its currency and how that is known, what it is per, whether it is planned."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from factsheets.amounts import Modifier
from factsheets.distill import amount_cues
from factsheets.distill.amount_headings import natures
from factsheets.distill.amount_heirs import STOPS, Heirs
from factsheets.distill.amount_span import Span, What
from factsheets.distill.amount_spans import place, read
from factsheets.distill.amount_tables import TableSum, captions, table_sums
from factsheets.distill.currency_context import CurrencyContext
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.number_lexicon import lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.model import CurrencyFrom

_MILLION = Decimal(1_000_000)
_CONFIDENCE = {CurrencyFrom.EXPLICIT: 0.97, CurrencyFrom.CONTEXT: 0.93, CurrencyFrom.INHERITED: 0.5}
_UNKNOWN_CURRENCY = 0.8
_VAGUE = 0.9
_TABLE = 0.85
_BETWEEN = 4
_LOOK, _SENTENCE = 7, 20

Reading = list[tuple[Paragraph, Tokens, list[Span]]]


def money(document: Document) -> Iterator[Finding]:
    """Every sum of money of the article; bare millions and the figures of tables inherit a currency."""
    readings = read(document)
    context = CurrencyContext.of(document, [span for _, _, spans in readings for span in spans])
    tabled = list(table_sums(document, context))
    yield from _of_tables(document, tabled, context)
    ends, captioned = {one.end: one.start for one in tabled}, captions(document)
    bounds = sorted(ends)
    heirs = Heirs(lexicon(document.lang))
    _foresee(readings, context, heirs)
    headed = natures(document)
    for position, (paragraph, tokens, spans) in enumerate(readings):
        heirs.enter(position)
        for number, span in enumerate(spans):
            start, end = place(paragraph, tokens, span)
            after = bisect_right(bounds, start)
            if after < len(bounds) and ends[bounds[after]] < end:
                continue
            if span.what is What.MONEY and not context.is_other(span):
                code, known_by = _converted(tokens, spans, number, context) or context.resolve(span)
                if position in captioned and span.magnitude is not None:
                    continue
                heirs.money(position, span, code, printed=True)
                found = _finding(document, paragraph, tokens, span, code, known_by)
                yield replace(found, nature=found.nature or headed.get(position, ""))
                continue
            heir = _step(context, span) or heirs.heir(tokens, span, position)
            heir = heir or _first_end(heirs, context, tokens, spans[number : number + 3])
            heir = heir or _ahead(heirs, context, tokens, spans[number : number + _LOOK])
            if heir:
                heirs.money(position, span, heir[1], printed=False)
                found = _finding(document, paragraph, tokens, *heir, CurrencyFrom.INHERITED)
                yield replace(found, nature=found.nature or headed.get(position, ""))
            else:
                heirs.pass_by(span)


def _converted(
    tokens: Tokens, spans: list[Span], number: int, context: CurrencyContext
) -> tuple[str, CurrencyFrom] | None:
    """A bare sum in brackets behind one of its family is that sum in the usual currency: "A$500,000 ($330,000)"."""
    span, last = spans[number], spans[number - 1] if number else None
    if last is None or last.currency is None or not last.currency.code or span.currency is None:
        return None
    between = tokens.words[last.end : span.start]
    usual = context.usual(span.currency.family, last.currency.code)
    return (usual, CurrencyFrom.CONTEXT) if usual and between[:1] == ["("] and len(between) <= _BETWEEN else None


def _step(context: CurrencyContext, span: Span) -> tuple[Span, str] | None:
    """The 150,000 of "from 150,000 to 90,000 euros"."""
    if span.steps_to is None or context.is_other(replace(span, currency=span.steps_to)):
        return None
    return span, context.resolve(replace(span, currency=span.steps_to))[0]


def _first_end(heirs: Heirs, context: CurrencyContext, tokens: Tokens, spans: list[Span]) -> tuple[Span, str] | None:
    """The 1.1 million of "from 1.1 million in 2021 to 2.35 million euros", whose currency only the second has."""
    money = next((one for one in spans[1:] if one.what is What.MONEY), None)
    between = tokens.words[spans[0].end : money.start] if money else []
    if money is None or not 0 < len(between) <= _BETWEEN or not heirs.is_bare(tokens, spans[0]):
        return None
    steps = between[-1] in heirs.known.separators and between[-1].isalpha() and not STOPS.intersection(between)
    return (spans[0], context.resolve(money)[0]) if steps and not context.is_other(money) else None


def _ahead(heirs: Heirs, context: CurrencyContext, tokens: Tokens, spans: list[Span]) -> tuple[Span, str] | None:
    """The first sum of a text, whose currency only the next has: "35.2 million, four times the 8.8 million euros"."""
    span = spans[0]
    money = next((one for one in spans[1:] if one.what is What.MONEY), None)
    if heirs.code or money is None or span.numeral.factor < _MILLION or not heirs.is_bare(tokens, span):
        return None
    between = range(span.end, money.start)
    in_sentence = all(tokens.words[at] not in STOPS or tokens.glued(at + 1) for at in between)
    fits = in_sentence and len(between) <= _SENTENCE and money.numeral.factor >= _MILLION
    return (span, context.resolve(money)[0]) if fits and not context.is_other(money) else None


def _foresee(readings: Reading, context: CurrencyContext, heirs: Heirs) -> None:
    """A title may print the number whose currency only the text below gives."""
    for _, _, spans in readings:
        for span in spans:
            if span.what is What.MONEY and span.value is not None and span.value >= _MILLION and span.currency:
                heirs.sums.setdefault(span.value, context.resolve(span)[0])


def _of_tables(document: Document, tabled: list[TableSum], context: CurrencyContext) -> Iterator[Finding]:
    for one in tabled:
        code = one.name.code or context.code_of(one.name.family)
        yield Finding(
            kind=Kind.MONEY,
            start=one.start,
            end=one.end,
            printed=document.text[one.start : one.end],
            rule="money.table",
            confidence=_TABLE,
            value=one.value,
            currency=code,
            currency_from=CurrencyFrom.INHERITED.value,
            modifier=Modifier.AS_PRINTED,
            nature=one.nature,
        )


def _finding(
    document: Document, paragraph: Paragraph, tokens: Tokens, span: Span, code: str, known_by: CurrencyFrom
) -> Finding:
    known = lexicon(document.lang)
    start, end = place(paragraph, tokens, span)
    rule = "vague" if span.magnitude is not None else "range" if span.min is not None else known_by.value
    confidence = _CONFIDENCE[known_by] if code else _UNKNOWN_CURRENCY
    return Finding(
        kind=Kind.MONEY,
        start=start,
        end=end,
        printed=document.text[start:end],
        rule=f"money.{rule}",
        confidence=min(confidence, _VAGUE) if span.magnitude is not None else confidence,
        value=span.value,
        min=span.min,
        max=span.max,
        magnitude=span.magnitude,
        currency=code,
        currency_from=known_by.value if code else "",
        unit="" if code or span.currency is None else span.currency.family,
        per=amount_cues.per(tokens, span, known),
        modifier=amount_cues.modifier(tokens, span, known),
        nature=amount_cues.nature(tokens, span, known),
    )
