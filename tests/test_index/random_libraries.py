"""Libraries and queries made at random over few words, amounts and dates, so that they meet."""

import random
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets.yaml_text import Data
from index.analysis import fold
from index.answer import Engine
from tests.test_index.oracle import Told
from tests.test_index.tables import empty_library, write_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

POOL = (
    *(
        "quay",
        "quays",
        "tide",
        "rope",
        "sails",
        "keel",
        "oar",
        "buoy",
        "pier",
        "pierce",
        "contract",
        "contracts",
        "price",
    ),
    *("société", "año", "ano", "ICE", "ice", "camera", "cameras", "caméra", "vigilancia", "the", "de", "chevaux"),
)
NAMES = ("Quay Buoy", "ICE", "Clear Rope", "Société du Quai", "Pier 9")
AMOUNTS: tuple[tuple[str, dict[str, Data]], ...] = (
    ("{} euros", {"value": "{}", "currency": "EUR"}),
    ("{} dollars", {"value": "{}", "currency": "USD"}),
    ("more than {} euros", {"value": "{}", "currency": "EUR", "modifier": "more-than"}),
    ("at least {} dollars", {"value": "{}", "currency": "USD", "modifier": "at-least"}),
    ("less than {} euros", {"value": "{}", "currency": "EUR", "modifier": "less-than"}),
    ("about {} dollars", {"value": "{}", "currency": "USD", "modifier": "about"}),
    ("between 20 and {} euros", {"min": "20", "max": "{}", "currency": "EUR", "modifier": "range"}),
    ("{} ropes", {"value": "{}", "unit": "ropes"}),
    ("{} years", {"value": "{}", "unit": "year"}),
)
DATES = ("2010-12-24", "2011-03", "2012-05-06", "2010/2014", "2011-06/..", "../2013", "201X", "XXXX-03", "2012-22")
NUMBERS = (100, 120, 250, 1_000, 5_000)


def random_table(number: int, seeded: random.Random) -> dict[str, Data]:
    """A sheet over few words, amounts and dates, so that they meet."""

    def some(most: int) -> str:
        return " ".join(seeded.choices(POOL, k=seeded.randint(1, most)))

    name = seeded.choice(NAMES)
    actor = f"{fold(name).replace(' ', '-')}-{seeded.randint(1, 2)}"
    figures: list[Data] = []
    lines = [f"{some(6)} {name} {some(3)}"]
    for position in range(seeded.randint(0, 5)):
        text, fields = seeded.choice(AMOUNTS)
        value = str(seeded.choice(NUMBERS))
        printed = text.format(value)
        lines.append(f"{some(3)} {printed} {some(2)}.")
        filled: dict[str, Data] = {key: str(part).format(value) for key, part in fields.items()}
        kind = seeded.choice(["contract", "price", "fine"]) if "currency" in fields else "count"
        extra: dict[str, Data] = {"date": seeded.choice(DATES)} if seeded.random() < 0.7 else {}
        payer: dict[str, Data] = {"payer": actor} if seeded.random() < 0.3 else {}
        figures.append(
            {"id": f"f-{position}", "label": some(4), "kind": kind, "printed": printed, **filled, **extra, **payer}
        )
    return {
        "id": f"sheet-{number}",
        "lang": seeded.choice(["en", "fr", "es"]),
        "title": some(3),
        "status": seeded.choice(["draft", "reviewed"]),
        "themes": seeded.sample(["surveillance", "privacy", "police"], seeded.randint(0, 1)),
        "text": [*lines],
        "actors": [{"id": actor, "name": name, "kind": "company", "role": some(2), "exact": [name]}],
        "figures": figures,
        "dates": [{"id": "d-1", "date": seeded.choice(DATES), "what": some(4), "exact": [name]}],
        "statements": [{"id": "s-1", "speaker": actor, "text": some(5), "exact": [name]}],
    }


def random_query(seeded: random.Random, told: list[Told]) -> str:
    parts = [_random_part(seeded, told, depth=0) for _ in range(seeded.randint(1, 3))]
    order = seeded.choice(["", "", "", " sort:amount", " -sort:amount", " sort:date", " -sort:date", " sort:title"])
    return seeded.choice([" ", " ", " OR "]).join(parts) + order


def _random_part(seeded: random.Random, told: list[Told], depth: int) -> str:
    chance = seeded.random()
    if depth < 2 and chance < 0.15:
        inner = [_random_part(seeded, told, depth + 1) for _ in range(seeded.randint(2, 3))]
        return "(" + seeded.choice([" ", " OR "]).join(inner) + ")"
    if chance < 0.3:
        return "-" + _random_atom(seeded, told)
    return _random_atom(seeded, told)


def _random_atom(seeded: random.Random, told: list[Told]) -> str:
    word = seeded.choice((*POOL, *NAMES, "absent", "100", "2011", "surveillance"))
    said = seeded.choice(told).document["words"] if told else [word]
    start = seeded.randrange(max(1, len(said)))
    number = seeded.choice(NUMBERS)
    makers: tuple[Callable[[], str], ...] = (
        lambda: word,
        lambda: " ".join(seeded.choices(POOL, k=2)),
        lambda: '"' + " ".join(said[start : start + seeded.randint(1, 3)]).replace('"', "") + '"',
        lambda: fold(word)[: seeded.randint(2, 9)] + "*",
        lambda: f"kind:{seeded.choice(['contract', 'price', 'precio', 'fine', 'count', 'absent'])}",
        lambda: f"type:{seeded.choice(['figure', 'dates', 'statement', 'actor', 'sheet', 'passage'])}",
        lambda: f"lang:{seeded.choice(['en', 'fr', 'español', 'de'])}",
        lambda: f"currency:{seeded.choice(['EUR', 'usd', 'JPY'])}",
        lambda: f"status:{seeded.choice(['draft', 'reviewed', 'borrador'])}",
        lambda: f'actor:"{seeded.choice((*NAMES, "quay", "ice-1", "absent"))}"',
        lambda: f"source:{seeded.choice(('sheet', 'sheet-1.md', 'quay', 's1'))}",
        lambda: f"date:{seeded.choice(('2010', '2011-03', '2011..2012', '2012..', '..2011', '2012-05-06'))}",
        lambda: f"amount:{seeded.choice(('>', '>=', '<', '<=', ''))}{number}{seeded.choice(('', ' EUR', ' USD'))}",
        lambda: f"amount:{number}..{number * seeded.choice((1, 2, 20))}{seeded.choice(('', ' EUR'))}",
    )
    return seeded.choice(makers)()


def refreshed_library(root: Path, seeded: random.Random, sheets: int = 14, rounds: int = 3) -> Engine:
    """A library that grew, shrank and changed over some refreshes, each of them read by an engine of its own."""
    library = empty_library(root / "library")
    engine = Engine.open(library, {"HOME": str(root)})
    for _ in range(rounds):
        for number in seeded.sample(range(sheets), sheets // 2):
            path = library.sheets_dir / f"sheet-{number}.yaml"
            if path.exists() and seeded.random() < 0.3:
                path.unlink()
            else:
                write_sheet(library, random_table(number, seeded))
        engine.reader.close()
        engine = Engine.open(library, {"HOME": str(root)})
    return engine
