"""Documents in the order asked for: by relevance, amount, date or title; what has none of it comes last.

Unlike currencies and units are not compared: amounts come one currency, one unit after the other.
"""

import math
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import Any

from index.analysis import fold
from index.best import Split, best
from index.bits import Documents
from index.reader import IndexReader

MOST_TITLES = 1_000
"""How many titles are read to sort by them; of more documents the best so many are sorted."""


class Sorting:
    """Orders one set of documents; `hint` says what a reader of the list has to know."""

    def __init__(self, reader: IndexReader, documents: Documents, splits: Sequence[Split]) -> None:
        self._reader = reader
        self._documents = documents
        self._splits = splits

    def first(self, most: int, sort: str = "", *, descending: bool = False) -> list[int]:
        match sort:
            case "amount":
                found = self._by_amount(most, descending=descending)
            case "date":
                found = self._by_date(most, descending=descending)
            case "title":
                found = self._by_title(descending=descending)[:most]
            case _:
                found = []
        rest = self._documents - Documents.of(found) if found else self._documents
        return found + self._by_relevance(rest, most - len(found)) if len(found) < most else found

    def hint(self, sort: str) -> str:
        if sort == "amount" and len(list(self._like_amounts())) > 1:
            return "unlike currencies and units are not compared: each is sorted by itself"
        if sort == "title" and len(self._documents) > MOST_TITLES:
            return f"only the best {MOST_TITLES} were sorted by title"
        return ""

    def _by_relevance(self, documents: Documents, most: int) -> list[int]:
        return best(documents, self._splits, self._reader.slices("place"), most)

    def _by_amount(self, most: int, *, descending: bool) -> list[int]:
        found: list[int] = []
        for like in self._like_amounts():
            if len(found) < most:
                found += self._merged((("size", like),), most - len(found), descending=descending)
        return found

    def _like_amounts(self) -> Iterator[Documents]:
        """The figures of one currency after the other, then of one unit after the other, the most frequent first."""
        figures = self._documents - self._reader.having("kind", frozenset({0}))
        money = figures - self._reader.having("currency", frozenset({0}))
        for column, some in (("currency", money), ("measure", figures - money)):
            parts = (
                some & self._reader.having(column, frozenset({code})) for code in sorted(self._reader.codes(column))
            )
            yield from sorted(filter(None, parts), key=len, reverse=True)

    def _by_date(self, most: int, *, descending: bool) -> list[int]:
        dated = self._documents & self._reader.dated
        open_below = dated - self._reader.slices("first").nonzero()
        parts = (("first", dated - open_below), ("last", open_below))
        return self._merged(parts, most, descending=descending)

    def _merged(self, parts: Sequence[tuple[str, Documents]], most: int, *, descending: bool) -> list[int]:
        """The first of documents that are compared by one column or another."""
        sign, place = (-1 if descending else 1), self._reader.column("place")
        keyed: list[tuple[Any, int, int]] = []
        for column, documents in parts:
            values = self._reader.column(column)
            found = self._extreme(column, documents, most, descending=descending)
            keyed += [(sign * values[one], place[one], one) for one in found]
        return [document for _, _, document in nsmallest(most, keyed)]

    def _extreme(self, column: str, documents: Documents, most: int, *, descending: bool) -> list[int]:
        """The first by a column, of equals at the end the first by place."""
        slices, values = self._reader.slices(column), self._reader.column(column)
        found = slices.largest(documents, most) if descending else slices.smallest(documents, most)
        if len(found) == len(documents):
            return found
        limit = values[found[-1]]
        beyond = limit + 1 if isinstance(limit, int) else math.nextafter(limit, math.inf)
        nearer = documents - slices.below(beyond) if descending else documents & slices.below(limit)
        equal = documents & slices.below(beyond) - slices.below(limit)
        return [*nearer, *self._reader.slices("place").smallest(equal, most - len(nearer))]

    def _by_title(self, *, descending: bool) -> list[int]:
        some = self._by_relevance(self._documents, MOST_TITLES)
        place = self._reader.column("place")
        titles = {document: fold(self._reader.row(document).label) for document in some}
        in_place = sorted(some, key=place.__getitem__)
        return sorted(in_place, key=titles.__getitem__, reverse=descending)
