"""Quantities that are no money: counts, ages, shares, durations, distances, weights, areas, with their unit."""

from collections.abc import Iterator
from dataclasses import replace

from factsheets.distill import amount_cues
from factsheets.distill.amount_ages import bare_ages, with_age
from factsheets.distill.amount_ellipsis import elliptic
from factsheets.distill.amount_span import Span, What
from factsheets.distill.amount_spans import place, read
from factsheets.distill.currency_context import CurrencyContext
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.number_lexicon import lexicon
from factsheets.distill.number_tokens import Tokens

_RULES = {
    What.UNIT: ("quantity.unit", 0.95),
    What.NOUN: ("quantity.noun", 0.85),
    What.FRACTION: ("quantity.fraction", 0.9),
    What.BARE: ("quantity.bare", 0.85),
}
_AGE = ("quantity.age", 0.92)


def quantity(document: Document) -> Iterator[Finding]:
    """Every quantity of the article, except what an earlier rule read as a date or as money."""
    taken = [(one.start, one.end) for one in document.found if one.kind in {Kind.DATE, Kind.MONEY}]
    readings = read(document)
    context = CurrencyContext.of(document, [span for _, _, spans in readings for span in spans])
    for paragraph, tokens, spans in readings:
        known = lexicon(document.lang)
        ages = list(bare_ages(tokens, spans, known))
        listed = {one.end for one in ages}
        counted = [with_age(tokens, one, known, listed) for span in spans if (one := _counted(tokens, span, context))]
        for span in sorted([*counted, *ages, *elliptic(tokens, spans, known)], key=lambda one: one.start):
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


def _finding(document: Document, tokens: Tokens, span: Span, bounds: tuple[int, int]) -> Finding:
    known = lexicon(document.lang)
    rule, confidence = _AGE if span.age else _RULES[span.what]
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
