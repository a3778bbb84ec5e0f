"""Scores the distiller on annotated documents: `python -m tests.benchmarks.distill_corpus [-v] [FOLDER]`.

Strict for figures and dates: the same span and the same value. The words that lead to a date ("en 2020", "from 1 May")
are left aside in its span: annotators differ on whether they belong to it. Names count by name, statements by span and
speaker (by any name that the document has for them). Facts marked optional count neither found nor missed.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from factsheets.distill.findings import Finding, Kind
from factsheets.distill.rules import distilled
from factsheets.vocabulary import Term, terms
from factsheets.yaml_text import load_data
from tests.benchmarks.distill_parties import ROLES, Parties, Tally, overlaps, tally

CORPUS = Path(__file__).parents[1] / "distill_corpus"
LATER = CORPUS / "later"
"""Documents that were annotated unseen after a round of development, and are development documents since."""
_CLOSE = Decimal("1e-6")
_STRICT = {Kind.MONEY, Kind.QUANTITY, Kind.DATE}
_UNNAMED = {"group", "described-tool"}
_LEADS = re.compile(
    r"(?:(?:in|on|at|by|from|since|the|en|le|la|les|du|de|au|à|mois|depuis|dès|el|del|al|desde|hasta)\s+|l['’])+",
    re.IGNORECASE,
)

Fact = dict[str, Any]


@dataclass(slots=True)
class Score:
    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.false)) if self.right + len(self.false) else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right + len(self.missed) else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        details = "".join(f"  {one} {self.agreed[one]}/{count}" for one, count in sorted(self.told.items()))
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  ({self.right}){details}"

    def add_details(self, finding: Finding, fact: Fact) -> None:
        """Of a right figure: whether unit, per and nature are right too, where the annotation gives them."""
        for one, read in (("unit", _unit), ("per", _per), ("nature", _nature)):
            if fact.get(one):
                self.told[one] += 1
                self.agreed[one] += read(str(getattr(finding, one))) == read(str(fact[one]))


def _unit(word: str) -> str:
    """The id of a unit, whichever language names it; a noun that the vocabulary does not have is itself."""
    return next((unit for unit, term in terms("units").items() if word == unit or _names(term, word)), word)


def _names(term: Term, word: str) -> bool:
    return any(word in names for names in term.by_language.values())


def _per(word: str) -> str:
    """What is neither a year nor a month is a unit, to the rules."""
    return word if word in {"", "year", "month"} else "unit"


def _nature(word: str) -> str:
    """The rules count what is conditional as planned."""
    return "planned" if word == "conditional" else word


def annotated(path: Path) -> tuple[str, Fact]:
    """(text, annotation) of a document of the corpus."""
    data: Any = load_data(path.read_bytes(), path.name)
    return path.with_suffix(".txt").read_text(encoding="utf-8"), data


def fits(finding: Finding, fact: Fact, parties: Parties) -> bool:
    """Whether a finding is the annotated fact."""
    start, end = int(fact["start"]), int(fact["end"])
    if finding.kind is Kind.DATE:
        same = finding.end == end and _without_lead(finding.printed) == _without_lead(str(fact["text"]))
        return same and _same_value(finding, fact)
    if finding.kind in _STRICT:
        return (finding.start, finding.end) == (start, end) and _same_value(finding, fact)
    overlap = min(finding.end, end) - max(finding.start, start)
    if finding.kind is Kind.STATEMENT:
        speaker = str(fact.get("speaker", ""))
        return overlaps(finding, fact) and (not finding.speaker or parties.same(finding.speaker, speaker))
    names = {str(fact["name"]), *(str(alias) for alias in fact.get("aliases", []))}
    return overlap > 0 or bool(names & {finding.name, *finding.aliases})


def _without_lead(printed: str) -> str:
    lead = _LEADS.match(printed)
    return printed[lead.end() :] if lead else printed


def _same_value(finding: Finding, fact: Fact) -> bool:
    if finding.kind is Kind.DATE:
        return (finding.edtf or "null") in str(fact["edtf"] or "null").split("|")
    for name in ("value", "min", "max", "magnitude"):
        stated, read = _decimal(fact.get(name)), getattr(finding, name)
        if (stated is None) != (read is None) or (stated is not None and abs(stated - read) > _CLOSE * abs(stated)):
            return False
    currency = str(fact.get("currency") or "null").split("|")
    return finding.kind is Kind.QUANTITY or (finding.currency or "null") in currency


def _decimal(value: Any) -> Decimal | None:
    return None if value in {None, "null", ""} else Decimal(str(value))


def judged(found: list[Finding], facts: list[Fact], kind: Kind) -> Iterator[tuple[Finding, Fact | None]]:
    """Findings of a kind with their annotation, None for a mistake; each annotation is matched once.

    Findings that annotators differ about are left out.
    """
    parties = Parties.of(found if kind is Kind.STATEMENT else (), facts)
    of_kind = [fact for fact in facts if fact["kind"] == kind]
    left = list(of_kind)
    for one in (finding for finding in found if finding.kind is kind):
        same = next((fact for fact in left if fits(one, fact, parties)), None)
        if same is not None:
            left.remove(same)
            yield one, same
        elif not _excused(one, of_kind):
            yield one, None


def compare(found: list[Finding], facts: list[Fact], kind: Kind, score: Score, place: str) -> None:
    """Adds what is right, missed and false of one kind in one document."""
    left = [fact for fact in facts if fact["kind"] == kind]
    for one, same in judged(found, facts, kind):
        if same is not None:
            left.remove(same)
            score.add_details(one, same)
            score.right += same.get("optional") != "true"
        else:
            what = one.value or one.min or one.magnitude or one.edtf or one.name or one.speaker
            score.false.append(f"{place}: {one.printed[:60]!r} {what} {one.currency or one.unit}")
    score.missed += [f"{place}: {fact['text'][:60]!r}" for fact in left if fact.get("optional") != "true"]


def _excused(finding: Finding, facts: list[Fact]) -> bool:
    """Whether reasonable people differ about a finding, or it is a further mention of a name.

    What has no name ("migrants", "software that ...") is not annotated throughout, so finding it is no mistake.
    """
    if finding.rule in _UNNAMED:
        return True
    spans = [(int(fact["start"]), int(fact["end"])) for fact in facts if fact.get("optional") == "true"]
    if finding.kind not in _STRICT:
        spans += [(int(start), int(end)) for fact in facts for start, end in fact.get("mentions", [])]
    return any(start < finding.end and finding.start < end for start, end in spans)


def leaks(found: Iterable[Finding], annotation: Fact) -> Iterator[str]:
    """Findings from navigation and other noise around the article."""
    regions = [(int(region["start"]), int(region["end"])) for region in annotation.get("noise_regions", [])]
    for one in found:
        if any(start <= one.start < end for start, end in regions):
            yield f"{annotation['doc']}: {one.kind} {one.printed!r}"


def _loading(documents: list[Path]) -> float:
    """Seconds that the first document of each language takes beyond the rest of them: its words are read once."""
    firsts = {path.name[:2]: path for path in reversed(documents)}.values()
    started = time.process_time()
    for path in firsts:
        distilled(annotated(path)[0])
    return time.process_time() - started


def main() -> None:
    verbose = "-v" in sys.argv
    scores: dict[tuple[str, Kind], Score] = {}
    leaked: list[str] = []
    tallies = {role: Tally() for role in ROLES}
    folder = next((Path(one) for one in sys.argv[1:] if not one.startswith("-")), CORPUS)
    exact, seconds, documents = 0, 0.0, sorted(folder.glob("*.yaml"))
    loaded = _loading(documents)
    for path in documents:
        text, annotation = annotated(path)
        started = time.process_time()
        document = distilled(text)
        seconds += time.process_time() - started
        exact += list(document.article) == [int(bound) for bound in annotation["article"]]
        leaked += leaks(document.found, annotation)
        tally(document.found, annotation["facts"], tallies, path.stem)
        for kind in Kind:
            for group in (document.lang, "all"):
                score = scores.setdefault((group, kind), Score())
                compare(document.found, annotation["facts"], kind, score, path.stem)
    for kind in (one for one in Kind if one is not Kind.RELATION):
        for group in sorted(group for group, of_kind in scores if of_kind is kind):
            print(f"{kind:10} {group:4} {scores[group, kind]}")
            if verbose and group == "all":
                print("".join(f"    missed {one}\n" for one in scores[group, kind].missed), end="")
                print("".join(f"    false  {one}\n" for one in scores[group, kind].false), end="")
    for role, counts in tallies.items():
        print(f"{role:15} {counts}")
        print("".join(f"    missed {one}\n" for one in counts.missed if verbose), end="")
        print("".join(f"    wrong  {one}\n" for one in counts.wrong if verbose), end="")
    print(f"article bounds exact {exact} of {len(documents)}, leaks from noise {len(leaked)}")
    print("".join(f"    leak {one}\n" for one in leaked if verbose), end="")
    print(f"{len(documents) / seconds:.0f} documents a second, one core, once the words are loaded in {loaded:.2f} s")


if __name__ == "__main__":
    main()
