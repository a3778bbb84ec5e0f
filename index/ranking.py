"""What a question wants of a fact, and which of the facts that answer stands first."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from factsheets.model import Actor, DatedEvent, Fact, Figure, NotStated, Per, Rank, Statement, Status, Tool, mentions
from index.analysis import terms
from index.question import Group, Question
from index.result import Answer
from index.schema import RANK_CODES, STATUS_CODES, DocType
from index.search import ENTITIES, Candidate, Search


def of_kind(
    candidates: list[Candidate], kinds: tuple[Group, ...], search: Search
) -> tuple[list[Candidate], tuple[Group, ...]]:
    """The candidates that answer to every kind asked for; where none does, the subject itself and what it lacks."""
    if not kinds or not candidates:
        return candidates, ()
    fitting = [one for one in candidates if all(one.document in search.direct(kind) for kind in kinds)]
    if fitting:
        return [replace(one, matched=one.matched + kinds) for one in fitting], ()
    missing = tuple(kind for kind in kinds if not any(one.document in search.direct(kind) for one in candidates))
    entities = search.of_types((one.document for one in candidates), ENTITIES)
    return [one for one in candidates if one.document in entities] or candidates, missing or kinds


class Prior:
    """What a question is likely to want of a document, by type and by what its columns state."""

    def __init__(self, question: Question, search: Search) -> None:
        self._attributes = set(question.attributes)
        reader = search.reader
        self._type, self._currency = reader.column("type"), reader.column("currency")
        self._rank, self._status = reader.column("rank"), reader.column("status")
        self._place = reader.column("place")
        self._first, self._last = reader.column("first"), reader.column("last")

    def __call__(self, document: int) -> float:
        kind = self._type[document]
        is_money = kind == DocType.FIGURE and self._currency[document] > 0
        score = 2.0 if is_money else _TYPE_PRIOR.get(kind, 0.0)
        wanted = self._attributes
        if not wanted:
            return score
        score += 3.0 * (is_money and "amount" in wanted)
        score += 3.0 * (kind == DocType.FIGURE and not is_money and bool(wanted & {"count", "age"}))
        score += 2.0 * ("date" in wanted and bool(self._first[document] or self._last[document]))
        score += 3.0 * (kind == DocType.ACTOR and "who" in wanted)
        score += 2.0 * (kind == DocType.STATEMENT and "speaker" in wanted)
        return score + 2.0 * (kind == DocType.TOOL and "maker" in wanted)

    def first(self, document: int) -> tuple[float, int]:
        return -self(document), self._place[document]

    def order(self, candidate: Candidate) -> tuple[int, bool, float, bool, bool, int]:
        """How candidates are ordered before any sheet is read; `order` of the answers read has the last word."""
        document = candidate.document
        rank = self._rank[document]
        return (
            len(candidate.unmatched),
            rank == RANK_CODES[Rank.DEPRECATED],
            -(candidate.score + self(document)),
            rank != RANK_CODES[Rank.PREFERRED],
            self._status[document] == STATUS_CODES[Status.DRAFT],
            self._place[document],
        )


_TYPE_PRIOR = {
    DocType.FIGURE: 1.0,
    DocType.DATE: 0.8,
    DocType.STATEMENT: 0.6,
    DocType.TOOL: 0.7,
    DocType.ACTOR: 0.7,
    DocType.PLACE: 0.5,
}


def order(candidate: Candidate, answer: Answer, question: Question, search: Search) -> tuple[Any, ...]:
    """All words before some, stated before not stated, the kind asked for before its mention, then rank and review."""
    fact = answer.fact
    rank = fact.rank if isinstance(fact, Figure) else Rank.NORMAL
    return (
        len(answer.unmatched),
        search.aside(candidate),
        len(answer.not_stated),
        rank is Rank.DEPRECATED,
        -search.coded(candidate, question.kinds),
        -_wanted(fact, question),
        -_closeness(answer, question),
        rank is not Rank.PREFERRED,
        answer.sheet.status is Status.DRAFT,
        not (isinstance(fact, Figure) and fact.amount.value is not None),
    )


def _wanted(fact: Fact, question: Question) -> int:
    attributes = set(question.attributes)
    return (
        ("who" in attributes and isinstance(fact, Actor))
        + ("amount" in attributes and isinstance(fact, Figure) and bool(fact.currency))
        + (bool(attributes & {"count", "age"}) and isinstance(fact, Figure) and bool(fact.unit))
    )


def _closeness(answer: Answer, question: Question) -> float:
    """A sum of money between those asked about, then what is labelled so, then whoever is asked about by name."""
    fact, lang = answer.fact, answer.sheet.lang
    asked = {term for group in question.subject for term in group.terms}

    def named(entity: str) -> bool:
        item = next((one for one in answer.sheet.entities() if one.id == entity), None)
        names = (answer.names.get(entity, ""), item.name, *item.aliases) if item else ()
        return any(words and words <= asked for words in (set(terms(name, lang)) for name in names))

    label = set(terms(answer.label, lang))
    covered = 1.5 * all(group.terms & label for group in question.groups)
    if isinstance(fact, Figure):
        return 2.0 * (bool(fact.currency) and (named(fact.payer) or named(fact.payee))) + covered
    return named(fact.id) + covered


def askable(attributes: tuple[str, ...], documents: Iterable[int], search: Search) -> tuple[str, ...]:
    """The attributes without those that no fact at hand could state: a fine has no maker, a tool has."""
    kinds = {search.reader.column("type")[document] for document in documents}
    return tuple(one for one in attributes if one not in _STATED_BY or _STATED_BY[one] in kinds)


_STATED_BY = {"maker": DocType.TOOL}


def absent(fact: Fact, attributes: tuple[str, ...], gaps: list[NotStated]) -> list[str]:
    """The attributes that a fact does not state, or that its sheet says no source states."""
    declared = {gap.what for gap in gaps}
    found = []
    for attribute in attributes:
        check = _STATED.get(attribute)
        if attribute in declared if check is None else not check(fact):
            found.append(attribute)
    return found


_STATED: dict[str, Callable[[Fact], bool]] = {
    "amount": lambda fact: isinstance(fact, Figure) and bool(fact.currency),
    "count": lambda fact: isinstance(fact, Figure) and bool(fact.unit),
    "age": lambda fact: isinstance(fact, Figure) and fact.kind == "age",
    "budget": lambda fact: isinstance(fact, Figure) and fact.kind == "budget",
    "monthly-price": lambda fact: isinstance(fact, Figure) and fact.per is Per.MONTH,
    "date": lambda fact: isinstance(fact, (Figure, DatedEvent)) and bool(fact.date or fact.relative),
    "maker": lambda fact: isinstance(fact, Tool) and bool(fact.maker),
    "payer": lambda fact: isinstance(fact, Figure) and bool(fact.payer),
    "payee": lambda fact: isinstance(fact, Figure) and bool(fact.payee),
    "speaker": lambda fact: isinstance(fact, Statement) and bool(fact.speaker),
    "who": lambda fact: isinstance(fact, Actor) or bool(mentions(fact)),
}
"""An attribute that is not here is stated unless the sheet lists it under `not_stated`."""


def gaps_of(answered: Fact, gaps: Iterable[NotStated]) -> list[NotStated]:
    """What the sheet says is not stated of a fact's subjects, or of the document as a whole."""
    subjects = {answered.id, *mentions(answered)} if isinstance(answered, Figure) else {answered.id}
    return [gap for gap in gaps if not gap.about or subjects & set(gap.about)]
