"""Tables by their references, over the index that is open."""

from factsheets.library import Library
from factsheets.saved_searches import MARK, expanded, saved_searches
from index.bits import NONE, Documents
from index.listed import listed
from index.reader import IndexReader
from index.search import Search
from tui.tables.desk import TableDesk, desk_of
from tui.tables.sources import IndexSource


class IndexTables:
    """Opens tables by their scope: `sheet/ID`, `search/QUERY` or `all`."""

    def __init__(self, library: Library, reader: IndexReader, drawing: IndexReader) -> None:
        self._library = library
        self._reader, self._drawing = reader, drawing
        self._kept: dict[tuple[str, str], IndexSource] = {}

    def open(self, kind: str, scope: str, lang: str = "en") -> TableDesk:
        """Raises KeyError where there is no such sheet."""
        return desk_of(self.source(kind, scope, lang), scope)

    def source(self, kind: str, scope: str, lang: str = "en") -> IndexSource:
        where, _, what = scope.partition("/")
        if where == "sheet":
            if not self._reader.postings("key", what):
                raise KeyError(f"{kind}/{scope}")
            return self._of(kind, self._reader.postings("refs", f"sheet:{what}"), lang)
        return self._searched(kind, what, lang) if where == "search" else self._whole(kind, lang)

    def _of(self, kind: str, documents: Documents | None, lang: str, possible: Documents = NONE) -> IndexSource:
        return IndexSource(kind, self._reader, self._drawing, documents, lang, possible)

    def _whole(self, kind: str, lang: str) -> IndexSource:
        """Put in order once: it is opened again and again."""
        if (kind, lang) not in self._kept:
            self._kept[kind, lang] = self._of(kind, None, lang)
        return self._kept[kind, lang]

    def _searched(self, kind: str, text: str, lang: str) -> IndexSource:
        """Of what a search finds; where that is no figure, of the sheets that it finds."""
        query = expanded(text, saved_searches(self._library).queries) if text.startswith(MARK) else text
        shown = listed(query or "", Search(self._reader))
        found = self._of(kind, shown.documents, lang, shown.possible)
        return found if len(found) else self._of(kind, self._reader.spread(shown.documents), lang)
