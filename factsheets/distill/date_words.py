"""The date words of a language, compiled: every word gets a letter for the set of classes that it belongs to, and the
forms of `dates.yaml` become regular expressions over these letters.

A form is a line of items: `of` is the word itself, `MONTH` a class, `a|b` either, `x?` optional, `( ... )` and
`( ... )?` groups, `[ ... ]` context that must stand there but is no part of the date. Such a line repeats nothing, and
a text becomes one letter a word, so that reading is fast and linear.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from factsheets import vocabulary
from factsheets.yaml_text import Data

Values = Mapping[str, int]
Sort = frozenset[str]
"""The classes that one word belongs to."""
_Sorts = dict[str, set[str]]

STAGES = ("points", "parts", "intervals")
OTHER = "\u4e00"
"""The letter of every word that no form names."""
_FIRST_LETTER = 0x4E01
_LINE = re.compile(r"(?:\[([^\[\]]*)\])?([^\[\]]+)(?:\[([^\[\]]*)\])?")
_TABLES = {
    "short-months": "MON",
    "short-weekdays": "WD",
    "seasons": "SEASON",
    "feasts": "FEAST",
    "decades": "DECADE",
    "ordinals": "ORDINAL",
    "numbers": "NUMBER",
}
_UNITS = ("day", "week", "month", "quarter", "year", "weekend", "half", "decade", "fortnight")
_NUMERALS = (
    "NUMBER DAYNUM DAY",
    "NUMBER",
    "NUMBER YEAR",
    "ORDINAL DAY",
    "ORDINAL",
    "DECADE",
    "YEARS",
    "DAYS",
    "DATE",
    "MONTHYEAR",
    "QUARTER",
    "HALF",
    "FISCAL",
    "ROMAN",
    "POINT",
    "POINT PERIOD",
)
NUMERALS: dict[str, Sort] = {names: frozenset(names.split()) for names in _NUMERALS}


@dataclass(frozen=True, slots=True)
class Form:
    """One line of `dates.yaml`. `groups` are the classes that each group of the expression may stand for."""

    recipe: str
    expression: re.Pattern[str]
    groups: tuple[tuple[str, ...], ...]
    needs: tuple[frozenset[str], ...]
    """Letters of which one must occur in a text, else the form need not be tried; the rarest first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A known word: its letter when written small, and with a capital in the middle of a sentence."""

    small: str
    capital: str
    values: Values


@dataclass(frozen=True, slots=True)
class DateWords:
    words: Mapping[str, Word]
    letters: Mapping[Sort, str]
    stages: tuple[tuple[Form, ...], ...]
    suffixes: Mapping[str, str]
    """What may follow digits, and what it makes of them: `th` ORDINAL, `s` DECADE."""
    glued: Mapping[str, str]
    """What may be glued to a digit on either side: `T3`, `3T`, `H1`, `FY2025`."""
    names_are_small: bool
    order: str
    streets: frozenset[str]
    no_streets: frozenset[str]
    """What is named after a day: `rue du 8 mai 1945`."""
    not_after: frozenset[str]
    """Words after which a year is a number: `article 2010`."""
    numbered: frozenset[str]
    """What stands between a number and the year of its register: `418 of 2023`."""
    of_number: frozenset[str]
    """What links a day to the number of an act, which has its year: `Ley 39/2015, de 1 de octubre`."""
    not_before: frozenset[str]
    not_followed_by: frozenset[str]
    """What makes a season or a distance another thing: `the fall of the government`, `dos años después de`."""
    compounds: Mapping[str, tuple[str, ...]]
    """First part -> the hyphenated numbers that begin with it: `dix-huit`."""
    counted: frozenset[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]


def strings(data: Data | None) -> tuple[str, ...]:
    if isinstance(data, list):
        return tuple(str(item) for item in data)
    return (str(data),) if data else ()


def table(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


@cache
def date_words(lang: str) -> DateWords:
    """The words of one language; a folder without `dates.yaml` raises FileNotFoundError."""
    data = vocabulary.language_data(lang, "dates")
    small, capital, values = _sorts(data, lang)
    literals = {word for word in _literals(data) if word not in values}
    for word in _literals(data):
        for sorts in (small, capital):
            sorts.setdefault(word, set()).add(f"'{word}")
    every = {frozenset(sort) for sorts in (small, capital) for sort in sorts.values()} | set(NUMERALS.values())
    letters = {sort: chr(_FIRST_LETTER + number) for number, sort in enumerate(sorted(every, key=sorted))}
    words = {
        word: Word(letters[frozenset(small[word])], letters[frozenset(capital[word])], values.get(word, {}))
        for word in values.keys() | literals
    }
    stages = tuple(tuple(_forms(table(data.get(stage)), letters)) for stage in STAGES)
    months = "|".join(sorted(word for word, numbers in values.items() if "MONTH" in numbers or "MON" in numbers))
    return DateWords(
        words=words,
        letters=letters,
        stages=stages,
        suffixes=_by_text(data.get("suffixes")),
        glued=_by_text(data.get("glued")),
        names_are_small=data.get("names-are") != "capitalised",
        order=str(data.get("order", "dmy")),
        streets=frozenset(strings(data.get("streets"))),
        no_streets=frozenset(strings(data.get("no-streets"))),
        not_after=frozenset(strings(data.get("not-after"))),
        numbered=frozenset(strings(data.get("numbered"))),
        of_number=frozenset(strings(data.get("of-number"))),
        not_followed_by=frozenset(strings(data.get("not-followed-by"))),
        compounds=_compounds(values),
        not_before=frozenset(strings(data.get("not-before"))),
        counted=_counted() | frozenset(strings(data.get("counted"))),
        day_month=re.compile(rf"\b\d{{1,2}}(?:\w\w)? (?:of )?(?:{months})\b", re.IGNORECASE),
        month_day=re.compile(rf"\b(?:{months})\.? \d{{1,2}}\b", re.IGNORECASE),
    )


def _sorts(data: Mapping[str, Data], lang: str) -> tuple[_Sorts, _Sorts, dict[str, dict[str, int]]]:
    """Word -> its classes when small, and with a capital; and word -> the number it has in each class."""
    small: _Sorts = {}
    capital: _Sorts = {}
    values: dict[str, dict[str, int]] = {}
    for word, name, number in (*_plain_words(data), *_names(data, lang)):
        values.setdefault(word, {})[name] = number
        for sorts in (small, capital):
            sorts.setdefault(word, set()).add(name)
    lower = data.get("names-are") != "capitalised"
    proper, other = (small, capital) if lower else (capital, small)
    doubtful = frozenset(strings(data.get("doubtful")))
    for word, name, number in _names(data, lang):
        for further in (f"{name}CUE", f"{name}ALONE")[: 1 if word in doubtful else 2]:
            values[word][further] = number
            proper[word].add(further)
        if word in doubtful and not lower:
            other[word].discard(name)
    return small, capital, values


def _plain_words(data: Mapping[str, Data]) -> Iterator[tuple[str, str, int]]:
    """(word, class, number) of all but the names."""
    for key, name in _TABLES.items():
        yield from (
            (word, name, int(value)) for value, words in table(data.get(key)).items() for word in strings(words)
        )
    units = table(data.get("units"))
    yield from ((word, "UNIT", number) for number, unit in enumerate(_UNITS) for word in strings(units.get(unit)))
    for name, words in table(data.get("classes")).items():
        yield from ((word, name, 0) for word in strings(words))


def _names(data: Mapping[str, Data], lang: str) -> Iterator[tuple[str, str, int]]:
    """Months and weekdays, also without their accents."""
    months = table(data.get("months")) or {str(at): name for at, name in enumerate(vocabulary.months(lang), start=1)}
    for name, names in (("MONTH", months), ("WEEKDAY", table(data.get("weekdays")))):
        for number, words in names.items():
            for word in strings(words):
                for form in {word.lower(), unaccented(word.lower())}:
                    yield form, name, int(number)


def _by_text(data: Data | None) -> dict[str, str]:
    return {text: name for name, texts in table(data).items() for text in strings(texts)}


def unaccented(word: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def _compounds(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted((one for one in words if "-" in one), key=len, reverse=True):
        first = word.partition("-")[0]
        found[first] = (*found.get(first, ()), word)
    return found


def _counted() -> frozenset[str]:
    """What is counted or paid, in any language: `2025 euros` is no year."""
    words = {word for term in vocabulary.terms("units").values() for word in term.words}
    for currency in vocabulary.currencies().values():
        words.update(currency.symbols, (word.lower() for word in currency.words))
    return frozenset(words)


def _literals(data: Mapping[str, Data]) -> set[str]:
    items = {
        item.removesuffix("?")
        for stage in STAGES
        for forms in table(data.get(stage)).values()
        for form in strings(forms)
        for items in form.split()
        for item in items.removesuffix("?").split("|")
    }
    return {item for item in items if item and item not in "()[]" and not item.isupper()}


def _forms(recipes: Mapping[str, Data], letters: Mapping[Sort, str]) -> Iterator[Form]:
    for recipe, lines in recipes.items():
        for line in strings(lines):
            yield _form(recipe, line, letters)


def _form(recipe: str, line: str, letters: Mapping[Sort, str]) -> Form:
    found = _LINE.fullmatch(line)
    if not found:
        raise ValueError(f"`{line}` is no form")
    groups: list[tuple[str, ...]] = []
    needs: list[frozenset[str]] = []
    before = _items(found[1] or "", letters, None, needs)
    body = _items(found[2], letters, groups, needs)
    after = _items(found[3] or "", letters, None, needs)
    ahead = f"(?={after})" if after else ""
    return Form(recipe, re.compile(f"{before}({body}){ahead}"), tuple(groups), tuple(sorted(needs, key=len)))


def _items(
    line: str, letters: Mapping[Sort, str], groups: list[tuple[str, ...]] | None, needs: list[frozenset[str]]
) -> str:
    """The expression of some items; notes the classes that are captured (none in a context), and what must occur."""
    parts: list[str] = []
    depth = 0
    for item in line.split():
        if item in {"(", ")", ")?"}:
            depth += 1 if item == "(" else -1
            parts.append(item.replace("(", "(?:"))
            continue
        names = tuple(item.removesuffix("?").split("|"))
        either = _any_of(names, letters)
        optional = "?" * item.endswith("?")
        captured = groups is not None and names[0].isupper()
        if groups is not None and captured:
            groups.append(names)
        parts.append(f"({either}){optional}" if captured else either + optional)
        if not optional and not depth:
            needs.append(frozenset(either.strip("[]")))
    return "".join(parts)


def _any_of(names: tuple[str, ...], letters: Mapping[Sort, str]) -> str:
    wanted = {name if name.isupper() else f"'{name}" for name in names}
    if "OTHERS" in wanted:
        return f"[{OTHER}]"
    return "[" + ("".join(letter for sort, letter in letters.items() if sort & wanted) or "\x00") + "]"
