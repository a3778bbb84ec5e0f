"""The index on a made-up library: `python tests/benchmarks/index_bench.py [SHEETS]` prints one table, asserts nothing.

Each sheet has about 400 words of source text and 20 facts; words, names and sums are drawn by a seeded generator.
"""

import contextlib
import hashlib
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from factsheets.library import Library  # noqa: E402 - found by the line above
from factsheets.yaml_text import Data, dump  # noqa: E402
from index.answer import Engine  # noqa: E402

DEFAULT_SHEETS = 1_000
ROUNDS = 200
COLD_ROUNDS = 7
SYLLABLES = [
    "ba",
    "cor",
    "del",
    "fin",
    "gar",
    "hul",
    "jo",
    "kes",
    "lam",
    "mor",
    "nir",
    "os",
    "pel",
    "qui",
    "ran",
    "sol",
]
LANGUAGES = {"en": ("dollars", "USD"), "fr": ("euros", "EUR"), "es": ("euros", "EUR")}
KINDS = ["contract", "payment", "price", "budget", "fine", "grant"]


class Generator:
    """Sheets by number, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a made-up library
        self.words = sorted({self._word(3) for _ in range(20_000)})
        self._random.shuffle(self.words)
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.names = [f"{self._word(2).title()} {self._word(2).title()}" for _ in range(3_000)]

    def _word(self, most: int) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(2, most + 1)))

    def text(self, count: int) -> str:
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=count))

    def sheet(self, number: int) -> tuple[str, str]:
        """The YAML of a sheet and the text of its source."""
        lang = self._random.choice(list(LANGUAGES))
        money, currency = LANGUAGES[lang]
        names = self._random.sample(self.names, 7)
        ids = [name.casefold().replace(" ", "-") for name in names]
        paragraphs = [f"{name} {self.text(20)}" for name in names]
        figures: list[Data] = []
        for position in range(8):
            value = str(self._random.randint(2, 999))
            printed = f"{value} {money}"
            paragraphs.append(f"{self.text(28)} {printed}")
            amount: dict[str, Data] = {"value": value, "currency": currency, "currency_from": "explicit"}
            who: dict[str, Data] = {"payer": ids[position % 4], "payee": ids[(position + 1) % 4]}
            date: dict[str, Data] = {"date": f"20{self._random.randint(10, 26)}-0{self._random.randint(1, 9)}"}
            figures.append(
                {"id": f"f-{position}", "label": self.text(6), "kind": self._random.choice(KINDS)}
                | amount
                | who
                | date
                | {"printed": printed, "evidence": [{"source": "s1", "exact": printed, "paragraph": str(8 + position)}]}
            )
        text = "\n\n".join(paragraphs) + "\n"
        proof: list[list[Data]] = [
            [{"source": "s1", "exact": name, "paragraph": str(place)}] for place, name in enumerate(names, start=1)
        ]
        data: dict[str, Data] = {
            "format": "1",
            "id": f"sheet-{number}",
            "title": f"{names[0]}: {self.text(5)}",
            "lang": lang,
            "status": "reviewed",
            "summary": self.text(40),
            "sources": [
                {"id": "s1", "file": f"{number}.md", "sha256": hashlib.sha256(text.encode()).hexdigest(), "lang": lang}
            ],
            "actors": self._entities(ids[:4], names[:4], proof, "company"),
            "tools": self._entities(ids[4:6], names[4:6], proof[4:], "software"),
            "places": self._entities(ids[6:], names[6:], proof[6:], "city"),
            "figures": figures,
            "dates": [
                {
                    "id": f"d-{place}",
                    "what": self.text(8),
                    "date": "2024",
                    "actors": [ids[place]],
                    "evidence": proof[place],
                }
                for place in range(3)
            ],
            "statements": [
                {"id": f"t-{place}", "text": self.text(14), "speaker": ids[place], "evidence": proof[place]}
                for place in range(2)
            ],
            "review": {"by": "a generator", "at": "2026-01-01"},
        }
        return dump(data), text

    @staticmethod
    def _entities(ids: list[str], names: list[str], proof: list[list[Data]], kind: str) -> Data:
        return [
            {"id": one, "name": name, "kind": kind, "evidence": evidence}
            for one, name, evidence in zip(ids, names, proof, strict=False)
        ]


def library_at(root: Path) -> Library:
    return Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")


def generate(root: Path, sheets: int) -> Generator:
    generator = Generator()
    for folder in ("sheets", "seeds"):
        (root / folder).mkdir(parents=True)
    for number in range(sheets):
        sheet, text = generator.sheet(number)
        (root / "sheets" / f"sheet-{number}.yaml").write_text(sheet, encoding="utf-8")
        (root / "seeds" / f"{number}.md").write_text(text, encoding="utf-8")
    return generator


def milliseconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1_000


def row(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name:<44}{statistics.median(times):>10.1f} ms{p95:>10.1f} ms")


def run(*arguments: str) -> str:
    """Another process of this interpreter; what it printed."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout  # noqa: S603


def build_here(root: Path, home: Path) -> None:
    began = time.perf_counter()
    engine = Engine.open(library_at(root), {"HOME": str(home)})
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "documents": engine.reader.count}))


COLD = """
import resource, sys
from pathlib import Path
from factsheets.library import Library
from index.answer import Engine
root = Path(sys.argv[1])
library = Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")
Engine.open(library, {"HOME": sys.argv[2]}).ask(sys.argv[3])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024)
"""


def questions(generator: Generator) -> Iterator[str]:
    seeded = random.Random(5)  # noqa: S311 - made-up questions
    while True:
        name = seeded.choice(generator.names)
        yield f"{name} {seeded.choice(['contract', 'payment', 'price', 'amount'])}"


def keystrokes(generator: Generator) -> Iterator[str]:
    for question in questions(generator):
        yield from (question[:end] for end in range(1, len(question) + 1))


def measure(root: Path, home: Path, generator: Generator) -> None:
    built = json.loads(run(__file__, "--build", str(root), str(home)))
    print(f"{built['documents']} documents")
    print(f"{'build':<44}{built['seconds']:>10.1f} s  {built['megabytes']:>9.0f} MB")
    asked = questions(generator)
    bare = [milliseconds(lambda: run("-c", "import whoosh.index, whoosh.qparser")) for _ in range(COLD_ROUNDS)]
    cold, memory = [], []
    for _ in range(COLD_ROUNDS):
        question = next(asked)
        began = time.perf_counter()
        memory.append(float(run("-c", COLD, str(root), str(home), question)))
        cold.append((time.perf_counter() - began) * 1_000)
    print(f"{'':<44}{'median':>13}{'p95':>13}")
    row("bare import of whoosh.index, whoosh.qparser", bare)
    row("cold question", cold)
    print(f"{'  as a ratio, and its memory':<44}{min(cold) / min(bare):>10.2f} x  {max(memory):>9.0f} MB")
    engine = Engine.open(library_at(root), {"HOME": str(home)})
    row("question of three words", [milliseconds(lambda: engine.ask(next(asked))) for _ in range(ROUNDS)])
    words = [" ".join(random.Random(n).choices(generator.words[:300], k=3)) for n in range(ROUNDS)]  # noqa: S311
    row("three common words", [milliseconds(lambda word=word: engine.ask(word)) for word in words])  # type: ignore[misc]
    typed = keystrokes(generator)
    row("a keystroke", [milliseconds(lambda: engine.suggest(next(typed))) for _ in range(ROUNDS * 3)])
    singles = [word[:end] for word in generator.words[:ROUNDS] for end in (1, 2, 3)]
    row("a keystroke of a first word", [milliseconds(lambda one=one: engine.suggest(one)) for one in singles])  # type: ignore[misc]
    row("one changed sheet visible", list(changes(root, home)))


def changes(root: Path, home: Path) -> Iterator[float]:
    for number in range(20):
        path = root / "sheets" / f"sheet-{number}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("summary: ", "summary: Edited "), encoding="utf-8")
        began = time.perf_counter()
        engine = Engine.open(library_at(root), {"HOME": str(home)})
        assert engine.ask("Edited").sheets
        yield (time.perf_counter() - began) * 1_000
        engine.reader.close()


def main() -> None:
    if sys.argv[1:2] == ["--build"]:
        build_here(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sheets = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_SHEETS
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factfile-bench-")))
            generator = generate(folder / "library", sheets)
            print(f"{sheets} sheets, ", end="")
            measure(folder / "library", folder / "home", generator)


if __name__ == "__main__":
    main()
