"""What a question wants of the documents that answer to its words: the kinds asked for, and what is looked at first."""

from dataclasses import replace

from factsheets.model import Rank, Status
from index.best import Split, Tier, cost
from index.bits import Documents
from index.question import Group, Question
from index.schema import RANK_CODES, STATUS_CODES, DocType, codes
from index.search import ENTITIES, Candidate, Matches, Search
from index.wanted import OF_MONEY, OF_UNITS, TYPE_ASKED, TYPE_PRIOR


def of_kind(
    found: Matches, kinds: tuple[Group, ...], search: Search, *, counted: bool
) -> tuple[Matches, tuple[Group, ...]]:
    """What answers to every kind asked for; where nothing does, the subject itself and the kinds that it lacks.

    A unit is a kind that is asked for only where something is to be counted; elsewhere it is a word like others.
    """
    if not kinds or not found:
        return found, ()
    asked = tuple(kind for kind in kinds if counted or kind.column == "kind")
    for told in (search.direct, lambda kind: as_told(kind, search)):
        for wanted in (kinds, asked):
            fitting = found.within(Documents.intersection(map(told, wanted))) if wanted else found
            if fitting:
                return fitting, ()
    missing = tuple(kind for kind in kinds if not as_told(kind, search) & found.documents)
    entities = found.within(search.reader.having("type", ENTITIES))
    return entities or found, missing or kinds


def as_told(kind: Group, search: Search) -> Documents:
    """What answers to a kind; what something cost, its price, may be told as a contract or a payment."""
    if kind.column == "kind" and codes("figure_kinds")["price"] in kind.codes:
        return search.direct(kind) | search.reader.having(
            "kind", frozenset(codes("figure_kinds")[one] for one in _DEALS)
        )
    return search.direct(kind)


_DEALS = ("contract", "payment")


def with_kinds(one: Candidate, kinds: tuple[Group, ...], search: Search) -> Candidate:
    """A candidate with the kinds that it answers to, and those that it does not, among its words."""
    met = tuple(kind for kind in kinds if one.document in search.direct(kind))
    unmet = tuple(kind for kind in kinds if kind not in met)
    return replace(one, matched=one.matched + met, unmatched=one.unmatched + unmet)


def prior(question: Question, search: Search) -> tuple[Split, ...]:
    """What a question is likely to want of a document, by type and by what its columns state."""
    wanted, reader = set(question.attributes), search.reader

    def having(column: str, *codes: int) -> Documents:
        return reader.having(column, frozenset(codes))

    figures = having("type", DocType.FIGURE)
    money = figures - having("currency", 0)
    by_type = (
        Tier(cost(score=2.0 + 3.0 * bool(wanted & OF_MONEY)), money),
        Tier(cost(score=1.0 + 3.0 * bool(wanted & OF_UNITS)), figures),
        *(Tier(cost(score=_weight(kind, wanted)), having("type", kind)) for kind in sorted(TYPE_PRIOR)),
        Tier(cost()),
    )
    dated = ((Tier(cost(score=2.0), reader.dated), Tier(cost())),) if "date" in wanted else ()
    rank = (
        Tier(cost(), having("rank", RANK_CODES[Rank.PREFERRED])),
        Tier(cost(deprecated=1, unpreferred=1), having("rank", RANK_CODES[Rank.DEPRECATED])),
        Tier(cost(unpreferred=1)),
    )
    draft = (Tier(cost(draft=1), having("status", STATUS_CODES[Status.DRAFT])), Tier(cost()))
    return by_type, *dated, rank, draft


def _weight(kind: DocType, wanted: set[str]) -> float:
    return TYPE_PRIOR[kind] + 3.0 * any(TYPE_ASKED.get(name) == kind for name in wanted)


def lacking_kinds(missing: tuple[Group, ...], found: Matches, search: Search) -> tuple[str, ...]:
    """What is not stated where a kind is missing: the kind by its id, and the amount where the subject has no sum."""
    names = [key for group in missing for key in _keys(group)]
    figures = search.reader.having("type", frozenset({DocType.FIGURE}))
    money = found.documents & figures - search.reader.having("currency", frozenset({0}))
    if not money and any(name in _KINDS_OF_MONEY for name in names):
        names.append("amount")
    return tuple(dict.fromkeys(names))


_KINDS_OF_MONEY = frozenset({"contract", "payment", "price", "budget", "fine", "grant", "loan", "revenue"})


def _keys(group: Group) -> list[str]:
    """The ids of a group's codes; of several, as of a word with two meanings, the first."""
    vocabulary = {"kind": "figure_kinds", "measure": "units", "currency": "currencies"}[group.column]
    return [key for key, code in codes(vocabulary).items() if code in group.codes][:1]


def askable(attributes: tuple[str, ...], found: Matches, search: Search) -> tuple[str, ...]:
    """The attributes without those that no fact at hand could state: a fine has no maker, a tool has."""

    def some(kind: DocType) -> bool:
        return bool(found.documents & search.reader.having("type", frozenset({kind})))

    return tuple(one for one in attributes if one not in _STATED_BY or some(_STATED_BY[one]))


_STATED_BY = {"maker": DocType.TOOL, "operator": DocType.TOOL, "tool": DocType.TOOL}
