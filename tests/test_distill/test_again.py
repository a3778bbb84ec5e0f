"""Distilling again: decisions stay, the rest is made anew, whatever was done to the document in between."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.distill.again import difference, reopened
from factsheets.distill.anchoring import Moved
from factsheets.distill.merging import merged
from factsheets.evidence import SourceText
from factsheets.model import Actor, Fact, FactSheet, Figure, Review, Status
from tests.benchmarks.distill_corpus import CORPUS
from tests.test_distill.drafts import accepted, assert_sound, bare, change, draft_of, drafted, pending, rejected

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
NEW_LINE = "The harbour of Calvi paid 77 million euros to Acme Ltd in May 2021, said Jane Doe, its director."
TOWN = (
    "Town buys cameras\n\n"
    "The town of Calvi paid 3 million euros to Axis Ltd in May 2021.\n\n"
    "Jane Doe, the mayor, said the cameras had cost 120,000 euros a year.\n\n"
    "A second contract of 450,000 euros was signed on 3 June 2022.\n"
)


def renewed(sheet: FactSheet, before: str, after: str) -> FactSheet:
    return merged(sheet, drafted(after, "s2"), {"s1": Moved(SourceText(before), SourceText(after))})


def reread(sheet: FactSheet, text: str, cut: tuple[int, int] | None = None) -> FactSheet:
    return merged(sheet, drafted(text, cut=cut), {"s1": Moved(SourceText(text), SourceText(text))})


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_read_again_changes_nothing(text: str) -> None:
    sheet = drafted(text)
    half = accepted(sheet, decidable(sheet)[::2])
    assert reread(sheet, text) == sheet
    assert set(pending(reread(half, text))) == set(pending(half))
    assert list(reread(half, text).facts()) == list(half.facts())


def decidable(sheet: FactSheet) -> list[str]:
    """The findings that can be accepted: those that have become a fact."""
    return [one.id for one in sheet.facts()]


EDIT = st.tuples(
    st.sampled_from(["cut", "insert", "word", "drop", "double", "swap"]), st.integers(0, 10_000), st.integers(0, 10_000)
)


def edited(text: str, edits: list[tuple[str, int, int]]) -> str:
    lines = text.split("\n")
    for kind, where, word in edits:
        at = where % len(lines)
        words = lines[at].split(" ")
        if kind == "cut" and len(lines) > 3:
            del lines[at]
        elif kind == "insert":
            lines.insert(at, NEW_LINE)
        elif kind == "double":
            lines.insert(where % len(lines), lines[word % len(lines)])
        elif kind == "swap":
            other = word % len(lines)
            lines[at], lines[other] = lines[other], lines[at]
        else:
            place = word % len(words)
            lines[at] = " ".join([*words[:place], *(["indeed"] if kind == "word" else []), *words[place + 1 :]])
    return "\n".join(lines)


@settings(max_examples=40)
@given(st.sampled_from(TEXTS), st.lists(EDIT, max_size=12), st.data())
def test_decisions_survive_any_edit_and_the_sheet_stays_sound(
    text: str, edits: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    sheet = drafted(text)
    ids = list(pending(sheet))
    refused = data.draw(st.lists(st.sampled_from(ids), max_size=4, unique=True))
    agreed = data.draw(st.lists(st.sampled_from(decidable(sheet)), max_size=12, unique=True))
    for ident in refused:
        sheet = rejected(sheet, ident)
    sheet = accepted(sheet, agreed)
    decided = [one for one in sheet.facts() if one.id not in pending(sheet)]

    after = edited(text, edits)
    result = renewed(sheet, text, after)

    assert_sound(result, {"s1": text, "s2": after})
    for fact in decided:
        assert bare(result.fact(fact.id)) == bare(fact)
        assert fact.id not in pending(result)
    needed = {piece.source for fact in result.facts() for piece in fact.evidence} | {"s2"}
    assert {one.id for one in result.sources} == needed | {one.source for one in draft_of(result).pending}
    settled = read_again(result, after)
    assert read_again(settled, after) == settled
    for fact in decided:
        assert bare(settled.fact(fact.id)) == bare(fact)


def read_again(sheet: FactSheet, text: str) -> FactSheet:
    """The same text under the id it has by now.

    Once more may join a name to an actor that only a decision had kept, an acronym to its name; then all is
    still.
    """
    return merged(sheet, drafted(text, "s2"), {"s2": Moved(SourceText(text), SourceText(text))})


@settings(max_examples=25)
@given(st.sampled_from(TEXTS), st.floats(0, 0.45), st.floats(0.55, 1), st.integers(0, 5))
def test_a_moved_cut_keeps_decisions_and_brings_back_what_it_dropped(
    text: str, start: float, end: float, every: int
) -> None:
    sheet = drafted(text)
    sheet = accepted(sheet, decidable(sheet)[::every] if every else [])
    decided = {one.id: one for one in sheet.facts() if one.id not in pending(sheet)}
    cut = round(start * len(text)), round(end * len(text))

    narrow = reread(sheet, text, cut)
    assert_sound(narrow, {"s1": text})
    assert all(narrow.fact(ident) == fact for ident, fact in decided.items())
    named = {one for fact in decided.values() for one in vars_of(fact)}
    assert all((cut[0] <= one.start and one.end <= cut[1]) or one.id in named for one in draft_of(narrow).pending)

    wide = reread(narrow, text)
    assert {one.id for one in wide.facts()} == {one.id for one in sheet.facts()}


def vars_of(fact: Fact) -> set[str]:
    """Every id that a fact may name."""
    many = [one for name in ("about", "actors", "operators") for one in getattr(fact, name, ())]
    return {*many, *(getattr(fact, name, "") for name in ("payer", "payee", "speaker", "via", "maker", "part_of"))}


def test_a_changed_sum_is_new_and_the_old_one_goes_unless_a_person_took_it() -> None:
    sheet, after = drafted(TOWN), TOWN.replace("3 million", "4 million")
    untouched = renewed(sheet, TOWN, after)
    assert untouched.fact("eur-3000000") is None
    assert untouched.fact("eur-4000000") is not None
    assert [one.id for one in untouched.sources] == ["s2"]

    taken = renewed(accepted(sheet, ["eur-3000000"]), TOWN, after)
    assert taken.fact("eur-3000000") == sheet.fact("eur-3000000")
    assert "eur-4000000" in pending(taken)
    assert [one.id for one in taken.sources] == ["s1", "s2"]


def test_what_was_accepted_moves_along_and_is_not_asked_again() -> None:
    sheet = accepted(drafted(TOWN), ["eur-450000", "calvi"])
    after = TOWN.replace("\n\n", "\n\nA line that was not there before.\n\n", 1)
    result = renewed(sheet, TOWN, after)
    fact = result.fact("eur-450000")
    assert fact is not None
    assert after[fact.evidence[0].start : fact.evidence[0].end] == "450,000 euros"
    assert fact.evidence[0].source == "s2"
    assert "eur-450000" not in pending(result)
    assert sum(isinstance(one, Figure) and one.printed == "450,000 euros" for one in result.facts()) == 1


def test_what_was_rejected_stays_rejected_where_it_now_stands() -> None:
    sheet = rejected(rejected(drafted(TOWN), "eur-120000"), "jane-doe")
    after = "An editor's note.\n\n" + TOWN
    result = renewed(sheet, TOWN, after)
    assert {"eur-120000", "jane-doe"} & set(pending(result)) == set()
    assert result.fact("eur-120000") is result.fact("jane-doe") is None
    places = {one.id: after[one.start : one.end] for one in draft_of(result).rejected}
    assert places == {"eur-120000": "120,000 euros", "jane-doe": "Jane Doe"}


def test_one_of_two_equal_sums_may_be_rejected_and_the_other_waits() -> None:
    text = "The port paid 3 million euros for a crane.\n\nThe airport paid 3 million euros for a radar.\n"
    sheet = rejected(drafted(text), "eur-3000000")
    after = "News\n\n" + text
    result = renewed(sheet, text, after)
    assert [one.printed for one in pending(result).values() if one.kind == "money"] == ["3 million euros"]
    assert draft_of(result).rejected[0].start == after.index("3 million")


def test_a_name_that_a_person_wrote_over_is_the_same_actor_again() -> None:
    def renamed(fact: Fact) -> Fact:
        assert isinstance(fact, Actor)
        return replace(fact, name="Axis Holding Limited")

    sheet = change(drafted(TOWN), "axis-ltd", renamed)
    result = renewed(sheet, TOWN, TOWN.replace("May", "June"))
    actors = [one.name for one in result.actors]
    assert "Axis Holding Limited" in actors
    assert "Axis Ltd" not in actors


def test_a_decided_actor_is_meant_whatever_id_the_draft_would_give_it() -> None:
    before = "Axis Ltd sells cameras to towns.\n"
    held = replace(drafted(before).actors[0], id="axis-holding")
    sheet = accepted(replace(drafted(before), actors=(held,)), ["axis-ltd"])
    result = renewed(sheet, before, before + TOWN)
    figure = next(one for one in result.figures if one.printed == "3 million euros")
    assert "axis-holding" in (*figure.about, figure.payee)
    assert [one.id for one in result.actors if one.name == "Axis Ltd"] == ["axis-holding"]


def test_an_undecided_actor_that_a_decision_names_stays_to_be_decided() -> None:
    sheet = drafted(TOWN)
    figure = next(one for one in sheet.figures if one.printed == "3 million euros")
    assert "axis-ltd" in (*figure.about, figure.payee)
    result = renewed(accepted(sheet, [figure.id]), TOWN, TOWN.replace("to Axis Ltd ", ""))
    assert bare(result.fact(figure.id)) == bare(figure)
    assert result.fact("axis-ltd") is not None
    assert pending(result)["axis-ltd"].source == "s1"


def test_the_difference_names_what_came_went_and_stayed() -> None:
    sheet = accepted(drafted(TOWN), ["eur-450000"])
    result = renewed(sheet, TOWN, TOWN.replace("120,000", "130,000"))
    told = difference(sheet, result)
    assert [one.words for one in told.added] == ["130,000 euros"]
    assert [one.words for one in told.gone] == ["120,000 euros"]
    assert [one.id for one in told.kept] == ["eur-450000"]
    assert [one.words for one in told.changed] == ["the cameras had cost 130,000 euros a year"]
    assert [line[:2] for line in told.lines()] == ["+ ", "~ ", "- ", "= "]
    assert told.unchanged > 0


def test_a_reviewed_sheet_becomes_a_draft_that_keeps_the_notes() -> None:
    sheet = replace(
        drafted(TOWN), status=Status.REVIEWED, review=Review(by="A. B.", at="2024-05-01", notes="By phone.")
    )
    again = reopened(sheet)
    assert again.status is Status.DRAFT
    assert again.review == Review(notes="By phone.")
    assert difference(sheet, again).reopened
