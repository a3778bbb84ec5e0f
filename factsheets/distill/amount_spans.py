"""A numeral with what it counts: its currency, its unit or its noun; two of them with a dash or "to" are a range."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from factsheets.distill import amount_currency, amount_units
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.number_lexicon import CurrencyName, Lexicon, lexicon
from factsheets.distill.number_tokens import Tokens, tokenize
from factsheets.distill.numbers import numerals
from factsheets.distill.numeral import PERIODS, Numeral

_SHORT = 3000
_CHANGE_WINDOW = 6
_STEP_WINDOW = 3
_THOUSAND = 1000
_CHOICE = 3
"""How many times the first number the second of "three or four" may be, to be the end of a range."""


_BY_COMMAS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3}){2}(?![\d,])|(?<![\d.,])\d{1,3},\d{3}\.\d|(?<![\d.,])\d{1,9}\.\d\d(?![\d.,])"
)
_COMMA_DECIMALS = re.compile(r"(?<![\d.,])\d{1,9},\d{1,2}(?![\d.,])")


class What(StrEnum):
    MONEY = "money"
    UNIT = "unit"
    NOUN = "noun"
    FRACTION = "fraction"
    BARE = "bare"


@dataclass(slots=True)
class Span:
    """An amount from token `start` up to `end`; `unit` is an id of the vocabulary, or the noun as printed."""

    start: int
    end: int
    what: What
    numeral: Numeral
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    magnitude: Decimal | None = None
    unit: str = ""
    currency: CurrencyName | None = None
    sign_before: bool = False
    joined: bool = False


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
        if spans and _is_step(tokens, spans[-1], span, known):
            spans[-1] = replace(spans[-1], what=span.what, unit=span.unit)
            spans.append(span)
            continue
        merged = _range(tokens, spans[-1], span, known) if spans else None
        if merged:
            spans[-1] = merged
        else:
            spans.append(span)
    return tokens, spans


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
    """ "trois quarts d'heure": a fraction of an hour is a duration."""
    of = known.phrases["of"].at(tokens, numeral.end)
    unit = known.units.at(tokens, of[0] + known.has("articles", tokens.word(of[0]))) if of else None
    if not unit or unit[1] not in PERIODS:
        return None
    return Span(numeral.start, unit[0], What.UNIT, numeral, numeral.value, unit=unit[1])


def _range(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> Span | None:
    """One span of two, where a separator of the language stands between amounts of one kind, the smaller first."""
    if low.joined or low.value is None or high.value is None or not _alike(low, high):
        return None
    first_at, last_at = _behind_article(tokens, low, known), _behind_article(tokens, high, known)
    separator = _separator(tokens, low.end, last_at, known)
    opening = tokens.word(first_at - 1) in known.openings
    if separator is None or _are_two(tokens, low, high, separator, known, opening):
        return None
    first, last = (
        _negative(tokens, low, high, _shared(low, high)),
        _carried(high) if high.what is What.BARE is not low.what else high.value,
    )
    close = not known.has("or", separator) or last <= first * _CHOICE
    if first >= last or not close:
        return None
    printed = opening and known.separators.get(separator, False)
    owner = high if high.what is not What.BARE else low
    merged = replace(
        owner,
        start=(first_at if opening else low.start) - printed,
        end=high.end,
        value=None,
        min=first,
        max=last,
        joined=True,
    )
    merged.currency = _closest(low.currency, high.currency)
    return merged


def _is_step(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> bool:
    """Whether something went from a number to another and only the second has its unit: "from 22 to 41 minutes"."""
    if low.what is not What.BARE or high.what is not What.UNIT or low.value is None or low.joined:
        return False
    if _separator(tokens, low.end, high.start, known) in {None, "-", "–", "—"} or tokens.glued(low.end):
        return False
    words = [tokens.word(at) for at in range(low.start - 1, low.start - 1 - _STEP_WINDOW, -1)]
    return any(known.has("range-steps", word) for word in words) or known.has("range-changes-from", words[1])


def _are_two(tokens: Tokens, low: Span, high: Span, separator: str, known: Lexicon, opening: bool) -> bool:
    """Whether two amounts are no range: "12 and 15", "from 12% to 15%" of what rose, "2 to £10"."""
    if low.what is What.BARE:
        alone = high.sign_before and separator not in "-–"
    else:
        alone = known.has("or", separator) or (not opening and _is_change(tokens, low.start, known))
    return alone or (known.separators.get(separator, False) and not opening)


def _behind_article(tokens: Tokens, span: Span, known: Lexicon) -> int:
    """Where an end of a range begins: at the article of "entre el 8 y el 14 %", at a minus."""
    before = tokens.word(span.start - 1)
    minus = before in {"-", "+"} and tokens.glued(span.start) and not tokens.glued(span.start - 1)
    return span.start - (minus or known.has("range-articles", before))


def _negative(tokens: Tokens, low: Span, high: Span, value: Decimal) -> Decimal:
    """Below zero, where a minus stands before the lower end of a range of rates."""
    minus = low.what is What.BARE and tokens.word(low.start - 1) == "-" and tokens.glued(low.start)
    return -value if minus and not tokens.glued(low.start - 1) and amount_units.is_signed(high.unit) else value


def _closest(low: CurrencyName | None, high: CurrencyName | None) -> CurrencyName | None:
    return high if high and (high.code or not low) else low


def _alike(low: Span, high: Span) -> bool:
    if high.what is What.BARE:
        return low.what in {What.MONEY, What.BARE} and not (low.what is What.MONEY and not low.sign_before)
    if low.what is What.BARE:
        return high.what is not What.FRACTION and not (low.numeral.one and high.numeral.digits)
    if low.what is not high.what:
        return False
    if low.currency and high.currency:
        return (low.currency.code or low.currency.family) == (high.currency.code or high.currency.family)
    return low.unit == high.unit


def _separator(tokens: Tokens, start: int, end: int, known: Lexicon) -> str | None:
    if end - start != 1:
        return None
    word = tokens.words[start]
    if word in {"-", "–", "—"} and tokens.glued(start) != tokens.glued(end):
        return None
    return word if word in known.separators or known.has("or", word) else None


def _shared(low: Span, high: Span) -> Decimal:
    """The lower end with the scale of the upper one, where it has none of its own: the three of "3 to 5 million"."""
    value, last = low.value or Decimal(0), high.value or Decimal(0)
    factor = high.numeral.factor
    if low.sign_before and factor == 1 and value * _THOUSAND < last and last % _THOUSAND == 0 and value >= 1:
        return value * _THOUSAND  # "£30-40,000"
    shares = low.numeral.factor == 1 and factor > 1 and (low.what is What.BARE or low.sign_before)
    return value * factor if shares and low.numeral.mantissa < high.numeral.mantissa else value


def _carried(high: Span) -> Decimal:
    """The upper end in the currency of the lower one: "$4-5 billion", "€15,000-20,000"."""
    value = high.value or Decimal(0)
    if high.numeral.compact and high.numeral.factor == 1:
        return value * high.numeral.compact[1]
    return value


def _is_change(tokens: Tokens, start: int, known: Lexicon) -> bool:
    """Whether the words before say that something went from one amount to another: two amounts and no range."""
    if known.has("range-changes-from", tokens.word(start - 2)) and tokens.word(start - 1) in known.openings:
        return True
    return any(known.has("range-changes", tokens.words[at]) for at in range(max(0, start - _CHANGE_WINDOW), start))


def forget() -> None:
    """Drop the paragraphs that are remembered."""
    _read_short.cache_clear()
