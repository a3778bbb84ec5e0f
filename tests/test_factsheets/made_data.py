"""Random plain data in the shapes that sheets and registers have, and random edits of it."""

from random import Random

from factsheets.yaml_text import Data
from tests.test_factsheets.made_sheets import HOSTILE

_KEYS = "klmnopqr"
WORDS = (
    "a", "b c", "NO", "2025", "x: y", "it's", "# h", "long words here and there " * 6, "two\nlines", "two\nlines\n",
    "é 😀", "[q]", "a, b", "end:", "- d", "'", '"q"', "",
)  # fmt: skip


def made(random: Random) -> dict[str, Data]:
    return {"format": "1", **_mapping(random, 0)}


def changed(random: Random, data: dict[str, Data]) -> dict[str, Data]:
    rest = _change(random, {key: value for key, value in data.items() if key != "format"}, 0)
    return {"format": "1", **(rest if isinstance(rest, dict) else {})}


def _mapping(random: Random, depth: int) -> dict[str, Data]:
    return {key: _value(random, depth) for key in sorted(random.sample(_KEYS, random.randint(1, 5)))}


def _word(random: Random) -> str:
    return random.choice(WORDS if random.random() < 0.8 else [one for one in HOSTILE if one])


def _value(random: Random, depth: int) -> Data:
    kind = random.random()
    if depth > 3 or kind < 0.5:
        return _word(random)
    if kind < 0.65:
        return [_word(random) for _ in range(random.randint(0, 4))]
    if kind < 0.85:
        numbers = random.sample(range(9), random.randint(0, 4))
        return [{"id": f"i{number}", **_mapping(random, depth + 1)} for number in numbers]
    return _mapping(random, depth + 1)


def _change(random: Random, value: Data, depth: int) -> Data:
    if isinstance(value, dict):
        return _changed_mapping(random, value, depth)
    if isinstance(value, list):
        return _changed_list(random, value, depth)
    return _word(random) if random.random() < 0.9 else _value(random, depth + 1)


def _changed_mapping(random: Random, value: dict[str, Data], depth: int) -> Data:
    new = dict(value)
    for _ in range(1 if random.random() < 0.8 else 3):
        what, some = random.random(), [key for key in new if key != "id"]
        if what < 0.6 and some:
            key = random.choice(some)
            new[key] = _change(random, new[key], depth + 1)
        elif what < 0.8:
            new[random.choice([*_KEYS, "s", "t"])] = _value(random, depth + 1)
        elif len(some) > 1:
            del new[random.choice(some)]
    first = ["id"] if "id" in new else []
    return {key: new[key] for key in [*first, *sorted(set(new) - {"id"})]}


def _changed_list(random: Random, value: list[Data], depth: int) -> Data:
    new, what = list(value), random.random()
    have_ids = bool(new) and all(isinstance(item, dict) and "id" in item for item in new)
    if what < 0.4 and new:
        place = random.randrange(len(new))
        new[place] = _change(random, new[place], depth + 1)
    elif what < 0.6 and new:
        del new[random.randrange(len(new))]
    elif what < 0.85 or not new:
        item: Data = {"id": f"n{random.randrange(99)}", **_mapping(random, 3)} if have_ids else _word(random)
        new.insert(random.randint(0, len(new)), item)
    else:
        new.insert(random.randint(0, len(new) - 1), new.pop(random.randrange(len(new))))
    return new
