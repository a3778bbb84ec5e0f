"""`review`: the queue, the findings of a draft and every decision, for those who work without a screen."""

from pathlib import Path

import pytest

from factsheets.library import open_library
from tests.test_command.running import Ran, Run
from tests.test_review.drafts import ARTICLE, DIGEST, draft_text, empty_library, place, put

KEYS = {
    "sheet", "id", "state", "kind", "source", "start", "end", "printed", "reads", "rule", "confidence", "line",
    "passage", "may_be_same_as", "fact",
}  # fmt: skip


class Review:
    """`factfile review` on one library."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.path = folder / "sheets" / "harrow.yaml"

    def __call__(self, *arguments: str) -> Ran:
        return self.run("review", *arguments, "--library", str(self.folder))


@pytest.fixture
def review(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    monkeypatch.delenv("FACTFILE_REVIEWER", raising=False)
    library = empty_library(tmp_path / "library")
    put(library, "harrow", ARTICLE, draft_text())
    return Review(run, tmp_path / "library")


def test_the_queue_tells_what_waits(review: Review) -> None:
    assert review().out.splitlines()[0] == "13 findings to decide in 1 draft"
    rows = review("--jsonl", "--order", "confidence").rows
    assert [rows[0][key] for key in ("sheet", "id", "confidence")] == ["harrow", "date-2026-03", "0.98"]
    assert [one["id"] for one in review("--jsonl", "--kind", "money").rows] == ["eur-1250", "money-3-5-million"]
    assert [one["id"] for one in review("--jsonl", "--at-least", "0.97").rows] == ["eur-1250", "date-2026-03"]
    assert len(review("--json", "--order", "kind", "--limit", "2").json["findings"]) == 2


def test_nothing_waiting_is_exit_1(review: Review) -> None:
    review("harrow", "--reject", "money-3-5-million")
    ids = [one["id"] for one in review("harrow", "--jsonl").rows]
    assert review("harrow", "--accept", *ids).code == 0
    assert (review().code, review("harrow").code, review("--bulk", "--kind", "actor").code) == (1, 1, 1)


def test_a_finding_is_a_line_of_json_with_all_it_takes_to_decide(review: Review) -> None:
    rows = review("harrow", "--list", "--jsonl").rows
    assert all(set(one) == KEYS for one in rows)
    money = next(one for one in rows if one["id"] == "eur-1250")
    assert ARTICLE[money["start"] : money["end"]] == money["printed"] == "1,250 euros"
    assert money["passage"].startswith("The council of Harrow Vale paid [1,250 euros] to Lumen Ltd")
    assert money["line"].startswith("€1,250 · council of Harrow Vale -> Lumen Ltd · other · reported")
    assert (money["fact"]["value"], money["fact"]["checked"], money["state"]) == ("1250", None, "pending")
    lumen = next(one for one in rows if one["id"] == "lumen-ltd")
    assert lumen["may_be_same_as"] == [{"id": "lumen-limited", "name": "Lumen Limited"}]


def test_what_was_decided_is_listed_too_when_asked(review: Review) -> None:
    review("harrow", "--accept", "council", "--reject", "merle")
    states = {one["id"]: one["state"] for one in review("harrow", "--all", "--jsonl").rows}
    assert (states["council"], states["merle"], states["eur-1250"]) == ("accepted", "rejected", "pending")
    assert len(review("harrow", "--jsonl").rows) == 11


def test_accepting_and_rejecting_is_one_write(review: Review) -> None:
    done = review("harrow", "--json", "--accept", "council", "lumen-ltd", "--reject", "merle").json
    assert done["done"] == "accepted council, lumen-ltd, rejected merle"
    assert (done["decided"], done["total"], done["pending"]) == (3, 13, 10)
    before = review.path.read_bytes()
    assert review("harrow", "--accept", "paula-merle", "--reject", "nobody").code == 1
    assert review.path.read_bytes() == before
    assert review("harrow", "--undo").out == (
        "undid: accepted council, lumen-ltd, rejected merle; 0 of 13 decided, 13 findings\n  to go\n"
    )
    assert review.path.read_text() == draft_text()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nobody", "--list"), 1, "nothing here is called nobody"),
        (("harrow", "--accept", "eur-125"), 1, "did you mean `eur-1250`?"),
        (("harrow", "--why", "eur-125"), 1, "did you mean `eur-1250`?"),
        (("harrow", "--edit", "eur-1250", "value=7"), 3, "`1,250 euros` reads as 1250, not as the value given"),
        (("harrow", "--edit", "eur-1250", "kind"), 2, "kind is no KEY=VALUE"),
        (("harrow", "--edit", "eur-1250"), 2, "say what to change"),
        (("harrow", "--add", "cameras", "tool"), 3, "`cameras` stands in s1 more than once; say which: "),
        (("harrow", "--add", "zebras", "tool"), 3, "`zebras` does not stand in s1"),
        (("harrow", "--add", "12 lamps"), 2, "--add takes START:END or the words"),
        (("harrow", "--cut", "here"), 2, "--cut takes START:END"),
        (("harrow", "--cut", "5:2"), 3, "5:2 is no span"),
        (("harrow", "--undo"), 3, "there is nothing to undo"),
        (("harrow", "--finish"), 3, "13 findings are still undecided"),
        (("harrow", "--undo", "--finish"), 2, "one thing at a time"),
        (("--accept", "merle"), 2, "--accept needs the sheet"),
        (("--bulk",), 2, "--bulk needs --kind, --rule or --at-least"),
        (("--at-least", "2"), 2, "2 is not a number from 0 to 1"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    review: Review, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = review(*arguments)
    assert ran.code == code
    assert said in ran.err
    assert review.path.read_text() == draft_text()


def test_words_or_offsets_name_a_span(review: Review) -> None:
    assert review("harrow", "--add", "12 lamps", "quantity").out.startswith("added lamps-12; ")
    start, end = place("97 cameras")
    assert review("harrow", "--add", f"{start}:{end}", "quantity", "--source", "s1").out.startswith(
        "added cameras-97; "
    )
    assert review("harrow", "--add", "3.5 million", "money", "currency=EUR", "kind=contract").code == 0
    figures = {
        one["fact"]: one for one in review.run("figures", "--json", "--library", str(review.folder)).json["figures"]
    }
    assert figures["money-3-5-million"]["kind"] == "contract"
    assert figures["cameras-97"]["checked"] == "person"


def test_merging_and_judging(review: Review) -> None:
    assert review("harrow", "--different", "merle", "paula-merle").code == 0
    assert review("harrow", "--different", "merle", "paula-merle").code == 3
    assert not [one for one in review("harrow", "--jsonl").rows if one["id"] == "merle" and one["may_be_same_as"]]
    assert review("harrow", "--undo-judgement", "merle", "paula-merle").code == 0
    assert review("harrow", "--merge", "merle", "paula-merle").code == 0
    assert "merle" not in {one["id"] for one in review("harrow", "--all", "--jsonl").rows}


def test_the_cut_can_be_moved(review: Review) -> None:
    start, end = place(ARTICLE[26 : ARTICLE.index("“")])
    assert review("harrow", "--cut", f"{start}:{end}").code == 0
    shown = review("harrow", "--json").json
    assert shown["cut"]["start"] == start
    assert {one["id"] for one in shown["findings"]} >= {"eur-1250", "lumen-ltd"}
    assert "paula-merle" not in {one["id"] for one in shown["findings"]}


def test_a_decision_can_be_opened_again(review: Review) -> None:
    review("harrow", "--accept", "eur-1250", "--reject", "paula-merle")
    for ident in ("eur-1250", "paula-merle"):
        assert review("harrow", "--reopen", ident).code == 0
    assert {"eur-1250", "paula-merle"} <= {one["id"] for one in review("harrow", "--jsonl").rows}
    assert review("harrow", "--reopen", "eur-1250").code == 3


def test_a_review_is_finished_and_signed(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    review("harrow", "--reject", "money-3-5-million")
    review("harrow", "--accept", *(one["id"] for one in review("harrow", "--jsonl").rows))
    monkeypatch.setenv("FACTFILE_REVIEWER", "Bo Second")
    assert "reviewed by Bo Second on " in review("harrow", "--finish", "--notes", "all seen").out
    assert review.run("check", "--library", str(review.folder)).code == 0
    assert review("harrow", "--accept", "council").code == 3
    review("harrow", "--reopen")
    assert "reviewed by Ann on " in review("harrow", "--finish", "--by", "Ann").out
    sheet = open_library(review.folder).read(review.path).sheet
    assert sheet is not None
    assert sheet.review is not None
    assert (sheet.review.by, sheet.review.notes) == ("Ann", "all seen")


def test_bulk_shows_a_sample_before_it_writes(review: Review) -> None:
    actors = ("--bulk", "--kind", "actor", "--at-least", "0.9")
    assert review(*actors, "--yes").code == 2
    shown = review(*actors)
    assert shown.out.startswith("4 findings in 1 draft: actor, at least 0.9 sure\n")
    assert shown.out.count(" to look at, harrow: ") == 4
    assert review.path.read_text() == draft_text()
    assert review("--bulk", "--kind", "actor", "--yes").code == 2
    assert review(*actors, "--yes").out == "accepted 4 findings in 1 draft, in bulk\n"
    bulk = "accepted in bulk, not looked at one by one"
    for command in (("show", "harrow"), ("show", "harrow#council"), ("print", "harrow"), ("links", "council")):
        out = " ".join(review.run(*command, "--library", str(review.folder)).out.split())
        assert bulk in out, command
    answers = review.run("ask", "--json", "Lumen Limited", "--library", str(review.folder)).json["answers"]
    assert {one["fact"]: one["checked"] for one in answers}["lumen-limited"] == "bulk"
    assert review("harrow", "--undo").code == 0
    assert review.path.read_text() == draft_text()


def test_a_read_only_library_is_read_and_not_written(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factsheets.library.Library.writable", False)
    assert review("harrow").code == 0
    refused = review("harrow", "--accept", "council")
    assert (refused.code, "read-only" in refused.err) == (4, True)


def test_a_screen_reader_gets_plain_words(review: Review) -> None:
    for command in ((), ("harrow",), ("harrow", "--why", "eur-1250"), ("--bulk", "--kind", "money")):
        out = review(*command, "--plain").out
        assert out.isascii()
        assert "->" not in out
        assert all(len(line) <= 80 for line in out.splitlines())


def test_hostile_words_reach_no_terminal(review: Review, tmp_path: Path) -> None:
    text = ARTICLE.replace("Lumen Ltd", "Lum\x1b[2J\u202en Ltd")
    library = open_library(review.folder)
    draft = draft_text().replace("name: Lumen Ltd", 'name: "Lum\\e[2J\\u202en Ltd"').replace(DIGEST, "0" * 64)
    put(library, "harrow", text, draft)
    for command in (
        (),
        ("harrow",),
        ("harrow", "--why", "lumen-ltd"),
        ("--bulk", "--kind", "actor"),
        ("harrow", "--json"),
    ):
        out = review(*command).out
        assert "\x1b" not in out
        assert "\u202e" not in out
