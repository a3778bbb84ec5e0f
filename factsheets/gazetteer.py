"""The register of known actors, tools and places: it owns the name shown, whatever a single sheet calls them.

`aliases` come from documents, `outside` from general knowledge and are marked so wherever they are shown; a weak alias
("Patel") helps to find, and never links by itself.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from factsheets import vocabulary, yaml_text
from factsheets.checks import IDENT
from factsheets.problem import MOST_PROBLEMS, DataError, Problem, did_you_mean
from factsheets.yaml_text import Data, MappingNode, Node, Scalar, SequenceNode

GROUPS = {"actors": "actor", "tools": "tool", "places": "place"}
_KIND_WORDS = {"actors": "actor_kinds", "tools": "tool_kinds", "places": "place_kinds"}
_KEYS = ("id", "name", "kind", "aliases", "outside", "weak_aliases", "note")

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
    gazetteer, problems, _ = _read(raw, path)
    return gazetteer, list(problems)


def gazetteer_data(raw: bytes, path: str) -> dict[str, Data]:
    """The plain data of `gazetteer.yaml`, not to be changed; raises DataError where it is no mapping or no YAML."""
    _, problems, data = _read(raw, path)
    if data is None:
        raise DataError(problems)
    return data


@lru_cache(maxsize=2)
def _read(raw: bytes, path: str) -> tuple[Gazetteer, tuple[Problem, ...], dict[str, Data] | None]:
    """Remembered for the bytes read last: an edit is proven by reading it, and then everybody reads it."""
    try:
        root, problems = yaml_text.parse(yaml_text.decode(raw, path), path)
    except DataError as error:
        return Gazetteer(), error.problems, None
    if root is None and not problems:
        return Gazetteer(), (), {}
    if problems or not isinstance(root, MappingNode):
        told = problems or [Problem(path, 1, 1, "a gazetteer is a mapping: actors, tools, places")]
        return Gazetteer(), tuple(told), None
    reader = _Reader(path)
    gazetteer = reader.read(root)
    return gazetteer, tuple(reader.problems), cast("dict[str, Data]", yaml_text.plain_data(root))


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


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def _report(self, node: Node, message: str, hint: str = "") -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.path, node.line, node.column, message, hint=hint))

    def read(self, root: MappingNode) -> Gazetteer:
        known_keys = ("format", *GROUPS, "same_as", "not_same_as")
        for name, entry in root.entries.items():
            if name not in known_keys:
                self._report(entry.key, f"unknown key `{name}`", did_you_mean(name, known_keys))
        entries: dict[str, Known] = {}
        for group in GROUPS:
            for node in self._items(root, group):
                found = self._known(node, group)
                if found and found.id in entries:
                    self._report(node, f"the id `{found.id}` stands twice")
                elif found:
                    entries[found.id] = found
        same = [pair for node in self._items(root, "same_as") if (pair := self._pair(node))]
        as_one = Gazetteer(entries, joined(same, entries))
        different = []
        for node in self._items(root, "not_same_as"):
            pair = self._pair(node)
            if pair:
                different.append(frozenset(pair))
                if as_one.resolve(pair[0]) == as_one.resolve(pair[1]):
                    message = f"`{pair[0]}` and `{pair[1]}` are judged different here, and the same by `same_as`"
                    self._report(node, message, "take one of the judgements out")
        return Gazetteer(entries, as_one.same_as, frozenset(different))

    def _items(self, root: MappingNode, key: str) -> Iterable[Node]:
        entry = root.entries.get(key)
        if entry is None or (isinstance(entry.value, Scalar) and not entry.value.value):
            return []
        if not isinstance(entry.value, SequenceNode):
            self._report(entry.value, f"`{key}` is a list")
            return []
        return entry.value.items

    def _known(self, node: Node, group: str) -> Known | None:
        if not isinstance(node, MappingNode):
            self._report(node, "an entry takes keys and values")
            return None
        for name, entry in node.entries.items():
            if name not in _KEYS:
                self._report(entry.key, f"unknown key `{name}`", did_you_mean(name, _KEYS))
        entity, name = self._text(node, "id"), self._text(node, "name")
        if not IDENT.fullmatch(entity) or not name:
            self._report(node, "an entry needs an `id` (small letters, digits, hyphens) and a `name`")
            return None
        kind = self._text(node, "kind")
        kinds = vocabulary.terms(_KIND_WORDS[group])
        if kind and kind not in kinds:
            self._report(node.entries["kind"].value, f"`{kind}` is not known", did_you_mean(kind, kinds))
        names = {key: self._names(node, key) for key in ("aliases", "outside", "weak_aliases")}
        return Known(entity, GROUPS[group], name, kind, note=self._text(node, "note"), **names)

    def _text(self, node: MappingNode, key: str) -> str:
        entry = node.entries.get(key)
        if entry is None:
            return ""
        if not isinstance(entry.value, Scalar):
            self._report(entry.value, f"`{key}` takes one value")
            return ""
        return entry.value.value

    def _names(self, node: MappingNode, key: str) -> Names:
        entry = node.entries.get(key)
        if entry is None:
            return {}
        if not isinstance(entry.value, MappingNode):
            self._report(entry.value, f"`{key}` lists names by language", hint=f"write `{key}: {{en: [...]}}`")
            return {}
        return {
            lang: tuple(scalar.value for scalar in yaml_text.scalars(words.value) if scalar.value.strip())
            for lang, words in entry.value.entries.items()
        }

    def _pair(self, node: Node) -> tuple[str, str] | None:
        ids = tuple(scalar.value for scalar in yaml_text.scalars(node))
        if len(ids) != 2:
            self._report(node, "a judgement names two ids: `- [one, other]`")
            return None
        return ids[0], ids[1]
