"""Why a finding is here, in words."""

from collections.abc import Iterator

from factsheets import display, vocabulary
from factsheets.model import FactSheet, Figure, Finding
from factsheets.review import decisions

_STATES = {"person": "accepted by a person", "bulk": "accepted in bulk, not looked at one by one"}


def why(sheet: FactSheet, ident: str) -> list[str]:
    """Lines to read in order: what it is, the rule, how sure it is, what was read, what was decided."""
    finding, fact = decisions.found(sheet, ident)
    lines = list(_of_finding(finding)) if finding else [f"{ident}: {_STATES[sheet.checked(ident) or 'person']}"]
    if isinstance(fact, Figure) and fact.currency_from and fact.currency_from != "explicit":
        lines.append(f"Currency: {fact.currency}, {display.word(fact.currency_from, 'en')}")
    if fact is None and finding is not None and finding.kind not in decisions.SUGGESTIONS:
        lines.append(f"It is no fact yet: {decisions.lacking(finding)}")
    return lines


def _of_finding(finding: Finding) -> Iterator[str]:
    yield f"Found as {vocabulary.label('finding_kinds', finding.kind)}: {finding.printed}"
    yield f"Rule {finding.rule}: {rule_words(finding.rule)}"
    if finding.confidence:
        yield f"Confidence {finding.confidence}: of such findings, about that share was right where it was measured"
    if finding.reads:
        yield f"Read as: {finding.reads}"


def rule_words(rule: str, lang: str = "en") -> str:
    """What a rule goes by: its own words, else those of its family, else its name."""
    for name in (rule, rule.partition(".")[0]):
        words = vocabulary.label("finding_rules", name, lang)
        if words != name:
            return words
    return rule
