"""Counts how often findings are right, by kind, rule and how sure the rule is: `... distill_confidence [--write] [DIR...]`.

Prints what `vocabulary/confidence.yaml` says beside what is counted; `--write` makes that file of the count. A share is
drawn towards that of all rules of the kind, the more the fewer findings there are.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from factsheets import vocabulary
from factsheets.distill.calibration import OTHERS, band
from factsheets.distill.findings import Finding, Kind
from factsheets.distill.rules import uncalibrated
from tests.benchmarks.distill_corpus import CORPUS, Fact, annotated, excused, fits
from tests.benchmarks.distill_parties import Parties

FEWEST, PULL = 8, 4
HEADER = """\
# How often findings were right on the annotated documents of tests/distill_corpus, by kind, by rule and by the score that
# the rule gave itself (from where its band begins). Made by `python -m tests.benchmarks.distill_confidence --write`.
"""
Key = tuple[str, str, str]


def judged(found: list[Finding], facts: list[Fact], kind: Kind) -> Iterator[tuple[Finding, bool]]:
    """Findings of a kind with whether each is annotated; what annotators differ about is left out."""
    parties = Parties.of(found if kind is Kind.STATEMENT else (), facts)
    of_kind = [fact for fact in facts if fact["kind"] == kind]
    left = list(of_kind)
    for one in (finding for finding in found if finding.kind is kind):
        same = next((fact for fact in left if fits(one, fact, parties)), None)
        if same is not None:
            left.remove(same)
            yield one, True
        elif not excused(one, of_kind):
            yield one, False


def counts(folders: list[Path]) -> dict[Key, list[bool]]:
    seen: dict[Key, list[bool]] = defaultdict(list)
    for path in sorted(one for folder in folders for one in folder.glob("*.yaml")):
        text, annotation = annotated(path)
        found = uncalibrated(text).found
        for kind in Kind:
            for one, right in judged(found, annotation["facts"], kind) if kind is not Kind.RELATION else ():
                for rule in (one.rule, OTHERS):
                    seen[kind.value, rule, band(one.confidence)].append(right)
    return seen


def shares(seen: dict[Key, list[bool]]) -> dict[Key, float]:
    table = {}
    for (kind, rule, of_band), right in sorted(seen.items()):
        every = seen[kind, OTHERS, of_band]
        prior = sum(every) / len(every)
        if len(right) >= FEWEST:
            share = (sum(right) + PULL * prior) / (len(right) + PULL)
            table[kind, rule, of_band] = round(min(max(share, 0.05), 0.99), 2)
    return table


def main() -> None:
    folders = [Path(one) for one in sys.argv[1:] if not one.startswith("-")] or [CORPUS]
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
