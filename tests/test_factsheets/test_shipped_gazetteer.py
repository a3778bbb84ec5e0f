"""The shipped gazetteer: it agrees with the sheets, and no strong name leads to two things."""

from collections import defaultdict

import pytest

from factsheets.library import shipped_library
from factsheets.model import Actor, FactSheet, Place, Tool

SHIPPED = shipped_library()


def named(sheet: FactSheet) -> tuple[Actor | Tool | Place, ...]:
    return (*sheet.actors, *sheet.tools, *sheet.places)


def entities(sheet: FactSheet) -> dict[str, tuple[str, str, str]]:
    """id -> (type, name, kind)."""
    return {item.id: (type(item).__name__.lower(), item.name, item.kind) for item in named(sheet)}


def test_the_gazetteer_is_sound() -> None:
    assert SHIPPED.gazetteer_problems == []
    assert SHIPPED.gazetteer.entries


def test_the_gazetteer_and_the_sheets_agree_on_type_name_and_kind() -> None:
    known = {one.id: (one.type, one.name, one.kind) for one in SHIPPED.gazetteer.entries.values()}
    sheets = [entities(sheet) for sheet in SHIPPED.sheets()]
    for found in sheets:
        assert {entity: known[entity] for entity in found if entity in known} == {
            entity: row for entity, row in found.items() if entity in known
        }
    assert known.keys() <= sheets[0].keys() | sheets[1].keys()
    assert sheets[0].keys() & sheets[1].keys() <= known.keys()


def test_no_strong_alias_names_two_things() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for known in SHIPPED.gazetteer.entries.values():
        for name in known.names():
            owners[name.casefold()].add(known.id)
    for item in (item for sheet in SHIPPED.sheets() for item in named(sheet)):
        for name in (item.name, *item.aliases):
            owners[name.casefold()].add(item.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("tool", "company"),
    [("clearview", "clearview-ai"), ("palantir-platform", "palantir"), ("capgemini-contract-work", "capgemini")],
)
def test_a_tool_bears_its_makers_name_only_weakly(tool: str, company: str) -> None:
    known = SHIPPED.gazetteer.entries
    short = known[company].name.removesuffix(" AI")
    assert short in set(known[tool].weak_names())
    assert short not in set(known[tool].names())
    assert short in set(known[company].names())


def test_no_weak_alias_is_also_a_strong_one_of_the_same_entry() -> None:
    for known in SHIPPED.gazetteer.entries.values():
        strong = {name.casefold() for name in known.names()} - {known.name.casefold()}
        assert strong & {name.casefold() for name in known.weak_names()} == set(), known.id


def test_full_names_that_no_document_prints_are_marked_as_outside_knowledge() -> None:
    known = SHIPPED.gazetteer.entries
    assert "U.S. Immigration and Customs Enforcement" in known["ice"].outside["en"]
    assert "Federal Bureau of Investigation" in known["fbi"].outside["en"]
    printed = " ".join(path.read_text("utf-8") for path in SHIPPED.sheet_files())
    outside = [name for one in known.values() for words in one.outside.values() for name in words]
    assert [name for name in outside if name in printed] == []
