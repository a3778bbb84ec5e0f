"""Counts how often findings are right: `python -m tests.benchmarks.distill_confidence [--write] [DIR...]`.

By kind, by rule and by how sure the rule is of itself; prints what is counted and what `vocabulary/confidence.yaml` is
to say, and with `--write` makes that file. The rules have been developed on these documents, so that a share is drawn
towards what was right at first sight of unseen ones, the more the fewer findings there are.
"""

import sys
from collections import defaultdict
from pathlib import Path

from factsheets import vocabulary
from factsheets.distill.calibration import OTHERS, band
from factsheets.distill.findings import Kind
from factsheets.distill.rules import uncalibrated
from tests.benchmarks.distill_corpus import CORPUS, LATER, annotated, judged

FEWEST, PULL = 8, 10
FIRST_SIGHT = {
    "money": 0.87,
    "quantity": 0.91,
    "date": 0.79,
    "actor": 0.91,
    "tool": 0.88,
    "place": 0.92,
    "statement": 0.80,
}
"""Mean precision on the last two sets that nobody had seen, d and e of tests/distill_corpus/README.md."""
HEADER = """\
# How often findings were right on the documents of tests/distill_corpus and what is below it, by kind, by rule and by
# the score that the rule gave itself (from where its band begins), drawn towards what was right at first sight.
# Made by `python -m tests.benchmarks.distill_confidence --write`.
"""
Key = tuple[str, str, str]


def counts(folders: list[Path]) -> dict[Key, list[bool]]:
    seen: dict[Key, list[bool]] = defaultdict(list)
    for path in sorted(one for folder in folders for one in folder.glob("*.yaml")):
        text, annotation = annotated(path)
        found = uncalibrated(text).found
        for kind in Kind:
            for one, fact in judged(found, annotation["facts"], kind) if kind is not Kind.RELATION else ():
                for rule in (one.rule, OTHERS):
                    seen[kind.value, rule, band(one.confidence)].append(fact is not None)
    return seen


def shares(seen: dict[Key, list[bool]]) -> dict[Key, float]:
    table = {}
    for (kind, rule, of_band), right in sorted(seen.items()):
        of_kind = [one for key, found in seen.items() if key[:2] == (kind, OTHERS) for one in found]
        every = seen[kind, OTHERS, of_band]
        prior = FIRST_SIGHT[kind] * min(1.0, (sum(every) / len(every)) / (sum(of_kind) / len(of_kind)))
        if len(right) >= FEWEST:
            share = (sum(right) + PULL * prior) / (len(right) + PULL)
            table[kind, rule, of_band] = round(min(max(share, 0.05), 0.99), 2)
    return table


def main() -> None:
    folders = [Path(one) for one in sys.argv[1:] if not one.startswith("-")] or [CORPUS, LATER]
    seen = counts(folders)
    table = shares(seen)
    for key, right in sorted(seen.items()):
        told = table.get(key)
        print(f"{'  '.join(key):44}{sum(right):5} of {len(right):4}  {'' if told is None else told}")
    if "--write" in sys.argv:
        lines = [HEADER.rstrip("\n")]
        for kind in dict.fromkeys(key[0] for key in table):
            lines.append(f"{kind}:")
            for rule in dict.fromkeys(key[1] for key in table if key[0] == kind):
                bands = ", ".join(f"{key[2]}: {share}" for key, share in table.items() if key[:2] == (kind, rule))
                lines.append(f"  {rule}: {{{bands}}}")
        (Path(vocabulary.__file__).parent / "confidence.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
