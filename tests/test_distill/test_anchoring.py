"""Where a fragment stands in a changed text: the same words at the one place that can be meant, or nowhere."""

import pytest

from factsheets.distill.anchoring import Moved, Unseen, located
from factsheets.evidence import SourceText, Span
from factsheets.model import Evidence


def place(before: str, after: str, words: str, nth: int = 0) -> str | None:
    """The new text from the fragment on, None where it is not found."""
    start = -1
    for _ in range(nth + 1):
        start = before.index(words, start + 1)
    found = Moved(SourceText(before), SourceText(after)).span(start, start + len(words))
    return after[found.start :].split("\n", maxsplit=1)[0] if found else None


@pytest.mark.parametrize(
    ("before", "after", "nth", "expected"),
    [
        ("A 3 m here.", "New.\nA 3 m here.", 0, "3 m here."),
        ("A 3 m here.", "A bit: 3 m there.", 0, "3 m there."),
        ("A 3 m here.\nB 3 m there.", "B 3 m there.\nA 3 m here.", 1, "3 m there."),
        ("A 3 m here.\nB 3 m there.", "B 3 m there.", 0, None),
        ("A 3 m here.", "A 3 m here.\nA 3 m too.", 0, "3 m here."),
        ("A 3 m here.", "So 3 m, and 3 m.", 0, None),
        ("A 3 m here.", "A 13 m here.", 0, None),
        ("A 3 m here.", "A 3\nm here.", 0, "3"),
        ("Top.\nA 3 m here.\nMid.\nB 3 m there.\nEnd.", "Top.\nA 3 m, say.\nMid.\nB 3 m, too.\nEnd.", 1, "3 m, too."),
        ("A 3 m here.\nA 3 m here.", "A 3 m here.\nA 3 m here.\nMore.", 1, "3 m here."),
    ],
)
def test_a_fragment_is_followed_or_given_up(before: str, after: str, nth: int, expected: str | None) -> None:
    assert place(before, after, "3 m", nth) == expected


def test_evidence_keeps_the_selectors_that_a_person_gave() -> None:
    before, after = SourceText("One.\nA 3 m here."), SourceText("New.\nOne.\nA 3 m here.")
    by_paragraph = Evidence(source="s1", exact="3 m", paragraph=2)
    assert Moved(before, after).evidence(by_paragraph, "s2") == Evidence(source="s2", exact="3 m", paragraph=3)
    by_offsets = located(before, "s1", 7, 10)
    assert Moved(before, after).evidence(by_offsets, "s2") == located(after, "s2", 12, 15)


def test_evidence_that_did_not_stand_is_not_followed() -> None:
    wrong = Evidence(source="s1", exact="3 m", start=0, end=3)
    assert Moved(SourceText("A 3 m here."), SourceText("So A 3 m here.")).evidence(wrong, "s2") is None


def test_of_a_lost_text_only_words_that_stand_once_are_found() -> None:
    piece = Evidence(source="s1", exact="3 m", paragraph=7, start=900, end=903)
    found = Unseen(SourceText("A 3 m here.")).evidence(piece, "s2")
    assert found is not None
    assert (found.start, found.end) == (2, 5)
    assert Unseen(SourceText("A 3 m, B 3 m.")).evidence(piece, "s2") is None


def test_a_fragment_over_two_lines_or_pages_names_neither() -> None:
    text = SourceText("First 3\nmillion.\fSecond page.")
    assert located(text, "s1", 6, 15).paragraph is None
    assert located(text, "s1", 6, 15).page == 1
    assert located(text, "s1", 17, 23).page == 2
    assert text.page(2) == Span(17, 29)
