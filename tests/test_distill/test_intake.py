"""Documents into a library: known ones recognised, changed ones distilled again, the same story noticed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from factsheets.distill.intake import AlreadyHere, Intake, distil, keep, place, take_in
from factsheets.library import ConflictError, Library, open_library
from factsheets.library_folder import LibraryError
from factsheets.model import FactSheet, Review, Status
from factsheets.serialise import to_yaml
from tests.benchmarks.distill_corpus import CORPUS
from tests.test_distill.drafts import draft_of, pending

WIRE = CORPUS.joinpath("en-wire-coastguard.txt").read_text(encoding="utf-8")
OTHER = CORPUS.joinpath("en-local-ferry.txt").read_text(encoding="utf-8")
GAZETTEER = """
actors:
- {id: commission, name: European Commission, kind: public-body}
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for folder in ("sheets", "seeds"):
        (tmp_path / "library" / folder).mkdir(parents=True)
    return open_library(tmp_path / "library")


def taken(library: Library, text: str, name: str = "wire.txt", **options: bool) -> Intake:
    found = take_in(library, text.encode(), Path(name), **options)
    assert isinstance(found, Intake)
    return found


def kept(library: Library, text: str, name: str = "wire.txt", **options: bool) -> FactSheet:
    path = keep(library, taken(library, text, name, **options))
    return sheet_at(library, path)


def sheet_at(library: Library, path: Path) -> FactSheet:
    sheet = library.read(path).sheet
    assert sheet is not None
    return sheet


def review(library: Library, sheet_id: str, to: Callable[[FactSheet], FactSheet]) -> FactSheet:
    """What a person does to a sheet, on disk."""
    path = library.sheets_dir / f"{sheet_id}.yaml"
    read, stamp = library.read_to_edit(path)
    assert read.sheet is not None
    library.save(to(read.sheet), path, stamp)
    return sheet_at(library, path)


def ended(sheet: FactSheet) -> FactSheet:
    """Everything accepted, and signed."""
    draft = replace(draft_of(sheet), pending=())
    return replace(
        sheet, status=Status.REVIEWED, draft=draft, review=Review(by="A. B.", at="2026-02-04", notes="Rang.")
    )


def test_the_same_bytes_are_recognised_under_any_name(empty: Library) -> None:
    kept(empty, WIRE)
    before = {path: path.read_bytes() for path in empty.root.rglob("*") if path.is_file()}
    for name in ("wire.txt", "copy of it.md"):
        found = take_in(empty, WIRE.encode(), Path(name))
        assert isinstance(found, AlreadyHere)
        assert str(found) == "already here, as wire.txt of the sheet wire"
    assert before == {path: path.read_bytes() for path in empty.root.rglob("*") if path.is_file()}


def test_a_changed_document_is_the_same_sheet_with_both_texts_kept(empty: Library) -> None:
    kept(empty, WIRE)
    intake = taken(empty, WIRE.replace("48-million", "49-million"))
    assert intake.difference is not None
    assert [one.words for one in intake.difference.added] == ["49-million-euro"]
    assert [one.words for one in intake.difference.gone] == ["48-million-euro"]
    keep(empty, intake)
    assert [path.name for path in empty.sheet_files()] == ["wire.yaml"]
    assert sorted(path.name for path in empty.seeds_dir.iterdir()) == ["wire-2.txt", "wire.txt"]
    assert (empty.seeds_dir / "wire.txt").read_text() == WIRE
    assert list(empty.problems()) == []


def test_a_reviewed_sheet_whose_document_changed_is_a_draft_again(empty: Library) -> None:
    kept(empty, WIRE)
    review(empty, "wire", ended)
    lead, rest = WIRE.split("\n\n", 1)
    intake = taken(empty, f"{lead}\n\n{rest.replace('. ', '. A spokesman, John Roe, saw 300 officers. ', 1)}")
    assert intake.difference is not None
    assert intake.difference.reopened
    sheet = sheet_at(empty, keep(empty, intake))
    assert sheet.status is Status.DRAFT
    assert sheet.review == Review(notes="Rang.")
    assert [one.printed for one in pending(sheet).values() if one.kind == "actor"] == ["John Roe"]
    assert [one.id for one in sheet.sources] == ["s1"]
    assert list(empty.problems()) == []


def test_another_document_of_the_same_name_is_another_sheet(empty: Library) -> None:
    first = kept(empty, WIRE, "report.txt")
    second = kept(empty, OTHER, "report.txt")
    assert (first.id, second.id) == ("report", "report-2")
    assert second.sources[0].file == "report-2.txt"
    changed = taken(empty, OTHER.replace("Skarra", "Skorra"), "report.txt")
    assert changed.sheet.id == "report-2"
    assert changed.difference is not None


def test_again_takes_a_rewritten_text_of_that_name_for_the_document(empty: Library) -> None:
    kept(empty, WIRE, "report.txt")
    assert taken(empty, OTHER, "report.txt", again=True).sheet.id == "report"


def test_again_on_known_bytes_reads_the_kept_text_by_what_is_known_today(empty: Library) -> None:
    kept(empty, WIRE)
    nothing = taken(empty, WIRE, again=True).difference
    assert nothing is not None
    assert (nothing.added, nothing.changed, nothing.gone) == ((), (), ())
    empty.gazetteer_file.write_text(GAZETTEER, encoding="utf-8")
    intake = taken(empty, WIRE, "copy.txt", again=True)
    assert intake.seeds == {}
    assert intake.difference is not None
    assert [one.id for one in intake.difference.added] == ["commission"]
    assert [one.id for one in intake.difference.gone] == ["european-commission"]


def test_a_known_name_has_the_id_that_the_register_gives_it(empty: Library) -> None:
    empty.gazetteer_file.write_text(GAZETTEER, encoding="utf-8")
    names = {one.id: one.name for one in taken(empty, WIRE).sheet.actors}
    assert names["commission"] == "European Commission"


def test_what_is_printed_about_a_document_is_in_its_source_and_a_person_may_correct_it(empty: Library) -> None:
    source = kept(empty, WIRE).sources[0]
    assert (source.agency, str(source.published)) == ("Reuters", "2026-02-03")

    def corrected(sheet: FactSheet) -> FactSheet:
        return replace(sheet, title="Radars", sources=(replace(sheet.sources[0], publisher="Le Phare", note="Print"),))

    review(empty, "wire", corrected)
    sheet = kept(empty, WIRE.replace("Greek", "Hellenic"))
    assert (sheet.title, sheet.sources[0].publisher, sheet.sources[0].note) == ("Radars", "Le Phare", "Print")
    assert sheet.sources[0].title.startswith("Hellenic coastguard")


def test_a_cut_that_a_person_moved_moves_along(empty: Library) -> None:
    kept(empty, WIRE)
    start = WIRE.index("\n", len(WIRE) // 2) + 1

    def moved(sheet: FactSheet) -> FactSheet:
        cut = draft_of(sheet).cut
        assert cut is not None
        return replace(sheet, draft=replace(draft_of(sheet), cut=replace(cut, start=start)))

    review(empty, "wire", moved)
    after = "A first line.\n\n" + WIRE
    cut = draft_of(taken(empty, after).sheet).cut
    assert cut is not None
    assert after[cut.start : cut.start + 20] == WIRE[start:].lstrip("\n")[:20]


def test_a_linked_document_stays_where_it_is(empty: Library, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text(WIRE, encoding="utf-8")
    found = take_in(empty, WIRE.encode(), path, link=True)
    assert isinstance(found, Intake)
    source = sheet_at(empty, keep(empty, found)).sources[0]
    assert source.link == str(path)
    assert [one.name for one in empty.seeds_dir.iterdir()] == [source.text]
    path.unlink()
    assert list(empty.problems()) == []


def test_pages_of_a_pdf_stand_in_the_evidence(empty: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "First page of the report.\n\fThe town of Calvi paid 3 million euros to Axis Ltd.\n\fThe end of it.\n"
    pages = {piece.page for fact in taken(empty, text).sheet.facts() for piece in fact.evidence}
    assert pages == {2}


def test_an_edit_made_meanwhile_is_not_written_over(empty: Library) -> None:
    kept(empty, WIRE)
    intake = taken(empty, WIRE.replace("48-million", "49-million"))
    review(empty, "wire", lambda sheet: replace(sheet, title="Another title"))
    with pytest.raises(ConflictError):
        keep(empty, intake)
    assert sorted(path.name for path in empty.seeds_dir.iterdir()) == ["wire.txt"]


def test_a_sheet_that_took_the_name_meanwhile_is_left_alone(empty: Library) -> None:
    intake = taken(empty, WIRE)
    (empty.sheets_dir / "wire.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        keep(empty, intake)
    assert (empty.sheets_dir / "wire.yaml").read_text(encoding="utf-8") == "mine"


def test_a_broken_sheet_of_that_name_is_told(empty: Library) -> None:
    kept(empty, WIRE)
    path = empty.sheets_dir / "wire.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nnonsense: yes\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"wire\.yaml has problems"):
        taken(empty, WIRE + "More.\n")


def test_a_seed_changed_in_place_is_followed_by_its_words(empty: Library) -> None:
    sheet = kept(empty, WIRE)
    review(empty, "wire", ended)
    after = "A new first line.\n\n" + WIRE
    (empty.seeds_dir / "wire.txt").write_text(after, encoding="utf-8")
    result = kept(empty, after)
    once = [fact for fact in sheet.facts() if WIRE.count(fact.evidence[0].exact) == 1]
    for fact in once:
        piece = next(one for one in result.facts() if one.id == fact.id).evidence[0]
        assert after[piece.start : piece.end] == fact.evidence[0].exact


def test_the_same_story_elsewhere_is_a_suggestion_and_nothing_more(empty: Library) -> None:
    kept(empty, WIRE)
    story = "The Evening Herald\n\nRadars for the islands\n\n" + "\n".join(WIRE.split("\n")[4:-3])
    intake = taken(empty, story, "herald.txt")
    assert intake.syndicated is not None
    assert (intake.syndicated.sheet, intake.syndicated.source) == ("wire", "s1")
    sheet = sheet_at(empty, keep(empty, intake))
    assert sheet.sources[0].syndicated_from == ""
    offered = [one for one in pending(sheet).values() if one.kind == "syndication"]
    assert [one.reads for one in offered] == ["wire#s1"]
    assert taken(empty, OTHER, "ferry.txt").syndicated is None


def test_a_rejected_suggestion_is_not_made_again_and_an_accepted_one_stays(empty: Library) -> None:
    kept(empty, WIRE)
    story = "The Evening Herald\n\n" + WIRE
    first = kept(empty, story, "herald.txt")
    offered = next(one for one in pending(first).values() if one.kind == "syndication")

    def refused(sheet: FactSheet) -> FactSheet:
        left = tuple(one for one in draft_of(sheet).pending if one.kind != "syndication")
        return replace(sheet, draft=replace(draft_of(sheet), pending=left, rejected=(offered,)))

    review(empty, "herald", refused)
    again = kept(empty, story + "One line more.\n", "herald.txt")
    assert "syndication" not in {one.kind for one in pending(again).values()}

    origin = replace(again.sources[0], syndicated_from="wire#s1")
    review(empty, "herald", lambda sheet: replace(sheet, sources=(origin,)))
    last = kept(empty, story + "Two lines more.\n", "herald.txt")
    assert last.sources[0].syndicated_from == "wire#s1"
    assert "syndication" not in {one.kind for one in pending(last).values()}


def test_a_document_distilled_elsewhere_is_placed_where_it_belongs(empty: Library) -> None:
    """Children distil, one process places and keeps: what the first of two equal ones left is found by the second."""
    found = [distil(WIRE.encode(), Path(name), empty.gazetteer) for name in ("a.txt", "b.txt")]
    placed = place(empty, WIRE.encode(), Path("a.txt"), found[0])
    assert isinstance(placed, Intake)
    keep(empty, placed)
    assert isinstance(place(empty, WIRE.encode(), Path("b.txt"), found[1]), AlreadyHere)


def test_one_unreadable_cache_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for folder in ("sheets", "seeds"):
        (tmp_path / "library" / folder).mkdir(parents=True)
    library = open_library(tmp_path / "library")
    kept(library, WIRE)
    assert isinstance(take_in(open_library(tmp_path / "library"), WIRE.encode(), Path("x.txt")), AlreadyHere)


def test_the_written_draft_reads_back_as_it_was_shown(empty: Library) -> None:
    intake = taken(empty, WIRE)
    path = keep(empty, intake)
    assert path.read_text(encoding="utf-8") == intake.yaml() == to_yaml(sheet_at(empty, path))
