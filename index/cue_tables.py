"""The tables of the cues, made of the vocabularies: thousands of words go through the analysis of the index.

That takes longer than an answer does, so the tables are made once and kept (`vocabulary.derived`). An entry is one
string, which is taken apart when it is looked up: thousands are read at a start, and a handful are looked at.
"""

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple

from factsheets import amounts, vocabulary
from index import analysis, clusters, schema, stemming
from index.analysis import fold, terms, tokens
from index.schema import codes

CONCEPTS = ("concepts", "figure_kinds", "units", "tool_kinds", "actor_kinds", "predicates")
"""Vocabularies whose entries gather the words of one idea."""
CODE = tuple(str(one.__file__) for one in (amounts, vocabulary, analysis, clusters, schema, stemming))
"""The modules that the tables depend on besides this one: a change to any makes them anew."""
_SHORTEST_SYMBOL = 3
"""Shorter ones (the A of A$, DA, S/) are words or parts of words."""
_SHORTEST_COUNTRY = 4
"""Shorter names are also words: US."""
_SEPARATORS = frozenset("|,")
_MOST_SEARCHED = 60
"""Searches of a text that take less time than to take it apart."""
_LINE, _IS = "\n", "\t"

Key = tuple[str, ...]


class Cue(NamedTuple):
    """What a word or phrase says about a question; `codes` are bytes of the column `column`."""

    attributes: Key = ()
    predicate: str = ""
    column: str = ""
    codes: frozenset[int] = frozenset()


class Idea(NamedTuple):
    """Everything that names one idea: single terms, and phrases of several."""

    terms: frozenset[str] = frozenset()
    phrases: tuple[Key, ...] = ()

    def __or__(self, other: "Idea") -> "Idea":
        return Idea(self.terms | other.terms, tuple(dict.fromkeys((*self.phrases, *other.phrases))))


@cache
def _kept() -> dict[str, Any]:
    """`written`, `stemmed` and `ideas` as texts of lines, which load at once; `told` is what ideas are, by number."""
    found: dict[str, Any] = vocabulary.derived(
        "cues", (*CONCEPTS, "attributes", "currencies", "places"), (__file__, *CODE), _made
    )
    return found


class _Lines:
    """A text of lines, searched as it is for the first few words, taken apart when there are more."""

    def __init__(self, text: str) -> None:
        self._text = f"{_LINE}{text}{_LINE}"
        self._asked = 0
        self._known: dict[str, str] = {}

    def told(self, key: str) -> str:
        """What is told of a word or phrase; "" where it is not known."""
        self._asked += 1
        if self._asked > _MOST_SEARCHED:
            if not self._known:
                parts = (line.partition(_IS) for line in self._text.split(_LINE))
                self._known = {key: told for key, _, told in parts}
            return self._known.get(key, "")
        sought = f"{_LINE}{key}{_IS}"
        start = self._text.find(sought) + len(sought)
        return self._text[start : self._text.index(_LINE, start)] if start >= len(sought) else ""


@cache
def _table(name: str) -> _Lines:
    return _Lines(_kept()[name])


def known_cue(written: str, stemmed: str) -> Cue | None:
    told = _table("written").told(written) or _table("stemmed").told(stemmed)
    return _read_cue(told) if told else None


def known_idea(key: str) -> Idea | None:
    """All that names the same as a word or phrase, of every idea that it is a name of."""
    numbers = _table("ideas").told(key).split()
    return reduce(or_, (_read_idea(_kept()["told"][int(number)]) for number in numbers)) if numbers else None


def is_known(table: str, key: str) -> bool:
    return bool(_table(table).told(key))


@cache
def shapes() -> dict[str, str]:
    """First letter and length -> the vocabularies' single words of that shape."""
    found: dict[str, str] = vocabulary.derived("shapes", (*CONCEPTS, "attributes"), (__file__, *CODE), _shapes)
    return found


def _read_cue(told: str) -> Cue:
    attributes, predicate, column, numbers = told.split("|")
    return Cue(tuple(attributes.split()), predicate, column, frozenset(map(int, numbers.split())))


def _read_idea(told: str) -> Idea:
    single, phrases = told.split("|")
    return Idea(frozenset(single.split()), tuple(tuple(phrase.split()) for phrase in phrases.split(",") if phrase))


def _tell_cue(cue: Cue) -> str:
    return "|".join((" ".join(cue.attributes), cue.predicate, cue.column, " ".join(map(str, sorted(cue.codes)))))


def _tell_idea(idea: Idea) -> str:
    every = {*idea.terms, *(term for phrase in idea.phrases for term in phrase)}
    if any(_SEPARATORS & set(term) or len(term.split()) != 1 for term in every):
        raise ValueError(f"a term of {sorted(every)} holds what keeps terms apart")
    return " ".join(sorted(idea.terms)) + "|" + ",".join(map(" ".join, idea.phrases))


def _made() -> dict[str, Any]:
    written, stemmed = _cues()
    ideas = [gathered(words) for words in _names_of_ideas()]
    named: dict[str, list[int]] = {}
    for number, idea in enumerate(ideas):
        for key in (*idea.terms, *map(" ".join, idea.phrases)):
            named.setdefault(key, []).append(number)
    return {
        "written": _lines((key, _tell_cue(cue)) for key, cue in written.items()),
        "stemmed": _lines((key, _tell_cue(cue)) for key, cue in stemmed.items()),
        "ideas": _lines((key, " ".join(map(str, numbers))) for key, numbers in named.items()),
        "told": list(map(_tell_idea, ideas)),
    }


def _lines(entries: Iterable[tuple[str, str]]) -> str:
    return _LINE.join(f"{key}{_IS}{told}" for key, told in entries)


_Cues = dict[str, Cue]


def _cues() -> tuple[_Cues, _Cues]:
    """Cues by the words as they are written, and by their terms."""
    both: tuple[_Cues, _Cues] = {}, {}
    for entry, word in _words_of("attributes"):
        for store, key in _keys(both, word):
            old = store.get(key, Cue())
            store[key] = Cue(tuple(dict.fromkeys((*old.attributes, entry))))
    for entry, word in _words_of("predicates"):
        for store, key in _keys(both, word):
            store.setdefault(key, Cue(predicate=entry))
    for name, column in (("figure_kinds", "kind"), ("units", "measure")):
        for entry, word in _words_of(name):
            _add_code(both, word, column, codes(name)[entry])
    for code, currency in vocabulary.currencies().items():
        spelt = (symbol for symbol in currency.symbols if symbol.isalpha())
        for word in (*spelt, *currency.words):
            if len(word) >= _SHORTEST_SYMBOL:
                _add_code(both, word, "currency", codes("currencies")[code])
    return both


def _add_code(both: tuple[_Cues, _Cues], word: str, column: str, code: int) -> None:
    """Let a word stand for a code of a column, unless it asks for an amount or another column has it already."""
    for store, key in _keys(both, word):
        old = store.get(key, Cue())
        if "amount" in old.attributes or old.predicate or old.column not in {"", column}:
            continue
        store[key] = Cue(old.attributes, "", column, old.codes | {code})


def _keys(both: tuple[_Cues, _Cues], word: str) -> Iterator[tuple[_Cues, str]]:
    found = list(tokens(word, "en"))
    if found:
        written, stemmed = both
        yield written, " ".join(token.text.casefold() for token in found)
        yield stemmed, " ".join(token.term for token in found)


def _words_of(name: str) -> Iterator[tuple[str, str]]:
    for entry, term in vocabulary.terms(name).items():
        for word in term.words:
            yield entry, word


def gathered(words: Iterable[str]) -> Idea:
    """The idea that some words and phrases name together."""
    keys = list(dict.fromkeys(tuple(terms(word, "en")) for word in words))
    return Idea(frozenset(key[0] for key in keys if len(key) == 1), tuple(key for key in keys if len(key) > 1))


def _names_of_ideas() -> Iterator[tuple[str, ...]]:
    for name in CONCEPTS:
        for term in vocabulary.terms(name).values():
            yield term.words
    for names in vocabulary.countries():
        yield tuple(name for name in names if len(name) >= _SHORTEST_COUNTRY)


def _shapes() -> dict[str, str]:
    table: dict[str, list[str]] = {}
    for word in sorted({fold(word) for name in (*CONCEPTS, "attributes") for _, word in _words_of(name)}):
        if word.isalpha():
            table.setdefault(f"{word[0]}{len(word)}", []).append(word)
    return {shape: " ".join(words) for shape, words in table.items()}
