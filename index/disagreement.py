"""Figures that answer one question and cannot all be right: one kind of sum, between the same parties, told twice."""

from collections.abc import Iterable, Sequence

from factsheets.dates import Edtf
from factsheets.display import amount_words
from factsheets.model import Figure, Rank
from index.analysis import terms
from index.result import Answer


def disagreement(answers: Sequence[Answer]) -> tuple[str, ...]:
    """A hint with the amounts that other sheets give for the first answer; one sheet tells its own figures apart."""
    told = [answer for answer in answers if isinstance(answer.fact, Figure) and answer.fact.rank is not Rank.DEPRECATED]
    if not told or told[0] is not answers[0]:
        return ()
    others = [answer for answer in told[1:] if answer.sheet.id != told[0].sheet.id and _differ(told[0], answer)]
    if not others:
        return ()
    return (f"the sources differ: {', '.join(map(_said, (told[0], *others)))}; none is taken for the others",)


def _said(answer: Answer) -> str:
    words = amount_words(answer.fact) if isinstance(answer.fact, Figure) else answer.line
    return f"{words} [{answer.ref}]"


def _differ(one: Answer, other: Answer) -> bool:
    a, b = one.fact, other.fact
    if not isinstance(a, Figure) or not isinstance(b, Figure):
        return False
    measured = (a.kind, a.currency, a.unit, a.per) == (b.kind, b.currency, b.unit, b.per)
    measured &= not (a.basis and b.basis) or a.basis == b.basis
    return measured and _of_one_thing(one, other) and not a.amount.interval().overlaps(b.amount.interval())


def _of_one_thing(one: Answer, other: Answer) -> bool:
    """The same parties at a time that may be the same; with no party told, the same label."""
    a, b = one.fact, other.fact
    if not isinstance(a, Figure) or not isinstance(b, Figure) or not _may_meet(a.date, b.date):
        return False
    sides = [
        _same(one, other, mine, theirs) for mine, theirs in ((a.payer, b.payer), (a.payee, b.payee)) if mine and theirs
    ]
    if not all(sides):
        return False
    if len(sides) > 1 or _ids(one, a.about) & _ids(other, b.about):
        return True
    label = set(terms(one.label, one.sheet.lang)), set(terms(other.label, other.sheet.lang))
    return len(label[0] & label[1]) * 2 > len(label[0] | label[1])


def _may_meet(one: Edtf | None, other: Edtf | None) -> bool:
    if one is None or other is None:
        return True
    apart = (one.latest and other.earliest and one.latest < other.earliest) or (
        other.latest and one.earliest and other.latest < one.earliest
    )
    return not apart


def _same(one: Answer, other: Answer, mine: str, theirs: str) -> bool:
    """One id, ids judged the same, or names of which one has every word of the other."""
    if one.ids.get(mine, mine) == other.ids.get(theirs, theirs):
        return True
    names = [
        set(terms(answer.names.get(id_, id_), answer.sheet.lang)) for answer, id_ in ((one, mine), (other, theirs))
    ]
    return names[0] <= names[1] or names[1] <= names[0]


def _ids(answer: Answer, entities: Iterable[str]) -> set[str]:
    return {answer.ids.get(entity, entity) for entity in entities}
