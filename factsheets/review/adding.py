"""A span of a source that a person gives a kind: read as the distiller reads it, else by itself, else as they say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from factsheets import amounts
from factsheets.dates import Edtf, parse_edtf, parse_words
from factsheets.distill.document import Document
from factsheets.distill.draft import draft_sheet, slug
from factsheets.distill.draft_labels import Labels
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.page import paragraphs_within
from factsheets.distill.rules import RULES
from factsheets.distill.sentences import Sentences, on_one_line
from factsheets.evidence import SourceText
from factsheets.gazetteer import Gazetteer
from factsheets.model import Fact, FactSheet, Source
from factsheets.review import editing
from factsheets.review.decisions import BY_HAND, SUGGESTIONS
from factsheets.review.errors import DecisionError
from factsheets.review.placing import GROUP_OF, new_id
from factsheets.yaml_text import Data

KINDS = tuple(kind.value for kind in Kind if kind.value not in SUGGESTIONS)
_ENTITIES = {Kind.ACTOR, Kind.TOOL, Kind.PLACE}
_NEEDED = {
    Kind.MONEY: ("value", "min", "max", "magnitude"),
    Kind.QUANTITY: ("value", "min", "max", "magnitude"),
    Kind.DATE: ("date", "relative"),
}
_SHORT = 20_000
"""Code points of an article that is read whole for a span of it, which takes a quarter of a second."""
_ASK = {
    Kind.MONEY: "`{0}` names no currency; say currency=CODE, such as currency=EUR",
    Kind.QUANTITY: "`{0}` names no unit; say unit=WORD, such as unit=people",
}
_SAY = {
    Kind.MONEY: "no sum can be read in `{0}`; say value=NUMBER and currency=CODE",
    Kind.QUANTITY: "no number with its unit can be read in `{0}`; say value=NUMBER and unit=WORD",
    Kind.DATE: "no date can be read in `{0}`; say date=2025-09-12, date=2025-09 or relative=WORDS",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A span of a source, in code points of its whole text."""

    source: Source
    text: SourceText
    start: int
    end: int

    @property
    def fragment(self) -> str:
        return self.text.text[self.start : self.end]


def spot(source: Source, text: SourceText, start: int, end: int) -> Spot:
    """A span without the blanks at its ends; DecisionError where nothing is left, or it leaves its paragraph."""
    if not 0 <= start < end <= len(text.text):
        raise DecisionError(f"{start}:{end} is no span of {source.id}, which has {len(text.text)} characters")
    fragment = text.text[start:end]
    start, end = start + len(fragment) - len(fragment.lstrip()), end - len(fragment) + len(fragment.rstrip())
    if start >= end:
        raise DecisionError("there is nothing but blanks in that span")
    return Spot(source, text, start, end)


def kind_of(word: str) -> Kind:
    if word not in KINDS:
        raise DecisionError(f"`{word}` is no kind; it is one of {', '.join(KINDS)}")
    return Kind(word)


def read_span(
    sheet: FactSheet, where: Spot, kind: Kind, changes: Mapping[str, str], gazetteer: Gazetteer, ident: str = ""
) -> Fact:
    """The fact that a span is, with a new id unless one is given; DecisionError says what is missing."""
    document = _document(sheet, where, gazetteer)
    finding = _completed(_read(document, where, kind), changes)
    cls = editing.GROUP_TYPES[GROUP_OF[kind]]
    data = _data(document, where.source, finding)
    _lacks_nothing(finding, where, changes)
    speaker = _named(sheet, finding.speaker) if kind is Kind.STATEMENT else ""
    data |= {"speaker": speaker} if speaker else {}
    read = editing.read_fact(sheet, cls, data, changes)
    return replace(read, id=ident or new_id(sheet, read, gazetteer))


def _document(sheet: FactSheet, where: Spot, gazetteer: Gazetteer) -> Document:
    """The article of a short document, else the paragraph of the span; the whole text stays at hand."""
    paragraph = where.text.paragraph(where.text.paragraph_at(where.start))
    bounds = (paragraph.start, max(paragraph.end, where.end)) if paragraph else (where.start, where.end)
    cut = sheet.draft.cut if sheet.draft else None
    if cut and cut.source == where.source.id and cut.end - cut.start <= _SHORT and cut.start <= where.start < cut.end:
        bounds = (cut.start, max(cut.end, where.end))
    published = where.source.published
    document = Document(
        text=where.text.text,
        lang=where.source.lang or sheet.lang,
        paragraphs=paragraphs_within(where.text.text[: bounds[1]], bounds),
        article=bounds,
        published=published.earliest if published and published.earliest == published.latest else None,
        gazetteer=gazetteer,
    )
    for rule in RULES:
        document.found += list(rule(document))
    return document


def _read(document: Document, where: Spot, kind: Kind) -> Finding:
    """What a rule reads at a span, else what the fragment says by itself, else the bare span."""
    found = [one for one in document.found if one.kind is kind and one.start < where.end and where.start < one.end]
    near = max(found, key=lambda one: _shared(one, where), default=None)
    bare = Finding(kind=kind, start=where.start, end=where.end, printed=where.fragment, rule=BY_HAND, confidence=1.0)
    if kind in _ENTITIES:
        return _entity(document, bare, near)
    if kind is Kind.STATEMENT:
        return replace(bare, speaker=near.speaker, outlet=near.outlet) if near else bare
    return near or _alone(bare, document.lang)


def _shared(one: Finding, where: Spot) -> tuple[int, int]:
    """How well a finding fits a span: what both hold, then how little it holds beside."""
    return min(one.end, where.end) - max(one.start, where.start), one.start - one.end


def _entity(document: Document, bare: Finding, near: Finding | None) -> Finding:
    """A name as the person marked it; what a rule reads under that very name comes with it."""
    name = on_one_line(bare.printed)
    mentioned = (
        one
        for one in document.found
        if one.kind is bare.kind and ((bare.start, bare.end) in one.mentions or name in {one.name, *one.aliases})
    )
    known = next(mentioned, None)
    if known:
        return replace(known, start=bare.start, end=bare.end, printed=bare.printed, confidence=1.0)
    kinds = replace(near, name="", aliases=(), role="", maker="") if near else bare
    return replace(kinds, name=name, start=bare.start, end=bare.end, printed=bare.printed, mentions=(), confidence=1.0)


def _alone(bare: Finding, lang: str) -> Finding:
    """A fragment by itself: a sum, a number with its unit, a date."""
    text = on_one_line(bare.printed)
    if bare.kind is Kind.DATE:
        when = _date(text)
        return replace(bare, edtf=when.text if when else "")
    number, unit = text, ""
    read = amounts.parse(text, lang)
    if read is None and bare.kind is Kind.QUANTITY:
        number, _, unit = text.rpartition(" ")
        read = amounts.parse(number, lang)
    if read is None:
        return bare
    amount = read.amount
    code = (read.currency or "") if bare.kind is Kind.MONEY else ""
    return replace(
        bare,
        value=amount.value,
        min=amount.min,
        max=amount.max,
        magnitude=amount.magnitude,
        modifier=amount.modifier.value,
        currency=code,
        currency_from="explicit" if code else "",
        unit=slug(unit) if bare.kind is Kind.QUANTITY else "",
    )


def _date(text: str) -> Edtf | None:
    try:
        return parse_edtf(text)
    except ValueError:
        return parse_words(text)


def _completed(finding: Finding, changes: Mapping[str, str]) -> Finding:
    """With the currency or the unit that a person gives, so that a number alone becomes a figure."""
    currency, unit = changes.get("currency", "").strip(), changes.get("unit", "").strip()
    if currency:
        return replace(finding, currency=currency, currency_from=finding.currency_from or "context", unit="")
    return replace(finding, unit=unit, currency="", currency_from="") if unit else finding


def _lacks_nothing(finding: Finding, where: Spot, changes: Mapping[str, str]) -> None:
    """Raise DecisionError, with what to say, where neither the text nor the person gives what a kind needs."""
    kind, given = finding.kind, {name for name, value in changes.items() if value.strip()}
    amount = (finding.value, finding.min, finding.max, finding.magnitude)
    was_read = finding.rule != BY_HAND or bool(finding.edtf) or any(one is not None for one in amount)
    if kind in _SAY and not (was_read or given & set(_NEEDED[kind])):
        raise DecisionError(_SAY[kind].format(on_one_line(where.fragment)))
    named = finding.currency if kind is Kind.MONEY else finding.unit
    if kind in _ASK and not (named or given & {"currency", "unit"}):
        raise DecisionError(_ASK[kind].format(on_one_line(where.fragment)))


def _data(document: Document, source: Source, finding: Finding) -> dict[str, Data]:
    """The fact as the drafter makes it of that finding alone; what is no fact yet has a label and its evidence."""
    drafted = draft_sheet(replace(document, found=[finding]), source, "draft")
    fact = next(drafted.facts(), None)
    if fact is not None:
        return editing.data_of(drafted, fact)
    said = replace(finding, kind=Kind.STATEMENT, speaker="", outlet="")
    stated = draft_sheet(replace(document, found=[said]), source, "draft")
    data = editing.data_of(stated, stated.statements[0])
    label = Labels(document, Sentences(document)).label(finding.start, finding.printed)
    if finding.kind is Kind.DATE:
        return {"id": "x", "what": label, "evidence": data["evidence"]}
    return {"id": "x", "label": label, "kind": "other", **_amount(finding), "evidence": data["evidence"]}


def _amount(finding: Finding) -> dict[str, Data]:
    """What a figure says of its number, as its file would have it."""
    numbers = {name: getattr(finding, name) for name in ("value", "min", "max", "magnitude")}
    words = {"modifier": finding.modifier, "currency": finding.currency, "currency_from": finding.currency_from}
    told: dict[str, Data] = {name: amounts.plain(one) for name, one in numbers.items() if one is not None}
    told |= {name: word for name, word in words.items() if word}
    told |= {"unit": finding.unit} if finding.unit and not finding.currency else {}
    return told | {"printed": on_one_line(finding.printed)}


def _named(sheet: FactSheet, name: str) -> str:
    return next((one.id for one in sheet.actors if name in {one.name, *one.aliases}), "")
