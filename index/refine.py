"""A query with one condition more or less, or in another order, otherwise as it was typed.

What is added stands first: the last word of a query may still be the beginning of one, and stays the last.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from factsheets.saved_searches import MARK
from index.query import parse
from index.query_lexemes import SORT, Kind, Lexeme, lexemes

_SAVED = re.compile(rf"{MARK}\S*\s*")
_SIMPLE = frozenset([Kind.WORD, Kind.FIELD, Kind.SORT, Kind.NOT])
_CONDITIONS = frozenset([Kind.FIELD, Kind.SORT])
_BARE = re.compile(r"[^\s()\"]+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A lexeme outside of parentheses; `start` is that of its minus, where it has one."""

    lexeme: Lexeme
    start: int
    either: bool
    """Whether it stands beside an OR."""

    def without(self, query: str) -> str:
        before, after = query[: self.start].rstrip(), query[self.lexeme.end :].lstrip()
        return f"{before} {after}" if before and after else before + after


def narrowed(query: str, field: str, value: str) -> str:
    """The query, of which only what has the value in the field is wanted."""
    word = value if _BARE.fullmatch(value) else '"{}"'.format(value.replace('"', " "))
    return _before(f"{field}:{word}", query, whole=True)


def conditions(query: str) -> list[tuple[str, str]]:
    """Each condition on a field that narrows the whole of a query, and the query without it."""
    fields = (part for part in _parts(query) if part.lexeme.kind is Kind.FIELD and part.lexeme.text)
    return [(query[part.start : part.lexeme.end], part.without(query)) for part in fields if not part.either]


def ordered(query: str, sort: str) -> str:
    """The query in an order such as `-amount`, which replaces the one it has; "" for the best first."""
    for part in reversed(_parts(query)):
        if part.lexeme.kind is Kind.SORT:
            query = part.without(query)
    return _before(f"{SORT}:{sort}", query) if sort else query


def order_of(query: str) -> str:
    """The order that a query asks for, "" where it does not say."""
    read = parse(query)
    return "-" * read.descending + read.sort


def apart(query: str) -> tuple[str, str] | None:
    """The mere words of a query and its conditions with its order; None where it has anything else.

    The words end in a space unless the last one may still be a beginning, being the end of the query.
    """
    found = list(lexemes(query))
    if any(one.kind not in _SIMPLE or (one.kind is Kind.WORD and (one.field or "*" in one.text)) for one in found):
        return None
    words = [one for one in found if one.kind is Kind.WORD]
    negated = any(before.kind is Kind.NOT and one.kind is Kind.WORD for before, one in pairwise(found))
    if negated:
        return None
    ended = not words or words[-1].end < len(query)
    rest = [query[part.start : part.lexeme.end] for part in _parts(query) if part.lexeme.kind in _CONDITIONS]
    return " ".join(one.text for one in words) + " " * ended, " ".join(rest)


def _parts(query: str) -> list[_Part]:
    found, depth = list(lexemes(query)), 0
    parts: list[_Part] = []
    for number, one in enumerate(found):
        before = found[number - 1] if number else None
        negated = before is not None and before.kind is Kind.NOT
        first = number - 1 - negated
        near = [*found[max(first, 0) : first + 1], *found[number + 1 : number + 2]]
        if one.kind is Kind.CLOSE:
            depth = max(depth - 1, 0)
        elif one.kind is Kind.OPEN:
            depth += 1
        elif not depth:
            start = before.start if before and negated else one.start
            parts.append(_Part(one, start, any(each.kind is Kind.OR for each in near)))
    return parts


def _closed(query: str) -> str:
    """Nothing that is open at the end reaches into what is put beside it."""
    text = query + '"' * (query.count('"') % 2)
    kinds = [one.kind for one in lexemes(text)]
    return text + ")" * (kinds.count(Kind.OPEN) - kinds.count(Kind.CLOSE))


def _before(word: str, query: str, *, whole: bool = False) -> str:
    """Behind the name of a saved search, which must stand first; `whole`: alternatives are put in parentheses."""
    saved = _SAVED.match(query)
    head, rest = (saved[0].rstrip() + " ", query[saved.end() :]) if saved else ("", query)
    if whole and any(part.lexeme.kind is Kind.OR for part in _parts(rest)):
        rest = f"({_closed(rest.strip())})"
    return f"{head}{word} {rest.lstrip()}"
