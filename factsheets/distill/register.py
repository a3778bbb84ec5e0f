"""Names known before a document is read: the gazetteer's first, then places and well-known bodies of the vocabulary."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factsheets import vocabulary
from factsheets.distill.tokens import Line, is_acronym
from factsheets.distill.words import TOKEN, by_kind, every, fold, folded, mapping, own, strings
from factsheets.gazetteer import Gazetteer
from factsheets.yaml_text import Data


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: what it is called, of what type and kind; `sure` ones come from the gazetteer."""

    name: str
    type: str
    kind: str
    words: tuple[str, ...]
    key: str = ""
    sure: bool = False
    unsure: bool = False

    def fits(self, line: Line, index: int) -> bool:
        """Whether the name stands at a token: capitals where it has them, the same ones if it is an acronym."""
        if index + len(self.words) > len(line):
            return False
        return all(_same(word, line.text[index + offset]) for offset, word in enumerate(self.words))


def _same(word: str, found: str) -> bool:
    if word == found or word == found.replace("’", "'"):
        return True
    if fold(word) != fold(found):
        return False
    if is_acronym(word) or (len(word) <= 3 and word.isupper()):
        return False
    return not word[0].isupper() or found[0].isupper()


Table = dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
"""First word, folded -> (all the words, folded, what they name), the longest first."""

WeakNames = dict[str, list[tuple[tuple[str, ...], str]]]


def known_at(tables: tuple[Table, ...], line: Line, index: int) -> Entry | None:
    """The longest known name at a token; of equals the one of the first table."""
    best: Entry | None = None
    for table in tables:
        for low, entry in table.get(line.low[index], ()):
            if best is not None and len(low) <= len(best.words):
                break
            if tuple(line.low[index : index + len(low)]) == low and entry.fits(line, index):
                best = entry
                break
    return best


def _table(entries: Iterator[Entry]) -> Table:
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in entries:
        low = tuple(fold(word) for word in entry.words)
        if low:
            found.setdefault(low[0], []).append((low, entry))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


class _Remembered:
    """The table of the gazetteer used last: a library of thousands of names is cut into words once."""

    gazetteer: Gazetteer | None = None
    table: Table = {}  # noqa: RUF012 - replaced, never changed
    weak: WeakNames = {}  # noqa: RUF012 - replaced, never changed


def of_gazetteer(gazetteer: Gazetteer) -> Table:
    if _Remembered.gazetteer is not gazetteer:
        _Remembered.table = _table(_registered(gazetteer))
        _Remembered.weak = _weak(gazetteer)
        _Remembered.gazetteer = gazetteer
    return _Remembered.table


def _registered(gazetteer: Gazetteer) -> Iterator[Entry]:
    for known in gazetteer.entries.values():
        target = gazetteer.get(known.id) or known
        for name in known.names():
            words = tuple(TOKEN.findall(name))
            yield Entry(target.name, known.type, target.kind, words, key=target.id, sure=True)


def weak_names(gazetteer: Gazetteer) -> WeakNames:
    """Weak aliases by their first word, with the id each helps to find once it was met by a name of its own."""
    of_gazetteer(gazetteer)
    return _Remembered.weak


def _weak(gazetteer: Gazetteer) -> WeakNames:
    found: WeakNames = {}
    for known in gazetteer.entries.values():
        for name in known.weak_names():
            words = tuple(fold(word) for word in TOKEN.findall(name))
            if words:
                found.setdefault(words[0], []).append((words, gazetteer.resolve(known.id)))
    return found


@cache
def well_known() -> Table:
    return _table(_well_known())


def _well_known() -> Iterator[Entry]:
    contracted = (mapping(one) for one in every("actors", "contracted_articles"))
    articles = {article: str(after) for one in contracted for article, after in one.items()}
    for type_, theme in (("actor", "actors"), ("tool", "tools")):
        for one in every(theme, "known"):
            for name, kind in by_kind(one):
                words = tuple(TOKEN.findall(name))
                yield Entry(name, type_, kind, words)
                if kind == "media" and words[0] in articles:
                    yield Entry(name, type_, kind, (articles[words[0]], *words[1:]))
    for name, kind, unsure in _places():
        yield Entry(name, "place", kind, tuple(TOKEN.findall(name)), unsure=unsure)


def _places() -> Iterator[tuple[str, str, bool]]:
    data = _gazette()
    unsure = folded(data.get("unsure"))
    for group, kind in (("countries", "country"), ("continents", "other")):
        for entry in mapping(data.get(group)).values():
            for lang, names in mapping(entry).items():
                if lang != "of":
                    yield from ((name, kind, fold(name) in unsure) for name in strings(names))
    for group, kind in (("regions", "region"), ("cities", "city")):
        yield from ((name, kind, fold(name) in unsure) for name in strings(data.get(group)))


@cache
def _gazette() -> dict[str, Data]:
    return vocabulary.table("places")


@cache
def nationalities(lang: str) -> frozenset[str]:
    """The adjectives of countries and continents in every form the language has for them."""
    endings = [strings(row) or [""] for row in _rows(lang)]
    found: set[str] = set()
    for group in ("countries", "continents"):
        for entry in mapping(_gazette().get(group)).values():
            for word in strings(mapping(mapping(entry).get("of")).get(lang)):
                found.update(_forms(fold(word), endings))
    return frozenset(found)


def _rows(lang: str) -> list[Data]:
    rows = own(lang, "actors").get("adjective_endings")
    return rows if isinstance(rows, list) else []


def _forms(word: str, endings: list[list[str]]) -> Iterator[str]:
    yield word
    for row in endings:
        if word.endswith(row[0]):
            stem = word[: len(word) - len(row[0])]
            yield from (stem + ending for ending in row[1:])
            return


@cache
def nations(lang: str) -> dict[str, tuple[str, ...]]:
    """A country's adjective -> the names of the country, to tell "the Mexican government" from others."""
    endings = [strings(row) or [""] for row in _rows(lang)]
    found: dict[str, tuple[str, ...]] = {}
    for entry in mapping(_gazette().get("countries")).values():
        names = tuple(strings(mapping(entry).get(lang)))
        for word in strings(mapping(mapping(entry).get("of")).get(lang)):
            found.update(dict.fromkeys(_forms(fold(word), endings), names))
    return found
