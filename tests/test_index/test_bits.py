"""Bitmaps against plain sets and sorted lists: sets of documents, comparisons, the first few, the best few."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.best import Split, Tier, best, cost
from index.bit_slices import BitSlices
from index.bits import Documents, bits_of, flags_of, packed

IDS = st.sets(st.integers(0, 700))
MANY_IDS = st.builds(lambda step, end: set(range(0, end, step)), st.integers(1, 9), st.integers(0, 9_000))
SETS = IDS | MANY_IDS


@given(one=SETS, other=SETS)
def test_documents_are_a_set(one: set[int], other: set[int]) -> None:
    first, second = Documents.of(one), Documents.of(other)
    assert list(first) == sorted(one)
    assert len(first) == len(one)
    assert bool(first) == bool(one)
    assert list(first & second) == sorted(one & other)
    assert list(first | second) == sorted(one | other)
    assert list(first - second) == sorted(one - other)
    assert list(first ^ second) == sorted(one ^ other)
    assert (first == second) == (one == other)
    assert all((number in first) == (number in one) for number in (*other, 0, 699, 10_000))
    assert first.first(3) == sorted(one)[:3]


@given(sets=st.lists(SETS, max_size=4))
def test_many_sets_at_once(sets: list[set[int]]) -> None:
    every = [Documents.of(one) for one in sets]
    assert set(Documents.union(every)) == set().union(*sets)
    assert set(Documents.intersection(every)) == (set.intersection(*sets) if sets else set())


@given(ids=SETS)
def test_flags_and_bits(ids: set[int]) -> None:
    bits = bits_of(array("I", ids))
    flags = flags_of(bits)
    assert {number for number, flag in enumerate(flags) if flag} == ids
    assert packed(flags) == bits


NUMBERS = st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 9), min_size=1, max_size=400)
AMOUNTS = st.lists(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
    | st.sampled_from([0.0, 3e6, -1e300, 1e300, 0.5]),
    min_size=1,
    max_size=400,
)


@given(numbers=NUMBERS, limit=st.integers(-1, 2**32))
def test_whole_numbers_below(numbers: list[int], limit: int) -> None:
    slices = BitSlices(array("i", numbers))
    for each in (limit, numbers[0], numbers[-1] + 1):
        assert list(slices.below(each)) == [at for at, number in enumerate(numbers) if number < each]
    assert list(slices.nonzero()) == [at for at, number in enumerate(numbers) if number]


@given(codes=st.lists(st.integers(0, 7), min_size=1, max_size=300))
def test_small_codes(codes: list[int]) -> None:
    slices = BitSlices(array("B", codes))
    for each in range(8):
        assert list(Documents(slices.equal(each, 3))) == [at for at, code in enumerate(codes) if code == each]


@given(amounts=AMOUNTS, limit=st.floats(allow_nan=False, min_value=-1e300, max_value=1e300))
def test_amounts_below(amounts: list[float], limit: float) -> None:
    slices = BitSlices(array("d", [amount + 0.0 for amount in amounts]))
    for each in (limit, amounts[0], -amounts[-1]):
        assert list(slices.below(each)) == [at for at, amount in enumerate(amounts) if amount < each]


def test_comparison_where_thousands_are_equal() -> None:
    numbers = [3e6] * 5_000 + [3e6 + 1, 2.5e6] * 3_000
    slices = BitSlices(array("d", numbers))
    assert len(slices.below(3e6)) == 3_000
    assert len(slices.below(3e6 + 0.5)) == 8_000
    assert len(slices.below(3e6 + 1)) == 8_000
    assert len(slices.below(4e6)) == 11_000


@given(numbers=NUMBERS, most=st.integers(0, 50), skipped=st.integers(1, 3), repeats=st.integers(1, 8))
def test_smallest_and_largest(numbers: list[int], most: int, skipped: int, repeats: int) -> None:
    column = array("i", numbers * repeats)
    documents = Documents.of(range(0, len(column), skipped))
    slices = BitSlices(column)
    assert slices.smallest(documents, most) == sorted(documents, key=lambda one: (column[one], one))[:most]
    assert slices.largest(documents, most) == sorted(documents, key=lambda one: (-column[one], one))[:most]


SCORES = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.7, 3.0])
TIER = st.tuples(
    st.builds(lambda missing, score: cost(missing=missing, score=score), st.integers(0, 1), SCORES),
    st.builds(lambda step, start: set(range(start, 1_200, step)), st.integers(1, 7), st.integers(0, 1_000)),
)
SPLITS = st.lists(st.tuples(st.lists(TIER, min_size=1, max_size=3), SCORES), min_size=1, max_size=4)


@pytest.mark.parametrize("parts", [0, 500], ids=["by sums", "by parts"])
@given(plain=SPLITS, pool=st.sampled_from([3, 40, 1_200]), most=st.integers(1, 40), salt=st.integers(1, 9))
def test_the_best_few_are_those_of_a_full_sort(
    parts: int, plain: list[tuple[list[tuple[tuple[float, ...], set[int]]], float]], pool: int, most: int, salt: int
) -> None:
    place = array("i", [number * 7_919 * salt % 1_201 for number in range(1_200)])
    splits: list[Split] = [
        (*(Tier(paid, Documents.of(documents)) for paid, documents in tiers), Tier(cost(score=rest)))
        for tiers, rest in plain
    ]

    def key(document: int) -> tuple[tuple[float, ...], int]:
        paid = [
            next((one for one, documents in tiers if document in documents), cost(score=rest)) for tiers, rest in plain
        ]
        return tuple(sum(parts) for parts in zip(*paid, strict=True)), place[document]

    documents = Documents.of(range(pool))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.best._MOST_PARTS", parts)
        assert best(documents, splits, BitSlices(place), most) == sorted(documents, key=key)[:most]


def test_documents_that_no_tier_has_are_left_out() -> None:
    split = (Tier(cost(), Documents.of([1, 2])),)
    place = BitSlices(array("i", [3, 2, 1]))
    assert best(Documents.of([0, 1, 2]), [split], place, 5) == [2, 1]


def test_many_frequent_words_in_many_documents() -> None:
    """Sixteen words that fall in any combination: more parts than can be looked at."""
    place = BitSlices(array("i", range(60_000)))
    words = [Documents.of(range(0, 60_000, step)) for step in range(2, 18)]
    splits = [(Tier(cost(score=1 + step / 64), documents), Tier(cost())) for step, documents in enumerate(words)]
    found = best(Documents.of(range(1, 60_000)), splits, place, 5)

    def key(document: int) -> tuple[float, int]:
        return -sum(1 + step / 64 for step, documents in enumerate(words) if document in documents), document

    assert found == sorted(range(1, 60_000), key=key)[:5]
