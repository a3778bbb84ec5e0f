"""Everything of a library that has a name, for the palette: of a small one at once, of a large one as one types."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import islice

from factsheets import vocabulary
from factsheets.library import Library
from factsheets.saved_searches import MARK
from index.analysis import fold, terms
from index.complete import entities_named
from index.reader import IndexReader
from index.schema import Row as Indexed
from index.search import ENTITIES
from tui.page import SEARCH
from tui.ports import Row
from tui.screens.seeking import SAVED

_SMALL = 2_000
"""Mentions of actors, tools and places that are read to list each of them once."""
_CONCEPTS = 10
_BETWEEN = ", "


class Names:
    def __init__(self, library: Library, reader: IndexReader) -> None:
        self._library = library
        self._reader = reader

    def found(self, text: str, limit: int, saved: Mapping[str, str]) -> list[Row]:
        """What has every word of a text in its name; what begins with the text comes first."""
        searches, wanted, start = list(_saved_rows(saved)), fold(text).split(), fold(text).strip()
        if not wanted:
            return [*searches, *self._entities]
        entities = self._rows(entities_named(text, self._reader, limit))
        hits = [row for row in searches if _has(fold(f"{row.text} {row.detail}"), wanted)]
        hits += islice(self._concepts(wanted), _CONCEPTS)
        return sorted([*entities, *hits], key=lambda row: (not fold(row.text).startswith(start), fold(row.text)))[
            :limit
        ]

    @cached_property
    def _entities(self) -> list[Row]:
        """Each actor, tool and place of a small library, in the order of their names."""
        documents = self._reader.having("type", frozenset(ENTITIES))
        rows = self._rows(map(self._reader.row, documents)) if len(documents) <= _SMALL else ()
        return sorted(rows, key=lambda row: fold(row.text))

    def _rows(self, indexed: Iterator[Indexed]) -> list[Row]:
        """Each once, by its name in the register."""
        register, found = self._library.gazetteer, dict[str, Row]()
        for row in indexed:
            known = register.get(row.fact)
            ref = f"{row.type}/{register.resolve(row.fact)}"
            found.setdefault(ref, Row(ref, known.name if known else row.label, kind=row.type))
        return list(found.values())

    def _concepts(self, wanted: list[str]) -> Iterator[Row]:
        """Those that the library speaks of."""
        for folded, row in _glossary():
            if _has(folded, wanted) and any(map(self._knows, (row.text, *row.detail.split(_BETWEEN)))):
                yield row

    def _knows(self, words: str) -> bool:
        found = terms(words, "en")
        return bool(found) and all(self._reader.postings("words", term) for term in found)


def _has(folded: str, wanted: list[str]) -> bool:
    return all(word in folded for word in wanted)


def _saved_rows(saved: Mapping[str, str]) -> Iterator[Row]:
    return (Row(f"{SEARCH}{MARK}{name}", f"{MARK}{name}", query, SAVED) for name, query in saved.items())


@cache
def _glossary() -> tuple[tuple[str, Row], ...]:
    found = []
    for ident, term in vocabulary.terms("concepts").items():
        others = _BETWEEN.join(dict.fromkeys(word for word in term.words if word != term.label("en")))
        row = Row(f"concept/{ident}", term.label("en"), others, "concept")
        found.append((fold(f"{row.text} {row.detail}"), row))
    return tuple(found)
