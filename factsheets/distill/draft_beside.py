"""What stands in the sentence of a finding: a date, actors, other amounts, and who is said to pay whom."""

from collections import defaultdict
from collections.abc import Iterator

from factsheets.dates import Edtf, parse_edtf
from factsheets.distill.document import Document
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.sentences import Sentences
from factsheets.evidence import Span


class Beside:
    """The findings of a document by sentence; a name stands in each sentence that has a mention of it."""

    def __init__(self, document: Document, sentences: Sentences) -> None:
        self._sentences = sentences
        self._by_sentence: dict[tuple[int, int], list[Finding]] = defaultdict(list)
        for one in document.found:
            places = (one.start, *(start for start, _ in one.mentions))
            for bounds in dict.fromkeys(map(sentences.around, places)):
                self._by_sentence[bounds].append(one)

    def _others(self, finding: Finding) -> Iterator[Finding]:
        yield from (one for one in self._by_sentence[self._sentences.around(finding.start)] if one is not finding)

    def date(self, finding: Finding) -> Edtf | None:
        """The one date of a sum's sentence; where there are several, a person has to say which."""
        return _only_date(self._others(finding)) if finding.currency else None

    def date_within(self, span: Span | None) -> Edtf | None:
        """The one date of a table's head."""
        if span is None:
            return None
        near = self._by_sentence.get(self._sentences.around(span.start), ())
        return _only_date(one for one in near if span.start <= one.start and one.end <= span.end)

    def named(self, finding: Finding) -> Iterator[str]:
        """The names of actors and tools of an amount's sentence, whom the amount may be about."""
        return (one.name for one in self._others(finding) if one.kind in {Kind.ACTOR, Kind.TOOL})

    def amounts(self, finding: Finding) -> Iterator[Span]:
        """Where the other amounts of the sentence stand."""
        amounts = (one for one in self._others(finding) if one.kind in {Kind.MONEY, Kind.QUANTITY})
        return (Span(one.start, one.end) for one in amounts)

    def relation(self, finding: Finding) -> Finding | None:
        """The suggestion about who pays whom that covers an amount."""
        found = (one for one in self._others(finding) if one.kind is Kind.RELATION)
        return next((one for one in found if one.start <= finding.start and finding.end <= one.end), None)


def _only_date(findings: Iterator[Finding]) -> Edtf | None:
    dates = [one.edtf for one in findings if one.kind is Kind.DATE and one.edtf]
    return parse_edtf(dates[0]) if len(dates) == 1 else None
