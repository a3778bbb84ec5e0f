"""`show`: a page of the library on paper, or its data, read from the files alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factsheets.library import Library
from factsheets.model import FactSheet, Status, fact_type, mentions
from tui.cli import Call
from tui.gathered import Finders, Gathered
from tui.output import Exit
from tui.page import Page
from tui.pages import Pages
from tui.plain import linear_lines, page_lines
from tui.source_page import SourcePage
from tui.verbs.choosing import unknown
from tui.verbs.facts import fact_payload, label_of, line_of
from tui.verbs.rows import JSON_VERSION

_ENTITIES = ("actor", "tool", "place")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A fact that names an actor, a tool or a place, or a sheet, found by reading the sheets."""

    type: str
    sheet: str
    fact: str
    label: str
    line: str = ""
    draft: bool = False

    @classmethod
    def sheet_itself(cls, sheet: FactSheet) -> "Mentioned":
        return cls("sheet", sheet.id, "", sheet.title, draft=sheet.status is Status.DRAFT)


def file_finders(library: Library, lang: str) -> Finders:
    """Looks across sheets without an index: slower in a large library, and always right."""

    def sheet(sheet_id: str) -> FactSheet | None:
        found = library.find(sheet_id)
        return found[1] if found else None

    def naming(entity: str) -> Gathered:
        wanted = library.gazetteer.resolve(entity)
        facts: list[Mentioned] = []
        sheets: dict[str, Mentioned] = {}
        for one in library.sheets():
            for fact in one.facts():
                if wanted in {library.gazetteer.resolve(other) for other in mentions(fact)}:
                    line = line_of(library, one, fact, lang)
                    facts.append(Mentioned(fact_type(fact), one.id, fact.id, label_of(library, one, fact), line))
                    sheets.setdefault(one.id, Mentioned.sheet_itself(one))
        return Gathered(facts, sheets, len(facts), len(sheets))

    def linking(sheet_id: str) -> Iterator[Mentioned]:
        for one in library.sheets():
            if any(link.to == sheet_id for link in one.links):
                yield Mentioned.sheet_itself(one)

    def themed(concept: str) -> Gathered:
        under = [Mentioned.sheet_itself(one) for one in library.sheets() if concept in one.themes]
        return Gathered(sheet_count=len(under), under=sorted(under, key=lambda one: one.label.casefold()))

    return Finders(sheet, naming, linking, library.problems, themed)


def show(call: Call) -> Exit:
    library, ref = call.library, call.args.ref
    try:
        kind, _, rest = _reference(library, ref).partition("/")
        if call.args.json:
            call.output.json({"version": JSON_VERSION, **_data(library, kind, rest)})
            return Exit.FOUND
        page = _page(library, kind, rest, call.lang)
    except KeyError:
        raise unknown(library, ref) from None
    width = call.output.width
    call.output.lines(linear_lines(page, width, call.lang) if call.output.plain else page_lines(page, width))
    return Exit.FOUND


def _reference(library: Library, ref: str) -> str:
    """What a person types for a page: SHEET, SHEET#FACT, an actor's id with or without its kind, source/SHEET/ID."""
    sheet_id, hash_sign, fact_id = ref.partition("#")
    if hash_sign:
        return f"fact/{sheet_id}/{fact_id}"
    if "/" in ref:
        return ref
    if library.find(ref):
        return f"sheet/{ref}"
    known = library.gazetteer.get(ref)
    return f"{known.type if known else _declared_type(library, ref)}/{ref}"


def _declared_type(library: Library, entity: str) -> str:
    """Whether some sheet declares an actor, a tool or a place that the register does not know."""
    same = library.gazetteer.one_with(entity)
    declared = (one for sheet in library.sheets() for one in sheet.entities() if one.id in same)
    return next((fact_type(one) for one in declared), "sheet")


def _page(library: Library, kind: str, rest: str, lang: str) -> Page:
    if kind in {"fact", "evidence"}:
        sheet_id, _, fact_id = rest.partition("/")
        return SourcePage(library, _sheet(library, sheet_id), lang).passages(
            f"{kind}/{rest}", fact_id.partition("/")[0]
        )
    return Pages(library, file_finders(library, lang)).page(f"{kind}/{rest}", lang)


def _sheet(library: Library, sheet_id: str) -> FactSheet:
    found = library.find(sheet_id)
    if found is None:
        raise KeyError(sheet_id)
    return found[1]


def _data(library: Library, kind: str, rest: str) -> dict[str, Any]:
    """A sheet whole, a fact as `ask` gives it, a source by paragraphs, or everything about an actor, tool or place."""
    if kind in _ENTITIES:
        return _entity_data(library, kind, rest)
    sheet_id, _, item = rest.partition("/")
    sheet = _sheet(library, sheet_id)
    if kind == "sheet":
        from factsheets.serialise import sheet_data  # noqa: PLC0415 - other pages start without what writes

        return dict(sheet_data(sheet))
    if kind == "source":
        return _source_data(library, sheet, item)
    fact = sheet.fact(item)
    if fact is None:
        raise KeyError(item)
    return fact_payload(library, sheet, fact)


def _entity_data(library: Library, kind: str, entity: str) -> dict[str, Any]:
    known = library.gazetteer.get(entity)
    facts = [
        {"type": one.type, "sheet": one.sheet, "fact": one.fact, "label": one.label, "line": one.line}
        for one in file_finders(library, "en").mentions(entity).facts
    ]
    if not facts and known is None:
        raise KeyError(entity)
    same = library.gazetteer.one_with(entity)
    labels = {one["fact"]: str(one["label"]) for one in reversed(facts)}
    own = next((labels[one] for one in same if one in labels), entity)
    return {
        "type": known.type if known else kind,
        "id": library.gazetteer.resolve(entity),
        "name": known.name if known else own,
        "kind": (known.kind or None) if known else None,
        "aliases": {lang: list(words) for lang, words in known.aliases.items()} if known else {},
        "outside": {lang: list(words) for lang, words in known.outside.items()} if known else {},
        "facts": facts,
    }


def _source_data(library: Library, sheet: FactSheet, source_id: str) -> dict[str, Any]:
    source = sheet.source(source_id)
    if source is None:
        raise KeyError(source_id)
    read = library.source(source)
    text = read.attached or read.text
    return {
        "sheet": sheet.id,
        "source": source.id,
        "title": source.title or None,
        "file": source.text_file(),
        "restated": source.restated,
        "verified": read.verified,
        "paragraphs": [text.text[span.start : span.end] for span in text.paragraphs] if text else [],
    }
