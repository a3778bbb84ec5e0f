"""Quantities that are no money: counts, ages, shares, durations, distances, weights, areas, with their unit."""

from collections.abc import Iterator
from dataclasses import replace

from factsheets.distill import amount_cues
from factsheets.distill.amount_ages import bare_ages
from factsheets.distill.amount_spans import Span, What, place, read
from factsheets.distill.currency_context import CurrencyContext
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.number_lexicon import Lexicon, lexicon
from factsheets.distill.number_tokens import Tokens

_NEAR = 12
_STOPS = frozenset(".!?;")
_RULES = {
    What.UNIT: ("quantity.unit", 0.95),
    What.NOUN: ("quantity.noun", 0.85),
    What.FRACTION: ("quantity.fraction", 0.9),
    What.BARE: ("quantity.bare", 0.85),
}


def quantity(document: Document) -> Iterator[Finding]:
    """Every quantity of the article, except what an earlier rule read as a date or as money."""
    taken = [(one.start, one.end) for one in document.found if one.kind in {Kind.DATE, Kind.MONEY}]
    readings = read(document)
    context = CurrencyContext.of(document, [span for _, _, spans in readings for span in spans])
    for paragraph, tokens, spans in readings:
        counted = [one for span in spans if (one := _counted(tokens, span, context))]
        ages = bare_ages(tokens, spans, lexicon(document.lang))
        for span in sorted(
            [*counted, *ages, *_elliptic(tokens, spans, lexicon(document.lang))], key=lambda one: one.start
        ):
            start, end = place(paragraph, tokens, span)
            if not any(first < end and start < last for first, last in taken):
                yield _finding(document, tokens, span, (start, end))


def _counted(tokens: Tokens, span: Span, context: CurrencyContext) -> Span | None:
    """The span, where it counts something; books are counted in "livres" where nothing says that these are pounds."""
    if span.what is What.MONEY and context.is_other(span):
        if span.sign_before or (span.currency and span.currency.shy):
            return None
        return replace(span, what=What.NOUN, unit=tokens.words[span.end - 1])
    return span if span.what in {What.UNIT, What.NOUN, What.FRACTION} else None


def _elliptic(tokens: Tokens, spans: list[Span], known: Lexicon) -> Iterator[Span]:
    """Large numbers whose noun is left out: "6.1 million people, of whom five million live abroad"."""
    last: Span | None = None
    for span in spans:
        if span.what is What.BARE and last and span.value is not None and span.start - last.end <= _NEAR:
            told = any(known.phrases["of-whom"].at(tokens, at) for at in range(last.end, span.start))
            if told and not any(tokens.words[at] in _STOPS for at in range(last.end, span.start)):
                yield replace(span, unit=last.unit)
        elif span.what is What.NOUN or (span.what is What.UNIT and span.numeral.factor > 1):
            last = span


def _finding(document: Document, tokens: Tokens, span: Span, bounds: tuple[int, int]) -> Finding:
    known = lexicon(document.lang)
    rule, confidence = _RULES[span.what]
    start, end = bounds
    return Finding(
        kind=Kind.QUANTITY,
        start=start,
        end=end,
        printed=document.text[start:end],
        rule=rule,
        confidence=confidence,
        value=span.value,
        min=span.min,
        max=span.max,
        magnitude=span.magnitude,
        unit=span.unit,
        per=amount_cues.per(tokens, span, known),
        modifier=amount_cues.modifier(tokens, span, known),
        nature=amount_cues.nature(tokens, span, known),
    )
