"""What vouches for a fragment: the original, the kept text, or nothing; and no fragment is proven where it is not."""

from pathlib import Path

import pytest

from factsheets.evidence import SourceText, Standing
from factsheets.model import Evidence
from factsheets.proof import ReadSource, prove

KEPT = SourceText("Title\n\nThe port paid 3 million euros.\n\nNobody else paid.\n")
ORIGINAL = SourceText("Menu\n\nTitel\n\nIt was 3 million euros that the port gave.\n", first_line=2)
AT = KEPT.text.index("3 million euros")
PIECE = Evidence(source="s1", exact="3 million euros", paragraph=2, start=AT, end=AT + 15)


def read(*, verified: str = "text", text: SourceText | None = KEPT, attached: SourceText | None = None) -> ReadSource:
    return ReadSource(text, verified, Path("a.md"), restated=True, attached=attached)


def test_the_kept_text_vouches_for_what_stands_in_it() -> None:
    proven = prove(PIECE, read())
    assert (proven.verified, proven.standing) == ("text", Standing.EXACT)
    assert proven.passage() == "The port paid 3 million euros."


def test_the_original_vouches_before_the_restatement() -> None:
    proven = prove(PIECE, read(verified="original", attached=ORIGINAL))
    assert proven.verified == "original"
    assert proven.passage() == "It was 3 million euros that the port gave."


def test_an_original_without_the_fragment_leaves_it_to_the_kept_text() -> None:
    stranger = SourceText("Menu\n\nTitel\n\nNothing here.\n", first_line=2)
    assert prove(PIECE, read(verified="original", attached=stranger)).verified == "text"


@pytest.mark.parametrize(
    ("piece", "standing"),
    [
        (Evidence(source="s1", exact="3 million euros", paragraph=3, start=AT, end=AT + 15), Standing.MOVED),
        (Evidence(source="s1", exact="3 million euros", paragraph=2, start=AT + 1, end=AT + 16), Standing.MOVED),
        (Evidence(source="s1", exact="4 million euros", paragraph=2), Standing.MISSING),
        (Evidence(source="s1", exact="paid", paragraph=1), Standing.AMBIGUOUS),
    ],
)
def test_a_fragment_that_is_not_where_it_says_is_not_proven(piece: Evidence, standing: Standing) -> None:
    proven = prove(piece, read())
    assert (proven.verified, proven.standing) == ("no", standing)


@pytest.mark.parametrize("changed", [read(verified="no"), read(text=None, verified="no")])
def test_a_changed_or_missing_file_vouches_for_nothing(changed: ReadSource) -> None:
    assert prove(PIECE, changed).verified == "no"
