"""What says that a name is a place: "à X", "the town of X", "X, Illinois", the hyphens of "X-sur-Mer"."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.distill.cues import Cues
from factsheets.distill.evidence import PLACE, Evidence
from factsheets.distill.names import Name
from factsheets.distill.register import Entry, nationalities
from factsheets.distill.tokens import is_acronym
from factsheets.distill.words import Words, phrase_before


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Reads what stands before and behind a name for a place."""

    words: Words
    cues: Cues
    lang: str

    def of(self, name: Name, left: int, after: Name | None) -> Iterator[Evidence]:
        line = name.line
        if len(name) == 2 and name.low[0] in self.cues.directions and name.entry is None and not name.head:
            yield Evidence(PLACE, "region", 4.0, "direction")
        if self._dateline(name):
            yield Evidence(PLACE, "city", 3.5, "dateline")
        if name.quoted or left < 0:
            return
        if line.low[left] in self.cues.place_of:
            found = phrase_before(self.cues.place_nouns, line.low, left, 0)
            if found:
                yield Evidence(PLACE, found[1], 5.0, "place-noun")
        elif phrase_before(self.cues.place_nouns, line.low, left + 1, 0) and not is_acronym(line.text[name.begin]):
            yield Evidence(PLACE, "city", 2.0, "place-noun")
        yield from self._by_form(name, left)
        if self._within(name, after) and len(name) <= 3:
            yield Evidence(PLACE, "city", 2.5, "comma-region")

    def _dateline(self, name: Name) -> bool:
        """ "Kirkwall, 30 September 2024 — ...", "BOULDER, Colo., March 18 --", "LIMA (Efe) -"."""
        line, end = name.line, name.end
        if name.begin or len(name) > 3 or end + 4 >= len(line) or "person" in name.tags or name.head:
            return False
        if name.low[0] in self.words.first_names or len(name.low[0].rstrip(".")) == 1:
            return False
        ahead = line.text[end + 1 : end + 7]
        dated = line.text[end] == "," and any(word[0].isdigit() for word in ahead[:2])
        if dated and any(len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"} for word in ahead):
            return True
        shouted = all(word.isupper() for word in line.text[: name.end])
        closing = next((at for at in range(end, min(end + 8, len(line) - 1)) if line.text[at] == ")"), 0)
        if shouted and line.text[end] == "(" and closing and line.text[closing + 1] in {".", ":"}:
            return True
        dash = next((at for at in range(end, min(end + 14, len(line))) if line.text[at] in {"—", "–", "-"}), 0)
        if not dash or line.text[end] not in {",", "("}:
            return False
        agency = line.text[dash - 1] in {")", "/"} or (line.text[dash - 1] == "." and line.text[dash - 2] == ")")
        return agency or (shouted and dash - end < 9)

    def _by_form(self, name: Name, left: int) -> Iterator[Evidence]:
        line = name.line
        if self._compound_town(name):
            yield Evidence(PLACE, "city", 2.5, "town-form")
        if len(name) in {2, 3} and name.low[0] in self.cues.town_heads and not name.head and name.entry is None:
            yield Evidence(PLACE, "city", 1.7, "town-form")
        if not self._town_like(name):
            return
        if line.low[left] in self.cues.in_city and (line.first[left] or not line.text[left].isupper()):
            yield Evidence(PLACE, "city", 2.2, "in")
        elif line.low[left] in self.cues.in_country:
            yield Evidence(PLACE, "country", 1.5, "in")
        elif phrase_before(self.cues.near, line.low, left + 1, 0):
            yield Evidence(PLACE, "city", 2.5, "near")

    def _compound_town(self, name: Name) -> bool:
        """ "Saint-Jean-sur-Mer", "Loon-Plage": towns have words of their own between hyphens."""
        first, *others = name.low[0].replace("‐", "-").replace("‑", "-").split("-")
        return (
            len(name) == 1
            and bool(others)
            and (first in self.cues.town_words or not self.cues.town_words.isdisjoint(others))
        )

    def _within(self, name: Name, after: Name | None) -> bool:
        """ "Springfield, Illinois": a place follows behind a comma or in brackets."""
        if after is None or after.line is not name.line or after.begin != name.end + 1:
            return False
        entry: Entry | None = after.entry
        mark = name.line.text[name.end]
        region = entry is not None and entry.type == PLACE and entry.kind in {"region", "country"}
        return region and mark in {",", "("} and "person" not in name.tags

    def _town_like(self, name: Name) -> bool:
        if is_acronym(name.line.text[name.begin]) or name.entry is not None:
            return name.entry is not None and name.entry.type == PLACE
        if name.low[0] in nationalities(self.lang) or name.head or "person" in name.tags:
            return False
        return (
            len(name) == 1
            or (len(name) == 2 and name.low[0] not in self.words.first_names and not name.quoted)
            or name.low[0].rstrip(".") in self.cues.place_prefixes
            or "-" in name.line.text[name.begin]
        )
