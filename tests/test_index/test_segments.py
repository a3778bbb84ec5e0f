"""Segments hold what was written into them, read in bulk or through Whoosh, merged or written anew."""

import gc
import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec import SegmentCodec
from index.lexicon import completions
from index.schema import FIELDS, TYPECODES, Document, whoosh_schema
from index.segment import merge_segments, write_segment
from index.segment_reader import DamagedError, Leaf, SegmentInfo, open_leaves
from index.whoosh_imports import filestore

if TYPE_CHECKING:
    from array import array

common = st.sampled_from(["a", "ab", "abc", "b", "é", "€", "\U0001f5ff", "\ud800", "d:2025", "0"])
"""Beginnings of each other, and characters of one, two, three and four bytes; half a pair too."""
terms = st.one_of(common, st.text(min_size=1, max_size=6))
rows = st.text(max_size=20)
numbers = {
    "B": st.integers(0, 255),
    "i": st.integers(-(2**31), 2**31 - 1),
    "d": st.floats(allow_nan=False),
}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    document: Document = {"row": draw(rows)}
    for name in draw(st.sets(st.sampled_from(sorted(FIELDS)))):
        document[name] = draw(st.lists(terms, max_size=6))
    for name in draw(st.sets(st.sampled_from(sorted(TYPECODES)))):
        document[name] = draw(numbers[TYPECODES[name]])
    return document


libraries = st.lists(documents(), max_size=6)


def opened(storage: Any, info: SegmentInfo, deleted: int = 0) -> Leaf:
    (leaf,) = open_leaves(storage, [info], {info.name: deleted})
    return leaf


def expected_lists(written: Sequence[Document], field: str) -> dict[str, list[int]]:
    lists: dict[str, list[int]] = {}
    for number, document in enumerate(written):
        for term in set(document.get(field, [])):
            lists.setdefault(term, []).append(number)
    return lists


def as_ids(found: "array[int] | bytes") -> list[int]:
    if isinstance(found, bytes):
        return [number for number in range(len(found) * 8) if found[number >> 3] >> (number & 7) & 1]
    return list(found)


def places_of(term: str, document: Document) -> list[int]:
    return [place for place, word in enumerate(document.get("words", [])) if word == term]


def assert_holds(leaf: Leaf, written: Sequence[Document]) -> None:
    """Every list, place, value and row, and nothing else."""
    assert leaf.count == len(written)
    for field in FIELDS:
        lists = expected_lists(written, field)
        lexicon = leaf.lexicon(field)
        assert lexicon.terms() == sorted(lists)
        for term, ids in lists.items():
            assert as_ids(leaf.postings(field, term)) == list(leaf.ids(field, term)) == ids
            assert leaf.frequency(field, term) == len(ids)
    for term, ids in expected_lists(written, "words").items():
        found = leaf.positions("words", term, range(len(written)))
        assert {number: list(places) for number, places in found.items()} == {
            number: places_of(term, written[number]) for number in ids
        }
    for name in TYPECODES:
        assert list(leaf.column(name)) == [document.get(name, 0) for document in written]
    assert [leaf.row(number) for number in range(len(written))] == [document["row"] for document in written]


@given(libraries)
def test_a_segment_holds_what_was_written(written: list[Document]) -> None:
    storage = filestore.RamStorage()
    assert_holds(opened(storage, write_segment(storage, iter(written))), written)


@given(st.lists(libraries, max_size=4), st.integers(0, 2**48))
def test_merging_equals_writing_the_survivors_anew(chunks: list[list[Document]], gone: int) -> None:
    storage = filestore.RamStorage()
    infos = [write_segment(storage, chunk) for chunk in chunks]
    deleted = {info.name: gone >> 5 * place for place, info in enumerate(infos)}
    merged = merge_segments(storage, infos, deleted)
    left = [
        document
        for info, chunk in zip(infos, chunks, strict=True)
        for number, document in enumerate(chunk)
        if not deleted[info.name] >> number & 1
    ]
    anew = write_segment(storage, left)
    assert merged.count == anew.count == len(left)
    for one, other in zip(merged.files, anew.files, strict=True):
        assert storage.files[one] == storage.files[other]


@given(libraries, st.integers(0, 2**12))
def test_whoosh_reads_the_same_from_a_segment(written: list[Document], gone: int) -> None:
    storage = filestore.RamStorage()
    info = write_segment(storage, written)
    reader = opened(storage, info, gone & (1 << len(written)) - 1).reader
    left = [number for number in range(len(written)) if not gone >> number & 1]
    assert list(reader.all_doc_ids()) == left
    assert reader.doc_count() == len(left)
    encoded = []
    for field in sorted(FIELDS):
        for term, ids in sorted(expected_lists(written, field).items()):
            key = term.encode("utf-8", "surrogatepass")
            encoded.append((field, key))
            assert list(reader.postings(field, key).all_ids()) == [number for number in ids if number in left]
            assert reader.doc_frequency(field, key) == len(ids)
            matcher = reader.postings(field, key)
            while field == "words" and matcher.is_active():
                places = places_of(term, written[matcher.id()])
                assert (list(matcher.value_as("positions")), matcher.weight()) == (places, len(places))
                matcher.next()
    assert list(reader.all_terms()) == encoded
    assert list(reader.terms_from("names", "ab")) == [pair for pair in encoded if pair >= ("names", b"ab")]
    for name in TYPECODES:
        column = reader.column_reader(name)
        assert [column[number] for number in range(len(written))] == [one.get(name, 0) for one in written]
    assert [reader.stored_fields(number)["row"] for number in left] == [written[number]["row"] for number in left]


def many(count: int) -> list[Document]:
    """Enough documents for lists of every density: "every" in all of them, "w7" in one of seven, "n12" in number 12."""
    return [
        {
            "row": f"row {number}",
            "words": ["every", *(f"w{step}" for step in (7, 64, 65, 500) if number % step == 0), f"n{number}", "every"],
            "refs": ["sheet:all", f"sheet:{number // 3}"],
            "type": number % 8,
            "first": -number,
            "low": number / 2,
        }
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "frequent"),
    [(1, ""), (31, ""), (32, "every"), (1_984, "every w7"), (2_048, "every w7 w64 w65"), (2_049, "every w7 w64")],
)
def test_frequent_terms_are_bitmaps_and_rare_ones_are_not(count: int, frequent: str) -> None:
    """From 32 documents and one in 64 on."""
    storage, written = filestore.RamStorage(), many(count)
    leaf = opened(storage, write_segment(storage, written))
    assert_holds(leaf, written)
    every = ("every", "w7", "w64", "w65", "w500", "n0")
    assert [term for term in every if isinstance(leaf.postings("words", term), bytes)] == frequent.split()


@pytest.mark.parametrize("kept_of", [2, 3, 63, 64, 65, 5_000])
def test_merging_many_documents_equals_writing_the_survivors_anew(kept_of: int) -> None:
    storage, written = filestore.RamStorage(), many(5_000)
    bounds = [0, 1_700, 1_700, 3_301, 5_000]
    infos = [write_segment(storage, written[start:end]) for start, end in pairwise(bounds)]
    gone = [number for number in range(len(written)) if number % kept_of == kept_of - 1 or number < 1_700]
    deleted = {
        info.name: sum(1 << number - start for number in gone if start <= number < start + info.count)
        for info, start in zip(infos, bounds, strict=False)
    }
    merged = merge_segments(storage, infos, deleted)
    anew = write_segment(storage, [document for number, document in enumerate(written) if number not in set(gone)])
    for one, other in zip(merged.files, anew.files, strict=True):
        assert storage.files[one] == storage.files[other]


def test_segments_merged_step_by_step_are_those_merged_at_once_or_written_anew() -> None:
    storage, written = filestore.RamStorage(), many(900)
    infos = [write_segment(storage, written[start : start + 300]) for start in (0, 300, 600)]
    stepwise = merge_segments(storage, [merge_segments(storage, infos[:2], {}), infos[2]], {})
    at_once = merge_segments(storage, infos, {})
    anew = write_segment(storage, written)
    files = [[storage.files[name] for name in info.files] for info in (stepwise, at_once, anew)]
    assert files[0] == files[1] == files[2]


@given(libraries, terms, st.sampled_from(["words", "refs"]))
def test_a_beginning_is_found_in_one_read(written: list[Document], prefix: str, field: str) -> None:
    storage = filestore.RamStorage()
    leaf = opened(storage, write_segment(storage, written))
    first, end = leaf.lexicon(field).range(prefix)
    wanted = {term: ids for term, ids in expected_lists(written, field).items() if term.startswith(prefix)}
    assert leaf.lexicon(field).terms(first, end) == sorted(wanted)
    found = [number for some in leaf.postings_between(field, first, end) for number in as_ids(some)]
    assert set(found) == {number for ids in wanted.values() for number in ids}


@pytest.mark.parametrize(("field", "prefix"), [("words", "w"), ("words", "n1"), ("refs", "sheet:")])
def test_a_beginning_may_stand_for_bitmaps(field: str, prefix: str) -> None:
    storage, written = filestore.RamStorage(), many(2_000)
    leaf = opened(storage, write_segment(storage, written))
    ids, *bitmaps = leaf.postings_between(field, *leaf.lexicon(field).range(prefix))
    lists = {term: found for term, found in expected_lists(written, field).items() if term.startswith(prefix)}
    frequent = [term for term in sorted(lists) if len(lists[term]) >= 32]
    assert [as_ids(bitmap) for bitmap in bitmaps] == [lists[term] for term in frequent]
    assert sorted(set(ids)) == sorted({one for term in lists.keys() - frequent for one in lists[term]})


@given(st.lists(libraries, max_size=3), st.one_of(terms, st.just("")), st.integers(1, 5))
def test_completions_come_most_frequent_first_over_all_segments(
    chunks: list[list[Document]], prefix: str, limit: int
) -> None:
    storage = filestore.RamStorage()
    leaves = [opened(storage, write_segment(storage, chunk)) for chunk in chunks]
    counts = {
        term: len(ids)
        for term, ids in expected_lists([document for chunk in chunks for document in chunk], "words").items()
        if term.startswith(prefix)
    }
    wanted = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    assert completions([leaf.lexicon("words") for leaf in leaves], prefix, limit) == wanted


def test_whoosh_itself_writes_and_searches_with_the_codec() -> None:
    from whoosh.query import And, FuzzyTerm, Phrase, Prefix, Term  # noqa: PLC0415 - no other test searches with Whoosh

    storage, written = filestore.RamStorage(), many(500)
    del written[7]["low"], written[499]["low"]
    index = storage.create_index(whoosh_schema())
    writer = index.writer(codec=SegmentCodec())
    for document in written:
        writer.add_document(**document)
    writer.commit()
    ours = write_segment(storage, written)
    (theirs,) = (name for name in storage.list() if name.endswith(".trm") and name not in ours.files)
    assert storage.files[theirs] == storage.files[ours.files[0]]
    low = index.reader().column_reader("low")
    assert [low[number] for number in range(500)] == [document.get("low", 0) for document in written]
    with index.searcher() as searcher:

        def numbers_of(query: Any) -> list[int]:
            return sorted(searcher.docs_for_query(query))

        assert numbers_of(And([Term("words", "w7"), Term("words", "w64")])) == [0, 448]
        assert numbers_of(Phrase("words", ["w7", "w64"])) == [0, 448]
        assert numbers_of(Phrase("words", ["w64", "w7"])) == []
        assert numbers_of(Prefix("words", "n49")) == [49, *range(490, 500)]
        assert numbers_of(FuzzyTerm("words", "n490", prefixlength=2)) == sorted(
            number for number in range(500) if is_near(f"{number}", "490")
        )


def is_near(number: str, wanted: str) -> bool:
    """One digit more, less or other, the first one kept."""
    if number[0] != wanted[0] or abs(len(number) - len(wanted)) > 1:
        return False
    if len(number) == len(wanted):
        return sum(one != other for one, other in zip(number, wanted, strict=True)) <= 1
    short, long = sorted((number, wanted), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def test_a_write_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def failing() -> Any:
        yield {"row": "one"}
        raise RuntimeError("the reading failed")

    with pytest.raises(RuntimeError):
        write_segment(tmp_path, failing())
    info = write_segment(tmp_path, many(3))
    with pytest.raises(FileNotFoundError):
        merge_segments(tmp_path, [info, SegmentInfo("sheets_gone", 1)], {})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(info.files)


def test_an_open_segment_answers_when_its_files_are_gone(tmp_path: Path) -> None:
    written = many(100)
    leaf = opened(tmp_path, write_segment(tmp_path, written))
    for path in tmp_path.iterdir():
        path.unlink()
    assert_holds(leaf, written)
    leaf.close()
    with pytest.raises(ValueError, match="closed"):
        leaf.row(0)


def test_what_is_cut_short_while_it_is_open_raises_that_error(tmp_path: Path) -> None:
    info = write_segment(tmp_path, many(2_000))
    leaf = opened(tmp_path, info)
    with pytest.raises(DamagedError):
        leaf.row(leaf.count)
    for name in info.files:
        os.truncate(tmp_path / name, 100)
    with pytest.raises(DamagedError):
        leaf.row(1_999)
    with pytest.raises(DamagedError):
        leaf.ids("words", "every")
    leaf.close()


def test_another_segment_of_that_name_raises_that_error() -> None:
    storage = filestore.RamStorage()
    info = write_segment(storage, many(3))
    with pytest.raises(DamagedError):
        opened(storage, info._replace(count=4))


@pytest.mark.parametrize("file", [0, 1])
def test_a_damaged_segment_leaves_no_file_open(tmp_path: Path, file: int) -> None:
    """Python warns of each that is, and a warning is an error here."""
    infos = [write_segment(tmp_path, many(3)) for _ in range(2)]
    (tmp_path / infos[1].files[file]).write_bytes(b"(cos\nsystem\nS'true'\ntR." * 9)
    with pytest.raises(DamagedError):
        open_leaves(tmp_path, infos, {})
    gc.collect()


class Kept:
    """A sound segment, and copies of it in which one file is another."""

    def __init__(self) -> None:
        storage = filestore.RamStorage()
        self.info = write_segment(storage, many(40))
        self.files = [storage.files[name] for name in self.info.files]

    def with_file(self, file: int, raw: bytes) -> Any:
        storage = filestore.RamStorage()
        storage.files = dict(zip(self.info.files, self.files, strict=True))
        storage.files[self.info.files[file]] = raw
        return storage


@pytest.fixture(scope="module")
def kept() -> Kept:
    return Kept()


def read_all(storage: Any, info: SegmentInfo) -> None:
    leaf = opened(storage, info)
    for field in FIELDS:
        lexicon = leaf.lexicon(field)
        for term in lexicon.terms():
            for number in as_ids(leaf.postings(field, term)):
                assert number < leaf.count
            leaf.positions(field, term, range(leaf.count))
    for name in TYPECODES:
        leaf.column(name)
    for number in range(leaf.count):
        leaf.row(number)


@pytest.mark.parametrize("file", [0, 1])
def test_files_cut_short_raise_one_error(kept: Kept, file: int) -> None:
    whole = kept.files[file]
    for size in (0, 1, 8, 23, 24, len(whole) // 2, len(whole) - 25, len(whole) - 1):
        with pytest.raises(DamagedError):
            read_all(kept.with_file(file, whole[:size]), kept.info)


@given(st.integers(0, 1), st.integers(0, 2**20), st.integers(1, 255))
def test_flipped_bytes_raise_that_error_or_are_read(kept: Kept, file: int, place: int, flip: int) -> None:
    """Contents are proven by the stamp's digests; here nothing wild may come of them."""
    raw = bytearray(kept.files[file])
    raw[place % len(raw)] ^= flip
    with suppress(DamagedError):
        read_all(kept.with_file(file, bytes(raw)), kept.info)


def test_a_bitmap_that_tells_of_more_documents_raises_that_error(kept: Kept) -> None:
    lists = kept.files[0]
    bitmap = lists.index(b"\xff" * 5 + bytes(3))
    storage = kept.with_file(0, lists[: bitmap + 5] + b"\x01" + lists[bitmap + 6 :])
    with pytest.raises(DamagedError):
        read_all(storage, kept.info)
