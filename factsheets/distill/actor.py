"""Actors: who acts in a document, each once, at its first mention, with all its mentions."""

from collections.abc import Iterator

from factsheets.distill.document import Document
from factsheets.distill.entities import read
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.groups import groups

_SURE = 5.0


def actors(document: Document) -> Iterator[Finding]:
    """Named actors, and the groups a document speaks of without a name."""
    reading = read(document)
    for entity in reading.of(ACTOR):
        yield finding(document, entity, Kind.ACTOR)
    yield from groups(document, reading)


def finding(document: Document, entity: Entity, kind: Kind) -> Finding:
    spans = sorted({name.span for name in entity.names})
    start, end = next((name.span for name in entity.names if name.text == entity.name), spans[0])
    known = entity.name
    aliases = tuple(text for text in entity.texts if text != known)
    return Finding(
        kind=kind,
        start=start,
        end=end,
        printed=document.text[start:end],
        rule=entity.rule,
        confidence=confidence(entity.weight),
        name=known,
        actor_kind=entity.kind if kind == Kind.ACTOR else "",
        tool_kind=entity.kind if kind == Kind.TOOL else "",
        place_kind=entity.kind if kind == Kind.PLACE else "",
        role=entity.role,
        aliases=aliases,
        mentions=tuple(spans),
    )


def confidence(weight: float) -> float:
    """Evidence of one hint is right about half the time, of a head or a register nearly always."""
    return round(min(0.95, 0.45 + 0.5 * min(weight, _SURE) / _SURE), 2)
