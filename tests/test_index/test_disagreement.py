"""Where sheets give other amounts for one thing, the answer says so; unlike things do not disagree."""

from pathlib import Path

import pytest

from factsheets.yaml_text import Data
from tests.test_index.conftest import OpenEngine
from tests.test_index.tables import empty_library, write_sheet

FIGURE: dict[str, Data] = {"id": "f", "label": "Harbour cameras", "kind": "contract", "value": "500", "currency": "GBP"}
ACTORS: Data = [
    {"id": "tern", "name": "Ternwick", "kind": "company", "exact": ["Ternwick"]},
    {"id": "port", "name": "Port of Hollin", "kind": "public-body", "exact": ["Port of Hollin"]},
]


def hint_of(folder: Path, ask_of: OpenEngine, one: dict[str, Data], other: dict[str, Data]) -> str:
    """What is said of two figures of two sheets that answer one question."""
    library = empty_library(folder)
    for sheet, changes in (("one", one), ("other", other)):
        figure = FIGURE | {"payer": "port", "payee": "tern", "printed": "500 pounds"} | changes
        text: Data = [f"Port of Hollin pays Ternwick {figure['printed']}."]
        table: dict[str, Data] = {"id": sheet, "lang": "en", "title": "Cameras", "text": text}
        write_sheet(library, table | {"actors": ACTORS, "figures": [figure]})
    hints = ask_of(library).ask("Ternwick contract amount").hints
    return next((hint for hint in hints if "differ" in hint), "")


def test_two_sheets_that_give_other_sums_for_one_contract(tmp_path: Path, ask_of: OpenEngine) -> None:
    hint = hint_of(tmp_path, ask_of, {}, {"value": "620", "printed": "620 pounds"})
    assert "£500 [one#f]" in hint
    assert "£620 [other#f]" in hint


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"value": "620", "printed": "620 pounds", "kind": "fine"},
        {"value": "620", "printed": "620 euros", "currency": "EUR"},
        {"value": "620", "printed": "620 pounds", "per": "year"},
        {"value": "620", "printed": "620 pounds", "rank": "deprecated", "reason": "corrected"},
        {"value": "490", "printed": "at least 490 pounds", "modifier": "at-least"},
        {"value": "620", "printed": "620 pounds", "payer": "tern", "payee": "port"},
    ],
    ids=["same sum", "other kind", "other currency", "other period", "deprecated", "uncertain", "other way round"],
)
def test_unlike_figures_do_not_disagree(tmp_path: Path, ask_of: OpenEngine, other: dict[str, Data]) -> None:
    assert hint_of(tmp_path, ask_of, {}, other) == ""


def test_sums_of_different_years_do_not_disagree(tmp_path: Path, ask_of: OpenEngine) -> None:
    later: dict[str, Data] = {"value": "620", "printed": "620 pounds", "date": "2023"}
    assert hint_of(tmp_path, ask_of, {"date": "2021"}, later) == ""
