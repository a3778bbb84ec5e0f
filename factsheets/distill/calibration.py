"""How sure a finding is: the share of such findings that was right where it was counted, not what its rule believes.

The table is `vocabulary/confidence.yaml`, counted on annotated documents: by kind, by rule, and by how sure the rule is
of its reading (a band of its own score); a rule that was seen too seldom counts as the others of its kind and band.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from factsheets import vocabulary
from factsheets.distill.findings import Finding
from factsheets.yaml_text import Data

BANDS = (0.0, 0.6, 0.75, 0.9)
"""Where the bands of a rule's own score begin."""
OTHERS = "others"


def band(score: float) -> str:
    """The band of a rule's own score, by where it begins."""
    return str(BANDS[bisect_right(BANDS, score) - 1])


def calibrated(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the confidence that was counted of such; where none was counted, the rule's own."""
    return [replace(one, confidence=_counted(one.kind.value, one.rule, one.confidence)) for one in findings]


@cache
def _counted(kind: str, rule: str, score: float) -> float:
    rules = _mapping(vocabulary.table("confidence").get(kind))
    for name in (rule, OTHERS):
        share = _mapping(rules.get(name)).get(band(score))
        if share is not None:
            return float(str(share))
    return score


def _mapping(data: Data | None) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}
