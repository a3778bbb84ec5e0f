"""The lower-case words of a language that stand beside names of tools and places."""

from dataclasses import dataclass
from functools import cache

from factsheets.distill.words import Phrases, by_kind, every, folded, items, mapping, own, phrases, strings
from factsheets.yaml_text import Data


@dataclass(frozen=True, slots=True)
class Cues:
    """The lower-case words of one language that a context is read by."""

    tools: Phrases
    appositive: Phrases
    using: Phrases
    through: Phrases
    naming: Phrases
    called: Phrases
    makers: Phrases
    made: Phrases
    built: Phrases
    copulas: Phrases
    products: Phrases
    not_tools: Phrases
    counts: frozenset[str]
    possessive: frozenset[str]
    rolled_out: Phrases
    deals: Phrases
    openers: frozenset[str]
    does: frozenset[str]
    systems: Phrases
    not_systems: frozenset[str]
    generic: frozenset[str]
    in_city: frozenset[str]
    in_country: frozenset[str]
    place_nouns: Phrases
    place_of: frozenset[str]
    place_prefixes: frozenset[str]
    near: Phrases
    directions: frozenset[str]
    town_words: frozenset[str]
    town_heads: frozenset[str]
    inside: frozenset[str]


@cache
def cues_of(lang: str) -> Cues:
    tools, places = own(lang, "tools"), own(lang, "places")
    endings = plural_endings(lang)
    return Cues(
        tools=phrases(_with_plurals(by_kind(tools.get("nouns")), endings)),
        appositive=phrases(by_kind(tools.get("appositive"))),
        using=phrases((word, "") for word in strings(tools.get("using"))),
        through=phrases((word, "") for word in strings(tools.get("through"))),
        naming=phrases((word, "") for word in strings(tools.get("naming"))),
        called=phrases((word, "") for word in strings(tools.get("called"))),
        makers=phrases((word, "") for word in strings(tools.get("maker_cues"))),
        made=phrases((word, "") for word in strings(tools.get("made_verbs"))),
        built=phrases((word, "") for word in strings(tools.get("built_by"))),
        copulas=phrases((word, "") for word in strings(tools.get("copulas"))),
        products=phrases((word, "technology") for word in strings(tools.get("product_labels"))),
        not_tools=phrases((word, "") for word in strings(tools.get("not_tools"))),
        counts=folded(tools.get("counts")),
        possessive=folded(tools.get("possessive")),
        rolled_out=phrases((word, "") for word in strings(tools.get("rolled_out"))),
        deals=phrases((word, "") for word in strings(tools.get("deals"))),
        openers=folded(tools.get("openers")),
        does=folded(tools.get("does")),
        systems=phrases(by_kind(tools.get("systems"))),
        not_systems=folded(every("tools", "not_systems")),
        generic=folded(every("tools", "generic")),
        in_city=folded(places.get("city")),
        in_country=folded(places.get("country")),
        place_nouns=phrases(by_kind(mapping(places.get("nouns")))),
        place_of=folded(places.get("of")),
        place_prefixes=folded(places.get("prefixes")),
        near=phrases((word, "") for word in strings(places.get("outside"))),
        directions=folded(places.get("directions")),
        town_words=folded(places.get("town_words")),
        town_heads=folded(every("places", "town_heads")),
        inside=folded(places.get("inside")),
    )


def plural_endings(lang: str) -> list[tuple[str, str]]:
    """Pairs (ending, what the plural has instead); the first that fits a noun is its own."""
    return [(pair[0], pair[1]) for one in items(own(lang, "tools").get("plurals")) if len(pair := _pair(one)) == 2]


def _pair(row: Data) -> list[str]:
    return [str(one) for one in items(row)]


def _with_plurals(nouns: list[tuple[str, str]], endings: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return nouns + [(plural(noun, endings), kind) for noun, kind in nouns if " " not in noun]


def plural(noun: str, endings: list[tuple[str, str]]) -> str:
    """A noun in the plural, by the endings of its language; itself where none fits."""
    ending = next((pair for pair in endings if noun.endswith(pair[0])), ("", ""))
    return noun[: len(noun) - len(ending[0])] + ending[1]


@cache
def single(listed: frozenset[str]) -> Phrases:
    """A set of words as a table of phrases."""
    return phrases((word, "") for word in sorted(listed))
