"""The vocabulary of names as sets, once a language: lower-case cues of the document's own, names of every language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from factsheets import vocabulary
from factsheets.yaml_text import Data

_LETTERS = r"[\w\u0300-\u036f]+"
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., S.A.
    r"|(?:[LlDdJjMmTtNnSsCc]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?=\w)"  # elision
    r"|['’]s\b"
    rf"|{_LETTERS}(?:[-‐‑.&+@]{_LETTERS}|['’](?!s\b){_LETTERS})*"
    r"|[^\w\s]"
)
_LOWER_QUOTE = str.maketrans("’", "'")

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""First word -> (all the words, what they mean), the longest first."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules on actors, tools and places know of a language; every word is folded in case."""

    reach: int
    closed: frozenset[str]
    common: frozenset[str]
    possessors: frozenset[str]
    post_nominals: frozenset[str]
    place_roles: frozenset[str]
    honorifics: frozenset[str]
    abbreviations: frozenset[str]
    particles: frozenset[str]
    relatives: frozenset[str]
    of: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    adjectival: tuple[str, ...]
    coordinators: frozenset[str]
    blockers: frozenset[str]
    roles: Phrases
    titles: frozenset[str]
    governments: frozenset[str]
    by_name: frozenset[str]
    by: frozenset[str]
    infinitives: tuple[str, ...]
    at: frozenset[str]
    within: frozenset[str]
    contractions: Mapping[str, str]
    descriptors: Phrases
    collectives: Phrases
    ministries: Phrases
    leading: Phrases
    trailing: Phrases
    heads_lead: bool
    head_adjectives: frozenset[str]
    not_actors: frozenset[str]
    not_actor_nouns: frozenset[str]
    portfolio: Phrases
    legal_forms: frozenset[str]
    small_forms: frozenset[str]
    strong_particles: frozenset[str]
    cues: Phrases
    far_cues: Mapping[str, Mapping[str, str]]
    labels: Phrases
    subject_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    name_links: frozenset[str]
    alone: frozenset[str]
    group_alone: frozenset[str]
    place_ends: frozenset[str]
    group_adjectives: frozenset[str]
    group_nouns: frozenset[str]
    first_names: frozenset[str]


def strings(data: Data | None) -> list[str]:
    """The strings of a list (of lists), flat."""
    if isinstance(data, list):
        return [word for one in data for word in strings(one)]
    return [str(data)] if data else []


def items(data: Data | None) -> list[Data]:
    return data if isinstance(data, list) else []


def folded(data: Data | None) -> frozenset[str]:
    return frozenset(word.replace("’", "'").casefold() for word in strings(data))


def mapping(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def phrases(pairs: Iterable[tuple[str, str]]) -> Phrases:
    """(phrase, meaning) pairs by the first word of the phrase; the words are parted as the tokens of a text are."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in pairs:
        words = tuple(split(phrase))
        if words:
            table.setdefault(words[0], []).append((words, meaning))
    return {first: tuple(sorted(set(rows), key=lambda row: (-len(row[0]), row))) for first, rows in table.items()}


def composed(word: str) -> str:
    """The word with its accents in one character each, as the vocabularies have them."""
    return word if word.isascii() else normalize("NFC", word)


def fold(word: str) -> str:
    return word.translate(_LOWER_QUOTE).casefold()


def split(phrase: str) -> list[str]:
    """A phrase as the folded tokens a text would have ("porte-parole de l'ONU" -> 4)."""
    return [fold(word) for word in TOKEN.findall(phrase)]


def phrase_at(table: Phrases, low: Sequence[str], index: int, limit: int) -> tuple[int, str] | None:
    """(end, meaning) of the longest phrase of the table that begins at a token."""
    for words, meaning in table.get(low[index], ()):
        end = index + len(words)
        if end <= limit and tuple(low[index:end]) == words:
            return end, meaning
    return None


def phrase_before(table: Phrases, low: Sequence[str], end: int, floor: int) -> tuple[int, str] | None:
    """(begin, meaning) of the longest phrase that ends right before a token."""
    for length in (5, 4, 3, 2, 1):
        begin = end - length
        if begin < floor:
            continue
        for words, meaning in table.get(low[begin], ()):
            if len(words) == length and tuple(low[begin:end]) == words:
                return begin, meaning
    return None


def by_kind(data: Data | None) -> list[tuple[str, str]]:
    return [(word, kind) for kind, listed in mapping(data).items() for word in strings(listed)]


def every(theme: str, key: str) -> list[Data]:
    """The entries of a theme in all languages: proper names do not change with the language of a text."""
    found = [own(lang, theme).get(key) for lang in vocabulary.languages()]
    return [one for one in found if one]


def own(lang: str, theme: str) -> dict[str, Data]:
    """A theme of one language; a language that has no such file has no words for it."""
    try:
        return vocabulary.language_data(lang, theme)
    except FileNotFoundError:
        return {}


def _strong(data: dict[str, Data]) -> frozenset[str]:
    """Particles of surnames that are no words of the language themselves: "von", "bin"."""
    words = (data.get("closed"), data.get("determiners"), data.get("of"))
    known = frozenset(word for one in words for word in folded(one)) | mapping(data.get("contractions")).keys()
    return frozenset(word for word in folded(every("actors", "particles")) - known if len(word) > 2)


def _far(cues: list[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Second word of a cue -> the first words that may stand at some distance from it, with the kind they mean."""
    found: dict[str, dict[str, str]] = {}
    for cue, kind in cues:
        parts = cue.split()
        if kind != "person" and len(parts) == 2 and parts[1] not in {"de", "of"}:
            found.setdefault(parts[1], {})[parts[0]] = kind
    return found


def _heads(lead: str) -> list[tuple[str, str]]:
    """Heads of the languages in which they open a name ("Ministère de ..."), or close it ("... Foundation")."""
    themes = [own(lang, "actors") for lang in vocabulary.languages()]
    return [pair for one in themes if one.get("heads_lead") == lead for pair in by_kind(one.get("heads"))]


@cache
def words_of(lang: str) -> Words:
    data = own(lang, "actors")
    groups = mapping(data.get("groups"))
    cues = [
        (" ".join(strings(pair)), kind) for kind, pairs in mapping(data.get("cues")).items() for pair in items(pairs)
    ]
    return Words(
        reach=int(strings(data.get("reach"))[0]) if data.get("reach") else 0,
        closed=folded(data.get("closed")),
        post_nominals=folded(data.get("post_nominals")),
        place_roles=folded(data.get("place_roles")),
        possessors=folded(every("actors", "possessors")),
        common=folded(data.get("common")),
        honorifics=folded(every("actors", "honorifics")),
        abbreviations=folded(every("actors", "abbreviations")),
        particles=folded(every("actors", "particles")),
        relatives=folded(data.get("relatives")),
        of=folded(every("actors", "of")),
        determiners=folded(data.get("determiners")),
        definite=folded(data.get("definite")),
        adjectival=tuple(strings(data.get("adjectival"))),
        coordinators=folded(data.get("and")),
        blockers=folded(data.get("blockers")),
        roles=phrases((word, "") for word in strings(data.get("roles"))),
        titles=folded(data.get("titles")),
        governments=folded(data.get("governments")),
        by_name=folded(data.get("by_name")),
        within=folded(data.get("within")),
        by=folded(data.get("by")),
        infinitives=tuple(strings(data.get("infinitive_endings"))),
        at=folded(data.get("at")),
        contractions={word: str(plain) for word, plain in mapping(data.get("contractions")).items()},
        descriptors=phrases(by_kind(data.get("descriptors"))),
        collectives=phrases(by_kind(data.get("collectives"))),
        ministries=phrases((word, "public-body") for word in strings(data.get("ministry"))),
        leading=phrases(_heads("yes") + _heads("no")),
        trailing=phrases(_heads("no") + by_kind(data.get("closing"))),
        heads_lead=data.get("heads_lead") == "yes",
        head_adjectives=folded(every("actors", "head_adjectives")),
        not_actors=folded(every("actors", "not_actors")),
        not_actor_nouns=folded(data.get("not_actor_nouns")),
        portfolio=phrases((word, "") for one in every("actors", "portfolio") for word in strings(one)),
        legal_forms=folded(every("actors", "legal_forms")),
        small_forms=frozenset(form for form in strings(every("actors", "legal_forms")) if form.islower()),
        strong_particles=_strong(data),
        cues=phrases(cues),
        far_cues=_far(cues),
        labels=phrases(by_kind(data.get("labels"))),
        alone=folded(data.get("alone")),
        subject_verbs=folded(data.get("subject_verbs")),
        name_links=folded(data.get("name_links")),
        auxiliaries=folded(own(lang, "speech").get("auxiliaries")),
        place_ends=folded(every("places", "trailing")),
        group_alone=folded(groups.get("alone")),
        group_adjectives=folded(groups.get("adjectives")),
        group_nouns=folded(groups.get("qualified")),
        first_names=folded(every("names", "first_names")),
    )
