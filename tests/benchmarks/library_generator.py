"""A made-up library, the same for the same seed: `python tests/benchmarks/library_generator.py FOLDER SHEETS`.

A sheet has about 400 words of source and 20 facts, in English, French or Spanish. Words, actors, tools and places are
drawn as they fall in a real library: few are everywhere, most are rare. Every sheet passes `factfile check`.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from factsheets.yaml_text import load_data  # noqa: E402 - found by the line above
from tests.benchmarks.library_shared import Pools  # noqa: E402
from tests.benchmarks.library_sheet import Sheet, quoted  # noqa: E402

WORDS = Path(__file__).with_name("library_words.yaml")
REGISTERED = 300
"""How many of the most frequent actors, and of the tools, the gazetteer knows."""


class Generator:
    """Sheets by number; each is drawn by itself, so that any of them can be made without the others."""

    def __init__(self, sheets: int, seed: int = 1) -> None:
        self.sheets = sheets
        self._seed = seed
        data = load_data(WORDS.read_bytes(), WORDS.name)
        self.shared = Pools(data, random.Random(seed)).shared(sheets)  # noqa: S311 - a made-up library, no secret

    def sheet(self, number: int) -> tuple[str, str]:
        """The YAML of a sheet and the text of its source."""
        return Sheet(self.shared, number, random.Random(f"{self._seed} {number}")).write()  # noqa: S311 - no secret

    def all(self) -> Iterator[tuple[str, str, str]]:
        """(id, YAML, text of the source) of every sheet, one at a time."""
        for number in range(self.sheets):
            yield self.shared.id_of(number), *self.sheet(number)

    def gazetteer(self) -> str:
        lines = ["format: 1", ""]
        for group, pool in (("actors", self.shared.actors), ("tools", self.shared.tools)):
            lines.append(f"{group}:")
            for one in pool.items[:REGISTERED]:
                lines += [f"- id: {one.id}", f"  name: {quoted(one.name)}", f"  kind: {one.kind}"]
        return "\n".join(lines) + "\n"


def generate(root: Path, sheets: int, seed: int = 1) -> Generator:
    """Write a library to a folder that is new or empty."""
    generator = Generator(sheets, seed)
    for folder in ("sheets", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "gazetteer.yaml").write_text(generator.gazetteer(), encoding="utf-8")
    for name, sheet, text in generator.all():
        (root / "sheets" / f"{name}.yaml").write_bytes(sheet.encode())
        (root / "seeds" / f"{name}.txt").write_bytes(text.encode())
    return generator


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
