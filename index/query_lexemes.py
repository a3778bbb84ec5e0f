"""The text of a query -> lexemes with their places: words, phrases, fields with their values, signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from factsheets.amounts import readings
from factsheets.dates import parse_words
from index.analysis import fold

FIELDS = ("actor", "tool", "place", "kind", "type", "lang", "status", "source", "date", "amount", "currency")
SORT = "sort"
ALIASES = {
    "acteur": "actor",
    "outil": "tool",
    "herramienta": "tool",
    "lieu": "place",
    "lugar": "place",
    "genre": "kind",
    "clase": "kind",
    "tipo": "type",
    "language": "lang",
    "langue": "lang",
    "lengua": "lang",
    "idioma": "lang",
    "statut": "status",
    "estado": "status",
    "fuente": "source",
    "fecha": "date",
    "montant": "amount",
    "importe": "amount",
    "monto": "amount",
    "devise": "currency",
    "monnaie": "currency",
    "moneda": "currency",
    "divisa": "currency",
    "tri": SORT,
    "orden": SORT,
}
"""Fields by their names in French and Spanish, folded, and by what else they are called."""
_OPERATORS = {"OR": "or", "OU": "or", "|": "or", "||": "or", "AND": "and", "&&": "and", "NOT": "not"}
_QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"') | {"−": "-"})
_MOST_TAKEN = 5
"""Words behind a field's value that may belong to it: "amount:>3 million US dollars"."""
_RANGE = ".."
_SIGNED = re.compile(r"(?:>=|<=|>|<|=)?\s*")
_SHORT_MONEY = frozenset(
    ["usd", "eur", "gbp", "mxn", "cad", "chf", "euro", "mio", "mds", "de", "of", "bn", "mn", "m", "k"]
)
"""Words of up to four letters that continue an amount; "real", "sol" and "try" begin something else more often."""

_LEXEME = re.compile(
    r"""(?P<space>\s+)
      | (?P<not>-)(?=[^\s-])
      | (?P<open>\() | (?P<close>\))
      | (?P<field>[^\W\d_]+):(?P<value>"[^"]*"?|[^\s()"]*)
      | "(?P<phrase>[^"]*)"
      | (?P<prefix>\w[\w'’.&-]+)\*(?=\s|\)|$)
      | (?P<word>[^\s()"]+)
      | (?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)


class Kind(StrEnum):
    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"
    FIELD = "field"
    SORT = "sort"
    NOT = "not"
    OR = "or"
    OPEN = "open"
    CLOSE = "close"


TERMS = frozenset({Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.FIELD})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`text` is the word, or the value of a field, "" for one that stands before a parenthesis or before nothing."""

    kind: Kind
    text: str
    start: int
    end: int
    field: str = ""


def field_name(typed: str) -> str:
    """The field that a name or an alias means, "" for none."""
    name = fold(typed)
    name = ALIASES.get(name, name)
    return name if name in FIELDS or name == SORT else ""


def lexemes(text: str) -> Iterator[Lexeme]:
    """Every lexeme in order. A field without a value takes the word behind it."""
    found = list(_raw(text.translate(_QUOTES)))
    position = 0
    while position < len(found):
        one = found[position]
        position += 1
        if one.kind in {Kind.FIELD, Kind.SORT}:
            following = found[position : position + _MOST_TAKEN]
            taken = _takes(one, following)
            if taken:
                last = following[taken - 1]
                one = replace(one, text=_joined(one.text, following[:taken]), end=last.end)
                position += taken
        yield one


def _raw(text: str) -> Iterator[Lexeme]:
    for found in _LEXEME.finditer(text):
        start, end = found.span()
        match found.lastgroup:
            case "space":
                continue
            case "value":
                yield from _field(found)
            case "word" if found["word"] in _OPERATORS:
                kind = _OPERATORS[found["word"]]
                if kind != "and":
                    yield Lexeme(Kind(kind), found["word"], start, end)
            case "word" if not re.search(r"\w|\.\.", found["word"]):
                continue
            case "stray":
                yield Lexeme(Kind.PHRASE, "", start, end)
            case kind:
                yield Lexeme(Kind(str(kind)), found[str(kind)], start, end)


def _field(found: re.Match[str]) -> Iterator[Lexeme]:
    typed, value = found["field"], found["value"].strip('"').removesuffix("*")
    start, end = found.span()
    name = field_name(typed)
    if name:
        yield Lexeme(Kind.SORT if name == SORT else Kind.FIELD, value, start, end, name)
    elif value.startswith("//"):
        yield Lexeme(Kind.WORD, found[0], start, end)
    else:
        middle = found.end("field")
        yield Lexeme(Kind.WORD, typed, start, middle, field=typed if value else "")
        if re.search(r"\w", value):
            yield Lexeme(Kind.WORD, value, middle + 1, end)


def _takes(one: Lexeme, following: list[Lexeme]) -> int:
    """How many of the lexemes behind it belong to a field's value."""
    if not following:
        return 0
    if not one.text and one.kind is Kind.FIELD and one.field not in {"amount", "date"}:
        return int(following[0].kind in {Kind.WORD, Kind.PHRASE} and bool(following[0].text))
    reads = {"amount": _continues_amount, "date": _continues_date}.get(one.field)
    taken, value = 0, one.text
    for count, lexeme in enumerate(following, start=1):
        if reads is None or lexeme.kind not in {Kind.WORD, Kind.PHRASE} or not lexeme.text:
            break
        value = f"{value} {lexeme.text}".strip()
        if reads(value, lexeme.text):
            taken = count
        elif not _is_open(value, lexeme.text):
            break
    return taken


def _is_open(value: str, word: str) -> bool:
    """Whether a value wants more: it ends in a sign, in the dots of a range, or in "of"."""
    return value.endswith((_RANGE, ">", "<", "=")) or fold(word) in {"de", "of", "d", "us"}


def _joined(value: str, following: list[Lexeme]) -> str:
    return " ".join(filter(None, [value, *(one.text for one in following)]))


def _continues_amount(value: str, word: str) -> bool:
    if word.isalpha() and len(word) <= 4 and not word.isupper() and fold(word) not in _SHORT_MONEY:
        return False
    bounds = [_SIGNED.sub("", bound, count=1) for bound in value.split(_RANGE)]
    return len(bounds) <= 2 and all(readings(bound) for bound in bounds if bound.strip()) and bool(bounds[-1].strip())


def _continues_date(value: str, _word: str) -> bool:
    bounds = [bound.strip() for bound in value.split(_RANGE)]
    return len(bounds) <= 2 and all(_is_date(bound) for bound in bounds if bound) and bool(bounds[-1])


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"[\dX]{4}(?:-\d\d){0,2}[~?%]?", text)) or parse_words(text) is not None
