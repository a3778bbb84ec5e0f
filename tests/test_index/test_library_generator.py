"""The made-up libraries that speed is measured on: sound, the same for the same seed, as large as they say."""

from statistics import mean

import pytest

from factsheets.amounts import Modifier
from factsheets.library import Library, open_library
from factsheets.model import FactSheet, Rank, Status
from tests.benchmarks.library_generator import Generator, generate

SHEETS = 120


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("made-up") / "library"
    generate(root, SHEETS)
    return open_library(root)


@pytest.fixture(scope="module")
def sheets(library: Library) -> list[FactSheet]:
    return list(library.sheets())


def test_every_sheet_is_valid_and_its_evidence_stands(library: Library, sheets: list[FactSheet]) -> None:
    assert not list(map(str, library.problems()))
    assert len(sheets) == SHEETS


def test_a_sheet_has_twenty_facts_over_some_four_hundred_words(library: Library, sheets: list[FactSheet]) -> None:
    assert {len(list(sheet.facts())) for sheet in sheets} == {20}
    words = [len(path.read_text(encoding="utf-8").split()) for path in library.seeds_dir.iterdir()]
    assert 370 < mean(words) < 430


def test_the_sheets_differ_as_those_of_a_real_library_do(sheets: list[FactSheet]) -> None:
    figures = [figure for sheet in sheets for figure in sheet.figures]
    assert {sheet.lang for sheet in sheets} == {"en", "fr", "es"}
    assert {sheet.status for sheet in sheets} == set(Status)
    assert {figure.rank for figure in figures} == set(Rank)
    assert set(Modifier) - {Modifier.MAGNITUDE} == {figure.amount.modifier for figure in figures}
    actors = [actor.id for sheet in sheets for actor in sheet.actors]
    assert max(map(actors.count, actors)) >= 5
    assert len(set(actors)) > len(actors) / 2


def test_the_same_seed_makes_the_same_sheet_without_those_before_it() -> None:
    assert Generator(SHEETS).sheet(77) == Generator(SHEETS).sheet(77)
    assert Generator(SHEETS).sheet(77) != Generator(SHEETS, seed=2).sheet(77)
