"""Numbers in words, and the scales that multiply what stands before them."""

from decimal import Decimal

from factsheets.distill.number_digits import digits_at
from factsheets.distill.number_lexicon import Lexicon, glyph
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import HALF, as_decimal

LONGEST = 24
"""Tokens that one number in words may take."""
_THOUSAND = Decimal(1000)


def below_thousand(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    """Number words up to a hundred's multiples: (the token behind them, their value)."""
    value, last, index = Decimal(0), _THOUSAND, start
    while index - start < LONGEST:
        at = past_hyphen(tokens, index) if index > start else index
        joined = _past_joiner(tokens, at, last, lexicon) if index > start else None
        found = lexicon.numbers.at(tokens, at if joined is None else joined)
        if found and _adds(last, found[1]) and not (joined is not None and _is_multiplied(tokens, found[0], lexicon)):
            index, value, last = found[0], value + found[1], found[1]
        elif lexicon.has("hundred", tokens.word(at)) and 0 < value < 100 and last < 100:
            index, value, last = at + 1, value * 100, Decimal(100)
        elif index == start and lexicon.has("hundred-alone", tokens.word(at)):
            index, value, last = at + 1, Decimal(100), Decimal(100)
        else:
            break
    return (index, value) if index > start else None


def _adds(last: Decimal, value: Decimal) -> bool:
    """Whether a number word may go on from the one before: "twenty" + "five", never "two" + "three"."""
    return last == _THOUSAND or (last % 100 == 0 and 0 < value < 100) or (20 <= last < 100 and 0 < value < 10)


def past_hyphen(tokens: Tokens, index: int) -> int:
    return index + 1 if tokens.word(index) == "-" and tokens.glued(index) and tokens.glued(index + 1) else index


def _past_joiner(tokens: Tokens, index: int, last: Decimal, lexicon: Lexicon) -> int | None:
    kind = lexicon.joiners.get(tokens.word(index))
    fits = (kind == "hundreds" and last % 100 == 0) or (kind == "tens" and 20 <= last < 100)
    return past_hyphen(tokens, index + 1) if fits else None


def _is_multiplied(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether a hundred follows: in "two hundred and three hundred" two numbers stand."""
    return lexicon.has("hundred", tokens.word(index))


def scale_at(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    """A scale and what multiplies it further: "million", "mil millones"."""
    at = past_hyphen(tokens, index)
    factor = lexicon.scales.get(tokens.word(at))
    if factor is None:
        return None
    following = lexicon.scales.get(tokens.word(at + 1))
    return (at + 2, factor * following) if following and following > factor else (at + 1, factor)


def mantissa_at(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    """Digits or words before a scale, with their half."""
    value = digits_at(tokens, index, lexicon)
    found = (index + 1, value) if value is not None else below_thousand(tokens, index, lexicon)
    if found is None:
        return None
    part = glyph(tokens.word(found[0]))
    if part is not None:
        return found[0] + 1, found[1] + as_decimal(part)
    half = lexicon.phrases["and-half"].at(tokens, found[0])
    if half and (tokens.word(half[0]) in lexicon.scales or lexicon.units.at(tokens, half[0])):
        return half[0], found[1] + HALF
    return _with_point(tokens, found, lexicon)


def _with_point(tokens: Tokens, found: tuple[int, Decimal], lexicon: Lexicon) -> tuple[int, Decimal]:
    """ "trois virgule cinq": decimals in words."""
    if not lexicon.has("decimal-point", tokens.word(found[0])) or tokens.digits[found[0] - 1]:
        return found
    decimals = below_thousand(tokens, found[0] + 1, lexicon)
    if decimals is None or decimals[1] >= 100:
        return found
    return decimals[0], found[1] + decimals[1] / (10 if decimals[1] < 10 else 100)


def chain_of(tokens: Tokens, index: int, factor: Decimal, lexicon: Lexicon) -> tuple[int, Decimal]:
    """Multiply by what follows: "of millions", "de milliers", the "thousand" of "several hundred thousand"."""
    for _ in range(3):
        of = lexicon.phrases["of"].at(tokens, index)
        at = of[0] if of else index
        word = tokens.word(at)
        size = lexicon.scales.get(word)
        if size is None and of:
            size = lexicon.collectives.get(word)
        if size is None:
            break
        index, factor = at + 1, factor * size
    return index, factor
