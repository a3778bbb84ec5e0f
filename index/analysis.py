"""Text -> tokens, the same for what is indexed and for what is asked.

The chain: one tokeniser (grouped numbers, decimals, names with punctuation, accents composed or not), casefold and
accent folding, elided articles and the English 's dropped, then a light stem behind the folding. Acronyms are too
short for the stemmer: ICE stays ICE.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from factsheets import vocabulary
from factsheets.amounts import parse_number, plain

VERSION = 2
"""Raise it with any change to the tokens: every index is then rebuilt."""

_GROUP_SPACES = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"\d{{1,3}}(?:[.,{_GROUP_SPACES}'’]\d{{3}})+(?:[.,]\d{{1,2}})?(?![\d\w])"
    r"|\d+[.,]\d+(?!\w)"
    r"|\w[\w\u0300-\u036f]*(?:[.&+]\w[\w\u0300-\u036f]*)*[+#]*"
)
_ELIDED = frozenset(["l", "d", "j", "m", "t", "n", "s", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
_APOSTROPHES = frozenset("'’ʼ‘´`")
_DOTTED_ACRONYM = re.compile(r"(?:\w\.)+\w?")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_SHORTEST_STEMMED = 4


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, `term` as indexed, `start` and `end` in the text, in code points."""

    text: str
    term: str
    start: int
    end: int


def fold(text: str) -> str:
    """Case, accents and ligatures away: `Élève`, `ELEVE` and `élève` are one."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    if folded.isascii():
        return folded
    return "".join(character for character in folded if not unicodedata.combining(character)).translate(_LIGATURES)


def stem(word: str) -> str:
    """Plural and silent e of a folded word, alike for the three languages."""
    if len(word) <= _SHORTEST_STEMMED:
        return word
    if word.endswith("aux"):
        return word[:-2] + "l"
    shorter = word[:-1] if word[-1] in "sx" else word
    return shorter[:-1] if len(shorter) > _SHORTEST_STEMMED and shorter.endswith("e") else shorter


def tokens(text: str, lang: str) -> Iterator[Token]:
    """The tokens of a text, numbers in canonical form by the language's separators: `285.000` is 285000 in French."""
    for found in _TOKEN.finditer(text):
        term = _term(found.group(), lang)
        if term and not _elided(term, text, found.start(), found.end()):
            yield Token(found.group(), term, found.start(), found.end())


def _elided(term: str, text: str, start: int, end: int) -> bool:
    """The l of "l'IA" and the s of "Palantir's"."""
    if term == "s" and text[start - 1 : start] in _APOSTROPHES and text[start - 2 : start - 1].isalnum():
        return True
    return term in _ELIDED and text[end : end + 1] in _APOSTROPHES


def terms(text: str, lang: str) -> list[str]:
    return [token.term for token in tokens(text, lang)]


@lru_cache(maxsize=65_536)
def _term(raw: str, lang: str) -> str:
    if raw[0].isdigit() and not raw.isalnum():
        number = parse_number(raw, lang)
        return plain(number) if number is not None else fold(raw)
    word = fold(raw).strip("_")
    if _DOTTED_ACRONYM.fullmatch(word):
        word = word.replace(".", "")
    return stem(word) if word.isalpha() else word


@cache
def stop_terms() -> frozenset[str]:
    """The stop words of the three languages as terms."""
    return frozenset(term for word in vocabulary.stop_words() for term in terms(word, "en"))
