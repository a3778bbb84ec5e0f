"""Which actors, tools and places may be the same: offered to a person, never taken."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from factsheets.gazetteer import Gazetteer
from factsheets.model import Actor, FactSheet, Place, Tool
from factsheets.review.editing import fact_word
from factsheets.review.errors import UnknownError

NEAR = 0.84
MOST = 8
_EMPTY = re.compile(
    r"of|the|and|for|de|la|le|les|des|du|et|pour|l|d|del|los|las|y|para"  # articles and prepositions
    r"|societe|sociedad|empresa|compania|entreprise"
    r"|ltd|inc|llc|plc|corp|sa|sas|sarl|sl|srl|gmbh|ag|nv|bv|co|company|group|groupe|grupo"  # legal forms
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Named:
    id: str
    name: str
    kind: str
    names: tuple[str, ...]


def candidates(sheet: FactSheet, ident: str, register: Gazetteer) -> list[tuple[str, str]]:
    """(id, name), the likeliest first; never a pair that was judged different, nor one that is the same already."""
    fact = sheet.fact(ident)
    if not isinstance(fact, Actor | Tool | Place):
        raise UnknownError(f"there is no actor, tool or place {ident} in {sheet.id}")
    mine = _Named(fact.id, fact.name, fact.kind, (fact.name, *fact.aliases, *fact.weak_aliases))
    found = []
    for other in _others(sheet, fact, register):
        likely = _likeness(mine, other, isinstance(fact, Actor))
        if likely and _may_be_same(register, ident, other.id):
            found.append((-likely, other.name, other.id))
    return [(other, name) for _, name, other in sorted(found)[:MOST]]


def _others(sheet: FactSheet, fact: Actor | Tool | Place, register: Gazetteer) -> Iterator[_Named]:
    """The sheet's own first, then whom the register knows beside them."""
    seen = {fact.id}
    for one in sheet.entities():
        if isinstance(one, type(fact)) and one.id != fact.id:
            seen.add(one.id)
            yield _Named(one.id, one.name, one.kind, (one.name, *one.aliases, *one.weak_aliases))
    for known in register.entries.values():
        if known.type == fact_word(type(fact)) and known.id not in seen:
            yield _Named(known.id, known.name, known.kind, (*known.names(), *known.weak_names()))


def _may_be_same(register: Gazetteer, one: str, other: str) -> bool:
    return register.resolve(one) != register.resolve(other) and register.may_be_same(one, other)


def _likeness(one: _Named, other: _Named, actors: bool) -> float:
    """0 for two that have nothing in common, else how likely they are the same, to 1."""
    best = 0.0
    people = actors and "person" in {one.kind, other.kind}
    if people and one.kind and other.kind and one.kind != other.kind:
        return 0.0
    theirs = [(words, name) for name in other.names if (words := _words(name))]
    for name in one.names:
        mine = _words(name)
        best = max([best, *(_pair(mine, words, name, shown, people) for words, shown in theirs)]) if mine else best
    return best


def _pair(mine: tuple[str, ...], theirs: tuple[str, ...], name: str, other: str, people: bool) -> float:
    if mine == theirs:
        return 1.0
    if _acronym(name, theirs) or _acronym(other, mine):
        return 0.95
    short, long = sorted((mine, theirs), key=len)
    if people:
        return _people(short, long)
    if set(short) <= set(long) and (len(short) > 1 or long[0] == short[0]):
        return 0.9
    return _near(" ".join(mine), " ".join(theirs))


def _people(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """A shared surname, alone or with a first name that does not contradict it."""
    if short[-1] != long[-1]:
        return _near(" ".join(short), " ".join(long))
    if len(short) == 1:
        return 0.9
    initial = short[0][0] == long[0][0] and 1 in {len(short[0]), len(long[0])}
    return 0.9 if initial or set(short) <= set(long) else _near(" ".join(short), " ".join(long))


def _near(one: str, other: str) -> float:
    """Spelt nearly alike; two names of different beginning and length are not compared letter by letter."""
    if abs(len(one) - len(other)) > 4 or not one or one[0] != other[0]:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.quick_ratio() < NEAR:
        return 0.0
    ratio = matcher.ratio()
    return round(ratio * 0.9, 3) if ratio >= NEAR else 0.0


def _words(name: str) -> tuple[str, ...]:
    """The words that tell a name: folded, without articles and legal forms."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    found = tuple(_WORD.findall("".join(one for one in apart if not unicodedata.combining(one))))
    return tuple(word for word in found if not _EMPTY.fullmatch(word)) or found


def _acronym(name: str, words: tuple[str, ...]) -> bool:
    """Whether a name is the initials of the other's words."""
    letters = name.replace(".", "")
    return (
        letters.isupper()
        and letters.isalpha()
        and 2 <= len(letters) == len(words)
        and all(letter == word[0] for letter, word in zip(letters.casefold(), words, strict=True))
    )
