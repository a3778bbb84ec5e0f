"""What an answer is made of, and the JSON shape that is promised for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from factsheets.amounts import plain
from factsheets.model import Evidence, Fact, FactSheet, Figure, Source, fact_type
from factsheets.proof import ReadSource, prove

JSON_VERSION = 1


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
    """A fact, the words of the question that it answers to and not, what was asked of it and is not stated.

    `names` and `ids` say what the sheet's ids are called and which id stands for each across sheets.
    """

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
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        return f"{self.sheet.id}#{self.fact.id}"

    def sources_count(self) -> int:
        return len({piece.source for piece in self.fact.evidence})


@dataclass(frozen=True, slots=True)
class Hit:
    """A sheet, a fact or a passage that matches; `snippet` is the text around the match.

    `possible` is a match by an uncertain amount or date, which may or may not fall into what was asked.
    """

    type: str
    sheet: str
    fact: str
    title: str
    snippet: str
    score: float
    source: str = ""
    paragraph: int = 0
    draft: bool = False
    possible: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    query: str
    answers: tuple[Answer, ...] = ()
    sheets: tuple[Hit, ...] = ()
    hints: tuple[str, ...] = field(default=())


def proof_of(piece: Evidence, source: Source, read: ReadSource) -> Proof:
    """A fragment as it stands now, with its passage; one that is not proven keeps the offsets that the sheet gives."""
    proven = prove(piece, read)
    if proven.verified == "no" or proven.span is None:
        return Proof(piece, source, "no", piece.start, piece.end, "")
    return Proof(piece, source, proven.verified, proven.span.start, proven.span.end, proven.passage())


def payload(answer: Answer) -> dict[str, Any]:
    """The FACT of the JSON promise: every key is always there, absent values are null, numbers are decimal strings."""
    fact, sheet = answer.fact, answer.sheet
    figure = fact if isinstance(fact, Figure) else None

    def text(value: Any) -> str | None:
        return str(value) if value not in (None, "") else None

    def number(value: Any) -> str | None:
        return plain(value) if value is not None else None

    def party(entity: str) -> dict[str, str] | None:
        return {"id": answer.ids.get(entity, entity), "name": answer.names.get(entity, entity)} if entity else None

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
        "about": list({answer.ids.get(one, one): party(one) for one in getattr(fact, "about", ())}.values()),
        "speaker": party(getattr(fact, "speaker", "")),
        "via": party(getattr(fact, "via", "")),
        "date": text(when),
        "printed": text(figure.printed) if figure else None,
        "nature": text(getattr(fact, "nature", None)),
        "rank": text(getattr(fact, "rank", None)),
        "status": sheet.status.value,
        "checked": sheet.checked(fact.id),
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
