"""One row of a table: a figure or a dated event with all that any column shows of it, and where it is proven."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from factsheets import display
from factsheets.amounts import Amount
from factsheets.dates import Edtf
from factsheets.model import NO_AMOUNT, Confidence, DatedEvent, Evidence, FactSheet, Figure, Nature, Rank, Status

NO_EVIDENCE = Evidence(source="", exact="")
Known = DatedEvent | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`payer` and `payee` are names, `parties` the ids that stand for them across sheets; `proof` the first evidence,
    whose source is `restated` where the library has it in other words.

    `amount_words` is how a person reads the amount, empty for an event.
    """

    sheet: str
    fact: str
    type: str
    label: str
    draft: bool
    bulk: bool
    nature: Nature
    confidence: Confidence
    kind: str = ""
    amount: Amount = NO_AMOUNT
    amount_words: str = ""
    currency: str = ""
    unit: str = ""
    basis: str = ""
    per: str = ""
    payer: str = ""
    payee: str = ""
    parties: tuple[str, str] = ("", "")
    who: str = ""
    date: Edtf | None = None
    when: str = ""
    printed: str = ""
    rank: Rank = Rank.NORMAL
    reason: str = ""
    proof: Evidence = NO_EVIDENCE
    source: str = ""
    restated: bool = False

    @property
    def ref(self) -> str:
        """As the command line names it."""
        return f"{self.sheet}#{self.fact}"

    @property
    def link(self) -> str:
        """As the browser names it."""
        return f"fact/{self.sheet}/{self.fact}"


@dataclass(frozen=True, slots=True)
class Making:
    """Turns the facts of one sheet into entries: what its actors are called, and which id stands for each."""

    sheet: FactSheet
    name: display.Namer
    resolve: Callable[[str], str]
    lang: str = "en"

    def entry(self, fact: Known) -> Entry:
        return self._figure(fact) if isinstance(fact, Figure) else self._event(fact)

    def _figure(self, figure: Figure) -> Entry:
        payer, payee = (self.name(one) if one else "" for one in (figure.payer, figure.payee))
        ids = (figure.payer and self.resolve(figure.payer), figure.payee and self.resolve(figure.payee))
        return Entry(
            sheet=self.sheet.id,
            fact=figure.id,
            type="figure",
            label=figure.label,
            draft=self._draft,
            bulk=self.sheet.in_bulk(figure.id),
            nature=figure.nature,
            confidence=figure.confidence,
            kind=figure.kind,
            amount=figure.amount,
            amount_words=display.amount_words(figure, self.lang),
            currency=figure.currency,
            unit=figure.unit,
            basis=str(figure.basis or ""),
            per=str(figure.per),
            payer=payer,
            payee=payee,
            parties=ids,
            who=display.parties(figure, self.name),
            date=figure.date,
            when=display.when(figure, self.lang, short=True),
            printed=figure.printed,
            rank=figure.rank,
            reason=figure.reason,
            proof=_proof(figure),
            source=self._source(figure),
            restated=self._restated(figure),
        )

    def _event(self, event: DatedEvent) -> Entry:
        return Entry(
            sheet=self.sheet.id,
            fact=event.id,
            type="date",
            label=event.what,
            draft=self._draft,
            bulk=self.sheet.in_bulk(event.id),
            nature=event.nature,
            confidence=event.confidence,
            who=", ".join(map(self.name, event.actors)),
            date=event.date,
            when=display.when(event, self.lang, short=True),
            printed=_proof(event).exact,
            proof=_proof(event),
            source=self._source(event),
            restated=self._restated(event),
        )

    @property
    def _draft(self) -> bool:
        return self.sheet.status is Status.DRAFT

    def _source(self, fact: Known) -> str:
        """What the first source is called, as far as the sheet says."""
        source = self.sheet.source(_proof(fact).source)
        return (source.title or source.file) if source else ""

    def _restated(self, fact: Known) -> bool:
        """Whether the library's text of the first source is another's than the document's."""
        source = self.sheet.source(_proof(fact).source)
        return source is not None and (source.restated or source.original is not None)


def _proof(fact: Known) -> Evidence:
    return fact.evidence[0] if fact.evidence else NO_EVIDENCE


def facts_of(kind: str, sheet: FactSheet) -> Iterator[Known]:
    """What a sheet gives to a table: its figures, or its events with the figures that tell a time."""
    if kind == "figures":
        yield from sheet.figures
    else:
        yield from (figure for figure in sheet.figures if in_time(figure))
        yield from sheet.dates


def in_time(fact: Known) -> bool:
    """Whether a fact belongs into a timeline: every event does, a figure only with a date of a known year."""
    return isinstance(fact, DatedEvent) or bool(fact.date and (fact.date.earliest or fact.date.latest))


def called(shown: Mapping[str, str]) -> display.Namer:
    return lambda entity: shown.get(entity, entity)
