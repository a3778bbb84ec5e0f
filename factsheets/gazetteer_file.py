"""`gazetteer.yaml` -> the register, and everything that is wrong in the file."""

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from factsheets import vocabulary, yaml_text
from factsheets.checks import IDENT
from factsheets.gazetteer import GROUPS, Gazetteer, Known, Names, joined
from factsheets.problem import MOST_PROBLEMS, DataError, Problem, did_you_mean
from factsheets.yaml_text import Data, MappingNode, Node, Scalar, SequenceNode

_KIND_WORDS = {"actors": "actor_kinds", "tools": "tool_kinds", "places": "place_kinds"}
_KEYS = ("id", "name", "kind", "aliases", "outside", "weak_aliases", "note")


def gazetteer_data(raw: bytes, path: str) -> dict[str, Data]:
    """The plain data of `gazetteer.yaml`, not to be changed; raises DataError where it is no mapping or no YAML."""
    _, problems, data = read(raw, path)
    if data is None:
        raise DataError(problems)
    return data


@lru_cache(maxsize=2)
def read(raw: bytes, path: str) -> tuple[Gazetteer, tuple[Problem, ...], dict[str, Data] | None]:
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
