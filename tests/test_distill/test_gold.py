"""Floors that the distiller never falls below: on the project's own annotated documents, and on gold beside it."""

import pytest

from factsheets.distill.findings import Kind
from factsheets.distill.rules import distilled
from tests.benchmarks import distill_corpus, distill_gold

GOLD = distill_gold.GOLD
FLOORS = {
    Kind.MONEY: 0.98,
    Kind.QUANTITY: 0.98,
    Kind.DATE: 0.95,
    Kind.ACTOR: 0.92,
    Kind.TOOL: 0.9,
    Kind.PLACE: 0.9,
    Kind.STATEMENT: 0.87,
}
"""F1 on the corpus, rounded down: raise them with the rules, never lower them."""


@pytest.fixture(scope="module")
def scores() -> dict[Kind, distill_corpus.Score]:
    scores = {kind: distill_corpus.Score() for kind in FLOORS}
    for path in sorted(distill_corpus.CORPUS.glob("*.yaml")):
        text, annotation = distill_corpus.annotated(path)
        found = distilled(text).found
        for kind, score in scores.items():
            distill_corpus.compare(found, annotation["facts"], kind, score, path.stem)
    return scores


@pytest.mark.parametrize("kind", list(FLOORS))
def test_the_corpus_scores_at_least_its_floor(kind: Kind, scores: dict[Kind, distill_corpus.Score]) -> None:
    assert scores[kind].f1 >= FLOORS[kind], f"{kind}: {scores[kind]}"


GOLD_SETS = ("phrases", "surveillance", "passeurs") if GOLD.is_dir() else ()


@pytest.mark.parametrize("name", GOLD_SETS)
def test_gold_is_read_without_a_mistake(name: str) -> None:
    path = GOLD / f"{name}.yaml"
    documents = list(distill_gold.phrases(path)) if name == "phrases" else [distill_gold.annotated(path)]
    for kind, score in distill_gold.run(documents).items():
        assert score.f1() == 1.0, f"{kind}: {score.missed} {score.false}"
