"""Nodes -> FactSheet and problems: reads whatever the model declares and reports everything wrong at once."""

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from factsheets import checks, vocabulary, yaml_text
from factsheets.amounts import LONGEST_NUMBER
from factsheets.dates import Edtf, parse_edtf
from factsheets.model import FactSheet
from factsheets.problem import MOST_PROBLEMS, DataError, Problem, did_you_mean
from factsheets.yaml_text import Entry, MappingNode, Node, Scalar, SequenceNode

IDENT = checks.IDENT
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Validated:
    """A file as read. `sheet` is None when an error leaves nothing that could be shown."""

    path: str
    sheet: FactSheet | None
    problems: tuple[Problem, ...]


def validate(raw: bytes, path: str) -> Validated:
    """Read one sheet; never raises for anything that `raw` may hold."""
    try:
        root, problems = yaml_text.parse(yaml_text.decode(raw, path), path)
    except DataError as error:
        return Validated(path, None, error.problems)
    if problems:
        return Validated(path, None, tuple(problems))
    if not isinstance(root, MappingNode):
        message = "the file is empty" if root is None else "a sheet is a mapping of keys to values"
        return Validated(path, None, (Problem(path, 1, 1, message, hint="see `factfile help sheets`"),))
    reader = _Reader(path)
    try:
        sheet = cast("FactSheet | None", reader.read(root, FactSheet, ""))
    except _TooManyError:
        rest = Problem(path, 0, 0, f"more than {MOST_PROBLEMS} problems: the others are not listed")
        return Validated(path, None, (*sorted(reader.problems), rest))
    if sheet is None or reader.problems:
        return Validated(path, None, tuple(sorted(reader.problems)))
    found = tuple(sorted(_located(check, root, path) for check in islice(checks.run(sheet), MOST_PROBLEMS)))
    usable = not any(problem.severity == "error" for problem in found)
    return Validated(path, sheet if usable else None, found)


def read_object(node: Node, cls: type[_Read]) -> tuple[_Read | None, tuple[Problem, ...]]:
    """One object of a sheet by itself, as a sheet's reader reads it: what an edit is proven with."""
    reader = _Reader("")
    read = reader.read(node, cls, "")
    return read, tuple(reader.problems)


def _located(complaint: checks.Complaint, root: Node, path: str) -> Problem:
    node: Node | None = None
    steps = complaint.at
    while node is None:
        node, steps = yaml_text.walk(root, steps), steps[:-1]
    key = ".".join(map(str, complaint.at))
    return Problem(
        path, node.line, node.column, complaint.message, key=key, hint=complaint.hint, severity=complaint.severity
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of a dataclass as a reader needs it: its type unwrapped of `| None` and `tuple[...]`."""

    name: str
    type: Any
    many: bool
    required: bool
    inline: bool
    ident: bool
    word: str
    nested: bool


@cache
def _keys(cls: type) -> tuple[_Key, ...]:
    hints = typing.get_type_hints(cls)
    return tuple(_key(field, hints[field.name]) for field in fields(cls))


def _key(field: Field[Any], hint: Any) -> _Key:
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    many = typing.get_origin(hint) is tuple
    inner = typing.get_args(hint)[0] if many else hint
    return _Key(
        name=field.name,
        type=inner,
        many=many,
        required=field.default is MISSING,
        inline=bool(field.metadata.get("inline")),
        ident=bool(field.metadata.get("ident")),
        word=field.metadata.get("word", ""),
        nested=is_dataclass(inner) and inner is not Edtf,
    )


@cache
def _key_names(cls: type) -> tuple[str, ...]:
    names: list[str] = []
    for key in _keys(cls):
        names += _key_names(key.type) if key.inline else [key.name]
    return tuple(names)


class _TooManyError(Exception):
    """Ends the reading of a file whose problems nobody would read to the end."""


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def report(self, node: Node, key: str, message: str, hint: str = "") -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            raise _TooManyError
        self.problems.append(Problem(self.path, node.line, node.column, message, key=key, hint=hint))

    def read(self, node: Node, cls: type, at: str) -> Any:
        """An instance of `cls`, or None after reporting why not."""
        if not isinstance(node, MappingNode):
            self.report(node, at, f"`{at}` takes keys and values")
            return None
        known = _key_names(cls)
        for name, entry in node.entries.items():
            if name not in known:
                self.report(entry.key, f"{at}.{name}".lstrip("."), f"unknown key `{name}`", did_you_mean(name, known))
        before = len(self.problems)
        values = dict(self._values(node, cls, at))
        return cls(**values) if len(self.problems) == before else None

    def _values(self, node: MappingNode, cls: type, at: str) -> Iterator[tuple[str, Any]]:
        for key in _keys(cls):
            where = f"{at}.{key.name}".lstrip(".")
            entry = node.entries.get(key.name)
            if key.inline:
                yield key.name, self._inline(node, key.type, at)
            elif entry is not None:
                yield key.name, self._entry(entry, key, where)
            elif key.required:
                self.report(node, where, f"`{key.name}` is missing")

    def _inline(self, node: MappingNode, cls: type, at: str) -> Any:
        values = dict(self._values(node, cls, at))
        return cls(**values)

    def _entry(self, entry: Entry, key: _Key, where: str) -> Any:
        node = entry.value
        if not key.many:
            return self._single(node, key, where)
        if isinstance(node, SequenceNode):
            return tuple(self._single(item, key, f"{where}.{number}") for number, item in enumerate(node.items))
        if isinstance(node, Scalar) and node.value in {"", "~", "null"}:
            return ()
        self.report(node, where, f"`{key.name}` is a list", hint="begin each item with `- `, or write [a, b]")
        return ()

    def _single(self, node: Node, key: _Key, where: str) -> Any:
        if key.nested:
            return self.read(node, key.type, where)
        if not isinstance(node, Scalar):
            self.report(node, where, f"`{key.name}` takes one value")
            return None
        if (key.required or key.many) and not node.value.strip():
            self.report(node, where, f"`{key.name}` is empty")
            return None
        try:
            return _typed(node.value, key)
        except ValueError as error:
            message, hint = (*error.args, "")[:2]
            self.report(node, where, f"`{key.name}`: {message}", hint)
            return None


def _typed(value: str, key: _Key) -> Any:
    """A scalar as its field's type; raises ValueError(message, hint)."""
    if key.ident and not IDENT.fullmatch(value):
        raise ValueError(f"`{value}` is not an id", "use small letters, digits and hyphens, at most 80")
    if key.word and value not in vocabulary.terms(key.word):
        raise ValueError(f"`{value}` is not known", did_you_mean(value, vocabulary.terms(key.word)))
    if key.type is str:
        return value
    if issubclass(key.type, StrEnum):
        return _choice(value, key.type)
    return _SCALARS[key.type](value)


def _choice(value: str, options: type[StrEnum]) -> StrEnum:
    try:
        return options(value)
    except ValueError:
        known = [option.value for option in options]
        hint = did_you_mean(value, known) or f"one of {', '.join(known)}"
        raise ValueError(f"`{value}` is not known", hint) from None


def _decimal(value: str) -> Decimal:
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"`{value}` is not a plain number", "write digits with a point: 3750000 or 2.5")
    if len(value) > LONGEST_NUMBER:
        raise ValueError(f"`{value}` is longer than {LONGEST_NUMBER} characters")
    return Decimal(value)


def _integer(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > LONGEST_NUMBER:
        raise ValueError(f"`{value}` is not a whole number")
    return int(value)


def _boolean(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError(f"`{value}` is neither true nor false")
    return value == "true"


_SCALARS: dict[type, Any] = {Decimal: _decimal, int: _integer, bool: _boolean, Edtf: parse_edtf}
