"""Whom a pronoun or a description means: "she", "the company", "la doctora"; the last actor that it fits."""

from bisect import bisect_left
from dataclasses import dataclass, field

from factsheets.distill.entities import Reading
from factsheets.distill.entity import Entity
from factsheets.distill.evidence import ACTOR
from factsheets.distill.names import Name
from factsheets.distill.tokens import Line
from factsheets.distill.words import Words

_MOST_PERSONS = 60
_MOST_BODIES = 200
_FARTHEST_BODY = 2500
"""Characters behind which a body is no longer meant by its kind alone."""
PERSON = "person"
_SURE = 3.0


@dataclass(slots=True)
class Mentions:
    """Where each actor is named, in the order of the text."""

    words: Words
    persons: list[tuple[int, Entity]] = field(default_factory=list)
    bodies: list[tuple[int, Entity]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> "Mentions":
        self = cls(reading.words)
        for entity in reading.of(ACTOR):
            for name in entity.names:
                if entity.kind != PERSON:
                    self.bodies.append((name.span[0], entity))
                elif not self._dependent(name):
                    self.persons.append((name.span[0], entity))
        self.persons.sort(key=lambda pair: pair[0])
        self.bodies.sort(key=lambda pair: pair[0])
        self.places = [at for at, _ in self.persons]
        self.bounds = [at for at, _ in self.bodies]
        return self

    def _dependent(self, name: Name) -> bool:
        """ "la mort de X", "with X": such a person is not whom "he" means."""
        before = name.line.low[name.begin - 1] if name.begin else ""
        return before in self.words.of or before in self.words.by

    def person(self, place: int) -> tuple[int, Entity] | None:
        """The person named last before a place, and where."""
        before = bisect_left(self.places, place)
        return self.persons[before - 1] if before else None

    def seen(self, place: int, reach: int = 0) -> list[Entity]:
        """The persons named before a place (at most so many characters before), the last ones at the end."""
        end = bisect_left(self.places, place)
        begin = bisect_left(self.places, place - reach) if reach else 0
        return [entity for _, entity in self.persons[max(begin, end - _MOST_PERSONS) : end]]

    def role(self, role: str, place: int) -> Entity | None:
        """The person who was said to have a role; of several the one named last."""
        wanted = role.casefold().split()
        fitting = [one for one in self.seen(place) if _holds(one.role.casefold().split(), wanted)]
        return fitting[-1] if fitting else None

    def only(self, floor: int, place: int) -> Entity | None:
        """The one person named so far, if it was in this paragraph and nothing was said of their role."""
        named, seen = self.person(place), {id(one) for one in self.seen(place)}
        if named is None or named[0] < floor or len(seen) != 1:
            return None
        free = not named[1].role and not any(name.honorific for name in named[1].names)
        return named[1] if free else None

    def alone(self, floor: int, place: int) -> Entity | None:
        """The one person whom this paragraph has named so far, if nothing was said of their role."""
        named = {id(one): one for one in self.seen(place, place - floor)}
        free = [one for one in named.values() if not one.role and not any(name.honorific for name in one.names)]
        return free[0] if len(named) == 1 and free else None

    def body(self, noun: str, kind: str, place: int, *, named: bool) -> Entity | None:
        """The body that "the company" means: one that has the noun in its name or its role, else the last of its kind.

        With a capital ("the Council") only a body `named` so is meant.
        """
        end = bisect_left(self.bounds, place)
        floor = bisect_left(self.bounds, place - _FARTHEST_BODY)
        near = [one for _, one in self.bodies[max(floor, end - _MOST_BODIES) : end]][::-1]
        fitting = next((one for one in near if noun in one.key or noun in one.role.casefold().split()), None)
        alike = {id(one): one for one in near if one.kind == kind or (kind == "company" and _unsure(one))}
        if fitting or named:
            return fitting
        return next(iter(alike.values()), None)

    def subject(self, line: Line, index: int) -> Entity | None:
        """The body that "it" or "they" means: the first that the last sentence to name one in the paragraph names."""
        floor, place = line.paragraph.start, line.paragraph.at(line.start[index])
        begin, end = bisect_left(self.bounds, floor), bisect_left(self.bounds, place)
        here = self.bodies[max(begin, end - _MOST_BODIES) : end]
        if not here:
            return None
        at = bisect_left(line.start, here[-1][0] - floor)
        opening = next((one for one in range(min(at, len(line) - 1), -1, -1) if line.first[one]), 0)
        return next(one for where, one in here if where >= line.paragraph.at(line.start[opening]))


def _unsure(entity: Entity) -> bool:
    """Whether a body was taken for an organisation only because nothing said what it is."""
    return entity.kind == "organisation" and entity.weight < _SURE


def _holds(role: list[str], wanted: list[str]) -> bool:
    """Whether a role as printed ("minister of mines") is the one asked for ("minister"), in its words."""
    return bool(wanted) and all(word in role for word in wanted)
