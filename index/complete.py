"""What the word being typed may become: names of the library, fields, and the values that a field has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from factsheets import vocabulary
from factsheets.model import Status
from index.analysis import fold, terms, tokens
from index.bits import NONE, Documents
from index.query import MOST_CHARACTERS, SORTS
from index.query_lexemes import ALIASES, FIELDS, SORT, field_name
from index.reader import IndexReader
from index.schema import DocType, Row

MOST_CANDIDATES = 12
MOST_NAMES = 16
"""Different actors, tools or places looked at for one beginning; each costs a row and a set of documents."""
_SHORTEST = 2
_ENTITIES = {"actor": DocType.ACTOR, "tool": DocType.TOOL, "place": DocType.PLACE}
_VOCABULARIES = {"kind": "figure_kinds", "lang": "languages"}
_LISTS: dict[str, Sequence[str]] = {
    "type": [kind.name.casefold() for kind in DocType],
    "status": list(Status),
    SORT: SORTS,
}
_YEAR = re.compile(r"d:\d{4}")
_CURRENCY = re.compile(r"(?i:amount|montant|importe|monto):[^\s\"]*\d[^\s\"]*\s+(?P<code>[A-Za-z]{1,3})$")
_TYPED = re.compile(r'(?:(?<=[\s(])|^)-?(?:(?P<field>[^\W\d_]+):)?(?P<value>"[^"]*|[^\s()":]*)$')
_SAVED = "@"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may stand in place of the word being typed; `note` says what it is: actor, tool, field, kind, ..."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Completion:
    """The candidates for the characters `start` to before `end` of a text, likeliest first."""

    text: str
    start: int
    end: int
    candidates: tuple[Candidate, ...] = ()

    def applied(self, candidate: Candidate) -> tuple[str, int]:
        """The text with a candidate in it, and the cursor behind it; a space follows what is finished."""
        space = "" if candidate.text.endswith(":") or self.text[self.end : self.end + 1].isspace() else " "
        head = self.text[: self.start] + candidate.text + space
        return head + self.text[self.end :], len(head)


def complete(
    text: str, cursor: int, reader: IndexReader, saved: Sequence[str] = (), most: int = MOST_CANDIDATES
) -> Completion:
    """What fits at the cursor; nothing in the middle of a word, of a text too long, or where nothing is typed.

    Fewer candidates cost less: of a beginning, the tools are looked at when the actors do not suffice.
    """
    where, candidates = _all(text, cursor, reader, saved)
    return replace(where, candidates=tuple(islice(candidates, most)))


def _all(text: str, cursor: int, reader: IndexReader, saved: Sequence[str]) -> tuple[Completion, Iterator[Candidate]]:
    nothing = Completion(text, cursor, cursor), iter(())
    if len(text) > MOST_CHARACTERS or re.match(r"\w", text[cursor:]):
        return nothing
    head = text[:cursor]
    if head.startswith(_SAVED):
        names = _listed(head.removeprefix(_SAVED), saved, "saved search", before=_SAVED)
        return Completion(text, 0, cursor), names
    money = _CURRENCY.search(head)
    if money:
        return Completion(text, money.start("code"), cursor), _currencies(money["code"])
    typed = _TYPED.search(head)
    if not typed:
        return nothing
    field, value = field_name(typed["field"] or ""), typed["value"]
    if typed["field"] and not field:
        return nothing
    found = _values(field, value.strip('"'), reader) if field else _words(value, reader)
    return Completion(text, typed.start("value"), cursor), found


def _words(typed: str, reader: IndexReader) -> Iterator[Candidate]:
    """Outside of a field: a name that begins so, else a field of the language."""
    if len(typed) < _SHORTEST or typed.startswith('"'):
        return
    named = _named(typed, reader)
    for kind in _ENTITIES:
        for name in _names(kind, typed, named, reader):
            if fold(name).startswith(fold(typed)):
                yield Candidate(name, kind)
    for name in (*FIELDS, SORT, *ALIASES):
        if name.startswith(fold(typed)):
            yield Candidate(f"{name}:", "field")


def _values(field: str, typed: str, reader: IndexReader) -> Iterator[Candidate]:
    if field in _ENTITIES:
        names = _names(field, typed, _named(typed, reader), reader)
        return (Candidate(f'"{name}"' if re.search(r"[\s()]", name) else name, field) for name in names)
    if field in _VOCABULARIES:
        return _terms(_VOCABULARIES[field], typed, field)
    if field == "date":
        return _years(typed, reader)
    if field == "currency":
        return _currencies(typed)
    minus = "-" if field == SORT and typed.startswith("-") else ""
    return _listed(typed.removeprefix(minus), _LISTS.get(field, ()), field, before=minus)


def _listed(typed: str, words: Sequence[str], note: str, before: str = "") -> Iterator[Candidate]:
    beginning = fold(typed)
    return (Candidate(f"{before}{word}", note) for word in words if fold(word).startswith(beginning))


def _terms(name: str, typed: str, note: str) -> Iterator[Candidate]:
    """Entries of a vocabulary by any of their words in any language, those that are called so themselves first."""
    beginning = fold(typed)
    found = [(key, words) for key, words in _spelt(name) if any(word.startswith(beginning) for word in words)]
    found.sort(key=lambda entry: not entry[0].startswith(beginning))
    return (Candidate(key, note) for key, _ in found)


@cache
def _spelt(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, (key, *map(fold, term.words))) for key, term in vocabulary.terms(name).items())


def _currencies(typed: str) -> Iterator[Candidate]:
    return (Candidate(code, "currency") for code in vocabulary.currencies() if code.startswith(typed.upper()))


def _years(typed: str, reader: IndexReader) -> Iterator[Candidate]:
    """The years that the library's dates have, the last first."""
    if not re.fullmatch(r"\d{0,4}", typed):
        return
    years = {term for term in reader.completions("words", f"d:{typed}") if _YEAR.fullmatch(term)}
    yield from (Candidate(year.removeprefix("d:"), "date") for year in sorted(years, reverse=True))


def _named(typed: str, reader: IndexReader) -> Documents:
    """What has every word typed in its name, the last as a beginning."""
    found = list(tokens(typed, "en"))
    if not found:
        return NONE
    beginning = found[-1].folded
    last = {beginning, *terms(found[-1].text, "en"), *reader.completions("names", beginning)}
    named = reader.union("names", last)
    for token in found[:-1]:
        named = named & reader.union("names", [token.term, token.folded])
    return named


def entities_named(typed: str, reader: IndexReader, most: int) -> Iterator[Row]:
    """One row for each actor, tool or place with every word in its name, the last as a beginning."""
    left = _named(typed, reader) & reader.having("type", frozenset(_ENTITIES.values()))
    for _ in range(most):
        document = next(iter(left.first(1)), None)
        if document is None:
            return
        row = reader.row(document)
        left = left - reader.postings("refs", f"is:{row.fact}") - Documents.of([document])
        yield row


def _names(kind: str, typed: str, named: Documents, reader: IndexReader) -> Iterator[str]:
    """The names of actors, tools or places among the named: those that begin so, then the most mentioned first."""
    if not named:
        return iter(())
    ranked = _distinct(named & reader.having("type", frozenset({_ENTITIES[kind]})), reader)
    start = fold(typed)
    names = sorted(ranked, key=lambda pair: (not fold(pair[0]).startswith(start), -pair[1], pair[0]))
    return iter(dict.fromkeys(name.replace('"', "") for name, _ in names))


def _distinct(entities: Documents, reader: IndexReader) -> Iterator[tuple[str, int]]:
    """Each actor, tool or place among the documents once, by name, with how many documents mention it."""
    for _ in range(MOST_NAMES):
        document = next(iter(entities.first(1)), None)
        if document is None:
            return
        row = reader.row(document)
        mentions = reader.postings("refs", row.fact)
        yield row.label, len(mentions)
        entities = entities - mentions - Documents.of([document])
