"""Groups without a name: "passeurs", "agents fédéraux", "families of migrants"; suggestions of low confidence."""

from collections.abc import Iterator

from factsheets.distill.document import Document
from factsheets.distill.entities import Reading
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.register import nationalities
from factsheets.distill.tokens import Line

_CONFIDENCE = 0.4


def groups(document: Document, reading: Reading) -> Iterator[Finding]:
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    printed: dict[tuple[str, ...], str] = {}
    for line in reading.lines:
        for begin, end in _spans(line, reading, document.lang):
            key = tuple(line.low[begin:end])
            found.setdefault(key, []).append(line.span(begin, end))
            printed.setdefault(key, line.words(begin, end))
    for key, spans in found.items():
        start, end = spans[0]
        yield Finding(
            kind=Kind.ACTOR,
            start=start,
            end=end,
            printed=document.text[start:end],
            rule="group",
            confidence=_CONFIDENCE,
            name=printed[key],
            actor_kind="group",
            mentions=tuple(spans),
        )


def _spans(line: Line, reading: Reading, lang: str) -> Iterator[tuple[int, int]]:
    words = reading.words
    index = 0
    while index < len(line):
        word = line.low[index]
        begin, end = index, index
        if word in words.group_nouns and not (line.cap[index] and not line.first[index]):
            begin, end = _qualified(line, index, reading, lang)
        if end <= index and word in words.group_alone and (not line.cap[index] or line.first[index]):
            begin, end = index, index + 1
        if end > index:
            yield begin, end
            index = end
        else:
            index += 1


def _qualified(line: Line, index: int, reading: Reading, lang: str) -> tuple[int, int]:
    """A group with what makes it a certain one: an adjective of nation, "of migrants", "de Minneapolis"."""
    words = reading.words
    qualifiers = words.group_adjectives | nationalities(lang)
    if not words.heads_lead:
        if index and line.low[index - 1] in qualifiers:
            return index - 1, index + 1
    elif index + 1 < len(line) and line.low[index + 1] in qualifiers:
        return index, index + 2
    if index + 2 < len(line) and line.low[index + 1] in words.at:
        after = index + 2
        if line.low[after] in words.determiners and after + 1 < len(line):
            after += 1
        if (line.cap[after] and line.low[after] not in words.closed) or line.low[after] in words.group_alone:
            return index, after + 1
    return index, index
