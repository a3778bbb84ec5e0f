"""What the word being typed may become, on the shipped library."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.library import Library
from index.answer import Engine
from index.complete import MOST_CANDIDATES, MOST_NAMES, Candidate, Completion, complete
from index.query import MOST_CHARACTERS, parse
from index.reader import IndexReader
from index.schema import Row
from tests.test_index.conftest import OpenEngine
from tests.test_index.tables import write_sheet

SAVED = ("big-contracts", "payers")


def completed(engine: Engine, text: str, cursor: int | None = None) -> Completion:
    return complete(text, len(text) if cursor is None else cursor, engine.reader, SAVED)


def words(completion: Completion) -> list[str]:
    return [candidate.text for candidate in completion.candidates]


@pytest.mark.parametrize(
    ("typed", "first", "line"),
    [
        ("Cle", Candidate("Clearview AI", "actor"), "Clearview AI "),
        ("how much did pal", Candidate("Palantir", "actor"), "how much did Palantir "),
        ("act", Candidate("actor:", "field"), "actor:"),
        ("-act", Candidate("actor:", "field"), "-actor:"),
        ("(montan", Candidate("montant:", "field"), "(montant:"),
        ("actor:cle", Candidate('"Clearview AI"', "actor"), 'actor:"Clearview AI" '),
        ('actor:"kash p', Candidate('"Kash Patel"', "actor"), 'actor:"Kash Patel" '),
        ("acteur:pate", Candidate('"Kash Patel"', "actor"), 'acteur:"Kash Patel" '),
        ("actor:ICE tool:turn", Candidate("TurnSignl", "tool"), "actor:ICE tool:TurnSignl "),
        ("place:minnea", Candidate("Minneapolis", "place"), "place:Minneapolis "),
        ("kind:contr", Candidate("contract", "kind"), "kind:contract "),
        ("kind:amen", Candidate("fine", "kind"), "kind:fine "),
        ("type:pass", Candidate("passage", "type"), "type:passage "),
        ("lang:fran", Candidate("fr", "lang"), "lang:fr "),
        ("status:dr", Candidate("draft", "status"), "status:draft "),
        ("estado:re", Candidate("reviewed", "status"), "estado:reviewed "),
        ("sort:am", Candidate("amount", "sort"), "sort:amount "),
        ("sort:-da", Candidate("-date", "sort"), "sort:-date "),
        ("date:202", Candidate("2025", "date"), "date:2025 "),
        ("amount:>3M us", Candidate("USD", "currency"), "amount:>3M USD "),
        ("currency:u", Candidate("USD", "currency"), "currency:USD "),
        ("@pay", Candidate("@payers", "saved search"), "@payers "),
    ],
)
def test_the_likeliest_candidate_and_the_line_it_makes(
    shipped_engine: Engine, typed: str, first: Candidate, line: str
) -> None:
    completion = completed(shipped_engine, typed)
    assert completion.candidates[0] == first
    assert completion.applied(first) == (line, len(line))


@pytest.mark.parametrize("typed", ["", " ", "x", "Clearview ", "rol:x", "actor:nosuchname", '"Cle', "12:3", "kind:zzz"])
def test_nothing_is_offered(shipped_engine: Engine, typed: str) -> None:
    assert completed(shipped_engine, typed).candidates == ()


def test_every_value_of_a_short_list_is_offered_at_once(shipped_engine: Engine) -> None:
    assert words(completed(shipped_engine, "status:")) == ["draft", "reviewed"]
    assert words(completed(shipped_engine, "sort:")) == ["relevance", "amount", "date", "title"]
    assert words(completed(shipped_engine, "@")) == ["@big-contracts", "@payers"]
    assert len(completed(shipped_engine, "kind:").candidates) == MOST_CANDIDATES


def test_the_years_are_those_of_the_library_the_last_first(shipped_engine: Engine) -> None:
    years = words(completed(shipped_engine, "date:"))
    assert years == sorted(years, reverse=True)
    assert "2025" in years
    assert "1999" not in years


def test_in_the_middle_of_a_line_only_the_word_at_the_cursor_is_replaced(shipped_engine: Engine) -> None:
    completion = completed(shipped_engine, "kind:con ICE", len("kind:con"))
    assert completion.applied(completion.candidates[0]) == ("kind:contract ICE", len("kind:contract"))
    assert completed(shipped_engine, "kind:contract", len("kind:con")).candidates == (), "inside of a word"


def test_a_value_that_is_taken_is_read_as_it_was_offered(shipped_engine: Engine) -> None:
    completion = completed(shipped_engine, "actor:cle")
    line, _ = completion.applied(completion.candidates[0])
    assert [hit for hit in shipped_engine.find(line)[0] if hit.fact == "clearview-ai"]


def write_actors(library: Library, sheet: str, names: dict[str, str]) -> None:
    found: list[Any] = [
        {"id": ident, "name": name, "kind": "company", "exact": [name]} for ident, name in names.items()
    ]
    write_sheet(library, {"id": sheet, "lang": "en", "title": sheet, "text": list(names.values()), "actors": found})


def test_each_actor_once_the_most_mentioned_first(library: Library, ask_of: OpenEngine) -> None:
    for number in range(3):
        write_actors(library, f"s{number}", {"quorum": "Quorum Works"})
    write_actors(library, "s9", {"quorum": "Quorum Works", "quotient": "Quotient", "aquo": "Bureau Quoin"})
    engine = ask_of(library)
    assert words(complete("actor:quo", 9, engine.reader)) == ['"Quorum Works"', "Quotient", '"Bureau Quoin"']


def test_an_actor_of_many_sheets_hides_no_other(library: Library, ask_of: OpenEngine) -> None:
    for number in range(MOST_NAMES + 1):
        write_actors(library, f"s{number}", {"quorum": "Quorum Works"})
    write_actors(library, "s99", {"quotient": "Quotient"})
    assert words(complete("actor:quo", 9, ask_of(library).reader)) == ['"Quorum Works"', "Quotient"]


def test_fewer_candidates_are_the_first_ones(shipped_engine: Engine) -> None:
    every = completed(shipped_engine, "kind:").candidates
    assert complete("kind:", 5, shipped_engine.reader, most=2).candidates == every[:2]


def test_of_very_many_names_a_bounded_number_is_looked_at(
    library: Library, ask_of: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_actors(library, "many", {f"quo-{number}": f"Quorum{number}" for number in range(100, 160)})
    engine = ask_of(library)
    read: list[int] = []
    row = IndexReader.row

    def counted(self: IndexReader, document: int) -> Row:
        read.append(document)
        return row(self, document)

    monkeypatch.setattr(IndexReader, "row", counted)
    assert len(complete("actor:quo", 9, engine.reader).candidates) == MOST_CANDIDATES
    assert 0 < len(read) <= MOST_NAMES


@given(text=st.text(max_size=300), cursor=st.integers(0, 300))
def test_any_text_at_any_cursor(shipped_engine: Engine, text: str, cursor: int) -> None:
    completion = complete(text, min(cursor, len(text)), shipped_engine.reader, SAVED)
    assert completion.start <= completion.end
    assert not completion.candidates or len(text) <= MOST_CHARACTERS
    for candidate in completion.candidates:
        line, at = completion.applied(candidate)
        assert line[:at].rstrip().endswith(candidate.text)
        parse(line)


def test_a_very_long_text_is_not_looked_at(shipped_engine: Engine) -> None:
    assert completed(shipped_engine, "actor:" * 200_000).candidates == ()
