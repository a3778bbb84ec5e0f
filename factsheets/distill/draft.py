"""Findings -> draft sheet: valid as it stands, and honest about what a machine found and no person has looked at.

A finding becomes a fact where it can, and stands in `draft.pending` under the fact's id until a person decides; what
does not fit a fact is listed there alone. Ids come from what was found, so that the same finding keeps its id.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import TypeVar

from factsheets import checks, vocabulary
from factsheets.amounts import Amount, Modifier, plain
from factsheets.dates import Edtf, parse_edtf
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.sentences import Sentences, on_one_line
from factsheets.evidence import SourceText
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

BESIDE = "Date and subjects are those of the same sentence, not confirmed."
_Made = TypeVar("_Made", Actor, Tool, Place, Figure, DatedEvent, Statement)
_DURATIONS = frozenset({"year", "month", "week", "day", "hour"})
_SHARES = frozenset({"percent", "fraction"})
_HIGH, _MEDIUM = 0.9, 0.7


def draft_sheet(document: Document, source: Source, sheet_id: str) -> FactSheet:
    """A draft of one document, which passes every check; what a check refuses goes back among the findings."""
    findings = list(document.found)
    while True:
        sheet = _Drafter(document, source, sheet_id, findings).sheet()
        refused = {complaint.at[:2] for complaint in checks.run(sheet) if len(complaint.at) > 1}
        ids = {getattr(sheet, str(group))[int(position)].id for group, position in refused if group in _GROUPS}
        if not ids:
            return sheet
        kept = [one for one in findings if _fact_id(one, sheet) not in ids]
        if len(kept) == len(findings):
            return sheet
        findings = kept


_GROUPS = ("figures", "dates", "statements", "actors", "tools", "places")


def _fact_id(finding: Finding, sheet: FactSheet) -> str:
    pending = sheet.draft.pending if sheet.draft else ()
    return next((one.id for one in pending if (one.start, one.end, one.kind) == _span(finding)), "")


def _span(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.kind.value


def slug(text: str, most: int = 48) -> str:
    """A text as an id: ASCII, small letters, hyphens."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:most].strip("-")


class _Drafter:
    def __init__(self, document: Document, source: Source, sheet_id: str, findings: list[Finding]) -> None:
        self._document = document
        self._source = source
        self._sheet_id = sheet_id
        self._findings = findings
        self._taken: set[str] = {source.id}
        self._numbers: Counter[str] = Counter()
        self._entities: dict[str, str] = {}
        self._pending: list[Pending] = []
        self._sentences = Sentences(document)
        self._by_sentence: dict[tuple[int, int], list[Finding]] = defaultdict(list)
        for one in findings:
            places = (one.start, *(start for start, _ in one.mentions))
            for bounds in dict.fromkeys(map(self._sentences.around, places)):
                self._by_sentence[bounds].append(one)
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
            figures=tuple(figures),
            dates=tuple(events),
            statements=tuple(statements),
            draft=Draft(cut=Cut(source=self._source.id, start=start, end=end), pending=tuple(self._pending)),
        )

    def _each(self, kind: Kind, make: Callable[[Finding], _Made | None]) -> list[_Made]:
        """The facts of one kind; each finding is pending under its fact's id, or under one of its own."""
        made = []
        for finding in self._findings:
            if finding.kind is kind:
                fact = make(finding)
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
        exact = self._document.text[finding.start : finding.end]
        paragraph = self._document_paragraph(finding.start)
        return (
            Evidence(source=self._source.id, exact=exact, paragraph=paragraph, start=finding.start, end=finding.end),
        )

    def _document_paragraph(self, offset: int) -> int:
        return self._text.paragraph_at(offset)

    def _label(self, finding: Finding) -> str:
        return self._sentences.label(finding.start, finding.printed)

    def _beside(self, finding: Finding) -> Iterator[Finding]:
        """The other findings of the same sentence, further mentions of a name included."""
        yield from (one for one in self._by_sentence[self._sentences.around(finding.start)] if one is not finding)

    def _date_beside(self, finding: Finding) -> Edtf | None:
        """The one date of an amount's sentence; where there are several, a person has to say which."""
        dates = [one.edtf for one in self._beside(finding) if one.kind is Kind.DATE and one.edtf]
        return parse_edtf(dates[0]) if len(dates) == 1 else None

    def _named_beside(self, finding: Finding) -> Iterator[str]:
        """The actors and tools of an amount's sentence, whom the amount may be about."""
        for one in self._beside(finding):
            if one.kind in {Kind.ACTOR, Kind.TOOL} and one.name in self._entities:
                yield self._entities[one.name]

    def _confidence(self, finding: Finding) -> Confidence:
        if finding.confidence >= _HIGH:
            return Confidence.HIGH
        return Confidence.MEDIUM if finding.confidence >= _MEDIUM else Confidence.LOW

    def _nature(self, finding: Finding) -> Nature:
        return Nature(finding.nature) if finding.nature in set(Nature) else Nature.REPORTED

    def _actor(self, finding: Finding) -> Actor | None:
        if finding.name in self._entities:
            return None
        return Actor(
            id=self._entity(finding),
            name=finding.name,
            kind=finding.actor_kind or "organisation",
            aliases=tuple(one for one in finding.aliases if one != finding.name),
            role=finding.role,
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )

    def _tool(self, finding: Finding) -> Tool | None:
        if finding.name in self._entities:
            return None
        return Tool(
            id=self._entity(finding),
            name=finding.name,
            kind=finding.tool_kind,
            aliases=tuple(one for one in finding.aliases if one != finding.name),
            maker=self._entities.get(finding.maker, ""),
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )

    def _place(self, finding: Finding) -> Place | None:
        if finding.name in self._entities:
            return None
        kind = finding.place_kind or "other"
        return Place(id=self._entity(finding), name=finding.name, kind=kind, evidence=self._evidence(finding))

    def _entity(self, finding: Finding) -> str:
        """An id for an actor, tool or place, under which its names are known to the facts that name it."""
        ident = self._id(finding.name)
        for name in (finding.name, *finding.aliases, finding.printed):
            self._entities.setdefault(name, ident)
        return ident

    def _figure(self, finding: Finding) -> Figure | None:
        amount = Amount(finding.value, finding.min, finding.max, finding.magnitude, _modifier(finding))
        if amount.is_empty() or not (finding.currency or finding.unit):
            return None
        size = plain(amount.size())
        what = finding.currency or finding.unit
        relation, when = self._relation(finding), self._date_beside(finding) if finding.currency else None
        payer = self._entities.get(relation.payer, "") if relation else ""
        payee = self._entities.get(relation.payee, "") if relation else ""
        about = [one for one in dict.fromkeys(self._named_beside(finding)) if one not in {payer, payee}]
        return Figure(
            id=self._id(f"{what}-{size}"),
            label=self._label(finding),
            kind=self._figure_kind(finding),
            amount=amount,
            currency=finding.currency,
            currency_from=CurrencyFrom(finding.currency_from or "context") if finding.currency else None,
            unit=finding.unit,
            per=Per(finding.per) if finding.per in set(Per) else Per.TOTAL,
            payer=payer,
            payee=payee,
            about=tuple(about),
            date=when,
            printed=on_one_line(finding.printed),
            nature=self._nature(finding),
            confidence=self._confidence(finding),
            note=BESIDE if when or about else "",
            evidence=self._evidence(finding),
        )

    def _relation(self, finding: Finding) -> Finding | None:
        """The suggestion about who pays whom that covers an amount."""
        found = (one for one in self._beside(finding) if one.kind is Kind.RELATION)
        return next((one for one in found if one.start <= finding.start and finding.end <= one.end), None)

    def _figure_kind(self, finding: Finding) -> str:
        if not finding.currency:
            if finding.unit in _SHARES:
                return "share"
            if finding.unit in _DURATIONS:
                return "age" if "age" in finding.rule else "duration"
            return "count"
        words = set(re.findall(r"\w+", self._sentences.text(finding.start).casefold()))
        kinds = vocabulary.terms("figure_kinds")
        named = (kind for kind, term in kinds.items() if words & {word.casefold() for word in term.words})
        return "price" if finding.per else next(named, "other")

    def _event(self, finding: Finding) -> DatedEvent | None:
        try:
            when = parse_edtf(finding.edtf) if finding.edtf else None
        except ValueError:
            return None
        printed = on_one_line(finding.printed)
        return DatedEvent(
            id=self._id(f"date-{finding.edtf or printed}"),
            what=self._label(finding),
            date=when,
            relative="" if when else printed,
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )

    def _statement(self, finding: Finding) -> Statement:
        return Statement(
            id=self._id(f"says-{finding.speaker or 'document'}"),
            text=on_one_line(finding.printed),
            speaker=self._entities.get(finding.speaker, ""),
            via=self._entities.get(finding.outlet, ""),
            confidence=self._confidence(finding),
            evidence=self._evidence(finding),
        )


def _modifier(finding: Finding) -> Modifier:
    return Modifier(finding.modifier) if finding.modifier else Modifier.AS_PRINTED
