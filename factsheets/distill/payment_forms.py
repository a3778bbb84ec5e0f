"""Who pays whom in forms: award notices and lists of lots, by their labels."""

from collections.abc import Iterator

from factsheets.distill.document import Document
from factsheets.distill.entities import Reading
from factsheets.distill.entity import Entity
from factsheets.distill.findings import Finding
from factsheets.distill.masked import actors_in
from factsheets.distill.payment_patterns import Patterns, patterns_of
from factsheets.distill.tokens import Line
from factsheets.distill.words import Phrases, phrase_at, phrase_before

_HEADED = 4
_HEADING = 9

Party = tuple[Entity, tuple[int, int]]
Row = tuple[str, Party | None, list[Finding]]


def in_form(
    document: Document, reading: Reading, amounts: list[Finding]
) -> Iterator[tuple[Finding, Party | None, Party | None]]:
    """Tender notices: "Buyer: X", then of each lot "Supplier: Y", "Value: Z"; the buyer is one, or nobody is."""
    known = patterns_of(document.lang)
    rows = list(_rows(document, reading, amounts, known))
    buyers = [party for role, party, _ in rows if role == "payer" and party is not None]
    one = {id(entity) for entity, _ in buyers}
    payer = buyers[0] if len(one) == 1 else None
    payee: Party | None = None
    for role, party, sums in rows:
        if role in {"payee", "lot"}:
            payee = party
        elif role == "money" and (payer or payee) and not (payer and payee and payer[0] is payee[0]):
            for amount in sums:
                yield amount, payer, payee


def _rows(document: Document, reading: Reading, amounts: list[Finding], known: Patterns) -> Iterator[Row]:
    """The lines of a form with a label: its role, whom it names, the sums it gives."""
    waiting = ""
    for line in reading.lines:
        label = _label(line, known.labels)
        if label is None:
            first = next((word for word in line.low[:3] if word[0].isalpha()), "")
            named = sorted(actors_in(line, reading).items())
            if waiting and named and named[0][0] < _HEADED:
                stop, entity = named[0][1]
                yield waiting, (entity, line.span(named[0][0], stop)), []
            elif first in known.lots:
                yield "lot", None, []
            waiting = ""
            continue
        role, behind = label
        end = line.span(0, len(line))[1]
        begin = line.paragraph.at(line.start[behind]) if behind < len(line) else end
        sums = [one for one in amounts if begin <= one.start < end and _outside_brackets(document, begin, one.start)]
        found = [(entity, line.span(at, stop)) for at, (stop, entity) in sorted(actors_in(line, reading).items())]
        waiting = role if role != "money" and behind >= len(line) else ""
        if role == "money" or found:
            yield role, found[0] if found and role != "money" else None, sums if role == "money" else []


def _outside_brackets(document: Document, begin: int, end: int) -> bool:
    """Whether a sum is the one that a label leads to: an estimate in brackets is not."""
    return document.text.count("(", begin, end) == document.text.count(")", begin, end)


def _label(line: Line, labels: Phrases) -> tuple[str, int] | None:
    """(role, the token behind the colon) of a line that begins with a label."""
    start = next((at for at in range(min(3, len(line))) if line.text[at][0].isalpha()), None)
    if start is None:
        return None
    found = phrase_at(labels, line.low, start, len(line))
    if found is None:
        headed = phrase_before(labels, line.low, len(line), 0)
        return (headed[1], len(line)) if headed and headed[1] != "money" and len(line) < _HEADING else None
    if found[0] == len(line):
        return found[1], len(line)
    colon = next((at for at in range(found[0], min(found[0] + 6, len(line))) if line.text[at] == ":"), None)
    return (found[1], colon + 1) if colon is not None else None
