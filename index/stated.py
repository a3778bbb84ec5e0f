"""What a fact states of what is asked, and what its sheet says that no source states."""

from collections.abc import Callable, Collection, Iterable

from factsheets.model import Actor, DatedEvent, Fact, Figure, NotStated, Per, Statement, Tool, mentions
from index.of_documents import OF_DOCUMENTS


def states(fact: Fact) -> list[str]:
    """The attributes that a fact states."""
    return [name for name, check in _STATED.items() if check(fact)]


def absent(attributes: Iterable[str], stated: Collection[str], gaps: Collection[str]) -> list[str]:
    """The attributes that are not stated; of one that cannot be checked, only if the sheet says so."""
    known = _STATED.keys() | OF_DOCUMENTS
    return [name for name in attributes if (name not in stated if name in known else name in gaps)]


_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_WEIGHTS = frozenset({"kilogram", "gram", "tonne", "pound"})
_LENGTHS = frozenset({"kilometre", "metre", "centimetre", "millimetre", "mile", "nautical-mile", "foot"})
_STATED: dict[str, Callable[[Fact], bool]] = {
    "amount": lambda fact: isinstance(fact, Figure) and bool(fact.currency),
    "quantity": lambda fact: isinstance(fact, Figure),
    "count": lambda fact: isinstance(fact, Figure) and bool(fact.unit),
    "age": lambda fact: isinstance(fact, Figure) and fact.kind == "age",
    "duration": lambda fact: isinstance(fact, Figure) and (fact.kind == "duration" or fact.unit in _TIMES),
    "weight": lambda fact: isinstance(fact, Figure) and fact.unit in _WEIGHTS,
    "length": lambda fact: isinstance(fact, Figure) and fact.unit in _LENGTHS,
    "budget": lambda fact: isinstance(fact, Figure) and fact.kind == "budget",
    "monthly-price": lambda fact: isinstance(fact, Figure) and fact.per is Per.MONTH,
    "date": lambda fact: isinstance(fact, (Figure, DatedEvent)) and bool(fact.date or fact.relative),
    "maker": lambda fact: isinstance(fact, Tool) and bool(fact.maker),
    "operator": lambda fact: isinstance(fact, Tool) and bool(fact.operators),
    "tool": lambda fact: isinstance(fact, Tool),
    "kind": lambda fact: not isinstance(fact, Tool) or bool(fact.kind),
    "payer": lambda fact: isinstance(fact, Figure) and bool(fact.payer),
    "payee": lambda fact: isinstance(fact, Figure) and bool(fact.payee),
    "speaker": lambda fact: isinstance(fact, Statement) and bool(fact.speaker),
    "statement": lambda fact: isinstance(fact, Statement),
    "who": lambda fact: isinstance(fact, Actor) or bool(mentions(fact)),
}
"""An attribute that is not here, nor of documents, is stated unless the sheet lists it under `not_stated`."""


def gaps_of(answered: Fact, gaps: Iterable[NotStated]) -> list[NotStated]:
    """What the sheet says is not stated of a fact's subjects, or of the document as a whole."""
    subjects = {answered.id, *mentions(answered)} if isinstance(answered, Figure) else {answered.id}
    return [gap for gap in gaps if not gap.about or subjects & set(gap.about)]
