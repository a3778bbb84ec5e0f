"""A fact of a sheet in the shape that `ask` promises, read from the files alone, without an index."""

from typing import Any

from factsheets import display
from factsheets.library import Library
from factsheets.model import Fact, FactSheet, Status
from index.result import Answer, payload, proof_of


def namer(library: Library, sheet: FactSheet) -> display.Namer:
    return lambda entity: library.entity_name(entity, sheet)


def line_of(library: Library, sheet: FactSheet, fact: Fact, lang: str) -> str:
    """A fact on one line, with the marks of a draft and of what was accepted in bulk."""
    draft, bulk = sheet.status is Status.DRAFT, sheet.in_bulk(fact.id)
    return display.fact_line(fact, namer(library, sheet), lang, draft=draft, bulk=bulk)


def label_of(library: Library, sheet: FactSheet, fact: Fact) -> str:
    """What a fact is about, in the sheet's own words."""
    return str(
        getattr(fact, "label", "")
        or getattr(fact, "what", "")
        or getattr(fact, "text", "")
        or library.entity_name(fact.id, sheet)
    )


def fact_payload(library: Library, sheet: FactSheet, fact: Fact) -> dict[str, Any]:
    """The FACT of the JSON promise for a fact that nobody asked about: nothing matched, nothing lacking."""
    sources = ((piece, sheet.source(piece.source)) for piece in fact.evidence)
    answer = Answer(
        sheet=sheet,
        fact=fact,
        line=line_of(library, sheet, fact, "en"),
        label=label_of(library, sheet, fact),
        names={one.id: library.entity_name(one.id, sheet) for one in sheet.entities()},
        ids={one.id: library.gazetteer.resolve(one.id) for one in sheet.entities()},
        proofs=tuple(proof_of(piece, source, library.source(source)) for piece, source in sources if source),
    )
    return payload(answer)
