"""Which findings of a fresh draft a person has decided on already, in this text or in an earlier version of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from factsheets.distill.parts import Parts
from factsheets.distill.readings import ENTITIES, RELATION, Spans, key_of, key_of_fact, names_of, type_of
from factsheets.evidence import Span
from factsheets.model import FactSheet, Figure, Finding, fact_type


@dataclass(slots=True)
class Judged:
    """`open` is what waits for a person; `known` leads from the fresh id of a name to the decided id that it has."""

    open: list[Finding] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    rejected: list[Finding] = field(default_factory=list)
    rejected_relations: Spans = field(default_factory=lambda: Spans(()))


def judged(before: Parts, draft: FactSheet) -> Judged:
    """The findings of a fresh draft, sorted by what a person decided `before`."""
    rejections, decisions = _Rejections(before), _Decisions(before)
    found = Judged()
    for finding in draft.draft.pending if draft.draft else ():
        name = decisions.known(finding)
        if name:
            found.known[finding.id] = name
        elif rejections.cover(finding):
            found.known[finding.id] = ""
        elif not decisions.cover(finding):
            found.open.append(finding)
    found.rejected = rejections.findings
    found.rejected_relations = Spans(_placed((one for one in found.rejected if one.kind == RELATION), before))
    return found


class _Rejections:
    """What a person rejected stays so where it stood, and anywhere if all of its like were rejected."""

    def __init__(self, before: Parts) -> None:
        self.findings = list(before.rejected)
        self._source = source = before.source
        self._places = {(key_of(one), one.start, one.end) for one in self.findings if one.source == source}
        self._names = {key_of(one) for one in self.findings if type_of(one) in ENTITIES}
        others = {key_of(one) for one in before.pending} | {key_of_fact(one) for one in before.held.values()}
        self._lost = [one for one in self.findings if one.source != source and key_of(one) not in others - self._names]

    def cover(self, finding: Finding) -> bool:
        key = key_of(finding)
        if (key, finding.start, finding.end) in self._places:
            return True
        again = next((one for one in self._lost if key_of(one) == key), None)
        if again is None:
            return key in self._names
        self._lost.remove(again)
        place = replace(again, source=self._source, start=finding.start, end=finding.end, printed=finding.printed)
        self.findings[self.findings.index(again)] = place
        return True


class _Decisions:
    """What a person accepted, changed or added."""

    def __init__(self, before: Parts) -> None:
        held = list(before.held.values())
        spans = {one.id: [span for piece in one.evidence if (span := before.span(piece))] for one in held}
        self._names = {name: one.id for one in held for name in names_of(one)}
        self._places = {span: one.id for one in held if fact_type(one) in ENTITIES for span in spans[one.id]}
        self._spans = {
            kind: Spans(span for one in held if fact_type(one) == kind for span in spans[one.id])
            for kind in {fact_type(one) for one in held}
        }
        self._lost = Counter(key_of_fact(one) for one in held if not spans[one.id])
        amounts = [one for one in before.pending if type_of(one) == "figure"]
        parties = {
            one.id for one in (*held, *before.undecided.values()) if isinstance(one, Figure) and has_parties(one)
        }
        paid = [span for ident in parties for span in spans.get(ident, ())]
        self._paid = Spans([*paid, *_placed((one for one in amounts if one.id in parties), before)])
        self._amounts = Spans(_placed(amounts, before))
        self._relations = Spans(_placed((one for one in before.pending if one.kind == RELATION), before))

    def known(self, finding: Finding) -> str:
        """The id of the decided actor, tool or place that a finding names, whichever of the three it was found as."""
        kind, _, name = key_of(finding)
        if kind not in ENTITIES:
            return ""
        return self._names.get(name) or self._places.get(Span(finding.start, finding.end), "")

    def cover(self, finding: Finding) -> bool:
        if finding.kind == RELATION:
            return self._covers_relation(finding)
        decided = self._spans.get(type_of(finding))
        if decided is not None and decided.overlap(finding.start, finding.end):
            return True
        key = key_of(finding)
        self._lost[key] -= 1
        return self._lost[key] >= 0

    def _covers_relation(self, finding: Finding) -> bool:
        """An accepted relation leaves its trace in the amount alone; an amount decided on without it has none."""
        at = finding.start, finding.end
        if self._relations.overlap(*at):
            return False
        decided = self._spans.get("figure", Spans(()))
        return self._paid.overlap(*at) or (decided.overlap(*at) and not self._amounts.overlap(*at))


def has_parties(figure: Figure) -> bool:
    return bool(figure.payer or figure.payee)


def _placed(findings: Iterable[Finding], before: Parts) -> Iterator[Span]:
    return (Span(one.start, one.end) for one in findings if one.source == before.source)
