"""Quantities that are no money: counts, ages, shares, durations, distances, weights, areas, with their unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from factsheets.distill import amount_cues
from factsheets.distill.amount_ages import bare_ages
from factsheets.distill.amount_span import Span, What
from factsheets.distill.amount_spans import place, read
from factsheets.distill.currency_context import CurrencyContext
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.number_lexicon import Lexicon, lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import PERIODS

_NEAR, _TOLD, _MANY, _LABEL = 12, 25, 100, 8
_YEAR = re.compile("(?:19|20)[0-9]{2}")
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
    """Numbers whose noun is left out: "6.1 million people, of whom five million live abroad", "1,500 according to"."""
    last: Span | None = None
    large: Span | None = None
    for span in spans:
        if span.what is What.BARE and span.value is not None:
            unit = _of_whom(tokens, large, span, known) or _told_by(tokens, last, span, known)
            unit = unit or _labelled(tokens, span, known)
            if unit:
                yield replace(span, unit=unit)
        elif span.what is What.NOUN or (span.what is What.UNIT and span.numeral.factor > 1):
            last = large = span
        elif span.what is What.UNIT and span.unit not in PERIODS:
            last = span


def _of_whom(tokens: Tokens, last: Span | None, span: Span, known: Lexicon) -> str:
    """The unit of what was counted just before, where a number is said to be some of it."""
    if last is None or span.start - last.end > _NEAR or span.numeral.one:
        return ""
    told = any(known.phrases["of-whom"].at(tokens, at) for at in range(last.end, span.start))
    return last.unit if told and not any(tokens.words[at] in _STOPS for at in range(last.end, span.start)) else ""


def _told_by(tokens: Tokens, last: Span | None, span: Span, known: Lexicon) -> str:
    """The same, by what stands behind: "1,500 according to the organisers", "300 of them women", "11,000 a day"."""
    if last is None or span.start - last.end > _TOLD or not _is_told(tokens, span, known):
        return ""
    stops = (at for at in range(last.end, span.start) if tokens.words[at] in _STOPS - {";"})
    in_sentence = all(tokens.glued(at + 1) for at in stops)
    return last.unit if in_sentence and not _YEAR.fullmatch(tokens.words[span.start]) else ""


def _labelled(tokens: Tokens, span: Span, known: Lexicon) -> str:
    """What a label says is counted: the bids of "Number of bids: 7"."""
    if tokens.word(span.start - 1) != ":" or not span.numeral.digits or tokens.word(span.end)[:1].isalnum():
        return ""
    for at in range(span.start - 2, max(-1, span.start - 2 - _LABEL), -1):
        if tokens.words[at] in _STOPS:
            break
        told = known.phrases["number-of"].at(tokens, at)
        if told and told[0] < span.start - 1:
            return tokens.raw(told[0], told[0] + 1)
    return ""


def _is_told(tokens: Tokens, span: Span, known: Lexicon) -> bool:
    at = span.end + (tokens.word(span.end) == ",")
    if known.phrases["told-by"].at(tokens, at) or (known.phrases["of-whom"].at(tokens, span.end) and _counts(span)):
        return True
    return _counts(span) and span.value is not None and span.value >= _MANY and bool(known.per.at(tokens, span.end))


def _counts(span: Span) -> bool:
    return span.numeral.digits and not span.numeral.one


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
