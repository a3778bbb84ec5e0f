"""Floors that the distiller never falls below: on the project's own annotated documents, and on gold beside it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from factsheets.distill.findings import Kind
from factsheets.distill.rules import distilled
from tests.benchmarks import distill_corpus, distill_gold

GOLD = distill_gold.GOLD
FLOORS = {
    distill_corpus.CORPUS: {
        Kind.MONEY: 0.98,
        Kind.QUANTITY: 0.98,
        Kind.DATE: 0.95,
        Kind.ACTOR: 0.92,
        Kind.TOOL: 0.9,
        Kind.PLACE: 0.9,
        Kind.STATEMENT: 0.87,
    },
    distill_corpus.LATER: {
        Kind.MONEY: 0.95,
        Kind.QUANTITY: 0.96,
        Kind.DATE: 0.91,
        Kind.ACTOR: 0.93,
        Kind.TOOL: 0.9,
        Kind.PLACE: 0.91,
        Kind.STATEMENT: 0.78,
    },
}
"""F1 on each folder, rounded down: raise them with the rules, never lower them."""
MOST_LEAKS = {distill_corpus.CORPUS: 0, distill_corpus.LATER: 18}
"""Findings from the noise around an article, or in it."""


@dataclass(frozen=True, slots=True)
class Measured:
    scores: dict[Kind, distill_corpus.Score]
    leaks: list[str]


@cache
def measured(folder: Path) -> Measured:
    scores = {kind: distill_corpus.Score() for kind in FLOORS[folder]}
    leaks: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        text, annotation = distill_corpus.annotated(path)
        found = distilled(text).found
        leaks += distill_corpus.leaks(found, annotation)
        for kind, score in scores.items():
            distill_corpus.compare(found, annotation["facts"], kind, score, path.stem)
    return Measured(scores, leaks)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.RELATION])
@pytest.mark.parametrize("folder", list(FLOORS), ids=lambda folder: folder.name)
def test_a_folder_scores_at_least_its_floor(folder: Path, kind: Kind) -> None:
    score = measured(folder).scores[kind]
    assert score.f1 >= FLOORS[folder][kind], f"{kind}: {score}"


@pytest.mark.parametrize("folder", list(FLOORS), ids=lambda folder: folder.name)
def test_no_more_leaks_from_noise_than_before(folder: Path) -> None:
    assert len(measured(folder).leaks) <= MOST_LEAKS[folder]


GOLD_SETS = ("phrases", "surveillance", "passeurs") if GOLD.is_dir() else ()


@pytest.mark.parametrize("name", GOLD_SETS)
def test_gold_is_read_without_a_mistake(name: str) -> None:
    path = GOLD / f"{name}.yaml"
    documents = list(distill_gold.phrases(path)) if name == "phrases" else [distill_gold.annotated(path)]
    for kind, score in distill_gold.run(documents).items():
        assert score.f1() == 1.0, f"{kind}: {score.missed} {score.false}"
