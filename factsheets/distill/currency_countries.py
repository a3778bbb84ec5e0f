"""Which countries a document speaks of, weighed: by name or nationality, by their towns and bodies."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import normalize

from factsheets.distill.number_lexicon import strings
from factsheets.distill.register import nations
from factsheets.vocabulary import languages, table
from factsheets.yaml_text import Data

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\+\d{2,3}\b|\w+(?:['’-]\w+)*")
_NAME, _CUE = 2, 1
_HEAD = 300
"""Characters of title and dateline, where a place counts double."""
_MOST = 4
"""Times that one word counts."""

Cues = dict[str, list[tuple[tuple[str, ...], str, int]]]


@lru_cache(maxsize=2)
def weighed(text: str, lang: str) -> Counter[str]:
    """ISO code of a currency -> what speaks for its countries; kept for the rule that asks next."""
    cues, matches = _cues(lang), list(_WORD.finditer(normalize("NFC", text)))
    words = [match[0].replace("’", "'").removesuffix("'s") for match in matches]
    found: Counter[str] = Counter()
    seen: Counter[tuple[str, ...]] = Counter()
    index = 0
    while index < len(words):
        told = [one for one in cues.get(words[index], ()) if tuple(words[index : index + len(one[0])]) == one[0]]
        longest = max((len(one[0]) for one in told), default=1)
        for phrase, code, weight in told:
            if len(phrase) == longest and seen[phrase] < _MOST:
                found[code] += weight * (2 if matches[index].start() < _HEAD else 1)
        seen[tuple(words[index : index + longest])] += bool(told)
        index += longest
    return found


@cache
def _cues(lang: str) -> Cues:
    found: Cues = {}
    for phrase, code, weight in set(_entries(lang)):
        parts = tuple(_WORD.findall(phrase.replace("’", "'")))
        if parts:
            found.setdefault(parts[0], []).append((parts, code, weight))
    return found


def _entries(lang: str) -> Iterator[tuple[str, str, int]]:
    places = _mapping(table("places").get("countries"))
    adjectives: dict[str, list[str]] = {}
    for form, called in nations(lang).items():
        for name in called[:1]:
            adjectives.setdefault(name, []).append(form)
    for code, entry in table("currency_countries").items():
        data = _mapping(entry)
        yield from ((cue, code, _CUE) for cue in strings(data, "cues"))
        for country in strings(data, "countries"):
            known = _mapping(places.get(country))
            names = [name for one in languages() for name in strings(known, one)]
            forms = [form for name in strings(known, lang)[:1] for form in adjectives.get(name, ())]
            yield from ((name, code, _NAME) for name in names)
            yield from ((cased, code, _NAME) for form in forms for cased in (form, form.title(), form.upper()))


def _mapping(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}
