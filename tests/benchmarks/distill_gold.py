"""Scores the rules on annotated documents and phrases: `python -m tests.benchmarks.distill_gold [--misses]`.

Strict means the same span and the same value. Facts marked as not required count neither found nor missed. Other kinds
join by an entry in `KINDS`.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from factsheets.amounts import Modifier
from factsheets.distill.date import dates
from factsheets.distill.document import Document, Paragraph
from factsheets.distill.findings import Finding, Kind, Rule
from factsheets.distill.money import money
from factsheets.distill.quantity import quantity
from factsheets.yaml_text import load_data
from tests.test_distill.cases import document

SHARED = Path(os.environ.get("FACTFILE_SHARED", Path(__file__).parents[3] / "shared"))
GOLD = SHARED / "gold"
SEEDS = SHARED / "seeds"
PUBLISHED = date(2026, 2, 3)
"""The day the phrases are taken to be published on; the two articles print none."""
_CLOSE = Decimal("1e-9")
_PRECISIONS = {
    "exact": {Modifier.AS_PRINTED},
    "approx": {Modifier.ABOUT},
    "min": {Modifier.AT_LEAST, Modifier.MORE_THAN},
    "max": {Modifier.AT_MOST, Modifier.LESS_THAN},
    "vague": {Modifier.MAGNITUDE},
}


@dataclass(slots=True)
class Score:
    """Strict counts of one kind, with what was missed, what is not annotated, and what has another modifier."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    hedged: list[str] = field(default_factory=list)

    def f1(self) -> float:
        wrong = len(self.missed) + len(self.false)
        return 2 * self.right / (2 * self.right + wrong) if self.right or wrong else 1.0

    def __str__(self) -> str:
        counts = f"right {self.right}  missed {len(self.missed)}  false {len(self.false)}  modifier {len(self.hedged)}"
        return f"strict F1 {self.f1():.3f}  {counts}"


def same_amount(found: Finding, fact: dict[str, Any]) -> bool:
    """Whether value, bounds or magnitude, and the currency where one is given, are the annotated ones."""
    for name in ("value", "min", "max", "magnitude"):
        stated, read = _decimal(fact.get(name)), getattr(found, name)
        if (stated is None) != (read is None) or (stated is not None and abs(stated - read) > _CLOSE * abs(stated)):
            return False
    if "cur" not in fact:
        return True
    allowed = str(fact["cur"]).split("|")
    return (found.currency or "null") in allowed


def same_date(found: Finding, fact: dict[str, Any]) -> bool:
    """Whether the notation is one of those annotated; `null` is a relative date that nothing anchors."""
    return (found.edtf or "null") in str(fact["edtf"]).split("|")


def _decimal(value: object) -> Decimal | None:
    return None if value in {None, "null", ""} else Decimal(str(value))


def modifier_fits(found: Finding, fact: dict[str, Any]) -> bool:
    """Whether the modifier says what the annotation's precision says; a range has bounds for that."""
    if fact.get("min") is not None or found.kind not in {Kind.MONEY, Kind.QUANTITY}:
        return True
    return found.modifier in _PRECISIONS[str(fact.get("precision", "exact"))]


KINDS: dict[Kind, tuple[Rule, Callable[[Finding, dict[str, Any]], bool]]] = {
    Kind.MONEY: (money, same_amount),
    Kind.QUANTITY: (quantity, same_amount),
    Kind.DATE: (dates, same_date),
}
"""The rule of a kind, and what makes a finding agree with an annotation at the same span."""


def compare(kind: Kind, found: Iterable[Finding], facts: list[dict[str, Any]], score: Score, place: str) -> None:
    """Match findings with annotations, each annotation once."""
    agrees = KINDS[kind][1]
    left = [fact for fact in facts if fact["kind"] == kind]
    for one in found:
        same = [fact for fact in left if (fact["start"], fact["end"]) == (one.start, one.end) and agrees(one, fact)]
        overlap = [fact for fact in facts if fact["start"] < one.end and one.start < fact["end"]]
        if same:
            left.remove(same[0])
            score.hedged += [] if modifier_fits(one, same[0]) else [f"{place}: {one.printed!r} {one.modifier}"]
            score.right += same[0].get("required") != "false"
        elif not any(fact.get("required") == "false" for fact in overlap):
            amount, what = one.value or one.min or one.magnitude, one.unit or one.currency or one.edtf
            score.false.append(f"{place}: {one.printed!r} {amount} {what}")
    score.missed += [f"{place}: {fact['v']!r}" for fact in left if fact.get("required") != "false"]


def phrases(path: Path) -> Iterator[tuple[str, Document, list[dict[str, Any]]]]:
    """(place, document, annotations) of every phrase."""
    data: Any = load_data(path.read_bytes(), path.name)
    for entry in data:
        text = str(entry["text"])
        facts = [dict(fact) for fact in entry["expect"] or []]
        for fact in facts:
            fact["start"] = text.index(str(fact["v"]))
            fact["end"] = fact["start"] + len(str(fact["v"]))
        read = document(text, str(entry["lang"]))
        read.published = PUBLISHED
        yield f"{entry['lang']} {text}", read, facts


def annotated(path: Path) -> tuple[str, Document, list[dict[str, Any]]]:
    """(place, document without its navigation, annotations) of a whole article."""
    data: Any = load_data(path.read_bytes(), path.name)
    text = (SEEDS / str(data["source"])).read_text(encoding="utf-8")
    start = max((int(region["end"]) for region in data["noise_regions"]), default=0)
    read = document(text, str(data["lang"]))
    kept = [Paragraph(one.text, one.start, one.number) for one in read.paragraphs if one.start >= start]
    read.paragraphs = kept
    facts = []
    for fact in data["facts"]:
        renamed = {**fact, "v": fact["verbatim"], "start": int(fact["start"]), "end": int(fact["end"])}
        facts.append(renamed | ({"cur": fact["currency"]} if "currency" in fact else {}))
    return str(data["doc"]), read, facts


def run(documents: Iterable[tuple[str, Document, list[dict[str, Any]]]]) -> dict[Kind, Score]:
    """The score of every kind over some documents, the rules run in their order."""
    scores = {kind: Score() for kind in KINDS}
    for place, read, facts in documents:
        for kind, (rule, _) in KINDS.items():
            found = list(rule(read))
            read.found.extend(found)
            compare(kind, found, facts, scores[kind], place)
    return scores


def main() -> None:
    sets = {"phrases": list(phrases(GOLD / "phrases.yaml"))}
    sets |= {name: [annotated(GOLD / f"{name}.yaml")] for name in ("surveillance", "passeurs")}
    for name, documents in sets.items():
        for kind, score in run(documents).items():
            print(f"{name:14}{kind:10}{score}")
            if "--misses" in sys.argv:
                print("".join(f"    missed {one}\n" for one in score.missed), end="")
                print("".join(f"    false  {one}\n" for one in score.false), end="")


if __name__ == "__main__":
    main()
