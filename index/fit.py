"""Which of the facts that answer a question stands first: decided by their gists, before any sheet is read."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from factsheets.model import Per, Rank
from index.analysis import terms
from index.gist import Gist
from index.question import Question
from index.schema import DocType, Row
from index.search import ENTITIES, Candidate, Search
from index.wanted import COUNTED_BY, OF_ITSELF, OF_MONEY, OF_UNITS, TYPE_ASKED


class Found(NamedTuple):
    """A fact that answers, with what is not stated of what was asked; `declared` where its sheet says so itself."""

    candidate: Candidate
    row: Row
    gist: Gist
    not_stated: tuple[str, ...]
    declared: bool

    @property
    def type(self) -> DocType:
        return DocType[self.row.type.upper()]


def order(found: Found, question: Question, search: Search) -> tuple[Any, ...]:
    """All words before some, stated before not stated, what fits the question best, then rank and review."""
    candidate, gist = found.candidate, found.gist
    return (
        sum(not group.soft for group in candidate.unmatched),
        search.aside(candidate),
        len(found.not_stated) * (not found.declared),
        gist.rank == Rank.DEPRECATED,
        -Fit(found, question, search).score(),
        gist.rank != Rank.PREFERRED,
        gist.draft,
        not gist.exact,
    )


class Fit:
    """How well a fact fits a question that it answers to."""

    def __init__(self, found: Found, question: Question, search: Search) -> None:
        self._found, self._question, self._search = found, question, search
        self._gist = found.gist
        self._attributes = set(question.attributes)
        self._asked = {term for group in question.subject for term in group.terms}
        self._unstated = bool(found.not_stated) and not found.declared

    def score(self) -> float:
        candidate, question = self._found.candidate, self._question
        verbs = 1.5 * sum(group.soft for group in candidate.matched)
        coded = 3.0 * self._search.coded(candidate, question.kinds + question.verbs)
        paid = 1.5 * (self._gist.money and question.of_money)
        return coded + verbs + paid + self._wanted() + self._sides() + self._closeness() + self._itself()

    def _itself(self) -> float:
        """Whether the very thing asked about is the answer: it is where it is, but not who leads it."""
        if self._found.declared and set(self._found.not_stated) <= set(self._gist.own_gaps):
            return 4.0
        if not self._named(self._gist.names):
            return 3.0 * (self._unstated and self._found.type in ENTITIES)
        if "who" in self._attributes and self._question.verbs:
            return -3.0
        if self._found.type == DocType.PLACE and "where" not in self._attributes and self._found.candidate.unmatched:
            return -2.0
        return 1.0 + 3.0 * self._unstated + 3.0 * bool(self._attributes & OF_ITSELF)

    def _wanted(self) -> float:
        """The type of fact that states what is asked."""
        asked, gist = self._attributes, self._gist
        if self._unstated:
            return 0.0
        figure = self._found.type == DocType.FIGURE
        counted = figure and bool(gist.unit) and (gist.kind == "age") == ("age" in asked)
        periods = {COUNTED_BY[name] for name in asked if name in COUNTED_BY} or {Per.TOTAL}
        return (
            2.0 * any(TYPE_ASKED.get(name) == self._found.type for name in asked)
            + 2.0 * (gist.money and bool(asked & OF_MONEY))
            + 2.0 * (counted and bool(asked & OF_UNITS))
            + 1.5 * ("date" in asked and self._found.type == DocType.DATE)
            + (0.5 if periods == {Per.TOTAL} else 2.0) * (figure and gist.per in periods)
        )

    def _sides(self) -> float:
        """Who pays and who is paid, where the question tells; who speaks."""
        gist, score = self._gist, 0.0
        if gist.speaker and {"statement", "speaker"} & self._attributes:
            score += 3.0 * _shares(gist.speaker, self._asked)
        if self._found.type != DocType.FIGURE:
            return score
        for group, side in self._question.sides:
            here, there = (gist.payer, gist.payee) if side == "payer" else (gist.payee, gist.payer)
            right = _shares(here, group.terms)
            score += 2.0 * right - 2.0 * (not right and _shares(there, group.terms))
        return score

    def _closeness(self) -> float:
        """What is labelled so, what is counted in what is asked about, and a sum of money between those asked about."""
        gist = self._gist
        label = set(terms(self._found.row.label, gist.lang))
        content = [group for group in self._question.groups if not group.soft]
        covered = sum(bool(group.terms & label) for group in content) / max(len(content), 1)
        covered += 0.5 * (covered == 1.0)
        if self._found.type != DocType.FIGURE:
            return covered
        unit = set(terms(gist.unit, gist.lang))
        between = gist.money and (self._named(gist.payer) or self._named(gist.payee))
        asks_money = not self._attributes - OF_MONEY - {"date"}
        counts = not self._found.not_stated and any(group.terms & unit for group in content)
        return covered + 2.0 * counts + 2.0 * (between and asks_money)

    def _named(self, names: Iterable[str]) -> bool:
        """Whether the question has every word of one of the names."""
        return any(set(name.split()) <= self._asked for name in names)


def _shares(names: Iterable[str], asked: Collection[str]) -> bool:
    """Whether one of the names has a word that is asked for."""
    return any(not set(name.split()).isdisjoint(asked) for name in names)
