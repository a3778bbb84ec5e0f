"""Who pays whom: suggestions from sentences that say it outright, by patterns kept as data beside the other words."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factsheets.distill.anaphora import Mentions
from factsheets.distill.document import Document
from factsheets.distill.entities import Reading, read
from factsheets.distill.entity import Entity
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.masked import Described, Masked, actors_in, masked_sentences
from factsheets.distill.speech import speech_of
from factsheets.distill.tokens import Line
from factsheets.distill.words import Phrases, by_kind, folded, mapping, own, phrase_at, phrases, strings

_CONFIDENCE = 0.7
_CLOSING = frozenset({".", "!", "?", "…", ";", '"', "»", "”", ")"})
_WORD = r"(?:(?![AM]\d)\S+ )"


@dataclass(frozen=True, slots=True)
class Patterns:
    sentences: tuple[re.Pattern[str], ...]
    labels: Phrases
    contracts: frozenset[str]
    sources: frozenset[str]


@cache
def patterns_of(lang: str) -> Patterns:
    """The patterns of a language, compiled: every repeat in them is bounded."""
    data = own(lang, "relations")
    single = [re.escape(word) for word in strings(data.get("to")) if " " not in word]
    parts = {
        "TO": _either(strings(data.get("to"))),
        "OF": _either(strings(data.get("of"))),
        "ADV": f"(?:{_either(strings(data.get('adverbs')))} )?",
        "NP": rf"(?:(?!(?:{'|'.join(single)}) )" + _WORD + "){0,7}?",
        "GAP": _WORD + "{0,8}?",
        "PAYER": r"A(?P<payer>\d+)",
        "PAYEE": r"A(?P<payee>\d+)",
        "MONEY": r"M(?P<money>\d+)",
    }
    macros = {name: _either(strings(words)) for name, words in mapping(data.get("macros")).items()}
    parts = macros | parts
    names = re.compile("|".join(sorted(parts, key=lambda name: -len(name))))
    found = tuple(
        re.compile(r"(?<!\S)" + _once(names.sub(lambda name: parts[name[0]], pattern)) + r"(?!\d)")
        for pattern in strings(data.get("patterns"))
    )
    sources = frozenset(words[-1] for rows in speech_of(lang).according.values() for words, _ in rows)
    return Patterns(found, phrases(by_kind(data.get("labels"))), folded(data.get("contracts")), sources)


def _either(words: list[str]) -> str:
    spaced = sorted((" ".join(re.findall(r"\w+'|\w+", word)) for word in words), key=lambda word: -len(word))
    return f"(?:{'|'.join(spaced)})" if spaced else "(?:-)"


def _once(pattern: str) -> str:
    """A pattern of two ways may name a group twice; the second is numbered and read as well."""
    for group in ("money", "payee", "payer"):
        first, *more = pattern.split(f"(?P<{group}>")
        pattern = first + "".join(
            f"(?P<{group}{'' if number == 0 else number + 1}>{part}" for number, part in enumerate(more)
        )
    return pattern


def relations(document: Document) -> Iterator[Finding]:
    """Payer and payee of amounts found before; a relation spans from the first of its parts to the last.

    A headline leaves out too much to tell who pays; the text below it says it again.
    """
    amounts = sorted((one for one in document.found if one.kind == Kind.MONEY), key=lambda one: one.start)
    if not amounts:
        return
    reading = read(document)
    starts = [one.start for one in amounts]
    known = Described(Mentions.of(reading), speech_of(document.lang).anaphors)
    sources = patterns_of(document.lang).sources
    for line in (one for one in reading.lines if _sentence(one)):
        begin, end = line.paragraph.start, line.paragraph.at(len(line.paragraph.text))
        inside = amounts[bisect_left(starts, begin) : bisect_left(starts, end)]
        for masked in masked_sentences(line, inside, reading, sources, known) if inside else ():
            yield from _in_sentence(document, masked)
    yield from _in_form(document, reading, amounts)


def _sentence(line: Line) -> bool:
    """Whether a line is no headline."""
    return len(line) > 0 and not line.paragraph.heading and line.text[-1] in _CLOSING


def _in_sentence(document: Document, masked: Masked) -> Iterator[Finding]:
    if not masked.amounts or not masked.actors:
        return
    done: set[str] = set()
    for pattern in patterns_of(document.lang).sentences:
        for match in pattern.finditer(masked.text):
            groups = {key.rstrip("23"): value for key, value in match.groupdict().items() if value is not None}
            payer, payee, money = groups.get("payer"), groups.get("payee"), groups.get("money")
            if money is None or money in done or payer == payee:
                continue
            leads = match.group()[0] == "A" and int(match.group().split(" ")[0][1:]) in masked.dependent
            if leads:
                continue
            done.add(money)
            if payer and payee and _swapped(masked, int(payer), int(payee), match.group(), document.lang):
                payer, payee = payee, payer
            chosen = [masked.actors[int(one)] for one in (payer, payee) if one is not None]
            if len({id(entity) for entity, _ in chosen}) < len(chosen):
                continue
            yield _finding(
                document,
                masked.amounts[int(money)],
                masked.actors[int(payer)] if payer is not None else None,
                masked.actors[int(payee)] if payee is not None else None,
                "payment-pattern",
            )


def _swapped(masked: Masked, payer: int, payee: int, text: str, lang: str) -> bool:
    """A company that signs a contract with a ministry is paid by it."""
    kinds = (masked.actors[payer][0].kind, masked.actors[payee][0].kind)
    return kinds == ("company", "public-body") and not patterns_of(lang).contracts.isdisjoint(text.split())


def _finding(
    document: Document,
    amount: Finding,
    payer: tuple[Entity, tuple[int, int]] | None,
    payee: tuple[Entity, tuple[int, int]] | None,
    rule: str,
) -> Finding:
    spans = [(amount.start, amount.end), *(one[1] for one in (payer, payee) if one is not None)]
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


def _in_form(document: Document, reading: Reading, amounts: list[Finding]) -> Iterator[Finding]:
    """Tender notices: "Buyer: X", "Supplier: Y", "Value: Z", each of them once in the document."""
    labels = patterns_of(document.lang).labels
    found: dict[str, list[tuple[Entity, tuple[int, int]] | Finding]] = {}
    for line in reading.lines:
        label = _label(line, labels)
        if label is None:
            continue
        role, behind = label
        if role == "money":
            here = [
                one
                for one in amounts
                if line.paragraph.at(line.start[behind]) <= one.start < line.span(0, len(line))[1]
            ]
            found.setdefault(role, []).extend(here[:1])
        else:
            named = [(entity, line.span(at, stop)) for at, (stop, entity) in sorted(actors_in(line, reading).items())]
            found.setdefault(role, []).extend(named[:1])
    parts = [found.get(role, []) for role in ("payer", "payee", "money")]
    if all(len(one) == 1 for one in parts):
        payer, payee, amount = (one[0] for one in parts)
        if isinstance(amount, Finding) and isinstance(payer, tuple) and isinstance(payee, tuple):
            yield _finding(document, amount, payer, payee, "form-labels")


def _label(line: Line, labels: Phrases) -> tuple[str, int] | None:
    """(role, the token behind the colon) of a line that begins with a label."""
    start = next((at for at in range(min(3, len(line))) if line.text[at][0].isalpha()), None)
    if start is None:
        return None
    found = phrase_at(labels, line.low, start, len(line))
    if found is None:
        return None
    colon = next((at for at in range(found[0], min(found[0] + 6, len(line) - 1)) if line.text[at] == ":"), None)
    return (found[1], colon + 1) if colon is not None else None
