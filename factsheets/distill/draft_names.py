"""Ids for the actors, tools and places of a draft: the gazetteer's for a name it knows, else made from the name."""

from dataclasses import dataclass, field

from factsheets.distill.findings import Finding
from factsheets.gazetteer import Gazetteer


@dataclass(slots=True)
class Names:
    """Every name a draft has given an id, each with its alias and the form it was printed in."""

    gazetteer: Gazetteer
    _ids: dict[str, str] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        """The id of the actor, tool or place that a finding names; "" for nobody and for a stranger."""
        return self._ids.get(name, "") if name else ""

    def known_id(self, finding: Finding) -> str:
        """The id that the gazetteer has for a finding's name; "" where it has none, or more than one of that type."""
        entries = (self.gazetteer.get(one) for one in sorted(self.gazetteer.named(finding.name)))
        found = {known.id for known in entries if known and known.type == finding.kind.value}
        return found.pop() if len(found) == 1 else ""

    def add(self, finding: Finding, ident: str) -> None:
        for name in (finding.name, *finding.aliases, finding.printed):
            self._ids.setdefault(name, ident)
