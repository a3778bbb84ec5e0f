"""Sums of money: the amount, its currency and how that is known, what it is per, whether it is planned."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from factsheets.amounts import Modifier
from factsheets.distill import amount_cues
from factsheets.distill.amount_heirs import Heirs
from factsheets.distill.amount_spans import Span, What, place, read
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
    for position, (paragraph, tokens, spans) in enumerate(readings):
        heirs.enter(position)
        for span in spans:
            start, end = place(paragraph, tokens, span)
            after = bisect_right(bounds, start)
            if after < len(bounds) and ends[bounds[after]] < end:
                continue
            if span.what is What.MONEY and not context.is_other(span):
                code, known_by = context.resolve(span)
                if position in captioned and span.magnitude is not None:
                    continue
                heirs.money(position, span, code, printed=True)
                yield _finding(document, paragraph, tokens, span, code, known_by)
                continue
            heir = heirs.heir(tokens, span, position)
            if heir:
                heirs.money(position, span, heir[1], printed=False)
                yield _finding(document, paragraph, tokens, *heir, CurrencyFrom.INHERITED)
            else:
                heirs.pass_by(span)


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
