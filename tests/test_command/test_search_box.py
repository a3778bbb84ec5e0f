"""The browser's search box on a library: what is typed is a question or a query, or names a saved search."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factsheets.library import Library, open_library
from factsheets.saved_searches import FILE, SavedSearchError, saved_searches
from factsheets.searches_file import save_search
from index.answer import Engine
from index.facets import FACETS
from index.find import Found as Hits
from tests.test_command.running import Run
from tui.live import opened
from tui.ports import Choice, Found, Proposal, Row, Searcher
from tui.screens.seeking import SAVED


@pytest.fixture
def library(run: Run) -> Library:
    """A copy of the shipped library, to be written into."""
    assert run("init", "mine").code == 0
    return open_library(Path("mine").absolute())


@pytest.fixture
def box(library: Library) -> Iterator[Searcher]:
    engine = Engine.open(library, os.environ)
    with closing(engine.reader), opened(library, engine) as backend:
        yield backend.searcher


def refs(found: Found) -> list[str]:
    return [row.ref.rpartition("/")[2] for row in found.rows]


def test_mere_words_are_a_question_that_is_being_typed(box: Searcher) -> None:
    assert refs(box.suggest("Clearview contr", 1)) == ["ice-clearview-2025-09"]


@pytest.mark.parametrize("typed", ["clerview contrat", "kind:contract clerview contrat "])
def test_a_slip_is_read_as_what_was_meant_where_nothing_else_is_found(box: Searcher, typed: str) -> None:
    found = box.suggest(typed, 1)
    assert refs(found) == ["ice-clearview-2025-09"]
    assert "“clerview” was read as “Clearview”" in found.hints


def test_a_name_that_stands_alone_is_offered_and_not_corrected(box: Searcher) -> None:
    found = box.suggest("clearveiw", 9)
    assert not found.rows
    assert found.hints == ("nothing here answers to “clearveiw”; did you mean Clearview?",)


def test_a_query_is_found_while_its_last_word_is_a_beginning(box: Searcher) -> None:
    assert set(refs(box.suggest("kind:contract palan", 9))) == {"palantir-platform-contract"}
    assert set(refs(box.suggest("kind:contract -palantir", 9))) == {"ice-clearview-2025-09"}


def test_what_only_may_match_says_so(box: Searcher) -> None:
    details = {row.ref.rpartition("/")[2]: row.detail for row in box.suggest("actor:ICE amount:>3M ", 9).rows}
    assert details["ice-surveillance-spending"].startswith("may match · ")
    assert not details["ice-clearview-2025-09"].startswith("may match")


def test_hints_come_with_the_rows_but_not_for_what_is_still_being_typed(box: Searcher) -> None:
    assert box.suggest("rol:x Palantir ", 9).hints[0].startswith("there is no field `rol:`")
    assert box.suggest("Palantir actor:", 9).hints == ()


def test_a_name_is_proposed(box: Searcher) -> None:
    assert box.suggest("kind:contract actor:pala", 9).proposal == Proposal("kind:contract actor:Palantir ", "Palantir")
    assert box.suggest("nosuchname", 9).proposal is None


def test_saved_searches_are_listed_run_and_narrowed(library: Library, box: Searcher) -> None:
    save_search(library, "contracts", "kind:contract OR kind:payment")
    save_search(library, "prices", "kind:price")
    listed = box.suggest("@", 9)
    assert [(row.text, row.detail, row.kind, row.ref) for row in listed.rows][1] == ("@prices", "kind:price", SAVED, "")
    assert listed.proposal == Proposal("@contracts ", "@contracts")
    assert [row.text for row in box.suggest("@pr", 9).rows] == ["@prices"]
    assert refs(box.suggest("@prices", 9)) == ["turnsignl-subscription"]
    narrowed = refs(box.suggest("@contracts -ICE", 9))
    assert "palantir-platform-contract" in narrowed
    assert "ice-clearview-2025-09" not in narrowed


def test_without_saved_searches_it_says_how_to_save_one(box: Searcher) -> None:
    assert "save it under a name" in box.suggest("@", 9).hints[0]


def test_a_broken_file_of_searches_is_named_where_it_breaks(library: Library, box: Searcher) -> None:
    (library.root / FILE).write_text("searches:\n  Bad: x\n  good: kind:price\n", encoding="utf-8")
    assert box.suggest("@", 9).hints[0].startswith("searches.yaml:2:3:")
    assert refs(box.suggest("@good", 9)) == ["turnsignl-subscription"]


def test_a_search_that_is_overtaken_stops_before_it_orders(box: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered: list[int] = []

    def best(_: Hits, most: int) -> list[tuple[int, float]]:
        ordered.append(most)
        return []

    monkeypatch.setattr(Hits, "best", best)
    box.suggest("kind:contract ", 9)
    assert ordered == [9]
    assert box.suggest("kind:contract ", 9, lambda: True) == Found(())
    assert ordered == [9]


def marked(row: Row) -> list[str]:
    return [row.text[start:stop] for start, stop in row.marks]


def test_the_words_that_answer_are_marked_in_line_and_label(box: Searcher) -> None:
    row = box.suggest("CLEARVIEW contr", 1).rows[0]
    assert marked(row) == ["Clearview", "contract"]
    assert "Clearview" in [row.detail[start:stop] for start, stop in row.detail_marks]
    possible = next(row for row in box.suggest("ICE amount:>3M ", 9).rows if row.detail.startswith("may match"))
    assert all(possible.detail[start:stop].casefold() == "ice" for start, stop in possible.detail_marks)


def test_of_a_passage_the_part_that_answers_is_shown_with_its_paragraph(box: Searcher) -> None:
    row = box.suggest("type:passage reconnaissance ", 1).rows[0]
    assert row.kind == "passage"
    assert marked(row)
    assert len(row.text) < 130
    assert f"paragraph {row.ref.rpartition('/')[2]} " in row.detail


def test_there_is_more_than_the_first_rows(box: Searcher) -> None:
    found = box.suggest("kind:contract ", 1)
    every = box.suggest("kind:contract ", 99)
    assert len(found.rows) == 1 < found.total == len(every.rows)
    assert [*found.rows, *box.more("kind:contract ", 1, 99)] == every.rows


@pytest.mark.parametrize("typed", ["", "palant", "ICE ", "contrat OR payment", "@contracts ", 'kind:contract "ICE"'])
@pytest.mark.parametrize("facet", FACETS)
def test_a_value_is_counted_as_it_will_be_found(library: Library, box: Searcher, typed: str, facet: str) -> None:
    save_search(library, "contracts", "kind:contract OR kind:payment")
    for choice in box.values(typed, facet)[:3]:
        total, count = box.suggest(choice.query, 1).total, int(choice.note)
        assert total == count or (total > count and facet in {"actor", "tool"}), choice


def test_every_facet_has_values(box: Searcher) -> None:
    for facet in FACETS:
        assert box.values("", facet), facet


def test_what_narrows_is_told_with_what_is_left_without_it(box: Searcher) -> None:
    assert box.conditions("kind:contract -tool:x ICE") == [
        Choice("-tool:x ICE", "kind:contract"),
        Choice("kind:contract ICE", "-tool:x"),
    ]
    assert all(choice.name != "contract" for choice in box.values("kind:contract ICE", "kind"))


@pytest.mark.parametrize("typed", ["ICE", "palant", "kind:contract ICE ", "Clearview contr"])
def test_an_order_changes_the_order_and_nothing_else(box: Searcher, typed: str) -> None:
    found = sorted(refs(box.suggest(typed, 99)))
    for choice in box.orders(typed):
        assert sorted(refs(box.suggest(choice.query, 99))) == found, choice
    orders = box.orders(box.orders(typed)[1].query)
    assert [choice.name for choice in orders if choice.note] == ["amount, the largest first"]
    assert orders[0].query.strip() == typed.strip()


def test_without_a_search_sheets_figures_and_dates_are_put_in_order(box: Searcher) -> None:
    by_name = {choice.name: choice.query for choice in box.orders("")}
    assert by_name["sheets by id"] == ""
    titles = [
        row.text.removeprefix("DRAFT · ") for row in box.suggest(by_name["sheets by title, from A to Z"], 99).rows
    ]
    assert titles == sorted(titles, key=str.casefold)
    assert {row.ref.split("/")[0] for row in box.suggest(by_name["figures, the largest first"], 99).rows} == {"fact"}
    assert [choice.note for choice in box.orders(by_name["dated facts, the latest first"])].count("as now") == 1


def test_a_search_is_saved_as_it_finds_what_it_shows(library: Library, box: Searcher) -> None:
    assert "@contracts finds" in box.save("@contracts", "kind:contract ")
    box.save("typed", "palant")
    assert saved_searches(library).queries == {"contracts": "kind:contract", "typed": "palant*"}
    with pytest.raises(SavedSearchError, match="small letters"):
        box.save("Bad Name", "ICE")


def test_a_read_only_library_saves_nothing_and_says_so(library: Library, box: Searcher) -> None:
    (library.root / FILE).mkdir()
    with pytest.raises(SavedSearchError, match=FILE):
        box.save("ice", "ICE")


def test_everything_is_found_by_name(library: Library, box: Searcher) -> None:
    save_search(library, "payers", "kind:contract")
    every = box.named("", 99)
    assert {row.kind for row in every} == {"search", "actor", "tool", "place"}
    assert len({row.ref for row in every}) == len(every)
    assert [(row.ref, row.kind) for row in box.named("payers", 9)] == [("search/@payers", "search")]
    assert box.named("clearview", 9)[0].text == "Clearview AI"
    assert box.named("minneapolis immigr", 9)[-1].kind == "sheet"
    assert box.named("kash pat", 9)[0] == Row("actor/kash-patel", "Kash Patel", kind="actor")
    assert "concept/facial-recognition" in {row.ref for row in box.named("reconnaissance fac", 9)}
    assert box.named("nosuchname", 9) == []


@pytest.mark.parametrize("condition", ["type:figure", "-kind:contract", "date:2025.."])
def test_a_condition_leaves_the_rest_in_its_order(box: Searcher, condition: str) -> None:
    every, left = refs(box.suggest("ICE ", 99)), refs(box.suggest(f"{condition} ICE ", 99))
    assert 1 < len(left) < len(every)
    assert left == [one for one in every if one in left]
