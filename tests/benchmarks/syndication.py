"""How well the same story is told from another: `python -m tests.benchmarks.syndication`; how fast with `--speed N`.

Pairs are made of the annotated documents. The same story: another masthead, another lead paragraph, the tail cut off, a
share of its words changed. Another story: any other document, and a follow-up that takes over some background.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheets.distill.shelf import Shelf
from factsheets.distill.syndication import SAME_STORY, share, sketch
from factsheets.library import open_library
from tests.benchmarks.distill_corpus import CORPUS

EDITS = (0.0, 0.02, 0.05, 0.08)
TAILS = (1.0, 0.7, 0.5)
MASTHEAD = ["The Evening Herald", "Home | News | Sport | Subscribe"]
FOOT = ["Read also: ten more stories", "All rights reserved. No part of this page may be reproduced in any form."]


@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    other: str
    same: bool


def documents() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]


def pairs(texts: list[str], seed: int = 1) -> Iterator[Pair]:
    chance = random.Random(seed)  # noqa: S311 - the same pairs every time, no secret
    for number, text in enumerate(texts):
        for rate in EDITS:
            for tail in TAILS:
                yield Pair(text, _republished(text, _lead(texts, number, chance), rate, tail, chance), True)
        for other in texts[number + 1 :]:
            yield Pair(text, other, False)
        yield Pair(text, _follow_up(text, texts[number - 1], chance), False)


def _lead(texts: list[str], number: int, chance: random.Random) -> str:
    prose = [line for line in texts[number - 1].split("\n") if len(line) > 60]
    return chance.choice(prose) if prose else ""


def _republished(text: str, lead: str, rate: float, tail: float, chance: random.Random) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    body = lines[1 : max(4, round(len(lines) * tail))]
    return "\n".join([*MASTHEAD, lead, *(_edited(line, rate, chance) for line in body), *FOOT])


def _edited(line: str, rate: float, chance: random.Random) -> str:
    words = re.split(r"(\s+)", line)
    return "".join(
        chance.choice(["", word + " yesterday", "altered"]) if _hit(word, rate, chance) else word for word in words
    )


def _hit(word: str, rate: float, chance: random.Random) -> bool:
    return bool(word.strip()) and chance.random() < rate


def _follow_up(text: str, other: str, chance: random.Random) -> str:
    """Another story that takes over a fifth of this one, under the same masthead."""
    background = [line for line in text.split("\n") if line.strip()]
    taken = background[-max(1, len(background) // 5) :]
    return "\n".join([*MASTHEAD, *other.split("\n"), *taken, *FOOT])


def score(texts: list[str], threshold: float = SAME_STORY) -> tuple[float, float]:
    """(precision, recall) of "the same story" on the pairs made of some texts."""
    right = wrong = missed = 0
    for pair in pairs(texts):
        found = share(sketch(pair.one), sketch(pair.other)) >= threshold
        right += found and pair.same
        wrong += found and not pair.same
        missed += pair.same and not found
    return right / (right + wrong), right / (right + missed)


def speed(count: int) -> None:
    """Processor time to look through a library of made documents, first without what was noted and then with it."""
    chance = random.Random(2)  # noqa: S311
    words = sorted({word for text in documents() for word in text.split()})
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("sheets", "seeds"):
            (root / "library" / name).mkdir(parents=True)
        for number in range(count):
            text = " ".join(chance.choice(words) for _ in range(500))
            (root / "library" / "seeds" / f"d{number}.txt").write_text(text, encoding="utf-8")
            (root / "library" / "sheets" / f"d{number}.yaml").write_text(
                f"format: 1\nid: d{number}\nsources:\n- {{id: s1, file: d{number}.txt, sha256: {number:064x}}}\n",
                encoding="utf-8",
            )
        library = open_library(root / "library")
        for round_ in ("first", "later"):
            begun = time.process_time()
            shelf = Shelf(library, {"XDG_CACHE_HOME": str(root / "cache")})
            looked = time.process_time()
            shelf.alike(sketch(text))
            found = time.process_time()
            print(f"{count} documents, {round_} time: sheets {looked - begun:.2f} s, stories {found - looked:.2f} s")
        begun = time.process_time()
        for _ in range(100):
            shelf.alike(sketch(text))
        print(f"a document more: {(time.process_time() - begun) * 10:.2f} ms")
        sizes = sum(one.stat().st_size for one in (root / "cache" / "factfile").iterdir())
        print(f"noted: {sizes / 1e6:.1f} MB")


if __name__ == "__main__":
    for threshold in (0.15, 0.2, SAME_STORY, 0.4, 0.5):
        precision, recall = score(documents(), threshold)
        print(f"threshold {threshold:.2f}: precision {precision:.3f}  recall {recall:.3f}")
    if "--speed" in sys.argv:
        speed(int(sys.argv[-1]))
