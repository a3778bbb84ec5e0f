"""The best few of a set without scoring all: what decides the order splits the set, and the best parts come first.

A split says, tier by tier, which documents pay which cost; a document pays the cost of the first tier that has it.
Costs add up, and the least comes first. Only parts that can still be among the best are split any further.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from operator import add

from index.bit_slices import BitSlices
from index.bits import Documents

_FEW = 256
"""Parts up to this size are looked at document by document."""
_FINE = 1 << 12
_MOST_PARTS = 500
"""After so many parts the costs are summed for all documents at once: many frequent words make too many parts."""

Cost = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """The documents that pay a cost; None for all that no earlier tier has."""

    cost: Cost
    documents: Documents | None = None


Split = tuple[Tier, ...]


def cost(
    *, missing: float = 0, deprecated: float = 0, score: float = 0, unpreferred: float = 0, draft: float = 0
) -> Cost:
    """What decides, first things first: words missing, deprecated, score (the more the better), preferred, reviewed."""
    return missing, deprecated, -exactly(score), unpreferred, draft


def exactly(score: float) -> float:
    """A score so rounded that a sum is the same in whatever order it is made."""
    return round(score * _FINE) / _FINE


def best(pool: Documents, splits: Sequence[Split], place: BitSlices, most: int) -> list[int]:
    """The documents of least cost, in order; among equals by their place."""
    found: list[int] = []
    for equals in _by_cost(pool, splits):
        if equals is None:
            return _by_sums(pool, splits, place, most)
        found += place.smallest(equals, most - len(found))
        if len(found) >= most:
            break
    return found


def _by_cost(pool: Documents, splits: Sequence[Split]) -> Iterator[Documents | None]:
    """The documents of one cost after the other, the least first; None when it takes too long."""
    least = _least_costs(splits)
    serial = count()
    queue = [(least[0], next(serial), 0, least[-1], pool)] if pool else []
    equals, paid = Documents(), least[-1]
    while queue:
        bound, number, depth, spent, part = heappop(queue)
        if number > _MOST_PARTS:
            yield None
        if equals and bound > paid:
            yield equals
            equals = Documents()
        if depth == len(splits):
            equals, paid = equals | part, spent
            continue
        whole = len(part) <= _FEW
        for extra, documents in _one_by_one(part, splits[depth:]) if whole else _parts(part, splits[depth]):
            total = tuple(map(add, spent, extra))
            after = len(splits) if whole else depth + 1
            heappush(queue, (tuple(map(add, total, least[after])), next(serial), after, total, documents))
    if equals:
        yield equals


def _least_costs(splits: Sequence[Split]) -> list[Cost]:
    """For each split on, the least that all splits from there can cost; zeros behind the last."""
    width = len(splits[0][0].cost) if splits else 0
    found: list[Cost] = [(0.0,) * width]
    for split in reversed(splits):
        found.append(tuple(map(add, found[-1], map(min, *(tier.cost for tier in split), split[0].cost))))
    return found[::-1]


def _parts(documents: Documents, split: Split) -> Iterator[tuple[Cost, Documents]]:
    left = documents
    for tier in split:
        part = left if tier.documents is None else left & tier.documents
        if part:
            yield tier.cost, part
            left = left ^ part
        if not left:
            return


def _one_by_one(documents: Documents, splits: Sequence[Split]) -> Iterable[tuple[Cost, Documents]]:
    found: dict[Cost, list[int]] = {}
    for document in documents:
        total: Cost = (0.0,) * len(splits[0][0].cost)
        for split in splits:
            paid = next((t.cost for t in split if t.documents is None or document in t.documents), None)
            if paid is None:
                break
            total = tuple(map(add, total, paid))
        else:
            found.setdefault(total, []).append(document)
    return ((total, Documents.of(ids)) for total, ids in found.items())


def _by_sums(pool: Documents, splits: Sequence[Split], place: BitSlices, most: int) -> list[int]:
    """The same for any number of parts: costs are added up digit by digit, for all documents at once."""
    least = [tuple(map(min, zip(*(tier.cost for tier in split), strict=True))) for split in splits]
    sums = [_Sum() for _ in least[0]]
    for split, lowest in zip(splits, least, strict=True):
        covered = Documents()
        for paid, documents in _parts(pool, split):
            covered = covered | documents
            for total, part, low in zip(sums, paid, lowest, strict=True):
                total.add(round((part - low) * _FINE), documents.bits)
        pool = covered
    taken, rest, missing = 0, pool.bits, most
    for total in sums:
        near, rest, missing = total.least(rest, missing)
        taken |= near
    chosen = Documents(taken) | Documents.of(place.smallest(Documents(rest), missing))
    ordered = sorted(_one_by_one(chosen, splits), key=lambda pair: pair[0])
    return [document for _, equals in ordered for document in place.smallest(equals, most)]


class _Sum:
    """A number for every document, as one bitmap for each of its binary digits."""

    def __init__(self) -> None:
        self._digits: list[int] = []

    def add(self, number: int, documents: int) -> None:
        """Add a number to those of some documents."""
        carry, digit = 0, 0
        while number >> digit or carry:
            if digit == len(self._digits):
                self._digits.append(0)
            added, before = documents if number >> digit & 1 else 0, self._digits[digit]
            self._digits[digit] = before ^ added ^ carry
            carry = (before & added) | (carry & (before | added))
            digit += 1

    def least(self, documents: int, most: int) -> tuple[int, int, int]:
        """What is surely among the first, what of equal number may be, and how many are still wanted of that."""
        taken = 0
        for digit in reversed(self._digits):
            near = documents & ~digit
            size = near.bit_count()
            if size >= most:
                documents = near
            else:
                taken, documents, most = taken | near, documents ^ near, most - size
        return taken, documents, most
