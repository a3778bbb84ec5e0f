"""The lower-case words of a language that stand beside names of tools and places."""

from dataclasses import dataclass
from functools import cache

from factsheets.distill.words import Phrases, by_kind, every, folded, mapping, own, phrases, strings


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
    return Cues(
        tools=phrases(by_kind(tools.get("nouns"))),
        appositive=phrases(by_kind(tools.get("appositive"))),
        using=phrases((word, "") for word in strings(tools.get("using"))),
        through=phrases((word, "") for word in strings(tools.get("through"))),
        naming=phrases((word, "") for word in strings(tools.get("naming"))),
        called=phrases((word, "") for word in strings(tools.get("called"))),
        makers=phrases((word, "") for word in strings(tools.get("maker_cues"))),
        made=phrases((word, "") for word in strings(tools.get("made_verbs"))),
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


@cache
def single(listed: frozenset[str]) -> Phrases:
    """A set of words as a table of phrases."""
    return phrases((word, "") for word in sorted(listed))
