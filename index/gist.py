"""What ordering answers needs to know of a fact, kept with its row, so that only what is shown is read from a sheet."""

from collections.abc import Iterable
from typing import NamedTuple

from factsheets.amounts import Amount
from factsheets.model import Fact, FactSheet, Figure, Rank, Statement, Status
from index.analysis import terms
from index.of_documents import told
from index.stated import gaps_of, states


class Gist(NamedTuple):
    """`states` are the attributes that a fact states, `gaps` those that its sheet says no source states, of
    the fact or of what it is about, `own_gaps` of the fact itself.

    Names are given as their terms, parted by spaces, one string a name: of the fact itself where it is an actor, a tool
    or a place, of who pays, is paid and speaks. `money` and `exact` are of a figure.
    """

    lang: str
    states: list[str]
    gaps: list[str]
    own_gaps: list[str]
    names: list[str]
    payer: list[str]
    payee: list[str]
    speaker: list[str]
    unit: str
    per: str
    kind: str
    rank: str
    money: bool
    exact: bool
    draft: bool


def gist_of(fact: Fact, sheet: FactSheet, strong: dict[str, tuple[str, ...]], document: Iterable[str]) -> Gist:
    """`strong` are the names of the sheet's entities, `document` what its sources state of themselves."""

    def named(entity: str) -> list[str]:
        found = (" ".join(terms(name, sheet.lang)) for name in strong.get(entity, ()))
        return list(dict.fromkeys(name for name in found if name))

    figure = fact if isinstance(fact, Figure) else None
    return Gist(
        lang=sheet.lang,
        states=[*states(fact), *document],
        gaps=list(dict.fromkeys(gap.what for gap in gaps_of(fact, sheet.not_stated))),
        own_gaps=list(dict.fromkeys(gap.what for gap in sheet.not_stated if fact.id in gap.about)),
        names=named(fact.id),
        payer=named(figure.payer) if figure else [],
        payee=named(figure.payee) if figure else [],
        speaker=named(fact.speaker) if isinstance(fact, Statement) else [],
        unit=figure.unit if figure else "",
        per=figure.per.value if figure else "",
        kind=figure.kind if figure else "",
        rank=(figure.rank if figure else Rank.NORMAL).value,
        money=bool(figure and figure.currency),
        exact=bool(figure and _is_exact(figure.amount)),
        draft=sheet.status is Status.DRAFT,
    )


def _is_exact(amount: Amount) -> bool:
    """Whether it is one number: "at least 3M" is none."""
    interval = amount.interval()
    return interval.low is not None and interval.low == interval.high


def gists_of(sheet: FactSheet, strong: dict[str, tuple[str, ...]]) -> dict[str, Gist]:
    """The gist of each fact of a sheet by the fact's id."""
    document = told(sheet)
    return {fact.id: gist_of(fact, sheet, strong, document) for fact in sheet.facts()}
