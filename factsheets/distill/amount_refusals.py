"""What looks like a quantity and is none: years, dates, times of day, names, articles, postcodes, reading times."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from factsheets.distill.number_lexicon import Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import PERIODS, Numeral

_YEARS = (1500, 2199)
_LASTING = 9
"""Tokens over which a word such as "délai" says that hours are a duration."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The tokens of a number with its unit; `known` says that the unit is of the vocabulary."""

    start: int
    end: int
    unit: str
    known: bool
    value: Decimal | None


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
    if before.before(tokens, numeral.start) or after.at(tokens, found.end):
        return False
    return not _is_lasting(tokens, numeral.start, known)


def _is_lasting(tokens: Tokens, start: int, known: Lexicon) -> bool:
    """Whether what lasts is said just before: "le temps d'attente aux urgences, de 5 h 40"."""
    if not known.has("ages-of", tokens.word(start - 1)):
        return False
    for at in range(start - 2, max(-1, start - 2 - _LASTING), -1):
        if tokens.words[at] in ".!?;:":
            return False
        if known.has("lasting", tokens.words[at]):
            return True
    return False


_OPENERS = frozenset(".!?:;…\"«“”'()-–—•*")
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
    """Whether "one" or "un" only introduces its noun; few nouns are counted from one, units in "less than one hour"."""
    if not numeral.one or found.value != 1 or known.has("counted-ones", tokens.word(found.end - 1)):
        return False
    return not found.known or known.modifiers.before(tokens, numeral.start) is None


def _is_reading_time(tokens: Tokens, numeral: Numeral, found: Counted, known: Lexicon) -> bool:
    """Whether a page says how long it takes to read: "9 min read"."""
    told = known.phrases["page-counts"].at(tokens, found.end)
    return found.unit == "minute" and bool(told or known.phrases["page-counts-before"].before(tokens, numeral.start))


def _is_postcode(tokens: Tokens, numeral: Numeral, found: Counted, _: Lexicon) -> bool:
    """Whether five digits stand before the name of a town."""
    word = tokens.words[numeral.start]
    return len(word) >= 5 and word.isdigit() and tokens.capital(found.end - 1) and not found.known


REFUSALS: tuple[Callable[[Tokens, Numeral, Counted, Lexicon], bool], ...] = (
    *(_is_year, _is_date, _is_time_of_day, _is_name, _is_one, _is_postcode, _is_reading_time),
)
