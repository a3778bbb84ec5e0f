"""Finding passages by keyboard: what a person may have missed, and steps by word, letter and sentence.

What is offered is a number with its currency, scale or per cent sign, or a run of capitalised words.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from factsheets.vocabulary import currencies, months, scales, stop_words, terms

Place = tuple[int, int]
"""Code points from the first to before the second."""

_LANGUAGES = ("en", "fr", "es")
_WINDOW = 4_000
_WORD = re.compile(r"[^\W_](?:[^\s\u00a0\u202f]*[\w%€$£])?[%€$£]?|[€$£][^\s\u00a0\u202f]*\w")
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)]*(?=\s)|[\n\f]")
_NAME = r"[^\W\d_a-zà-öø-ÿ][\w&'’.-]*\w"
_LINKING = r"(?:de la|de los|de las|de l['’]|du|des|de|del|of the|of|the|et|and|y|&|d['’]|la|le|los|las|van|von)"


@cache
def _candidate() -> "re.Pattern[str]":
    """A number as documents print it, or a name; compiled from the vocabulary once."""
    signs = sorted({sign for one in currencies().values() for sign in one.symbols}, key=len, reverse=True)
    sign = "|".join(map(re.escape, [*signs, *currencies()]))
    names = {word for term in terms("currencies").values() for words in term.by_language.values() for word in words}
    powers = {word for lang in _LANGUAGES for word in scales(lang)}
    after = "|".join(map(re.escape, sorted(names | powers, key=len, reverse=True)))
    digits = r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)*"
    joined = r"(?:[ \u00a0\u202f\n]|\sde\s|\sd['’])"
    number = rf"(?:(?:{sign})[ \u00a0\u202f]?)?{digits}(?:[ \u00a0\u202f]?(?:%|{sign})|{joined}?(?:{after})\b){{0,3}}"
    month = "|".join(name for lang in _LANGUAGES for name in months(lang))
    date = rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)?\s(?:de\s)?)?(?:{month})(?:\s\d{{1,2}},)?(?:\s(?:de\s|del\s)?\d{{4}})?\b"
    noun = r"(?:[ \u00a0\u202f](?P<noun>[^\W\d_]{3,}))?"
    number = rf"(?:{date}|{number}{noun})"
    return re.compile(rf"(?<!\w)(?:(?P<number>{number})|(?P<name>{_NAME}(?: (?:{_LINKING} ?)?{_NAME})*))")


def candidates(text: str, start: int, end: int, taken: Callable[[int, int], bool]) -> Iterator[Place]:
    """Forward from a place: each number or name that is not `taken` already."""
    for found in _candidate().finditer(text, start, end):
        first, last = _trimmed(text, found)
        if first < last and not taken(first, last):
            yield first, last


def last_candidate(text: str, start: int, end: int, taken: Callable[[int, int], bool]) -> Place | None:
    """The nearest one before a place, looked for in growing windows so that a long text costs no more than a short."""
    window = _WINDOW
    while True:
        begin = max(start, end - window)
        begin = text.rfind(" ", start, begin) + 1 if begin > start else start
        found = list(candidates(text, max(begin, start), end, taken))
        if found or begin <= start:
            return found[-1] if found else None
        window *= 4


def _trimmed(text: str, found: "re.Match[str]") -> Place:
    """Without the article before a name, the word behind a number that counts nothing; empty for a mere capital."""
    first, last = found.span()
    if found["name"] is None:
        if (noun := found["noun"]) is None:
            return first, last
        number = text[first : found.start("noun") - 1]
        counts = number[0].isdigit() and number[-1].isdigit() and noun.islower() and noun not in stop_words()
        return first, last if counts else first + len(number)
    article = found["name"].split(" ")[0]
    if article.casefold() in stop_words():
        return min(first + len(article) + 1, last), last
    before = text[max(first - 3, 0) : first].rstrip(" \t\"'«“‘¿¡(-")
    begins = not before or before[-1] in ".!?:…\n\f"
    return first, first if begins and " " not in found["name"] and article[1:].islower() else last


def word_at(text: str, offset: int) -> Place:
    """The word that holds an offset, else the next one."""
    line = max(text.rfind("\n", 0, offset) + 1, text.rfind(" ", 0, offset) + 1)
    for found in _WORD.finditer(text, line):
        if found.end() > offset:
            return found.span()
    return offset, min(offset + 1, len(text))


def next_word(text: str, offset: int) -> Place | None:
    """The first word that begins at or after an offset."""
    found = _WORD.search(text, offset)
    return found.span() if found else None


def word_before(text: str, offset: int) -> Place | None:
    """The last word that ends at or before an offset."""
    begin = max(offset - _WINDOW, 0)
    begin = text.find(" ", begin, offset) + 1 if begin else 0
    words = [found.span() for found in _WORD.finditer(text, begin, offset)]
    return words[-1] if words else None


def sentence_at(text: str, start: int, end: int) -> Place:
    """The sentence, or the sentences, that a passage stands in."""
    first = 0
    for found in _SENTENCE_END.finditer(text, max(start - _WINDOW, 0), start):
        first = found.end()
    behind = _SENTENCE_END.search(text, max(end - 1, start))
    last = (behind.start() if behind[0] in "\n\f" else behind.end()) if behind else len(text)
    while first < start and text[first].isspace():
        first += 1
    return first, max(last, end)


def paragraph_starts(text: str) -> list[int]:
    """Where each paragraph begins, and the end of the text."""
    found = [match.start() for match in re.finditer(r"(?<![^\n\f])[^\S\n\f]*\S", text)]
    return [*found, len(text)]
