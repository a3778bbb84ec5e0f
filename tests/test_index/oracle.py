"""The query language by brute force: a tree evaluated over the documents of a library's files, without any index.

The parser, the reading of questions and what a document says are shared with the program; which documents answer, what
they score and how they are ordered is decided here anew, one document at a time.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from factsheets.amounts import Interval, Match
from factsheets.library import Library
from factsheets.model import Fact, Figure, Status
from index.analysis import fold, terms
from index.behind import row_of
from index.best import exactly
from index.conditions import amounts, days, named
from index.days import day_number
from index.expand import passage_documents, sheet_documents
from index.query import And, Field, Node, Not, Or, Phrase, Prefix, Query, Words
from index.question import Group, understand
from index.schema import STATUS_CODES, DocType, Document, Row, codes
from index.search import FACTS, MOST_MISSING

TYPE_SCORES = {**dict.fromkeys(FACTS, 0.2), DocType.SHEET: 0.1, DocType.PASSAGE: 0.0}


@dataclass(frozen=True, slots=True)
class Told:
    """A document that an index should hold, with the fact it is of; its sheet's context is its own as well."""

    row: str
    document: Document
    fact: Fact | None = None
    words: frozenset[str] = field(init=False)
    forms: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", frozenset(self.document["words"]))
        object.__setattr__(self, "forms", frozenset(self.document.get("forms", ())))

    def has(self, name: str, term: str) -> bool:
        return term in self.document.get(name, ())

    def has_phrase(self, phrase: Iterable[str]) -> bool:
        wanted, said = list(phrase), self.document["words"]
        return any(said[start : start + len(wanted)] == wanted for start in range(len(said)))

    @property
    def type(self) -> DocType:
        return DocType(self.document["type"])

    @property
    def place(self) -> int:
        return int(self.document["place"])

    def code(self, column: str) -> int:
        return int(self.document.get(column, 0))


def told_by(library: Library) -> list[Told]:
    """Every document of the files of a library."""
    found: dict[str, Told] = {}
    for read in library.read_all():
        assert read.sheet is not None
        documents = list(sheet_documents(library, read.sheet, read.path))
        for document, fact in zip(documents, [*read.sheet.facts(), None], strict=True):
            context = {*document["context"], *documents[-1]["context"]}
            row = row_of(document["row"])
            found[row] = Told(row, document | {"context": context}, fact)
        for source in read.sheet.sources:
            for document in passage_documents(library, read.sheet, source, read.path):
                row = row_of(document["row"])
                found[row] = Told(row, document)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document answers, surely or possibly."""

    possible: bool
    certain: bool


YES, NO = Verdict(True, True), Verdict(False, False)


class Oracle:
    def __init__(self, told: list[Told]) -> None:
        self.told = told
        self._factors: dict[tuple[int, Group], float] = {}
        self._weights: dict[Group, float] = {}
        self._entities: dict[tuple[str, DocType], set[str]] = {}

    # Words

    def factor(self, told: Told, group: Group) -> float:
        """What share of its weight a group has in a document: as typed, another form, another word, beside."""
        key = id(told), group
        if key not in self._factors:
            self._factors[key] = next((factor for factor, answers in self._tiers(told, group) if answers), 0.0)
        return self._factors[key]

    def _tiers(self, told: Told, group: Group) -> list[tuple[float, bool]]:
        literal = group.literal or group.terms
        phrase = any(map(told.has_phrase, group.phrases))
        coded = bool(group.column) and told.code(group.column) in group.codes
        in_currency = not group.currencies or told.code("currency") in group.currencies or told.type is DocType.PASSAGE
        if group.exact:
            as_typed = bool(group.exact & told.forms)
        else:
            as_typed = any(term in told.words and f"~{term}" not in told.forms for term in literal)
        return [
            (1.0, (as_typed and in_currency) or coded or (phrase and not group.literal)),
            (0.95, bool(literal & told.words) and in_currency),
            (0.85, (bool(group.terms & told.words) and in_currency) or phrase),
            (0.4, any(told.has("quoted", term) for term in group.terms) and in_currency),
            (0.25, any(told.has("context", term) for term in group.terms)),
        ]

    def is_direct(self, told: Told, group: Group) -> bool:
        return self.factor(told, group) >= 0.85

    def weight(self, group: Group) -> float:
        if group not in self._weights:
            direct = sum(self.is_direct(told, group) for told in self.told)
            self._weights[group] = exactly(math.log(1 + (1 + len(self.told)) / (1 + direct)))
        return self._weights[group]

    def score(self, told: Told, groups: Iterable[Group]) -> float:
        return sum(exactly(self.weight(group) * self.factor(told, group)) for group in groups)

    # Questions

    def matching(self, groups: tuple[Group, ...], types: Iterable[DocType]) -> list[tuple[str, float]]:
        """What `Search.matching` is to find: rows with their scores, best first."""
        content = [group for group in groups if not group.soft] or list(groups)
        pool = [told for told in self.told if told.type in types]
        found = [told for told in pool if all(self.factor(told, group) for group in content)] if content else []
        if not found and all(self._known(group) for group in content if self._is_name(group)):
            found = [told for told in pool if self._misses_little(told, content)]

        def key(told: Told) -> tuple[int, float, int]:
            missing = sum(not self.factor(told, group) for group in content)
            return missing, -self.score(told, groups), told.place

        return [(told.row, self.score(told, groups)) for told in sorted(found, key=key)]

    def _known(self, group: Group) -> bool:
        return any(self.factor(told, group) for told in self.told)

    def _is_name(self, group: Group) -> bool:
        if group.capitalised or group.ordinary:
            return group.capitalised
        return any(told.has("names", term) for told in self.told for term in group.literal or group.terms)

    def _misses_little(self, told: Told, content: list[Group]) -> bool:
        needed = (group for group in content if self._is_name(group) or group.when or group.currencies)
        if not all(self.factor(told, group) for group in needed):
            return False
        known = [self.weight(group) for group in content if self._known(group)]
        average = sum(known) / max(len(known), 1)
        unknown = {group: exactly(average / 2 if group.ordinary else average) for group in content}
        weights = {group: self.weight(group) if self._known(group) else unknown[group] for group in content}
        missing = [weights[group] for group in content if not self.factor(told, group)]
        return len(missing) < len(content) and sum(missing) <= MOST_MISSING * sum(weights.values())

    # Queries

    def find(self, query: Query) -> list[tuple[str, float, bool]]:
        """Every row that answers, in order, with its score and whether it only possibly does."""
        if query.node is None:
            verdicts = [(told, YES if query.sort else NO) for told in self.told]
            groups: tuple[Group, ...] = ()
        else:
            verdicts = [(told, self.verdict(query.node, told)) for told in self.told]
            groups = tuple(dict.fromkeys(scored(query.node)))
        found = [(told, not verdict.certain) for told, verdict in verdicts if verdict.possible]

        def relevance(pair: tuple[Told, bool]) -> tuple[float, bool, int]:
            told, possible = pair
            return -(exactly(TYPE_SCORES[told.type]) + self.score(told, groups)), possible, told.place

        ordered = sorted(found, key=relevance)
        if query.sort not in {"", "relevance"}:
            ordered = _sorted(ordered, query.sort, descending=query.descending)
        return [
            (told.row, round(TYPE_SCORES[told.type] + self.score(told, groups), 3), possible)
            for told, possible in ordered
        ]

    def verdict(self, node: Node, told: Told) -> Verdict:
        match node:
            case And(nodes):
                found = [self.verdict(one, told) for one in nodes]
                return Verdict(all(one.possible for one in found), all(one.certain for one in found))
            case Or(nodes):
                found = [self.verdict(one, told) for one in nodes]
                return Verdict(any(one.possible for one in found), any(one.certain for one in found))
            case Not(inner):
                inside = self.verdict(inner, told)
                return Verdict(not inside.certain, not inside.possible)
            case Field("amount", value):
                return _amount(told, value)
            case Field("date", value):
                return _date(told, value)
            case _:
                return YES if self._answers(node, told) else NO

    def _answers(self, node: Words | Phrase | Prefix | Field, told: Told) -> bool:
        match node:
            case Words(text):
                groups = _read(text)
                content = [group for group in groups if not group.soft] or groups
                if not content:
                    return all(term in told.words for term in terms(text, "en"))
                return all(self.factor(told, group) for group in content)
            case Phrase(text):
                phrase = terms(text, "en")
                return bool(phrase) and told.has_phrase(phrase)
            case Prefix(text):
                begins = any(term.startswith(text) for term in (*told.words, *told.forms))
                return begins or any(term in told.words for term in terms(text, "en"))
            case Field(name, value):
                return self._field(name)(told, value)

    def _field(self, name: str) -> Callable[[Told, str], bool]:
        entities = {"actor": DocType.ACTOR, "tool": DocType.TOOL, "place": DocType.PLACE}
        if name in entities:
            return lambda told, value: bool(self._ids(value, entities[name]) & set(told.document["refs"]))
        return _FIELDS[name]

    def _ids(self, value: str, kind: DocType) -> set[str]:
        if (value, kind) not in self._entities:
            self._entities[value, kind] = self._ids_of(value, kind)
        return self._entities[value, kind]

    def _ids_of(self, value: str, kind: DocType) -> set[str]:
        wanted = terms(value, "en")
        named_so = (told for told in self.told if told.type is kind and all(told.has("names", term) for term in wanted))
        return {Row.from_json(told.row).fact for told in named_so} | {fold(value)} if wanted else set()


def scored(node: Node) -> Iterator[Group]:
    """The groups of words that count for the score: those outside of what is excluded."""
    match node:
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from scored(one)
        case Words(text):
            yield from _read(text)


@cache
def _read(text: str) -> tuple[Group, ...]:
    return understand(text).groups


@cache
def _asked(value: str) -> list[tuple[Interval, int]]:
    return list(amounts(value))


def _amount(told: Told, value: str) -> Verdict:
    if not isinstance(told.fact, Figure):
        return NO
    interval = told.fact.amount.interval()
    matches = [interval.match(asked) for asked, code in _asked(value) if not code or told.code("currency") == code]
    return Verdict(any(one is not Match.NONE for one in matches), any(one is Match.CERTAIN for one in matches))


def _date(told: Told, value: str) -> Verdict:
    when, asked = getattr(told.fact, "date", None), days(value)
    if when is None or asked is None or not (when.earliest or when.latest):
        return NO
    first = day_number(when.earliest) or 0
    last = day_number(when.latest) or 99_999_999
    inside = when.earliest and when.latest and asked[0] <= first and last <= asked[1]
    return Verdict(first <= asked[1] and last >= asked[0], bool(inside))


def _status(told: Told, value: str) -> bool:
    known = {"draft": {"draft", "brouillon", "borrador"}, "reviewed": {"reviewed", "relu", "revisado"}}
    wanted = {STATUS_CODES[Status(status)] for status, words in known.items() if fold(value) in words}
    return told.type is not DocType.PASSAGE and told.code("status") in wanted


def _type(told: Told, value: str) -> bool:
    return told.type.name.casefold() == fold(value).rstrip("s")


def _lang(told: Told, value: str) -> bool:
    return any(f"lang:{code}" in told.document["refs"] for code in {*named("languages", value), fold(value)})


def _source(told: Told, value: str) -> bool:
    wanted = terms(value, "en")
    return bool(wanted) and all(told.has("sources", term) for term in wanted)


def _kind(told: Told, value: str) -> bool:
    return told.code("kind") in {codes("figure_kinds")[key] for key in named("figure_kinds", value)}


def _currency(told: Told, value: str) -> bool:
    return told.code("currency") == codes("currencies").get(value.upper())


_FIELDS: dict[str, Callable[[Told, str], bool]] = {
    "kind": _kind,
    "currency": _currency,
    "type": _type,
    "lang": _lang,
    "status": _status,
    "source": _source,
}


def _sorted(ordered: list[tuple[Told, bool]], sort: str, *, descending: bool) -> list[tuple[Told, bool]]:
    sign = -1 if descending else 1
    if sort == "title":
        in_place = sorted(ordered, key=lambda pair: pair[0].place)
        return sorted(in_place, key=lambda pair: fold(Row.from_json(pair[0].row).label), reverse=descending)
    if sort == "date":
        having = [pair for pair in ordered if pair[0].code("first") or pair[0].code("last")]
        having.sort(key=lambda pair: (sign * (pair[0].code("first") or pair[0].code("last")), pair[0].place))
    else:
        having = [pair for pair in ordered if pair[0].code("kind")]
        groups = Counter((not pair[0].code("currency"), *_unit(pair[0])) for pair in having)
        size = {key: (key[0], -count, key[1]) for key, count in groups.items()}
        having.sort(
            key=lambda pair: (
                size[not pair[0].code("currency"), *_unit(pair[0])],
                sign * pair[0].document["size"],
                pair[0].place,
            )
        )
    return [*having, *(pair for pair in ordered if pair not in having)]


def _unit(told: Told) -> tuple[int]:
    return (told.code("currency") or told.code("measure"),)
