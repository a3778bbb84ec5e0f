"""What a list shows as one types: the words before the last one whole, the last one as a beginning."""

from collections.abc import Callable, Sequence
from functools import cache

from factsheets import vocabulary
from index.analysis import Token, fold, terms, tokens
from index.best import Split, Tier, best, cost
from index.bits import NONE, Documents
from index.question import MOST_CHARACTERS, Question, understand
from index.schema import LONGEST_EDGE, DocType, codes
from index.search import FACTS, Search, content_of

_SHORTEST_CUE = 3
"""Letters from which a beginning stands for a kind of figure: "contr" for contracts."""
_LONGEST_IGNORED = 3
"""An unfinished word of so few letters that leads nowhere does not empty the list that the words before it gave."""

PriorOf = Callable[[Question], Sequence[Split]]
"""What a question is likely to want, as costs that decide among documents."""


def meant(text: str, search: Search) -> Documents:
    """Every document that may be meant by what is being typed."""
    return _Typing(text[:MOST_CHARACTERS], search).documents()


def suggestions(
    text: str, search: Search, most: int, prior_of: PriorOf, within: Documents | None = None
) -> tuple[list[int], int]:
    """The first that may be meant, and of how many: facts, sheets, passages; whole words first; then as likely."""
    typing = _Typing(text[:MOST_CHARACTERS], search)
    documents = typing.documents() if within is None else typing.documents() & within
    reader = search.reader
    by_type = (
        Tier(cost(), reader.having("type", FACTS)),
        Tier(cost(missing=1), reader.having("type", frozenset({DocType.SHEET}))),
        Tier(cost(missing=2)),
    )
    whole_first = Tier(cost(), typing.whole), Tier(cost(deprecated=1))
    splits = [by_type, whole_first, *prior_of(typing.question)]
    return best(documents, splits, reader.slices("place"), most), len(documents)


class _Typing:
    """A text that is being typed: the question in its finished words, and its last word, None after a space."""

    def __init__(self, text: str, search: Search) -> None:
        words = list(tokens(text, "en"))
        self._last: Token | None = words[-1] if words and not text[-1:].isspace() else None
        self._search = search
        self._text = text
        self.question = understand(text[: self._last.start] if self._last else text)
        self.whole = self._whole() if self._last else NONE

    def documents(self) -> Documents:
        before = content_of(self.question.groups)
        found = Documents.intersection(map(self._search.anywhere, before))
        if self._last is None:
            return found
        documents = self.whole | self._beginning(self._last)
        if not before:
            return documents
        both = found & documents
        return found if not both and len(self._last.text) <= _LONGEST_IGNORED else both

    def _whole(self) -> Documents:
        """What the last word answers to when it is complete: itself, a kind, an amount of several words, a synonym."""
        groups = (group for group in understand(self._text).groups if group not in self.question.groups)
        found = Documents.union(self._search.direct(group) for group in groups)
        return found | self._search.reader.union("words", terms(self._last.text, "en") if self._last else ())

    def _beginning(self, word: Token) -> Documents:
        reader, prefix = self._search.reader, word.folded
        if len(prefix) <= LONGEST_EDGE:
            return reader.postings("edges", prefix)
        found = reader.beginning("words", prefix)
        return found | reader.having("kind", _kinds(prefix)) if len(prefix) >= _SHORTEST_CUE else found


@cache
def _kinds(prefix: str) -> frozenset[int]:
    kinds = vocabulary.terms("figure_kinds").items()
    return frozenset(
        codes("figure_kinds")[key] for key, term in kinds if any(fold(word).startswith(prefix) for word in term.words)
    )
