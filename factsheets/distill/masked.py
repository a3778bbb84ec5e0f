"""Sentences with their actors as A0, A1 ... and their amounts as M0, M1 ..., all else in small letters."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from factsheets.distill.anaphora import Mentions
from factsheets.distill.entities import Reading
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR, PLACE
from factsheets.distill.findings import Finding
from factsheets.distill.tokens import Line, sentences
from factsheets.distill.words import Words

_APPOSITION = re.compile(r"(A\d+) , (?:(?![AM]\d)[^ ,]+ ){1,14}, ")
_SMALL = r"(?:(?![AM]\d)[^ ,]+ )"
_OWNED = re.compile(
    rf"(A\d+) , (?:(?:an?|une?|una) (?:(?!M\d)[^ ,]+ ){{1,14}}"
    rf"|{_SMALL}{{1,3}}?(?:of|du|de|del|d'|des|by|par|por) {_SMALL}{{0,3}}?A\d+ {_SMALL}{{0,5}}), "
)
_AGAIN = re.compile(r"(?<!\S)A(\d+) \( A(\d+) \)")
_STOP = re.compile(r"(A\d+) \. (?=[,)]|[a-z])")
_ASIDE = re.compile(r"\( (?:(?![AM]\d)[^ ()]+ ){1,8}\) ")
_EQUAL = re.compile(r"(?<!\S)(M(\d+)) , (?:(?![AM]\d)[^ ,]+ ){1,3}M(\d+) ,")
_CONVERTED = re.compile(r"(?<!\S)(M(\d+)) \( (?:(?![AM]\d)[^ ()]+ ){0,3}M(\d+)(?: (?:(?![AM]\d)[^ ()]+ ){0,2})?\)")
_BODIES = ("company", "organisation", "public-body")
_LONGEST = 200
"""Tokens of a sentence; a longer one is a table or a list, and says nothing outright."""


@dataclass(slots=True)
class Masked:
    """A masked sentence; `dependent` are the actors that only belong to who acts: "the director of X paid".

    `equal` are the sums that only say another once more: "AED 92m ($25m)".
    """

    text: str = ""
    actors: list[tuple[Entity, tuple[int, int]]] = field(default_factory=list)
    amounts: list[Finding] = field(default_factory=list)
    dependent: set[int] = field(default_factory=set)
    equal: dict[int, list[int]] = field(default_factory=dict)


def actors_in(line: Line, reading: Reading) -> dict[int, tuple[int, Entity]]:
    """First token of each mention of an actor -> (the token behind it, the actor)."""
    return {name.begin: (name.end, entity) for name, entity in reading.within(line) if entity.sense == ACTOR}


@dataclass(frozen=True, slots=True)
class Described:
    """What it takes to tell which body "the company" means."""

    mentions: Mentions
    anaphors: Mapping[str, frozenset[str]]


def parties_in(line: Line, reading: Reading, known: Described) -> dict[int, tuple[int, Entity]]:
    """The actors of a line, the countries, and the bodies that are only described: "the ministry"."""
    found = {
        name.begin: (name.end, entity)
        for name, entity in reading.within(line)
        if entity.sense == PLACE and entity.kind == "country"
    }
    for at in range(1, len(line) - 1):
        if line.low[at - 1] not in reading.words.definite or line.cap[at] or line.cap[at + 1]:
            continue
        kind = next((one for one in _BODIES if line.low[at] in known.anaphors.get(one, ())), "")
        if kind and _ends_phrase(line, at + 1, reading.words):
            place = line.paragraph.at(line.start[at])
            body = known.mentions.body(line.low[at], kind, place, named=True)
            if body is not None:
                found[at] = (at + 1, body)
    return found | actors_in(line, reading)


def _ends_phrase(line: Line, index: int, words: Words) -> bool:
    """Whether a description is over: "the firm paid", not "the firm of X" or "la société lyonnaise X"."""
    low = line.low[index]
    if low in words.of:
        return False
    return not low[0].isalpha() or any(low in one for one in (words.blockers, words.subject_verbs, words.auxiliaries))


def masked_sentences(
    line: Line, amounts: list[Finding], reading: Reading, sources: frozenset[str], known: Described
) -> Iterator[Masked]:
    """The sentences of a line that hold an amount and an actor; `sources` are words like "selon"."""
    actors = parties_in(line, reading, known)
    money = _by_token(line, amounts)
    for begin, end in sentences(line):
        if end - begin <= _LONGEST and any(at in money for at in range(begin, end)):
            masked = _masked(line, begin, end, money, actors)
            masked.dependent = {
                number
                for number, (_, at) in enumerate(_starts(begin, end, money, actors))
                if _depends(line, at, begin, reading.words, sources)
            }
            if masked.actors:
                yield masked


def _by_token(line: Line, amounts: list[Finding]) -> dict[int, Finding]:
    found: dict[int, Finding] = {}
    number = 0
    for index in range(len(line)):
        at = line.paragraph.at(line.start[index])
        while number < len(amounts) and amounts[number].end <= at:
            number += 1
        if number == len(amounts):
            break
        if amounts[number].start <= at:
            found[index] = amounts[number]
    return found


def _starts(
    begin: int, end: int, money: dict[int, Finding], actors: dict[int, tuple[int, Entity]]
) -> Iterator[tuple[Entity, int]]:
    """The actors of a sentence with the tokens they begin at, as `_masked` numbers them."""
    index = begin
    while index < end:
        if index in actors and index not in money:
            stop, entity = actors[index]
            yield entity, index
            index = stop
        else:
            index += 1


def _masked(
    line: Line, begin: int, end: int, money: dict[int, Finding], actors: dict[int, tuple[int, Entity]]
) -> Masked:
    masked = Masked()
    parts: list[str] = []
    index = begin
    while index < end:
        amount = money.get(index)
        if amount is not None:
            if not masked.amounts or masked.amounts[-1] is not amount:
                parts.append(f"M{len(masked.amounts)}")
                masked.amounts.append(amount)
            index += 1
        elif index in actors:
            stop, entity = actors[index]
            parts.append(f"A{len(masked.actors)}")
            masked.actors.append((entity, line.span(index, stop)))
            index = stop
        else:
            parts.append(line.low[index])
            index += 1
    masked.text = _tidied(" ".join(parts), masked)
    return masked


def _tidied(text: str, masked: Masked) -> str:
    """A sentence without its asides: a name given again in brackets, a sum in another currency, an apposition."""

    def once(found: re.Match[str]) -> str:
        first, second = (masked.actors[int(one)][0] for one in found.groups())
        return f"A{found[1]}" if first is second else found[0]

    def converted(found: re.Match[str]) -> str:
        masked.equal.setdefault(int(found[2]), []).append(int(found[3]))
        return found[1]

    text = _EQUAL.sub(converted, _CONVERTED.sub(converted, _AGAIN.sub(once, text)))
    text = _STOP.sub(r"\1 ", _ASIDE.sub("", text))
    return _OWNED.sub(r"\1 ", _APPOSITION.sub(r"\1 ", text))


def _depends(line: Line, index: int, floor: int, words: Words, sources: frozenset[str]) -> bool:
    before = index - 1
    while before >= floor and line.low[before] in words.determiners and line.low[before] not in words.of:
        before -= 1
    return before >= floor and (line.low[before] in words.of or line.low[before] in sources)
