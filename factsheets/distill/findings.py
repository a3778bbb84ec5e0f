"""What the distiller finds: a span of the text, what it reads there, and the rule that found it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from factsheets.amounts import plain

if TYPE_CHECKING:
    from factsheets.distill.document import Document


class Kind(StrEnum):
    MONEY = "money"
    QUANTITY = "quantity"
    DATE = "date"
    ACTOR = "actor"
    TOOL = "tool"
    PLACE = "place"
    STATEMENT = "statement"
    RELATION = "relation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `start` and `end` are code points of the text as kept; what does not apply to a kind is absent.

    `confidence` is from 0 to 1: what share of such readings was right on the project's own annotated documents.
    """

    kind: Kind
    start: int
    end: int
    printed: str
    rule: str
    confidence: float
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    magnitude: Decimal | None = None
    currency: str = ""
    currency_from: str = ""
    unit: str = ""
    per: str = ""
    modifier: str = ""
    nature: str = ""
    edtf: str = ""
    relative: bool = False
    name: str = ""
    actor_kind: str = ""
    tool_kind: str = ""
    place_kind: str = ""
    role: str = ""
    aliases: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()
    speaker: str = ""
    outlet: str = ""
    direct: bool = False
    payer: str = ""
    payee: str = ""
    maker: str = ""
    about: str = field(default="")

    def overlaps(self, other: "Finding") -> bool:
        return self.start < other.end and other.start < self.end

    def payload(self) -> dict[str, Any]:
        """The line of `distill --findings --jsonl`: every key is always there, absent values are null."""
        return {one.name: _json(getattr(self, one.name)) for one in fields(self)}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return [list(one) if isinstance(one, tuple) else one for one in value]
    return None if value == "" else value


Rule = Callable[["Document"], Iterator[Finding]]
"""A rule reads a document and yields what it finds, in any order; it may look at `document.found` of earlier rules."""


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings of one kind that overlap the longest stays, of equals the first; in the order of the text."""
    kept: dict[Kind, list[Finding]] = {kind: [] for kind in Kind}
    for one in sorted(findings, key=lambda finding: (-(finding.end - finding.start), finding.start)):
        row = kept[one.kind]
        place = bisect_left(row, one.start, key=lambda finding: finding.start)
        if not any(one.overlaps(other) for other in row[max(place - 1, 0) : place + 1]):
            row.insert(place, one)
    everything = (one for row in kept.values() for one in row)
    return sorted(everything, key=lambda finding: (finding.start, finding.end, finding.kind))
