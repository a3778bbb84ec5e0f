"""The query box under any text: `python tests/benchmarks/query_fuzz.py LIBRARY [QUERIES]` times every way of asking.

Each text is asked in every way that the box has. Processor time counts, so that a busy machine changes nothing. It ends
with 1 when a query took 100 ms or more, and names the slowest.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from factsheets.library import open_library  # noqa: E402 - found by the line above
from index.answer import Engine  # noqa: E402
from index.complete import complete  # noqa: E402
from index.query import parse  # noqa: E402

QUERIES = 2_000
LONGEST_SECONDS = 0.1
LONGEST_TEXT = 1_000_000
PIECES = [
    *(f"{name}:" for name in ("actor", "tool", "place", "kind", "type", "lang", "status", "source", "date", "amount")),
    *(
        '"',
        "(",
        ")",
        "-",
        "*",
        " OR ",
        " ",
        " ",
        " ",
        ">",
        "..",
        "@",
        "sort:-amount ",
        "sort:title ",
        ",",
        "'",
        "&",
        ".",
    ),
    *(
        "contract",
        "contrat",
        "3,75",
        "M$",
        "1M..5M USD",
        "million",
        "2025",
        "septembre",
        "l'",
        "R&D",
        "e-mail",
        "price",
    ),
    *(
        "a*",
        "co*",
        "pal*",
        "s*",
        "the",
        "de la",
        "status:reviewed",
        "kind:contract",
        "lang:fr",
        "type:passage",
        "date:202",
    ),
    *(
        "\0",
        "\x1b[2J",
        "\u202e",
        "\ud800",
        "\u0301",
        "\u00ad",
        "²",
        "日本",
        "İ",
        "\n",
        "\u202f",
        "1 234 567",
        "EE. UU.",
    ),
]
Way = Callable[[str], object]


def texts(seed: int, words: list[str]) -> Iterator[str]:
    """Queries of words of the library, of signs, of both, and texts of up to a million characters."""
    drawn = random.Random(seed)  # noqa: S311 - made-up queries
    while True:
        match drawn.randrange(6):
            case 0:
                yield " ".join(drawn.choices(words, k=drawn.randint(1, 16)))
            case 1:
                yield "".join(drawn.choices(PIECES, k=drawn.randint(1, 60)))
            case 2 | 3:
                yield " ".join(drawn.choices([*PIECES, *drawn.choices(words, k=40)], k=drawn.randint(1, 20)))
            case 4:
                yield " OR ".join(f"{word[: drawn.randint(1, 4)]}*" for word in drawn.choices(words, k=16))
            case _:
                piece = drawn.choice([*PIECES, *drawn.choices(words, k=20), chr(drawn.randrange(0x2FFF))])
                yield (piece * drawn.randint(1, LONGEST_TEXT))[:LONGEST_TEXT]


def words_of(engine: Engine) -> list[str]:
    """Words of the library, the frequent ones among them."""
    beginnings = (f"{first}{second}" for first in "abcdefghijlmnoprstuv" for second in "aeioulr")
    found = {word for beginning in beginnings for word in engine.reader.completions("words", beginning)[:30]}
    return sorted(word for word in found if ":" not in word) or ["x"]


def ways(engine: Engine) -> dict[str, Way]:
    return {
        "find": lambda text: engine.find(text, 50),
        "typing": lambda text: engine.searched(parse(text, typing=True)).best(50),
        "suggest": lambda text: engine.suggest(text, 50),
        "complete": lambda text: complete(text, len(text), engine.reader),
        "ask": lambda text: engine.ask(text, 10),
    }


def main(library: str, queries: int) -> int:
    engine = Engine.open(open_library(Path(library)), dict(os.environ))
    drawn = texts(1, words_of(engine))
    asked = [next(drawn) for _ in range(queries)]
    print(f"{engine.reader.count} documents, {queries} texts, processor time in ms")
    slow = 0
    for name, run in ways(engine).items():
        run("warm co")
        taken = sorted(((_timed(run, text), text) for text in asked), key=lambda pair: pair[0])
        times = [seconds * 1000 for seconds, _ in taken]
        slow += sum(seconds >= LONGEST_SECONDS for seconds, _ in taken)
        middle, late = times[len(times) // 2], times[len(times) * 95 // 100]
        print(f"{name:9} p50 {middle:7.2f}  p95 {late:7.2f}  max {times[-1]:7.2f}")
        for seconds, text in taken[-3:]:
            print(f"          {seconds * 1000:7.2f}  {text[:90]!a}")
    print(f"{slow} of {queries * len(ways(engine))} took {LONGEST_SECONDS * 1000:.0f} ms or more")
    return int(slow > 0)


def _timed(run: Way, text: str) -> float:
    began = time.process_time()
    run(text)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else QUERIES))
