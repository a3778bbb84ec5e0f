"""Accepting many at once: what is meant, what is shown of it, and that nobody takes it for looked at."""

from datetime import date
from pathlib import Path

import pytest

from factsheets import display
from factsheets.export.markdown import to_markdown
from factsheets.library import Library
from factsheets.model import BulkAccept, Status
from factsheets.review.bulk import Selection, accept_in_bulk, ids_of, matching, sample
from factsheets.review.desk import DecisionError, Desk
from factsheets.review.history import History
from factsheets.review.queue import waiting
from tests.test_review.drafts import ARTICLE, draft_text, put

BULK = "accepted in bulk, not looked at one by one"
SURE = Selection("actor", "", "0.9")


@pytest.fixture
def two(library: Library) -> Library:
    put(
        library,
        "other",
        ARTICLE,
        draft_text().replace("id: harrow\n", "id: other\n").replace("harrow.txt", "other.txt"),
    )
    return library


def accept(library: Library, selection: Selection, **more: object) -> tuple[tuple[str, str], ...]:
    expected = ids_of(matching(waiting(library), selection))
    done = accept_in_bulk(library, selection, "Ann", 2, expected, today=lambda: date(2026, 4, 1), **more)  # type: ignore[arg-type]
    assert done.problems == ()
    return done.accepted


@pytest.mark.parametrize(
    ("selection", "idents"),
    [
        (Selection("actor"), ["council", "lumen-ltd", "lumen-limited", "paula-merle", "merle"]),
        (SURE, ["council", "lumen-ltd", "lumen-limited", "paula-merle"]),
        (Selection(rule="legal-form"), ["lumen-ltd", "lumen-limited"]),
        (Selection(at_least="0.97"), ["eur-1250", "date-2026-03"]),
        (Selection("money"), ["eur-1250"]),
        (Selection("relation"), []),
    ],
)
def test_what_a_selection_means(library: Library, selection: Selection, idents: list[str]) -> None:
    assert [one.finding.id for one in matching(waiting(library), selection)] == idents


def test_everything_at_once_is_no_selection(library: Library) -> None:
    with pytest.raises(DecisionError, match="a kind, a rule or a confidence is needed"):
        accept(library, Selection())
    for wrong in ("much", "1.5", "nan"):
        with pytest.raises(DecisionError, match="is no confidence"):
            matching(waiting(library), Selection(at_least=wrong))


def test_a_sample_is_the_same_every_time_and_from_all_over(two: Library) -> None:
    found = matching(waiting(two), Selection("actor"))
    drawn = sample(found, 6)
    assert drawn == sample(tuple(reversed(found)), 6)
    assert len(set(drawn)) == 6
    assert {one.sheet for one in drawn} == {"harrow", "other"}
    assert sample(found, 100) == found


def test_it_is_recorded_as_what_it_is(two: Library, path: Path) -> None:
    assert len(accept(two, SURE)) == 8
    sheet = two.read(path).sheet
    assert sheet is not None
    assert sheet.review is not None
    assert sheet.review.bulk == (
        BulkAccept(
            facts=("council", "lumen-ltd", "lumen-limited", "paula-merle"),
            kind="actor",
            at_least="0.9",
            looked_at=2,
            by="Ann",
            at="2026-04-01",
        ),
    )
    assert [sheet.checked(ident) for ident in ("council", "merle", "eur-1250")] == ["bulk", None, None]
    assert two.gazetteer.entries == {}


def test_only_what_was_meant_is_accepted(two: Library, path: Path) -> None:
    found = matching(waiting(two), SURE)
    Desk(two, path).reject("council")
    put(two, "third", ARTICLE, draft_text().replace("id: harrow\n", "id: third\n"))
    done = accept_in_bulk(two, SURE, "Ann", 2, ids_of(found))
    assert {sheet for sheet, _ in done.accepted} == {"harrow", "other"}
    assert done.left == (("harrow", "council"),)


def test_a_fact_that_is_looked_at_later_is_no_longer_in_bulk(library: Library, desk: Desk) -> None:
    accept(library, SURE)
    desk.refresh()
    desk.accept("council")
    desk.edit("lumen-ltd", {"role": "seller"})
    desk.reject("paula-merle")
    assert desk.sheet.review is not None
    assert [one.facts for one in desk.sheet.review.bulk] == [("lumen-limited",)]
    assert desk.checked("council") == "person"
    desk.accept("lumen-limited")
    assert desk.sheet.review is None


def test_it_can_be_undone_at_a_desk(library: Library, path: Path) -> None:
    before, kept = path.read_bytes(), History()
    accept(library, SURE, history=lambda _: kept)
    desk = Desk(library, path, history=kept)
    assert desk.undo() == "accepted 4 in bulk (actor, at least 0.9 sure)"
    assert path.read_bytes() == before


def test_it_is_said_wherever_the_fact_is_shown(library: Library, desk: Desk) -> None:
    accept(library, Selection("money"))
    desk.refresh()
    figure = desk.sheet.figures[0]
    assert display.fact_line(figure, str, bulk=desk.sheet.in_bulk(figure.id)).endswith(BULK)
    printed = to_markdown(desk.sheet, str, lambda *_: "text")
    row = next(line for line in printed.splitlines() if line.startswith("| Cameras bought"))
    assert BULK in row
    assert BULK not in next(line for line in printed.splitlines() if line.startswith("| Sold"))
    assert f"{BULK}: Facts: 1 · money · looked at: 2 · Ann · 2026-04-01" in printed


def test_a_finished_review_keeps_it(library: Library, desk: Desk) -> None:
    accept(library, SURE)
    desk.refresh()
    desk.reject("money-3-5-million")
    desk.accept(*(one.id for one in desk.pending))
    desk.finish()
    assert desk.sheet.status is Status.REVIEWED
    assert desk.checked("council") == "bulk"
    assert desk.checked("merle") == "person"
    assert [str(one) for one in library.problems()] == []
