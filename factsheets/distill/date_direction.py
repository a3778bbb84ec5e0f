"""Whether a sentence looks behind or ahead at a place of it: the verb or the cue nearest before the place decides."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from factsheets import vocabulary
from factsheets.yaml_text import Data

_BEFORE, _AFTER = 200, 120
_STOP = re.compile(
    r"(?<!\b\w)(?<!\b\w\w)[.!?…][\"”»’)\]]*\s|\n\s*\n|\n(?=[ \t]*(?:[-–—•*▪●◦(«“\"]|[A-ZÀ-Þ0-9]))|[•▪●◦]"
)
_NEVER = re.compile("(?!)")


class Direction(Enum):
    BEHIND = "behind"
    AHEAD = "ahead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of a language that look ahead, that look behind, participles that do so weakly, and clause openers."""

    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    participles: re.Pattern[str]
    clauses: re.Pattern[str]
    limits: re.Pattern[str]


@cache
def cues(lang: str) -> Cues:
    data = vocabulary.language_data(lang, "dates")
    return Cues(*(_any(data.get(name)) for name in ("future", "past", "participles", "clauses", "limits")))


def _any(data: Data | None) -> re.Pattern[str]:
    lines = data if isinstance(data, list) else []
    return re.compile("|".join(rf"\b(?:{line})(?!\w)" for line in lines), re.IGNORECASE) if lines else _NEVER


def direction(text: str, start: int, end: int, lang: str) -> Direction:
    """Read within bounds, so that no text without stops costs more."""
    words = cues(lang)
    before, after = _before(text[max(start - _BEFORE, 0) : start]), _after(text[end : end + _AFTER])
    nearest, at = _last(before, words)
    if nearest is Direction.UNKNOWN or words.clauses.search(before, at):
        following, until = _first(after, words)
        if following is not Direction.UNKNOWN and not words.clauses.search(after, 0, until):
            return following
    return nearest


def is_limit(text: str, start: int, lang: str) -> bool:
    """Whether the words right before a place end or begin a period there: `by`, `until`, `from`."""
    return bool(cues(lang).limits.search(text[max(start - 30, 0) : start].lower()))


def _before(text: str) -> str:
    stops = list(_STOP.finditer(text))
    return text[stops[-1].end() :] if stops else text


def _after(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start() + 1] if stop else text


def _last(text: str, words: Cues) -> tuple[Direction, int]:
    """The last cue of a text, and where it ends; a participle within a cue is a part of it: `will be introduced`."""
    ahead = [found.span() for found in words.ahead.finditer(text)]
    behind = [found.span() for pattern in (words.behind, words.participles) for found in pattern.finditer(text)]
    behind = [span for span in behind if not any(start < span[1] and span[0] < end for start, end in ahead)]
    last_ahead, last_behind = (max((end for _, end in spans), default=-1) for spans in (ahead, behind))
    if last_ahead < 0 and last_behind < 0:
        return Direction.UNKNOWN, 0
    return (Direction.AHEAD, last_ahead) if last_ahead > last_behind else (Direction.BEHIND, last_behind)


def _first(text: str, words: Cues) -> tuple[Direction, int]:
    ahead, behind = words.ahead.search(text), words.behind.search(text)
    if ahead and (not behind or ahead.start() <= behind.start()):
        return Direction.AHEAD, ahead.start()
    return (Direction.BEHIND, behind.start()) if behind else (Direction.UNKNOWN, 0)
