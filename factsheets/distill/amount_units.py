"""What a number counts, when it is no money: a unit of the vocabulary, or the noun behind it."""

from dataclasses import replace

from factsheets.distill.amount_nouns import noun, noun_start
from factsheets.distill.amount_refusals import REFUSALS, Counted
from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.number_words import past_hyphen
from factsheets.distill.numeral import HALF, PERIODS, Numeral

_LONGEST_SYMBOL = 2
_ADJECTIVES = 2
_ENUMERATED = 8
_DEGREES = frozenset({"degree-celsius", "degree-fahrenheit", "degree"})
_SIGNED = frozenset({"percent", "percentage-point", "basis-point"}) | _DEGREES


def attach(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    """The quantity that a numeral says, or None when nothing that can be counted or measured stands with it."""
    if is_labelled(tokens, numeral, known):
        return None
    found = (
        _part_of_century(tokens, numeral, known)
        or _suffixed(tokens, numeral, known)
        or _unit(tokens, numeral, known)
        or noun(tokens, numeral, known)
    )
    if found is None or any(refuses(tokens, numeral, found, known) for refuses in REFUSALS):
        return None
    return _signed(tokens, numeral, found, known)


def _part_of_century(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    """Half a century is fifty years; "three decades" are what they say."""
    at = past_hyphen(tokens, numeral.end)
    years = known.long_periods.get(tokens.word(at)) if numeral.value == HALF else None
    return Counted(numeral.start, at + 1, "year", True, HALF * years) if years else None


def is_signed(unit: str) -> bool:
    return unit in _SIGNED


def _signed(tokens: Tokens, numeral: Numeral, found: Counted, known: Lexicon) -> Counted:
    """With the minus of a rate or a temperature; before anything else a dash is a bullet."""
    at = numeral.start - 1
    sign = tokens.word(at)
    if found.value is not None and found.unit in _DEGREES and known.has("minus", sign):
        told = known.modifiers.before(tokens, numeral.start)
        return found if told else replace(found, start=at, value=-found.value)
    signed = sign in {"-", "+"} and tokens.glued(at + 1) and (not tokens.glued(at) or tokens.words[at - 1] in "([")
    if found.value is None or found.unit not in _SIGNED or not signed or (at > 0 and tokens.digits[at - 1]):
        return found
    return replace(found, start=at, value=-found.value if sign == "-" else found.value)


def _unit(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    at, linked = noun_start(tokens, numeral, known)
    symbol = _symbol(tokens, numeral, known)
    for _ in range(_ADJECTIVES + 1):
        found = known.units.at(tokens, at)
        if found and not (symbol and symbol[0] >= found[0]):
            end, value = _past_old(tokens, found[0], known), numeral.value
            half = known.phrases["and-half"].at(tokens, end)
            if half and value is not None and found[1] in PERIODS:
                end, value = half[0], value + HALF
            return Counted(numeral.start, end, found[1], True, value)
        if linked or not known.has("before-noun", tokens.word(at)):
            break
        at += 1
    return Counted(numeral.start, symbol[0], symbol[1], True, numeral.value) if symbol else None


def _past_old(tokens: Tokens, end: int, known: Lexicon) -> int:
    """The "-old" of "35-year-old", the "old" of "35 years old"."""
    at = end + 1 if tokens.word(end) == "-" and tokens.glued(end) else end
    return at + 1 if known.has("old", tokens.word(at)) else end


def _symbol(tokens: Tokens, numeral: Numeral, known: Lexicon) -> tuple[int, str] | None:
    """A unit's symbol right behind digits: "120 m", "35h"; case counts."""
    at = numeral.end
    if not numeral.digits or not tokens.near(at):
        return None
    for end in range(min(len(tokens), at + _LONGEST_SYMBOL), at, -1):
        unit = known.unit_symbols.get(tokens.raw(at, end))
        if unit and not (tokens.glued(end) and (tokens.words[end][0].isalnum() or tokens.words[end] in "'/")):
            return end, unit
    return None


def _suffixed(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    """A suffix before a noun is a scale: "2.5m people", "45k followers"; alone it may be a unit."""
    if not numeral.compact or not tokens.glued(numeral.end) or numeral.value is None:
        return None
    end, factor = numeral.compact
    scaled = Numeral(numeral.start, end, numeral.value * factor, digits=True, of=True, factor=factor)
    return _unit(tokens, scaled, known) or noun(tokens, scaled, known)


def is_labelled(tokens: Tokens, numeral: Numeral, known: Lexicon) -> bool:
    """Whether the number names a thing: "article 12", "n° 5", "articles 12 et 13", "page 3 sur 12"."""
    if not tokens.digits[numeral.start] or numeral.factor != 1:
        return False
    at, crossed = numeral.start - 1, False
    for _ in range(_ENUMERATED):
        is_number = at >= 0 and tokens.digits[at]
        linked = tokens.word(at) in _CONNECTORS or known.has("label-suffixes", tokens.word(at))
        if not is_number and not linked and not known.separators.get(tokens.word(at)):
            break
        at, crossed = at - 1, crossed or is_number
    return (crossed and _label_ends(tokens, at, known)) or _label_ends(tokens, numeral.start - 1, known)


def _label_ends(tokens: Tokens, at: int, known: Lexicon) -> bool:
    """Whether a label stands at a token, an abbreviation's full stop included."""
    at -= tokens.word(at) == "." and tokens.glued(at)
    each = at > 0 and (tokens.digits[at - 1] or known.has("each", tokens.words[at - 1]))
    return known.has("labels", tokens.word(at)) and not each


_CONNECTORS = frozenset(",-–")
