"""A numeral with what it counts: its currency, its unit or its noun; two of them with a dash or "to" are a range."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from factsheets.distill import amount_currency, amount_durations, amount_ranges, amount_units
from factsheets.distill.amount_span import Span, What
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.number_lexicon import Lexicon, lexicon
from factsheets.distill.number_tokens import Tokens, tokenize
from factsheets.distill.numbers import numerals
from factsheets.distill.numeral import PERIODS, Numeral

_SHORT = 3000
_CENT = Decimal("0.01")

_BY_COMMAS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3}){2}(?![\d,])|(?<![\d.,])\d{1,3},\d{3}\.\d|(?<![\d.,])\d{1,9}\.\d\d(?![\d.,])"
)
_COMMA_DECIMALS = re.compile(r"(?<![\d.,])\d{1,9},\d{1,2}(?![\d.,])")


@lru_cache(maxsize=256)
def _read_short(text: str, lang: str, commas: bool) -> tuple[Tokens, list[Span]]:
    return _read(text, lang, commas)


def read(document: Document) -> list[tuple[Paragraph, Tokens, list[Span]]]:
    """The paragraphs with their tokens and amounts; money and quantities ask for the same ones in turn."""
    commas = commas_group(document)
    return [(one, *_paragraph(one.text, document.lang, commas)) for one in document.paragraphs]


def _paragraph(text: str, lang: str, commas: bool) -> tuple[Tokens, list[Span]]:
    return _read_short(text, lang, commas) if len(text) < _SHORT else _read(text, lang, commas)


def commas_group(document: Document) -> bool:
    """Whether a document groups by commas whatever its language does: the press of Mexico prints 1,500.50."""
    return bool(_BY_COMMAS.search(document.text)) and not _COMMA_DECIMALS.search(document.text)


def _read(text: str, lang: str, commas: bool) -> tuple[Tokens, list[Span]]:
    tokens, known = tokenize(text), lexicon(lang)
    tokens.commas_group = commas
    spans: list[Span] = []
    for numeral in numerals(tokens, known):
        if (spans and numeral.start < spans[-1].end) or (numeral.one and _is_article(tokens, numeral)):
            continue
        span = _with_meaning(tokens, numeral, known)
        if spans and amount_ranges.is_step(tokens, spans[-1], span, known):
            spans[-1] = amount_ranges.stepped(spans[-1], span)
            spans.append(span)
            continue
        merged = _merged(tokens, spans[-1], span, known) if spans else None
        if merged:
            spans[-1] = merged
        else:
            spans.append(span)
    return tokens, spans


def _merged(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> Span | None:
    return (
        amount_durations.joined(tokens, low, high, known)
        or _with_cents(tokens, low, high, known)
        or amount_ranges.joined(tokens, low, high, known)
    )


def _with_cents(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> Span | None:
    """ "Two thousand euros and fifty cents": one sum."""
    if low.what is not What.MONEY or high.what is not What.MONEY or low.value is None or high.value is None:
        return None
    cents = high.currency is not None and high.currency.factor == _CENT and 0 < high.value < 1 and not high.sign_before
    whole = low.currency is not None and low.currency.factor == 1 and low.value == int(low.value)
    between = tokens.words[low.end : high.start]
    linked = not between or (len(between) == 1 and known.has("with-cents", between[0]))
    return replace(low, end=high.end, value=low.value + high.value) if cents and whole and linked else None


def _is_article(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether "un" only introduces digits: the ends of "entre un 4 y un 6 %"."""
    return numeral.end < len(tokens) and tokens.digits[numeral.end]


def place(paragraph: Paragraph, tokens: Tokens, span: Span) -> tuple[int, int]:
    """Where a span of tokens stands in the document's text, in code points."""
    start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
    return paragraph.at(tokens.place(start)), paragraph.at(tokens.place(end))


def _with_meaning(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Span:
    if numeral.whole_fraction and not amount_units.is_labelled(tokens, numeral, known):
        return _part_of_period(tokens, numeral, known) or Span(
            numeral.start, numeral.end, What.FRACTION, numeral, numeral.value, unit="fraction"
        )
    money = amount_currency.attach(tokens, numeral, known)
    if money:
        value = None if numeral.value is None else numeral.value * money.factor + money.cents
        sized = None if numeral.magnitude is None else numeral.magnitude * money.factor
        if money.factor != 1 and money.scaled:
            numeral.factor = money.factor
        return Span(
            *(money.start, money.end, What.MONEY, numeral, value),
            magnitude=sized,
            currency=money.name,
            sign_before=money.before,
        )
    counted = amount_units.attach(tokens, numeral, known)
    if counted:
        what = What.UNIT if counted.known else What.NOUN
        value = None if counted.value is None else counted.value
        return Span(counted.start, counted.end, what, numeral, value, magnitude=numeral.magnitude, unit=counted.unit)
    return Span(numeral.start, numeral.end, What.BARE, numeral, numeral.value, magnitude=numeral.magnitude)


def _part_of_period(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Span | None:
    """ "trois quarts d'heure": a fraction of an hour is a duration; "a quarter of a century" is twenty-five years."""
    of = known.phrases["of"].at(tokens, numeral.end)
    at = of[0] + known.has("articles", tokens.word(of[0])) if of else len(tokens)
    years = known.long_periods.get(tokens.word(at))
    if years and numeral.value is not None:
        return Span(numeral.start, at + 1, What.UNIT, numeral, numeral.value * years, unit="year")
    unit = known.units.at(tokens, at)
    if not unit or unit[1] not in PERIODS:
        return None
    return Span(numeral.start, unit[0], What.UNIT, numeral, numeral.value, unit=unit[1])


def forget() -> None:
    """Drop the paragraphs that are remembered."""
    _read_short.cache_clear()
