"""What an index holds, told so that two of them can be compared, however they came about."""

from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from factsheets.library import Library
from index.answer import Engine
from index.build import Options, up_to_date
from index.ledger import SHEET, Ledger
from index.location import index_folder
from index.schema import FIELDS, TYPECODES

Content = dict[str, Any]


def folder_of(library: Library, environment: Mapping[str, str]) -> Path:
    folder = index_folder(library, environment)
    assert folder is not None
    return folder


def ledger_of(engine: Engine) -> Ledger:
    if engine.built.memory is not None:
        return Ledger()
    return Ledger.from_bytes((engine.built.folder / engine.built.stamp.ledger).read_bytes())


def content_of(engine: Engine) -> Content:
    """Every document by its row and columns, every term by the documents it leads to, every sheet by what is known."""
    documents: list[tuple[Any, ...]] = []
    postings: dict[tuple[str, str], list[Any]] = {}
    positions: dict[str, list[Any]] = {}
    for leaf in engine.built.index:
        living = {number for number in range(leaf.count) if not leaf.deleted >> number & 1}
        columns = [leaf.column(name) for name in TYPECODES]
        names = {number: (leaf.row(number), *(column[number] for column in columns)) for number in living}
        documents += names.values()
        for field in FIELDS:
            for term in leaf.lexicon(field).terms():
                found = [names[number] for number in leaf.ids(field, term) if number in living]
                if found:
                    postings.setdefault((field, term), []).extend(found)
        for term in leaf.lexicon("words").terms():
            places = leaf.positions("words", term, living)
            if places:
                positions.setdefault(term, []).extend((names[one], tuple(at)) for one, at in places.items())
        leaf.close()
    return {
        "documents": sorted(documents),
        "postings": {key: sorted(found) for key, found in postings.items()},
        "positions": {term: sorted(found) for term, found in positions.items()},
        "sheets": known_sheets(engine),
        "counts": engine.built.stamp.counts,
    }


def known_sheets(engine: Engine) -> list[Any]:
    """(name, id, problems, sources with what they are worth and whether they are owned) of each sheet."""
    ledger = ledger_of(engine)
    ends = list(accumulate(ledger.counts, initial=0))
    rows = list(zip(ledger.files, ledger.states, ledger.live, strict=True))
    return [
        (
            name,
            ledger.ids[at],
            ledger.problems[at],
            sorted(row for row in rows[ends[at] : ends[at + 1]] if row[1] != SHEET),
        )
        for at, name in enumerate(ledger.names)
    ]


def assert_like_new(library: Library, refreshed: Engine, fresh_home: Path) -> None:
    """A refreshed index is the index that would be built anew, row for row and posting for posting."""
    anew = Engine(library, up_to_date(library, {"HOME": str(fresh_home)}, None, Options(rebuild=True)))
    assert anew.built.changes.rebuilt
    assert not refreshed.built.changes.rebuilt
    expected, found = content_of(anew), content_of(refreshed)
    for part, content in expected.items():
        assert found[part] == content, part
    anew.reader.close()


QUESTION = "Clearwater contract amount"


def first_answer(engine: Engine) -> str:
    return str(engine.ask(QUESTION).answers[0].fact.id)


def assert_answers(engine: Engine) -> None:
    assert first_answer(engine) == "leak-contract"
    assert [answer.fact.id for answer in engine.ask("FloodBell users").answers][:1] == ["floodbell-users"]
    assert not engine.ask("Uber Urssaf").answers


def rebuilt(engine: Engine) -> bool:
    return engine.built.changes.rebuilt
