"""The query language -> our own tree. Bad syntax is never an error: it is searched as words, with a hint.

words, "a phrase", -not, OR, (groups), word*, fields as `FIELDS` has them, also before a group, and sort:
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.problem import did_you_mean
from index.analysis import fold, tokens
from index.query_lexemes import FIELDS, TERMS, Kind, Lexeme, lexemes

MOST_CHARACTERS = 256
MOST_TERMS = 16
DEEPEST = 8
MOST_OF = {
    Kind.PREFIX: (4, "beginnings of words"),
    Kind.PHRASE: (4, "phrases"),
    Kind.FIELD: (8, "fields"),
}
"""Of what costs more than a word: a beginning stands for hundreds of words, a phrase compares places."""
SORTS = ("relevance", "amount", "date", "title")
_SORT_WORDS = {
    "pertinence": "relevance",
    "relevancia": "relevance",
    "montant": "amount",
    "importe": "amount",
    "monto": "amount",
    "fecha": "date",
    "titre": "title",
    "titulo": "title",
}
_LISTED = frozenset(["kind", "type", "lang", "status", "currency"])
"""Fields whose values never hold a comma: `kind:price,fine` means either."""
_SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words, read together as a question is, so that "3.75 million" is one amount."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of one word, folded."""

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
    """The tree, None when nothing is asked, and what was not understood as it was written.

    `sort` is one of `SORTS`, or "" where the query does not say. `plain` is a query of mere words, which is a question.
    """

    text: str
    node: Node | None
    hints: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False
    plain: bool = False


def parse(text: str, *, typing: bool = False) -> Query:
    """Read any text whatever, of which at most 256 characters and 16 terms count.

    While one is typing, the last word may be a beginning, and what is still open at the end needs no hint.
    """
    parser = _Parser(text, typing=typing and not text[-1:].isspace() and len(text) <= MOST_CHARACTERS)
    node = parser.parse()
    hints = tuple(dict.fromkeys(parser.hints))
    return Query(text, node, hints, parser.sort, parser.descending, parser.plain)


class _Parser:
    def __init__(self, text: str, *, typing: bool) -> None:
        self.hints: list[str] = []
        self.sort = ""
        self.descending = False
        if len(text) > MOST_CHARACTERS:
            self.hints.append(f"only the first {MOST_CHARACTERS} characters were read")
        read = text[:MOST_CHARACTERS]
        self._lexemes = list(self._limited(lexemes(read)))
        self.plain = all(one.kind is Kind.WORD and not one.field and "*" not in one.text for one in self._lexemes)
        self._typed_at = len(read) if typing else -1
        self._position = 0
        self._field = ""

    def _limited(self, found: Iterator[Lexeme]) -> Iterator[Lexeme]:
        terms, of_kind = 0, Counter[Kind]()
        for lexeme in found:
            terms += lexeme.kind in TERMS
            of_kind[lexeme.kind] += 1
            most, name = MOST_OF.get(lexeme.kind, (MOST_TERMS, ""))
            if name and of_kind[lexeme.kind] > most:
                self.hints += [f"only the first {most} {name} were read"] * (of_kind[lexeme.kind] == most + 1)
                continue
            if terms > MOST_TERMS:
                self.hints.append(f"only the first {MOST_TERMS} words were read")
                return
            yield lexeme

    def parse(self) -> Node | None:
        nodes = []
        while self._position < len(self._lexemes):
            node = self._alternatives(0)
            if node is not None:
                nodes.append(node)
            if self._peek() is Kind.CLOSE:
                self.hints.append("a closing parenthesis stands alone; it was left out")
                self._position += 1
        return _joined(nodes)

    def _peek(self) -> Kind | None:
        return self._lexemes[self._position].kind if self._position < len(self._lexemes) else None

    def _next(self) -> Lexeme:
        lexeme = self._lexemes[self._position]
        self._position += 1
        return lexeme

    def _alternatives(self, depth: int) -> Node | None:
        """Sequences with OR between them; one that is empty is left out, with its OR."""
        branches = [self._sequence(depth)]
        while self._peek() is Kind.OR:
            self._position += 1
            branches.append(self._sequence(depth))
        found = [branch for branch in branches if branch is not None]
        return Or(tuple(found)) if len(found) > 1 else (found[0] if found else None)

    def _sequence(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        words: list[str] = []
        while (kind := self._peek()) not in {None, Kind.OR, Kind.CLOSE}:
            if kind is Kind.WORD and not self._field and not self._is_typed():
                words.append(self._word(self._next()))
                continue
            nodes += [Words(" ".join(words))] if words else []
            words = []
            node = self._item(depth)
            nodes += [node] if node is not None else []
        nodes += [Words(" ".join(words))] if words else []
        return _joined(nodes)

    def _is_typed(self) -> bool:
        """Whether the next lexeme is the one being typed."""
        return self._lexemes[self._position].end == self._typed_at

    def _word(self, lexeme: Lexeme) -> str:
        if lexeme.field:
            near = did_you_mean(fold(lexeme.field), FIELDS)
            told = f"there is no field `{lexeme.field}:`; it was searched as words"
            self.hints.append(f"{told}; {near}" if near else told)
        if "*" in lexeme.text:
            self.hints.append("a * stands for the rest of a word, behind two letters or more")
        return lexeme.text

    def _item(self, depth: int) -> Node | None:
        typed = self._is_typed()
        lexeme = self._next()
        match lexeme.kind:
            case Kind.NOT:
                return self._negated(depth)
            case Kind.OPEN:
                return self._group(depth)
            case Kind.SORT:
                self._sorted(lexeme, descending=False)
                return None
            case Kind.FIELD if not lexeme.text:
                return self._open_field(lexeme, depth, typed=typed)
            case _:
                return self._leaf(lexeme, typed=typed)

    def _negated(self, depth: int) -> Node | None:
        """What a minus takes: the one thing right behind it."""
        if self._peek() in {None, Kind.CLOSE, Kind.OR, Kind.NOT}:
            return None
        if self._peek() is Kind.SORT:
            self._sorted(self._next(), descending=True)
            return None
        node = self._item(depth)
        return Not(node) if node is not None else None

    def _open_field(self, lexeme: Lexeme, depth: int, *, typed: bool) -> Node | None:
        """A field right before a parenthesis: every word in there is a value of it."""
        if self._peek() is Kind.OPEN and not self._field:
            self._position += 1
            self._field = lexeme.field
            node = self._group(depth)
            self._field = ""
            return node
        if not typed:
            self.hints.append(f"`{lexeme.field}:` has no value; it was left out")
        return None

    def _sorted(self, lexeme: Lexeme, *, descending: bool) -> None:
        value = fold(lexeme.text)
        down = value.startswith("-") or value.endswith("-desc")
        name = value.removeprefix("-").removesuffix("-desc").removesuffix("-asc")
        name = _SORT_WORDS.get(name, name)
        if name in SORTS:
            self.sort, self.descending = name, descending or down
        elif lexeme.end != self._typed_at:
            self.hints.append(f"`sort:` is one of {', '.join(SORTS)}; with a minus the last come first")

    def _group(self, depth: int) -> Node | None:
        if depth >= DEEPEST:
            self.hints.append(f"parentheses deeper than {DEEPEST} were left out")
            return None
        node = self._alternatives(depth + 1)
        if self._peek() is Kind.CLOSE:
            self._position += 1
        elif self._typed_at < 0:
            self.hints.append("a parenthesis is not closed; it was closed at the end")
        return node

    def _leaf(self, lexeme: Lexeme, *, typed: bool) -> Node | None:
        text = lexeme.text
        match lexeme.kind:
            case Kind.PHRASE if not text.strip():
                if lexeme.end - lexeme.start == 1 and self._typed_at < 0:
                    self.hints.append("a quotation mark stands alone; it was left out")
                return None
            case Kind.FIELD:
                return _values(lexeme.field, text)
            case _ if self._field:
                return Field(self._field, text)
            case Kind.PHRASE:
                return Phrase(text)
            case Kind.PREFIX:
                return _beginning(text)
            case _:
                word = Words(self._word(lexeme))
                beginning = _beginning(text) if typed else None
                return Or((word, beginning)) if beginning else word


def _values(name: str, text: str) -> Node:
    values = [value for value in text.split(",") if value.strip()] if name in _LISTED else []
    return Or(tuple(Field(name, value) for value in values)) if len(values) > 1 else Field(name, text)


def _beginning(text: str) -> Node | None:
    """A beginning, folded; of a compound such as "facial-recog*" the first words whole."""
    found = list(tokens(text, "en"))
    if not found or len(found[-1].folded) < _SHORTEST_BEGINNING:
        return None
    prefix = Prefix(found[-1].folded)
    return And((Words(text[: found[-2].end]), prefix)) if len(found) > 1 else prefix


def _joined(nodes: list[Node]) -> Node | None:
    if len(nodes) > 1:
        return And(tuple(nodes))
    return nodes[0] if nodes else None
