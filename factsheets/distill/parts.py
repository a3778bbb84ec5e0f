"""A sheet in the parts that a fresh draft of its document meets differently: decided, undecided, rejected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from factsheets.distill.anchoring import Moved
from factsheets.evidence import SourceText, Span, anchor
from factsheets.model import Draft, Evidence, Fact, FactSheet, Finding

Moves = Mapping[str, Moved]
"""By the id of an earlier text's source, the way from it to the text as it is now."""


@dataclass(slots=True)
class Parts:
    """A sheet in the parts that a merge treats differently, everything placed in the text as it is now if it can be."""

    held: dict[str, Fact]
    undecided: dict[str, Fact]
    pending: list[Finding]
    elsewhere: list[Finding]
    """Undecided findings of other documents of the sheet."""
    rejected_elsewhere: list[Finding]
    rejected: list[Finding]
    text: SourceText
    """The text as it is now."""
    source: str
    """The source of that text."""

    def span(self, piece: Evidence) -> Span | None:
        """Where a piece of evidence stands in the text as it is now; None where it rests on another text."""
        if piece.source != self.source:
            return None
        if piece.start is not None and piece.end is not None:
            return Span(piece.start, piece.end)
        return anchor(piece, self.text)


def parts(sheet: FactSheet, moves: Moves, source: str) -> Parts:
    """`moves` has at least one way, and all of them lead to the text of `source`."""
    found = sheet.draft or Draft()
    pending = [one for one in found.pending if one.source in moves]
    open_ids = {one.id for one in pending}
    facts = {one.id: moved(one, moves, source) for one in sheet.facts()}
    return Parts(
        held={ident: one for ident, one in facts.items() if ident not in open_ids},
        undecided={ident: one for ident, one in facts.items() if ident in open_ids},
        pending=[moved_finding(one, moves, source) for one in pending],
        elsewhere=[one for one in found.pending if one.source not in moves],
        rejected_elsewhere=[one for one in found.rejected if one.source not in moves],
        rejected=[moved_finding(one, moves, source) for one in found.rejected if one.source in moves],
        text=next(iter(moves.values())).after,
        source=source,
    )


def moved(fact: Fact, moves: Moves, source: str) -> Fact:
    """A fact with each piece of its evidence in the text as it is now, where it stands there; else as it was."""
    return replace(fact, evidence=tuple(_moved_piece(piece, moves, source) for piece in fact.evidence))


def _moved_piece(piece: Evidence, moves: Moves, source: str) -> Evidence:
    way = moves.get(piece.source)
    return (way.evidence(piece, source) if way else None) or piece


def moved_finding(finding: Finding, moves: Moves, source: str) -> Finding:
    way = moves.get(finding.source)
    place = way.span(finding.start, finding.end) if way else None
    return replace(finding, source=source, start=place.start, end=place.end) if place else finding
