"""What the sheets of a generated library have in common: its words, and its actors, tools and places."""

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

LANGUAGES = ("en", "fr", "es")
RARE_WORDS = 30_000
TOWN_ENDINGS = ("", "", "", " Norte", "-sur-Lys", " Bay")
ACTOR_KINDS = ("person", "company", "public-body", "organisation", "media")
ACTOR_SHARES = (40, 26, 22, 8, 4)
TOOL_KINDS = ("software", "software", "database", "app", "platform", "facial-recognition", "monitoring")


class Skewed:
    """Draws from a list whose first items come most often (Zipf's law, flattened at its top as Mandelbrot has it)."""

    def __init__(self, items: Sequence[Any], flat: float, steep: float = 1.0) -> None:
        self.items = items
        self._weights = list(accumulate((rank + flat) ** -steep for rank in range(1, len(items) + 1)))

    def draw(self, chance: random.Random, count: int) -> list[Any]:
        return chance.choices(self.items, cum_weights=self._weights, k=count)

    def different(self, chance: random.Random, count: int) -> list[Any]:
        found: dict[Any, None] = {}
        while len(found) < count:
            found |= dict.fromkeys(self.draw(chance, count))
        return list(found)[:count]


@dataclass(frozen=True, slots=True)
class Named:
    """An actor, a tool or a place that many sheets share."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()


class Vocabulary:
    """The words of one language: those of grammar, then the common ones, then the rare."""

    def __init__(self, data: Mapping[str, Any], chance: random.Random) -> None:
        common = list(dict.fromkeys(data["common"].split()))
        roots, endings = data["roots"].split(), list(map(str, data["endings"]))
        simple = [root + ending for root in roots for ending in endings]
        for words in (common, simple):
            chance.shuffle(words)
        rare: dict[str, None] = {}
        while len(rare) < RARE_WORDS - len(simple):
            rare[chance.choice(data["prefixes"]) + chance.choice(simple)] = None
        self.common = common
        known = list(dict.fromkeys([*data["function"].split(), *common, *simple, *rare]))
        self.words = Skewed(known, 2.7, 1.1)
        self.topics = Skewed(list(dict.fromkeys([*common, *simple, *rare])), 50, 1.2)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a library have in common, and what it calls its sheets."""

    data: Mapping[str, Any]
    vocabularies: Mapping[str, Vocabulary]
    actors: Skewed
    tools: Skewed
    places: Skewed

    def id_of(self, number: int) -> str:
        words = self.vocabularies["en"].common
        return slug(f"{words[number * 7 % len(words)]}-{words[number * 13 % len(words)]}-{number}")


class Pools:
    """Makes the actors, tools and places of a library, the more of them the larger it is."""

    def __init__(self, data: Any, chance: random.Random) -> None:
        self._data, self._chance = data, chance
        self._towns, self._brands = data["towns"].split(), data["brands"].split()
        self._first, self._family = data["first_names"].split(), data["family_names"].split()

    def shared(self, sheets: int) -> Shared:
        return Shared(
            self._data,
            {lang: Vocabulary(self._data[lang], self._chance) for lang in LANGUAGES},
            actors=self._pool(int(40 * sheets**0.6), self._actor, 15),
            tools=self._pool(int(20 * sheets**0.5), self._tool, 10),
            places=self._pool(int(60 * sheets**0.3), self._place, 10),
        )

    @staticmethod
    def _pool(count: int, make: Callable[[], Named], flat: float) -> Skewed:
        found: dict[str, Named] = {}
        for _ in range(count * 2):  # names that come twice are one
            one = make()
            found.setdefault(one.id, one)
            if len(found) == count:
                break
        return Skewed(list(found.values()), flat)

    def _town(self) -> str:
        prefix = self._chance.choice(self._data["town_prefixes"])
        return f"{prefix}{self._chance.choice(self._towns)}{self._chance.choice(TOWN_ENDINGS)}"

    def _place(self) -> Named:
        name = self._town()
        return Named(f"place-{slug(name)}", name, self._chance.choice(["city", "city", "region", "other"]))

    def _tool(self) -> Named:
        ending = self._chance.choice(self._data["tool_endings"].split())
        stem = self._chance.choice(self._brands) + self._chance.choice(["", "", "line", "ia", "on", "eo", "ix", "um"])
        name = f"{stem}{ending}" if ending.isalpha() and len(ending) > 3 else f"{stem} {ending}"
        return Named(f"tool-{slug(name)}", name, self._chance.choice(TOOL_KINDS))

    def _actor(self) -> Named:
        kind = self._chance.choices(ACTOR_KINDS, weights=ACTOR_SHARES)[0]
        match kind:
            case "person":
                name, alias = self._person(), ""
            case "company":
                alias = self._chance.choice(self._brands) + self._chance.choice(["", "", "line", "corp", "ix", "ara"])
                name = f"{alias} {self._chance.choice(self._data['brand_endings'].split())}"
            case _:
                forms = {"public-body": "bodies", "organisation": "organisations", "media": "media"}[kind]
                name = self._chance.choice(self._data[self._chance.choice(LANGUAGES)][forms])
                name = name.format(place=self._town(), brand=self._chance.choice(self._brands))
                alias = acronym(name)
        aliases = (alias,) if alias and self._chance.random() < 0.3 else ()
        return Named(slug(name), name, kind, aliases)

    def _person(self) -> str:
        second = f"-{self._chance.choice(self._family)}" if self._chance.random() < 0.2 else ""
        return f"{self._chance.choice(self._first)} {self._chance.choice(self._family)}{second}"


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def acronym(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name) if len(word) > 2).upper()
