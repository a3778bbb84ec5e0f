"""Accepting, rejecting and editing: what changes in the sheet, what is refused and in what words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factsheets import checks
from factsheets.distill.rules import distilled
from factsheets.library import Library
from factsheets.model import Actor, Figure, Statement, Status, Tool
from factsheets.review.desk import DecisionError, Desk, UnknownError
from factsheets.review.reasons import rule_words
from tests.test_review.drafts import corpus_drafts


def figure(desk: Desk, ident: str = "eur-1250") -> Figure:
    found = desk.fact(ident)
    assert isinstance(found, Figure)
    return found


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """(gone, new) lines of a file, wherever they stand."""
    old, new = before.splitlines(), after.splitlines()
    return [one for one in old if one not in new], [one for one in new if one not in old]


def test_what_waits_is_listed_in_the_order_of_the_text(desk: Desk) -> None:
    starts = [one.start for one in desk.pending]
    assert starts == sorted(starts)
    assert len(desk.pending) == 13
    assert desk.progress == (0, 13)


def test_accepting_takes_the_finding_out_and_the_doubt(desk: Desk, path: Path) -> None:
    before = path.read_text()
    desk.accept("eur-1250")
    assert desk.progress == (1, 13)
    assert figure(desk).confidence == "high"
    assert figure(desk).note == ""
    assert desk.checked("eur-1250") == "person"
    assert desk.checked("cameras-40") is None
    gone, new = changed_lines(before, path.read_text())
    assert new == []
    assert [one.split(":")[0].strip() for one in gone] == ["confidence", "note", "- {id"]


def test_a_persons_comments_stay(desk: Desk, path: Path) -> None:
    desk.accept("eur-1250", "council")
    desk.reject("merle")
    text = path.read_text()
    assert "id: eur-1250  # the sum that started it all" in text
    assert "status: draft  # not yet" in text
    assert "  # what nobody has looked at\n" in text


def test_rejecting_an_actor_takes_every_reference_with_it(desk: Desk) -> None:
    desk.reject("council")
    desk.reject("lumen-ltd")
    desk.reject("lumen-limited")
    desk.reject("merle")
    assert (figure(desk).payer, figure(desk).payee, figure(desk).about) == ("", "", ("nightheron",))
    tool, merle, statement = desk.fact("nightheron"), desk.fact("paula-merle"), desk.fact("says-merle")
    assert isinstance(tool, Tool)
    assert (tool.maker, tool.operators) == ("", ())
    assert isinstance(merle, Actor)
    assert merle.part_of == ""
    assert isinstance(statement, Statement)
    assert (statement.speaker, statement.via) == ("", "")
    assert desk.sheet.dates[0].actors == ()
    assert desk.sheet.not_stated == ()
    assert [one.id for one in desk.rejected] == ["council", "lumen-ltd", "lumen-limited", "merle"]
    assert list(checks.run(desk.sheet)) == []


def test_a_gap_about_somebody_else_too_stays(desk: Desk) -> None:
    desk.reject("lumen-limited")
    assert [gap.about for gap in desk.sheet.not_stated] == [("council",)]


def test_a_rejected_relation_clears_who_pays_whom(desk: Desk) -> None:
    desk.reject("pays")
    assert (figure(desk).payer, figure(desk).payee) == ("", "")
    assert "eur-1250" in [one.id for one in desk.pending]


def test_an_accepted_relation_keeps_it_and_counts_as_decided(desk: Desk) -> None:
    desk.accept("pays")
    assert (figure(desk).payer, figure(desk).payee) == ("council", "lumen-ltd")
    assert desk.progress == (1, 13)


def test_a_relation_can_be_edited(desk: Desk) -> None:
    assert [one.name for one in desk.fields("pays")] == ["payer", "payee"]
    desk.edit("pays", {"payee": "Lumen Limited"})
    assert (figure(desk).payer, figure(desk).payee) == ("council", "lumen-limited")
    assert "eur-1250" in [one.id for one in desk.pending]


def test_a_relation_goes_with_its_figure(desk: Desk) -> None:
    desk.reject("eur-1250")
    assert {one.id for one in desk.rejected} == {"eur-1250", "pays"}
    assert desk.progress == (2, 13)


def test_several_in_one_write(desk: Desk) -> None:
    desk.decide(accept=["council", "lumen-ltd"], reject=["merle"])
    assert desk.undoable == "accepted council, lumen-ltd, rejected merle"
    assert desk.progress == (3, 13)


def test_all_or_nothing(desk: Desk, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UnknownError):
        desk.accept("council", "nobody")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("ident", "said"),
    [
        ("eur-125", "there is no finding eur-125 in harrow; did you mean `eur-1250`?"),
        ("money-3-5-million", "`3.5 million` names no currency; say currency=CODE, such as currency=EUR"),
    ],
)
def test_what_cannot_be_accepted(desk: Desk, ident: str, said: str) -> None:
    with pytest.raises(DecisionError) as refused:
        desk.accept(ident)
    assert str(refused.value) == said


def test_what_was_decided_is_decided(desk: Desk) -> None:
    desk.accept("council")
    desk.reject("merle")
    for ident, said in (("council", "council was decided already"), ("merle", "merle was rejected")):
        with pytest.raises(DecisionError, match=said):
            desk.accept(ident)


def test_a_fact_that_was_accepted_can_still_be_rejected(desk: Desk) -> None:
    desk.accept("cameras-40")
    desk.reject("cameras-40")
    assert desk.fact("cameras-40") is None
    assert [(one.id, one.kind, one.printed, one.rule) for one in desk.rejected] == [
        ("cameras-40", "quantity", "40 cameras", "person")
    ]


EDITS = [
    ({"kind": "contract"}, {"kind": "contract"}),
    ({"label": " Forty cameras "}, {"label": "Forty cameras"}),
    ({"date": "2026-03-12"}, {"date": "2026-03-12"}),
    ({"payer": "council of harrow vale", "payee": ""}, {"payer": "council", "payee": ""}),
    ({"about": "council, Lumen Limited"}, {"about": ("council", "lumen-limited")}),
    ({"value": "1300", "printed": "1,300 euros"}, {"printed": "1,300 euros"}),
    (
        {"min": "1000", "max": "2000", "printed": "between 1,000 and 2,000 euros"},
        {"printed": "between 1,000 and 2,000 euros"},
    ),
    ({"magnitude": "1000000", "printed": "millions of euros"}, {"printed": "millions of euros"}),
    ({"unit": "tickets", "printed": "1,250"}, {"unit": "tickets", "currency": "", "currency_from": None}),
    ({"nature": "planned", "basis": "signed", "per": "year"}, {"nature": "planned", "basis": "signed", "per": "year"}),
    ({"confidence": "low", "note": "As the clerk had it."}, {"confidence": "low", "note": "As the clerk had it."}),
]


@pytest.mark.parametrize(("changes", "after"), EDITS, ids=lambda one: ", ".join(map(str, one)))
def test_an_edit_is_a_decision(desk: Desk, changes: dict[str, str], after: dict[str, object]) -> None:
    desk.edit("eur-1250", changes)
    assert {name: getattr(figure(desk), name) if name != "date" else str(figure(desk).date) for name in after} == after
    assert "eur-1250" not in [one.id for one in desk.pending]
    assert desk.checked("eur-1250") == "person"
    assert list(checks.run(desk.sheet)) == []


REFUSED = [
    ({"value": "3,75"}, "`value`: `3,75` is not a plain number; write digits with a point: 3750000 or 2.5"),
    ({"value": "1300"}, "`1,250 euros` reads as 1250, not as the value given"),
    ({"value": "1300", "printed": "1,400 euros"}, "`1,400 euros` reads as 1400, not as the value given"),
    ({"kind": "contrct"}, "`kind`: `contrct` is not known; did you mean `contract`?"),
    ({"nature": "said"}, "`nature`: `said` is not known; one of reported, confirmed, alleged, planned, denied"),
    ({"currency": "EURO"}, "`EURO` is not an ISO 4217 code known here; did you mean `EUR`?"),
    ({"date": "March"}, "`date`: `March` is not an EDTF date such as 2025, 2025-09, 2025-09-12 or 2025-01/.."),
    ({"label": ""}, "`label` is empty"),
    ({"payer": "concil"}, "`payer`: there is no `concil` in this sheet; did you mean `council`?"),
    (
        {"payer": "nightheron"},
        "`payer`: there is no `nightheron` in this sheet; give it a name first, among the actors",
    ),
    ({"lable": "x"}, "a figure has no `lable`; did you mean `label`?"),
    ({"id": "other"}, "a figure has no `id`"),
    ({"rank": "deprecated"}, "a deprecated figure says why: add `reason:`"),
    ({"value": ""}, "`eur-1250` has no value, min, max or magnitude; a figure nobody printed is no figure"),
]


@pytest.mark.parametrize(("changes", "said"), REFUSED, ids=lambda one: str(one)[:40])
def test_an_edit_that_does_not_hold_is_refused(desk: Desk, path: Path, changes: dict[str, str], said: str) -> None:
    before = path.read_bytes()
    with pytest.raises(DecisionError) as refused:
        desk.edit("eur-1250", changes)
    assert str(refused.value).startswith(said)
    assert path.read_bytes() == before
    assert desk.undoable == ""


def test_fields_are_shown_as_they_would_be_typed(desk: Desk) -> None:
    shown = {one.name: one for one in desk.fields("eur-1250")}
    assert shown["value"].value == "1250"
    assert shown["nature"].value == "reported"
    assert shown["about"].value == "nightheron; lumen-ltd"
    assert shown["payer"].words == ("council", "lumen-ltd", "lumen-limited", "paula-merle", "merle")
    assert "contract" in shown["kind"].words
    assert {"id", "evidence"} & set(shown) == set()
    desk.edit("eur-1250", {name: one.value for name, one in shown.items() if name not in {"note", "confidence"}})
    assert figure(desk).about == ("nightheron", "lumen-ltd")


def test_what_did_not_fit_becomes_a_fact_with_what_was_lacking(desk: Desk) -> None:
    desk.edit("money-3-5-million", {"currency": "EUR"})
    made = figure(desk, "money-3-5-million")
    assert (str(made.amount.value), made.currency, made.printed) == ("3500000", "EUR", "3.5 million")
    assert made.evidence[0].exact == "3.5 million"
    assert desk.progress == (1, 13)


def test_why(desk: Desk) -> None:
    assert desk.why("eur-1250") == [
        "Found as money: 1,250 euros",
        "Rule money.explicit: a sum with its currency",
        "Confidence 0.97: of such findings, about that share was right where it was measured",
        "Read as: 1250",
    ]
    assert desk.why("money-3-5-million")[-1].startswith("It is no fact yet: edit it with value=NUMBER")
    desk.accept("eur-1250")
    assert desk.why("eur-1250") == ["eur-1250: accepted by a person"]


@pytest.mark.parametrize(
    ("decide", "origin"),
    [
        (lambda desk: desk.accept("same-story"), "agency#s1"),
        (lambda desk: desk.edit("same-story", {"syndicated_from": "AFP"}), "AFP"),
        (lambda desk: desk.reject("same-story"), ""),
    ],
)
def test_a_story_of_another_sheet_is_named_as_its_origin_by_a_person_only(
    library: Library, path: Path, decide: Callable[[Desk], None], origin: str
) -> None:
    story = "- {id: same-story, kind: syndication, source: s1, start: 0, end: 24, printed: Harrow, reads: 'agency#s1',"
    path.write_text(path.read_text() + f"  {story} rule: syndication.runs-of-words}}\n")
    desk = Desk(library, path)
    assert desk.sheet.sources[0].syndicated_from == ""
    assert [one.value for one in desk.fields("same-story")] == ["agency#s1"]
    decide(desk)
    assert desk.sheet.sources[0].syndicated_from == origin
    assert "same-story" not in [one.id for one in desk.pending]


def decide_all(desk: Desk) -> None:
    desk.reject("money-3-5-million")
    desk.accept(*(one.id for one in desk.pending))


def test_a_finished_review_says_by_whom_and_when_and_passes_check(desk: Desk, library: Library) -> None:
    decide_all(desk)
    desk.finish("looked at twice")
    assert desk.sheet.status is Status.REVIEWED
    assert desk.sheet.review is not None
    assert (desk.sheet.review.by, desk.sheet.review.at, desk.sheet.review.notes) == (
        "Ann Reader",
        "2026-04-01",
        "looked at twice",
    )
    assert [str(one) for one in library.problems()] == []
    with pytest.raises(DecisionError, match="harrow is reviewed; reopen its review"):
        desk.reject("merle")
    desk.reopen()
    desk.reject("merle")
    assert "status: draft  # not yet" in desk.path.read_text()


def test_a_review_is_not_finished_before_its_time(desk: Desk, library: Library, path: Path) -> None:
    with pytest.raises(DecisionError, match="13 findings are still undecided"):
        desk.finish()
    decide_all(desk)
    with pytest.raises(DecisionError, match="a review is signed"):
        Desk(library, path).finish()
    (library.seeds_dir / "harrow.txt").write_text("Another text.\n")
    with pytest.raises(DecisionError, match=r"`harrow\.txt` has changed"):
        desk.finish()


def test_every_rule_that_finds_something_in_the_corpus_is_explained() -> None:
    rules = {one.rule for _, text, _ in corpus_drafts() for one in distilled(text).found}
    assert len(rules) > 60
    assert sorted(rule for rule in rules if rule_words(rule) == rule) == []
