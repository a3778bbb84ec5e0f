"""A finding of money or of a quantity as a figure: its kind, and the evidence of a scale that is printed elsewhere."""

import re
from collections.abc import Iterable
from functools import cache

from factsheets import vocabulary
from factsheets.amounts import Amount, Modifier
from factsheets.checks import is_scaled_by
from factsheets.distill.amount_tables import captions
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding
from factsheets.distill.readable import Readable
from factsheets.evidence import Span
from factsheets.model import Figure

_DURATIONS = frozenset({"year", "month", "week", "day", "hour"})
_SHARES = frozenset({"percent", "fraction"})


def amount_of(finding: Finding) -> Amount:
    modifier = Modifier(finding.modifier) if finding.modifier else Modifier.AS_PRINTED
    return Amount(finding.value, finding.min, finding.max, finding.magnitude, modifier)


def kind_of(finding: Finding, sentence: str) -> str:
    """A word of `figure_kinds`; of money, the kind whose word stands nearest to it in its sentence."""
    if not finding.currency:
        if finding.unit in _SHARES:
            return "share"
        if finding.unit in _DURATIONS:
            return "age" if "age" in finding.rule else "duration"
        return "count"
    if finding.per:
        return "price"
    folded = sentence.casefold().replace("’", "'")
    at = folded.find(" ".join(finding.printed.split()).casefold().replace("’", "'"))
    near = [(abs(found.start() - at), kind) for pattern, kind in _kinds() for found in pattern.finditer(folded)]
    return min(near)[1] if near else "other"


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words of each kind that money can be of, as patterns of whole words."""
    return tuple(
        (re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word.casefold()) for word in term.words)})(?!\w)"), kind)
        for kind, term in vocabulary.terms("figure_kinds").items()
        if kind not in {"count", "age", "duration", "share", "other"}
    )


class Scales:
    """Where a document prints the scale of amounts that stand without it: "in thousands of euros"."""

    def __init__(self, document: Document) -> None:
        read = document.readable or Readable(document.text)
        lines = [document.paragraphs[position] for position in sorted(captions(document))]
        self._captions = [Span(*read.span(one.start, one.start + len(one.text.rstrip()))) for one in lines]
        self._text = document.text

    def evidence_for(self, figure: Figure, at: Span, places: Iterable[Span], lang: str) -> Span | None:
        """The one of `places` (the head of a column, amounts beside) or of the captions above that gives its scale."""
        above = [one for one in self._captions if one.end <= at.start]
        for place in (*places, *reversed(above)):
            if is_scaled_by(figure, self._text[place.start : place.end], lang):
                return place
        return None
