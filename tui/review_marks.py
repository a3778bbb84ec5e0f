"""What of a review the screen knows before any is opened: how it is referred to, and the marks in a source's text."""

from dataclasses import dataclass
from enum import StrEnum

REVIEW = "review/"
QUEUE = "queue/"


class Standing(StrEnum):
    """What a person has decided about a passage."""

    UNDECIDED = "undecided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points `start` to before `end` of a source, and what stands there."""

    ident: str
    kind: str
    start: int
    end: int
    standing: Standing
