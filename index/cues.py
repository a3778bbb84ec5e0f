"""The cues of the vocabularies, in the three languages: which words ask for what, and which words mean the same."""

from functools import cache

from factsheets import vocabulary
from index.analysis import fold, stem
from index.cue_tables import Cue, Idea, Key, gathered, is_known, known_cue, known_idea, shapes
from index.schema import codes

__all__ = ["Cue", "Idea", "Key"]

_KINDS_OF_VERBS = {"buy": "contract", "spend": "payment", "sentence": "fine", "lend": "loan", "borrow": "loan"}
"""The kind of figure that records what a verb says."""


def cue_of(written: Key, stemmed: Key) -> Cue | None:
    """The cue as it is written, else by its terms: "cuánto" asks for a sum, "cuántos" for a count."""
    return known_cue(" ".join(written), " ".join(stemmed))


def idea_of(key: Key) -> Idea:
    """The words of every idea that a word or phrase names; itself only when it names none."""
    alone = Idea(frozenset(key) if len(key) == 1 else frozenset(), (key,) if len(key) > 1 else ())
    return known_idea(" ".join(key)) or alone


def is_idea(key: Key) -> bool:
    return is_known("ideas", " ".join(key))


def is_ordinary(term: str) -> bool:
    """Whether a term is a word of the vocabularies, so that it need not be a name."""
    return is_known("ideas", term) or is_known("stemmed", term)


def predicate_idea(name: str) -> Idea:
    """The forms of a verb, and the nouns that say the same."""
    nouns = (str(noun) for noun in _listed(vocabulary.table("verb_nouns").get(name)))
    idea = gathered(vocabulary.terms("predicates")[name].words)
    for noun in nouns:
        idea |= gathered(vocabulary.terms("concepts")[noun].words)
    return idea


def _listed(data: object) -> list[object]:
    return data if isinstance(data, list) else []


def kind_of(predicate: str) -> frozenset[int]:
    kind = _KINDS_OF_VERBS.get(predicate)
    return frozenset({codes("figure_kinds")[kind]}) if kind else frozenset()


def is_period(found: frozenset[int], column: str) -> bool:
    """Whether a unit is a stretch of time: beside a sum, "a year" says how often it is paid."""
    return column == "measure" and bool(found) and found <= _periods()


@cache
def _periods() -> frozenset[int]:
    return frozenset(codes("units")[unit] for unit in ("year", "month", "week", "day", "hour"))


@cache
def asked_together() -> dict[str, dict[str, str]]:
    table = vocabulary.table("asked_together")
    return {verb: {str(word): str(asked) for word, asked in dict(pairs).items()} for verb, pairs in table.items()}  # type: ignore[arg-type]


_SHORTEST_CORRECTED = 5
_SHORTEST_CORRECTED_WORD = 7
"""Of words that ask for nothing: a short one that is not known is as likely another word."""


def slip_of(word: str) -> str:
    """The vocabulary's word that one slip of the typing hand away is; "" when there is none, or more than one idea."""
    typed = fold(word)
    if len(typed) < _SHORTEST_CORRECTED or not typed.isalpha():
        return ""
    lengths = range(len(typed) - 1, len(typed) + 2)
    known = (
        word for first in {typed[0], "h"} for length in lengths for word in shapes().get(f"{first}{length}", "").split()
    )
    near = {word for word in known if is_slip(typed, word)}
    cues = {word for word in near if (cue := cue_of((word,), (stem(word),))) and (cue.attributes or cue.column)}
    swapped = {word for word in cues if sorted(word) == sorted(typed)}
    long = near if len(typed) >= _SHORTEST_CORRECTED_WORD else set()
    for likely in (swapped, cues, long):  # what asks for something is what was most likely meant
        if likely and len({idea_of((stem(one),)) for one in likely}) == 1:
            return min(likely)
    return ""


def is_slip(typed: str, known: str) -> bool:
    """Whether one letter is missing, added, changed or in its neighbour's place."""
    shorter, longer = sorted((typed, known), key=len)
    start = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    swapped = (
        shorter[start : start + 2] == longer[start : start + 2][::-1] and shorter[start + 2 :] == longer[start + 2 :]
    )
    return swapped or shorter[start + 1 :] == longer[start + 1 :]
