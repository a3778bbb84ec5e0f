"""A question -> facts with their proof. A near miss is never an answer: what is not stated is said to be not stated."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from factsheets.library import Library
from factsheets.model import Fact, FactSheet
from index.asking import MOST_LOADED, Asking, answer_of
from index.bits import NONE, Documents
from index.disagreement import disagreement
from index.fit import Found
from index.of_documents import told_of_documents
from index.question import Question, understand
from index.ranking import prior
from index.reader import IndexReader
from index.result import JSON_VERSION, Answer, Hit, Proof, Result, payload, proof_of
from index.schema import DocType, Row
from index.search import Candidate, Matches, Search
from index.slips import corrected_question, nothing_answers
from index.suggest import suggestions

if TYPE_CHECKING:
    from index.build import Options, Progress
    from index.built import Built
    from index.find import Found as FoundByQuery
    from index.query import Query

__all__ = ["JSON_VERSION", "Answer", "Engine", "Hit", "Proof", "Result", "payload"]

CACHED_SHEETS = 128


class Engine:
    """A library with its index, ready to answer; keeps answering from its snapshot while others write."""

    def __init__(self, library: Library, built: "Built") -> None:
        self.library = library
        self.built = built
        self.reader = IndexReader(built.index)
        self._sheet = lru_cache(maxsize=CACHED_SHEETS)(self._read_sheet)
        self._indexed = lru_cache(maxsize=CACHED_SHEETS)(self.reader.sheet)
        self._source = lru_cache(maxsize=CACHED_SHEETS)(library.source)

    @classmethod
    def open(
        cls,
        library: Library,
        environment: Mapping[str, str],
        progress: "Progress | None" = None,
        options: "Options | None" = None,
    ) -> "Engine":
        from index.build import opened  # noqa: PLC0415 - an answer ahead of the look at a library needs none of it

        return cls(library, opened(library, environment, progress, options))

    @property
    def problem_count(self) -> int:
        """Problems of the library's files, counted when they were indexed."""
        return self.built.stamp.counts.problems + self.built.stamp.register_problems

    def _read_sheet(self, name: str) -> FactSheet | None:
        """The sheet in a file that the index knows by its name as shown, which hides what a terminal must not see."""
        path = self.library.sheets_dir / name
        if not path.exists():
            path = next((one for one in self.library.sheet_files() if self.library.name_of(one) == name), path)
        return self.library.sheet(path)

    def ask(self, text: str, limit: int = 10) -> Result:
        """Answers first, then sheets and passages; nothing found is an empty result with a hint."""
        self._source.cache_clear()  # what proves an answer is read from the disk for each question
        search = Search(self.reader)
        question, corrected = corrected_question(understand(text), search)
        found = tuple(self._answers(Asking(search).found(question)[:limit]))
        told = told_of_documents(question.attributes, (answer.sheet for answer in found))
        answers = () if told else found
        most = min(limit, MOST_LOADED)
        beside = search.matches(question.groups, {DocType.SHEET, DocType.PASSAGE}).best(most)
        if not answers and not beside:
            beside = list(islice(self._closest(question, search), most))
        hits = tuple(self._hits(beside))
        hints = (*question.hints, *corrected, *told, *disagreement(answers))
        if not answers and not told:
            hints += nothing_answers(question, search)
        return Result(text, answers, hits, hints)

    def _closest(self, question: Question, search: Search) -> Iterator[Candidate]:
        """The sheets that have any word of the question, where nothing has them all; else those whose facts have."""
        known = tuple(group for group in question.groups if search.anywhere(group))
        some = Documents.union(map(search.anywhere, known))
        sheets = search.of_types(some, {DocType.SHEET})
        found = Matches(search, sheets or some, known).best(MOST_LOADED)
        by_sheet: dict[str, Candidate] = {}
        for one in found:
            by_sheet.setdefault(self.reader.row(one.document).sheet, one)
        for sheet, one in by_sheet.items():
            yield from (replace(one, document=document) for document in self.reader.postings("key", sheet))

    def find(self, text: str, limit: int = 50) -> tuple[list[Hit], tuple[str, ...]]:
        """Hits of the query language, best first, with the hints of what was not understood."""
        found = self.searched(text)
        return self.hits(found, limit), found.hints

    def searched(self, query: "str | Query") -> "FoundByQuery":
        """All that a query of the query language leads to, for hits, counts and facets."""
        from index.find import find  # noqa: PLC0415 - `ask` starts without the query language

        return find(query, Search(self.reader))

    def hits(self, found: "FoundByQuery", limit: int = 50) -> list[Hit]:
        """The first hits; those that may match or not, by an uncertain amount or date, are marked."""
        self._source.cache_clear()
        best = [Candidate(document, score, (), ()) for document, score in found.best(limit)]
        return list(self._hits(best, found.possible))

    def _answers(self, found: Iterable[Found]) -> Iterator[Answer]:
        """What was found, from the sheets as they were indexed, proven against the sources as they are now."""
        for one in found:
            indexed = self._indexed(one.row.sheet)
            fact = indexed.sheet.fact(one.row.fact) if indexed else None
            if indexed and fact:
                proofs = tuple(self.proofs(indexed.sheet, fact))
                yield replace(answer_of(one, indexed, fact), proofs=proofs)

    def proofs(self, sheet: FactSheet, fact: Fact) -> list[Proof]:
        """Each piece of a fact's evidence, proven now against the source as it is on disk."""
        sources = ((piece, sheet.source(piece.source)) for piece in fact.evidence)
        return [proof_of(piece, source, self._source(source)) for piece, source in sources if source]

    def _hits(self, candidates: Iterable[Candidate], possible: Documents = NONE) -> Iterator[Hit]:
        """What candidates show; a passage of a source that is not what it was is no hit."""
        for candidate in candidates:
            row = self.reader.row(candidate.document)
            snippet = self.passage(row) if row.type == "passage" else row.line
            if snippet is not None:
                score, may_be = round(candidate.score, 3), candidate.document in possible
                where = row.source, row.paragraph, row.draft, may_be
                yield Hit(row.type, row.sheet, row.fact, row.label, snippet, score, *where)

    def passage(self, row: Row) -> str | None:
        """The words of a passage, None where its source is not what it was."""
        indexed = self._indexed(row.sheet)
        source = indexed.sheet.source(row.source) if indexed else None
        read = self._source(source) if source else None
        text = read.text if read and read.verified != "no" else None
        span = text.paragraph(row.paragraph) if text else None
        return text.text[span.start : span.end] if text and span else None

    def suggest(self, text: str, limit: int = 20) -> list[Row]:
        """Rows as one types: the last word is a beginning; facts first, then sheets, then passages of whole words."""
        search = Search(self.reader)
        found, _ = suggestions(text, search, limit, lambda question: prior(question, search))
        return [self.reader.row(document) for document in found]

    def mentions(self, entity: str) -> list[Row]:
        """Every fact of every sheet that names an actor, a tool or a place, by any id judged the same."""
        rows = [self.reader.row(document) for document in sorted(self.reader.postings("refs", entity))]
        return sorted(rows, key=lambda row: (row.sheet, row.type == "sheet"))

    def sheet(self, sheet_id: str) -> FactSheet | None:
        """A sheet by id, found through the index and read from its file."""
        documents = self.reader.postings("key", sheet_id)
        return self._sheet(self.reader.row(min(documents)).path) if documents else None

    def linking_to(self, sheet_id: str) -> list[Row]:
        rows = map(self.reader.row, self.reader.postings("refs", f"link:{sheet_id}"))
        return sorted(rows, key=lambda row: row.sheet)
