"""A text as the words that can belong to a date, and what its digits can be: a day, a year, `14/07/2023`, `2019-21`."""

import re
import unicodedata
from dataclasses import dataclass, field

from factsheets.distill.date_words import NUMERALS, OTHER, DateWords, Values, Word

_TOKEN = re.compile(
    r"\d[\w\u0300-\u036f]*(?:[./:,'’](?=\w)\w+|[-–](?=\d|[^\W\d_]{3,10}[-–]\d|\w{1,2}\b)\w+)*[º°ª]?"
    r"|[^\W\d_][\w\u0300-\u036f]*['’]?|[^\w\s]"
)
_GLUED = re.compile(r"(\d{1,4})([^\W\d_]{1,4}|[º°ª])")
_SHORTHAND = re.compile(r"([^\W\d_]{1,2})(\d{1,4})")
_DATE = re.compile(r"(\d{1,4})([-–./])(\d{1,2}|[^\W\d_]{3,10})\2(\d{1,4})(?:[tT]\d[\d:.]{0,12}[zZ]?)?")
_PAIR = re.compile(r"(\d{1,4})([-–/])(\d{1,4})")
_POSSESSIVE = re.compile(r"['’]s$")
_ROMAN = re.compile(r"([IVX]{1,5})(?:e|ème|º)?")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_SENTENCE_END = frozenset('.!?:"«»“”…\n-–—([•')
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_LONGEST_NUMBER = 6
_NOTHING: Values = {}


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token: its letter, its place in the whole text, and its numbers by class."""

    letters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)

    def add(self, letter: str, start: int, end: int, values: Values = _NOTHING) -> None:
        self.letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)
        self.values.append(values)

    def extend(self, other: "Tokens", start: int, end: int) -> None:
        self.letters += other.letters[start:end]
        self.starts += other.starts[start:end]
        self.ends += other.ends[start:end]
        self.values += other.values[start:end]


def tokenise(text: str, offset: int, words: DateWords, tokens: Tokens) -> None:
    """Add a paragraph that begins at `offset` of the whole text; neighbours that no form names become one token."""
    known, letters, small_names = words.words, tokens.letters, words.names_are_small
    tokens.add(OTHER, offset, offset)
    previous = "\n"
    compounds, behind = words.compounds, 0
    for found in _TOKEN.finditer(text):
        if found.start() < behind:
            continue
        raw, start = found.group(), offset + found.start()
        first = raw[0]
        if text[found.end() : found.end() + 1] == "-" and (longer := compounds.get(raw.lower())):
            raw = _compound(text, found.start(), longer) or raw
            behind = found.start() + len(raw)
        if first.isdigit():
            letter, end, values = _numeral(raw, words)
            tokens.add(letter, start, start + end, values)
        elif word := known.get(raw.lower()):
            small = not first.isupper() or (small_names and previous in _SENTENCE_END)
            tokens.add(word.small if small else word.capital, start, start + len(raw), word.values)
        elif not _unusual(raw, start, words, tokens) and letters[-1] != OTHER:
            tokens.add(OTHER, start, start + len(raw))
        previous = raw[-1]


def _compound(text: str, start: int, longer: tuple[str, ...]) -> str:
    """The hyphenated word that begins here, as printed."""
    for word in longer:
        end = start + len(word)
        if text[start:end].lower() == word and not text[end : end + 1].isalnum():
            return text[start:end]
    return ""


def _unusual(raw: str, start: int, words: DateWords, tokens: Tokens) -> bool:
    """A word with an apostrophe or in decomposed letters, `T3`, or a Roman number."""
    known, end = _respelt(raw, words)
    if known:
        tokens.add(known.capital if raw[0].isupper() else known.small, start, start + end, known.values)
        return True
    if raw[-1].isdigit() and (shorthand := _SHORTHAND.fullmatch(raw)):
        name = words.glued.get(shorthand[1].lower(), "")
        letter, values = _shorthand(name, int(shorthand[2]), words)
        tokens.add(letter, start, start + len(raw), values)
        return True
    if raw[0] in _ROMAN_DIGITS and (roman := _ROMAN.fullmatch(raw)):
        tokens.add(words.letters[NUMERALS["ROMAN"]], start, start + len(raw), {"ROMAN": _roman_number(roman[1])})
        return True
    return False


def _respelt(raw: str, words: DateWords) -> tuple[Word | None, int]:
    if raw.isascii() and raw[-1] != "'":
        return None, 0
    spelt = unicodedata.normalize("NFC", raw.lower()).replace("’", "'")
    if spelt in words.words:
        return words.words[spelt], len(raw)
    if spelt.endswith("'"):
        return words.words.get(spelt[:-1]), len(raw) - 1
    return None, 0


def _roman_number(text: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def _numeral(raw: str, words: DateWords) -> tuple[str, int, Values]:
    """(letter, length, numbers) of a token that begins with a digit; what can be no date gets the letter of `OTHER`."""
    end = len(raw)
    if raw[-1] == "s" and (possessive := _POSSESSIVE.search(raw)):
        end = possessive.start()
        raw = raw[:end]
    if raw.isdecimal():
        letter, values = _plain_number(raw, words)
    elif glued := _GLUED.fullmatch(raw):
        suffix, number = glued[2].lower(), int(glued[1])
        name = words.suffixes.get(suffix) or words.glued.get(suffix, "")
        letter, values = _shorthand(name, number, words)
    elif pair := _PAIR.fullmatch(raw):
        letter, values = _pair(pair, words)
    elif date := _DATE.fullmatch(raw):
        letter, values = _date(date, words)
        end = date.end(4)
    else:
        letter, values = OTHER, _NOTHING
    return letter, end, values


def _plain_number(raw: str, words: DateWords) -> tuple[str, Values]:
    if len(raw) > _LONGEST_NUMBER:
        return OTHER, _NOTHING
    number = int(raw)
    if len(raw) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:
        return words.letters[NUMERALS["NUMBER YEAR"]], {"NUMBER": number, "YEAR": number}
    if len(raw) <= 2 and 1 <= number <= 31:
        return words.letters[NUMERALS["NUMBER DAYNUM DAY"]], {"NUMBER": number, "DAYNUM": number, "DAY": number}
    return words.letters[NUMERALS["NUMBER"]], {"NUMBER": number}


_LIMITS = {"QUARTER": range(1, 5), "HALF": range(1, 3), "ORDINAL": range(1, 100), "FISCAL": range(2200)}


def _shorthand(name: str, number: int, words: DateWords) -> tuple[str, Values]:
    """`3rd`, `1990s`, `90s`, `T3`, `H1`, `FY2025`."""
    if name == "DECADE" and number % 10 == 0 and (number >= _FIRST_YEAR or 10 <= number <= 90):
        return words.letters[NUMERALS["DECADE"]], {"DECADE": number}
    if number not in _LIMITS.get(name, ()):
        return OTHER, _NOTHING
    if name == "ORDINAL" and number <= 31:
        return words.letters[NUMERALS["ORDINAL DAY"]], {"ORDINAL": number, "DAY": number}
    if name == "FISCAL":
        return words.letters[NUMERALS["FISCAL"]], {"FISCAL": number + (2000 if number < 100 else 0)}
    return words.letters[NUMERALS[name]], {name: number}


def _pair(found: re.Match[str], words: DateWords) -> tuple[str, Values]:
    """`2019-2021`, `2024/25`, `2025-09`, `12-15`, `09/2025`; `2016-1691` is none of them."""
    first, last, mark = int(found[1]), int(found[3]), found[2]
    name = ""
    if len(found[1]) == 4 and _FIRST_YEAR <= first <= _LAST_YEAR:
        if len(found[3]) == 2 and mark != "–" and 1 <= last <= 12 and last != (first + 1) % 100:
            return (OTHER, _NOTHING) if mark == "/" else _named("MONTHYEAR", last, first, words)
        if len(found[3]) == 2:
            last += first // 100 * 100 + (100 if last < first % 100 else 0)
        name = "YEARS" if len(found[3]) in {2, 4} and first < last <= first + 100 else ""
        name = name if mark != "/" or last == first + 1 else ""
    elif len(found[3]) == 4 and _FIRST_YEAR <= last <= _LAST_YEAR:
        name = "MONTHYEAR" if 1 <= first <= 12 and mark != "–" else ""
    elif mark != "/" and 1 <= first < last <= 31:
        name = "DAYS"
    return _named(name, first, last, words) if name else (OTHER, _NOTHING)


def _named(name: str, first: int, last: int, words: DateWords) -> tuple[str, Values]:
    return words.letters[NUMERALS[name]], {name: first, "LAST": last}


def _date(found: re.Match[str], words: DateWords) -> tuple[str, Values]:
    """The three parts in the order printed; which is the day is for the reader to say."""
    middle = found[3].lower()
    if middle.isdecimal():
        month = int(middle)
    else:
        word = words.words.get(middle)
        month = (word.values.get("MONTH") or word.values.get("MON") or 0) if word else 0
        if not month or len(found[4]) == 3:
            return OTHER, _NOTHING
        return words.letters[NUMERALS["DATE"]], {"DATE": int(found[1]), "NAMED": month, "LAST": int(found[4])}
    if len(found[1]) == 3 or len(found[4]) == 3 or (len(found[4]) == 1 and len(found[1]) != 4):
        return OTHER, _NOTHING
    return words.letters[NUMERALS["DATE"]], {
        "DATE": int(found[1]),
        "MIDDLE": month,
        "LAST": int(found[4]),
        "SHORT": int(len(found[4]) <= 2 and len(found[1]) <= 2),
        "DOTS": int(found[2] == "."),
    }
