"""What is printed reads back as the facts of the sheet."""

from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from factsheets.dates import Edtf
from factsheets.display import Namer, amount_words, parties, standing, when
from factsheets.export.escape import one_line
from factsheets.export.markdown import to_markdown
from factsheets.model import Actor, DatedEvent, Evidence, Fact, FactSheet, Place, Tool
from factsheets.safe_text import safe_lines
from factsheets.vocabulary import label
from factsheets.yaml_text import load_data
from tests.test_factsheets.markdown_hostile import namers, sheets
from tests.test_factsheets.markdown_reading import PLAIN_TOKENS, Piece, PrintedFact, read
from tests.test_factsheets.markdown_sheets import FULL

REGISTER = {"patel": "Kash Patel", "ice": "ICE"}
Cells = tuple[str, ...]


def as_text(*_: object) -> str:
    return "text"


def registered(entity: str) -> str:
    return REGISTER.get(entity, entity)


def expected(sheet: FactSheet, name: Namer, lang: str) -> dict[str, tuple[PrintedFact, ...]]:
    """The facts that each section must give back, taken from the sheet without any of the printing."""
    shown = names_of(sheet, name)

    def section(facts: Sequence[Fact], cells: Callable[..., Cells]) -> tuple[PrintedFact, ...]:
        return tuple(
            PrintedFact(fact.id, tuple(one_line(cell) for cell in cells(fact)), tuple(map(piece, fact.evidence)))
            for fact in facts
        )

    found = {
        "figures": section(
            sheet.figures,
            lambda one: (
                one.label,
                amount_words(one, lang),
                parties(one, shown),
                when(one, lang),
                ", ".join(
                    [label("figure_kinds", one.kind, lang), *([label("display", one.basis, lang)] if one.basis else [])]
                ),
                ", ".join(standing(one, lang)),
            ),
        ),
        "timeline": section(
            chronological(sheet.dates),
            lambda one: (
                when(one, lang) or label("labels", "undated", lang),
                one.what,
                listed(map(shown, one.actors)),
                ", ".join(standing(one, lang)),
            ),
        ),
        "actors": section(
            sheet.actors,
            lambda one: (shown(one.id), label("actor_kinds", one.kind, lang), one.role, others(one, shown)),
        ),
        "tools": section(
            sheet.tools,
            lambda one: (
                shown(one.id),
                label("tool_kinds", one.kind, lang),
                shown(one.maker) if one.maker else "",
                listed(map(shown, one.operators)),
                one.purpose,
                others(one, shown),
            ),
        ),
        "places": section(
            sheet.places, lambda one: (shown(one.id), label("place_kinds", one.kind, lang), others(one, shown))
        ),
        "statements": section(
            sheet.statements,
            lambda one: (
                shown(one.speaker) if one.speaker else "",
                shown(one.via) if one.via else "",
                one.text,
                ", ".join(standing(one, lang)),
            ),
        ),
    }
    return {label("labels", title, lang): facts for title, facts in found.items() if facts}


def listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def names_of(sheet: FactSheet, name: Namer) -> Namer:
    entities: list[Actor | Tool | Place] = [*sheet.actors, *sheet.tools, *sheet.places]
    own = {one.id: one.name for one in reversed(entities)}
    return lambda entity: name(entity) if name(entity) not in {"", entity} else own.get(entity, entity)


def others(one: Actor | Tool | Place, shown: Namer) -> str:
    return listed(other for other in dict.fromkeys((one.name, *one.aliases)) if other != shown(one.id))


def chronological(events: Sequence[DatedEvent]) -> list[DatedEvent]:
    def key(event: DatedEvent) -> tuple[bool, object]:
        return (False, event.date.sort_key()) if isinstance(event.date, Edtf) else (True, ())

    return sorted(events, key=key)


def piece(evidence: Evidence) -> Piece:
    return Piece(one_line(evidence.exact), evidence.source, evidence.paragraph, evidence.page)


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
@pytest.mark.parametrize("name", [registered, str], ids=["register", "sheet alone"])
def test_a_full_sheet_reads_back(name: Namer, lang: str) -> None:
    page = read(to_markdown(FULL, name, as_text, lang), lang)
    assert page.sections == expected(FULL, name, lang)
    assert page.kinds() <= PLAIN_TOKENS


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sheet=sheets, name=namers)
def test_a_hostile_sheet_reads_back_and_stays_text(sheet: FactSheet, name: Namer) -> None:
    printed = to_markdown(sheet, name, as_text)
    page = read(printed)
    assert page.sections == expected(sheet, name, "en")
    assert page.kinds() <= PLAIN_TOKENS
    assert safe_lines(printed) == printed
    assert to_markdown(sheet, name, as_text) == printed
    front = load_data(page.front_matter().encode(), "front matter")
    assert isinstance(front, dict)
    assert (front["id"], front["title"], front["status"]) == (sheet.id, one_line(sheet.title), str(sheet.status))
