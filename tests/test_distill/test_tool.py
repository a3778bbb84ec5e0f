"""Tools and services, by the cases of `distill_cases/tool.*.txt`."""

import pytest

from factsheets.distill.findings import Kind
from factsheets.vocabulary import languages
from tests.test_distill.cases import Case, cases
from tests.test_distill.named import read


@pytest.mark.parametrize("case", cases("tool"), ids=str)
def test_case(case: Case) -> None:
    assert read(case, Kind.TOOL) == case.expected


def test_every_language_has_cases() -> None:
    assert {case.lang for case in cases("tool")} == set(languages())
