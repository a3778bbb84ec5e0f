"""How sure a finding is said to be was counted of such findings, and holds on the documents it was counted on."""

import pytest

from factsheets import vocabulary
from factsheets.distill import calibration
from factsheets.distill.calibration import BANDS, OTHERS, band, calibrated
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.rules import distilled
from tests.benchmarks.distill_corpus import CORPUS, LATER, annotated, judged

MOST_ASTRAY = 0.06


def finding(rule: str, score: float, kind: Kind = Kind.MONEY) -> Finding:
    return Finding(kind=kind, start=0, end=1, printed="1", rule=rule, confidence=score)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"money": {"seen": {"0.9": "0.71"}, OTHERS: {"0.9": "0.8", "0.0": "0.3"}}}
    monkeypatch.setattr(vocabulary, "table", lambda _name: counted)
    calibration._counted.cache_clear()


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("rule", "score", "kind", "said"),
    [
        ("seen", 0.97, Kind.MONEY, 0.71),
        ("unseen", 0.97, Kind.MONEY, 0.8),
        ("seen", 0.5, Kind.MONEY, 0.3),
        ("seen", 0.8, Kind.MONEY, 0.8),
        ("seen", 0.97, Kind.PLACE, 0.97),
    ],
)
def test_a_rule_that_was_not_counted_counts_as_the_others(rule: str, score: float, kind: Kind, said: float) -> None:
    try:
        assert [one.confidence for one in calibrated([finding(rule, score, kind)])] == [said]
    finally:
        calibration._counted.cache_clear()


def test_a_band_is_named_by_where_it_begins() -> None:
    assert [band(score) for score in (0.0, 0.59, 0.6, 0.89, 0.9, 1.0)] == ["0.0", "0.0", "0.6", "0.75", "0.9", "0.9"]
    assert [float(band(start)) for start in BANDS] == list(BANDS)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.RELATION])
def test_what_is_said_is_what_was_right(kind: Kind) -> None:
    said, right = [], []
    for path in sorted((*CORPUS.glob("*.yaml"), *LATER.glob("*.yaml"))):
        text, annotation = annotated(path)
        for one, fact in judged(distilled(text).found, annotation["facts"], kind):
            said.append(one.confidence)
            right.append(fact is not None)
    assert abs(sum(said) / len(said) - sum(right) / len(right)) < MOST_ASTRAY
