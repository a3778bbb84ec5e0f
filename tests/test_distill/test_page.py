"""Pages become documents: the bounds of the article, its paragraphs and their offsets, and what is printed about it."""

import hashlib
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.distill.document import Document
from factsheets.distill.page import paragraphs_within, read_document
from factsheets.evidence import SourceText
from tests.test_distill.cases import Case, cases

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def described(document: Document) -> list[str]:
    article = document.text[slice(*document.article)].split("\n")
    published = document.published.isoformat() if document.published else ""
    numbers = " ".join(str(one.number) for one in document.paragraphs)
    said = [
        f"lang: {document.lang}",
        f"title: {document.title}",
        f"byline: {document.byline}",
        f"published: {published}",
        f"publisher: {document.publisher}",
        f"from: {article[0]}",
        f"to: {article[-1]}",
        f"paragraphs: {numbers}",
    ]
    return [line.rstrip() for line in said]


@pytest.mark.parametrize("case", cases("page"), ids=str)
def test_pages(case: Case) -> None:
    assert described(read_document(case.text)) == list(case.expected)


@pytest.mark.parametrize("case", cases("page"), ids=str)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_paragraphs_hold_their_place_in_the_text(case: Case, line_end: str) -> None:
    text = case.text.replace("\n", line_end)
    document = read_document(text)
    first, behind = document.article
    for one in document.paragraphs:
        assert text[one.start : one.start + len(one.text)].replace("\r", " ").replace("\n", " ") == one.text
        assert first <= one.start < behind
    assert {one.start for one in document.paragraphs} <= {span.start for span in SourceText(text).paragraphs}


def test_what_is_given_is_not_looked_for() -> None:
    document = read_document("Título\nPublicado el 3 de febrero de 2026\n", lang="fr", published=date(2020, 1, 2))
    assert (document.lang, document.published) == ("fr", date(2020, 1, 2))


def test_the_cut_can_be_moved() -> None:
    text = (
        "Menu\nHome\nNews\nA title of some length here\nA sentence that is long enough to be read as prose, at last.\n"
    )
    document = read_document(text)
    assert document.article[0] == text.index("A title")
    moved = paragraphs_within(text, (0, len(text)))
    assert [one.text for one in moved[:2]] == ["Menu", "Home"]
    assert [one.number for one in moved] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("text", ["", "\n\n", " ", "\f", "-", "x", "\n-\n-\n"])
def test_a_page_with_nothing_on_it(text: str) -> None:
    document = read_document(text)
    assert document.text == text
    assert 0 <= document.article[0] <= document.article[1] <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "a",
        "\n",
        "a\n",
        "- \n",
        "Lire aussi\n",
        "A, ",
        "(",
        "© ",
        "par A ",
        "Home | ",
        "A | B\n",
        "A | 1\n",
        "      x",
        "we use cookies\n",
        "1 May\n",
        "Subscribe for 1\n",
        "Home\nCourts\n",
        "Join 1 readers\n",
        "Jane Doe covers it\n",
        "A (1)\n\nB c d e\n",
    ],
)
def test_reading_is_linear_in_the_length(unit: str) -> None:
    def seconds(length: int) -> float:
        taken = []
        for _ in range(2):
            start = time.process_time()
            read_document(unit * (length // len(unit)))
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(40_000) < 10 * max(seconds(10_000), 0.005)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["\n", "\n\n", "\f", "\r\n", "Menu", "Par X", "3 mai 2024", "a" * 70 + ".", "© 2026 X", "-"])
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    document = read_document(text)
    starts = [one.start for one in document.paragraphs]
    assert starts == sorted(starts)
    for one in document.paragraphs:
        assert len(one.text) == len(text[one.start : one.start + len(one.text)])


@pytest.mark.skipif(not SEEDS.exists(), reason="the press texts are not part of the project")
@pytest.mark.parametrize(
    ("name", "article", "title"),
    [
        ("000_63cc4ef0ef37e21e.txt", (3829, 8477), "6fd64877"),
        ("004_e9b16230bdefd145.txt", (0, 14180), "0ee11864"),
    ],
)
def test_the_press_texts(name: str, article: tuple[int, int], title: str) -> None:
    document = read_document((SEEDS / name).read_text(encoding="utf-8"))
    assert (document.article, document.lang, document.published) == (article, "fr", None)
    assert document.text.startswith(document.title, article[0])
    assert hashlib.sha256(document.title.encode()).hexdigest()[:8] == title
