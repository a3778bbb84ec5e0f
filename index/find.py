"""A query tree -> documents: sets of document numbers, exact under deletes, ranked by what their words weigh."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from factsheets import vocabulary
from factsheets.model import Status
from index.analysis import fold, terms
from index.best import Split, Tier, cost
from index.bits import NONE, Documents
from index.conditions import amounts, currency_codes, days, named
from index.query import And, Field, Node, Not, Or, Phrase, Prefix, Query, Words, parse
from index.question import Group, understand
from index.schema import STATUS_CODES, DocType, codes
from index.search import FACTS, Search, content_of
from index.sorting import Sorting
from index.uncertain import Matched, with_amount, with_date

if TYPE_CHECKING:
    from collections.abc import Callable

ALONE = "="
"""Before the id of an actor, a tool or a place: it alone, even where its id is a word of other names."""
_FACT_FIRST, _SHEET_NEXT = 0.2, 0.1
_STATUS_LABELS = {Status.DRAFT: "draft-mark", Status.REVIEWED: "reviewed"}


@dataclass(frozen=True, slots=True)
class Found:
    """All that a query leads to: `matched`, of which `possible` may or may not, amounts and dates being uncertain."""

    matched: Documents
    possible: Documents
    hints: tuple[str, ...]
    sort: str
    descending: bool
    scored: tuple[Group, ...]
    search: Search

    def best(self, most: int) -> list[tuple[int, float]]:
        """The first documents in the order asked for, each with its score."""
        sorting = Sorting(self.search.reader, self.matched, self._splits())
        found = sorting.first(most, self.sort, descending=self.descending)
        return [(document, self.score(document)) for document in found]

    @property
    def documents(self) -> list[tuple[int, float]]:
        """Every document with its score, in order; `best` is fast where there are many."""
        return self.best(len(self.matched))

    def score(self, document: int) -> float:
        """What the words weigh, facts a little before sheets, sheets before passages."""
        kind = self.search.reader.column("type")[document]
        base = _FACT_FIRST if kind in FACTS else _SHEET_NEXT if kind == DocType.SHEET else 0.0
        return round(base + self.search.candidate(document, self.scored).score, 3)

    def _splits(self) -> list[Split]:
        reader = self.search.reader
        facts, sheets = reader.having("type", FACTS), reader.having("type", frozenset({DocType.SHEET}))
        by_type = Tier(cost(score=_FACT_FIRST), facts), Tier(cost(score=_SHEET_NEXT), sheets), Tier(cost())
        certain_first = Tier(cost(unpreferred=1), self.possible), Tier(cost())
        return [by_type, certain_first, *(self.search.split_of(group, needed=False) for group in self.scored)]


def find(text: str | Query, search: Search) -> Found:
    """Run a query, read before or not; whatever it holds, it ends and raises nothing."""
    query = parse(text) if isinstance(text, str) else text
    finder = _Finder(search)
    matched = finder.matched(query.node) if query.node is not None else finder.everything(query.sort)
    possible = matched.documents - matched.certain
    scored = tuple(dict.fromkeys(finder.scored))
    hint = Sorting(search.reader, matched.documents, ()).hint(query.sort)
    hints = (*query.hints, *finder.hints, *([hint] if hint else ()))
    return Found(matched.documents, possible, hints, query.sort, query.descending, scored, search)


class _Finder:
    def __init__(self, search: Search) -> None:
        self._search = search
        self._reader = search.reader
        self.scored: list[Group] = []
        self.hints: list[str] = []
        self._uncertain: dict[str, Callable[[str], Matched]] = {"date": self._date, "amount": self._amount}
        self._fields: dict[str, Callable[[str], Documents]] = {
            "actor": lambda value: self._entity(value, DocType.ACTOR),
            "tool": lambda value: self._entity(value, DocType.TOOL),
            "place": lambda value: self._entity(value, DocType.PLACE),
            "kind": self._kind,
            "type": self._type,
            "lang": self._lang,
            "status": self._status,
            "source": self._source,
            "currency": self._currency,
        }

    def everything(self, sort: str) -> Matched:
        """What a query without any condition leads to: nothing, or everything where only an order is asked for."""
        return Matched.surely(self._reader.documents if sort else NONE)

    def matched(self, node: Node) -> Matched:
        """Three-valued: of what a part may match, its opposite may match as well."""
        match node:
            case And(nodes):
                found = [self.matched(one) for one in nodes]
                return Matched(
                    reduce(and_, (one.documents for one in found)), reduce(and_, (one.certain for one in found))
                )
            case Or(nodes):
                return reduce(or_, map(self.matched, nodes))
            case Not(inner):
                found_inside, every = self._unscored(inner), self._reader.documents
                return Matched(every - found_inside.certain, every - found_inside.documents)
            case Field(name, value) if name in self._uncertain:
                return self._uncertain[name](value)
            case _:
                return Matched.surely(self._leaf(node))

    def _leaf(self, node: Words | Phrase | Prefix | Field) -> Documents:
        match node:
            case Words(text):
                return self._words(text)
            case Phrase(text):
                return self._reader.phrase("words", terms(text, "en"))
            case Prefix(text):
                found = self._reader.beginning("words", text) | self._reader.beginning("forms", text)
                return found | self._reader.union("words", terms(text, "en"))
            case Field(name, value):
                return self._fields[name](value)

    def _unscored(self, node: Node) -> Matched:
        kept = list(self.scored)
        found = self.matched(node)
        self.scored = kept
        return found

    def _words(self, text: str) -> Documents:
        groups = understand(text).groups
        if not groups:
            found = [self._reader.postings("words", term) for term in terms(text, "en")]
            return Documents.intersection(found) if found else self._reader.documents
        self.scored += groups
        return Documents.intersection(map(self._search.anywhere, content_of(groups)))

    def _entity(self, value: str, kind: DocType) -> Documents:
        """Every document about the actors, tools or places of that name, by id or any name; after `=` by id alone."""
        if value.startswith(ALONE):
            return self._reader.postings("refs", fold(value.removeprefix(ALONE)))
        words = terms(value, "en")
        if not words:
            return NONE
        left = self._search.of_types(self._search.named(words), {kind})
        ids = {fold(value)}
        while left:
            document = next(iter(left))
            own = self._reader.row(document).fact
            left = left - self._reader.postings("refs", f"is:{own}") - Documents.of([document])
            ids.add(own)
        return self._reader.union("refs", ids)

    def _kind(self, value: str) -> Documents:
        wanted = frozenset(codes("figure_kinds")[key] for key in named("figure_kinds", value))
        if not wanted:
            self.hints.append(f"`kind:{value}` names no kind of figure")
        return self._reader.having("kind", wanted)

    def _currency(self, value: str) -> Documents:
        wanted = currency_codes(value)
        if not wanted:
            self.hints.append(f"`currency:{value}` names no currency; write USD, EUR ...")
        return self._reader.having("currency", wanted)

    def _type(self, value: str) -> Documents:
        known = {kind.name.casefold(): int(kind) for kind in DocType}
        labels = named("labels", value) | named("labels", f"{value}s")
        names = {fold(value).rstrip("s"), *named("finding_kinds", value), *(one[:-1] for one in labels)}
        wanted = {code for name, code in known.items() if name in names}
        if not wanted:
            self.hints.append(f"`type:` is one of {', '.join(known)}")
        return self._reader.having("type", frozenset(wanted))

    def _lang(self, value: str) -> Documents:
        wanted = named("languages", value) | {fold(value)}
        return self._reader.union("refs", (f"lang:{code}" for code in wanted))

    def _status(self, value: str) -> Documents:
        wanted = {
            code
            for status, code in STATUS_CODES.items()
            if fold(value) in {status, *map(fold, vocabulary.terms("labels")[_STATUS_LABELS[status]].words)}
        }
        if not wanted:
            self.hints.append(f"`status:` is one of {', '.join(Status)}")
        passages = self._reader.having("type", frozenset({DocType.PASSAGE}))
        return self._reader.having("status", frozenset(wanted)) - passages

    def _source(self, value: str) -> Documents:
        """Documents from the sources whose title, publisher, agency, file or id has all the words."""
        words = terms(value, "en")
        return Documents.intersection(self._reader.postings("sources", word) for word in words)

    def _date(self, value: str) -> Matched:
        """Documents whose date may fall into the one asked for, `2025`, `2025-09`, `2025-06..`, `september 2025`."""
        bounds = days(value)
        if bounds is None:
            self.hints.append(f"`date:{value}` is no date; write 2025, 2025-09 or 2025-06..2025-12")
            return Matched.none()
        return with_date(self._reader, *bounds)

    def _amount(self, value: str) -> Matched:
        """Figures whose amount, uncertain or not, may lie in the range: `>3M`, `1M..5M EUR`, `3,75M$`."""
        asked = list(amounts(value))
        if not asked:
            self.hints.append(f"`amount:{value}` is no amount; write >3M, 1M..5M or 3.75M")
        every = (with_amount(self._reader, interval, currency) for interval, currency in asked)
        return reduce(or_, every, Matched.none())
