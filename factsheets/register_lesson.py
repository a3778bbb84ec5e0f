"""What one confirmed actor, tool or place teaches the register: an entry, or the names that its entry lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from factsheets import vocabulary
from factsheets.gazetteer import GROUPS, Gazetteer, Known, folded
from factsheets.model import Actor, Place, Tool, fact_type
from factsheets.register_file import RegisterError, Root, append, items
from factsheets.yaml_text import Data, FlowList

Entity = Actor | Tool | Place
_GROUP_OF = {type_: group for group, type_ in GROUPS.items()}
_KIND_WORDS = ("actor_kinds", "tool_kinds", "place_kinds")


@dataclass(frozen=True, slots=True)
class Refused:
    """A name that was not taught: it belongs to `owner`, or is one that is used for it among other things (`weak`)."""

    name: str
    owner: str
    weak: bool = False


class Lesson:
    """One confirmed actor, tool or place, and what the register makes of it."""

    def __init__(self, register: Gazetteer, entity: Entity, lang: str) -> None:
        self._register = register
        self._entity = entity
        self._id = register.resolve(entity.id)
        self._lang = lang
        self._added: list[str] = []
        self._refused: list[Refused] = []

    def into(self, root: Root) -> tuple[str, tuple[str, ...], tuple[Refused, ...]]:
        """Write it into the data; returns the id under which it is known, the names added and those refused."""
        known = self._register.get(self._entity.id)
        if known is None:
            self._enter(root)
        elif known.type != fact_type(self._entity):
            self._refused.append(Refused(self._entity.name, known.id))
        else:
            self._extend(root, known)
        return known.id if known else self._id, tuple(self._added), tuple(self._refused)

    def _enter(self, root: Root) -> None:
        entity, type_ = self._entity, fact_type(self._entity)
        if type_ == "actor" and entity.kind == "group":
            return
        owner = self._owner(entity.name) or self._weak_owner(entity.name)
        if owner:
            self._refused.append(owner)
            return
        self._added.append(entity.name)
        entry: Root = {"id": self._id, "name": entity.name, "kind": entity.kind}
        known = Known(self._id, type_, entity.name)
        append(root, _GROUP_OF[type_], self._with_names({key: word for key, word in entry.items() if word}, known))

    def _extend(self, root: Root, known: Known) -> None:
        group = _GROUP_OF[known.type]
        entries = items(root, group)
        place = next(
            place for place, entry in enumerate(entries) if isinstance(entry, dict) and entry.get("id") == known.id
        )
        entry = dict(cast("Root", entries[place]))
        if not known.kind and self._entity.kind:
            entry = _after("name", entry, "kind", self._entity.kind)
        root[group] = [*entries[:place], self._with_names(entry, known), *entries[place + 1 :]]

    def _with_names(self, entry: Root, known: Known) -> Root:
        have = {folded(name) for name in (*known.names(), *known.weak_names())}
        for key, name in self._names(known):
            if folded(name) in have:
                continue
            have.add(folded(name))
            owner = None if name in self._entity.weak_aliases else self._owner(name)
            if owner:
                self._refused.append(owner)
                continue
            self._added.append(name)
            entry = self._with_name(entry, key, name)
        return entry

    def _names(self, known: Known) -> Iterator[tuple[str, str]]:
        """(`aliases` or `weak_aliases`, name): a surname, a common word, a name that others bear weakly stay weak."""
        for name in (self._entity.name, *self._entity.aliases):
            yield "weak_aliases" if self._is_weak(name, known) else "aliases", name
        for name in self._entity.weak_aliases:
            yield "weak_aliases", name

    def _is_weak(self, name: str, known: Known) -> bool:
        part = len(name.split()) == 1 and folded(name) in {folded(word) for word in known.name.split()}
        return (
            (part and self._entity.kind == "person")
            or folded(name) in _common_words()
            or self._weak_owner(name) is not None
        )

    def _owner(self, name: str) -> Refused | None:
        """The other entry that a name identifies."""
        owner = self._register.named(name)
        found = sorted(ident for ident in owner if self._register.resolve(ident) != self._id)
        return Refused(name, found[0]) if found else None

    def _weak_owner(self, name: str) -> Refused | None:
        owner = self._register.weakly_named(name)
        found = sorted(ident for ident in owner if self._register.resolve(ident) != self._id)
        return Refused(name, found[0], weak=True) if found else None

    def _with_name(self, entry: Root, key: str, name: str) -> Root:
        languages = entry.get(key) or {}
        if not isinstance(languages, dict):
            raise RegisterError(f"`{key}` of `{self._entity.id}` does not list names by language")
        words = languages.get(self._lang, [])
        names = words if isinstance(words, list) else [words] if words else []
        changed = {**languages, self._lang: FlowList([*names, name])}
        before = {"aliases": ("kind", "name"), "weak_aliases": ("aliases", "kind", "name")}[key]
        return _after(next(one for one in before if one in entry), entry, key, changed)


def _after(before: str, entry: Root, key: str, value: Data) -> Root:
    """A mapping with a key set: where it stands, or, where it is new, behind another."""
    if key in entry:
        return {**entry, key: value}
    names = list(entry)
    at = names.index(before) + 1
    return {**{name: entry[name] for name in names[:at]}, key: value, **{name: entry[name] for name in names[at:]}}


@cache
def _common_words() -> frozenset[str]:
    """What a kind of actor, tool or place is called: a name for many things."""
    return frozenset(
        folded(word) for name in _KIND_WORDS for term in vocabulary.terms(name).values() for word in term.words
    )
