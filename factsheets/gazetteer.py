"""The register of known actors, tools and places: it owns the name shown, whatever a single sheet calls them.

`aliases` come from documents, `outside` from general knowledge and are marked so wherever they are shown; a weak alias
("Patel") helps to find, and never links by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from factsheets import vocabulary, yaml_text
from factsheets.checks import IDENT
from factsheets.problem import MOST_PROBLEMS, DataError, Problem, did_you_mean
from factsheets.yaml_text import MappingNode, Node, Scalar, SequenceNode

GROUPS = {"actors": "actor", "tools": "tool", "places": "place"}
_KIND_WORDS = {"actors": "actor_kinds", "tools": "tool_kinds", "places": "place_kinds"}
_KEYS = ("id", "name", "kind", "aliases", "outside", "weak_aliases", "note")

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
    entries: Mapping[str, Known] = field(default_factory=dict)
    same_as: Mapping[str, str] = field(default_factory=dict)
    not_same_as: frozenset[frozenset[str]] = frozenset()

    def resolve(self, entity: str) -> str:
        """The id that stands for this one after every `same_as` judgement."""
        seen = {entity}
        while (entity := self.same_as.get(entity, entity)) not in seen:
            seen.add(entity)
        return entity

    def get(self, entity: str) -> Known | None:
        return self.entries.get(self.resolve(entity))


def read_gazetteer(raw: bytes, path: str) -> tuple[Gazetteer, list[Problem]]:
    """Read `gazetteer.yaml`; what cannot be read is reported and left out, the rest is used."""
    try:
        root, problems = yaml_text.parse(yaml_text.decode(raw, path), path)
    except DataError as error:
        return Gazetteer(), list(error.problems)
    if root is None and not problems:
        return Gazetteer(), []
    if problems or not isinstance(root, MappingNode):
        return Gazetteer(), problems or [Problem(path, 1, 1, "a gazetteer is a mapping: actors, tools, places")]
    reader = _Reader(path)
    return reader.read(root), reader.problems


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
        same = [self._pair(node) for node in self._items(root, "same_as")]
        different = [self._pair(node) for node in self._items(root, "not_same_as")]
        return Gazetteer(
            entries,
            dict(filter(None, same)),
            frozenset(frozenset(pair) for pair in different if pair),
        )

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
