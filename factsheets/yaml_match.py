"""Which item of a list was which before it changed: by `id` where items have one, else by being equal."""

import json
from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher

from factsheets.yaml_text import Data

_MOST_PAIRS = 1_000_000


def matched(old: list[Data], new: list[Data]) -> list[int | None]:
    """For each new item the position of the old one that it goes on from, None for one that is new."""
    before, after = _ids(old), _ids(new)
    if before is not None and after is not None:
        places = {ident: place for place, ident in enumerate(before)}
        return [places.get(ident) for ident in after]
    return _by_equality(old, new)


def in_order(places: list[int | None]) -> set[int]:
    """The largest set of matched old positions that kept their order: the others were moved."""
    ends: list[int] = []
    last: list[int] = []
    back: dict[int, int | None] = {}
    for place in places:
        if place is None:
            continue
        at = bisect_left(ends, place)
        back[place] = last[at - 1] if at else None
        ends[at : at + 1] = [place]
        last[at : at + 1] = [place]
    found, step = set(), last[-1] if last else None
    while step is not None:
        found.add(step)
        step = back[step]
    return found


def merged(found: Data, old: Data, new: Data) -> Data:
    """What an edited text must hold: what it held, changed as `old` became `new`; what neither names stays."""
    if old == new:
        return found
    if isinstance(found, dict) and isinstance(old, dict) and isinstance(new, dict):
        kept = {key: value for key, value in found.items() if key in new or key not in old}
        changed = {key: value for key, value in new.items() if value != old.get(key)}
        return kept | {
            key: merged(found[key], old[key], value) if key in found and key in old else value
            for key, value in changed.items()
        }
    if isinstance(found, list) and isinstance(old, list) and isinstance(new, list) and len(found) == len(old):
        pairs = zip(matched(old, new), new, strict=True)
        return [item if place is None else merged(found[place], old[place], item) for place, item in pairs]
    return new


def _ids(items: list[Data]) -> list[str] | None:
    found = [str(item["id"]) for item in items if isinstance(item, dict) and "id" in item]
    return found if len(found) == len(items) == len(set(found)) else None


def _by_equality(old: list[Data], new: list[Data]) -> list[int | None]:
    before, after = [_key(item) for item in old], [_key(item) for item in new]
    shorter = min(len(before), len(after))
    head = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if before[-1 - place] != after[-1 - place]), rest)
    middle = slice(head, len(old) - tail), slice(head, len(new) - tail)
    places: list[int | None] = [*range(head)]
    for place in _aligned(before[middle[0]], after[middle[1]]):
        follows = place is not None and _alike(old[head + place], new[len(places)])
        places.append(head + place if place is not None and follows else None)
    return [*places, *range(len(old) - tail, len(old))]


def _key(item: Data) -> str:
    return json.dumps(item, sort_keys=True)


def _alike(one: Data, other: Data) -> bool:
    return all(isinstance(one, kind) == isinstance(other, kind) for kind in (dict, list))


def _aligned(before: list[str], after: list[str]) -> Iterator[int | None]:
    """Equal items by the longest common runs; where one run replaces another, their items one by one."""
    if len(before) * len(after) > _MOST_PAIRS:
        yield from (place if place < len(before) else None for place in range(len(after)))
        return
    for _, first, last, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield from (first + step if first + step < last else None for step in range(stop - start))
