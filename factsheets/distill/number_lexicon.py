"""What the rules of numbers know of one language, read once from the vocabularies into tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from factsheets.distill.number_tokens import Phrases
from factsheets.distill.numeral import PERIODS
from factsheets.vocabulary import currencies, language_data, modifier_cues, months, range_cues, scales, table, terms
from factsheets.yaml_text import Data

_PER = ("year", "month", "unit")
_TENS, _HUNDREDS = "tens", "hundreds"
_CENT = Decimal("0.01")
_MEASURES = (
    "metre",
    "mile",
    "foot",
    "inch",
    "yard",
    "gram",
    "tonne",
    "litre",
    "hour",
    "watt",
    "second",
    "degree",
    "point",
    "acre",
)


@dataclass(frozen=True, slots=True)
class CurrencyName:
    """What a name or sign of a currency says: a `code`, or only the `family` of several; a subunit has a `factor`.

    A shy one is money only where the document has sums of its family: the "p" of "60p".
    """

    code: str = ""
    family: str = ""
    factor: Decimal = Decimal(1)
    shy: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Tables of one language; `words` are sets by their key in its `numbers.yaml`."""

    lang: str
    numbers: Phrases[Decimal]
    scales: dict[str, Decimal]
    compact: dict[str, Decimal]
    collectives: dict[str, Decimal]
    vague_compounds: Phrases[Decimal]
    joiners: dict[str, str]
    fractions: Phrases[Fraction]
    whole_fractions: Phrases[Fraction]
    symbols: dict[str, CurrencyName]
    names: Phrases[CurrencyName]
    subunit_signs: dict[str, CurrencyName]
    scaled_names: dict[str, tuple[Decimal, CurrencyName]]
    units: Phrases[str]
    unit_symbols: dict[str, str]
    measures: frozenset[str]
    long_periods: dict[str, Decimal]
    tolls: dict[str, str]
    modifiers: Phrases[str]
    modifiers_after: Phrases[str]
    separators: dict[str, bool]
    openings: frozenset[str]
    per: Phrases[str]
    per_before: dict[str, str]
    per_each: Phrases[str]
    natures: Phrases[str]
    nature_headings: Phrases[str]
    endings: tuple[tuple[str, str], ...]
    phrases: dict[str, Phrases[bool]]
    words: dict[str, frozenset[str]]
    starters: frozenset[str]
    clock: tuple[str, int]
    most_modifiers: int

    def has(self, key: str, word: str) -> bool:
        return word in self.words.get(key, ())


@cache
def lexicon(lang: str) -> Lexicon:
    """The tables of a language. Its own file may also hold what the shared vocabularies have of other languages."""
    data = language_data(lang, "numbers")
    known_scales = {**scales(lang), **_scales(data)}
    compact = {word: known_scales[word] for word in strings(data, "compact") if word in known_scales}
    collectives = _decimals(data, "collectives")
    hundreds = strings(data, "hundred")
    symbols, names = _currencies(lang, data)
    separators, openings = _separators(lang, data)
    numbers = _decimals(data, "words")
    words = {key: frozenset(strings(data, key)) for key, entry in data.items() if isinstance(entry, list)}
    words |= {
        f"noun-{key}": frozenset(strings(entries(data, "noun"), key))
        for key in ("plurals", "irregular", "compounds", "hyphened")
    }
    words["loose-openings"] = frozenset(opening for opening, middle in _cues(lang, data) if not separators[middle])
    words["months"] = frozenset(month.lower() for month in months(lang))
    phrases = {key: Phrases([(one, True) for one in strings(data, key)]) for key in _PHRASES}
    clock = entries(data, "clock")
    phrases |= {f"clock-{key}": Phrases([(one, True) for one in strings(clock, key)]) for key in ("before", "after")}
    ages = entries(data, "ages")
    for key in ("closed", "has", "counted", "behind"):
        phrases[f"ages-{key}"] = Phrases([(one, True) for one in strings(ages, key)])
    phrases["ages"] = Phrases([(one, True) for one in strings(ages, "before")])
    words |= {"old": frozenset(strings(ages, "old")), "ages-of": frozenset(strings(ages, "of"))}
    nature = entries(data, "nature")
    big = {w: f for w, f in known_scales.items() if w not in compact and w not in collectives and w not in hundreds}
    fractions = {word: Fraction(str(part)) for word, part in entries(data, "fractions").items()}
    whole = {word: Fraction(str(part)) for word, part in entries(data, "whole-fractions").items()}
    compounds = {word: Decimal(10) ** int(str(power)) for word, power in entries(data, "vague-compounds").items()}
    starting = (*numbers, *hundreds, *strings(data, "articles"), *strings(data, "half"), *strings(data, "vague"))
    starting += (*strings(data, "vague-alone"), *strings(data, "plurals"), *strings(data, "scales-alone"))
    starting += (*strings(data, "definite"), *whole, *compounds, *_GLYPHS)
    return Lexicon(
        lang=lang,
        numbers=Phrases([(form, value) for word, value in numbers.items() for form in _hyphenated(word)]),
        scales=big,
        compact=compact,
        collectives=collectives,
        vague_compounds=Phrases(compounds),
        joiners={word: str(kind) for word, kind in entries(data, "joiners").items()},
        fractions=Phrases(fractions),
        whole_fractions=Phrases(whole),
        symbols=symbols,
        names=names,
        subunit_signs=_subunit_signs(data),
        scaled_names=_scaled_names(data),
        units=Phrases(_units(lang, data)),
        unit_symbols={sign: unit for unit, signs in table("unit_symbols").items() for sign in _strings(signs)},
        measures=PERIODS | {unit for unit in terms("units") if unit.endswith(_MEASURES)},
        long_periods=_decimals(data, "long-periods"),
        tolls=dict(_by_key(entries(data, "tolls"))),
        modifiers=Phrases([*modifier_cues(lang), *_by_key(entries(data, "modifiers"))]),
        modifiers_after=Phrases(_by_key(entries(data, "modifiers-after"))),
        separators=separators,
        openings=openings,
        per=Phrases(_by_key(entries(data, "per"))),
        per_before=dict(_by_key(entries(data, "per-before"))),
        per_each=Phrases(_by_key(entries(data, "per-each"))),
        natures=Phrases(_by_key(nature)),
        nature_headings=Phrases(_by_key(entries(data, "nature-headings"))),
        endings=tuple((ending, key) for ending, key in _by_key(entries(data, "endings"))),
        phrases=phrases,
        words=words,
        starters=frozenset(phrase.replace("-", " ").replace("'", " ").split()[0] for phrase in starting),
        clock=(str(clock.get("unit", "")), int(str(clock.get("highest", 0)))),
        most_modifiers=int(str(entries(data, "noun").get("modifiers", 0))),
    )


_GLYPHS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_PHRASES = (
    *("of", "and-half", "vague", "vague-alone", "ratio", "date-only-before", "date-after", "weight-money"),
    *(
        "half-article",
        "tax",
        "of-the",
        "table-in",
        "of-whom",
        "page-counts",
        "page-counts-before",
        "told-by",
        "number-of",
        "the-number-of",
        "number-reaches",
        "part-of",
        "part-verbs",
        "compared-with",
        "sentence-part",
    ),
)


def glyph(word: str) -> Fraction | None:
    """The value of ½ and its like."""
    return _GLYPHS.get(word)


def entries(data: dict[str, Data], key: str) -> dict[str, Data]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def strings(data: dict[str, Data], key: str) -> tuple[str, ...]:
    return _strings(data.get(key, []))


def _strings(found: Data) -> tuple[str, ...]:
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def _decimals(data: dict[str, Data], key: str) -> dict[str, Decimal]:
    return {word: Decimal(str(value)) for word, value in entries(data, key).items()}


def _scales(data: dict[str, Data]) -> dict[str, Decimal]:
    return {word: Decimal(10) ** int(power) for word, power in _by_key(entries(data, "scales"))}


def _by_key(mapping: dict[str, Data]) -> list[tuple[str, str]]:
    return [(word, key) for key, words in mapping.items() for word in _strings(words)]


def _hyphenated(word: str) -> set[str]:
    return {word, word.replace("-", " "), word.replace(" ", "-")}


def _currencies(lang: str, data: dict[str, Data]) -> tuple[dict[str, CurrencyName], Phrases[CurrencyName]]:
    """Signs and codes (case counts), and names of this language; a name that several countries share is a family."""
    symbols = {code: CurrencyName(code) for code in currencies()}
    symbols |= {sign: CurrencyName(code) for sign, code in _by_key(entries(data, "currency-signs"))}
    names: dict[str, CurrencyName] = {}
    for code, entry in table("currencies").items():
        known = entry if isinstance(entry, dict) else {}
        symbols |= {symbol: CurrencyName(code) for symbol in strings(known, "symbols")}
        names |= {name.lower(): CurrencyName(code) for name in strings(known, lang)}
    names |= {name.lower(): CurrencyName(code) for name, code in _by_key(entries(data, "currencies"))}
    for family, entry in table("shared_currencies").items():
        known = _dict(entry)
        symbols |= {sign: CurrencyName(family=family, shy="shy" in known) for sign in strings(known, "symbols")}
    names |= {name.lower(): CurrencyName(family=key) for name, key in _by_key(entries(data, "shared-currencies"))}
    names |= {name: CurrencyName(family=str(of), factor=_CENT) for name, of in entries(data, "subunits").items()}
    return symbols, Phrases(names)


def _subunit_signs(data: dict[str, Data]) -> dict[str, CurrencyName]:
    return {sign: CurrencyName("", str(of), _CENT, True) for sign, of in entries(data, "subunit-signs").items()}


def _dict(entry: Data) -> dict[str, Data]:
    return entry if isinstance(entry, dict) else {}


def _scaled_names(data: dict[str, Data]) -> dict[str, tuple[Decimal, CurrencyName]]:
    found = {}
    for word, written in entries(data, "scaled-currencies").items():
        power, name = str(written).split()
        found[word] = (Decimal(10) ** int(power), CurrencyName(name) if name.isupper() else CurrencyName(family=name))
    return found


def _units(lang: str, data: dict[str, Data]) -> Iterator[tuple[str, str]]:
    for unit, term in terms("units").items():
        for word in term.by_language.get(lang, ()):
            yield word, unit
            yield word.replace(" ", "-"), unit
    for word, unit in _by_key(entries(data, "units")):
        yield word, unit


def _cues(lang: str, data: dict[str, Data]) -> list[tuple[str, str]]:
    """(what opens a range or nothing, what stands between its ends)."""
    return [*range_cues(lang), *((cue.split("|")[0], cue.split("|")[1]) for cue in strings(data, "range"))]


def _separators(lang: str, data: dict[str, Data]) -> tuple[dict[str, bool], frozenset[str]]:
    """Words between the ends of a range -> whether an opening must come first; and those openings."""
    cues = _cues(lang, data)
    free = {middle for opening, middle in cues if not opening}
    closed = {middle for opening, middle in cues if opening} - free
    openings = frozenset(opening for opening, middle in cues if middle in closed)
    return {**dict.fromkeys(free, False), **dict.fromkeys(closed, True)}, openings
