"""What a person does with a draft, key by key."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key

from factsheets.model import Draft, Status
from tests.test_tui.conftest import Desk, Open
from tests.test_tui.fake_reviews import TEXT, FakeDesk, FakeReviews, draft
from tests.test_tui.fakes import fake_backend
from tui import state
from tui.keymap import DEFAULT
from tui.keys import BY_ID, Place
from tui.ports import Backend, Listing, Row

UNDECIDED = ["acme-corp", "eur-3m", "bolt", "bolt-limited", "eur-7k"]


def backend(reviews: FakeReviews | None = None) -> Backend:
    return replace(fake_backend(), reviews=reviews or FakeReviews())


def line_with(desk: Desk, words: str) -> str:
    return next(line for line in desk.lines if words in line)


async def test_a_draft_opens_at_its_first_finding_marked_in_the_text(browse: Open) -> None:
    async with browse(backend()) as desk:
        await desk.press("r")
        assert desk.at(Place.REVIEW)
        assert desk.lines[0].endswith("0 of 5")
        assert line_with(desk, "paid").startswith(">[Acme Corp]paid‹3 million euros›to‹Bolt Ltd›for 40")
        assert line_with(desk, "will receive").startswith("?‹Bolt Limited›will")
        assert line_with(desk, "Menu").startswith(": "), "outside the article"
        assert "actor · Acme Corp" in desk.text
        assert "rule actor.rule · confidence 0.9" in desk.text


async def test_accept_reject_and_undo_go_on_and_come_back(browse: Open) -> None:
    reviews = FakeReviews()
    made = reviews.desks["surveillance"]
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "a", "x")
        assert made.calls == [("accept", "acme-corp"), ("reject", "eur-3m")]
        assert line_with(desk, "paid").startswith(">✓Acme Corp paid✗3")
        assert "[Bolt Ltd]" in desk.text
        assert desk.lines[0].endswith("2 of 5")
        await desk.press("u")
        assert "Undone: reject eur-3m" in desk.status
        assert "[3 million euros]" in desk.text
        await desk.press("n", "N", "k")
        assert desk.screen.review.room.ident == "eur-7k", "round the start to the last undecided one"


async def test_keys_typed_ahead_decide_in_order_and_never_in_another_draft(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        for key in "raxaaaaaaa":
            desk.screen.post_message(Key(key, key))
        await desk.until(lambda: "D finishes" in desk.text)
        await asyncio.sleep(0.1)
        decided = [call[1] for call in reviews.desks["surveillance"].calls]
        assert decided == UNDECIDED
        assert not reviews.desks["smugglers"].calls
        await desk.press("D")
        assert reviews.desks["surveillance"].sheet.status is Status.REVIEWED
        assert "Reviewed by ann" in desk.status
        await desk.press("n")
        assert desk.lines[0].startswith("Smugglers at work")


async def test_finishing_waits_for_the_last_decision(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "D")
        assert "5 findings are undecided still" in desk.status
        assert reviews.desks["surveillance"].sheet.status is Status.DRAFT


async def test_a_field_is_chosen_and_its_value_completed(browse: Open) -> None:
    reviews = FakeReviews()
    made = reviews.desks["surveillance"]
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "n", "e", *"kind", "enter")
        assert "kind: payment" in desk.text
        assert "[3 million euros]" in desk.text, "the passage stays in sight"
        await desk.press("ctrl+u", *"con", "enter")
        assert made.calls == [("edit", "eur-3m", "kind", "contract")]
        assert desk.at(Place.REVIEW)
        assert "contract · reported" in desk.text


async def test_a_value_that_is_refused_can_be_corrected(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "n", "e", "enter", "x", "enter")
        assert "`3000000x` is no number" in desk.status
        await desk.press("backspace", "backspace", "enter")
        assert reviews.desks["surveillance"].calls == [("edit", "eur-3m", "value", "300000")]


async def test_a_half_typed_value_survives_a_kill_and_is_offered_again(browse: Open, state_home: Path) -> None:
    reviews = FakeReviews()
    file = state.state_file("/library", {"XDG_STATE_HOME": str(state_home)})
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "n", "e", "enter", "5")
        await desk.until(lambda: bool((state.load(file) or state.History()).typed))
        kept = file.read_text("ascii")
    file.write_text(kept, "ascii")
    async with browse(backend(FakeReviews())) as desk:
        assert "half typed" in desk.status
        await desk.press("ctrl+o")
        assert "value: 30000005" in desk.text
        assert "[3 million euros]" in desk.text
        await desk.press("escape", "q")
    kept_after = state.load(file)
    assert kept_after is not None
    assert kept_after.typed is None, "left by Esc, it is forgotten"
    assert kept_after.here.ref == "review/surveillance/eur-3m"


async def test_a_missed_figure_takes_four_keystrokes(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "s")
        assert desk.at(Place.SPAN)
        assert "[40 cameras]" in desk.text
        await desk.press("tab", "tab", "q")
        assert reviews.desks["surveillance"].calls == [("add", "quantity", "Ann Wood")]
        await desk.press("u", "s", "n", "q")
        assert reviews.desks["surveillance"].calls == [("add", "quantity", "12 vans")]
        assert desk.at(Place.REVIEW)
        assert "[12 vans]" in desk.text
        await desk.press("s")
        assert "[Acme" not in desk.text, "it is known already"


async def test_a_passage_is_shaped_by_words_and_letters(browse: Open) -> None:
    async with browse(backend()) as desk:
        await desk.press("r", "s")
        for keys, shown in [
            ("L", "[40 cameras in]"),
            ("H", "[40 cameras]"),
            ("H", "[40]"),
            ("l", "[cameras]"),
            ("[", "camera]s"),
            ("o", "camera]s"),
            ("L", "[40 camera]s"),
            (".", "[Acme Corp›paid"),
            ("h", "[search]"),
        ]:
            await desk.press(keys.replace("[", "left_square_bracket").replace(".", "full_stop"))
            assert shown in desk.text, keys
        await desk.press("escape")
        assert "[Acme Corp]" in desk.text


async def test_what_a_passage_does_not_say_is_asked_for(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "s", "m")
        assert "currency:" in desk.text
        assert "names no currency" in desk.status
        await desk.press(*"zm", "enter")
        assert reviews.desks["surveillance"].calls == [("add", "money", "40 cameras", "ZMW")]
        assert desk.at(Place.REVIEW)


async def test_what_cannot_be_read_is_said_and_the_passage_stays(browse: Open) -> None:
    async with browse(backend()) as desk:
        await desk.press("r", "s", "d")
        assert "no date can be read in `40 cameras`" in desk.status
        assert desk.at(Place.SPAN)
        assert "[40 cameras]" in desk.text


async def test_two_actors_become_one_or_are_kept_apart(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "m")
        assert "nothing that it could be the same as" in desk.status
        await desk.press("n", "n", "n", "M", "enter", "u")
        assert desk.screen.review.room.ident == "bolt-limited"
        await desk.press("m", "enter")
        assert reviews.desks["surveillance"].calls == [("merge", "bolt-limited", "bolt")]
        assert "[7 thousand euros]" in desk.text


async def test_the_cut_moves_by_paragraph(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("r", "c", "k")
        assert line_with(desk, "Menu").startswith(">[Menu")
        await desk.press("tab", "j")
        assert line_with(desk, "Read also").startswith(">[Read")
        await desk.press("enter")
        assert reviews.desks["surveillance"].calls == [("cut", "0", str(len(TEXT.rstrip())))]
        await desk.press("u", "c", "j", "escape")
        assert line_with(desk, "Menu").startswith(": ")
        assert not line_with(desk, "paid").startswith(":")
        assert reviews.desks["surveillance"].calls == []


async def test_someone_elses_edit_is_read_and_said(browse: Open) -> None:
    reviews = FakeReviews()
    made = reviews.desks["surveillance"]
    async with browse(backend(reviews)) as desk:
        await desk.press("r")
        made.edited_by_others = replace(made.sheet, title="Another title")
        await desk.press("a")
        assert "changed by someone else meanwhile" in desk.status
        assert made.calls == [("accept", "acme-corp")]
        assert desk.lines[0].startswith("Another title")
        other = replace(made.sheet, draft=Draft(pending=made.pending[1:]), figures=made.sheet.figures[1:])
        made.edited_by_others = other
        await desk.press("a")
        assert "changed this finding meanwhile" in desk.status
        assert made.calls == [("accept", "acme-corp")], "nothing is decided about what was not seen"
        assert desk.at(Place.REVIEW)


async def test_why_and_help_say_what_works_here(browse: Open) -> None:
    async with browse(backend(), size=(100, 60)) as desk:
        await desk.press("r", "w")
        assert "Rule of acme-corp: a sum with its currency" in desk.text
        await desk.press("question_mark")
        assert BY_ID["accept-finding"].help in desk.text
        assert BY_ID["as-money"].help not in desk.text
        assert BY_ID["finish-review"].help not in desk.text, "something is undecided"
        await desk.press("escape", "s", "question_mark")
        assert BY_ID["as-money"].help in desk.text


async def test_the_queue_is_ordered_walked_and_left(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews)) as desk:
        await desk.press("R")
        await desk.until(lambda: "10 undecided in 2 drafts" in desk.lines[0])
        assert desk.lines[1].startswith("> draft     Technology in the fight")
        assert desk.lines[1].endswith("5 undecided")
        await desk.press("s", "s")
        assert "by kind" in desk.lines[0]
        await desk.press("enter", "a", "a", "a", "a")
        assert [len(one.calls) for one in reviews.desks.values()] == [3, 1], "kind by kind, from draft to draft"
        assert desk.lines[0].startswith("Smugglers at work")
        assert desk.lines[0].endswith("5 of 10 in the queue")
        await desk.press("u")
        assert [len(one.calls) for one in reviews.desks.values()] == [3, 0]
        await desk.press("u")
        assert desk.lines[0].startswith("Technology in the fight"), "undo goes back to the draft it was made in"
        await desk.press("escape")
        assert desk.at(Place.QUEUE)


async def test_bulk_asks_for_a_look_at_the_sample_first(browse: Open) -> None:
    reviews = FakeReviews()
    async with browse(backend(reviews), size=(80, 8)) as desk:
        await desk.press("R")
        await desk.until(lambda: "10 undecided" in desk.lines[0])
        await desk.press("B", *"rule", "space", *"money", "enter")
        assert desk.at(Place.SAMPLE)
        await desk.press("y")
        assert "Look at the whole sample first" in desk.status
        assert not reviews.bulk
        await desk.press("G", "y")
        [(batch, looked_at)] = reviews.bulk
        assert (batch.kind, batch.rule, len(batch.members), looked_at) == ("money", "money.rule", 4, 4)
        await desk.until(lambda: "6 undecided" in desk.lines[0])
        assert desk.at(Place.QUEUE)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (130, 30), (12, 4), (1, 1)])
async def test_a_review_fits_every_terminal(browse: Open, size: tuple[int, int]) -> None:
    async with browse(backend(), size=size) as desk:
        for keys in (["r"], ["e"], ["enter"], ["escape", "s"], ["escape", "c"], ["escape", "R"]):
            await desk.press(*keys)
            await desk.pilot.pause()
            strips = desk.strips()
            assert len(strips) == size[1]
            assert {strip.cell_length for strip in strips} == {size[0]}


async def test_the_finding_stands_beside_its_source_where_there_is_room(browse: Open) -> None:
    async with browse(backend(), size=(130, 30)) as desk:
        await desk.press("r")
        assert "│  actor · Acme Corp" in desk.text


def test_the_most_wanted_keys_of_a_review_fit_in_eighty_columns() -> None:
    hints = DEFAULT.hints(Place.REVIEW, set(BY_ID) - {"finish-review"})
    line = "  ".join(f"{key} {word}" for key, word in hints[:9])
    assert len(line) <= 80
    assert {"accept", "reject", "edit", "next", "undo", "why", "add"} <= {word for _, word in hints[:9]}


async def test_a_step_draws_only_lines_that_changed(browse: Open) -> None:
    """A megabyte of source: what one step paints again is what the two passages and the finding stand on."""
    filler = "and so it went on and on, with nothing to be found in it. " * 20 + "\n\n"
    text = TEXT + filler * 900
    reviews = FakeReviews({"surveillance": FakeDesk(draft("surveillance"), text=text)})
    async with browse(backend(reviews)) as desk:
        assert len(text) > 1_000_000
        await desk.press("r")
        source = desk.screen.panes.source
        drawn: list[int] = []
        parts = source.parts

        def watched(number: int) -> object:
            drawn.append(number)
            return parts(number)

        source.parts = watched  # type: ignore[method-assign, assignment]
        await desk.press("n")
        assert 0 < len(set(drawn)) <= 2


async def test_a_reviewed_sheet_and_a_library_without_reviews_say_so(browse: Open) -> None:
    reviews = FakeReviews()
    made = reviews.desks["surveillance"]
    made.sheet = replace(made.sheet, status=Status.REVIEWED)
    async with browse(backend(reviews)) as desk:
        await desk.press("r")
        assert "is reviewed already" in desk.status
        assert desk.at(Place.LIST)
    async with browse() as desk:
        await desk.press("r")
        assert "Nothing can be reviewed here" in desk.status


async def test_review_is_offered_where_there_is_a_draft_only(browse: Open) -> None:
    sheets = [Row("sheet/surveillance", "One draft", draft=True), Row("sheet/smugglers", "One reviewed")]
    async with browse(replace(backend(), sheets=Listing(sheets)), size=(200, 24)) as desk:
        assert "review" in desk.screen.working()
        await desk.press("down")
        assert "review" not in desk.screen.working()
