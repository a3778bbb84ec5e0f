"""A question -> facts with their proof. A near miss is never an answer: what is not stated is said to be not stated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import itemgetter
from typing import Any

from factsheets import display
from factsheets.amounts import plain
from factsheets.evidence import Standing, stand
from factsheets.library import Library, ReadSource
from factsheets.model import (
    Actor,
    DatedEvent,
    Evidence,
    Fact,
    FactSheet,
    Figure,
    NotStated,
    Rank,
    Source,
    Statement,
    Status,
    Tool,
    fact_type,
    mentions,
)
from index.analysis import terms
from index.build import Built, Progress, up_to_date
from index.expand import names_of
from index.question import Group, Question, understand
from index.reader import IndexReader
from index.schema import LONGEST_PREFIX, DocType, Row
from index.search import ENTITIES, FACTS, Candidate, Search

JSON_VERSION = 1
MOST_LOADED = 24
"""How many of the best candidates are read from their sheets before the last ordering."""
CACHED_SHEETS = 128


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence as it stands: "text" in the kept source, "original" in the attached one, or "no"."""

    evidence: Evidence
    source: Source
    verified: str
    start: int | None
    end: int | None
    passage: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact, the words of the question that it answers to and not, what was asked of it and is not stated."""

    sheet: FactSheet
    fact: Fact
    line: str
    label: str
    names: Mapping[str, str]
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    not_stated_note: str = ""
    proofs: tuple[Proof, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.sheet.id}#{self.fact.id}"

    def sources_count(self) -> int:
        return len({piece.source for piece in self.fact.evidence})


@dataclass(frozen=True, slots=True)
class Hit:
    """A sheet, a fact or a passage that matches; `snippet` is the text around the match."""

    type: str
    sheet: str
    fact: str
    title: str
    snippet: str
    score: float
    source: str = ""
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    query: str
    answers: tuple[Answer, ...] = ()
    sheets: tuple[Hit, ...] = ()
    hints: tuple[str, ...] = field(default=())


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
        return cls(library, up_to_date(library, environment, progress))

    @property
    def problem_count(self) -> int:
        """Problems of the library's files, counted when they were indexed."""
        indexed: int = sum(entry.get("problems", 0) for entry in self.built.stamp.units.values())
        return indexed + len(self.library.gazetteer_problems)

    def _read_sheet(self, path: str) -> FactSheet | None:
        return self.library.read(self.library.sheets_dir / path).sheet

    def ask(self, text: str, limit: int = 10) -> Result:
        """Answers first, then sheets and passages; nothing found is an empty result with a hint."""
        question = understand(text)
        search = Search(self.reader)
        answers = tuple(self._answers(question, search))[:limit]
        hits = tuple(self._hits(search, question.groups, {DocType.SHEET, DocType.PASSAGE}))[:limit]
        hints = question.hints if answers else (*question.hints, *self._nothing_found(question, search))
        return Result(text, answers, hits, hints)

    def _answers(self, question: Question, search: Search) -> list[Answer]:
        subject = question.subject or question.kinds
        candidates = search.matching(subject, FACTS)
        fitting, missing = _of_kind(candidates, question.kinds if question.subject else (), search)
        prior = _Prior(question, search)
        ordered = sorted(fitting, key=lambda one: (len(one.unmatched), -(one.score + prior(one.document))))
        read = (
            (self._answer(one, question, missing), search.coded(one, question.kinds)) for one in ordered[:MOST_LOADED]
        )
        answers = [(_order(answer, question, coded), answer) for answer, coded in read if answer]
        ranked = [answer for _, answer in sorted(answers, key=itemgetter(0))]
        fullest = [one for one in ranked if not one.not_stated] or ranked
        return [self._with_proof(one) for one in fullest]

    def _answer(self, candidate: Candidate, question: Question, missing: tuple[Group, ...]) -> Answer | None:
        row = self.reader.row(candidate.document)
        sheet = self._sheet(row.path)
        fact = sheet.fact(row.fact) if sheet else None
        if sheet is None or fact is None:
            return None
        names = names_of(self.library, sheet).shown
        absent = [attribute for attribute in question.attributes if not _states(fact, attribute)]
        declared = [gap for gap in sheet.not_stated if set(gap.about) & set(_subjects(fact))]
        return Answer(
            sheet=sheet,
            fact=fact,
            line=display.fact_line(fact, lambda entity: names.get(entity, entity), draft=sheet.status is Status.DRAFT),
            label=row.label,
            names=names,
            matched=tuple(group.text for group in candidate.matched),
            unmatched=tuple(group.text for group in candidate.unmatched),
            not_stated=tuple(dict.fromkeys((*(group.text for group in missing), *absent))),
            not_stated_note=_note(declared, absent),
        )

    def _with_proof(self, answer: Answer) -> Answer:
        return replace(answer, proofs=tuple(self.proofs(answer.sheet, answer.fact)))

    def proofs(self, sheet: FactSheet, fact: Fact) -> list[Proof]:
        """Each piece of a fact's evidence, proven now against the source as it is on disk."""
        found = []
        for piece in fact.evidence:
            source = sheet.source(piece.source)
            if source:
                found.append(_prove(piece, source, self._source(source)))
        return found

    def _hits(self, search: Search, groups: tuple[Group, ...], types: set[DocType]) -> list[Hit]:
        found = search.matching(groups, types)
        return [self._hit(candidate) for candidate in found[:MOST_LOADED]]

    def _hit(self, candidate: Candidate) -> Hit:
        row = self.reader.row(candidate.document)
        snippet = row.line
        if row.type == "passage":
            snippet = self._passage(row)
        return Hit(
            row.type, row.sheet, row.fact, row.label, snippet, round(candidate.score, 3), row.source, row.paragraph
        )

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
        if not unknown and question.groups:
            hints.append("every word is known here, but no fact answers to all of them")
        return tuple(hints)

    def _near(self, word: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 - only where nothing was found

        beginnings = {term[:1] for term in terms(word, "en")}
        known = [one for beginning in beginnings for one in self.reader.words_like(beginning)]
        return ", ".join(get_close_matches(word.casefold(), known, n=1, cutoff=0.8))

    def suggest(self, text: str, limit: int = 20) -> list[Row]:
        """Rows as one types: the last word is a beginning; facts first, then sheets, then passages of whole words."""
        words = terms(text, "en")
        if not words:
            return []
        question = understand(text if text[-1:].isspace() else text[: text.rfind(text.rsplit(maxsplit=1)[-1])])
        search = Search(self.reader)
        found = self.reader.documents
        if not text[-1:].isspace():
            found = self.reader.postings("names", words[-1][:LONGEST_PREFIX]) | self.reader.postings("words", words[-1])
        for group in question.groups:
            found &= search.anywhere(group)
        prior = _Prior(question, search)
        ordered = sorted(found, key=lambda document: (-prior(document), document))
        rows = [self.reader.row(document) for document in ordered[: limit * 2]]
        return sorted(rows, key=lambda row: _RANK_IN_LISTS.get(row.type, 0))[:limit]

    def mentions(self, entity: str) -> list[Row]:
        """Every fact of every sheet that names an actor, a tool or a place, by any id judged the same."""
        same = {other for other in self.library.gazetteer.same_as if self.library.gazetteer.resolve(other) == entity}
        found = self.reader.union("refs", {entity, *same})
        rows = [self.reader.row(document) for document in sorted(found)]
        return sorted(rows, key=lambda row: (row.sheet, row.type == "sheet"))

    def linking_to(self, sheet_id: str) -> list[Row]:
        return [self.reader.row(document) for document in sorted(self.reader.postings("refs", f"link:{sheet_id}"))]


_RANK_IN_LISTS = {"sheet": 1, "passage": 2}


def _of_kind(
    candidates: list[Candidate], kinds: tuple[Group, ...], search: Search
) -> tuple[list[Candidate], tuple[Group, ...]]:
    """The candidates that answer to every kind asked for; where none does, the subject's entities and what they lack."""
    if not kinds or not candidates:
        return candidates, ()
    fitting = [one for one in candidates if all(one.document in search.direct(kind) for kind in kinds)]
    if fitting:
        return [replace(one, matched=one.matched + kinds) for one in fitting], ()
    missing = tuple(kind for kind in kinds if not any(one.document in search.direct(kind) for one in candidates))
    entities = search.of_types((one.document for one in candidates), ENTITIES)
    return [one for one in candidates if one.document in entities] or candidates, missing or kinds


class _Prior:
    """What a question is likely to want of a document, by type and by what its columns state."""

    def __init__(self, question: Question, search: Search) -> None:
        self._attributes = set(question.attributes)
        reader = search.reader
        self._type, self._currency = reader.column("type"), reader.column("currency")
        self._measure, self._first, self._last = reader.column("measure"), reader.column("first"), reader.column("last")

    def __call__(self, document: int) -> float:
        kind = self._type[document]
        is_money = kind == DocType.FIGURE and self._currency[document] > 0
        score = 2.0 if is_money else _TYPE_PRIOR.get(kind, 0.0)
        wanted = self._attributes
        score += 3.0 * (is_money and "amount" in wanted)
        score += 3.0 * (kind == DocType.FIGURE and not is_money and bool(wanted & {"count", "age"}))
        score += 2.0 * ("date" in wanted and bool(self._first[document] or self._last[document]))
        score += 3.0 * (kind == DocType.ACTOR and "who" in wanted)
        score += 2.0 * (kind == DocType.STATEMENT and "speaker" in wanted)
        return score + 2.0 * (kind == DocType.TOOL and "maker" in wanted)


_TYPE_PRIOR = {
    DocType.FIGURE: 1.0,
    DocType.DATE: 0.8,
    DocType.STATEMENT: 0.6,
    DocType.TOOL: 0.7,
    DocType.ACTOR: 0.7,
    DocType.PLACE: 0.5,
}


def _order(answer: Answer, question: Question, coded: int) -> tuple[Any, ...]:
    """All words before some, stated before not stated, the kind asked for before its mention, then rank and review."""
    fact = answer.fact
    rank = fact.rank if isinstance(fact, Figure) else Rank.NORMAL
    return (
        len(answer.unmatched),
        len(answer.not_stated),
        rank is Rank.DEPRECATED,
        -coded,
        -_wanted(fact, question),
        -_closeness(answer, question),
        rank is not Rank.PREFERRED,
        answer.sheet.status is Status.DRAFT,
        not (isinstance(fact, Figure) and fact.amount.value is not None),
    )


def _wanted(fact: Fact, question: Question) -> int:
    attributes = set(question.attributes)
    return (
        ("who" in attributes and isinstance(fact, Actor))
        + ("amount" in attributes and isinstance(fact, Figure) and bool(fact.currency))
        + (bool(attributes & {"count", "age"}) and isinstance(fact, Figure) and bool(fact.unit))
    )


def _closeness(answer: Answer, question: Question) -> float:
    """A sum of money between those asked about, then what is labelled so, then whoever is asked about by name."""
    fact, lang = answer.fact, answer.sheet.lang
    asked = {term for group in question.subject for term in group.terms}

    def named(entity: str) -> bool:
        item = next((one for one in answer.sheet.entities() if one.id == entity), None)
        names = (answer.names.get(entity, ""), item.name, *item.aliases) if item else ()
        return any(words and words <= asked for words in (set(terms(name, lang)) for name in names))

    label = set(terms(answer.label, lang))
    covered = 1.5 * all(group.terms & label for group in question.groups)
    if isinstance(fact, Figure):
        return 2.0 * (bool(fact.currency) and (named(fact.payer) or named(fact.payee))) + covered
    return named(fact.id) + covered


def _states(fact: Fact, attribute: str) -> bool:
    """Whether a fact says what a question asks of it; a fact that the attribute makes no sense for does not."""
    check = _STATED.get(attribute)
    return check is None or check(fact)


_STATED: dict[str, Callable[[Fact], bool]] = {
    "amount": lambda fact: isinstance(fact, Figure) and bool(fact.currency),
    "count": lambda fact: isinstance(fact, Figure) and bool(fact.unit),
    "age": lambda fact: isinstance(fact, Figure) and fact.kind == "age",
    "budget": lambda fact: isinstance(fact, Figure) and fact.kind == "budget",
    "date": lambda fact: isinstance(fact, (Figure, DatedEvent)) and bool(fact.date or fact.relative),
    "maker": lambda fact: isinstance(fact, Tool) and bool(fact.maker),
    "payer": lambda fact: isinstance(fact, Figure) and bool(fact.payer),
    "payee": lambda fact: isinstance(fact, Figure) and bool(fact.payee),
    "speaker": lambda fact: isinstance(fact, Statement) and bool(fact.speaker),
    "who": lambda fact: isinstance(fact, Actor) or bool(mentions(fact)),
}


def _subjects(fact: Fact) -> tuple[str, ...]:
    return (fact.id, *mentions(fact)) if isinstance(fact, Figure) else (fact.id,)


def _note(gaps: list[NotStated], absent: list[str]) -> str:
    return next((gap.note for gap in gaps if gap.what in absent and gap.note), "")


def _prove(piece: Evidence, source: Source, read: ReadSource) -> Proof:
    verified, span, text = "no", None, read.text
    if read.attached is not None and read.verified == "original":
        found = stand(piece, read.attached, offsets=False)
        if found.standing is Standing.EXACT:
            verified, span, text = "original", found.span, read.attached
    if verified == "no" and read.text is not None and read.verified != "no":
        found = stand(piece, read.text)
        if found.standing is Standing.EXACT:
            verified, span, text = "text", found.span, read.text
    if span is None or text is None:
        return Proof(piece, source, "no", piece.start, piece.end, "")
    paragraph = text.paragraph(text.paragraph_at(span.start))
    passage = text.text[paragraph.start : paragraph.end] if paragraph else text.text[span.start : span.end]
    return Proof(piece, source, verified, span.start, span.end, passage)


def payload(answer: Answer) -> dict[str, Any]:
    """The FACT of the JSON promise: every key is always there, absent values are null, numbers are decimal strings."""
    fact, sheet = answer.fact, answer.sheet
    figure = fact if isinstance(fact, Figure) else None

    def text(value: Any) -> str | None:
        return str(value) if value not in (None, "") else None

    def number(value: Any) -> str | None:
        return plain(value) if value is not None else None

    def party(entity: str) -> dict[str, str] | None:
        return {"id": entity, "name": answer.names.get(entity, entity)} if entity else None

    amount = figure.amount if figure else None
    when = getattr(fact, "date", None)
    return {
        "ref": answer.ref,
        "sheet": sheet.id,
        "fact": fact.id,
        "type": fact_type(fact),
        "label": answer.label,
        "kind": text(getattr(fact, "kind", None)),
        "value": number(amount.value) if amount else None,
        "min": number(amount.min) if amount else None,
        "max": number(amount.max) if amount else None,
        "magnitude": number(amount.magnitude) if amount else None,
        "currency": text(figure.currency) if figure else None,
        "unit": text(figure.unit) if figure else None,
        "modifier": text(amount.modifier) if amount else None,
        "basis": text(figure.basis) if figure else None,
        "per": text(figure.per) if figure else None,
        "payer": party(figure.payer) if figure else None,
        "payee": party(figure.payee) if figure else None,
        "about": [party(entity) for entity in getattr(fact, "about", ())],
        "speaker": party(getattr(fact, "speaker", "")),
        "via": party(getattr(fact, "via", "")),
        "date": text(when),
        "printed": text(figure.printed) if figure else None,
        "nature": text(getattr(fact, "nature", None)),
        "rank": text(getattr(fact, "rank", None)),
        "status": sheet.status.value,
        "matched": list(answer.matched),
        "unmatched": list(answer.unmatched),
        "not_stated": list(answer.not_stated),
        "evidence": [_proof_payload(proof) for proof in answer.proofs],
    }


def _proof_payload(proof: Proof) -> dict[str, Any]:
    return {
        "source": proof.source.id,
        "title": proof.source.title or None,
        "file": proof.source.text_file(),
        "exact": proof.evidence.exact,
        "start": proof.start,
        "end": proof.end,
        "paragraph": proof.evidence.paragraph,
        "page": proof.evidence.page,
        "restated": proof.source.restated,
        "verified": proof.verified,
    }
