"""SQLite FTS5 and a plain Whoosh search over the texts of a library, each as well as it does by itself.

Both are given the same: for a fact its label, the names of whom and what it is about (the register's too), its amount
and date as printed and in figures, its fragments of evidence, and its sheet's title.
"""

import re
import sqlite3
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factsheets.amounts import plain
from factsheets.library import Library
from factsheets.model import Actor, DatedEvent, Fact, FactSheet, Figure, Place, Statement, Tool, mentions
from factsheets.vocabulary import stop_words
from index.expand import Names, names_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import analysis, fields, qparser
    from whoosh.filedb.filestore import RamStorage
    from whoosh.support.charset import accent_map

TOKENIZER = "porter unicode61 remove_diacritics 2"
COLUMNS = ("label", "names", "details", "title")
WEIGHTS = (2.0, 3.0, 0.5, 1.0)
"""Of the columns, in bm25: of eight that were tried, those that answer most questions of the relevance set."""
_WORD = re.compile(r"\d+(?:[.,\s\u00a0\u202f]\d+)*|\w+(?:[&+]\w+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """What is indexed of one fact, sheet or passage."""

    ref: str
    label: str = ""
    names: str = ""
    details: str = ""
    title: str = ""

    def columns(self) -> tuple[str, ...]:
        return self.label, self.names, self.details, self.title


def fact_texts(library: Library, sheet: FactSheet) -> Iterator[Text]:
    names = names_of(library, sheet)
    for fact in sheet.facts():
        mentioned = dict.fromkeys(name for entity in mentions(fact) for name in names.all(entity))
        details = " ".join(filter(None, [*_details(fact), *(piece.exact for piece in fact.evidence)]))
        yield Text(f"{sheet.id}#{fact.id}", _label(fact, names), " ".join(mentioned), details, sheet.title)


def other_texts(library: Library, sheet: FactSheet) -> Iterator[Text]:
    """The sheet itself and every passage of its sources."""
    names = names_of(library, sheet)
    entities = " ".join(name for item in sheet.entities() for name in names.all(item.id))
    yield Text(sheet.id, sheet.title, entities, f"{sheet.summary} {sheet.note}")
    for source in sheet.sources:
        text = library.source(source).text
        for number, span in enumerate(text.paragraphs if text else [], start=1):
            yield Text(f"{sheet.id}@{source.id}:{number}", details=text.text[span.start : span.end] if text else "")


def _label(fact: Fact, names: Names) -> str:
    match fact:
        case Figure():
            return fact.label
        case DatedEvent():
            return fact.what
        case Statement():
            return fact.text
        case _:
            return names.shown.get(fact.id, fact.name)


def _details(fact: Fact) -> Sequence[str]:
    match fact:
        case Figure():
            numbers = (fact.amount.value, fact.amount.min, fact.amount.max)
            values = [plain(number) for number in numbers if number is not None]
            return [fact.kind, fact.printed, *values, fact.currency, fact.unit, str(fact.date or ""), fact.note]
        case DatedEvent():
            return [str(fact.date or fact.relative), fact.note]
        case Statement() | Place():
            return []
        case Actor():
            return [fact.kind, fact.role, fact.note]
        case Tool():
            return [fact.kind, fact.purpose, fact.note]


def words_of(question: str) -> list[str]:
    """The words that say what is asked; all of them where none does."""
    words = _WORD.findall(question)
    return [word for word in words if word.casefold() not in stop_words()] or words


class FullText:
    """SQLite FTS5, ranked by bm25; the beginnings of words are indexed up to three letters, as one types."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)

    def create(self) -> None:
        columns = ", ".join(("ref UNINDEXED", *COLUMNS))
        self.connection.execute(
            f"CREATE VIRTUAL TABLE text USING fts5({columns}, tokenize='{TOKENIZER}', prefix='1 2 3')"
        )
        weights = ", ".join(map(str, (0.0, *WEIGHTS)))
        self.connection.execute(f"INSERT INTO text(text, rank) VALUES('rank', 'bm25({weights})')")

    def add(self, texts: Iterable[Text]) -> None:
        rows = ((text.ref, *text.columns()) for text in texts)
        self.connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?)", rows)

    def search(self, query: str, limit: int = 10) -> list[str]:
        found = self.connection.execute("SELECT ref FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?", (query, limit))
        return [ref for (ref,) in found]


def full_text_query(words: Iterable[str], join: str = "OR") -> str:
    return f" {join} ".join(f'"{word}"' for word in words)


class PlainWhoosh:
    """Stock Whoosh in memory: stemmed, unaccented text fields and its parser over all of them."""

    def __init__(self, texts: Iterable[Text]) -> None:
        analyser = analysis.StemmingAnalyzer() | analysis.CharsetFilter(accent_map)
        boosts = dict(zip(COLUMNS, WEIGHTS, strict=True))
        self._schema = fields.Schema(
            ref=fields.STORED, **{name: fields.TEXT(analyser, field_boost=boost) for name, boost in boosts.items()}
        )
        index = RamStorage().create_index(self._schema)
        writer = index.writer()
        for text in texts:
            writer.add_document(ref=text.ref, **dict(zip(COLUMNS, text.columns(), strict=True)))
        writer.commit()
        self._searcher = index.searcher()

    def search(self, words: Iterable[str], *, every: bool = False, limit: int = 10) -> list[str]:
        group = qparser.AndGroup if every else qparser.OrGroup
        parser = qparser.MultifieldParser(COLUMNS, self._schema, group=group)
        return [hit["ref"] for hit in self._searcher.search(parser.parse(" ".join(words)), limit=limit)]
