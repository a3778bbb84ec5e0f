"""Two that are one, two that are not, and what the register learns of it."""

import pytest

from factsheets import checks
from factsheets.gazetteer import Gazetteer
from factsheets.library import Library
from factsheets.model import Actor, Figure, Statement
from factsheets.review.desk import DecisionError, Desk
from factsheets.review.likeness import candidates
from tests.test_review.drafts import draft_text

REGISTER = """\
# Ours.
format: 1
actors:
- id: lumen
  name: Lumen Group  # the holding
  kind: company
- {id: hv, name: HVC, kind: public-body}
- {id: pmerle, name: P. Merle, kind: person}
- {id: someone-else, name: Paul Merlin, kind: person}
- {id: lumenpath, name: Lumenpath, kind: company}
tools:
- {id: night-heron, name: Night-Heron, kind: software}
"""


@pytest.fixture
def taught(library: Library) -> Library:
    library.gazetteer_file.write_text(REGISTER)
    return library


def actor(desk: Desk, ident: str) -> Actor:
    found = desk.fact(ident)
    assert isinstance(found, Actor)
    return found


def test_two_become_one_with_all_that_either_had(desk: Desk) -> None:
    desk.merge("lumen-limited", "lumen-ltd")
    assert desk.fact("lumen-limited") is None
    one = actor(desk, "lumen-ltd")
    assert (one.name, one.aliases, one.role) == ("Lumen Ltd", ("Lumen Limited",), "maker")
    assert [piece.exact for piece in one.evidence] == ["Lumen Ltd", "Lumen Limited"]
    statement = desk.sheet.statements[0]
    assert isinstance(statement, Statement)
    assert statement.via == "lumen-ltd"
    assert [gap.about for gap in desk.sheet.not_stated] == [("lumen-ltd",), ("council", "lumen-ltd")]
    assert [one.id for one in desk.pending if one.kind == "actor"] == ["council", "lumen-ltd", "paula-merle", "merle"]
    assert desk.progress == (1, 13)
    assert list(checks.run(desk.sheet)) == []


def test_what_is_decided_stays_decided(desk: Desk) -> None:
    desk.accept("merle")
    desk.merge("merle", "paula-merle")
    assert desk.checked("paula-merle") == "person"
    assert "paula-merle" not in [one.id for one in desk.pending]


def test_nobody_pays_himself(desk: Desk) -> None:
    desk.merge("lumen-ltd", "council")
    figure = desk.sheet.figures[0]
    assert isinstance(figure, Figure)
    assert (figure.payer, figure.payee) == ("council", "")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("merle", "nightheron", "merle is an actor, nightheron is a tool: they cannot be the same"),
        ("merle", "merle", "that is one and the same already"),
        ("merle", "nobody", "there is no actor, tool or place nobody"),
        ("merle", "eur-1250", "merle is an actor, eur-1250 is a figure: they cannot be the same"),
    ],
)
def test_what_cannot_be_one(desk: Desk, one: str, other: str, said: str) -> None:
    for decide in (desk.merge, desk.differ):
        with pytest.raises(DecisionError) as refused:
            decide(one, other)
        assert str(refused.value) == said


def test_a_name_of_the_register_lends_its_id(taught: Library, desk: Desk) -> None:
    desk.merge("lumen-ltd", "lumen")
    assert actor(desk, "lumen").name == "Lumen Ltd"
    assert desk.sheet.figures[0].payee == "lumen"
    assert "lumen-ltd" not in [one.id for one in desk.pending]
    assert list(taught.gazetteer.entries["lumen"].names()) == ["Lumen Group", "Lumen Ltd"]


def test_two_that_the_register_knows_are_judged_the_same(taught: Library, desk: Desk) -> None:
    desk.accept("lumen-limited", "lumen-ltd")
    desk.merge("lumen-limited", "lumen-ltd")
    assert taught.gazetteer.resolve("lumen-limited") == "lumen-ltd"
    assert desk.undo() == "merged lumen-limited into lumen-ltd"
    assert taught.gazetteer.resolve("lumen-limited") == "lumen-limited"
    assert desk.fact("lumen-limited") is not None


def test_likely_ones_are_offered(taught: Library, desk: Desk) -> None:
    assert dict(desk.candidates("lumen-ltd")) == {"lumen-limited": "Lumen Limited", "lumen": "Lumen Group"}
    assert dict(desk.candidates("merle")) == {"paula-merle": "Paula Merle", "pmerle": "P. Merle"}
    assert dict(desk.candidates("paula-merle")) == {"merle": "Merle", "pmerle": "P. Merle"}
    assert desk.candidates("nightheron") == [("night-heron", "Night-Heron")]
    assert desk.candidates("harrow-vale") == []
    with pytest.raises(DecisionError, match="there is no actor, tool or place eur-1250"):
        desk.candidates("eur-1250")


NAMES = [
    ("Immigration and Customs Enforcement", "ICE", "public-body", True),
    ("International Labour Organization", "ILO", "public-body", True),
    ("International Labour Office of Peru", "ILO", "public-body", False),
    ("Clearview", "Clearview AI", "company", True),
    ("Clearview AI", "Vista AI", "company", False),
    ("Kash Patel", "Patel", "person", True),
    ("Kash Patel", "Anita Patel", "person", False),
    ("J. Ortega", "Julia Ortega", "person", True),
    ("Société Optivue", "Optivue", "company", True),
    ("Optivue", "Optivu", "company", True),
    ("Orsted Marine", "Ørsted Marine", "company", True),
    ("Ministry of Health", "Ministry of Defence", "public-body", False),
]


@pytest.mark.parametrize(("one", "other", "kind", "likely"), NAMES)
def test_which_names_are_alike(desk: Desk, one: str, other: str, kind: str, likely: bool) -> None:
    for first, second in ((one, other), (other, one)):
        desk.edit("council", {"name": first, "kind": kind}) if desk.fact("council") else None
        desk.edit("lumen-ltd", {"name": second, "kind": kind})
        offered = [ident for ident, _ in candidates(desk.sheet, "council", Gazetteer())]
        assert ("lumen-ltd" in offered) == likely


def test_judged_different_is_never_offered_again_until_taken_back(taught: Library, desk: Desk) -> None:
    before = taught.gazetteer_file.read_text()
    desk.differ("lumen-ltd", "lumen")
    assert [ident for ident, _ in desk.candidates("lumen-ltd")] == ["lumen-limited"]
    assert frozenset(("lumen-ltd", "lumen")) in taught.gazetteer.not_same_as
    with pytest.raises(DecisionError, match="that is on record already of lumen-ltd and lumen"):
        desk.differ("lumen-ltd", "lumen")
    desk.unjudge("lumen-ltd", "lumen")
    assert taught.gazetteer_file.read_text() == before
    assert "lumen" in dict(desk.candidates("lumen-ltd"))


def test_a_confirmed_name_is_known_from_then_on(library: Library, desk: Desk) -> None:
    assert library.gazetteer.entries == {}
    desk.accept("lumen-ltd", "nightheron", "harrow-vale")
    known = library.gazetteer.entries
    assert {ident: (one.type, one.name) for ident, one in known.items()} == {
        "lumen-ltd": ("actor", "Lumen Ltd"),
        "nightheron": ("tool", "NightHeron"),
        "harrow-vale": ("place", "Harrow Vale"),
    }
    desk.undo()
    assert not library.gazetteer_file.exists()
    assert library.gazetteer.entries == {}


def test_only_what_was_confirmed_is_taught(library: Library, desk: Desk) -> None:
    desk.accept("eur-1250")
    desk.reject("lumen-ltd")
    desk.edit("council", {"name": "Council of Harrow Vale"})
    assert [one.name for one in library.gazetteer.entries.values()] == ["Council of Harrow Vale"]


def test_two_that_nobody_has_confirmed_teach_nothing_by_becoming_one(library: Library, desk: Desk) -> None:
    desk.merge("lumen-limited", "lumen-ltd")
    assert library.gazetteer.entries == {}
    desk.accept("lumen-ltd")
    assert list(library.gazetteer.entries["lumen-ltd"].names()) == ["Lumen Ltd", "Lumen Limited"]


def test_undo_leaves_what_others_taught_the_register_since(taught: Library, desk: Desk) -> None:
    desk.accept("lumen-ltd")
    taught.gazetteer_file.write_text(taught.gazetteer_file.read_text() + "# an afterthought\n")
    assert desk.undo() == "accepted lumen-ltd; the register was changed since and keeps what it learnt"
    assert "lumen-ltd" in taught.gazetteer.entries
    assert desk.path.read_text() == draft_text()


def test_a_register_that_cannot_be_read_stops_the_decision_whole(library: Library, desk: Desk) -> None:
    library.gazetteer_file.write_text("actors: [\n")
    with pytest.raises(DecisionError, match="the register cannot be read"):
        desk.accept("lumen-ltd")
    assert desk.path.read_text() == draft_text()
    assert library.gazetteer_file.read_text() == "actors: [\n"
