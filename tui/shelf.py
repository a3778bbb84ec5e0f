"""The browser's lists: what a search finds, every sheet, and what a search can become."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from factsheets.display import flagged
from factsheets.library import Library
from factsheets.model import Status
from factsheets.saved_searches import MARK, SavedSearches, expanded, saved_searches
from factsheets.vocabulary import label
from index import schema
from index.answer import Engine
from index.bits import Documents
from index.complete import complete
from index.facets import Facets
from index.find import ALONE, find
from index.listed import listed
from index.matching import Wanted, wanted
from index.query import parse
from index.reader import IndexReader
from index.refine import conditions, narrowed, order_of, ordered
from index.search import Search
from tui.excerpts import excerpt
from tui.names import Names
from tui.ports import Choice, Found, Proposal, Row, never
from tui.screens.seeking import SAVED

_PROPOSED = 2
"""Candidates looked at: the first may be what is typed already."""
_NONE_SAVED = "No search is saved here yet: search for something, leave the line, then save it under a name"
_MOST_VALUES = 200
_EXCERPT = 110
"""Characters of a passage: in two lines of 80 columns there is room for what places it, too."""
_FIELDS = {"year": "date"}
"""Facets that the query language calls otherwise."""
_ORDERS = {
    "": "best match first",
    "-amount": "amount, the largest first",
    "amount": "amount, the smallest first",
    "-date": "date, the latest first",
    "date": "date, the earliest first",
    "title": "title, from A to Z",
    "-title": "title, from Z to A",
}
_OF_ALL = {
    "": ("", "sheets by id"),
    "title": ("type:sheet", "sheets by title, from A to Z"),
    "-title": ("type:sheet", "sheets by title, from Z to A"),
    "-amount": ("type:figure", "figures, the largest first"),
    "amount": ("type:figure", "figures, the smallest first"),
    "-date": ("type:date,figure", "dated facts, the latest first"),
    "date": ("type:date,figure", "dated facts, the earliest first"),
}
"""What can be put in order where nothing is searched: what is shown then, and how it is called."""


class Shelf:
    """Rows for the browser's lists; all but `sheets` is called on the library's thread."""

    def __init__(self, library: Library, engine: Engine, drawing: IndexReader) -> None:
        self._library = library
        self._engine = engine
        self._drawing = drawing
        self._counted: tuple[str, Documents] | None = None

    def suggest(self, text: str, limit: int, overtaken: Callable[[], bool] = never) -> Found:
        """Mere words as a question that is being typed, anything else as a query; `@` names a saved search."""
        saved = self._saved(text)
        told = tuple(map(str, saved.problems[:1]))
        searched = expanded(text, saved.queries)
        if searched is None:
            return Found(_saved_rows(text, saved), told or (_NONE_SAVED,), self._proposal(text, tuple(saved.queries)))
        found = self._found(searched, 0, limit, overtaken)
        if overtaken():
            return Found(())
        return replace(found, hints=(*told, *found.hints), proposal=self._proposal(text, tuple(saved.queries)))

    def _saved(self, text: str) -> SavedSearches:
        return saved_searches(self._library) if text.startswith(MARK) else SavedSearches()

    def more(self, text: str, start: int, stop: int) -> Sequence[Row]:
        return self._found(expanded(text, self._saved(text).queries) or text, start, stop, never).rows

    def _found(self, text: str, start: int, stop: int, overtaken: Callable[[], bool]) -> Found:
        reader, hits = self._engine.reader, listed(text, Search(self._engine.reader))
        if overtaken():
            return Found(())
        asked, rows = wanted(text, typing=True), []
        drafts = reader.having("status", frozenset({schema.STATUS_CODES[Status.DRAFT]}))
        for document in hits.best(stop)[start:]:
            if overtaken():
                return Found(())
            row = self._row(reader.row(document), asked, possible=document in hits.possible)
            rows.append(replace(row, draft=document in drafts))
        return Found(rows, hits.hints, total=len(hits.documents))

    def _row(self, row: schema.Row, asked: Wanted, *, possible: bool = False) -> Row:
        """Of a passage what answers to the search; what an uncertain amount or date only may match says so."""
        shown = _row(row)
        passage, lang = self._engine.passage(row) if row.type == "passage" else None, "en"
        if passage is not None:
            lang = self._language(row)
            detail = f"{row.label} · {shown.detail}" if row.label else shown.detail
            shown = replace(shown, text=excerpt(passage, asked, _EXCERPT, lang), detail=detail)
        label_marks = asked.stretches(row.label) if row.type == "figure" else ()
        shown = replace(shown, marks=asked.stretches(shown.text, lang), detail_marks=label_marks)
        return _possible(shown) if possible else shown

    def _language(self, row: schema.Row) -> str:
        """Of a passage: it says what is a number in it."""
        sheet = self._engine.sheet(row.sheet)
        source = sheet.source(row.source) if sheet else None
        return (source.lang if source else "") or (sheet.lang if sheet else "en")

    def _proposal(self, text: str, saved: tuple[str, ...]) -> Proposal | None:
        completion = complete(text, len(text), self._engine.reader, saved, most=_PROPOSED)
        for candidate in completion.candidates:
            line, _ = completion.applied(candidate)
            if line.rstrip() != text:
                return Proposal(line, candidate.text)
        return None

    def conditions(self, text: str) -> list[Choice]:
        return [Choice(without, words) for words, without in conditions(text)]

    def values(self, text: str, facet: str) -> list[Choice]:
        field, stands = _FIELDS.get(facet, facet), {words for words, _ in conditions(text)}
        found = self._facets.facet(facet, self._documents(text), _MOST_VALUES)
        chosen = ((one, self._alone(field, one.value)) for one in found.values)
        return [
            Choice(narrowed(text, field, value), one.name, f"{one.count:,}")
            for one, value in chosen
            if f"{field}:{value}" not in stands
        ]

    def _alone(self, field: str, value: str) -> str:
        """The id of an actor or tool, so that it finds what was counted where it is a word of other names too."""
        if field not in {"actor", "tool"}:
            return value
        named = find(parse(f"{field}:{value}"), Search(self._engine.reader)).matched
        return value if named == self._engine.reader.postings("refs", value) else f"{ALONE}{value}"

    @cached_property
    def _facets(self) -> Facets:
        return Facets(self._engine.reader, self._library.gazetteer)

    def _documents(self, text: str) -> Documents:
        """What a text finds, remembered for one facet after the other."""
        if self._counted is None or self._counted[0] != text:
            searched = expanded(text, self._saved(text).queries) or ""
            found = listed(searched, Search(self._engine.reader)).documents
            self._counted = text, found if text.strip() else self._engine.reader.documents
        return self._counted[1]

    def orders(self, text: str) -> list[Choice]:
        """Of a search that only puts everything in order, the others of that kind."""
        now = order_of(expanded(text, self._saved(text).queries) or text)
        bare = ordered(text, "").strip()
        if bare in {kind for kind, _ in _OF_ALL.values()}:
            offered = [(sort, ordered(kind, sort), words) for sort, (kind, words) in _OF_ALL.items()]
        else:
            offered = [(sort, ordered(text, sort), words) for sort, words in _ORDERS.items()]
        return [Choice(query, words, "as now" * (sort == now)) for sort, query, words in offered]

    def named(self, text: str, limit: int) -> list[Row]:
        """Sheets by their titles come last: of no text their own list follows."""
        found = self._names.found(text, limit, saved_searches(self._library).queries)
        sheets = find(parse(f"type:sheet {text}", typing=True), Search(self._engine.reader)) if text.strip() else None
        rows = (self._engine.reader.row(document) for document, _ in (sheets.best(limit) if sheets else ()))
        return [*found, *map(_row, rows)]

    @cached_property
    def _names(self) -> Names:
        return Names(self._library, self._engine.reader)

    def save(self, name: str, text: str) -> str:
        """What is searched now: a word that is a beginning as it stands is saved as one."""
        from factsheets.searches_file import save_search  # noqa: PLC0415 - the YAML editor, for what is seldom done

        name = name.strip().removeprefix(MARK)
        query = (expanded(text, self._saved(text).queries) or text).strip()
        search = Search(self._engine.reader)
        if not find(query, search).matched and find(f"{query}*", search).matched:
            query += "*"
        save_search(self._library, name, query)
        count = len(find(query, search).matched)
        return f"Saved: {MARK}{name} finds {count:,} now, here and with `factfile find {MARK}{name}`"

    @cached_property
    def sheets(self) -> "IndexRows":
        """In the order of their ids, which no refresh changes: documents are numbered as they were indexed."""
        listed = sorted((sheet, document) for sheet, ids in self._drawing.lists("key") for document in ids)
        return IndexRows(self._drawing, listed)


class IndexRows:
    """A list of sheets of any length, read from the index by the screenful."""

    def __init__(self, reader: IndexReader, listed: list[tuple[str, int]]) -> None:
        self._reader = reader
        self._listed = listed

    def __len__(self) -> int:
        return len(self._listed)

    def rows(self, start: int, stop: int) -> list[Row]:
        return [_row(self._reader.row(document)) for _, document in self._listed[start:stop]]

    def position(self, ref: str) -> int | None:
        sheet = ref.removeprefix("sheet/")
        number = bisect_left(self._listed, (sheet,))
        return number if number < len(self) and self._listed[number][0] == sheet else None


def _saved_rows(text: str, saved: SavedSearches) -> list[Row]:
    """The saved searches whose names begin as typed."""
    found = ((f"{MARK}{name}", query) for name, query in saved.queries.items())
    return [Row("", name, query, SAVED) for name, query in found if name.startswith(text.strip())]


def _possible(shown: Row) -> Row:
    before = "may match · "
    marks = tuple((start + len(before), stop + len(before)) for start, stop in shown.detail_marks)
    return replace(shown, detail=before + shown.detail, detail_marks=marks)


def _row(row: schema.Row) -> Row:
    """A row of the index as the browser lists it."""
    if row.type == "sheet":
        title = flagged(row.label, label("labels", "draft-mark") * row.draft)
        return Row(f"sheet/{row.sheet}", title, row.sheet, "sheet", draft=row.draft)
    if row.type == "passage":
        ref = f"source/{row.sheet}/{row.source}/{row.paragraph}"
        return Row(ref, row.label, f"paragraph {row.paragraph} · {row.sheet}", "passage")
    detail = f"{row.label} · {row.sheet}" if row.type == "figure" else row.sheet
    return Row(f"fact/{row.sheet}/{row.fact}", row.line, detail, "fact")
