"""Places: countries, regions and towns, from a table and from what stands before a name."""

from collections.abc import Iterator

from factsheets.distill.actor import finding
from factsheets.distill.document import Document
from factsheets.distill.entities import Reading, read
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR, PLACE, Evidence
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.names import Name
from factsheets.distill.register import known_at, nationalities, well_known


def places(document: Document) -> Iterator[Finding]:
    reading = read(document)
    found = {one.key: one for one in reading.of(PLACE)}
    for key, name in _within_bodies(reading, document.lang):
        if key not in found:
            kind = name.entry.kind if name.entry else ""
            found[key] = Entity(key, [], [Evidence(PLACE, kind, 2.0, "within-a-body")], PLACE, kind, 2.0)
        found[key] = _with(found[key], name)
    for entity in found.values():
        entity.settle()
        yield finding(document, entity, Kind.PLACE)


def _with(entity: Entity, name: Name) -> Entity:
    return Entity(entity.key, [*entity.names, name], entity.evidence, PLACE, entity.kind, entity.weight)


def _within_bodies(reading: Reading, lang: str) -> Iterator[tuple[tuple[str, ...], Name]]:
    """The town of "police de Minneapolis": a body in small letters is named by its place, and tells it."""
    for entity in reading.entities:
        for name in entity.names:
            body = entity.sense == ACTOR and entity.kind == "public-body"
            known = body and name.entry is not None and not name.entry.sure and len(name) > 2
            if (
                "collective" not in name.tags
                and not (name.head == "public-body" and entity.sense == ACTOR)
                and not known
            ):
                continue
            for index in range(name.begin, name.end):
                entry = known_at((well_known(),), name.line, index)
                nation = name.line.low[index] in nationalities(lang)
                if entry is not None and not nation and entry.type == PLACE and index + len(entry.words) <= name.end:
                    end = index + len(entry.words)
                    yield tuple(name.line.low[index:end]), Name(name.line, index, end, entry)
                    break
