"""A question in words -> what it asks: the subject's words, the kinds and attributes named, amounts and dates.

Nothing is guessed: the cues are the words of `vocabulary/` (attributes, figure_kinds, units, currencies, concepts), in
any of the three languages; what is no cue is a word of the subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from factsheets import vocabulary
from factsheets.amounts import plain, readings
from factsheets.dates import parse_words
from index.analysis import Token, stop_terms, terms, tokens
from index.expand import date_terms
from index.schema import codes

MOST_CHARACTERS = 256
MOST_WORDS = 16
_LONGEST_PHRASE = 5
_SHORTEST_SYMBOL = 3
"""Shorter ones (the A of A$, DA, S/) are words or parts of words."""
_SIGNS = "[$€£¥₹₺₴₽₦]"
_SIGN_BEFORE = re.compile(rf"{_SIGNS}\s?$")
_SIGN_AFTER = re.compile(rf"\s?{_SIGNS}")
_ELIDED_DE = re.compile(r"\s+d['’]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """One word or phrase of a question with everything that answers to it.

    A document answers when it has one of `terms`, or all terms of one of `phrases`, or when the byte in its column
    `column` is one of `codes`. An amount that names its currency answers by `terms` only in one of `currencies`.
    `kind` groups qualify a subject; they are no subject by themselves.
    """

    text: str
    terms: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    column: str = ""
    codes: frozenset[int] = frozenset()
    currencies: frozenset[int] = frozenset()
    kind: bool = False
    capitalised: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    subject: tuple[Group, ...] = ()
    kinds: tuple[Group, ...] = ()
    attributes: tuple[str, ...] = ()
    hints: tuple[str, ...] = field(default=())

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.subject + self.kinds


def understand(text: str) -> Question:
    """Read a question; anything at all is a question, at most 256 characters and 16 words of it are read."""
    hints = []
    if len(text) > MOST_CHARACTERS:
        hints.append(f"only the first {MOST_CHARACTERS} characters were read")
        text = text[:MOST_CHARACTERS]
    rest = list(tokens(text, "en"))
    if len(rest) > MOST_WORDS:
        hints.append(f"only the first {MOST_WORDS} words were read")
        rest = rest[:MOST_WORDS]
    subject: list[Group] = []
    kinds: list[Group] = []
    attributes: list[str] = []
    for part in _parts(text, rest):
        if isinstance(part, str):
            attributes.append(part)
        else:
            (kinds if part.kind else subject).append(part)
    return Question(text, tuple(subject), tuple(kinds), tuple(dict.fromkeys(attributes)), tuple(hints))


def _parts(text: str, rest: list[Token]) -> Iterator[Group | str]:
    """Groups and attributes in order; at each word the longest reading wins."""
    position = 0
    while position < len(rest):
        for length in range(min(_LONGEST_PHRASE, len(rest) - position), 0, -1):
            phrase = rest[position : position + length]
            found = list(_readings(text, phrase))
            if found:
                yield from found
                position += length
                break
        else:
            position += 1


def _readings(text: str, phrase: list[Token]) -> Iterator[Group | str]:
    """What a run of words means as one: an amount, a date, cues; a single word that is none of them is a subject."""
    raw = _written(text, phrase)
    key = tuple(token.term for token in phrase)
    special = _amount(raw, key) or _date(raw, key)
    if special:
        yield special
        return
    cues = _cues_of(text, phrase)
    if cues:
        yield from cues.attributes
        if cues.group:
            yield replace(cues.group, text=raw)
        elif len(phrase) > 1:
            yield from _kinds_within(text, phrase)
        return
    if len(phrase) == 1 and phrase[0].term not in stop_terms():
        yield Group(raw, _alternatives(phrase[0].term), _concept_phrases(phrase[0].term), capitalised=raw[:1].isupper())


def _cues_of(text: str, phrase: list[Token]) -> "_Cues | None":
    """The cue as it is written, else as it is stemmed: "cuánto" asks for a sum, "cuántos" for a count."""
    elided = ("de",) if _ELIDED_DE.match(text, phrase[-1].end) else ()
    for table, key in (
        (_cues().written, tuple(token.text.casefold() for token in phrase)),
        (_cues().stemmed, tuple(token.term for token in phrase)),
    ):
        found = (table.get(key + elided) if elided else None) or table.get(key)
        if found:
            return found
    return None


def _kinds_within(text: str, phrase: list[Token]) -> Iterator[Group]:
    """The kind of figure that an attribute's words name: a "monthly price" is a price."""
    for token in phrase:
        cues = _cues_of(text, [token])
        if cues and cues.group and cues.group.column == "kind":
            yield replace(cues.group, text=token.text)


def _written(text: str, phrase: list[Token]) -> str:
    """The words as typed, with a currency sign that stands beside them."""
    start, end = phrase[0].start, phrase[-1].end
    before = _SIGN_BEFORE.search(text[:start])
    after = _SIGN_AFTER.match(text, end)
    return text[before.start() if before else start : after.end() if after else end]


def _amount(raw: str, key: tuple[str, ...]) -> Group | None:
    """An amount answers to its canonical number; alone, a year is a year."""
    if not any(character.isdigit() for character in raw) or re.fullmatch(r"(?:19|20)\d\d", raw):
        return None
    found = [reading for reading in readings(raw) if reading.amount.value is not None]
    if not found:
        return None
    numbers = frozenset(plain(reading.amount.value) for reading in found if reading.amount.value is not None)
    named = frozenset(codes("currencies")[reading.currency] for reading in found if reading.currency)
    literal = () if named and len(key) == 1 else (key,)  # the 99 of "$99" is no 99 euros
    return Group(raw, numbers, literal, currencies=named)


def _date(raw: str, key: tuple[str, ...]) -> Group | None:
    when = parse_words(raw)
    if when is None:
        return None
    most_exact = max(date_terms(when), key=len, default="")
    return Group(raw, frozenset({most_exact}), (key,)) if most_exact else None


@dataclass(slots=True)
class _Cues:
    attributes: tuple[str, ...] = ()
    group: Group | None = None


_Table = dict[tuple[str, ...], _Cues]


@dataclass(slots=True)
class _CueTables:
    written: _Table = field(default_factory=dict)
    stemmed: _Table = field(default_factory=dict)


@cache
def _cues() -> _CueTables:
    """Every cue of the vocabularies in the three languages, as it is written and as it is stemmed."""
    tables = _CueTables()
    for entry, word in _words_of("attributes"):
        for cue in _entries(tables, word):
            cue.attributes = tuple(dict.fromkeys((*cue.attributes, entry)))
    for name, column in (("figure_kinds", "kind"), ("units", "measure")):
        for entry, word in _words_of(name):
            _add_code(tables, word, column, codes(name)[entry])
    for code, currency in vocabulary.currencies().items():
        spelt = (symbol for symbol in currency.symbols if symbol.isalpha() and len(symbol) >= _SHORTEST_SYMBOL)
        for word in (*spelt, *currency.words):
            _add_code(tables, word, "currency", codes("currencies")[code])
    return tables


def _add_code(tables: _CueTables, word: str, column: str, code: int) -> None:
    """Let a word stand for a code of a column; what asks for an amount, or is taken by another column, does not."""
    key = tuple(terms(word, "en"))
    for cue in _entries(tables, word):
        if "amount" in cue.attributes or (cue.group and cue.group.column != column):
            continue
        previous = cue.group.codes if cue.group else frozenset()
        every = _alternatives(key[0]) if len(key) == 1 else frozenset()
        phrases = (key,) if len(key) > 1 else ()
        cue.group = Group(word, every, phrases, column, previous | {code}, kind=True)


def _entries(tables: _CueTables, word: str) -> Iterator[_Cues]:
    found = list(tokens(word, "en"))
    if found:
        yield tables.written.setdefault(tuple(token.text.casefold() for token in found), _Cues())
        yield tables.stemmed.setdefault(tuple(token.term for token in found), _Cues())


def _words_of(name: str) -> Iterator[tuple[str, str]]:
    for entry, term in vocabulary.terms(name).items():
        for word in term.words:
            yield entry, word


@cache
def _concepts() -> dict[str, frozenset[str]]:
    """Single-word names of concepts -> every term that names the same concept."""
    table: dict[str, frozenset[str]] = {}
    for name in ("concepts", "figure_kinds", "units"):
        for term in vocabulary.terms(name).values():
            keys = [tuple(terms(word, "en")) for word in term.words]
            single = frozenset(key[0] for key in keys if len(key) == 1)
            for word in single:
                table[word] = table.get(word, frozenset()) | single
    return table


def _alternatives(term: str) -> frozenset[str]:
    return _concepts().get(term, frozenset()) | {term}


@cache
def _phrases_by_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for term in vocabulary.terms("concepts").values():
        keys = [tuple(terms(word, "en")) for word in term.words]
        phrases = [key for key in keys if len(key) > 1]
        for key in keys:
            if len(key) == 1:
                table.setdefault(key[0], []).extend(phrases)
    return {word: tuple(dict.fromkeys(phrases)) for word, phrases in table.items()}


def _concept_phrases(term: str) -> tuple[tuple[str, ...], ...]:
    return _phrases_by_word().get(term, ())
