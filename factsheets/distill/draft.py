"""Findings -> draft sheet: valid as it stands, and honest about what a machine found and no person has looked at.

A finding becomes a fact where it can, and stands in `draft.pending` under the fact's id until a person decides; what
does not fit a fact is listed there alone. Ids come from what was found, so that the same finding keeps its id.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeVar

from factsheets import checks, vocabulary
from factsheets.amounts import plain
from factsheets.dates import parse_edtf
from factsheets.distill.anchoring import located
from factsheets.distill.document import Document
from factsheets.distill.draft_beside import Beside
from factsheets.distill.draft_figures import Scales, amount_of, kind_of
from factsheets.distill.draft_labels import Labels
from factsheets.distill.draft_names import Names
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.sentences import Sentences, on_one_line
from factsheets.distill.tables import Cell
from factsheets.evidence import SourceText, Span
from factsheets.model import (
    FORMAT,
    Actor,
    Confidence,
    CurrencyFrom,
    Cut,
    DatedEvent,
    Draft,
    Evidence,
    FactSheet,
    Figure,
    Nature,
    Per,
    Place,
    Source,
    Statement,
    Status,
    Tool,
)
from factsheets.model import Finding as Pending

_Made = TypeVar("_Made", Actor, Tool, Place, Figure, DatedEvent, Statement)
_HIGH, _MEDIUM = 0.9, 0.7


def draft_sheet(document: Document, source: Source, sheet_id: str) -> FactSheet:
    """A draft of one document, which passes every check; what a check refuses waits as a finding without its fact."""
    refused: set[Found] = set()
    while True:
        sheet = _Drafter(document, source, sheet_id, refused).sheet()
        wrong = {complaint.at[:2] for complaint in checks.run(sheet) if len(complaint.at) > 1}
        ids = {getattr(sheet, str(group))[int(position)].id for group, position in wrong if group in _GROUPS}
        pending = sheet.draft.pending if sheet.draft else ()
        spans = {(one.start, one.end, one.kind) for one in pending if one.id in ids}
        if spans <= refused:
            return sheet
        refused |= spans


Found = tuple[int, int, str]
"""Start, end and kind: what tells the findings of a document apart."""
_GROUPS = ("figures", "dates", "statements", "actors", "tools", "places")


@cache
def draft_notes() -> frozenset[str]:
    """The notes that a draft puts on its facts, in every language: gone once a person has accepted the fact."""
    return frozenset(words for term in vocabulary.terms("draft_notes").values() for words in term.words)


def slug(text: str, most: int = 48) -> str:
    """A text as an id: ASCII, small letters, hyphens."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:most].strip("-")


class _Drafter:
    def __init__(self, document: Document, source: Source, sheet_id: str, refused: set[Found]) -> None:
        self._document = document
        self._source = source
        self._sheet_id = sheet_id
        self._refused = refused
        self._taken: set[str] = {source.id}
        self._numbers: Counter[str] = Counter()
        self._names = Names(document.gazetteer)
        self._pending: list[Pending] = []
        self._sentences = Sentences(document)
        self._labels = Labels(document, self._sentences)
        self._scales = Scales(document)
        self._beside = Beside(document, self._sentences)
        self._text = SourceText(document.text)

    def sheet(self) -> FactSheet:
        actors = self._each(Kind.ACTOR, self._actor)
        tools = self._each(Kind.TOOL, self._tool)
        places = self._each(Kind.PLACE, self._place)
        figures = self._each(Kind.MONEY, self._figure) + self._each(Kind.QUANTITY, self._figure)
        events = self._each(Kind.DATE, self._event)
        statements = self._each(Kind.STATEMENT, self._statement)
        self._each(Kind.RELATION, lambda _finding: None)
        start, end = self._document.article
        return FactSheet(
            format=FORMAT,
            id=self._sheet_id,
            title=self._document.title or self._source.file,
            lang=self._document.lang,
            status=Status.DRAFT,
            sources=(self._source,),
            actors=tuple(actors),
            tools=tuple(tools),
            places=tuple(places),
            figures=tuple(sorted(figures, key=_stands)),
            dates=tuple(events),
            statements=tuple(statements),
            draft=Draft(cut=Cut(source=self._source.id, start=start, end=end), pending=self._in_order()),
        )

    def _in_order(self) -> tuple[Pending, ...]:
        return tuple(sorted(self._pending, key=lambda one: (one.start, one.end)))

    def _each(self, kind: Kind, make: Callable[[Finding], _Made | None]) -> list[_Made]:
        """The facts of one kind; each finding is pending under its fact's id, or under one of its own."""
        made = []
        for finding in self._document.found:
            if finding.kind is kind:
                span = finding.start, finding.end, kind.value
                fact = make(finding) if span not in self._refused else None
                made += [fact] if fact is not None else []
                self._pend(finding, fact.id if fact is not None else self._id(f"{kind}-{finding.printed}"))
        return made

    def _pend(self, finding: Finding, ident: str) -> None:
        reads = (plain(finding.value) if finding.value is not None else "") or finding.edtf or finding.name
        self._pending.append(
            Pending(
                id=ident,
                kind=finding.kind.value,
                source=self._source.id,
                start=finding.start,
                end=finding.end,
                printed=on_one_line(finding.printed),
                reads=reads,
                rule=finding.rule,
                confidence=f"{finding.confidence:.2f}",
            )
        )

    def _id(self, text: str) -> str:
        base = slug(text) or "finding"
        ident = base
        while ident in self._taken:
            self._numbers[base] += 1
            ident = f"{base}-{self._numbers[base] + 1}"
        self._taken.add(ident)
        return ident

    def _evidence(self, finding: Finding) -> tuple[Evidence, ...]:
        return (located(self._text, self._source.id, finding.start, finding.end),)

    def _confidence(self, finding: Finding) -> Confidence:
        if finding.confidence >= _HIGH:
            return Confidence.HIGH
        return Confidence.MEDIUM if finding.confidence >= _MEDIUM else Confidence.LOW

    def _nature(self, finding: Finding) -> Nature:
        return Nature(finding.nature) if finding.nature in set(Nature) else Nature.REPORTED

    def _actor(self, finding: Finding) -> Actor | None:
        ident = self._entity(finding)
        if not ident:
            return None
        return Actor(
            id=ident,
            name=finding.name,
            kind=finding.actor_kind or "organisation",
            aliases=_aliases(finding),
            role=on_one_line(finding.role),
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )

    def _tool(self, finding: Finding) -> Tool | None:
        ident = self._entity(finding)
        if not ident:
            return None
        return Tool(
            id=ident,
            name=finding.name,
            kind=finding.tool_kind,
            aliases=_aliases(finding),
            maker=self._names.id_of(finding.maker),
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )

    def _place(self, finding: Finding) -> Place | None:
        ident = self._entity(finding)
        kind = finding.place_kind or "other"
        return Place(id=ident, name=finding.name, kind=kind, evidence=self._evidence(finding)) if ident else None

    def _entity(self, finding: Finding) -> str:
        """A new id for an actor, tool or place; "" for one that the draft has already."""
        known = self._names.known_id(finding)
        before = self._names.id_of(finding.name) or (known if known in self._taken else "")
        ident = "" if before else known or self._id(finding.name)
        self._taken.add(ident)
        self._names.add(finding, before or ident)
        return ident

    def _figure(self, finding: Finding) -> Figure | None:
        amount = amount_of(finding)
        if amount.is_empty() or not (finding.currency or finding.unit):
            return None
        cell = self._labels.cell(finding.start)
        relation = self._beside.relation(finding)
        payer = self._names.id_of(relation.payer) if relation else ""
        payee = self._names.id_of(relation.payee) if relation else ""
        when = self._beside.date_within(cell.head) if cell else self._beside.date(finding)
        beside = map(self._names.id_of, self._beside.named(finding)) if cell is None else ()
        about = tuple(one for one in dict.fromkeys(beside) if one not in {payer, payee, ""})
        figure = Figure(
            id=self._id(f"{finding.currency or finding.unit}-{plain(amount.size())}"),
            label=self._labels.label(finding.start, finding.printed),
            kind=kind_of(finding, str(cell) if cell else self._sentences.text(finding.start)),
            amount=amount,
            currency=finding.currency,
            currency_from=CurrencyFrom(finding.currency_from or "context") if finding.currency else None,
            unit=finding.unit,
            per=Per(finding.per) if finding.per in set(Per) else Per.TOTAL,
            payer=payer,
            payee=payee,
            about=about,
            date=when,
            printed=on_one_line(finding.printed),
            nature=self._nature(finding),
            confidence=self._confidence(finding),
            note=self._note("column" if cell and when else "beside" if when or about else ""),
            evidence=self._evidence(finding),
        )
        return self._with_its_scale(figure, finding, cell)

    def _with_its_scale(self, figure: Figure, finding: Finding, cell: Cell | None) -> Figure:
        """What gives "18,420" its thousands is a second piece of evidence."""
        if not checks.misread(figure, self._document.lang):
            return figure
        heads = [cell.head] if cell and cell.head else []
        at = Span(finding.start, finding.end)
        scale = self._scales.evidence_for(figure, at, [*heads, *self._beside.amounts(finding)], self._document.lang)
        if scale is None:
            return figure
        piece = located(self._text, self._source.id, scale.start, scale.end)
        return replace(figure, evidence=(*figure.evidence, piece))

    def _note(self, key: str) -> str:
        return vocabulary.label("draft_notes", key, self._document.lang) if key else ""

    def _event(self, finding: Finding) -> DatedEvent | None:
        try:
            when = parse_edtf(finding.edtf) if finding.edtf else None
        except ValueError:
            return None
        printed = on_one_line(finding.printed)
        return DatedEvent(
            id=self._id(f"date-{finding.edtf or printed}"),
            what=self._labels.label(finding.start, finding.printed),
            date=when,
            relative="" if when else printed,
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )

    def _statement(self, finding: Finding) -> Statement:
        return Statement(
            id=self._id(f"says-{finding.speaker or 'document'}"),
            text=on_one_line(finding.printed),
            speaker=self._names.id_of(finding.speaker),
            via=self._names.id_of(finding.outlet),
            nature=self._nature(finding),
            confidence=self._confidence(finding),
            note=self._note("printed"),
            evidence=self._evidence(finding),
        )


def _stands(fact: Figure) -> int:
    return fact.evidence[0].start or 0


def _aliases(finding: Finding) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(map(on_one_line, finding.aliases)) if one != finding.name)
