"""Which words of a text answer to a query, to be shown: by the same tokens that found it, so accents, case, elision and
stems fold alike. Whole words, also for a beginning: while one goes on typing them, the same words stay marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from factsheets.dates import format_date, parse_edtf
from factsheets.display import with_short_months
from index.analysis import stop_terms, terms, tokens
from index.query_lexemes import Kind, Lexeme, lexemes
from index.question import Group, understand

Stretch = tuple[int, int]
"""From a character to before another."""
_DATE = "d:"
_SHORTEST = 2
"""Letters from which the beginning of a word is shown: nearly every word begins with some one letter."""
_NAMING = frozenset(["", "actor", "tool", "place", "source"])
"""Fields whose values stand in the texts that they find."""
_TAKEN = frozenset({Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.FIELD})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms, and beginnings of folded words."""

    terms: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.beginnings)

    def found(self, text: str, lang: str = "en") -> Iterator[tuple[Stretch, str]]:
        """Each word of a text that answers, with its term."""
        for token in tokens(text, lang) if self else ():
            if token.term in self.terms or (self.beginnings and token.folded.startswith(self.beginnings)):
                yield (token.start, token.end), token.term

    def stretches(self, text: str, lang: str = "en") -> tuple[Stretch, ...]:
        return tuple(stretch for stretch, _ in self.found(text, lang))


@lru_cache(maxsize=64)
def wanted(query: str, *, typing: bool = False) -> Wanted:
    """What of a query is looked for in texts; what is excluded is not. `typing`: its last word is a beginning."""
    kept = list(_affirmed(query))
    beginnings = [_last_folded(one.text) for one in kept if one.kind is Kind.PREFIX]
    if typing and kept and kept[-1].end == len(query) and not query[-1:].isspace():
        beginnings.append(_last_folded(kept[-1].text))
    words = " ".join(one.text for one in kept if one.kind is Kind.WORD)
    found = {term for group in understand(words).groups for term in _terms_of(group)}
    found.update(term for one in kept if one.kind is not Kind.WORD for term in terms(one.text, "en"))
    return Wanted(frozenset(found - stop_terms()), tuple(one for one in beginnings if len(one) >= _SHORTEST))


def _affirmed(query: str) -> Iterator[Lexeme]:
    """What is asked for by words: without what follows a minus, in parentheses or not."""
    depth, closed_at, negated = 0, -1, False
    for one in lexemes(query):
        if one.kind is Kind.OPEN:
            depth += 1
            closed_at = depth if negated and closed_at < 0 else closed_at
        elif one.kind is Kind.CLOSE:
            closed_at = -1 if depth == closed_at else closed_at
            depth = max(depth - 1, 0)
        elif one.kind in _TAKEN and not negated and closed_at < 0 and one.field in _NAMING:
            yield one
        negated = one.kind is Kind.NOT


def _last_folded(text: str) -> str:
    return next((token.folded for token in reversed(list(tokens(text, "en")))), "")


def _terms_of(group: Group) -> Iterator[str]:
    """Of a phrase each word; of a date the words that it is written with."""
    for term in (*group.terms, *(term for phrase in group.phrases for term in phrase)):
        if term.startswith(_DATE):
            yield from _written(term.removeprefix(_DATE))
        else:
            yield term


def _written(edtf: str) -> list[str]:
    try:
        words = format_date(parse_edtf(edtf), "en")
    except ValueError:
        return []
    return terms(f"{words} {with_short_months(words, 'en')}", "en")
