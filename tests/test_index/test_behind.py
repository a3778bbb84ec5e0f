"""What is kept behind a row comes back as it was, whatever a sheet holds, and says what the sheet says."""

import json

from hypothesis import given
from hypothesis import strategies as st

from factsheets.model import Fact, FactSheet, Figure, Rank, Statement, Status
from index.analysis import terms
from index.behind import Indexed, gist_of_row, row_of, sheet_of_row, with_gist, with_sheet
from index.gist import Gist, gists_of
from index.of_documents import OF_DOCUMENTS, told, told_of_documents
from index.schema import Row
from index.stated import absent, states
from tests.test_factsheets.made_sheets import sheets, text

rows = st.builds(Row, type=st.just("figure"), sheet=text, fact=text, label=text, line=text, source=text, path=text)


def names_of(sheet: FactSheet) -> dict[str, tuple[str, ...]]:
    return {one.id: (one.name, *one.aliases) for one in sheet.entities()}


def gists(sheet: FactSheet) -> dict[str, tuple[Fact, Gist]]:
    found = gists_of(sheet, names_of(sheet))
    return {fact.id: (fact, found[fact.id]) for fact in sheet.facts()}


@given(sheets(), rows)
def test_a_gist_comes_back_with_its_row(sheet: FactSheet, row: Row) -> None:
    for _, gist in gists(sheet).values():
        stored = with_gist(row.to_json(), gist)
        assert gist_of_row(stored) == gist
        assert Row.from_json(row_of(stored)) == row


@given(sheets(), rows, st.lists(text, min_size=1, max_size=3).map(tuple))
def test_a_sheet_comes_back_with_its_row(sheet: FactSheet, row: Row, same: tuple[str, ...]) -> None:
    """With what its entities are called, and the ids that were judged one with one of them."""
    shown = {one.id: one.name for one in sheet.entities()}
    ids = {one: (one,) for one in shown} | {"a": same}
    stored = with_sheet(row.to_json(), Indexed(sheet, shown, ids))
    assert sheet_of_row(stored) == Indexed(sheet, shown, ids)
    assert Row.from_json(row_of(stored)) == row


def test_the_line_of_a_row_has_no_second_line() -> None:
    """What is behind a row begins at the first end of a line, so no row may hold one."""
    row = Row("figure", "s", "f", "one\ntwo\r\u2028\u0085", "three\nfour")
    assert "\n" not in row.to_json()
    assert json.loads(row.to_json())["label"] == row.label


@given(sheets())
def test_a_gist_says_what_its_fact_says(sheet: FactSheet) -> None:
    for fact, gist in gists(sheet).values():
        figure = fact if isinstance(fact, Figure) else None
        assert gist.draft == (sheet.status is Status.DRAFT)
        assert gist.rank == (figure.rank if figure else Rank.NORMAL).value
        assert gist.money == bool(figure and figure.currency)
        assert not gist.exact or (figure and figure.amount.value is not None)
        assert (gist.unit, gist.kind) == ((figure.unit, figure.kind) if figure else ("", ""))
        assert set(states(fact)) <= set(gist.states)
        assert gist.lang == sheet.lang


@given(sheets())
def test_a_gist_names_its_fact_and_the_parties_by_their_terms(sheet: FactSheet) -> None:
    known = names_of(sheet)

    def spelt(entity: str) -> set[str]:
        return {" ".join(terms(name, sheet.lang)) for name in known.get(entity, ())} - {""}

    for fact, gist in gists(sheet).values():
        assert set(gist.names) == spelt(fact.id)
        assert set(gist.payer) == (spelt(fact.payer) if isinstance(fact, Figure) else set())
        assert set(gist.payee) == (spelt(fact.payee) if isinstance(fact, Figure) else set())
        assert set(gist.speaker) == (spelt(fact.speaker) if isinstance(fact, Statement) else set())


@given(sheets())
def test_a_gap_is_of_whom_it_names_and_of_the_figures_about_them(sheet: FactSheet) -> None:
    """The made sheets say that of `a` and of `f` no date is stated."""
    for fact, gist in gists(sheet).values():
        assert gist.own_gaps == (["date"] if fact.id in {"a", "f"} else [])
        assert gist.gaps == (["date"] if fact.id in {"a", "f"} else [])
        lacking = absent(["date"], gist.states, gist.gaps)
        assert lacking == ([] if "date" in gist.states else ["date"])


@given(sheets())
def test_what_a_source_states_of_itself_is_stated_by_every_fact(sheet: FactSheet) -> None:
    (source,) = sheet.sources
    expected = {"author"} if source.authors else set()
    expected |= {"outlet"} if source.publisher or source.agency else set()
    expected |= {"publication-date"} if source.published else set()
    assert set(told(sheet)) == expected
    assert expected <= OF_DOCUMENTS
    for _, gist in gists(sheet).values():
        assert expected <= set(gist.states)
        assert set(absent(sorted(OF_DOCUMENTS), gist.states, gist.gaps)) == OF_DOCUMENTS - expected
    lines = told_of_documents(sorted(OF_DOCUMENTS), [sheet])
    assert len(lines) == len(expected)
    assert not expected or all(f"[{sheet.id}, {source.id}]" in line for line in lines)


def test_nothing_is_told_of_no_document() -> None:
    assert told_of_documents(["author"], []) == ()
