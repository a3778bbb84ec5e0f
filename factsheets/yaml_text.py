"""YAML text <-> located nodes. The only import of yaml.

YAML's own typing is off: a scalar is a string until the model types it. The parser's events are read one by one,
without recursion, so that no nesting can exhaust the stack; size and depth are bounded, anchors are not in the format.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NoReturn

import yaml

from factsheets.files import LARGEST_BYTES
from factsheets.problem import MOST_PROBLEMS, DataError, Problem

try:
    from yaml import CSafeDumper as _Dumper
    from yaml import CSafeLoader as _Loader
except ImportError:  # a platform without the compiled parser: the same events, an order of magnitude slower
    from yaml import SafeDumper as _Dumper  # type: ignore[assignment]
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

DEEPEST = 32
MOST_VALUES = 300_000
"""In one file: some 60 MB as nodes, a dozen times what a register of 20,000 names or the largest sheet holds."""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.1, 5.1
_INDENT = re.compile(r"[ -]*\t")


@dataclass(slots=True)
class Scalar:
    value: str
    line: int
    column: int


@dataclass(slots=True)
class Entry:
    """A key of a mapping with its value; the place is the key's."""

    key: Scalar
    value: "Node"


@dataclass(slots=True)
class MappingNode:
    line: int
    column: int
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class SequenceNode:
    line: int
    column: int
    items: "list[Node]" = field(default_factory=list)


Node = Scalar | MappingNode | SequenceNode
Data = str | list["Data"] | dict[str, "Data"]


def decode(raw: bytes, path: str) -> str:
    """Bytes of a sheet -> text; raises DataError that names the first offending place."""
    if len(raw) > LARGEST_BYTES:
        raise DataError([Problem(path, 1, 1, f"larger than the {LARGEST_BYTES // 1_000_000} MB a sheet may have")])
    if raw.startswith(_UTF_16):
        raise DataError([Problem(path, 1, 1, "not UTF-8: it looks like UTF-16", hint="save the file as UTF-8")])
    text = raw.removeprefix(b"\xef\xbb\xbf")
    binary = _BINARY.search(text)
    if binary:
        line, column = _place(text, binary.start())
        byte = text[binary.start()]
        raise DataError([Problem(path, line, column, f"not a text file: it holds the byte 0x{byte:02X}")])
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(text, error.start)
        message = f"not UTF-8: byte 0x{text[error.start]:02X}"
        raise DataError([Problem(path, line, column, message, hint="save the file as UTF-8")]) from None


def _place(raw: bytes, offset: int) -> tuple[int, int]:
    before = raw[:offset]
    return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1


def parse(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """Text -> the root node (None when the text holds nothing that can be read) and every problem met on the way."""
    reader = _Reader(path)
    try:
        reader.read(text)
    except yaml.MarkedYAMLError as error:
        quoted = (error.context or "").startswith("while scanning a quoted scalar")
        mark = (
            error.context_mark if quoted else error.problem_mark or error.context_mark
        )  # the opening quote, not the end
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = "in the quoted text that begins here, " * quoted + " ".join((error.problem or "not YAML").split())
        hint = "indent with spaces" if _tab_at(text, line, column) else ""
        reader.problems.append(Problem(path, line, column, f"YAML cannot be read here: {problem}", hint=hint))
        return None, reader.problems
    except yaml.YAMLError as error:
        reader.problems.append(_unreadable_character(text, error, path))
        return None, reader.problems
    return reader.root, reader.problems


def _tab_at(text: str, line: int, column: int) -> bool:
    lines = text.split("\n")
    return 0 < line <= len(lines) and bool(_INDENT.match(lines[line - 1][:column]))


def _unreadable_character(text: str, error: yaml.YAMLError, path: str) -> Problem:
    found = _UNREADABLE.search(text)
    if not found:
        return Problem(path, 0, 0, f"YAML cannot be read: {' '.join(str(error).split())}")
    before = text[: found.start()]
    message = f"the character U+{ord(found.group()):04X} cannot stand in YAML as it is"
    return Problem(path, before.count("\n") + 1, len(before) - before.rfind("\n"), message)


class _LimitError(Exception):
    """Ends the reading of a text that is over a limit."""


class _Reader:
    """Builds nodes from the parser's events with a stack of its own."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[MappingNode | SequenceNode] = []
        self._keys: list[Scalar | None] = []
        self._values = 0

    def read(self, text: str) -> None:
        loader = _Loader(text)
        try:
            while loader.check_event():
                event: Any = loader.get_event()
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    if event.anchor:
                        self._refuse_anchor(event)
                    mark = event.start_mark
                    self._attach(Scalar(event.value, mark.line + 1, mark.column + 1))
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self._begin(event)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self._open.pop()
                    self._keys.pop()
                elif kind is yaml.AliasEvent:
                    self._refuse_anchor(event)
                elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                    self._complain(event, "a second document begins here; a file holds one")
                    return
        except _LimitError:
            self.root = None
        finally:
            loader.dispose()

    def _refuse_anchor(self, event: yaml.Event) -> NoReturn:
        self._complain(event, "anchors and aliases are not part of the format")
        raise _LimitError

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        line, column = _mark(event)
        if event.anchor:
            self._refuse_anchor(event)
        if len(self._open) >= DEEPEST:
            self._complain(event, f"nested more than {DEEPEST} deep")
            raise _LimitError
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        node = MappingNode(line, column) if is_mapping else SequenceNode(line, column)
        self._attach(node)
        self._open.append(node)
        self._keys.append(None)

    def _attach(self, node: Node) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._report(node.line, node.column, f"more than {MOST_VALUES} values in one file")
            raise _LimitError
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, SequenceNode):
            parent.items.append(node)
        elif key is None:
            self._keys[-1] = self._as_key(node)
        else:
            self._keys[-1] = None
            if key.value in parent.entries:
                first = parent.entries[key.value].key.line
                self._report(key.line, key.column, f"`{key.value}` stands twice; the first is on line {first}")
            else:
                parent.entries[key.value] = Entry(key, node)

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self._report(node.line, node.column, "a key must be a word")
        raise _LimitError

    def _complain(self, event: yaml.Event, message: str) -> None:
        self._report(*_mark(event), message)

    def _report(self, line: int, column: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, column, message))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _LimitError


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def plain_data(node: Node) -> Data:
    """Nodes -> strings, lists and dicts, for the project's own vocabularies, which need no places."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, SequenceNode):
        return [plain_data(item) for item in node.items]
    return {key: plain_data(entry.value) for key, entry in node.entries.items()}


def load_data(raw: bytes, path: str) -> Data:
    root, problems = parse(decode(raw, path), path)
    if problems or root is None:
        raise DataError(problems or [Problem(path, 1, 1, "the file is empty")])
    return plain_data(root)


@dataclass(slots=True)
class Span:
    """A node where it stands in its text, in code points: what an edit in place needs, and reading does not.

    The end of a block collection is that of its last value. `style` of a scalar is its first character where it is
    quoted or a block, of a collection "{" or "[" where it stands in brackets.
    """

    start: int
    end: int
    style: str
    value: str = ""
    keys: "list[Span]" = field(default_factory=list)
    items: "list[Span]" = field(default_factory=list)
    is_mapping: bool = False
    is_list: bool = False

    def entry(self, name: str) -> int | None:
        """The position of a key among the entries of a mapping."""
        return next((number for number, key in enumerate(self.keys) if key.value == name), None)


def spans(text: str) -> Span | None:
    """The root of a text that `parse` found nothing wrong with."""
    root: Span | None = None
    nested: list[Span] = []
    loader = _Loader(text)
    try:
        while loader.check_event():
            event: Any = loader.get_event()
            kind = type(event)
            if kind in _ENDS:
                done = nested.pop()
                done.end = event.end_mark.index if done.style else (done.items[-1].end if done.items else done.end)
            elif kind in _NODES:
                node = _span(event)
                parent = nested[-1] if nested else None
                if parent is None:
                    root = node
                elif parent.is_mapping and len(parent.keys) == len(parent.items):
                    parent.keys.append(node)
                else:
                    parent.items.append(node)
                if kind is not yaml.ScalarEvent:
                    nested.append(node)
    finally:
        loader.dispose()
    return root


_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_NODES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)


def _span(event: Any) -> Span:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        return Span(start, end, event.style or "", event.value)
    is_mapping = isinstance(event, yaml.MappingStartEvent)
    style = ("{" if is_mapping else "[") if event.flow_style else ""
    return Span(start, end, style, is_mapping=is_mapping, is_list=not is_mapping)


class _SheetDumper(_Dumper):
    """Writes every string so that it reads back as itself, small mappings (a piece of evidence) on one line."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the same string twice is no alias
        return True

    def resolve(self, kind: type, value: str, implicit: Any) -> Any:
        if kind is yaml.ScalarNode:
            return _tag(value) if implicit[0] else _STRING
        return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]


@lru_cache(10_000)
def _tag(value: str) -> Any:
    """The tag that a scalar has by itself: asked of each for every file, and of most again and again."""
    return yaml.resolver.Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]


class Flow(dict[str, "Data"]):
    """A mapping to be written on one line."""


class FlowList(list["Data"]):
    """A list to be written on one line."""


class Bare(str):
    """A number or a date that is written without quotes: this format has no types that quotes would keep apart."""

    __slots__ = ()


def _represent_bare(dumper: _SheetDumper, data: Bare) -> yaml.Node:
    tag: str = dumper.resolve(yaml.ScalarNode, str(data), (True, False))
    return yaml.ScalarNode(tag, str(data))


_SheetDumper.add_representer(Bare, _represent_bare)


def _represent_flow(dumper: _SheetDumper, data: Flow) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _represent_flow_list(dumper: _SheetDumper, data: FlowList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_SheetDumper.add_representer(Flow, _represent_flow)
_SheetDumper.add_representer(FlowList, _represent_flow_list)


UNFOLDED = 2**31 - 1


def dump(data: Mapping[str, Data], width: int = 120) -> str:
    """Data -> YAML text, the same bytes every time; keys keep their order. `UNFOLDED` keeps a scalar on its line."""
    text: str = yaml.serialize(_written(data), Dumper=_SheetDumper, allow_unicode=True, width=width)
    return text


def _written(data: Data | Mapping[str, Data]) -> yaml.Node:
    """Data as nodes, which PyYAML's own way to them takes twice the time for."""
    kind = type(data)
    if kind is str:
        return yaml.ScalarNode(_STRING, data)
    if kind is Bare:
        return yaml.ScalarNode(untyped(str(data)), str(data))
    if isinstance(data, Mapping):
        pairs = [(yaml.ScalarNode(_STRING, key), _written(value)) for key, value in data.items()]
        return yaml.MappingNode(_MAPPING, pairs, flow_style=kind is Flow)
    return yaml.SequenceNode(_SEQUENCE, [_written(one) for one in data], flow_style=kind is FlowList)


def dump_inline(data: Data) -> str:
    """Data -> YAML as it may stand between brackets, on one line."""
    for style in (None, '"'):
        told: str = yaml.dump(
            [data],
            Dumper=_SheetDumper,
            sort_keys=False,
            allow_unicode=True,
            width=UNFOLDED,
            default_flow_style=True,
            default_style=style,
        )
        if told.find("\n") == len(told) - 1:
            break
    return told.rstrip("\n")[1:-1]


def dump_scalar(value: str, style: str, before: int, width: int = 120) -> str:
    """A scalar as a value in a block, in a style ("" plain where it can be, "'" or '"'); `before` columns are taken."""
    key = yaml.ScalarNode(_STRING, "k" * min(max(before - 2, 1), 100))
    tag = untyped(value) if isinstance(value, Bare) else _STRING
    node = yaml.MappingNode(_MAPPING, [(key, yaml.ScalarNode(tag, str(value), style=style or None))])
    told: str = yaml.serialize(node, Dumper=_SheetDumper, allow_unicode=True, width=width)
    told = told.partition(": ")[2].rstrip("\n")
    return _ESCAPED.sub(_character, told) if told.startswith('"') else told


_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\U([0-9A-F]{8})")


def _character(found: re.Match[str]) -> str:
    """What the compiled writer escapes without need: it knows no letters beyond the basic plane."""
    letter = chr(int(found[2], 16))
    return found[1] + letter if letter.isprintable() else found[0]


_STRING = "tag:yaml.org,2002:str"
_MAPPING = "tag:yaml.org,2002:map"
_SEQUENCE = "tag:yaml.org,2002:seq"


def untyped(value: str) -> str:
    """The tag that YAML's own typing, off in this format, would give to a plain scalar."""
    tag: str = _tag(value)
    return tag


def looks_typed(value: str) -> bool:
    """Whether another program would read a plain scalar as something else than words."""
    return untyped(value) != _STRING


def walk(node: Node, path: tuple[str | int, ...]) -> Node | None:
    """The node at a path of keys and positions, or None."""
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str) and step in node.entries:
            node = node.entries[step].value
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def scalars(node: Node) -> Iterator[Scalar]:
    """Every scalar below a node, keys aside."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries.values():
            yield from scalars(entry.value)
