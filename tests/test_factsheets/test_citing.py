"""What is taken into a person's own text: values, citations, quotes."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.export.citing import citation, passage_citation, passage_quote, quote, value
from factsheets.model import Confidence, Evidence, Fact, FactSheet, Figure, Nature, Rank, Source, Status
from factsheets.safe_text import safe
from tests.test_factsheets.made_sheets import sheets
from tests.test_factsheets.markdown_hostile import hostile
from tests.test_factsheets.markdown_sheets import FULL

REVIEWED = replace(FULL, status=Status.REVIEWED)
NAMES = {"ice": "ICE", "clearview-ai": "Clearview AI", "clearview": "Clearview's tool", "patel": "Kash Patel"}


def name(entity: str) -> str:
    return NAMES.get(entity, entity)


def fact(ident: str = "ice-clearview-2025-09", sheet: FactSheet = FULL) -> Fact:
    found = sheet.fact(ident)
    assert found is not None, [one.id for one in sheet.facts()]
    return found


def source(ident: str) -> Source:
    found = FULL.source(ident)
    assert found is not None
    return found


def by_text(_: Evidence) -> str:
    return "text"


def quoted(one: Fact) -> bool:
    """Whether the document's own words begin with a quotation mark."""
    return any(piece.exact.startswith(("“", "«")) for piece in one.evidence)


def of_type(kind: str) -> Fact:
    return next(one for one in FULL.facts() if type(one).__name__ == kind)


def test_a_value_is_what_stands_in_running_text() -> None:
    assert value(REVIEWED, fact(), name) == "$3,750,000"
    assert value(REVIEWED, fact(), name, "fr") == "3\u202f750\u202f000\u00a0$"
    assert value(REVIEWED, fact("ice"), name) == "ICE"
    event, statement = of_type("DatedEvent"), of_type("Statement")
    assert value(REVIEWED, event, name) not in {"", "no date"}
    assert value(REVIEWED, statement, name) == getattr(statement, "text", None)


@pytest.mark.parametrize(
    ("sheet", "more", "told"),
    [
        (FULL, {}, "$3,750,000 (DRAFT: not reviewed)"),
        (REVIEWED, {"nature": Nature.DENIED}, "$3,750,000 (denied)"),
        (REVIEWED, {"nature": Nature.CONFIRMED}, "$3,750,000"),
        (REVIEWED, {"rank": Rank.DEPRECATED, "confidence": Confidence.LOW}, "$3,750,000 (deprecated, low confidence)"),
    ],
)
def test_a_value_does_not_leave_without_what_limits_it(sheet: FactSheet, more: dict[str, Any], told: str) -> None:
    figure = fact()
    assert isinstance(figure, Figure)
    assert value(sheet, replace(figure, **more), name) == told


def test_a_citation_identifies_the_proof_in_one_line() -> None:
    assert citation(REVIEWED, fact(), name, by_text) == (
        "Software and related services: $3,750,000 · ICE -> Clearview AI · September 2025 · contract, paid · reported"
        " · AFP, A newspaper, S. Pimentel, A. N. Other, Titre, about February 2026, paragraph 18"
        " · restated; original not attached · sha256 3f2a1b9c0d1e"
        " · report.pdf, no date, page 2 · original · sha256 aa11bb22cc33"
        " · minneapolis-tech#ice-clearview-2025-09"
    )


def test_a_draft_says_so_wherever_it_is_cited() -> None:
    assert "DRAFT: not reviewed" in citation(FULL, fact(), name, by_text)
    assert "BROUILLON" in citation(FULL, fact("ice"), name, by_text, "fr")
    assert "DRAFT" not in citation(REVIEWED, fact(), name, by_text)


def test_a_fragment_that_does_not_stand_is_cited_as_not_verified() -> None:
    cited = citation(FULL, fact(), name, lambda piece: "no" if piece.source == "s2" else "text")
    assert "original; not verified · sha256 aa11bb22cc33" in cited
    assert cited.count("not verified") == 1


def test_one_fragment_that_does_not_stand_spoils_its_source() -> None:
    pieces = (fact().evidence[0], replace(fact().evidence[0], exact="4 millions"))
    spoilt = replace(fact(), evidence=pieces)
    assert "not verified" in quote(FULL, spoilt, lambda piece: "no" if piece.exact == "4 millions" else "original")


def test_a_fact_without_evidence_says_so_and_has_no_quote() -> None:
    assert "no passage cited · minneapolis-tech#spending" in citation(FULL, fact("spending"), name, by_text)
    assert quote(FULL, fact("spending"), by_text) == ""


def test_only_the_documents_own_words_stand_in_quotation_marks() -> None:
    assert quote(FULL, fact(), by_text) == (
        "3.75 millions de dollars"
        " · AFP, A newspaper, S. Pimentel, A. N. Other, Titre, about February 2026, paragraph 18"
        " · restated; original not attached"
        " · “3,750,000” · report.pdf, no date, page 2 · original"
        " · minneapolis-tech#ice-clearview-2025-09"
    )
    assert quote(FULL, fact(), lambda _: "original").startswith("“3.75 millions de dollars” · AFP")
    assert "“" not in quote(FULL, fact(), lambda _: "no")


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", "“3,750,000”"), ("fr", "«\u00a03,750,000\u00a0»"), ("es", "«3,750,000»")]
)
def test_quotation_marks_are_those_of_the_language(lang: str, shown: str) -> None:
    assert shown in quote(FULL, fact(), by_text, lang)


def test_places_of_one_source_are_told_together() -> None:
    pieces = (Evidence(source="s2", paragraph=12, exact="a"), Evidence(source="s2", paragraph=7, page=2, exact="b"))
    told = quote(FULL, replace(fact(), evidence=pieces), by_text)
    assert told.startswith("“a”; “b” · report.pdf, no date, paragraph 7, 12, page 2 · original")


def test_a_passage_is_quoted_with_its_place_and_cited_without_its_words() -> None:
    restated = passage_quote(FULL, source("s1"), 18, "Il parle.\n", "text")
    assert restated.startswith("Il parle. · AFP, ")
    assert restated.endswith(
        "about February 2026, paragraph 18 · restated; original not attached · source/minneapolis-tech/s1/18"
    )
    assert passage_quote(FULL, source("s2"), 2, "He  speaks.", "text").startswith("“He speaks.” · report.pdf, ")
    cited = passage_citation(FULL, source("s2"), 2, "text")
    assert cited == "report.pdf, no date, paragraph 2 · original · sha256 aa11bb22cc33 · source/minneapolis-tech/s2/2"


@given(sheets(), st.sampled_from(["text", "original", "no"]), st.sampled_from(["en", "fr", "es"]))
def test_every_fact_of_any_sheet_is_one_line_and_restated_words_are_never_quoted(
    sheet: FactSheet, verified: str, lang: str
) -> None:
    for one in sheet.facts():
        lines = (
            value(sheet, one, str, lang),
            citation(sheet, one, str, lambda _: verified, lang),
            quote(sheet, one, lambda _: verified, lang),
        )
        assert all(safe(line) == line for line in lines)
        restated = verified != "original" and all(each.restated for each in sheet.sources)
        assert not restated or not any(line.startswith(("“", "«")) for line in lines[2:] if not quoted(one))
        assert lines[1].endswith(f"{sheet.id}#{one.id}")


@given(hostile)
def test_no_text_is_taken_as_control(text: str) -> None:
    sheet = replace(FULL, sources=(replace(source("s2"), title=text, publisher=text),))
    figure = fact()
    assert isinstance(figure, Figure)
    one = replace(figure, label=text, evidence=(Evidence(source="s2", paragraph=1, exact=text),))
    lines = (
        citation(sheet, one, name, by_text),
        quote(sheet, one, by_text),
        passage_quote(sheet, source("s2"), 1, text, "text"),
    )
    for line in lines:
        assert not {"\n", "\r", "\t", "\x1b", "\x07", "\x9b", "\u202e", "\u200b"} & set(line)
