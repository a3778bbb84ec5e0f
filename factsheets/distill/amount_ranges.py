"""Two amounts that are one range ("3 to 5 million"), or a step from one to the other ("rose from 22 to 41 minutes")."""

import re
from dataclasses import replace
from decimal import Decimal

from factsheets.distill import amount_units
from factsheets.distill.amount_span import Span, What
from factsheets.distill.number_lexicon import CurrencyName, Lexicon
from factsheets.distill.number_tokens import Tokens

_STEPS = frozenset({What.MONEY, What.UNIT, What.NOUN})
_CHANGE_WINDOW = 6
_STEP_WINDOW = 5
_THOUSAND, _SPREAD = 1000, 20
_CHOICE = 3
"""How many times the first number the second of "three or four" may be, to be the end of a range."""
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def joined(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> Span | None:
    """One span of two, where a separator of the language stands between amounts of one kind, the smaller first."""
    if low.joined or low.value is None or high.value is None or not _alike(low, high):
        return None
    if low.what is What.BARE and amount_units.is_labelled(tokens, low.numeral, known):
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


def is_step(tokens: Tokens, low: Span, high: Span, known: Lexicon) -> bool:
    """Whether something went from a number to another and only the second has its unit: "from 22 to 41 minutes"."""
    if low.what is not What.BARE or high.what not in _STEPS or low.value is None or high.value is None or low.joined:
        return False
    separator = _separator(tokens, low.end, high.start, known)
    if separator is None or separator in "-–—" or tokens.glued(low.end) or known.separators.get(separator, True):
        return False
    if high.sign_before or _is_year(tokens, low, known) or amount_units.is_labelled(tokens, low.numeral, known):
        return False
    words = [tokens.word(at) for at in range(low.start - 1, low.start - 1 - _STEP_WINDOW, -1)]
    ends = next((number for number, word in enumerate(words) if not word[:1].isalpha()), len(words))
    if any(known.has("range-multiplied", word) for word in words):
        return True
    if any(known.has("range-steps", word) for word in words[:ends]) or known.has("range-changes-from", words[1]):
        return True
    return known.has("loose-openings", words[0]) and _in_scale(low, high) > high.value


def stepped(low: Span, high: Span) -> Span:
    """The number that went up or down, in the unit or in the currency of what it came to."""
    if high.what is What.MONEY:
        return replace(low, value=_in_scale(low, high), steps_to=high.currency, joined=True)
    return replace(low, value=_in_scale(low, high), what=high.what, unit=high.unit, joined=True)


def _in_scale(low: Span, high: Span) -> Decimal:
    """The 120 of "from 120 to 90 million" is as many millions."""
    value, factor = low.value or Decimal(0), high.numeral.factor
    return value * factor if low.numeral.factor == 1 and factor > 1 and value < _THOUSAND else value


def _are_two(tokens: Tokens, low: Span, high: Span, separator: str, known: Lexicon, opening: bool) -> bool:
    """Whether two amounts are no range: "12 and 15", "from 12% to 15%" of what rose, "2 to £10"."""
    if low.what is What.BARE:
        alone = (high.sign_before and separator not in "-–") or _is_year(tokens, low, known)
        alone = alone or (high.what is What.BARE and _is_change(tokens, low.start, known))
    else:
        alone = known.has("or", separator) or (not opening and _is_change(tokens, low.start, known))
    return alone or (known.separators.get(separator, False) and not opening)


def _is_year(tokens: Tokens, low: Span, known: Lexicon) -> bool:
    """The year of "from 1.1 million in 2021 to 2.35 million"."""
    before = tokens.word(low.start - 1)
    year = low.end - low.start == 1 and _YEAR.fullmatch(tokens.words[low.start])
    return bool(year) and known.has("date-prepositions", before) and before not in known.openings


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
    if _is_thousands(low, high):
        return value * _THOUSAND
    shares = low.numeral.factor == 1 and factor > 1 and (low.what is What.BARE or low.sign_before)
    return value * factor if shares and low.numeral.mantissa < high.numeral.mantissa else value


def _is_thousands(low: Span, high: Span) -> bool:
    """Whether the 40 of "40 à 50 000" is as many thousands: a range hardly spans more than a factor of twenty."""
    value, last = low.value or Decimal(0), high.value or Decimal(0)
    digits = low.numeral.digits and high.numeral.digits and low.numeral.factor == high.numeral.factor == 1
    whole = digits and low.what is What.BARE and last % _THOUSAND == 0 and value == int(value)
    return bool(whole) and value * _THOUSAND < last <= value * _THOUSAND * _SPREAD


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
    words = tokens.words[max(0, start - _CHANGE_WINDOW) : start]
    return any(known.has("range-changes", word) or known.has("range-multiplied", word) for word in words)
