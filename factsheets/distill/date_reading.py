"""What is read at a place of a text, and what the rules of dates know of that place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from factsheets.dates import parse_edtf
from factsheets.distill.date_direction import Direction, direction, is_limit
from factsheets.distill.date_words import DateWords, Values

_NUMBER_AND_YEAR = re.compile(r"/((?:19|20)\d\d),?\s(\w{2,3})\s$")
CERTAIN, LIKELY, DOUBTFUL, GUESSED = 0.98, 0.93, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """A date, or an interval when `last` is not None ("" is an open end); all empty when nothing anchors it.

    `whole` is the period of which an early, middle or late part is meant.
    """

    first: str = ""
    last: str | None = None
    relative: bool = False
    confidence: float = CERTAIN
    whole: str = ""
    rule: str = ""
    dropped: bool = False

    @property
    def edtf(self) -> str:
        if self.last is None:
            return self.first
        return f"{self.first or '..'}/{self.last or '..'}" if self.first or self.last else ""

    @property
    def known(self) -> bool:
        return bool(self.first or self.last)

    @property
    def end(self) -> str:
        return self.first if self.last is None else self.last


UNKNOWN = Reading(relative=True, confidence=LIKELY)
DROPPED = Reading(dropped=True)


@dataclass(slots=True)
class Surroundings:
    """What a form stands in: the text around it, and what the document tells about its dates."""

    text: str
    start: int
    end: int
    words: DateWords
    published: date | None
    day_first: Callable[[], bool | None]
    """Whether 02/03 is 2 March; None when nothing tells."""
    lang: str
    anchor: Callable[[], "Reading | None"]
    """The date read right before, near enough to be told from."""

    def direction(self) -> Direction:
        return direction(self.text, self.start, self.end, self.lang)

    def future(self) -> bool:
        """Whether the sentence looks ahead, or the words right before set a limit: `until Tuesday`."""
        return self.direction() is Direction.AHEAD or is_limit(self.text, self.start, self.lang)

    def year_of_its_number(self) -> int:
        """The year of `Ley 39/2015, de 1 de octubre`; 0 where no such number stands before."""
        before = self.text[max(self.start - 12, 0) : self.start]
        found = _NUMBER_AND_YEAR.search(before)
        return int(found[1]) if found and found[2].strip() in self.words.of_number else 0

    def begins_a_name(self) -> bool:
        """Whether a capitalised word that is none of the date follows, where dates themselves are capitalised."""
        word = self.next_word()
        return not self.words.names_are_small and word[:1].isupper() and word.lower() not in self.words.words

    def next_word(self) -> str:
        rest = self.text[self.end : self.end + 30].lstrip()
        word = rest.split(maxsplit=1)[0] if rest else ""
        return word.rstrip('.,;:!?)»"') if word[:1].isalpha() else word[:1]


@dataclass(frozen=True, slots=True)
class Elements:
    """What the groups of a form caught, in order: (class, its number, all numbers of the token)."""

    found: Sequence[tuple[str, int, Values]]
    points: Sequence[Reading] = field(default_factory=tuple)

    def one(self, *names: str) -> int:
        return next((value for name, value, _ in self.found if name in names), 0)

    def all(self, *names: str) -> list[int]:
        return [value for name, value, _ in self.found if name in names]

    def other(self, name: str) -> int:
        """A further number of the one token that was caught."""
        return self.found[0][2].get(name, 0)


Recipe = Callable[[Elements, Surroundings], Reading | None]


def notation(year: int, month: int = 0, day: int = 0) -> str:
    parts = [f"{year:04}" if year else "XXXX", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return "-".join(part for part in parts if part)


def is_date(reading: Reading) -> bool:
    """Whether the notation can be read: there is no 31 February."""
    if not reading.known:
        return reading.relative or reading.dropped
    try:
        parse_edtf(reading.edtf)
    except ValueError:
        return False
    return True
