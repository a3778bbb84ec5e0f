"""Who pays whom: suggestions from sentences that say it outright, by patterns kept as data beside the other words."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factsheets.distill.anaphora import Mentions
from factsheets.distill.document import Document
from factsheets.distill.entities import read
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.masked import Described, Masked, masked_sentences
from factsheets.distill.payment_forms import Party, in_form
from factsheets.distill.payment_patterns import Patterns, patterns_of
from factsheets.distill.speech import speech_of
from factsheets.distill.tokens import Line

_CONFIDENCE = 0.7
_FARTHEST = 400
"""Characters from a sum to a party that its relation still spans; a form names its buyer once, pages above."""
_FARTHEST_RELATIVE = 11
_CLOSING = frozenset({".", "!", "?", "…", ";", '"', "»", "”", ")"})


def relations(document: Document) -> Iterator[Finding]:
    """Payer and payee of amounts found before; a relation spans what is near of its parts, and no other sum.

    A headline leaves out too much to tell who pays; the text below it says it again.
    """
    amounts = sorted((one for one in document.found if one.kind == Kind.MONEY), key=lambda one: one.start)
    if not amounts:
        return
    reading = read(document)
    starts = [one.start for one in amounts]
    known = Described(Mentions.of(reading), speech_of(document.lang).anaphors)
    sources = patterns_of(document.lang).sources
    found: list[Finding] = []
    for line in (one for one in reading.lines if _sentence(one)):
        begin, end = line.paragraph.start, line.paragraph.at(len(line.paragraph.text))
        inside = amounts[bisect_left(starts, begin) : bisect_left(starts, end)]
        for masked in masked_sentences(line, inside, reading, sources, known) if inside else ():
            found += _in_sentence(document, masked)
    for amount, payer, payee in in_form(document, reading, amounts):
        found.append(_finding(document, amount, payer, payee, "form-labels"))
    yield from _clear_of_each_other(document, found, amounts)


def _clear_of_each_other(document: Document, found: list[Finding], amounts: list[Finding]) -> Iterator[Finding]:
    """Of each sum the first suggestion, its span cut where the sums before and behind it stand."""
    starts = [one.start for one in amounts]
    done: set[int] = set()
    for one in found:
        (begin, stop), *_ = one.mentions
        if begin in done:
            continue
        done.add(begin)
        at = bisect_left(starts, begin)
        start = begin if at and one.start < amounts[at - 1].end else one.start
        end = min(one.end, amounts[at + 1].start) if at + 1 < len(amounts) else one.end
        start, end = min(start, begin), max(end, stop)
        yield replace(one, start=start, end=end, printed=document.text[start:end])


def with_parties(found: list[Finding]) -> list[Finding]:
    """The same findings, the sums among them with who pays and who is paid, as the relations have it."""
    told = {span: one for one in found if one.kind == Kind.RELATION for span in one.mentions}
    return [
        replace(one, payer=told[one.start, one.end].payer, payee=told[one.start, one.end].payee)
        if one.kind == Kind.MONEY and (one.start, one.end) in told
        else one
        for one in found
    ]


def _sentence(line: Line) -> bool:
    """Whether a line is no headline: those end without a full stop."""
    return len(line) > 0 and line.text[-1] in ("." if line.paragraph.heading else _CLOSING)


@dataclass(frozen=True, slots=True)
class _Match:
    """What a pattern found, by the numbers of the masked sentence; -1 stands for nobody."""

    payer: int
    payee: int
    money: int
    text: str
    end: int


def _in_sentence(document: Document, masked: Masked) -> Iterator[Finding]:
    if not masked.amounts or not masked.actors:
        return
    known = patterns_of(document.lang)
    done: set[int] = set()
    found = sorted(_matches(masked, known), key=lambda one: (one.payer < 0) + (one.payee < 0))
    for one in found:
        if one.money in done or one.payer == one.payee or _leads(masked, one.text, known):
            continue
        payer, payee = _by_contract(masked, one, known)
        for said in _said_again(masked, one, payer, payee, known):
            if said.money not in done and said.payer != said.payee:
                done.add(said.money)
                yield from _related(document, masked, said)


def _matches(masked: Masked, known: Patterns) -> Iterator[_Match]:
    for pattern in known.sentences:
        for match in pattern.finditer(masked.text):
            groups = {key.rstrip("23"): int(value) for key, value in match.groupdict().items() if value is not None}
            if "money" in groups:
                payer, payee = groups.get("payer", -1), groups.get("payee", -1)
                yield _Match(payer, payee, groups["money"], match.group(), match.end())


def _leads(masked: Masked, text: str, known: Patterns) -> bool:
    """Whether the first of a match only belongs to who acts, and no "which" makes it the one that does."""
    words = text.split(" ")
    if text[0] != "A" or int(words[0][1:]) not in masked.dependent:
        return False
    return known.relatives.isdisjoint(words[1:_FARTHEST_RELATIVE]) or not _done_by(masked, words[0], known)


def _done_by(masked: Masked, actor: str, known: Patterns) -> bool:
    """ "run by X, which receives": behind "by" no other noun can be meant."""
    before = masked.text.split(f"{actor} ")[0].split()[-3:]
    return not known.doers.isdisjoint(before)


def _by_contract(masked: Masked, one: _Match, known: Patterns) -> tuple[int, int]:
    """A company that signs a contract with a ministry is paid by it, whoever comes first; a signatory does not pay."""
    kinds = [masked.actors[at][0].kind if at >= 0 else "" for at in (one.payer, one.payee)]
    if known.contracts.isdisjoint(one.text.split()):
        return one.payer, one.payee
    if kinds[0] == "person" and one.payee >= 0:
        return -1, one.payee
    swapped = kinds in (["company", "public-body"], ["", "public-body"])
    return (one.payee, one.payer) if swapped else (one.payer, one.payee)


def _said_again(masked: Masked, one: _Match, payer: int, payee: int, known: Patterns) -> Iterator[_Match]:
    """A match with what only repeats its sum, and those that leave the verb out: "X gave M, Y M and Z M"."""
    for money in (one.money, *masked.equal.get(one.money, ())):
        yield replace(one, payer=payer, payee=payee, money=money)
    end = one.end
    while payer >= 0 and one.text.endswith(f"M{one.money}"):
        more = known.ellipsis.match(masked.text, end)
        if more is None:
            return
        who, paid = int(more["who"]), payee >= 0 and not more["more"]
        for money in (int(more["money"]), *masked.equal.get(int(more["money"]), ())):
            yield replace(one, payer=payer if paid else who, payee=who if paid else payee, money=money)
        end = more.end()


def _related(document: Document, masked: Masked, one: _Match) -> Iterator[Finding]:
    chosen = [masked.actors[at] if at >= 0 else None for at in (one.payer, one.payee)]
    named = [party[0] for party in chosen if party is not None]
    if named and len({id(entity) for entity in named}) == len(named):
        yield _finding(document, masked.amounts[one.money], chosen[0], chosen[1], "payment-pattern")


def _finding(
    document: Document,
    amount: Finding,
    payer: Party | None,
    payee: Party | None,
    rule: str,
) -> Finding:
    parts = [one[1] for one in (payer, payee) if one is not None]
    near = [one for one in parts if abs(one[0] - amount.start) <= _FARTHEST]
    spans = [(amount.start, amount.end), *near]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Finding(
        kind=Kind.RELATION,
        start=start,
        end=end,
        printed=document.text[start:end],
        rule=rule,
        confidence=_CONFIDENCE,
        value=amount.value,
        min=amount.min,
        max=amount.max,
        magnitude=amount.magnitude,
        currency=amount.currency,
        mentions=((amount.start, amount.end),),
        payer=payer[0].name if payer else "",
        payee=payee[0].name if payee else "",
    )
