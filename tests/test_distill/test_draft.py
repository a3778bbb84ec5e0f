"""Findings without overlaps, and drafts: valid whatever the document, their ids their own."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.distill.draft import draft_sheet
from factsheets.distill.findings import Finding, Kind, without_overlaps
from factsheets.distill.rules import distilled
from factsheets.model import Source, Status
from factsheets.serialise import to_yaml
from factsheets.validate import validate
from tests.benchmarks.distill_corpus import CORPUS

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from([Kind.MONEY, Kind.DATE]))


@given(st.lists(SPANS, max_size=30))
def test_the_longest_of_overlapping_findings_stays(spans: list[tuple[int, int, Kind]]) -> None:
    found = [
        Finding(kind=kind, start=start, end=start + length, printed="x", rule="r", confidence=0.5)
        for start, length, kind in spans
    ]
    slowly: list[Finding] = []
    for one in sorted(found, key=lambda finding: (-(finding.end - finding.start), finding.start)):
        if not any(one.kind == other.kind and one.overlaps(other) for other in slowly):
            slowly.append(one)
    assert sorted(map(repr, without_overlaps(found))) == sorted(map(repr, slowly))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_draft_is_valid_and_reads_back(path: Path) -> None:
    text = CORPUS.joinpath(path.name).read_text(encoding="utf-8")
    document = distilled(text)
    source = Source(id="s1", file=path.name, sha256="0" * 64, lang=document.lang)
    sheet = draft_sheet(document, source, "draft")
    read = validate(to_yaml(sheet).encode(), path.name)
    assert (read.problems, read.sheet) == ((), sheet)
    assert sheet.status is Status.DRAFT
    assert sheet.draft is not None
    assert len(sheet.draft.pending) == len({one.id for one in sheet.draft.pending}) >= len(sheet.figures)
    for fact in sheet.facts():
        for piece in fact.evidence:
            assert text[piece.start : piece.end] == piece.exact


def test_equal_sums_get_ids_of_their_own() -> None:
    document = distilled("La ville a payé 3 millions d'euros. La région a payé 3 millions d'euros. " * 3)
    source = Source(id="s1", file="a.txt", sha256="0" * 64, lang="fr")
    ids = [figure.id for figure in draft_sheet(document, source, "draft").figures]
    assert ids[:3] == ["eur-3000000", "eur-3000000-2", "eur-3000000-3"]
    assert len(ids) == len(set(ids)) == 6
