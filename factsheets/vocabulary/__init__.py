"""The words of the project as data: one YAML file a vocabulary, `id: {en: [label, word...], fr: [...], es: [...]}`.

The first word of each language is the label shown; all of them are understood in a question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from factsheets.yaml_text import Data, load_data

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


def _load(name: str) -> dict[str, Data]:
    path = _FOLDER / f"{name}.yaml"
    data = load_data(path.read_bytes(), path.name)
    if not isinstance(data, dict):
        raise TypeError(f"{path.name} is not a mapping")
    return data


def _strings(data: Data) -> tuple[str, ...]:
    return tuple(str(item) for item in data) if isinstance(data, list) else (str(data),)


def _mapping(data: Data) -> dict[str, Data]:
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
def table(name: str) -> dict[str, Data]:
    """A vocabulary file as it stands, for the rules that read more of it than labels."""
    return _load(name)


@cache
def languages() -> tuple[str, ...]:
    """The languages documents can be in: each is a folder of `languages/`."""
    return tuple(sorted(path.name for path in (_FOLDER / "languages").iterdir() if path.is_dir()))


@cache
def language_data(lang: str, theme: str) -> dict[str, Data]:
    """The words of one language for one theme of the distiller: `numbers`, `dates`, `speech`, `actors`, `page`."""
    path = _FOLDER / "languages" / lang / f"{theme}.yaml"
    data = load_data(path.read_bytes(), f"{lang}/{theme}.yaml")
    return data if isinstance(data, dict) else {}
