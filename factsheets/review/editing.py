"""What of a fact can be edited, and an edit read as the sheet's own reader would: by name, as strings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from factsheets import vocabulary
from factsheets.amounts import plain
from factsheets.model import FACT_TYPES, Actor, DatedEvent, Fact, FactSheet, Figure, Place, Statement, Tool
from factsheets.problem import Problem, did_you_mean
from factsheets.review.errors import DecisionError
from factsheets.serialise import sheet_data
from factsheets.validate import read_object
from factsheets.yaml_text import Data, Entry, MappingNode, Node, Scalar, SequenceNode

GROUP_TYPES: dict[str, type[Fact]] = {
    "figures": Figure,
    "dates": DatedEvent,
    "statements": Statement,
    "actors": Actor,
    "tools": Tool,
    "places": Place,
}
BETWEEN = "; "
_FIXED = ("id", "evidence")
_AMOUNTS = ("value", "min", "max", "magnitude")
_INLINE = (*_AMOUNTS, "modifier")
_HEDGES = {"magnitude": "magnitude", "min": "range", "max": "range"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be edited: its name, what stands there (a list joined by `; `) and the words it may have.

    `words` is empty where any text will do; ids of the sheet are listed where one is named.
    """

    name: str
    value: str
    words: tuple[str, ...] = ()
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    many: bool
    required: bool
    words: tuple[str, ...]
    groups: tuple[str, ...]


def data_of(sheet: FactSheet, fact: Fact) -> dict[str, Data]:
    """A fact as its file has it, absent values left out."""
    group = next(group for group, cls in GROUP_TYPES.items() if isinstance(fact, cls))
    listed: Any = sheet_data(sheet)[group]
    return dict(next(one for one in listed if one["id"] == fact.id))


def fields_of(sheet: FactSheet, fact: Fact) -> list[Field]:
    """Everything of a fact but its id and its evidence, in the order of the format."""
    cls: type = fact.__class__
    return [
        Field(key.name, _shown(fact, key.name), key.words or _ids(sheet, key), key.many, key.required)
        for key in _keys(cls)
    ]


def read_fact(sheet: FactSheet, cls: type[Fact], data: Mapping[str, Data], changes: Mapping[str, str]) -> Fact:
    """A fact from its data with changes, each value as a person types it; DecisionError with one sentence."""
    fact_class: type = cls
    keys = {key.name: key for key in _keys(fact_class)}
    changed = dict(data)
    for name, typed in {**_implied(data, changes, cls), **changes}.items():
        if name not in keys:
            kind = "an" if cls is Actor else "a"
            hint = did_you_mean(name, keys) or f"it has {', '.join(keys)}"
            raise DecisionError(f"{kind} {fact_word(cls)} has no `{name}`; {hint}")
        value = _typed(sheet, keys[name], typed.strip())
        changed.pop(name, None)
        if value or keys[name].required:
            changed[name] = value
    read, problems = read_object(_node(changed), cls)
    if read is None or problems:
        raise DecisionError(sentence(problems[0]))
    _known_ids(sheet, read, keys)
    return read


def fact_word(cls: type[Fact]) -> str:
    return FACT_TYPES[cls]


def sentence(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def _implied(data: Mapping[str, Data], changes: Mapping[str, str], cls: type[Fact]) -> dict[str, str]:
    """What a change takes with it: a value ends the bounds, a currency the unit, a date the relative time."""
    implied: dict[str, str] = {}
    given = {name for name, value in changes.items() if value.strip()}
    if cls is Figure:
        amounts = given & set(_AMOUNTS)
        if amounts:
            hedge = next((_HEDGES[name] for name in _AMOUNTS if name in amounts and name in _HEDGES), "")
            bounds = {"min", "max"} if amounts & {"min", "max"} else amounts
            implied |= {name: "" for name in _AMOUNTS if name not in bounds}
            implied |= {"modifier": hedge} if hedge or data.get("modifier") in _HEDGES.values() else {}
        if "currency" in given:
            implied |= {"unit": ""} | ({} if data.get("currency_from") else {"currency_from": "explicit"})
        if "unit" in given:
            implied |= {"currency": "", "currency_from": ""}
    if cls is DatedEvent and len(given & {"date", "relative"}) == 1:
        implied |= {"relative" if "date" in given else "date": ""}
    return implied


def _typed(sheet: FactSheet, key: _Key, typed: str) -> Data:
    if key.many:
        parts = typed.split(";") if ";" in typed or not key.groups else typed.split(",")
        return [_entity(sheet, key, part.strip()) for part in parts if part.strip()]
    return _entity(sheet, key, typed)


def _entity(sheet: FactSheet, key: _Key, typed: str) -> str:
    """The id of what a person names, where ids are asked for; anything else as typed."""
    if not key.groups:
        return typed
    named = (one for group in key.groups for one in getattr(sheet, group))
    folded = typed.casefold()
    return next((one.id for one in named if folded in {str(name).casefold() for name in _names(one)}), typed)


def _names(entity: Any) -> Iterator[str]:
    yield entity.id
    yield getattr(entity, "name", entity.id)
    yield from getattr(entity, "aliases", ())


def _known_ids(sheet: FactSheet, fact: Fact, keys: Mapping[str, _Key]) -> None:
    for key in keys.values():
        known = _ids(sheet, key)
        value = getattr(fact, key.name, "")
        for wanted in value if isinstance(value, tuple) else (value,):
            if key.groups and wanted and wanted not in known:
                hint = did_you_mean(wanted, known) or f"give it a name first, among the {' or '.join(key.groups)}"
                raise DecisionError(f"`{key.name}`: there is no `{wanted}` in this sheet; {hint}")


def _ids(sheet: FactSheet, key: _Key) -> tuple[str, ...]:
    return tuple(one.id for group in key.groups for one in getattr(sheet, group))


def _shown(fact: Fact, name: str) -> str:
    """A value as it would be typed; a default is shown as what it means."""
    holder = fact.amount if isinstance(fact, Figure) and name in _INLINE else fact
    value = getattr(holder, name)
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None else str(value)


def _node(data: Data) -> Node:
    if isinstance(data, list):
        return SequenceNode(0, 0, [_node(one) for one in data])
    if isinstance(data, dict):
        return MappingNode(0, 0, {key: Entry(Scalar(key, 0, 0), _node(one)) for key, one in data.items()})
    return Scalar(str(data), 0, 0)


@cache
def _keys(cls: type) -> tuple[_Key, ...]:
    found: list[_Key] = []
    hints = get_type_hints(cls)
    for field in fields(cls):
        if field.metadata.get("inline"):
            found += _keys(hints[field.name])
        elif field.name not in _FIXED:
            inner = (hints[field.name], *get_args(hints[field.name]))
            many = tuple in {getattr(one, "__origin__", None) for one in inner}
            required = not many and field.default is field.default_factory is not None
            found.append(
                _Key(field.name, many, required, _words(field.name, field.metadata, inner), _groups(field.metadata))
            )
    return tuple(found)


def _groups(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(metadata.get("ref", ()))


def _words(name: str, metadata: Mapping[str, Any], types: tuple[Any, ...]) -> tuple[str, ...]:
    if "word" in metadata:
        return tuple(vocabulary.terms(metadata["word"]))
    if name == "currency":
        return tuple(vocabulary.currencies())
    if name == "unit":
        return tuple(vocabulary.terms("units"))
    choices = next((one for one in types if isinstance(one, type) and issubclass(one, StrEnum)), None)
    return tuple(one.value for one in choices) if choices else ()
