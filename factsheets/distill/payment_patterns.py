"""The sentence patterns and labels by which it is told who pays whom: data of each language, compiled once."""

import re
from dataclasses import dataclass
from functools import cache

from factsheets.distill.speech import speech_of
from factsheets.distill.words import Phrases, by_kind, folded, mapping, own, phrases, strings

_WORD = r"(?:(?![AM]\d)\S+ )"


@dataclass(frozen=True, slots=True)
class Patterns:
    sentences: tuple[re.Pattern[str], ...]
    labels: Phrases
    contracts: frozenset[str]
    sources: frozenset[str]
    relatives: frozenset[str]
    doers: frozenset[str]
    ellipsis: re.Pattern[str]
    lots: frozenset[str]


@cache
def patterns_of(lang: str) -> Patterns:
    """The patterns of a language, compiled: every repeat in them is bounded."""
    data = own(lang, "relations")
    relatives = _either(strings(data.get("relatives")))
    single = [re.escape(word) for word in strings(data.get("to")) if " " not in word]
    parts = {
        "TO": _either(strings(data.get("to"))),
        "OF": _either(strings(data.get("of"))),
        "ADV": f"(?:{_either(strings(data.get('adverbs')))} )?",
        "NP": rf"(?:(?!(?:{'|'.join(single)}) )" + _WORD + "){0,7}?",
        "GAP": _WORD + "{0,8}?",
        "FEW": _WORD + "{0,3}?",
        "WHO": f"(?: ,)?(?:(?: {_either(strings(data.get('articles')))} {_WORD}{{1,7}}?)? ?{relatives})?",
        "PAYER": r"A(?P<payer>\d+)",
        "PAYEE": r"A(?P<payee>\d+)",
        "MONEY": r"M(?P<money>\d+)",
    }
    macros = {name: _either(strings(words)) for name, words in mapping(data.get("macros")).items()}
    parts = macros | parts
    names = re.compile("|".join(sorted(parts, key=lambda name: -len(name))))
    found = tuple(
        re.compile(r"(?<!\S)" + _once(names.sub(lambda name: parts[name[0]], pattern)) + r"(?!\d)")
        for pattern in strings(data.get("patterns"))
    )
    sources = frozenset(words[-1] for rows in speech_of(lang).according.values() for words, _ in rows)
    further, joined = _either(strings(data.get("further"))), _either(strings(data.get("and")))
    ellipsis = re.compile(
        rf"(?: \))?(?: (?![AM]\d|,)\S+){{0,4}}?(?: ,| ;| {joined}){{1,2}} {parts['NP']}A(?P<who>\d+) "
        rf"(?:, |\( )?(?P<more>{further} )?M(?P<money>\d+)(?!\d)"
    )
    return Patterns(
        found,
        phrases(by_kind(data.get("labels"))),
        folded(data.get("contracts")),
        sources,
        folded(data.get("relatives")),
        folded(data.get("doers")),
        ellipsis,
        folded(data.get("lots")),
    )


def _either(words: list[str]) -> str:
    spaced = sorted((" ".join(re.findall(r"\w+'|\w+", word)) for word in words), key=lambda word: -len(word))
    return f"(?:{'|'.join(spaced)})" if spaced else "(?:-)"


def _once(pattern: str) -> str:
    """A pattern of two ways may name a group twice; the second is numbered and read as well."""
    for group in ("money", "payee", "payer"):
        first, *more = pattern.split(f"(?P<{group}>")
        pattern = first + "".join(
            f"(?P<{group}{'' if number == 0 else number + 1}>{part}" for number, part in enumerate(more)
        )
    return pattern
