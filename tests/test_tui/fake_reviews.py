"""Two drafts in memory, with a desk that decides on them as the library's does, and nothing on disk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from factsheets.amounts import Amount
from factsheets.evidence import SourceText
from factsheets.model import (
    Actor,
    Cut,
    Draft,
    Evidence,
    Fact,
    FactSheet,
    Figure,
    Finding,
    Review,
    Source,
    Status,
)
from factsheets.review.errors import DecisionError
from factsheets.review.queue import Waiting
from tui.review_ports import Batch, Desk, Passage

TEXT = """Menu and search

Acme Corp paid 3 million euros to Bolt Ltd for 40 cameras in Leeds.

Bolt Limited will receive 7 thousand euros a month, said Ann Wood, who counted 12 vans for Acme Corp.

Read also: ten things about cats
"""


@dataclass(frozen=True)
class FakeField:
    name: str
    value: str
    words: tuple[str, ...] = ()
    many: bool = False


def figure(ident: str, printed: str, value: str) -> Figure:
    start = TEXT.index(printed)
    evidence = Evidence(source="s1", exact=printed, start=start, end=start + len(printed))
    return Figure(
        id=ident,
        label=printed,
        kind="payment",
        amount=Amount(value=Decimal(value)),
        currency="EUR",
        printed=printed,
        evidence=(evidence,),
    )


def actor(ident: str, name: str) -> Actor:
    start = TEXT.index(name)
    evidence = Evidence(source="s1", exact=name, start=start, end=start + len(name))
    return Actor(id=ident, name=name, kind="company", evidence=(evidence,))


def waits(fact: Figure | Actor) -> Finding:
    [piece] = fact.evidence
    kind = "money" if isinstance(fact, Figure) else "actor"
    return Finding(
        id=fact.id,
        kind=kind,
        source="s1",
        start=piece.start or 0,
        end=piece.end or 0,
        printed=piece.exact,
        rule=f"{kind}.rule",
        confidence="0.9",
    )


def draft(ident: str = "acme", title: str = "Acme pays Bolt") -> FactSheet:
    figures = (figure("eur-3m", "3 million euros", "3000000"), figure("eur-7k", "7 thousand euros", "7000"))
    actors = (actor("acme-corp", "Acme Corp"), actor("bolt", "Bolt Ltd"), actor("bolt-limited", "Bolt Limited"))
    pending = tuple(sorted([waits(one) for one in (*figures, *actors)], key=lambda one: one.start))
    cut = Cut(source="s1", start=TEXT.index("Acme"), end=TEXT.index("\n\nRead"))
    return FactSheet(
        format=1,
        id=ident,
        title=title,
        lang="en",
        status=Status.DRAFT,
        sources=(Source(id="s1", file="a.txt", sha256="0" * 64),),
        figures=figures,
        actors=actors,
        draft=Draft(cut=cut, pending=pending),
    )


@dataclass
class FakeDesk:
    """`edited_by_others` is what the next refresh finds; `calls` what was decided."""

    sheet: FactSheet
    path: Path = Path("acme.yaml")
    text: str = TEXT
    calls: list[tuple[str, ...]] = field(default_factory=list)
    before: list[FactSheet] = field(default_factory=list)
    edited_by_others: FactSheet | None = None

    @property
    def pending(self) -> tuple[Finding, ...]:
        return self.sheet.draft.pending if self.sheet.draft else ()

    @property
    def progress(self) -> tuple[int, int]:
        total = len(list(self.sheet.facts())) + (len(self.sheet.draft.rejected) if self.sheet.draft else 0)
        return total - len(self.pending), total

    @property
    def undoable(self) -> str:
        return " ".join(self.calls[-1]) if self.before else ""

    def source_text(self, source_id: str) -> SourceText | None:
        return SourceText(self.text) if source_id == "s1" else None

    def fact(self, ident: str) -> Fact | None:
        return self.sheet.fact(ident)

    def fields(self, ident: str) -> Sequence[FakeField]:
        fact = self.fact(ident)
        if isinstance(fact, Figure):
            kinds = ("contract", "payment", "price")
            return [FakeField("kind", fact.kind, kinds), FakeField("value", str(fact.amount.value))]
        return [FakeField("name", fact.name)] if isinstance(fact, Actor) else []

    def accept(self, *idents: str) -> None:
        self._decide(("accept", *idents), self._without(idents))

    def reject(self, *idents: str) -> None:
        gone = tuple(one for one in self.pending if one.id in idents)
        sheet = self._without(idents)
        rejected = replace(sheet.draft or Draft(), rejected=((sheet.draft or Draft()).rejected + gone))
        figures = tuple(one for one in sheet.figures if one.id not in idents)
        actors = tuple(one for one in sheet.actors if one.id not in idents)
        self._decide(("reject", *idents), replace(sheet, draft=rejected, figures=figures, actors=actors))

    def edit(self, ident: str, changes: Mapping[str, str]) -> None:
        [(name, value)] = changes.items()
        if name == "value" and not value.isdigit():
            raise DecisionError(f"`{value}` is no number")
        change = {"amount": Amount(value=Decimal(value))} if name == "value" else {name: value}
        sheet = self._without((ident,))
        figures = tuple(replace(one, **change) if one.id == ident else one for one in sheet.figures)
        self._decide(("edit", ident, name, value), replace(sheet, figures=figures))

    def add(self, source_id: str, start: int, end: int, kind: str, changes: Mapping[str, str] | None = None) -> str:
        assert source_id == "s1"
        if kind == "money" and not changes:
            raise DecisionError("`40 cameras` names no currency; say currency=CODE, such as currency=EUR")
        printed = self.text[start:end]
        if kind == "date":
            raise DecisionError(f"no date can be read in `{printed}`")
        call = ("add", kind, printed, *(changes or {}).values())
        if kind in {"money", "quantity"}:
            self._decide(call, replace(self.sheet, figures=(*self.sheet.figures, figure("added", printed, "40"))))
        else:
            self._decide(call, replace(self.sheet, actors=(*self.sheet.actors, actor("added", printed))))
        return "added"

    def candidates(self, ident: str) -> Sequence[tuple[str, str]]:
        return [("bolt", "Bolt Ltd")] if ident == "bolt-limited" else []

    def merge(self, ident: str, into: str) -> None:
        sheet = self._without((ident,))
        actors = tuple(one for one in sheet.actors if one.id != ident)
        self._decide(("merge", ident, into), replace(sheet, actors=actors))

    def differ(self, ident: str, other: str) -> None:
        self._decide(("differ", ident, other), self.sheet)

    def move_cut(self, start: int, end: int) -> None:
        cut = Cut(source="s1", start=start, end=end)
        self._decide(("cut", str(start), str(end)), replace(self.sheet, draft=replace(self._draft, cut=cut)))

    def undo(self) -> str:
        if not self.before:
            raise DecisionError("there is nothing to undo")
        self.sheet = self.before.pop()
        return " ".join(self.calls.pop())

    def finish(self, notes: str = "") -> None:
        review = Review(by="ann", at="2025-01-01", notes=notes)
        self._decide(("finish",), replace(self.sheet, status=Status.REVIEWED, review=review))

    def why(self, ident: str) -> Sequence[str]:
        return [f"Rule of {ident}: a sum with its currency"]

    def refresh(self) -> bool:
        if self.edited_by_others is None:
            return False
        self.sheet, self.edited_by_others = self.edited_by_others, None
        return True

    @property
    def _draft(self) -> Draft:
        return self.sheet.draft or Draft()

    def _without(self, idents: Sequence[str]) -> FactSheet:
        kept = tuple(one for one in self._draft.pending if one.id not in idents)
        return replace(self.sheet, draft=replace(self._draft, pending=kept))

    def _decide(self, call: tuple[str, ...], after: FactSheet) -> None:
        self.before.append(self.sheet)
        self.calls.append(call)
        self.sheet = after


@dataclass
class FakeReviews:
    desks: dict[str, FakeDesk] = field(
        default_factory=lambda: {
            "surveillance": FakeDesk(draft("surveillance", "Technology in the fight")),
            "smugglers": FakeDesk(draft("smugglers", "Smugglers at work")),
        }
    )
    bulk: list[tuple[Batch, int]] = field(default_factory=list)

    def desk(self, sheet_id: str) -> Desk:
        return self.desks[sheet_id]

    def waiting(self) -> Iterator[Waiting]:
        for ident, desk in self.desks.items():
            if desk.sheet.status is Status.DRAFT:
                yield from (Waiting(desk.path, ident, desk.sheet.title, one) for one in desk.pending)

    def ordered(self, waiting: Sequence[Waiting], by: str) -> Sequence[Waiting]:
        return sorted(waiting, key=lambda one: one.finding.kind if by == "kind" else one.finding.confidence)

    def sample(self, batch: Batch) -> Sequence[tuple[Waiting, Passage]]:
        return [(one, Passage("It paid ", one.finding.printed, " then", "so much")) for one in batch.members[:10]]

    def accept_in_bulk(self, batch: Batch, looked_at: int) -> str:
        self.bulk.append((batch, looked_at))
        for one in batch.members:
            self.desks[one.sheet].accept(one.finding.id)
        return f"Accepted {len(batch.members)} in bulk"
