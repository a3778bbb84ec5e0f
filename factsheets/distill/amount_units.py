"""What a number counts, when it is no money: a unit of the vocabulary, or the noun behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import HALF, PERIODS, Numeral

_YEARS = (1500, 2199)
_LONGEST_SYMBOL = 2
_ADJECTIVES = 2
_ENUMERATED = 6
_SIGNED = frozenset({"percent", "percentage-point", "basis-point", "degree-celsius"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The tokens of a number with its unit; `known` says that the unit is of the vocabulary."""

    start: int
    end: int
    unit: str
    known: bool
    value: Decimal | None


def attach(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    """The quantity that a numeral says, or None when nothing that can be counted or measured stands with it."""
    if is_labelled(tokens, numeral, known):
        return None
    found = _suffixed(tokens, numeral, known) or _unit(tokens, numeral, known) or _noun(tokens, numeral, known)
    if found is None or any(refuses(tokens, numeral, found, known) for refuses in _REFUSALS):
        return None
    return _signed(tokens, numeral, found)


def is_signed(unit: str) -> bool:
    return unit in _SIGNED


def _signed(tokens: Tokens, numeral: Numeral, found: Counted) -> Counted:
    """With the minus of a rate or a temperature; before anything else a dash is a bullet."""
    at = numeral.start - 1
    sign = tokens.word(at)
    signed = sign in {"-", "+"} and tokens.glued(at + 1) and (not tokens.glued(at) or tokens.words[at - 1] in "([")
    if found.value is None or found.unit not in _SIGNED or not signed or (at > 0 and tokens.digits[at - 1]):
        return found
    return replace(found, start=at, value=-found.value if sign == "-" else found.value)


def _unit(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    at, linked = _noun_start(tokens, numeral, known)
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


def _noun_start(tokens: Tokens, numeral: Numeral, known: Lexicon) -> tuple[int, bool]:
    """(where the noun begins, whether a hyphen links it): behind "of" where the number calls for one."""
    at = numeral.end
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        return at + 1, True
    if tokens.word(at) == "+" and tokens.glued(at):
        return at + 1, False
    of = known.phrases["of"].at(tokens, at) if numeral.of else None
    if of:
        at = of[0]
        at += known.has("determiners", tokens.word(at))
    return at, False


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
    return _unit(tokens, scaled, known) or _noun(tokens, scaled, known)


def _noun(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Counted | None:
    at, linked = _noun_start(tokens, numeral, known)
    if linked or numeral.value == 1 or (numeral.of and not _calls_noun(tokens, numeral, known)):
        return None
    first, free = at, known.most_modifiers
    while at - first < _ADJECTIVES + known.most_modifiers:
        word = tokens.word(at)
        if not word[:1].isalpha() or not _spaced(tokens, at):
            return None
        if known.has("before-noun", word):
            at += 1
        elif known.has("not-units", word) or known.has("months", word):
            break
        elif _plural(word, known):
            at += known.has("noun-compounds", word) and _plural(tokens.word(at + 1), known) and _spaced(tokens, at + 1)
            end = at + 1
            if (
                tokens.word(end) == "-"
                and tokens.glued(end)
                and tokens.glued(end + 1)
                and _plural(tokens.word(end + 1), known)
            ):
                end += 2
            return Counted(numeral.start, end, tokens.raw(at, end), False, numeral.value)
        elif free and not _is_verb(tokens, numeral, word):
            at, free = at + 1, free - 1
        else:
            break
    return None


def _is_verb(tokens: Tokens, numeral: Numeral, word: str) -> bool:
    """Whether a word goes on from "the two": they signed deals; without the article they are "two signed deals"."""
    return not numeral.digits and word.endswith("ed") and tokens.word(numeral.start - 1) == "the"


def _calls_noun(tokens: Tokens, numeral: Numeral, known: Lexicon) -> bool:
    """Whether a noun may follow a scale directly: in English always, in French only behind "mille" or with "de"."""
    return known.most_modifiers > 0 or numeral.factor == 1000 or bool(known.phrases["of"].at(tokens, numeral.end))


def _spaced(tokens: Tokens, index: int) -> bool:
    return not tokens.glued(index) or tokens.words[index - 1] in {"'", "’"}


def _plural(word: str, known: Lexicon) -> bool:
    if word in known.words["noun-irregular"]:
        return True
    if known.has("not-units", word):
        return False
    return len(word) > 3 and word[-1] in known.words["noun-plurals"] and not word.endswith("ss")


def is_labelled(tokens: Tokens, numeral: Numeral, known: Lexicon) -> bool:
    """Whether the number names a thing: "article 12", "n° 5", "articles 12 et 13", "page 3 sur 12"."""
    if not tokens.digits[numeral.start] or numeral.factor != 1:
        return False
    at, crossed = numeral.start - 1, False
    for _ in range(_ENUMERATED):
        is_number = at >= 0 and tokens.digits[at]
        if not is_number and tokens.word(at) not in _CONNECTORS and not known.separators.get(tokens.word(at)):
            break
        at, crossed = at - 1, crossed or is_number
    listed = crossed and known.has("labels", tokens.word(at)) and not (at > 0 and tokens.digits[at - 1])
    return listed or _label_ends(tokens, numeral.start - 1, known)


def _label_ends(tokens: Tokens, at: int, known: Lexicon) -> bool:
    """Whether a label stands at a token, an abbreviation's full stop included."""
    at -= tokens.word(at) == "." and tokens.glued(at)
    return known.has("labels", tokens.word(at)) and not (at > 0 and tokens.digits[at - 1])


_CONNECTORS = frozenset(",-–")


def _is_year(tokens: Tokens, numeral: Numeral, found: Counted, known: Lexicon) -> bool:
    """Whether four digits are a year that a noun happens to follow: "the 2024 elections"."""
    word = tokens.words[numeral.start]
    if not (numeral.digits and len(word) == 4 and word.isdigit() and _YEARS[0] <= int(word) <= _YEARS[1]):
        return False
    if found.known and found.unit not in PERIODS and not known.has("date-prepositions", tokens.word(numeral.start - 1)):
        return False
    if known.modifiers.before(tokens, numeral.start):
        return False
    before = tokens.word(numeral.start - 1)
    is_round = int(word) % 100 == 0
    return not is_round or known.has("date-prepositions", before) or known.has("determiners", before)


def _is_date(tokens: Tokens, numeral: Numeral, found: Counted, known: Lexicon) -> bool:
    """Whether a period is a date relative to today: "two weeks ago", "ces 45 derniers jours"."""
    if known.has("months", tokens.word(numeral.start - 1)) and numeral.digits:
        return True
    if found.unit not in PERIODS or not found.known:
        return False
    before, after = known.phrases["date-only-before"], known.phrases["date-after"]
    between = any(known.has("date-only-between", tokens.words[at]) for at in range(numeral.end, found.end))
    return between or bool(before.before(tokens, numeral.start)) or bool(after.at(tokens, found.end))


def _is_time_of_day(tokens: Tokens, numeral: Numeral, found: Counted, known: Lexicon) -> bool:
    """Whether hours are on the clock: "à 20 heures"; a duration says so before or behind."""
    unit, highest = known.clock
    if not unit or found.unit != unit or numeral.value is None or not numeral.digits or numeral.value > highest:
        return False
    before, after = known.phrases["clock-before"], known.phrases["clock-after"]
    return not before.before(tokens, numeral.start) and not after.at(tokens, found.end)


_OPENERS = frozenset(".!?:;…\"«“”'(-–—•*")
"""What may stand before the first word of a sentence, whose capital says nothing."""


def _is_name(tokens: Tokens, numeral: Numeral, found: Counted, _: Lexicon) -> bool:
    """Whether the number is part of a name: "Airbus 320 jets", "60 Millions de consommateurs"."""
    if any(tokens.capital(at) for at in range(numeral.start + 1, numeral.end)) and not tokens.capital(found.end - 1):
        return True
    at, unnamed = numeral.start, not tokens.capital(found.end - 1)
    if not numeral.digits and tokens.capital(at) and unnamed and at > 0 and tokens.word(at - 1) not in _OPENERS:
        return True
    if found.known or not numeral.digits or at < 2 or not tokens.capital(at - 1):
        return False
    return tokens.near(at) and tokens.word(at - 2) not in _OPENERS and numeral.factor == 1


def _is_one(tokens: Tokens, numeral: Numeral, found: Counted, known: Lexicon) -> bool:
    """Whether "one" or "un" only introduces its noun; few nouns are counted from one."""
    return numeral.one and found.value == 1 and not known.has("counted-ones", tokens.word(found.end - 1))


def _is_postcode(tokens: Tokens, numeral: Numeral, found: Counted, _: Lexicon) -> bool:
    """Whether five digits stand before the name of a town."""
    word = tokens.words[numeral.start]
    return len(word) >= 5 and word.isdigit() and tokens.capital(found.end - 1) and not found.known


_REFUSALS: tuple[Callable[[Tokens, Numeral, Counted, Lexicon], bool], ...] = (
    *(_is_year, _is_date, _is_time_of_day, _is_name, _is_one, _is_postcode),
)
