"""Amounts as printed: exact decimals with their uncertainty, compared as intervals.

A newspaper prints "3.75 millions", "more than 200", "entre 3 et 5 millions" or "millions of": an `Amount` keeps which
of these it was, and `Amount.interval()` says which exact values it admits.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from factsheets.vocabulary import currencies, modifier_cues, range_cues, scales

LANGUAGES = ("en", "fr", "es")
ABOUT_TOLERANCE = Decimal("0.1")
"""How far an "about" may be from the value printed; a convention of this project."""
LONGEST_NUMBER = 28
"""Characters; the decimal context computes exactly up to as many digits."""
LONGEST_PHRASE = 200
_SHARED_SIGN = "$"
"""Of several countries: a currency named behind the number says which, as in "$500 MXN"."""
_SPACES = " \u00a0\u202f\u2009"
_DIGITS = re.compile(rf"\d+(?:[.,{_SPACES}'’]\d+)*")
_NUMERAL = re.compile(rf"\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}")  # by two and three as well: 12,34,567 in India
_BEHIND = re.compile(r"(?P<gap>\s*-?\s*)(?:d'|(?:de|of)\s+)?")
_GAP = re.compile(r"(?P<space>\s+)(?:(?:de|of)\s+)?")
_OF = re.compile(r"\s+(?:d'|(?:de|of)\s+)(.+)")
_SEVERAL = re.compile(r"(?:des|several|plusieurs|varios)\s+")


class Modifier(StrEnum):
    AS_PRINTED = "as-printed"
    ABOUT = "about"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    RANGE = "range"
    MAGNITUDE = "magnitude"


class Match(StrEnum):
    """How an uncertain amount stands to a question: surely inside it, possibly, or not at all."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Interval:
    """The exact values something may have; an end that is None is unbounded."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def _ends_before(self, other: "Interval") -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def overlaps(self, other: "Interval") -> bool:
        return not (self._ends_before(other) or other._ends_before(self))

    def within(self, other: "Interval") -> bool:
        low_fits = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high_fits = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return low_fits and high_fits

    def match(self, asked: "Interval") -> Match:
        if self.within(asked):
            return Match.CERTAIN
        return Match.POSSIBLE if self.overlaps(asked) else Match.NONE


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a document gives it: one `value`, the bounds of a range, or the `magnitude` of "millions of"."""

    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    magnitude: Decimal | None = None
    modifier: Modifier = Modifier.AS_PRINTED

    def interval(self) -> Interval:
        """A magnitude of a thousand, a million, ... reaches up to the next such word, any other to ten times itself."""
        if self.magnitude is not None:
            step = 1000 if self.magnitude in {Decimal(10) ** power for power in (3, 6, 9, 12)} else 10
            return Interval(self.magnitude, self.magnitude * step, high_open=True)
        if self.value is None:
            return Interval(self.min, self.max)
        value = self.value
        match self.modifier:
            case Modifier.ABOUT:
                margin = abs(value) * ABOUT_TOLERANCE
                return Interval(value - margin, value + margin)
            case Modifier.AT_LEAST | Modifier.MORE_THAN:
                return Interval(value, None, low_open=self.modifier is Modifier.MORE_THAN)
            case Modifier.AT_MOST | Modifier.LESS_THAN:
                return Interval(None, value, high_open=self.modifier is Modifier.LESS_THAN)
            case _:
                return Interval(value, value)

    def size(self) -> Decimal:
        """One number to sort by: the value, else the middle of nothing: the lower bound that was printed."""
        for number in (self.value, self.min, self.magnitude, self.max):
            if number is not None:
                return number
        return Decimal(0)

    def is_empty(self) -> bool:
        return self.value is None and self.min is None and self.max is None and self.magnitude is None


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """What `parse` reads: the amount and the currency named with it, if any."""

    amount: Amount
    currency: str | None = None


def plain(number: Decimal) -> str:
    """The canonical form, in YAML, JSON and the index: no exponent, no grouping, no idle zeros: "3750000", "2.5"."""
    text = format(number, "f") if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_number(text: str, lang: str) -> Decimal | None:
    """Read a number in digits, or return None when it is not one.

    Where both separators stand, the last is the decimal one. A single separator that can group (one to three digits
    before it, the first not 0, exactly three behind) does so if it is "." in French or Spanish or "," in English;
    spaces and apostrophes group by three or not at all: "12 34" is two numbers.
    """
    text = text.strip()
    if len(text) > LONGEST_NUMBER or not _NUMERAL.fullmatch(text):
        return None
    digits = re.sub(rf"[{_SPACES}'’]", "", text)
    separators = re.findall(r"[.,]", digits)
    if not separators or digits != text:
        return Decimal(digits.replace(",", "."))
    last = separators[-1]
    grouping = "," if lang == "en" else "."
    if len(set(separators)) == 1 and (last == grouping or len(separators) > 1) and _GROUPED.fullmatch(digits):
        return Decimal(re.sub(r"[.,]", "", digits))
    head, _, tail = digits.rpartition(last)
    if last in head or not (head.isdigit() or _GROUPED.fullmatch(head)):
        return None
    return Decimal(re.sub(r"[.,]", "", head) + "." + tail)


def readings(text: str) -> tuple[PrintedAmount, ...]:
    """Every amount a text may mean when its language is not known: `3,750` is 3750 in English and 3.75 in French."""
    found = (parse(text, lang) for lang in LANGUAGES)
    return tuple(dict.fromkeys(reading for reading in found if reading is not None))


def parse(text: str, lang: str) -> PrintedAmount | None:
    """Read a whole printed amount ("entre 3 et 5 millions d'euros", "US$ 3.75m", "3,75 M$"), or return None.

    Numbers are in digits; a scale word and a currency may stand on either side, as each language has it.
    """
    if len(text) > LONGEST_PHRASE:
        return None
    folded = unicodedata.normalize("NFC", text).casefold()
    phrase = re.sub(rf"[{_SPACES}]+", " ", folded.strip().replace("’", "'"))
    modifier, phrase = _cut_cue(phrase, lang)
    for pattern in _range_patterns(lang):
        bounds = pattern.fullmatch(phrase)
        if bounds and (parsed := _parse_range(bounds.group(1), bounds.group(2), lang)):
            return parsed
    single = _parse_single(phrase, lang)
    if single is None:
        return None
    number, scale, currency = single
    value = None if number is None else number * (scale or 1)
    if value is None:
        return PrintedAmount(Amount(magnitude=scale, modifier=Modifier.MAGNITUDE), currency)
    return PrintedAmount(Amount(value=value, modifier=modifier), currency)


def _cut_cue(phrase: str, lang: str) -> tuple[Modifier, str]:
    modifiers = dict(modifier_cues(lang))
    found = _cue_pattern(lang).match(phrase)
    if not found:
        return Modifier.AS_PRINTED, phrase
    return Modifier(modifiers[found[1]]), phrase[found.end() :]


@cache
def _cue_pattern(lang: str) -> re.Pattern[str]:
    return re.compile(rf"({_alternatives([cue for cue, _ in modifier_cues(lang)])})(?!\w)\s*")


@cache
def _range_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    shapes = (rf"(?:{opening})\s*(.+?)\s*(?:{middle})\s*(.+)" for opening, middle in range_cues(lang))
    return tuple(re.compile(shape) for shape in shapes)


def _parse_range(first: str, second: str, lang: str) -> PrintedAmount | None:
    low, high = _parse_single(first, lang), _parse_single(second, lang)
    if low is None or high is None or low[0] is None or high[0] is None:
        return None
    if low[2] and high[2] and low[2] != high[2]:
        return None
    high_scale = high[1] or Decimal(1)
    low_scale = low[1] or (high_scale if low[0] < high[0] else Decimal(1))
    bounds = low[0] * low_scale, high[0] * high_scale
    if bounds[0] >= bounds[1]:
        return None
    return PrintedAmount(Amount(min=bounds[0], max=bounds[1], modifier=Modifier.RANGE), high[2] or low[2])


def _parse_single(phrase: str, lang: str) -> tuple[Decimal | None, Decimal | None, str | None] | None:
    """(number, scale, currency) of a phrase that is nothing else; number is None for "millions of dollars"."""
    counted = _counted(phrase, lang)
    if counted:
        before, number, scale, after = counted
        value = parse_number(number, lang)
        if value is not None:
            shared = after and before == _SHARED_SIGN
            return value, _scale(scale, lang), _currency(after) if shared else _currency(before) or _currency(after)
    return _uncounted(phrase, lang)


def _counted(phrase: str, lang: str) -> tuple[str, str, str, str] | None:
    """A phrase in digits as the words before the number, the number, the scale and the words behind; "" for none.

    The hundreds of names of currencies are looked up, never part of a pattern: those took longer to compile than an
    answer takes to find.
    """
    for found in _DIGITS.finditer(phrase):
        before, rest = phrase[: found.start()].rstrip(), phrase[found.end() :].lstrip()
        if before and before not in _currency_words():
            continue
        for end in _ends_of_scale(rest, lang):
            after = _named_behind(rest[end:])
            if after is not None:
                return before, found.group(), rest[:end], after
    return None


def _named_behind(rest: str) -> str | None:
    """The currency that all of a rest names, "" for an empty rest, None for anything else."""
    if not rest:
        return ""
    behind = _BEHIND.match(rest)
    starts = (behind.end(), behind.end("gap")) if behind else ()
    return next((rest[start:] for start in starts if rest[start:] in _currency_words()), None)


def _ends_of_scale(text: str, lang: str) -> Iterator[int]:
    """Where a scale that a text begins with may end, the longest word first, two words before one; at last 0."""
    words = _scale_words(lang)
    for first in words:
        if not text.startswith(first):
            continue
        gap = _GAP.match(text, len(first))
        for start in (gap.end(), gap.end("space")) if gap else ():
            yield from (start + len(second) for second in words if text.startswith(second, start))
        yield len(first)
    yield 0


def _uncounted(phrase: str, lang: str) -> tuple[None, Decimal | None, str | None] | None:
    """ "Several millions of dollars": a scale and a currency, no number."""
    opening = _SEVERAL.match(phrase)
    text = phrase[opening.end() :] if opening else phrase
    for end in _ends_of_scale(text, lang):
        behind = _OF.fullmatch(text, end) if end else None
        if behind and behind[1] in _currency_words():
            return None, _scale(text[:end], lang), _currency(behind[1])
    return None


def _scale(word: str | None, lang: str) -> Decimal | None:
    if not word:
        return None
    product = Decimal(1)
    for part in re.findall(r"\w+", word):
        product *= scales(lang).get(part, 1)
    return product


def _currency(word: str | None) -> str | None:
    return _currency_words().get(word) if word else None


@cache
def _currency_words() -> dict[str, str]:
    return {
        word.casefold(): currency.code
        for currency in currencies().values()
        for word in (*currency.symbols, *currency.words)
    }


def _alternatives(words: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def _scale_words(lang: str) -> tuple[str, ...]:
    return tuple(sorted(scales(lang), key=len, reverse=True))


def group(number: Decimal, separator: str = ",", decimal_mark: str = ".") -> str:
    whole, _, fraction = plain(number.copy_abs()).partition(".")
    grouped = ("-" if number < 0 else "") + format(int(whole), ",").replace(",", separator)
    return grouped + (decimal_mark + fraction if fraction else "")
