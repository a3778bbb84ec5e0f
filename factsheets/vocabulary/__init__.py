"""The words of the project as data: one YAML file a vocabulary, `id: {en: [label, word...], fr: [...], es: [...]}`.

The first word of each language is the label shown; all of them are understood in a question. Reading YAML takes longer
than most answers: each file, as it reads, is kept as JSON in the user's cache (`factsheets.cache`).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factsheets.cache import kept

if TYPE_CHECKING:
    from factsheets.yaml_text import Data

LANGUAGES = ("en", "fr", "es")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a vocabulary with its words by language."""

    id: str
    by_language: Mapping[str, tuple[str, ...]]

    def label(self, lang: str) -> str:
        words = self.by_language.get(lang) or self.by_language.get("en") or (self.id,)
        return words[0]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for words in self.by_language.values() for word in words)


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code with its symbols (the first is the one shown) and its names."""

    code: str
    symbols: tuple[str, ...]
    words: tuple[str, ...]


def _load(name: str) -> "dict[str, Data]":
    return _mapping_in(_FOLDER / f"{name}.yaml", name)


def _mapping_in(path: Path, name: str) -> "dict[str, Data]":
    raw = path.read_bytes()
    file = f"vocabulary-{name.replace('/', '-')}.json"
    data = kept(file, (raw,), lambda: _from_yaml(raw, f"{name}.yaml"), os.environ)
    if not isinstance(data, dict):
        raise TypeError(f"{name}.yaml is not a mapping")
    return data


def _from_yaml(raw: bytes, name: str) -> "Data":
    from factsheets.yaml_text import load_data  # noqa: PLC0415 - not loaded where all that is read was kept

    return load_data(raw, name)


def derived(name: str, sources: Iterable[str], code: Iterable[str], make: Callable[[], Any]) -> Any:
    """A table that `make` makes of vocabularies, such as JSON can hold, kept like the vocabularies themselves.

    `sources` are the names of the vocabularies it is made of, `code` the files of the modules that make it: a change to
    any of them makes it anew.
    """
    try:
        made_of = [Path(file).read_bytes() for file in (*(str(_FOLDER / f"{one}.yaml") for one in sources), *code)]
    except OSError:  # installed without its source files
        return make()
    return kept(f"table-{name}.json", made_of, make, os.environ)


def _strings(data: "Data") -> tuple[str, ...]:
    return tuple(str(item) for item in data) if isinstance(data, list) else (str(data),)


def _mapping(data: "Data") -> "dict[str, Data]":
    return data if isinstance(data, dict) else {}


@cache
def terms(name: str) -> dict[str, Term]:
    """A vocabulary by its file name: `figure_kinds`, `actor_kinds`, `tool_kinds`, `units`, `concepts`, `labels`, ..."""
    return {
        key: Term(key, {lang: _strings(words) for lang, words in _mapping(entry).items() if lang in LANGUAGES})
        for key, entry in _load(name).items()
    }


def label(name: str, key: str, lang: str = "en") -> str:
    """The word to show for an entry; an unknown key stands for itself."""
    term = terms(name).get(key)
    return term.label(lang) if term else key


@cache
def currencies() -> dict[str, Currency]:
    found = {}
    for code, entry in _load("currencies").items():
        words = _mapping(entry)
        names = tuple(word for lang in LANGUAGES for word in _strings(words.get(lang, [])))
        found[code] = Currency(code, _strings(words.get("symbols", [])), (code, *names))
    return found


@cache
def scales(lang: str) -> dict[str, Decimal]:
    """Scale word or abbreviation -> its factor, long or short scale as the language has it."""
    table = _mapping(_load("scales").get(lang, {}))
    return {word: Decimal(10) ** int(str(power)) for power, words in table.items() for word in _strings(words)}


@cache
def modifier_cues(lang: str) -> tuple[tuple[str, str], ...]:
    """(words before a number, the modifier they mean), longest first."""
    table = _mapping(_load("modifiers").get(lang, {}))
    cues = [(word, modifier) for modifier, words in table.items() if modifier != "range" for word in _strings(words)]
    return tuple(sorted(cues, key=lambda cue: -len(cue[0])))


@cache
def range_cues(lang: str) -> tuple[tuple[str, str], ...]:
    """(opening, middle) regular expressions of a range: ("entre", "et"), ("", "-")."""
    table = _mapping(_load("modifiers").get(lang, {}))
    return tuple((cue.split("|")[0], cue.split("|")[1]) for cue in _strings(table.get("range", [])))


@cache
def months(lang: str) -> tuple[str, ...]:
    return _strings(_mapping(_load("dates").get("months", {})).get(lang, []))


@cache
def date_phrases(lang: str) -> dict[str, str]:
    phrases = _mapping(_load("dates").get("phrases", {}))
    return {key: str(text) for key, text in _mapping(phrases.get(lang, {})).items()}


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about what is asked, in any of the three languages, as they are written."""
    return frozenset(word for words in _load("stop_words").values() for word in _strings(words))


@cache
def table(name: str) -> "dict[str, Data]":
    """A vocabulary file as it stands, for the rules that read more of it than labels."""
    return _load(name)


def countries() -> Iterator[tuple[str, ...]]:
    """The names of each country in every language."""
    for entry in _mapping(_load("places").get("countries", {})).values():
        names = _mapping(entry)
        yield tuple(name for lang in LANGUAGES for name in _strings(names.get(lang, [])))


@cache
def languages() -> tuple[str, ...]:
    """The languages documents can be in: each is a folder of `languages/`."""
    return tuple(sorted(path.name for path in (_FOLDER / "languages").iterdir() if path.is_dir()))


@cache
def language_data(lang: str, theme: str) -> "dict[str, Data]":
    """The words of one language for one theme of the distiller: `numbers`, `dates`, `speech`, `actors`, `page`."""
    return _mapping_in(_FOLDER / "languages" / lang / f"{theme}.yaml", f"{lang}/{theme}")
