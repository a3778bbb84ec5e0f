"""The browser's search box on a library: what is typed is a question or a query, or names a saved search."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factsheets.library import Library, open_library
from factsheets.saved_searches import FILE, save_search
from index.answer import Engine
from index.find import Found as Hits
from tests.test_command.running import Run
from tui.browse import opened
from tui.ports import Found, Proposal, Searcher
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
    assert "find --save NAME QUERY" in box.suggest("@", 9).hints[0]


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
