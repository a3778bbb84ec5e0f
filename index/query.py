"""The query language -> our own tree. Bad syntax is never an error: it is searched as words, with a hint.

words, "a phrase", -not, OR, (groups), word*, and fields: actor: tool: place: kind: type: lang: status: date: amount:
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.problem import did_you_mean

MOST_CHARACTERS = 256
MOST_TERMS = 16
DEEPEST = 8
FIELDS = ("actor", "tool", "place", "kind", "type", "lang", "status", "date", "amount")

_LEXEME = re.compile(
    r"""(?P<space>\s+)
      | (?P<not>-)(?=[^\s-])
      | (?P<open>\() | (?P<close>\))
      | (?P<field>[a-z]+):(?P<value>"[^"]*"|[^\s()"]+)
      | "(?P<phrase>[^"]*)"
      | (?P<prefix>\w[\w'’.&-]+)\*(?=\s|\)|$)
      | (?P<word>[^\s()"]+)
      | (?P<stray>.)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words, read together as a question is, so that "3.75 million" is one amount."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    nodes: "tuple[Node, ...]"


Node = Words | Phrase | Prefix | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """The tree, None when nothing is asked, and what was not understood as it was written."""

    text: str
    node: Node | None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    field: str = ""


def parse(text: str) -> Query:
    """Read any text whatever, of which at most 256 characters and 16 terms count."""
    parser = _Parser(text)
    return Query(text, parser.parse(), tuple(parser.hints))


class _Parser:
    def __init__(self, text: str) -> None:
        self.hints: list[str] = []
        if len(text) > MOST_CHARACTERS:
            self.hints.append(f"only the first {MOST_CHARACTERS} characters were read")
        self._lexemes = list(self._limited(self._lex(text[:MOST_CHARACTERS])))
        self._position = 0

    def _limited(self, lexemes: Iterator[_Lexeme]) -> Iterator[_Lexeme]:
        terms = 0
        for lexeme in lexemes:
            terms += lexeme.kind in {"word", "phrase", "prefix", "field"}
            if terms > MOST_TERMS:
                self.hints.append(f"only the first {MOST_TERMS} words were read")
                return
            yield lexeme

    def _lex(self, text: str) -> Iterator[_Lexeme]:
        for found in _LEXEME.finditer(text):
            kind = found.lastgroup or ""
            if kind == "value":
                yield from self._field(found)
            elif kind == "stray":
                self.hints.append("a quotation mark stands alone; it was left out")
            elif kind == "word" and found["word"] == "OR":
                yield _Lexeme("or", "OR")
            elif kind == "word" and not re.search(r"\w", found["word"]):
                continue
            elif kind != "space":
                yield _Lexeme(kind, found[kind])

    def _field(self, found: re.Match[str]) -> Iterator[_Lexeme]:
        name, value = found["field"], found["value"].strip('"')
        if name in FIELDS and value:
            yield _Lexeme("field", value, name)
            return
        near = did_you_mean(name, FIELDS)
        self.hints.append(f"there is no field `{name}:`; it was searched as words" + (f"; {near}" if near else ""))
        yield _Lexeme("word", name)
        yield _Lexeme("word", value)

    def parse(self) -> Node | None:
        nodes = []
        while self._position < len(self._lexemes):
            node = self._alternatives(0)
            if node is not None:
                nodes.append(node)
            elif self._position < len(self._lexemes):
                self.hints.append("a closing parenthesis stands alone; it was left out")
                self._position += 1
        return _joined(nodes)

    def _peek(self) -> str:
        return self._lexemes[self._position].kind if self._position < len(self._lexemes) else ""

    def _alternatives(self, depth: int) -> Node | None:
        """What stands between parentheses: sequences parted by OR."""
        branches = [self._sequence(depth)]
        while self._peek() == "or":
            self._position += 1
            branches.append(self._sequence(depth))
        found = [branch for branch in branches if branch is not None]
        return Or(tuple(found)) if len(found) > 1 else (found[0] if found else None)

    def _sequence(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        words: list[str] = []
        while self._peek() not in {"", "or", "close"}:
            if self._peek() == "word":
                words.append(self._lexemes[self._position].text)
                self._position += 1
                continue
            nodes += [Words(" ".join(words))] if words else []
            words = []
            node = self._item(depth)
            nodes += [node] if node is not None else []
        nodes += [Words(" ".join(words))] if words else []
        return _joined(nodes)

    def _item(self, depth: int) -> Node | None:
        lexeme = self._lexemes[self._position]
        self._position += 1
        if lexeme.kind == "not":
            node = self._operand(depth)
            return Not(node) if node is not None else None
        if lexeme.kind == "open":
            return self._group(depth)
        return _leaf(lexeme)

    def _operand(self, depth: int) -> Node | None:
        """What a minus takes: the one thing right behind it."""
        if self._peek() in {"", "close", "or", "not"}:
            return None
        lexeme = self._lexemes[self._position]
        self._position += 1
        return self._group(depth) if lexeme.kind == "open" else _leaf(lexeme)

    def _group(self, depth: int) -> Node | None:
        if depth >= DEEPEST:
            self.hints.append(f"parentheses deeper than {DEEPEST} were left out")
            return None
        node = self._alternatives(depth + 1)
        if self._peek() == "close":
            self._position += 1
        else:
            self.hints.append("a parenthesis is not closed; it was closed at the end")
        return node


def _leaf(lexeme: _Lexeme) -> Node | None:
    match lexeme.kind:
        case "word":
            return Words(lexeme.text)
        case "phrase":
            return Phrase(lexeme.text) if lexeme.text.strip() else None
        case "prefix":
            return Prefix(lexeme.text)
        case _:
            return Field(lexeme.field, lexeme.text)


def _joined(nodes: list[Node]) -> Node | None:
    if len(nodes) > 1:
        return And(tuple(nodes))
    return nodes[0] if nodes else None
