"""A query tree -> documents: sets of document numbers, exact under deletes, ranked by what their words weigh."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from factsheets import vocabulary
from factsheets.amounts import Interval, PrintedAmount, readings
from factsheets.dates import Edtf, parse_edtf, parse_words
from factsheets.model import Status
from index.analysis import fold, terms
from index.expand import UNBOUNDED, day_number
from index.query import And, Field, Node, Not, Or, Phrase, Prefix, Query, Words, parse
from index.question import Group, understand
from index.schema import LONGEST_PREFIX, STATUS_CODES, DocType, codes
from index.search import FACTS, Search

_ANY_DAY = (0, 99_999_999)
_COMPARISON = re.compile(r"(?P<sign>>=|<=|>|<|=)?\s*(?P<first>[^.\s]?.*?)(?:\.\.(?P<last>.*))?")


@dataclass(frozen=True, slots=True)
class Found:
    """Documents best first, with the hints of the query and of its fields."""

    documents: tuple[tuple[int, float], ...]
    hints: tuple[str, ...]


def find(text: str, search: Search) -> Found:
    """Run a query; whatever it holds, it ends and raises nothing."""
    query: Query = parse(text)
    finder = _Finder(search)
    if query.node is None:
        return Found((), query.hints)
    matched = finder.documents(query.node)
    place = search.reader.column("place")
    ranked = sorted(((one, finder.score(one)) for one in matched), key=lambda pair: (-pair[1], place[pair[0]]))
    return Found(tuple(ranked), (*query.hints, *finder.hints))


class _Finder:
    def __init__(self, search: Search) -> None:
        self._search = search
        self._reader = search.reader
        self._scored: list[Group] = []
        self.hints: list[str] = []
        self._fields: dict[str, Callable[[str], frozenset[int]]] = {
            "actor": lambda value: self._entity(value, DocType.ACTOR),
            "tool": lambda value: self._entity(value, DocType.TOOL),
            "place": lambda value: self._entity(value, DocType.PLACE),
            "kind": self._kind,
            "type": self._type,
            "lang": lambda value: self._reader.postings("refs", f"lang:{fold(value)}"),
            "status": self._status,
            "date": self._date,
            "amount": self._amount,
        }

    def documents(self, node: Node) -> frozenset[int]:  # noqa: PLR0911 - one line for each kind of node
        match node:
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return frozenset().union(*map(self.documents, nodes))
            case Not(inner):
                return self._reader.documents - self._unscored(inner)
            case Words(text):
                return self._words(text)
            case Phrase(text):
                return self._reader.phrase("words", terms(text, "en"))
            case Prefix(text):
                beginning = fold(text)
                return self._reader.union("words", self._reader.completions("words", beginning))
            case Field(name, value):
                return self._fields[name](value)

    def _all(self, nodes: tuple[Node, ...]) -> frozenset[int]:
        found = [self.documents(node) for node in nodes]
        return frozenset.intersection(*sorted(found, key=len))

    def _unscored(self, node: Node) -> frozenset[int]:
        kept = list(self._scored)
        found = self.documents(node)
        self._scored = kept
        return found

    def _words(self, text: str) -> frozenset[int]:
        groups = understand(text).groups
        if not groups:
            found = [self._reader.postings("words", term) for term in terms(text, "en")]
            return frozenset.intersection(*found) if found else self._reader.documents
        self._scored += groups
        return frozenset.intersection(*(self._search.anywhere(group) for group in groups))

    def score(self, document: int) -> float:
        """What the words weigh, facts a little before sheets, sheets before passages."""
        kind = self._reader.column("type")[document]
        base = 0.2 if kind in FACTS else 0.1 if kind == DocType.SHEET else 0.0
        for group in self._scored:
            weight = self._search.weight(group)
            if document in self._search.direct(group):
                base += weight
            elif document in self._search.context(group):
                base += weight / 4
        return round(base, 3)

    def _entity(self, value: str, kind: DocType) -> frozenset[int]:
        """Every document about the actors, tools or places of that name, by id or by any name."""
        words = terms(value, "en")
        if not words:
            return frozenset()
        named = [self._reader.postings("names", fold(word)[:LONGEST_PREFIX]) for word in words]
        spelt = [self._reader.postings("words", word) for word in words]
        entities = self._search.of_types(frozenset.intersection(*named, *spelt), {kind})
        ids = {self._reader.row(document).fact for document in entities} | {fold(value)}
        return self._reader.union("refs", ids)

    def _kind(self, value: str) -> frozenset[int]:
        wanted = {
            codes("figure_kinds")[key]
            for key, term in vocabulary.terms("figure_kinds").items()
            if fold(value) in {key, *map(fold, term.words)}
        }
        if not wanted:
            self.hints.append(f"`kind:{value}` names no kind of figure")
        return self._having("kind", wanted)

    def _type(self, value: str) -> frozenset[int]:
        known = {kind.name.casefold(): int(kind) for kind in DocType}
        name = fold(value).rstrip("s")
        if name not in known:
            self.hints.append(f"`type:` is one of {', '.join(known)}")
            return frozenset()
        column = self._reader.column("type")
        return frozenset(one for one in self._reader.documents if column[one] == known[name])

    def _having(self, column: str, wanted: set[int]) -> frozenset[int]:
        values = self._reader.column(column)
        return frozenset(one for one in self._reader.documents if values[one] in wanted)

    def _status(self, value: str) -> frozenset[int]:
        wanted = {code for status, code in STATUS_CODES.items() if status == fold(value)}
        if not wanted:
            self.hints.append(f"`status:` is one of {', '.join(Status)}")
        passages = self._having("type", {DocType.PASSAGE})
        return self._having("status", wanted) - passages

    def _date(self, value: str) -> frozenset[int]:
        """Documents whose date may fall into the one asked for, `2025`, `2025-09`, `2025-06..`, `september 2025`."""
        bounds = _days(value)
        if bounds is None:
            self.hints.append(f"`date:{value}` is no date; write 2025, 2025-09 or 2025-06..2025-12")
            return frozenset()
        first, last = self._reader.column("first"), self._reader.column("last")
        return frozenset(
            one
            for one in self._reader.documents
            if (first[one] or last[one])
            and (not first[one] or first[one] <= bounds[1])
            and (not last[one] or last[one] >= bounds[0])
        )

    def _amount(self, value: str) -> frozenset[int]:
        """Figures whose amount, uncertain or not, may lie in the range: `>3M`, `1M..5M`, `3,75M$`."""
        asked = list(_amounts(value))
        if not asked:
            self.hints.append(f"`amount:{value}` is no amount; write >3M, 1M..5M or 3.75M")
            return frozenset()
        low, high, kind = self._reader.column("low"), self._reader.column("high"), self._reader.column("kind")
        currency = self._reader.column("currency")
        return frozenset(
            one
            for one in self._reader.documents
            if kind[one]
            and any(
                (not code or currency[one] == code) and _interval(low[one], high[one]).overlaps(interval)
                for interval, code in asked
            )
        )


def _interval(low: float, high: float) -> Interval:
    return Interval(
        None if low == -UNBOUNDED else Decimal(repr(low)), None if high == UNBOUNDED else Decimal(repr(high))
    )


def _days(value: str) -> tuple[int, int] | None:
    start, dots, end = value.partition("..")
    first = _edtf(start)
    if not dots:
        return (day_number(first.earliest), day_number(first.latest) or _ANY_DAY[1]) if first else None
    last = _edtf(end)
    if (start and first is None) or (end and last is None) or not (first or last):
        return None
    begins = day_number(first.earliest) if first else 0
    ends = day_number(last.latest) if last else 0
    return begins, ends or _ANY_DAY[1]


def _edtf(text: str) -> Edtf | None:
    try:
        return parse_edtf(text) if text else None
    except ValueError:
        return parse_words(text)


def _amounts(value: str) -> Iterator[tuple[Interval, int]]:
    """Every interval that a condition may mean, with the byte of its currency, 0 for any."""
    found = _COMPARISON.fullmatch(value.strip())
    if not found:
        return
    sign, last = found["sign"] or "=", found["last"]
    if last is not None:
        lows, highs = readings(found["first"]) or (None,), readings(last) or (None,)
        for low, high in ((low, high) for low in lows for high in highs if low or high):
            yield Interval(_value(low), _value(high)), _code(high) or _code(low)
        return
    for reading in readings(found["first"]):
        number = _value(reading)
        if number is not None:
            yield _compared(sign, number), _code(reading)


def _value(reading: PrintedAmount | None) -> Decimal | None:
    return reading.amount.value if reading else None


def _code(reading: PrintedAmount | None) -> int:
    return codes("currencies").get(reading.currency or "", 0) if reading else 0


def _compared(sign: str, number: Decimal) -> Interval:
    if sign.startswith(">"):
        return Interval(number, None, low_open=sign == ">")
    if sign.startswith("<"):
        return Interval(None, number, high_open=sign == "<")
    return Interval(number, number)
