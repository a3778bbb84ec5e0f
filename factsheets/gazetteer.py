"""The register of known actors, tools and places: it owns the name shown, whatever a single sheet calls them.

`aliases` come from documents, `outside` from general knowledge and are marked so wherever they are shown; a weak alias
("Patel") helps to find, and never links by itself.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from factsheets.problem import Problem

GROUPS = {"actors": "actor", "tools": "tool", "places": "place"}

UNDETERMINED = "und"
"""The language of a name whose language nobody said (BCP 47)."""

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Known:
    """One registered actor, tool or place; aliases by language."""

    id: str
    type: str
    name: str
    kind: str = ""
    aliases: Names = field(default_factory=dict)
    outside: Names = field(default_factory=dict)
    weak_aliases: Names = field(default_factory=dict)
    note: str = ""

    def names(self) -> Iterator[str]:
        """Every name that identifies it by itself."""
        yield self.name
        for group in (self.aliases, self.outside):
            for words in group.values():
                yield from words

    def weak_names(self) -> Iterator[str]:
        for words in self.weak_aliases.values():
            yield from words


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`same_as` leads from an id to one that stands for it; ids that no judgement joins stand for themselves."""

    entries: Mapping[str, Known] = field(default_factory=dict)
    same_as: Mapping[str, str] = field(default_factory=dict)
    not_same_as: frozenset[frozenset[str]] = frozenset()
    _tables: "_Tables" = field(default_factory=lambda: _Tables(), compare=False, repr=False)  # noqa: PLW0108 - defined below

    def resolve(self, entity: str) -> str:
        """The id that stands for this one after every `same_as` judgement, the same for all of a ring."""
        if entity not in self.same_as:
            return entity
        seen = [entity]
        while (entity := self.same_as.get(entity, entity)) not in seen:
            seen.append(entity)
        return min(seen[seen.index(entity) :])

    def one_with(self, entity: str) -> tuple[str, ...]:
        """Every id of the same actor, tool or place: the one that stands for all first, then the others sorted."""
        return self._tables.classes(self).get(self.resolve(entity), (entity,)) if self.same_as else (entity,)

    def get(self, entity: str) -> Known | None:
        """The entry of the id that stands for this one, with the names of every entry that was judged the same."""
        if not self.same_as:
            return self.entries.get(entity)
        return self._tables.known(self, self.resolve(entity))

    def may_be_same(self, one: str, other: str) -> bool:
        """Whether nobody judged the two different, nor any that are one with them."""
        return frozenset((self.resolve(one), self.resolve(other))) not in self._tables.apart(self)

    def named(self, name: str) -> frozenset[str]:
        """The ids of the entries that a name identifies by itself."""
        return self._tables.owners(self.entries).get(folded(name), frozenset())

    def weakly_named(self, name: str) -> frozenset[str]:
        return self._tables.owners(self.entries, weakly=True).get(folded(name), frozenset())


class _Tables:
    """What is looked up in a gazetteer, made when first asked for."""

    def __init__(self) -> None:
        self._owners: dict[bool, dict[str, frozenset[str]]] = {}
        self._apart: frozenset[frozenset[str]] | None = None
        self._classes: dict[str, tuple[str, ...]] | None = None
        self._known: dict[str, Known | None] = {}

    def owners(self, entries: Mapping[str, Known], *, weakly: bool = False) -> dict[str, frozenset[str]]:
        """Folded name -> the ids that bear it."""
        if weakly not in self._owners:
            found: dict[str, set[str]] = {}
            for known in entries.values():
                for name in known.weak_names() if weakly else known.names():
                    found.setdefault(folded(name), set()).add(known.id)
            self._owners[weakly] = {name: frozenset(ids) for name, ids in found.items()}
        return self._owners[weakly]

    def known(self, gazetteer: "Gazetteer", stands: str) -> Known | None:
        if stands not in self._known:
            entries = (gazetteer.entries.get(ident) for ident in gazetteer.one_with(stands))
            self._known[stands] = _as_one([known for known in entries if known])
        return self._known[stands]

    def classes(self, gazetteer: "Gazetteer") -> dict[str, tuple[str, ...]]:
        """The id that stands for others -> itself and these, sorted."""
        if self._classes is None:
            found: dict[str, set[str]] = {}
            for ident in (*gazetteer.same_as, *gazetteer.same_as.values()):
                found.setdefault(gazetteer.resolve(ident), set()).add(ident)
            self._classes = {stands: (stands, *sorted(ids - {stands})) for stands, ids in found.items()}
        return self._classes

    def apart(self, gazetteer: "Gazetteer") -> frozenset[frozenset[str]]:
        """The pairs that were judged different, each by the ids that stand for its two."""
        if self._apart is None:
            self._apart = frozenset(frozenset(map(gazetteer.resolve, pair)) for pair in gazetteer.not_same_as)
        return self._apart


def _as_one(entries: list[Known]) -> Known | None:
    """The first entry with the names of all; the name of another is its alias, in no language that is known."""
    if len(entries) < 2:
        return entries[0] if entries else None
    first, others = entries[0], entries[1:]
    names = {UNDETERMINED: tuple(one.name for one in others if folded(one.name) != folded(first.name))}
    return replace(
        first,
        kind=first.kind or next((one.kind for one in others if one.kind), ""),
        aliases=_joined_names([one.aliases for one in entries] + ([names] if names[UNDETERMINED] else [])),
        outside=_joined_names([one.outside for one in entries]),
        weak_aliases=_joined_names([one.weak_aliases for one in entries]),
    )


def _joined_names(groups: Iterable[Names]) -> Names:
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        for lang, words in group.items():
            found.setdefault(lang, {}).update(dict.fromkeys(words))
    return {lang: tuple(words) for lang, words in found.items()}


def folded(name: str) -> str:
    """A name as it is compared with another: letter case, apostrophes, spaces and composed accents aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("’", "'").split())


def read_gazetteer(raw: bytes, path: str) -> tuple[Gazetteer, list[Problem]]:
    """Read `gazetteer.yaml`; what cannot be read is reported and left out, the rest is used."""
    from factsheets.gazetteer_file import read  # noqa: PLC0415 - not loaded where what was read is kept

    gazetteer, problems, _ = read(raw, path)
    return gazetteer, list(problems)


def joined(pairs: Iterable[tuple[str, str]], entries: Mapping[str, Known]) -> dict[str, str]:
    """Judgements as steps that end: two pairs that begin with one id join all three; a registered id stands."""
    steps: dict[str, str] = {}
    for one, other in pairs:
        first, last = _end(steps, one), _end(steps, other)
        if last not in entries and first in entries:
            first, last = last, first
        if first != last:
            steps[first] = last
    return steps


def _end(steps: dict[str, str], entity: str) -> str:
    while entity in steps:
        entity = steps[entity]
    return entity
