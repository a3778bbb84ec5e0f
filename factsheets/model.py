"""The fact sheet. These dataclasses are the format: `validate` reads and `serialise` writes whatever they declare.

A field's metadata says what its type alone cannot: which ids it may name (`ref`), which vocabulary it draws from
(`word`), that its keys stand in the parent mapping (`inline`). A field without a default is required.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from factsheets.amounts import Amount
from factsheets.dates import Edtf

FORMAT = 1
NO_AMOUNT = Amount()


class Status(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"


class Nature(StrEnum):
    """How the document presents a fact."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    ALLEGED = "alleged"
    PLANNED = "planned"
    DENIED = "denied"


class Rank(StrEnum):
    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """What a sum of money stands for, only where it is printed."""

    CEILING = "ceiling"
    ESTIMATED = "estimated"
    SIGNED = "signed"
    OBLIGATED = "obligated"
    PAID = "paid"
    REQUESTED = "requested"


class Per(StrEnum):
    TOTAL = "total"
    YEAR = "year"
    MONTH = "month"
    UNIT = "unit"


class CurrencyFrom(StrEnum):
    EXPLICIT = "explicit"
    CONTEXT = "context"
    INHERITED = "inherited"


def ident() -> Any:
    """A field that holds the object's own id."""
    return field(metadata={"ident": True})


def ref(*to: str, many: bool = False) -> Any:
    """A field that names ids declared in one of the sheet's lists `to`."""
    return field(default=() if many else "", metadata={"ref": to})


def word(vocabulary: str, *, required: bool = True, many: bool = False) -> Any:
    """A field whose words come from a file of `vocabulary/`."""
    if required:
        return field(metadata={"word": vocabulary})
    return field(default=() if many else "", metadata={"word": vocabulary})


def inline(default: Any) -> Any:
    """A nested object whose keys stand in the parent's mapping."""
    return field(default=default, metadata={"inline": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quote selector (W3C Web Annotation): the words as printed, and where.

    `start` and `end` count Unicode code points of the source's whole text, end exclusive; `paragraph` counts non-blank
    lines from 1, `page` from 1; `prefix` and `suffix` tell equal fragments of one paragraph apart.
    """

    source: str = field(metadata={"ref": ("sources",)})
    exact: str
    paragraph: int | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The document that a restatement restates, known by its hash; `first_line` is the non-blank line of its title."""

    sha256: str
    size: int
    name: str
    title: str = ""
    byline: str = ""
    first_line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document in `seeds/`: `file` is the bytes as they came, `text` what was read of it where that differs.

    With `link` the bytes stayed where they were, under a path that is shown and never opened: only `text` is kept.
    """

    id: str = ident()
    file: str
    sha256: str
    text: str = ""
    text_sha256: str = ""
    extractor: str = ""
    restated: bool = False
    original: Original | None = None
    title: str = ""
    publisher: str = ""
    agency: str = ""
    authors: tuple[str, ...] = ()
    published: Edtf | None = None
    lang: str = word("languages", required=False)
    url: str = ""
    link: str = ""
    syndicated_from: str = ""
    note: str = ""

    def text_file(self) -> str:
        """The file of `seeds/` that evidence points into."""
        return self.text or self.file

    def text_hash(self) -> str:
        return self.text_sha256 or self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    id: str = ident()
    name: str
    kind: str = word("actor_kinds")
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    role: str = ""
    part_of: str = ref("actors")
    nature: Nature = Nature.REPORTED
    confidence: Confidence = Confidence.HIGH
    note: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    id: str = ident()
    name: str
    kind: str = word("tool_kinds", required=False)
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    maker: str = ref("actors")
    operators: tuple[str, ...] = ref("actors", many=True)
    purpose: str = ""
    nature: Nature = Nature.REPORTED
    confidence: Confidence = Confidence.HIGH
    note: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str = ident()
    name: str
    kind: str = word("place_kinds")
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number somebody printed. Money has a `currency`, anything else a `unit`."""

    id: str = ident()
    label: str
    kind: str = word("figure_kinds")
    amount: Amount = inline(NO_AMOUNT)  # noqa: RUF009 - a field specifier like the others
    currency: str = ""
    currency_from: CurrencyFrom | None = None
    unit: str = ""
    basis: Basis | None = None
    per: Per = Per.TOTAL
    payer: str = ref("actors")
    payee: str = ref("actors")
    about: tuple[str, ...] = ref("actors", "tools", "places", many=True)
    date: Edtf | None = None
    relative: str = ""
    printed: str
    nature: Nature = Nature.REPORTED
    confidence: Confidence = Confidence.HIGH
    rank: Rank = Rank.NORMAL
    reason: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """Something that happened, or is to happen: on an EDTF `date`, or `relative` when nothing printed anchors it."""

    id: str = ident()
    what: str
    date: Edtf | None = None
    relative: str = ""
    actors: tuple[str, ...] = ref("actors", many=True)
    about: tuple[str, ...] = ref("tools", "places", many=True)
    nature: Nature = Nature.REPORTED
    confidence: Confidence = Confidence.HIGH
    note: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody says, in the sheet's own words; `speaker` is absent where the document speaks for itself."""

    id: str = ident()
    text: str
    speaker: str = ref("actors")
    via: str = ref("actors")
    about: tuple[str, ...] = ref("actors", "tools", "places", many=True)
    nature: Nature = Nature.REPORTED
    confidence: Confidence = Confidence.HIGH
    note: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStated:
    """What a reader looked for and the documents do not say: the attribute `what` of the subjects `about`."""

    about: tuple[str, ...] = ref("actors", "tools", "places", "figures", "dates", many=True)
    what: str = word("attributes")
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    to: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAccept:
    """Facts accepted together, unseen but for a sample of `looked_at`: by the rule that found them and its confidence.

    They are never shown as checked one by one. `facts` are ids of the sheet; `kind` and `rule` may be absent for any.
    """

    facts: tuple[str, ...] = ref("figures", "dates", "statements", "actors", "tools", "places", many=True)
    kind: str = word("finding_kinds", required=False)
    rule: str = ""
    at_least: str = ""
    looked_at: int = 0
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """By whom and when; both absent while a review is under way."""

    by: str = ""
    at: str = ""
    notes: str = ""
    bulk: tuple[BulkAccept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the distiller found that no person has decided on, or that a person rejected."""

    id: str = ident()
    kind: str = word("finding_kinds")
    source: str = ref("sources")
    start: int
    end: int
    printed: str
    reads: str = ""
    rule: str
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The part of a source's text that was read as the article, in code points."""

    source: str = ref("sources")
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    cut: Cut | None = None
    pending: tuple[Finding, ...] = ()
    rejected: tuple[Finding, ...] = ()


Fact = Figure | DatedEvent | Statement | Actor | Tool | Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    format: int
    id: str = ident()
    title: str
    lang: str = word("languages")
    status: Status
    summary: str = ""
    note: str = ""
    themes: tuple[str, ...] = word("concepts", required=False, many=True)
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    tools: tuple[Tool, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DatedEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    not_stated: tuple[NotStated, ...] = ()
    links: tuple[Link, ...] = ()
    review: Review | None = None
    draft: Draft | None = None

    def facts(self) -> Iterator[Fact]:
        """Everything that carries evidence, the answer-worthy first."""
        yield from self.figures
        yield from self.dates
        yield from self.statements
        yield from self.entities()

    def entities(self) -> Iterator[Actor | Tool | Place]:
        """Everything that other sheets may share by id."""
        yield from self.actors
        yield from self.tools
        yield from self.places

    def fact(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self.facts() if fact.id == fact_id), None)

    def in_bulk(self, fact_id: str) -> bool:
        """Whether a fact was accepted with others, by a rule, rather than looked at."""
        return any(fact_id in accept.facts for accept in (self.review.bulk if self.review else ()))

    def checked(self, fact_id: str) -> str | None:
        """Who vouches for a fact: "person", "bulk" for one that a rule stands for, None while nobody has decided."""
        if self.in_bulk(fact_id):
            return "bulk"
        if self.status is Status.REVIEWED:
            return "person"
        undecided = self.draft is None or any(one.id == fact_id for one in self.draft.pending)
        return None if undecided else "person"

    def source(self, source_id: str) -> Source | None:
        return next((source for source in self.sources if source.id == source_id), None)


FACT_TYPES: dict[type[Fact], str] = {
    Figure: "figure",
    DatedEvent: "date",
    Statement: "statement",
    Actor: "actor",
    Tool: "tool",
    Place: "place",
}


def fact_type(fact: Fact) -> str:
    """The word that JSON and links use for a fact's class."""
    return FACT_TYPES[type(fact)]


def mentions(fact: Fact) -> tuple[str, ...]:
    """The ids of the sheet's actors, tools and places that a fact is about, itself included where it is one of them."""
    match fact:
        case Figure():
            ids = (fact.payer, fact.payee, *fact.about)
        case DatedEvent():
            ids = (*fact.actors, *fact.about)
        case Statement():
            ids = (fact.speaker, fact.via, *fact.about)
        case Tool():
            ids = (fact.id, fact.maker, *fact.operators)
        case Actor():
            ids = (fact.id, fact.part_of)
        case _:
            ids = (fact.id,)
    return tuple(dict.fromkeys(one for one in ids if one))
