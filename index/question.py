"""A question in words -> what it asks: the subject's words, the kinds and attributes named, sums, dates, who pays whom.

Nothing is guessed: the cues are the words of `vocabulary/`, in any of the three languages; what is no cue is a word of
the subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from factsheets.amounts import plain, readings
from factsheets.dates import parse_words
from index.analysis import Token, stop_terms, tokens
from index.asked_for import OF_A_TEXT, asked_for
from index.cues import (
    Cue,
    Key,
    cue_of,
    idea_of,
    is_idea,
    is_ordinary,
    is_period,
    kind_of,
    predicate_idea,
)
from index.days import date_terms
from index.roles import GIVES, TAKES, Word, asked_side, roles_of
from index.schema import codes

MOST_CHARACTERS = 256
MOST_WORDS = 16
_LONGEST_PHRASE = 5
_LEAST_ROUNDED = 50
"""Half of the last digit's unit from which a sum may have been rounded."""
_SHORTEST_DATE = 4
"""Shorter months are also words: "mar" is the sea."""
_SIGNS = "[$€£¥₹₺₴₽₦]"
_SIGN_BEFORE = re.compile(rf"{_SIGNS}\s?$")
_SIGN_AFTER = re.compile(rf"\s?{_SIGNS}")
_ELIDED_DE = re.compile(r"\s+d['’]", re.IGNORECASE)
_MODAL = re.compile(r"(?:\b(?:doi(?:t|vent)|devra|devait|dû|va|vont|pour|à|de|faut|fait)|-(?:elle|il|on)s?)\s+$", re.I)
_OF_TEXTS: dict[str, tuple[str, ...]] = {"author": (), "outlet": ("maker",)}
"""What is asked of a text, and what the same words ask of anything else: who publishes a program makes it."""
_RELATIVE = frozenset({"qui", "quien", "who"})


@dataclass(frozen=True, slots=True)
class Group:
    """One word or phrase of a question with everything that answers to it.

    A document answers when it has one of `terms`, or all terms of one of `phrases`, or when the byte in its column
    `column` is one of `codes`. An amount that names its currency answers by `terms` only in one of `currencies`.
    `literal` are the terms as typed, `exact` their forms as typed. `kind` groups qualify a subject; they are no subject
    by themselves. Of `soft` ones (verbs) nothing depends; `ordinary` ones are words of the vocabularies, so they need
    not be names. `when` is a date; `about` the bounds of what comes to a sum in round numbers.
    """

    text: str
    terms: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    column: str = ""
    codes: frozenset[int] = frozenset()
    currencies: frozenset[int] = frozenset()
    kind: bool = False
    capitalised: bool = False
    literal: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    soft: bool = False
    ordinary: bool = False
    when: bool = False
    about: tuple[float, float] | None = None

    @property
    def is_sum(self) -> bool:
        """Whether it is a number that must stand in the fact itself."""
        return bool(self.currencies) or (not self.when and any(map(str.isdigit, self.text)))


@dataclass(frozen=True, slots=True)
class Question:
    """`attributes` are asked for and said to be missing where they are; `sides` name who pays and who is paid."""

    text: str
    subject: tuple[Group, ...] = ()
    kinds: tuple[Group, ...] = ()
    verbs: tuple[Group, ...] = ()
    attributes: tuple[str, ...] = ()
    sides: tuple[tuple[Group, str], ...] = ()
    hints: tuple[str, ...] = field(default=())
    of_money: bool = False

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.subject + self.kinds + self.verbs


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of words read as one: a group, a cue, or words that say nothing by themselves."""

    tokens: tuple[Token, ...]
    group: Group | None = None
    cue: Cue | None = None


def understand(text: str) -> Question:
    """Read a question; anything at all is a question, at most 256 characters and 16 telling words of it are read."""
    hints = []
    if len(text) > MOST_CHARACTERS:
        hints.append(f"only the first {MOST_CHARACTERS} characters were read")
        text = text[:MOST_CHARACTERS]
    read = list(tokens(text, "en"))
    telling = [place for place, token in enumerate(read) if token.term not in stop_terms()]
    if len(telling) > MOST_WORDS:
        hints.append(f"only the first {MOST_WORDS} words were read")
        read = read[: telling[MOST_WORDS]]
    parts = list(_parts(text, read))
    return _question(text, parts, tuple(hints))


def _question(text: str, parts: list[_Part], hints: tuple[str, ...]) -> Question:
    groups = [part.group for part in parts if part.group]
    verbs = tuple(group for group in groups if group.soft)
    attributes = list(_attributes(text, parts))
    if len(attributes) > 1 and "date" in attributes[1:]:
        attributes = [name for place, name in enumerate(attributes) if place == 0 or name != "date"]
    predicates = [part.cue.predicate for part in parts if part.cue and part.cue.predicate]
    words = [_word(part) for part in parts]
    attributes = asked_for(text, attributes, predicates, asked_side(words))
    sides = roles_of(words)
    subject = tuple(group for group in groups if not group.kind and not group.soft)
    kinds = tuple(group for group in groups if group.kind)
    if len(groups) > 1 and "count" not in attributes:
        periods = tuple(
            replace(group, soft=True, kind=False) for group in kinds if is_period(group.codes, group.column)
        )
        kinds = tuple(group for group in kinds if not is_period(group.codes, group.column))
        verbs += periods
    if not subject:
        subject, verbs = tuple(replace(group, soft=False) for group in verbs if group.column != "measure"), ()
    known = {id(part.group): part.group for part in parts if part.group}
    of_money = any(predicate in GIVES | TAKES | {"cost"} for predicate in predicates)
    named = tuple((known[one], side) for one, side in sides if known[one] in subject)
    return Question(text, subject, kinds, verbs, tuple(dict.fromkeys(attributes)), named, hints, of_money)


def _attributes(text: str, parts: list[_Part]) -> Iterator[str]:
    """What the cues ask for; "qui" behind a subject is no question but "that": the drone that found them."""
    subject = False
    for part in parts:
        subject |= bool(part.group)
        for name in part.cue.attributes if part.cue else ():
            if name in _OF_TEXTS and not OF_A_TEXT.search(text):
                yield from _OF_TEXTS[name]
                continue
            if name != "who" or not subject or part.tokens[0].text.casefold() not in _RELATIVE:
                yield name


def _word(part: _Part) -> Word:
    if part.cue:
        return Word(part.tokens[0].text.casefold(), predicate=part.cue.predicate, asks=part.cue.attributes)
    named = part.group and (part.group.capitalised or not part.group.ordinary)
    named = named and part.group and not part.group.when and not part.group.is_sum
    return Word(part.tokens[0].text.casefold(), group=id(part.group) if named else 0)


def _parts(text: str, rest: list[Token]) -> Iterator[_Part]:
    """Runs of words in order; at each word the longest reading wins."""
    position = 0
    while position < len(rest):
        for length in range(min(_LONGEST_PHRASE, len(rest) - position), 0, -1):
            phrase = rest[position : position + length]
            found = list(_readings(text, phrase, first=position == 0))
            if found:
                yield from found
                position += length
                break
        else:
            yield _Part((rest[position],))
            position += 1


def _readings(text: str, phrase: list[Token], *, first: bool) -> Iterator[_Part]:
    """What a run of words means as one: an amount, a date, a cue, an idea; a single word that is none is a subject."""
    raw, run = _written(text, phrase), tuple(phrase)
    key = tuple(token.term for token in phrase)
    special = _amount(raw, key) or _date(raw, key)
    if special:
        yield _Part(run, special)
        return
    capital = raw[:1].isupper() and not first
    cue = _cue(text, phrase)
    if (
        cue
        and not (cue.predicate and (capital or (len(key) == 1 and key[0] in stop_terms())))
        and not (capital and cue.column == "measure" and not text.istitle())
    ):
        yield from _cued(text, run, raw, cue)
    elif (len(phrase) == 1 and (key[0] not in stop_terms() or _is_acronym(raw, text))) or (
        len(phrase) > 1 and is_idea(key)
    ):
        yield _Part(run, _subject(raw, key, run[0]))


def _is_acronym(raw: str, text: str) -> bool:
    """Whether a word is one for being in capitals, as the SES is: not where everything is."""
    return len(raw) > 1 and raw.isupper() and not text.isupper()


def _cued(text: str, run: tuple[Token, ...], raw: str, cue: Cue) -> Iterator[_Part]:
    yield _Part(run, cue=cue)
    if cue.predicate:
        idea = predicate_idea(cue.predicate)
        kinds = kind_of(cue.predicate)
        yield _Part(run, Group(raw, idea.terms, idea.phrases, "kind" if kinds else "", kinds, soft=True, ordinary=True))
    elif cue.column:
        key = tuple(token.term for token in run)
        idea = idea_of(key)
        yield _Part(run, Group(raw, idea.terms, idea.phrases, cue.column, cue.codes, kind=True, ordinary=True))
    elif len(run) > 1 and "name" not in cue.attributes:  # "nombre" is a name to some, a count to others
        yield from (_Part((token,), group) for token, group in _kinds_within(text, run))


def _cue(text: str, phrase: list[Token]) -> Cue | None:
    """The cue as it is written, else as it is stemmed; "combien d'" is "combien de"."""
    written = tuple(token.text.casefold() for token in phrase)
    stemmed = tuple(token.term for token in phrase)
    if written == ("payer",) and _MODAL.search(text[: phrase[0].start]):
        return Cue(predicate="pay")  # "doit payer" names no payer
    found = None
    if _ELIDED_DE.match(text, phrase[-1].end):
        found = cue_of((*written, "de"), (*stemmed, "de"))
    return found or cue_of(written, stemmed)


def _kinds_within(text: str, phrase: tuple[Token, ...]) -> Iterator[tuple[Token, Group]]:
    """The kind of figure that an attribute's words name: a "monthly price" is a price."""
    for token in phrase:
        cue = _cue(text, [token])
        if cue and cue.column == "kind":
            idea = idea_of((token.term,))
            yield token, Group(token.text, idea.terms, idea.phrases, "kind", cue.codes, kind=True, ordinary=True)


def _subject(raw: str, key: Key, token: Token) -> Group:
    idea = idea_of(key)
    capital = raw[:1].isupper()
    if len(key) > 1:
        return Group(raw, idea.terms, idea.phrases, capitalised=capital, ordinary=True)
    literal, exact = frozenset(key), frozenset({token.exact} if token.exact else ())
    return Group(
        raw,
        idea.terms | literal,
        idea.phrases,
        capitalised=capital,
        literal=literal,
        exact=exact,
        ordinary=is_ordinary(key[0]),
    )


def _written(text: str, phrase: list[Token]) -> str:
    """The words as typed, with a currency sign that stands beside them."""
    start, end = phrase[0].start, phrase[-1].end
    before = _SIGN_BEFORE.search(text[:start])
    after = _SIGN_AFTER.match(text, end)
    return text[before.start() if before else start : after.end() if after else end]


def _amount(raw: str, key: Key) -> Group | None:
    """An amount answers to its canonical number; alone, a year is a year."""
    if not any(character.isdigit() for character in raw) or re.fullmatch(r"(?:19|20)\d\d", raw):
        return None
    found = [reading for reading in readings(raw) if reading.amount.value is not None]
    if not found:
        return None
    numbers = frozenset(plain(reading.amount.value) for reading in found if reading.amount.value is not None)
    named = frozenset(codes("currencies")[reading.currency] for reading in found if reading.currency)
    literal = () if named and len(key) == 1 else (key,)  # the 99 of "$99" is no 99 euros
    return Group(raw, numbers, literal, currencies=named, literal=numbers, about=_about(found[0].amount.value))


def _about(value: Decimal | None) -> tuple[float, float] | None:
    """What comes to a sum in round numbers: half a unit of its last digit to either side; None where it is exact."""
    if value is None:
        return None
    half = Decimal(5).scaleb(value.normalize().as_tuple().exponent - 1)  # type: ignore[operator]
    return (float(value - half), float(value + half)) if half >= _LEAST_ROUNDED else None


def _date(raw: str, key: Key) -> Group | None:
    when = parse_words(raw)
    if when is None or len(raw) < _SHORTEST_DATE:
        return None
    most_exact = max(date_terms(when), key=len, default="")
    return (
        Group(raw, frozenset({most_exact}), (key,), literal=frozenset({most_exact}), when=True) if most_exact else None
    )
