"""The currency of a number: a sign or code on either side, a name behind it, with its suffixes."""

from dataclasses import dataclass, replace
from decimal import Decimal

from factsheets.distill.number_digits import money_prefix
from factsheets.distill.number_lexicon import CurrencyName, Lexicon
from factsheets.distill.number_tokens import Tokens
from factsheets.distill.numeral import Numeral

_LONGEST_SYMBOL = 5
_LARGE = 1000
_GROUP = 3
_SHY = 2
"""Letters of a sign that is money before a small number only where the document has that currency: "R150"."""
_ONE = Decimal(1)
_SCREENS = frozenset({144, 240, 360, 480, 720, 1080, 1440, 2160})
"""Lines of a film, which are printed as pence are: "1080p"."""


@dataclass(frozen=True, slots=True)
class Money:
    """The tokens of a number with its currency; `factor` is what suffix and subunit make of the number."""

    start: int
    end: int
    name: CurrencyName
    factor: Decimal
    scaled: bool
    before: bool
    cents: Decimal = Decimal(0)


def attach(tokens: Tokens, numeral: Numeral, known: Lexicon) -> Money | None:
    """The money that a numeral says, or None when no currency stands with it."""
    start, sign = _before(tokens, numeral, known)
    if numeral.one and known.names.at(tokens, numeral.end) and known.phrases["of"].at(tokens, numeral.end + 1):
        return None  # "un peso de 31 kilos", "une livre de beurre"
    compact_end, factor = numeral.compact or (numeral.end, _ONE)
    for end, times in ((compact_end, factor), (numeral.end, _ONE)) if numeral.compact else ((numeral.end, _ONE),):
        found = _after(tokens, end, numeral, known)
        if found and not _is_weight(tokens, numeral, found, known):
            name = _both(sign, found[1])
            factor = times * found[1].factor * found[2] * _thousands(tokens, numeral, name, known)
            behind, cents = _cents(tokens, numeral, found[0], known) if factor == 1 else (found[0], Decimal(0))
            return Money(start, behind, name, factor, times * found[2] > 1, sign is not None, cents)
    if sign is None:
        return None
    scale = _loose_scale(tokens, numeral, known) if not numeral.compact else None
    end, factor = scale or (compact_end, factor)
    return Money(start, end, sign, factor * _thousands(tokens, numeral, sign, known), factor > 1, True)


def _thousands(tokens: Tokens, numeral: Numeral, name: CurrencyName, known: Lexicon) -> Decimal:
    """A thousand, where a comma that the language has for decimals groups: no price has a tenth of a centavo."""
    whole, comma, rest = tokens.words[numeral.start].partition(",")
    decimals = numeral.digits and comma and len(rest) == _GROUP and rest.isdigit() and whole.isdigit() and whole != "0"
    if not decimals or numeral.end != numeral.start + 1 or numeral.compact or numeral.value is None:
        return _ONE
    grouped = numeral.value >= _LARGE or known.has("three-decimals", name.code or name.family)
    return _ONE if grouped or "three-decimals" not in known.words else Decimal(_LARGE)


def _loose_scale(tokens: Tokens, numeral: Numeral, known: Lexicon) -> tuple[int, Decimal] | None:
    """Nothing yet but a suffix that stands one space away: "EUR 1.2 m"."""
    factor = known.compact.get(tokens.word(numeral.end)) if numeral.digits and numeral.factor == 1 else None
    return (numeral.end + 1, factor) if factor else None


def _both(sign: CurrencyName | None, after: CurrencyName) -> CurrencyName:
    """Of a sign and a name on two sides of a number the one that says more: "$500 MXN", "US$ 3 million dollars"."""
    return sign if sign and sign.code and not after.code else after


def _before(tokens: Tokens, numeral: Numeral, known: Lexicon) -> tuple[int, CurrencyName | None]:
    """(the first token of a sign or code before a number, what it says)."""
    at = numeral.start
    if not (numeral.digits and tokens.near(at)):
        return at, None
    for start in range(max(0, at - _LONGEST_SYMBOL), at):
        name = known.symbols.get(tokens.raw(start, at))
        if name and _stands_alone(tokens, start):
            if not _is_word(tokens, start, numeral, known):
                return start, name
            if tokens.glued(at) and at - start == 1 and len(tokens.words[start]) <= _SHY:
                return start, replace(name, shy=True)
    return at, None


def _stands_alone(tokens: Tokens, start: int) -> bool:
    """Whether a sign does not go on from letters: not the "R$" of "EUR$", not the "$" of "A$" when that is known."""
    first = tokens.words[start]
    if not tokens.glued(start):
        return True
    before = tokens.words[start - 1]
    if before == "/":
        return False
    return not (before[0].isalnum() and first[0].isalpha()) and not before[0].isdigit()


def _is_word(tokens: Tokens, start: int, numeral: Numeral, known: Lexicon) -> bool:
    """Whether what looks like a code is an acronym: "COP 28"."""
    value = (numeral.value or 0) * (numeral.compact[1] if numeral.compact else 1)
    return known.has("not-codes", tokens.raw(start, numeral.start)) and value < _LARGE


def _after(tokens: Tokens, end: int, numeral: Numeral, known: Lexicon) -> tuple[int, CurrencyName, Decimal] | None:
    """(the token behind the currency, what it says, the factor that its own prefix adds)."""
    at = end
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    raw = tokens.raw(at, at + 1) if at < len(tokens) else ""
    if numeral.digits and tokens.near(at):
        subunit = known.subunit_signs.get(raw) if tokens.glued(at) and numeral.factor == 1 else None
        if (
            subunit
            and numeral.value not in _SCREENS
            and not (tokens.glued(at + 1) and tokens.words[at + 1][0].isalnum())
        ):
            return at + 1, subunit, _ONE
        prefixed = money_prefix(raw, known) if numeral.factor == 1 else None
        if prefixed:
            return at + 1, known.symbols[prefixed[1]], prefixed[0]
        scaled = known.scaled_names.get(raw.lower())
        if scaled:
            return at + 1, scaled[1], scaled[0]
    of = known.phrases["of"].at(tokens, at)
    at = of[0] if of else at
    sign, name = _symbol(tokens, at, known), known.names.at(tokens, at)
    found = name if name and not (sign and sign[0] > name[0]) else sign
    return (found[0], found[1], _ONE) if found else None


def _is_point(tokens: Tokens, end: int) -> bool:
    """Whether a sign stands for the decimal point: "7€05"."""
    word = tokens.words[end]
    return len(word) == 2 and word.isdigit() and not tokens.words[end - 1].isalnum() and tokens.digits[end - 2]


def _cents(tokens: Tokens, numeral: Numeral, end: int, known: Lexicon) -> tuple[int, Decimal]:
    """(the token behind, what they add) of "7€05", "3 euros 50", "2 pounds 50 pence"."""
    word, none = tokens.word(end), (end, Decimal(0))
    whole = numeral.digits and numeral.factor == 1 and numeral.value is not None and numeral.value % 1 == 0
    if not whole or len(word) != 2 or not word.isdigit() or not tokens.near(end) or end in tokens.chained:
        return none
    if tokens.glued(end + 1) and tokens.words[end + 1][0] not in ",.;:!?)»\"”'":
        return none
    named = known.names.at(tokens, end + 1)
    if named and named[1].factor != 1:
        return named[0], Decimal(word) / 100
    follows = tokens.word(end + 1)
    free = not follows[:1].isalnum() or bool(known.per.at(tokens, end + 1)) or follows in known.joiners
    decimals = follows in {",", "."} and tokens.glued(end + 1) and tokens.glued(end + 2)
    free = free and not decimals and follows not in {"%", "/", "-", "–"}
    return (end + 1, Decimal(word) / 100) if free or tokens.glued(end) else none


def _symbol(tokens: Tokens, at: int, known: Lexicon) -> tuple[int, CurrencyName] | None:
    if at and not tokens.near(at) and tokens.word(at - 1) != "'":
        return None
    for end in range(min(len(tokens), at + _LONGEST_SYMBOL), at, -1):
        name = known.symbols.get(tokens.raw(at, end))
        if name is None:
            continue
        glued = tokens.glued(end) and tokens.words[end][0].isalnum()
        if not glued or _is_point(tokens, end):
            return end, name
    return None


def _is_weight(tokens: Tokens, numeral: Numeral, found: tuple[int, CurrencyName, Decimal], known: Lexicon) -> bool:
    """Whether pounds weigh: "25 pounds of flour", "weighing 25 pounds", "a 150-pound parcel"."""
    if not known.has("weights", tokens.word(found[0] - 1)):
        return False
    if tokens.word(numeral.end) == "-" and numeral.factor == 1 and numeral.magnitude is None:
        return True
    before = range(max(0, numeral.start - 4), numeral.start)
    if any(known.has("weight-before", tokens.words[at]) for at in before):
        return True
    behind = known.has("weight-after", tokens.word(found[0]))
    return behind and not known.phrases["weight-money"].at(tokens, found[0])
