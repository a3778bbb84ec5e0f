"""Payers and payees, by the cases of `distill_cases/relation.*.txt`."""

import pytest

from factsheets.distill.findings import Kind
from factsheets.vocabulary import languages
from tests.test_distill.cases import Case, cases
from tests.test_distill.named import read


@pytest.mark.parametrize("case", cases("relation"), ids=str)
def test_case(case: Case) -> None:
    assert read(case, Kind.RELATION) == case.expected


def test_every_language_has_cases() -> None:
    assert {case.lang for case in cases("relation")} == set(languages())
