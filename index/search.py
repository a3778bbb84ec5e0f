"""Groups of words -> documents with a score. Which words a document answers to is kept, and shown with every answer."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from index.question import Group
from index.reader import IndexReader
from index.schema import LONGEST_PREFIX, DocType

CONTEXT_WEIGHT = 0.25
"""What a word counts that stands in the sheet's title or themes, not in the fact."""
MOST_MISSING = 0.34
"""The share of a question's weight that an answer may leave unmatched, names excepted: a name is never left out."""
ENTITIES = frozenset({DocType.ACTOR, DocType.TOOL, DocType.PLACE})
FACTS = ENTITIES | {DocType.FIGURE, DocType.DATE, DocType.STATEMENT}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document and the groups that it answers to and does not."""

    document: int
    score: float
    matched: tuple[Group, ...]
    unmatched: tuple[Group, ...]


class Search:
    """Evaluates groups against one snapshot, each group once."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._direct: dict[Group, frozenset[int]] = {}
        self._context: dict[Group, frozenset[int]] = {}
        self._weights: dict[Group, float] = {}

    def of_types(self, documents: Iterable[int], types: Collection[int]) -> set[int]:
        column = self.reader.column("type")
        return {document for document in documents if column[document] in types}

    def direct(self, group: Group) -> frozenset[int]:
        """Documents whose own words, or whose code, answer to a group."""
        if group not in self._direct:
            found = self.reader.union("words", group.terms)
            if group.currencies:
                found = self._in_currency(found, group.currencies)
            for phrase in group.phrases:
                found |= self.reader.phrase("words", list(phrase))
            if group.column:
                found |= self.reader.having(group.column, group.codes)
            self._direct[group] = found
        return self._direct[group]

    def _in_currency(self, documents: frozenset[int], currencies: frozenset[int]) -> frozenset[int]:
        """The figures in one of the currencies, and the passages, whose currency nobody recorded."""
        types, column = self.reader.column("type"), self.reader.column("currency")
        return frozenset(one for one in documents if column[one] in currencies or types[one] == DocType.PASSAGE)

    def coded(self, candidate: Candidate, groups: tuple[Group, ...]) -> int:
        """How many of the groups a document answers to by its code, not by a word in its text."""
        return sum(
            bool(group.column) and self.reader.column(group.column)[candidate.document] in group.codes
            for group in groups
        )

    def aside(self, candidate: Candidate) -> int:
        """How many names a document answers to by a weak alias or by its sheet's title only."""
        return sum(candidate.document not in self.direct(group) for group in candidate.matched if self.is_name(group))

    def context(self, group: Group) -> frozenset[int]:
        if group not in self._context:
            self._context[group] = self.reader.union("context", group.terms)
        return self._context[group]

    def anywhere(self, group: Group) -> frozenset[int]:
        return self.direct(group) | self.context(group)

    def weight(self, group: Group) -> float:
        """The rarer a word, the more it says."""
        if group not in self._weights:
            self._weights[group] = math.log(1 + (1 + self.reader.count) / (1 + len(self.direct(group))))
        return self._weights[group]

    def is_name(self, group: Group) -> bool:
        """Whether a word belongs to the name of an actor, a tool or a place of the library, or is written like one."""
        named = self.reader.union("names", (term[:LONGEST_PREFIX] for term in group.terms))
        return group.capitalised or bool(self.of_types(named, ENTITIES) & self.anywhere(group))

    def matching(self, groups: tuple[Group, ...], types: Collection[int]) -> list[Candidate]:
        """Documents that answer to all groups; if there are none, those that miss little and no name; best first."""
        if not groups:
            return []
        rarest_first = sorted(groups, key=lambda group: len(self.anywhere(group)))
        complete = self.of_types(frozenset.intersection(*map(self.anywhere, rarest_first)), types)
        if complete:
            return self._ranked(complete, groups)
        needed = [group for group in groups if self._is_needed(group, groups)]
        if len(needed) == len(groups) or not any(map(self.anywhere, groups)):
            return []
        pool = frozenset.intersection(*map(self.anywhere, needed)) if needed else self._union(groups)
        return [one for one in self._ranked(self.of_types(pool, types), groups) if self._missing(one) <= MOST_MISSING]

    def _is_needed(self, group: Group, groups: tuple[Group, ...]) -> bool:
        """Whether nothing without this word could be an answer: a name, or what weighs too much to be missing."""
        return self.weight(group) > MOST_MISSING * sum(map(self.weight, groups)) or self.is_name(group)

    def _union(self, groups: tuple[Group, ...]) -> frozenset[int]:
        return frozenset().union(*map(self.anywhere, groups))

    def _missing(self, candidate: Candidate) -> float:
        missing = sum(map(self.weight, candidate.unmatched))
        return missing / (missing + sum(map(self.weight, candidate.matched)) or 1)

    def _ranked(self, documents: set[int], groups: tuple[Group, ...]) -> list[Candidate]:
        weighed = [(group, self.weight(group), self.direct(group), self.context(group)) for group in groups]
        found = []
        for document in documents:
            score, matched, unmatched = 0.0, [], []
            for group, weight, direct, context in weighed:
                if document in direct:
                    score += weight
                elif document in context:
                    score += weight * CONTEXT_WEIGHT
                else:
                    unmatched.append(group)
                    continue
                matched.append(group)
            found.append(Candidate(document, score, tuple(matched), tuple(unmatched)))
        place = self.reader.column("place")
        return sorted(found, key=lambda one: (len(one.unmatched), -one.score, place[one.document]))
