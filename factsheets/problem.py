"""A problem in the data is a value, so that validation can collect everything and the caller decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from factsheets.safe_text import safe

MOST_PROBLEMS = 200
"""Of one file: it is enough to see what is wrong with it, and keeps a hostile one from filling the memory."""
LONGEST_MESSAGE = 400


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one file. `line` and `column` count from 1; both are 0 where no place can be named."""

    path: str
    line: int
    column: int
    message: str
    key: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        label = "warning: " if self.severity is Severity.WARNING else ""
        told = safe(self.message + (f"; {self.hint}" if self.hint else ""))
        return f"{safe(place)}: {label}{told if len(told) <= LONGEST_MESSAGE else told[:LONGEST_MESSAGE] + '...'}"


class DataError(Exception):
    """Carries the problems of one file to a caller that cannot go on without it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint for a word nobody knows: the nearest known one, or nothing when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is misspelt

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""
