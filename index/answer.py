"""A question -> facts with their proof. A near miss is never an answer: what is not stated is said to be not stated."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from heapq import nsmallest
from operator import itemgetter

from factsheets import display
from factsheets.library import Library
from factsheets.model import Fact, FactSheet, Status
from index.analysis import fold, tokens
from index.build import Built, Progress, up_to_date
from index.expand import names_of
from index.question import Group, Question, understand
from index.ranking import Prior, absent, askable, gaps_of, of_kind, order
from index.reader import IndexReader
from index.result import JSON_VERSION, Answer, Hit, Proof, Result, payload, proof_of
from index.schema import DocType, Row
from index.search import FACTS, Candidate, Search
from index.suggest import suggested

__all__ = ["JSON_VERSION", "Answer", "Engine", "Hit", "Proof", "Result", "payload"]

MOST_LOADED = 24
"""How many of the best candidates are read from their sheets before the last ordering."""
CACHED_SHEETS = 128
MOST_TRIES = 2


class Engine:
    """A library with its index, ready to answer; keeps answering from its snapshot while others write."""

    def __init__(self, library: Library, built: Built) -> None:
        self.library = library
        self.built = built
        self.reader = IndexReader(built.index)
        self._sheet = lru_cache(maxsize=CACHED_SHEETS)(self._read_sheet)
        self._source = lru_cache(maxsize=CACHED_SHEETS)(library.source)

    @classmethod
    def open(cls, library: Library, environment: Mapping[str, str], progress: Progress | None = None) -> "Engine":
        for _ in range(MOST_TRIES):  # another process may rebuild or remove the index between our check and our look
            with suppress(FileNotFoundError):
                built = up_to_date(library, environment, progress)
                with suppress(Exception):
                    return cls(library, built)
        return cls(library, up_to_date(library, environment, progress, rebuild=True))

    @property
    def problem_count(self) -> int:
        """Problems of the library's files, counted when they were indexed."""
        indexed: int = sum(entry.get("problems", 0) for entry in self.built.stamp.units.values())
        return indexed + len(self.library.gazetteer_problems)

    def _read_sheet(self, name: str) -> FactSheet | None:
        """The sheet in a file that the index knows by its name as shown, which hides what a terminal must not see."""
        path = self.library.sheets_dir / name
        if not path.exists():
            path = next((one for one in self.library.sheet_files() if self.library.name_of(one) == name), path)
        return self.library.read(path).sheet

    def ask(self, text: str, limit: int = 10) -> Result:
        """Answers first, then sheets and passages; nothing found is an empty result with a hint."""
        self._source.cache_clear()  # what proves an answer is read from the disk for each question
        question = understand(text)
        search = Search(self.reader)
        answers = tuple(self._with_proof(one) for one in self._answers(question, search)[:limit])
        found = search.matching(question.groups, {DocType.SHEET, DocType.PASSAGE})
        hits = tuple(self._hit(candidate) for candidate in found[: min(limit, MOST_LOADED)])
        hints = question.hints if answers else (*question.hints, *self._nothing_found(question, search))
        return Result(text, answers, hits, hints)

    def find(self, text: str, limit: int = 50) -> tuple[list[Hit], tuple[str, ...]]:
        """Hits of the query language, best first, with the hints of what was not understood."""
        from index.find import find  # noqa: PLC0415 - `ask` starts without the query language

        found = find(text, Search(self.reader))
        hits = [self._hit(Candidate(document, score, (), ())) for document, score in found.documents[:limit]]
        return hits, found.hints

    def _answers(self, question: Question, search: Search) -> list[Answer]:
        subject = question.subject or question.kinds
        candidates = search.matching(subject, FACTS)
        fitting, missing = of_kind(candidates, question.kinds if question.subject else (), search)
        asked = askable(question.attributes, (one.document for one in fitting), search)
        question = replace(question, attributes=asked)
        likely = nsmallest(MOST_LOADED, fitting, key=Prior(question, search).order)
        read = ((one, self._answer(one, question, missing)) for one in likely)
        answers = [(order(one, answer, question, search), answer) for one, answer in read if answer]
        ranked = [answer for _, answer in sorted(answers, key=itemgetter(0))]
        return ranked if ranked and ranked[0].not_stated else [one for one in ranked if not one.not_stated]

    def _answer(self, candidate: Candidate, question: Question, missing: tuple[Group, ...]) -> Answer | None:
        row = self.reader.row(candidate.document)
        sheet = self._sheet(row.path)
        fact = sheet.fact(row.fact) if sheet else None
        if sheet is None or fact is None:
            return None
        known = names_of(self.library, sheet)
        names = known.shown
        gaps = gaps_of(fact, sheet.not_stated)
        lacking = absent(fact, question.attributes, gaps)
        return Answer(
            sheet=sheet,
            fact=fact,
            line=display.fact_line(
                fact,
                lambda entity: names.get(entity, entity),
                draft=sheet.status is Status.DRAFT,
                bulk=sheet.in_bulk(fact.id),
            ),
            label=row.label,
            names=names,
            ids={entity: same[0] for entity, same in known.same.items()},
            matched=tuple(group.text for group in candidate.matched),
            unmatched=tuple(group.text for group in candidate.unmatched),
            not_stated=tuple(dict.fromkeys((*(group.text for group in missing), *lacking))),
            not_stated_note=next((gap.note for gap in gaps if gap.what in lacking and gap.note), ""),
        )

    def _with_proof(self, answer: Answer) -> Answer:
        return replace(answer, proofs=tuple(self.proofs(answer.sheet, answer.fact)))

    def proofs(self, sheet: FactSheet, fact: Fact) -> list[Proof]:
        """Each piece of a fact's evidence, proven now against the source as it is on disk."""
        sources = ((piece, sheet.source(piece.source)) for piece in fact.evidence)
        return [proof_of(piece, source, self._source(source)) for piece, source in sources if source]

    def _hit(self, candidate: Candidate) -> Hit:
        row = self.reader.row(candidate.document)
        snippet = row.line
        if row.type == "passage":
            snippet = self._passage(row)
        score = round(candidate.score, 3)
        where = row.source, row.paragraph, row.draft
        return Hit(row.type, row.sheet, row.fact, row.label, snippet, score, *where)

    def _passage(self, row: Row) -> str:
        sheet = self._sheet(row.path)
        source = sheet.source(row.source) if sheet else None
        text = self._source(source).text if source else None
        span = text.paragraph(row.paragraph) if text else None
        return text.text[span.start : span.end] if text and span else ""

    def _nothing_found(self, question: Question, search: Search) -> tuple[str, ...]:
        unknown = [group for group in question.groups if not search.anywhere(group)]
        hints = []
        for group in unknown:
            near = self._near(group.text)
            hints.append(f"nothing here answers to “{group.text}”" + (f"; did you mean {near}?" if near else ""))
        if not unknown:
            known = "every word is known here, but no fact answers to all of them"
            hints.append(known if question.groups else "nothing is asked here: name a person, a tool, an amount ...")
        return tuple(hints)

    def _near(self, word: str) -> str:
        """The word of the index that a misspelt one is closest to, as a label spells it; "" when none is close."""
        from difflib import get_close_matches  # noqa: PLC0415 - only where nothing was found

        wanted = fold(word)
        known = dict.fromkeys(
            one for length in (3, 2, 1) for one in self.reader.completions("words", wanted[:length]) if ":" not in one
        )
        near = get_close_matches(wanted, known, n=1, cutoff=0.8)
        return self._spelt(near[0]) if near else ""

    def _spelt(self, term: str) -> str:
        rows = map(self.reader.row, sorted(self.reader.postings("words", term))[:MOST_LOADED])
        found = (token.text for row in rows for token in tokens(f"{row.label} {row.line}", "en") if token.term == term)
        return next(found, "")

    def suggest(self, text: str, limit: int = 20) -> list[Row]:
        """Rows as one types: the last word is a beginning; facts first, then sheets, then passages of whole words."""
        search = Search(self.reader)
        question, documents = suggested(text, search)
        ordered = nsmallest(limit * 2, documents, key=Prior(question, search).first)
        rows = [self.reader.row(document) for document in ordered]
        return sorted(rows, key=lambda row: _RANK_IN_LISTS.get(row.type, 0))[:limit]

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


_RANK_IN_LISTS = {"sheet": 1, "passage": 2}
