"""What pages ask across sheets, and what they are given: through the index in the browser, the files in the command."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from factsheets.model import FactSheet, Source
from factsheets.problem import Problem

MOST_FACTS = 300
"""What a page gathers of more facts than it can be read with; it says how many more there are."""
MOST_SHEETS = 200


class Mention(Protocol):
    """A fact of some sheet, or with an empty `fact` a sheet itself, whose title is its `label`."""

    @property
    def type(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def fact(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def draft(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """The first of the facts that were found, a sheet's facts together, and how many there are in all.

    `sheets` are the sheets of the facts shown, by id; `under` those that stand under a theme, the first of them.
    """

    facts: Sequence[Mention] = ()
    sheets: Mapping[str, Mention] = field(default_factory=dict)
    fact_count: int = 0
    sheet_count: int = 0
    under: Sequence[Mention] = ()


def nobody(*_asked: object) -> tuple[()]:
    """Of what this way of looking across sheets cannot tell."""
    return ()


@dataclass(frozen=True, slots=True)
class Finders:
    """`mentions` gathers what names an actor, a tool or a place by id, `themed` what stands under a theme by key;
    `sharing` finds other sheets that rest on the very document of a source.
    """

    sheet: Callable[[str], FactSheet | None]
    mentions: Callable[[str], Gathered]
    linking_to: Callable[[str], Iterable[Mention]]
    problems: Callable[[], Iterable[Problem]]
    themed: Callable[[str], Gathered]
    sharing: Callable[[FactSheet, Source], Iterable[FactSheet]] = nobody
