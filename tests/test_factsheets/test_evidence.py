"""Quotes and where they stand: exactly, elsewhere, twice, nowhere."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.evidence import SourceText, Span, Standing, anchor, occurrences, stand
from factsheets.model import Evidence
from tests.sample_sheets import HARBOUR

SOURCE = SourceText(HARBOUR)


def quote(exact: str, *, paragraph: int | None = None, at: int | None = None, **more: str) -> Evidence:
    end = None if at is None else at + len(exact)
    return Evidence(source="s1", exact=exact, paragraph=paragraph, start=at, end=end, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("evidence", "standing", "start"),
    [
        (quote("1,25 million d'euros", paragraph=2, at=47), Standing.EXACT, 47),
        (quote("1,25 million d'euros", at=47), Standing.EXACT, 47),
        (quote("1,25 million d'euros", paragraph=2), Standing.EXACT, 47),
        (quote("1,25 million d'euros", paragraph=3, at=47), Standing.MOVED, 47),
        (quote("1,25 million d'euros", paragraph=2, at=46), Standing.MOVED, 47),
        (quote("1,25 million d'euros", paragraph=3), Standing.MOVED, 47),
        (quote("1,25 million d'euros", paragraph=2, at=47, prefix="x"), Standing.MOVED, 47),
        (quote("1,25 million d'euros", paragraph=9), Standing.MOVED, 47),
        (quote("1,25 million d'euros", at=10**9), Standing.MOVED, 47),
        (quote("40", paragraph=3), Standing.AMBIGUOUS, 98),
        (quote("40", paragraph=3, prefix="Plus de "), Standing.EXACT, 98),
        (quote("40", paragraph=3, suffix=" autres"), Standing.EXACT, 129),
        (quote("40", paragraph=3, at=129), Standing.EXACT, 129),
        (quote("40", paragraph=4), Standing.AMBIGUOUS, 98),
        (quote("40", paragraph=3, at=131), Standing.AMBIGUOUS, 98),
        (quote("3 millions", paragraph=2), Standing.MISSING, None),
        (quote("25 million", paragraph=2), Standing.MISSING, None),
        (quote("25 million", at=49), Standing.MISSING, None),
        (quote("1", paragraph=2), Standing.MISSING, None),
        (quote("mill", paragraph=2, at=52), Standing.MISSING, None),
        (quote("1,25 Million", paragraph=2), Standing.MISSING, None),
    ],
    ids=str,
)
def test_how_a_quote_stands(evidence: Evidence, standing: Standing, start: int | None) -> None:
    found = stand(evidence, SOURCE)
    assert found.standing is standing
    assert (found.span.start if found.span else None) == start
    if found.span:
        assert HARBOUR[found.span.start : found.span.end] == evidence.exact
    assert anchor(evidence, SOURCE) == (found.span if standing is Standing.EXACT else None)


def test_offsets_do_not_apply_to_the_original() -> None:
    original = SourceText("Menu\n\n" + HARBOUR, first_line=2)
    evidence = quote("1,25 million d'euros", paragraph=2, at=47)
    assert stand(evidence, original, offsets=False).span == Span(53, 73)
    assert stand(evidence, original).standing is Standing.MOVED
    assert stand(quote("40", paragraph=3), original, offsets=False).standing is Standing.EXACT


@pytest.mark.parametrize(
    ("exact", "text", "found"),
    [
        ("ICE", "OFFICE of ICE", 1),
        ("ICE", "ICE, l'ICE et ICE's", 3),
        ("ICE", "ICEs", 0),
        ("75 millions", "3.75 millions", 0),
        ("75 millions", "3,75 millions", 0),
        ("3", "3.75", 0),
        ("3", "3. Puis", 1),
        ("250", "1\u202f250", 0),
        ("250", "1\u00a0250", 0),
        ("250", "12, 250", 1),
        ("2025", "en 2025.", 1),
        ("cafe", "cafe\u0301", 0),
        ("cafe\u0301", "cafe\u0301 noir", 1),
        ("aa", "aa aa", 2),
        ("12 %", "12 % ou 112 %", 1),
        ("", "anything", 0),
    ],
)
def test_whole_words_and_numbers_only(exact: str, text: str, found: int) -> None:
    assert len(list(occurrences(exact, text, Span(0, len(text))))) == found


def test_paragraphs_are_lines_that_hold_something() -> None:
    text = "title\n\n  \n\tfirst\f second \r\n\n\u00a0\nlast"
    source = SourceText(text)
    assert [text[span.start : span.end] for span in source.paragraphs] == ["title", "first", "second \r", "last"]
    assert source.paragraph(0) is None
    assert source.paragraph(5) is None
    assert source.paragraph_at(text.index("first") + 2) == 2
    assert source.paragraph_at(6) == 0


@pytest.mark.parametrize(("first_line", "first"), [(1, "a"), (2, "b"), (4, None), (0, "a")])
def test_the_article_begins_at_its_first_line(first_line: int, first: str | None) -> None:
    text = "a\nb\nc\n"
    span = SourceText(text, first_line).paragraph(1)
    assert (text[span.start : span.end] if span else None) == first


def test_pages_are_parted_by_form_feeds() -> None:
    text = "one 7\ftwo 7\f"
    source = SourceText(text)
    assert [source.page(number) for number in (0, 1, 2, 3, 4)] == [None, Span(0, 5), Span(6, 11), Span(12, 12), None]
    evidence = Evidence(source="s", exact="7", page=2)
    assert stand(evidence, source).span == Span(10, 11)


def test_a_long_blank_line_takes_no_time() -> None:
    begun = time.monotonic()
    assert SourceText(" " * 1_000_000 + "\n" + "\t" * 1_000_000 + "x").paragraph(1) is not None
    assert time.monotonic() - begun < 2


@given(st.text("ab1., \n\u0301é"), st.text("ab1., é", min_size=1, max_size=3))
def test_every_place_found_holds_the_quote(text: str, exact: str) -> None:
    places = list(occurrences(exact, text, Span(0, len(text))))
    assert all(text[place.start : place.end] == exact for place in places)
    assert all(stand(quote(exact, at=place.start), SourceText(text)).standing is Standing.EXACT for place in places)


@given(st.text("ab \n\f\r\t"))
def test_paragraphs_cover_everything_that_is_not_blank(text: str) -> None:
    kept = "".join(text[span.start : span.end] for span in SourceText(text).paragraphs)
    assert [character for character in kept if not character.isspace()] == [
        character for character in text if not character.isspace()
    ]
