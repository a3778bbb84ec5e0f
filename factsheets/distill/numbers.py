"""Numerals in text: digits as the language separates them, number words, "half a million", "tens of thousands"."""

from collections.abc import Iterator
from decimal import Decimal

from factsheets.distill.number_fractions import fraction, of_scale, ratio, vague
from factsheets.distill.number_lexicon import Lexicon, glyph
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.number_words import LONGEST, chain_of, mantissa_at, past_hyphen, scale_at
from factsheets.distill.numeral import HALF, Numeral, as_decimal

_THOUSAND = Decimal(1000)


def numerals(tokens: Tokens, lexicon: Lexicon) -> Iterator[Numeral]:
    """Every numeral of a paragraph from left to right; none of them overlap."""
    index, size = 0, len(tokens)
    while index < size:
        found = None
        if tokens.digits[index] or tokens.words[index] in lexicon.starters:
            found = (
                ratio(tokens, index, lexicon) or of_scale(tokens, index, lexicon) or fraction(tokens, index, lexicon)
            )
            found = found or vague(tokens, index, lexicon)
            found = found or _number(tokens, index, lexicon)
        if found:
            _repeat(tokens, found, lexicon)
            yield found
        index = max(found.end, index + 1) if found else index + 1


def _number(tokens: Tokens, start: int, lexicon: Lexicon) -> Numeral | None:
    """A number with its scales: "deux cent cinquante mille", "3 millions 500 000", "half a million", "une centaine"."""
    group = mantissa_at(tokens, start, lexicon) or _implied(tokens, start, lexicon)
    if group is None or (not tokens.digits[start] and _goes_on(tokens, start)):
        return None
    end, mantissa = group
    digits = tokens.digits[start]
    one = not digits and lexicon.has("ones", tokens.words[start]) and end == start + 1
    part = _halved(tokens, start, lexicon) if one or not digits else None
    if part:
        end, mantissa, one = part[0], part[1], False
    scale = scale_at(tokens, end, lexicon)
    if scale is None:
        start += (
            bool(part) and lexicon.has("articles", tokens.words[start]) and not _keeps_article(tokens, start, lexicon)
        )
        return _collective(tokens, start, end, mantissa, lexicon) or _plain(tokens, start, end, mantissa, one, lexicon)
    numeral = Numeral(start, scale[0], mantissa * scale[1], mantissa=mantissa, factor=scale[1], digits=digits, of=True)
    if part and not _keeps_article(tokens, start, lexicon) and lexicon.has("articles", tokens.words[start]):
        numeral.start = start + 1
    _add_groups(tokens, numeral, lexicon)
    return numeral


def _repeat(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> None:
    """Take in the same number in brackets, as contracts print it: "deux millions (2 000 000) de francs"."""
    inside = numeral.end + 1
    if numeral.value is None or tokens.word(numeral.end) != "(" or numeral.compact or numeral.whole_fraction:
        return
    again = _number(tokens, inside, lexicon) if inside < len(tokens) else None
    if again and again.value == numeral.value and tokens.digits[inside] != numeral.digits:
        closed = tokens.word(again.end) == ")"
        numeral.end, numeral.of = (again.end + 1, numeral.of or again.of) if closed else (numeral.end, numeral.of)


def _goes_on(tokens: Tokens, start: int) -> bool:
    """Whether a number word is the tail of a compound: the "half" of "four-and-a-half-hour"."""
    if tokens.word(start - 1) != "-" or not tokens.glued(start) or not tokens.glued(start - 1):
        return False
    return tokens.word(start - 2)[:1].isalpha()


def _keeps_article(tokens: Tokens, start: int, lexicon: Lexicon) -> bool:
    return lexicon.has("half-article", tokens.words[start]) or not lexicon.has("half", tokens.word(start + 1))


def _implied(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    """A number that is not written as one: "a" of "a million", "half" of "half a million", the one of "mille"."""
    word = tokens.words[start]
    half = _halved(tokens, start, lexicon)
    if half:
        return half
    if lexicon.has("articles", word):
        after = past_hyphen(tokens, start + 1)
        if lexicon.has("hundred", tokens.word(after)):
            tail = lexicon.joiners.get(tokens.word(after + 1)) == "hundreds" and lexicon.numbers.at(tokens, after + 2)
            return (tail[0], 100 + tail[1]) if tail and tail[1] < 100 else (after + 1, Decimal(100))
        if tokens.word(after) in lexicon.scales or tokens.word(after) in lexicon.collectives:
            return start + 1, Decimal(1)
    if lexicon.has("scales-alone", word):
        return start, Decimal(1)
    part = glyph(word)
    return (start + 1, as_decimal(part)) if part is not None else None


def _halved(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    """ "half a million", "un demi-million", "medio millón": up to the scale, if one follows."""
    at = start + lexicon.has("articles", tokens.words[start])
    if not lexicon.has("half", tokens.word(at)):
        return None
    end = past_hyphen(tokens, at + 1)
    end += lexicon.has("of", tokens.word(end)) and lexicon.has("articles", tokens.word(end + 1))
    end += lexicon.has("articles", tokens.word(end))
    follows = tokens.word(end) in lexicon.scales or tokens.word(end) in lexicon.collectives
    unit = lexicon.units.at(tokens, end)
    measured = (unit and unit[1] in lexicon.measures) or tokens.word(end) in lexicon.long_periods
    return (end, HALF) if follows or measured else None


def _plain(tokens: Tokens, start: int, end: int, value: Decimal, one: bool, lexicon: Lexicon) -> Numeral | None:
    if end == start:
        return None
    numeral = Numeral(start, end, value, mantissa=value, digits=tokens.digits[start], one=one)
    factor = lexicon.compact.get(tokens.word(end))
    if numeral.digits and factor and tokens.near(end):
        numeral.compact = (end + 1, factor)
    return numeral


def _add_groups(tokens: Tokens, numeral: Numeral, lexicon: Lexicon) -> None:
    """What a smaller number adds: "3 millions 500 000", "two million five hundred thousand"."""
    limit = numeral.factor
    while numeral.end - numeral.start < LONGEST and numeral.value is not None:
        half = lexicon.phrases["and-half"].at(tokens, numeral.end)
        if half:
            numeral.end, numeral.value = half[0], numeral.value + limit * HALF
            return
        joined = numeral.end + (lexicon.joiners.get(tokens.word(numeral.end)) == "hundreds")
        group = mantissa_at(tokens, joined, lexicon) if tokens.near(joined) else None
        if group is None:
            return
        scale = scale_at(tokens, group[0], lexicon)
        if scale is None and group[0] == joined + 1 and lexicon.has("ones", tokens.words[joined]):
            return  # "1,1 millones un año antes"
        if scale and scale[1] > limit == _THOUSAND > group[1] and joined == numeral.end:  # (45 mil 300) millones
            numeral.value, numeral.end = (numeral.value + group[1]) * scale[1], scale[0]
            numeral.factor, numeral.mantissa = scale[1], numeral.value / scale[1]
            limit = scale[1]
            continue
        more, end = (group[1] * scale[1], scale[0]) if scale else (group[1], group[0])
        fits = more < limit if not tokens.digits[joined] else limit / 1000 <= more < limit
        if not fits or (scale and scale[1] >= limit):
            return
        numeral.end, numeral.value, numeral.of = end, numeral.value + more, bool(scale) and numeral.of
        if scale is None:
            return
        limit = scale[1]


def _collective(tokens: Tokens, start: int, end: int, mantissa: Decimal, lexicon: Lexicon) -> Numeral | None:
    """ "une centaine de", "deux douzaines", "half a dozen", "une dizaine de milliers"."""
    at = past_hyphen(tokens, end)
    size = lexicon.collectives.get(tokens.word(at))
    if size is None or at == start or (tokens.digits[start] and not tokens.near(at)):
        return None
    behind, factor = chain_of(tokens, at + 1, size, lexicon)
    exact = lexicon.has("exact-collectives", tokens.words[at])
    skip = (
        mantissa == HALF and lexicon.has("articles", tokens.words[start]) and not _keeps_article(tokens, start, lexicon)
    )
    numeral = Numeral(start + skip, behind, mantissa * factor, mantissa=mantissa, factor=factor, of=True)
    numeral.modifier = "" if exact else "about"
    return numeral
