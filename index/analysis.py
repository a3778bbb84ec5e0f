"""Text -> terms, the same for what is indexed and for what is asked.

The chain: one pattern finds clusters (words with their inner punctuation, numbers with their separators, initials);
each cluster is read once and remembered: elision, compounds, names with punctuation, canonical numbers; then case and
accents are folded and a light stem is taken. What folding and stemming lose is kept beside it, as exact forms.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from factsheets import vocabulary
from index.clusters import CLUSTERS, Cluster, fold, read
from index.stemming import stem

__all__ = ["VERSION", "Analysed", "Token", "analysed", "fold", "stem", "stop_terms", "terms", "tokens"]

VERSION = 3
"""Raise it with any change to the tokens: every index is then rebuilt."""
MOST_REMEMBERED = 65_536
LONGEST_REMEMBERED = 64
_SHORT_TEXT = 160
_AS_WRITTEN = re.Match.group


class Token(NamedTuple):
    """`text` as written, `term` as indexed, `start` and `end` in the text, in code points.

    `folded` is the word without its case and accents, not stemmed. `exact` is the very form as it was typed, a term of
    the field `forms`: "contracts", "año", "ICE"; "" where the form says no more than the term.
    """

    text: str
    term: str
    start: int
    end: int
    folded: str = ""
    exact: str = ""


class Analysed(NamedTuple):
    """The terms of a document in order, and its distinct exact forms.

    A form is a folded word that its stem differs from, a word with its accents, or an acronym in capitals. "~contract"
    says that the document has the term in inflected forms only.
    """

    words: list[str]
    forms: list[str]


class _Remembered(dict[str, Cluster]):
    """The clusters of one language by their text: a text's words are mostly words that were read before."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, raw: str) -> Cluster:
        found = read(raw, self._lang)
        if len(raw) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[raw] = found
        return found


@cache
def _known(lang: str) -> _Remembered:
    return _Remembered(lang)


def tokens(text: str, lang: str) -> Iterator[Token]:
    """The tokens of a text, numbers in canonical form by the language's separators: `285.000` is 285000 in French."""
    known = _known(lang)
    for found in CLUSTERS.finditer(text):
        begin = found.start()
        for piece in known[found.group()].pieces:
            start, end = begin + piece.start, begin + piece.end
            yield Token(text[start:end], piece.term, start, end, piece.folded, piece.exact)


def terms(text: str, lang: str) -> list[str]:
    known = _known(lang)
    return [term for raw in map(_AS_WRITTEN, CLUSTERS.finditer(text)) for term in known[raw].terms]


def analysed(texts: Iterable[tuple[str, str]]) -> Analysed:
    """What is indexed of one document: its texts, each with its language, in order.

    The parts and wholes of compounds follow each text, where no phrase runs through them.
    """
    words: list[str] = []
    forms: set[str] = set()
    plain: set[str] = set()
    inflected: set[str] = set()
    for text, lang in texts:
        found = _short(text, lang) if len(text) <= _SHORT_TEXT else _read(text, lang)
        words += found.words
        forms |= found.forms
        plain |= found.plain
        inflected |= found.inflected
    if inflected:
        forms.update([f"~{term}" for term in inflected if term not in plain])
    return Analysed(words, sorted(forms))


class _Text(NamedTuple):
    """A text as it adds to a document; the sets are those of its clusters."""

    words: tuple[str, ...]
    forms: frozenset[str]
    plain: frozenset[str]
    inflected: frozenset[str]


def _read(text: str, lang: str) -> _Text:
    known = _known(lang)
    clusters = [known[raw] for raw in map(_AS_WRITTEN, CLUSTERS.finditer(text))]
    words = [term for cluster in clusters for term in cluster.terms]
    words += [term for cluster in clusters if cluster.extras for term in cluster.extras]
    return _Text(
        tuple(words),
        frozenset([form for cluster in clusters for form in cluster.forms]),
        frozenset([term for cluster in clusters for term in cluster.plain]),
        frozenset([term for cluster in clusters for term in cluster.inflected]),
    )


_short = lru_cache(maxsize=16_384)(_read)
"""For names and labels, which every fact about their bearer repeats."""


@cache
def stop_terms() -> frozenset[str]:
    """The stop words of the three languages as terms."""
    return frozenset(term for word in vocabulary.stop_words() for term in terms(word, "en"))
