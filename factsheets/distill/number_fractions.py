"""Fractions, ratios such as "one in five", and vague magnitudes such as "tens of thousands of"."""

from decimal import Decimal
from fractions import Fraction

from factsheets.distill.number_digits import digits_at
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.number_words import chain_of, past_hyphen
from factsheets.distill.numeral import PERIODS, Numeral, as_decimal

_LARGEST_SLASHED = 12
_RATIO_NOUN, _SHORT_WORD = 5, 3


def vague(tokens: Tokens, start: int, lexicon: Lexicon) -> Numeral | None:
    """Millions of, des dizaines de milliers de, several hundred, multi-million."""
    compound = lexicon.vague_compounds.at(tokens, start)
    if compound:
        return Numeral(start, compound[0], magnitude=compound[1], of=True)
    known = lexicon.phrases["vague"].at(tokens, start)
    other = known or lexicon.phrases["vague-alone"].at(tokens, start)
    at = other[0] if other else start
    word = tokens.word(at)
    factor = lexicon.collectives.get(word) or lexicon.scales.get(word)
    if factor is None and known and lexicon.has("hundred", word):
        factor = Decimal(100)
    if factor is None or not (known or lexicon.has("plurals", word)):
        return None
    end, magnitude = chain_of(tokens, at + 1, factor, lexicon)
    if not known and not lexicon.phrases["of"].at(tokens, end):
        return None
    return Numeral(start, end, magnitude=magnitude, of=True)


def ratio(tokens: Tokens, start: int, lexicon: Lexicon) -> Numeral | None:
    """One in five, un habitant sur trois, uno de cada diez: a fraction of a small number and a larger one."""
    first = _small(tokens, start, lexicon)
    if first is None:
        return None
    for middle in range(first[0], min(first[0] + _RATIO_NOUN, len(tokens))):
        if middle > first[0] + 1 and (first[1] != 1 or not _is_compound(tokens, middle, lexicon)):
            continue
        ratio = lexicon.phrases["ratio"].at(tokens, middle)
        strict = middle > first[0] and lexicon.most_modifiers > 0 and first[1] != 1
        unit = lexicon.units.at(tokens, first[0]) if middle > first[0] else None
        strict = strict or (unit is not None and unit[1] in lexicon.measures)
        second = _small(tokens, ratio[0], lexicon) if ratio and not strict else None
        if (
            ratio
            and second
            and 0 < first[1] < second[1]
            and not lexicon.has("strict-ratio", tokens.words[ratio[0] - 1])
        ):
            end = second[0]
            unit = lexicon.units.at(tokens, end)
            if (
                (unit and unit[1] in PERIODS)
                or tokens.word(end) in lexicon.scales
                or tokens.word(end) in {"%", "-"}
                or (middle > first[0] and lexicon.most_modifiers == 0 and _is_plural(tokens.word(end), lexicon))
                or tokens.word(end) in lexicon.words["months"]
            ):
                return None
            value = as_decimal(Fraction(int(first[1]), int(second[1])))
            return Numeral(start, end, value, mantissa=value, whole_fraction=True)
        if tokens.word(middle)[:1].isdigit() or not (tokens.word(middle)[:1].isalpha() or tokens.word(middle) == "'"):
            break
    return None


def _is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a noun follows, which the number counts: "un rapport sur trois entreprises"."""
    return len(word) > _SHORT_WORD and word[-1] in lexicon.words["noun-plurals"] and not lexicon.has("not-units", word)


def _is_compound(tokens: Tokens, middle: int, lexicon: Lexicon) -> bool:
    """Whether "of" and one noun stand before a ratio's preposition: "un demandeur d'asile sur trois"."""
    return any((of := lexicon.phrases["of"].at(tokens, at)) and of[0] == middle - 1 for at in (middle - 2, middle - 3))


def _small(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, Decimal] | None:
    """A whole number below a thousand."""
    value = digits_at(tokens, index, lexicon)
    found = (index + 1, value) if value is not None else lexicon.numbers.at(tokens, index)
    return found if found and found[1] == int(found[1]) and found[1] < 1000 else None


def fraction(tokens: Tokens, start: int, lexicon: Lexicon) -> Numeral | None:
    """A third of, deux tiers, la mitad, 2/3 of."""
    if tokens.word(start - 1) == "-" and tokens.glued(start):
        return None
    found = _whole(tokens, start, lexicon) or _slashed(tokens, start, lexicon) or _spelt(tokens, start, lexicon)
    if found is None:
        return None
    value = as_decimal(found[1])
    return Numeral(start, found[0], value, mantissa=value, whole_fraction=True)


def of_scale(tokens: Tokens, start: int, lexicon: Lexicon) -> Numeral | None:
    """A quarter of a million, trois quarts de million, un cuarto de millón: a number, and no share."""
    if tokens.digits[start] or (tokens.word(start - 1) == "-" and tokens.glued(start)):
        return None
    first = _small(tokens, start, lexicon)
    if first is None and lexicon.has("articles", tokens.words[start]):
        first = (start + 1, Decimal(1))
    part = lexicon.fractions.at(tokens, past_hyphen(tokens, first[0])) if first else None
    if (
        first is None
        or part is None
        or part[1] == Fraction(1, 2)
        or not 0 < first[1] * part[1].numerator < part[1].denominator
    ):
        return None
    at = past_hyphen(tokens, part[0])
    of = lexicon.phrases["of"].at(tokens, at)
    at = of[0] if of else at
    at += lexicon.has("articles", tokens.word(at))
    scale = lexicon.scales.get(tokens.word(at))
    if scale is None or lexicon.has("plurals", tokens.word(at)):
        return None
    value = as_decimal(part[1] * int(first[1]) * int(scale))
    return Numeral(start, at + 1, value, mantissa=value / scale, factor=scale, of=True)


def _whole(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, Fraction] | None:
    """A fraction that is one phrase; the "of the" that told it is not part of what is printed."""
    found = lexicon.whole_fractions.at(tokens, start)
    if found is None or lexicon.has("not-fraction-before", tokens.word(start - 1)):
        return None
    end = found[0]
    while end - 1 > start and any(lexicon.has(key, tokens.words[end - 1]) for key in ("determiners", "of")):
        end -= 1
    return end, found[1]


def _slashed(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, Fraction] | None:
    """2/3 of; without "of" it may be a date or a page."""
    parts = tokens.words[start : start + 3]
    if len(parts) < 3 or parts[1] != "/" or not tokens.glued(start + 1) or not tokens.glued(start + 2):
        return None
    if not (parts[0].isdigit() and parts[2].isdigit() and 0 < int(parts[0]) < int(parts[2]) <= _LARGEST_SLASHED):
        return None
    cued = lexicon.modifiers.before(tokens, start)
    is_part = (cued or lexicon.phrases["of-the"].at(tokens, start + 3)) and not tokens.glued(start)
    return (start + 3, Fraction(int(parts[0]), int(parts[2]))) if is_part else None


def _spelt(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, Fraction] | None:
    definite = lexicon.has("definite", tokens.words[start])
    first = _small(tokens, start + definite, lexicon)
    if first is None and (definite or lexicon.has("articles", tokens.words[start])):
        first = (start + 1, Decimal(1))
    digits = tokens.digits[start] or (definite and first is not None and tokens.digits[first[0] - 1])
    part = lexicon.fractions.at(tokens, past_hyphen(tokens, first[0])) if first and not digits else None
    if first is None or part is None or not 0 < first[1] * part[1].numerator < part[1].denominator:
        return None
    after = tokens.word(past_hyphen(tokens, part[0]))
    of = lexicon.phrases["of"].at(tokens, part[0])
    behind = tokens.word(of[0] + lexicon.has("articles", tokens.word(of[0]))) if of else ""
    if not {after, behind}.isdisjoint({*lexicon.scales, *lexicon.collectives}):
        return None
    if definite and not lexicon.phrases["of-the"].at(tokens, part[0]):
        return None
    if first[1] == 1 and lexicon.has("articles", tokens.words[start]) and not _ends_here(tokens, part[0], lexicon):
        return None
    return part[0], part[1] * int(first[1])


def _ends_here(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether no noun follows: "a fifth of", "by a third.", but not "a third party"."""
    word = tokens.word(index)
    if lexicon.has("fractions-only", tokens.words[index - 1]):
        return True
    return not word[:1].isalpha() or lexicon.has("not-units", word) or bool(lexicon.phrases["of-the"].at(tokens, index))
