"""Sheets and registers as data that JSON holds, to be kept and read back without YAML and without checks.

A tuple, a decimal, a date, ... is a list that begins with a number for its kind, an object a mapping with the number
of its class under ""; what has its default value is left out. Only what was read and found sound is ever packed.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from factsheets import model
from factsheets.amounts import Amount, Modifier
from factsheets.dates import Edtf, parse_edtf
from factsheets.gazetteer import Known

_CLASSES: tuple[type[Any], ...] = (
    model.FactSheet,
    model.Source,
    model.Original,
    model.Actor,
    model.Tool,
    model.Place,
    model.Figure,
    model.DatedEvent,
    model.Statement,
    model.NotStated,
    model.Link,
    model.BulkAccept,
    model.Review,
    model.Finding,
    model.Cut,
    model.Draft,
    model.Evidence,
    Amount,
    Known,
)
_ENUMS: tuple[type[StrEnum], ...] = (
    Modifier,
    model.Status,
    model.Nature,
    model.Rank,
    model.Confidence,
    model.Basis,
    model.Per,
    model.CurrencyFrom,
)
_TUPLE, _DECIMAL, _DATE, _MAPPING, _SET = range(5)
_UNPACKED: tuple[Callable[[list[Any]], Any], ...] = (
    lambda found: tuple(map(unpacked, found[1:])),
    lambda found: Decimal(found[1]),
    lambda found: parse_edtf(found[1]),
    lambda found: dict(zip(found[1::2], map(unpacked, found[2::2]), strict=True)),
    lambda found: frozenset(map(unpacked, found[1:])),
    *(lambda found, enum=enum: enum(found[1]) for enum in _ENUMS),
)
_ENUM_NUMBERS = {enum: number for number, enum in enumerate(_ENUMS, start=_SET + 1)}
_CLASS_NUMBERS = {cls: number for number, cls in enumerate(_CLASSES)}


def packed(value: Any) -> Any:
    """The value as JSON holds it; raises KeyError for a class that is not known here."""
    kind: Any = type(value)
    if value is None or kind in {str, int, bool}:
        return value
    if kind in _PACKED:
        return _PACKED[kind](value)
    if kind in _ENUM_NUMBERS:
        return [_ENUM_NUMBERS[kind], value.value]
    number, defaults = _CLASS_NUMBERS[kind], _defaults(kind)
    own = ((name, getattr(value, name)) for name in defaults)
    return {"": number, **{name: packed(one) for name, one in own if one != defaults[name]}}


_PACKED: dict[type[Any], Callable[[Any], list[Any]]] = {
    tuple: lambda value: [_TUPLE, *map(packed, value)],
    frozenset: lambda value: [_SET, *sorted(map(packed, value))],
    Decimal: lambda value: [_DECIMAL, str(value)],
    Edtf: lambda value: [_DATE, value.text],
    dict: lambda value: [_MAPPING, *(part for key, one in value.items() for part in (key, packed(one)))],
}


def unpacked(data: Any) -> Any:
    """The value that `packed` packed."""
    kind = type(data)
    if kind is dict:
        cls = _CLASSES[data.pop("")]
        return cls(**{name: one if type(one) is str else unpacked(one) for name, one in data.items()})
    return _UNPACKED[data[0]](data) if kind is list else data


@cache
def _defaults(cls: Any) -> dict[str, Any]:
    return {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(cls)
    }
