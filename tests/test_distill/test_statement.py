"""Statements, by the cases of `distill_cases/statement.*.txt`, and what no case shows."""

import pytest

from factsheets.distill.findings import Finding, Kind
from factsheets.distill.statement import statements
from factsheets.vocabulary import languages
from tests.test_distill.cases import Case, cases, document
from tests.test_distill.named import read


@pytest.mark.parametrize("case", cases("statement"), ids=str)
def test_case(case: Case) -> None:
    assert read(case, Kind.STATEMENT) == case.expected


def test_every_language_has_cases() -> None:
    assert {case.lang for case in cases("statement")} == set(languages())


def said(text: str, lang: str = "en") -> list[Finding]:
    return list(statements(document(text, lang)))


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("«", "»"), ("„", "”")])
def test_every_pair_of_quotation_marks(opening: str, closing: str) -> None:
    (one,) = said(f"{opening}We saw nobody at all{closing}, said Mara Quill.")
    assert (one.printed, one.speaker, one.direct) == ("We saw nobody at all", "Mara Quill", True)


def test_he_is_who_was_named_last() -> None:
    found = said("Mara Quill runs the port. Tom Hale left it in May.\n“I had enough of it all,” he said.")
    assert [one.speaker for one in found] == ["Tom Hale"]


def test_nobody_speaks_where_nobody_is_named() -> None:
    found = said("The port was empty. “Nobody has come here since the spring of that year.”")
    assert [one.speaker for one in found] == [""]


def test_a_quotation_over_several_paragraphs_keeps_its_speaker() -> None:
    found = said("“We saw it all,” said Mara Quill. “It was dark.\n“Then the lights came on again.”")
    assert [one.speaker for one in found][:2] == ["Mara Quill", "Mara Quill"]
