"""Looks across sheets through the index: what a page gathers of many sheets is bounded, and counted in full."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from factsheets.model import FactSheet, Source
from factsheets.problem import Problem
from factsheets.vocabulary import LANGUAGES, label
from factsheets.vocabulary import terms as vocabulary_terms
from index.analysis import terms
from index.answer import Engine
from index.bits import Documents
from index.schema import DocType, Row
from tui.gathered import MOST_FACTS, MOST_SHEETS, Finders, Gathered

_SHEETS = frozenset({DocType.SHEET})
_FACTS = frozenset(DocType) - {DocType.SHEET, DocType.PASSAGE}
_LOOKED_AT = 20
"""Sheets with a source of the same name that are looked at for the same document."""
_SPOKEN_OF = 30


def index_finders(engine: Engine, problems: Callable[[], Iterable[Problem]]) -> Finders:
    across = Across(engine)
    return Finders(engine.sheet, across.mentions, engine.linking_to, problems, across.themed, across.sharing)


class Across:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.reader

    def _of(self, types: frozenset[DocType], documents: Documents) -> Documents:
        return documents & self._reader.having("type", frozenset(map(int, types)))

    def mentions(self, entity: str) -> Gathered:
        found = self._reader.postings("refs", entity)
        facts, sheets = self._of(_FACTS, found), self._of(_SHEETS, found)
        rows = [self._reader.row(document) for document in islice(facts, MOST_FACTS)]
        return Gathered(rows, self._sheets_of(rows), len(facts), len(sheets))

    def themed(self, concept: str) -> Gathered:
        """A sheet's words for its themes are known, so the sheets are found by all words that a theme has together."""
        words = vocabulary_terms("concepts")[concept].words
        found = Documents.union(self._with_context(words, lang) for lang in LANGUAGES)
        rows = [row for row in map(self._reader.row, islice(found, MOST_SHEETS)) if self._is_under(row, concept)]
        spoken = [row for row in self._engine.suggest(label("concepts", concept), _SPOKEN_OF) if row.fact]
        under = sorted(rows, key=lambda row: row.label.casefold())
        return Gathered(spoken, self._sheets_of(spoken), len(spoken), len(found) if rows else 0, under)

    def _with_context(self, words: Iterable[str], lang: str) -> Documents:
        every = {term for word in words for term in terms(word, lang)}
        found = [self._reader.postings("context", term) for term in every]
        in_language = self._reader.postings("refs", f"lang:{lang}")
        return self._of(_SHEETS, Documents.intersection([in_language, *found]))

    def _is_under(self, row: Row, concept: str) -> bool:
        indexed = self._reader.sheet(row.sheet)
        return indexed is not None and concept in indexed.sheet.themes

    def sharing(self, sheet: FactSheet, source: Source) -> Iterator[FactSheet]:
        """Other sheets with a source of that name and hash, as they were indexed."""
        words = terms(source.file, source.lang or sheet.lang)
        named = self._of(_SHEETS, Documents.intersection([self._reader.postings("sources", word) for word in words]))
        for row in map(self._reader.row, islice(named, _LOOKED_AT) if words else ()):
            indexed = self._reader.sheet(row.sheet) if row.sheet != sheet.id else None
            if indexed and any(one.text_hash() == source.text_hash() for one in indexed.sheet.sources):
                yield indexed.sheet

    def _sheets_of(self, rows: Iterable[Row]) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for sheet in dict.fromkeys(row.sheet for row in rows):
            for document in islice(self._reader.postings("key", sheet), 1):
                found[sheet] = self._reader.row(document)
        return found
