"""The ledger: what counts is worked out from what was read, in whatever order that came."""

import random
from dataclasses import dataclass
from itertools import accumulate, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ledger import MISSING, RIGHT, SHEET, UNWRITTEN, WRONG, Indexed, Ledger, LedgerError, Range
from index.scan import in_order

NAMES = ["a.yaml", "b.yaml", "b/c.yaml", "b-c.yaml", "d\udcff.yaml", "é.yaml"]
FILES = ["x.md", "y.md", "sub/z.md"]


@dataclass(frozen=True)
class Sheet:
    name: str
    id: str
    sources: tuple[tuple[str, int], ...]


names, ids = st.sampled_from(NAMES), st.sampled_from(["one", "two", "three", ""])
sources = st.dictionaries(st.sampled_from(FILES), st.sampled_from([MISSING, WRONG, RIGHT])).map(
    lambda found: tuple(sorted(found.items()))
)
sheets = st.builds(Sheet, names, ids, sources)
steps = st.lists(st.tuples(st.lists(sheets, max_size=4, unique_by=lambda sheet: sheet.name), names), max_size=6)


def row_of(sheet: Sheet, start: int) -> Indexed:
    """As a chunk has it: two documents for the sheet, three for each source that is right."""
    if not sheet.id:
        return Indexed(sheet.name, 1, b"x" * 16, "", 1)
    ranges = [Range(start=start, count=2)]
    for position, (file, state) in enumerate(sheet.sources):
        written = start + 2 + 3 * position if state == RIGHT else None
        ranges.append(Range(file, 7, 8, state, written, 3 if state == RIGHT else 0))
    return Indexed(sheet.name, 1, b"x" * 16, sheet.id, 0, tuple(ranges))


def put(ledger: Ledger, found: list[Sheet], segment: int, dropped: str = "") -> None:
    rows = [row_of(sheet, 20 * place) for place, sheet in enumerate(found)]
    ledger.update({dropped} - {row.name for row in rows}, rows, segment)


def owned(ledger: Ledger) -> set[tuple[str, str]]:
    """(sheet's name, "" or a source) of all that counts."""
    ends = list(accumulate(ledger.counts, initial=0))
    return {
        (name, ledger.files[at])
        for place, name in enumerate(ledger.names)
        for at in range(ends[place], ends[place + 1])
        if ledger.live[at]
    }


def expected_of(library: dict[str, Sheet]) -> set[tuple[str, str]]:
    """In plain words: by name, who comes first owns an id, and then the sources that it is right about."""
    found: set[tuple[str, str]] = set()
    taken_ids: set[str] = set()
    taken_files: set[str] = set()
    for name in sorted(library, key=in_order):
        sheet = library[name]
        if not sheet.id or sheet.id in taken_ids:
            continue
        taken_ids.add(sheet.id)
        found.add((name, ""))
        for file, state in sheet.sources:
            if state == RIGHT and file not in taken_files:
                taken_files.add(file)
                found.add((name, file))
    return found


@given(steps)
def test_what_counts_is_what_would_count_of_a_library_read_in_order(
    changes: list[tuple[list[Sheet], str]],
) -> None:
    ledger, library = Ledger(), dict[str, Sheet]()
    for segment, (found, dropped) in enumerate(changes):
        put(ledger, found, segment, dropped)
        library.pop(dropped, None)
        library |= {sheet.name: sheet for sheet in found}
        assert ledger.settle() == []
        assert owned(ledger) == expected_of(library)
        assert ledger.names == sorted(library, key=in_order)
        assert_dead_is_what_does_not_count(ledger)
        ledger = again(ledger)


def again(ledger: Ledger) -> Ledger:
    read = Ledger.from_bytes(ledger.to_bytes())
    assert read.to_bytes() == ledger.to_bytes()
    read.dead = ledger.dead
    return read


def assert_dead_is_what_does_not_count(ledger: Ledger) -> None:
    rows = list(zip(ledger.segments, ledger.starts, ledger.lengths, ledger.live, strict=True))
    for segment, start, length, live in rows:
        if segment < UNWRITTEN - 1:
            assert ((start, length) in ledger.dead.get(segment, set())) != bool(live)


def test_the_order_of_reading_does_not_matter() -> None:
    found = [
        Sheet("a.yaml", "one", (("x.md", WRONG), ("y.md", RIGHT))),
        Sheet("b.yaml", "one", (("x.md", RIGHT),)),
        Sheet("b/c.yaml", "two", (("x.md", RIGHT), ("y.md", RIGHT))),
    ]
    for order in permutations(found):
        ledger = Ledger()
        for segment, sheet in enumerate(order):
            put(ledger, [sheet], segment)
            ledger.settle()
        assert owned(ledger) == {("a.yaml", ""), ("a.yaml", "y.md"), ("b/c.yaml", ""), ("b/c.yaml", "x.md")}
        assert (ledger.count().sheets, ledger.count().sources, ledger.count().problems) == (3, 2, 1)


def test_what_a_merge_left_out_is_wanted_once_it_counts() -> None:
    ledger = Ledger()
    put(ledger, [Sheet("a.yaml", "one", (("x.md", RIGHT),)), Sheet("b.yaml", "one", (("x.md", RIGHT),))], 0)
    ledger.settle()
    ledger.merged([0], 1)
    assert ledger.dead.get(1, set()) == set()
    assert sorted(set(ledger.segments)) == [1, UNWRITTEN]
    assert list(zip(ledger.starts, ledger.lengths, strict=True))[:2] == [(0, 2), (2, 3)]
    ledger.update(["a.yaml"], ())
    assert ledger.settle() == ["b.yaml"]
    put(ledger, [Sheet("b.yaml", "one", (("x.md", RIGHT),))], 2)
    assert ledger.settle() == []
    assert owned(ledger) == {("b.yaml", ""), ("b.yaml", "x.md")}


def test_a_damaged_ledger_is_refused_or_whole() -> None:
    ledger = Ledger()
    put(ledger, [Sheet(name, f"id-{name}", (("x.md", RIGHT),)) for name in NAMES], 0)
    raw = ledger.to_bytes()
    seeded = random.Random(3)  # noqa: S311 - damage, not secrets
    for _ in range(200):
        with pytest.raises(LedgerError):
            Ledger.from_bytes(raw[: seeded.randrange(len(raw))])
    for other in (b"", b"{}\n", b"\x80\x04." + raw, raw + b"x", raw.replace(b"ledger 1", b"ledger 2", 1)):
        with pytest.raises(LedgerError):
            Ledger.from_bytes(other)


def test_sources_are_told_by_what_they_were_worth() -> None:
    ledger = Ledger()
    put(ledger, [Sheet("a.yaml", "one", (("sub/z.md", MISSING), ("x.md", WRONG), ("y.md", RIGHT)))], 0)
    assert list(ledger.sources()) == [("sub/z.md", MISSING, 7, 8), ("x.md", WRONG, 7, 8), ("y.md", RIGHT, 7, 8)]
    assert ledger.naming({"x.md"}) == ["a.yaml"]
    assert ledger.naming({""}) == []
    assert list(ledger.states) == [SHEET, MISSING, WRONG, RIGHT]


def test_documents_lead_to_their_sheets() -> None:
    ledger = Ledger()
    put(ledger, [Sheet("b.yaml", "one", (("x.md", RIGHT),)), Sheet("a.yaml", "two", ())], 4)
    put(ledger, [Sheet("d.yaml", "three", ())], 5)
    assert ledger.sheets_at(4, [1]) == {"b.yaml"}
    assert ledger.sheets_at(4, [0, 2, 4, 19, 20, 21]) == {"a.yaml", "b.yaml"}
    assert ledger.sheets_at(4, [2, 5, 19, 22, 999]) == set()
    assert ledger.sheets_at(5, [1, 5]) == {"d.yaml"}
    assert ledger.sheets_at(6, [0]) == set()
