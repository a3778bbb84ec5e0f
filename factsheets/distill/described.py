"""Tools described without a name: "software to extract data from phones", "artificial intelligence (AI)"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factsheets.distill.cues import cues_of, plural, plural_endings
from factsheets.distill.document import Document
from factsheets.distill.entities import Reading
from factsheets.distill.evidence import ACTOR, TOOL
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.tokens import Line
from factsheets.distill.words import Phrases, Words, by_kind, folded, own, phrase_at, phrases, strings

_CONFIDENCE = 0.5
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Signs:
    purposes: Phrases
    qualities: Phrases
    domains: Phrases
    alone: Phrases
    only_named: frozenset[str]
    participles: tuple[str, ...]


@cache
def signs_of(lang: str) -> Signs:
    data = own(lang, "tools")
    only, endings = folded(data.get("only_named")), plural_endings(lang)
    return Signs(
        phrases((word, "") for word in strings(data.get("purposes"))),
        phrases((word, "") for word in strings(data.get("qualities"))),
        phrases(by_kind(data.get("domains"))),
        phrases(by_kind(data.get("alone"))),
        only | frozenset(plural(one, endings) for one in only if " " not in one),
        tuple(strings(data.get("participle_endings"))),
    )


@dataclass(frozen=True, slots=True)
class _Described:
    line: Line
    begin: int
    end: int
    kind: str
    key: tuple[str, ...]


def described(document: Document, reading: Reading) -> Iterator[Finding]:
    """Each description once, with the places where the same words recur."""
    found: dict[tuple[str, ...], list[_Described]] = {}
    for line in reading.lines:
        for one in _in_line(line, reading, document.lang):
            found.setdefault(one.key, []).append(one)
    for group in found.values():
        spans = tuple(one.line.span(one.begin, one.end) for one in group)
        first = group[0]
        yield Finding(
            kind=Kind.TOOL,
            start=spans[0][0],
            end=spans[0][1],
            printed=document.text[slice(*spans[0])],
            rule="described-tool",
            confidence=_CONFIDENCE,
            name=first.line.words(first.begin, first.end),
            tool_kind=first.kind,
            mentions=spans,
        )


def _in_line(line: Line, reading: Reading, lang: str) -> Iterator[_Described]:
    signs, nouns = signs_of(lang), cues_of(lang).tools
    named = _named(line, reading)
    index = 0
    while index < len(line):
        alone = phrase_at(signs.alone, line.low, index, len(line))
        noun = phrase_at(nouns, line.low, index, len(line))
        end = 0
        if (
            alone
            and alone[0] not in named
            and not (not reading.words.heads_lead and phrase_at(nouns, line.low, alone[0], len(line)))
        ):
            end, kind = _with_acronym(line, alone[0]), alone[1]
            key = tuple(line.low[index : alone[0]])
        elif noun and line.low[noun[0] - 1] not in signs.only_named and not _by_a_name(index, noun[0], named):
            end, kind = _reach(line, noun[0], noun[1], reading.words, signs)
            begin = _domain_before(line, index, signs) if not reading.words.heads_lead else index
            if begin < index:
                kind, end = _domain_kind(line, begin, signs, kind), end or noun[0]
            index = begin if end else index
            key = tuple(line.low[index : min(end, index + 4)])
        if end:
            yield _Described(line, index, end, kind, key)
            index = end
        else:
            index += 1


def _named(line: Line, reading: Reading) -> frozenset[int]:
    """The tokens at which names of tools and actors begin or end."""
    names = [name for name, one in reading.within(line) if one.sense in {TOOL, ACTOR}]
    return frozenset(at for name in names for at in (name.begin, name.end))


def _by_a_name(begin: int, end: int, named: frozenset[int]) -> bool:
    return any(at in named for at in (begin, begin - 1, begin - 2)) or any(at in named for at in range(end, end + 3))


def _with_acronym(line: Line, end: int) -> int:
    bracketed = end + 2 < len(line) and line.text[end] == "(" and line.text[end + 2] == ")"
    return end + 3 if bracketed else end


def _reach(line: Line, end: int, kind: str, words: Words, signs: Signs) -> tuple[int, str]:
    """How far a description goes and what kind it is; 0 where nothing makes the tool a certain one."""
    if kind == "monitoring":
        return _adjectived(line, end, signs), kind
    at = end
    while at < len(line) and at - end < 5:
        purpose = phrase_at(signs.purposes, line.low, at, len(line))
        domain = phrase_at(signs.domains, line.low, at, len(line))
        if domain and at > end and words.heads_lead and line.low[at - 1] in words.of | words.determiners:
            return domain[0], domain[1]
        if purpose:
            return _clause(line, purpose[0], words), kind
        quality = phrase_at(signs.qualities, line.low, at, len(line))
        if quality:
            return quality[0], kind
        if not line.low[at][0].isalnum() or line.low[at] in words.blockers:
            return 0, kind
        at += 1
    return 0, kind


def _adjectived(line: Line, end: int, signs: Signs) -> int:
    """ "systèmes de monitoring avancés": the adjective behind belongs to it."""
    more = end < len(line) and line.low[end].endswith(signs.participles)
    return end + 1 if more else end


def _clause(line: Line, end: int, words: Words) -> int:
    stop = end
    while stop < len(line) and stop - end < _LONGEST and line.text[stop] not in {",", ".", ";", ":", ")", "!", "?"}:
        if line.low[stop] in words.relatives or line.low[stop] in words.subject_verbs:
            break
        stop += 1
    return stop


def _domain_before(line: Line, index: int, signs: Signs) -> int:
    """ "facial recognition software": in English what it is for stands in front."""
    for begin in (index - 1, index - 2, index - 3):
        if begin >= 0:
            found = phrase_at(signs.domains, line.low, begin, index)
            if found and found[0] == index:
                return begin
    return index


def _domain_kind(line: Line, begin: int, signs: Signs, kind: str) -> str:
    found = phrase_at(signs.domains, line.low, begin, len(line))
    return found[1] if found else kind
