"""What a filter leaves of an index: rows with all its words of their own, and what its fields say."""

import re
from typing import NamedTuple

from index import schema
from index.analysis import tokens
from index.bits import NONE, Documents
from index.find import find
from index.query import parse
from index.question import understand
from index.search import Search, content_of
from tui.tables.table import may_match

_PIECE = re.compile(r'-?(?:[a-z]+:)?"[^"]*"?|[()]|[^\s()]+')
_WORD = re.compile(r'(?!-|OR$)[^:"*()]+')


class Narrowed(NamedTuple):
    """`documents` is what the index answers, of which `possible` may match or not, being uncertain.

    `words` may also be looked for in what rows show, of the documents in `within`, where None stands for all.
    """

    documents: Documents
    possible: Documents
    words: list[str]
    within: Documents | None
    hints: tuple[str, ...]

    def told(self, rows: int) -> tuple[str, ...]:
        """The hints, and of so many rows that may match that they do."""
        return (*self.hints, *may_match(rows))


def narrowed(query: str, search: Search) -> Narrowed:
    """What a filter leaves: words stand in the row itself, not just in its sheet's title; the rest as in any search."""
    pieces = _PIECE.findall(query)
    words = [one for one in pieces if _WORD.fullmatch(one)]
    if {"OR"} & set(pieces) or any(one[0] in "()" for one in pieces):
        whole = find(parse(query, typing=True), search)
        return Narrowed(whole.matched, whole.possible, [], None, whole.hints)
    rest = " ".join(one for one in pieces if not _WORD.fullmatch(one))
    found = find(parse(rest), search) if rest else None
    own = _with_words(" ".join(words) + " " * (query.endswith(" ") or pieces[-1:] != words[-1:]), search)
    if found is None:
        return Narrowed(own, NONE, words, None, ())
    return Narrowed(found.matched & own, found.possible, words, found.matched, found.hints)


def _with_words(text: str, search: Search) -> Documents:
    """Facts with all these words of their own, the last one as a beginning unless a space ends it."""
    head, _, last = ("", "", "") if not text.strip() else (text, "", "") if text[-1] == " " else text.rpartition(" ")
    groups = content_of(understand(head).groups)
    found = Documents.intersection(map(search.direct, groups)) if groups else search.reader.documents
    return found & _beginning(last, search) if last else found


def _beginning(word: str, search: Search) -> Documents:
    reader = search.reader
    found = Documents.union(map(search.direct, understand(word).groups))
    for one in tokens(word, "en"):
        edge = len(one.folded) <= schema.LONGEST_EDGE and not one.folded[0].isdigit()
        found |= reader.postings("edges", one.folded) if edge else reader.beginning("words", one.folded)
    return found
