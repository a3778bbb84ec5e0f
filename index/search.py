"""Groups of words -> documents with a score. Which words a document answers to is kept, and shown with every answer."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from index.best import Split, Tier, best, cost, exactly
from index.bits import NONE, Documents
from index.question import Group
from index.reader import IndexReader
from index.schema import DocType

CONTEXT_WEIGHT = 0.25
"""What a word counts that stands in the sheet's title or themes, or is a weak alias: not in the fact itself."""
_QUOTED_WEIGHT = 0.4
"""What a word counts that only the fact's evidence has, in the source's language."""
_OTHER_WEIGHT = 0.85
"""What another word of the same concept counts."""
_STEM_WEIGHT = 0.95
"""What another form of the word typed counts."""
MOST_MISSING = 0.34
"""The share of a question's weight that an answer may leave unmatched, names excepted: a name is never left out."""
ENTITIES = frozenset({DocType.ACTOR, DocType.TOOL, DocType.PLACE})
FACTS = ENTITIES | {DocType.FIGURE, DocType.DATE, DocType.STATEMENT}

Tiers = tuple[tuple[float, Documents], ...]
"""What a word weighs and the documents that answer to it so, best first; a document counts in the first that has it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document and the groups that it answers to and does not."""

    document: int
    score: float
    matched: tuple[Group, ...]
    unmatched: tuple[Group, ...]


class Matches:
    """The documents that answer to a question, of which the best are asked for by number: nothing is scored before."""

    __slots__ = ("_content", "_search", "documents", "groups")

    def __init__(self, search: "Search", documents: Documents, groups: tuple[Group, ...] = ()) -> None:
        self.documents = documents
        self.groups = groups
        self._search = search
        self._content = content_of(groups)

    def __bool__(self) -> bool:
        return bool(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def within(self, documents: Documents) -> "Matches":
        return Matches(self._search, self.documents & documents, self.groups)

    def best(self, most: int, prior: Sequence[Split] = ()) -> list[Candidate]:
        """The first few: all words before some, then by score; `prior` adds what else decides, as costs of `cost()`."""
        weighed = [self._search.split_of(group, needed=group in self._content) for group in self.groups]
        found = best(self.documents, [*prior, *weighed], self._search.reader.slices("place"), most)
        return [self._search.candidate(document, self.groups) for document in found]


class Search:
    """Evaluates groups against one snapshot, each group once."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._tiers: dict[Group, Tiers] = {}
        self._unions: dict[tuple[str, Group], Documents] = {}
        self._names: dict[Group, bool] = {}

    def of_types(self, documents: Documents | Iterable[int], types: Collection[int]) -> Documents:
        found = documents if isinstance(documents, Documents) else Documents.of(documents)
        return found & self.reader.having("type", frozenset(types))

    def tiers(self, group: Group) -> Tiers:
        """How documents answer to a group: the word as typed, its stem, another word of the concept, quoted, beside."""
        if group not in self._tiers:
            quoted = self._in_currency(self.reader.union("quoted", group.terms), group)
            beside = self.reader.spread(self.reader.union("context", group.terms))
            every = (*self._own(group), (_QUOTED_WEIGHT, quoted), (CONTEXT_WEIGHT, beside))
            self._tiers[group] = tuple((factor, documents) for factor, documents in every if documents)
        return self._tiers[group]

    def _own(self, group: Group) -> Tiers:
        """By the fact's own words, or by its code."""
        reader = self.reader
        literal = group.literal or group.terms
        typed = self._in_currency(self._as_typed(group, literal), group)
        stem = self._in_currency(reader.union("words", literal), group)
        other = self._in_currency(reader.union("words", group.terms - literal), group)
        for phrase in group.phrases:
            found = reader.phrase("words", list(phrase))
            typed, other = (typed, other | found) if group.literal else (typed | found, other)
        if group.column:
            typed |= reader.having(group.column, group.codes)
        return (1.0, typed), (_STEM_WEIGHT, stem), (_OTHER_WEIGHT, other)

    def _as_typed(self, group: Group, literal: frozenset[str]) -> Documents:
        if group.exact:
            return self.reader.union("forms", group.exact)
        only_inflected = (self.reader.postings("forms", f"~{term}") for term in literal)
        found = zip((self.reader.postings("words", term) for term in literal), only_inflected, strict=True)
        return Documents.union(documents - inflected for documents, inflected in found)

    def _in_currency(self, documents: Documents, group: Group) -> Documents:
        """Of a sum in a named currency, the figures in it, and the passages, whose currency nobody recorded."""
        if not group.currencies or not documents:
            return documents
        passages = self.reader.having("type", frozenset({DocType.PASSAGE}))
        return documents & (self.reader.having("currency", group.currencies) | passages)

    def direct(self, group: Group) -> Documents:
        """Documents whose own words, or whose code, answer to a group."""
        return self._united("direct", group, lambda factor: factor >= _OTHER_WEIGHT)

    def anywhere(self, group: Group) -> Documents:
        return self._united("anywhere", group, bool)

    def _united(self, name: str, group: Group, taken: Callable[[float], bool]) -> Documents:
        key = name, group
        if key not in self._unions:
            tiers = self.tiers(group)
            self._unions[key] = Documents.union(documents for factor, documents in tiers if taken(factor))
        return self._unions[key]

    def coded(self, candidate: Candidate, groups: tuple[Group, ...]) -> int:
        """How many of the groups a document answers to by its code, not by a word in its text."""
        return sum(
            bool(group.column) and self.reader.column(group.column)[candidate.document] in group.codes
            for group in groups
        )

    def aside(self, candidate: Candidate) -> int:
        """How many names a document answers to by a weak alias or by its sheet's title only."""
        return sum(candidate.document not in self.direct(group) for group in candidate.matched if self.is_name(group))

    def weight(self, group: Group) -> float:
        """The rarer a word, the more it says."""
        return exactly(math.log(1 + (1 + self.reader.count) / (1 + len(self.direct(group)))))

    def is_name(self, group: Group) -> bool:
        """Whether a word belongs to the name of an actor, a tool or a place of the library, or is written like one."""
        if group not in self._names:
            self._names[group] = group.capitalised or (not group.ordinary and self._names_an_entity(group))
        return self._names[group]

    def _names_an_entity(self, group: Group) -> bool:
        return any(self.named([term]) for term in group.literal or group.terms)

    def named(self, terms: Sequence[str]) -> Documents:
        """The actors, tools and places in whose names all of the terms are."""
        return Documents.intersection(self.reader.postings("names", term) for term in terms)

    def matches(self, groups: tuple[Group, ...], types: Collection[int]) -> Matches:
        """Documents that answer to all groups but the soft; if there are none, those that miss little and no name."""
        content = content_of(groups)
        complete = self.of_types(Documents.intersection(map(self.anywhere, content)), types)
        if complete or not content:
            return Matches(self, complete, groups)
        return self.partly(groups, types, MOST_MISSING)

    def partly(self, groups: tuple[Group, ...], types: Collection[int], missing: float) -> Matches:
        """Documents that have every name, amount and date, and miss at most this share of the question's weight."""
        content = content_of(groups)
        needed = [group for group in content if self.is_needed(group)]
        found = map(self.anywhere, needed or content)
        pool = self.of_types(Documents.intersection(found) if needed else Documents.union(found), types)
        return Matches(self, self._missing_little(pool, content, missing), groups)

    def is_needed(self, group: Group) -> bool:
        """Whether nothing without this word could be an answer: a name, an amount, a date."""
        numeric = bool(group.currencies) or group.when or any(map(str.isdigit, group.text))
        return numeric or self.is_name(group)

    def _missing_little(self, pool: Documents, content: Sequence[Group], most: float) -> Documents:
        """The documents of a pool that miss at most this share of the weight."""
        known = [self.weight(group) for group in content if self.anywhere(group)]
        average = sum(known) / (len(known) or 1)
        weighed = [(self._weight_or(group, average), self.anywhere(group)) for group in content]
        weighed.sort(key=lambda pair: -pair[0])
        total = sum(weight for weight, _ in weighed)
        found, parts = NONE, [(pool, 0, most * total, total)]
        while parts:
            part, depth, allowed, left = parts.pop()
            if left <= allowed:
                found |= part
            elif part and allowed >= 0:
                weight, documents = weighed[depth]
                parts.append((part & documents, depth + 1, allowed, left - weight))
                parts.append((part - documents, depth + 1, allowed - weight, left - weight))
        return found

    def _weight_or(self, group: Group, average: float) -> float:
        """What a word weighs; one that answers nowhere as much as others do, half of it when it is a common word."""
        if self.anywhere(group):
            return self.weight(group)
        return exactly(average / 2 if group.ordinary else average)

    def split_of(self, group: Group, *, needed: bool = True) -> Split:
        """A group as a split: its tiers by what they weigh, and what lacks it."""
        weight = self.weight(group)
        tiers = (Tier(cost(score=weight * factor), documents) for factor, documents in self.tiers(group))
        return *tiers, Tier(cost(missing=needed))

    def candidate(self, document: int, groups: tuple[Group, ...]) -> Candidate:
        score = 0.0
        matched: list[Group] = []
        unmatched: list[Group] = []
        for group in groups:
            factor = next((factor for factor, documents in self.tiers(group) if document in documents), 0.0)
            score += exactly(self.weight(group) * factor)
            (matched if factor else unmatched).append(group)
        return Candidate(document, score, tuple(matched), tuple(unmatched))


def content_of(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups without which nothing is an answer: all but the soft ones, unless there are no others."""
    return tuple(group for group in groups if not group.soft) or groups
