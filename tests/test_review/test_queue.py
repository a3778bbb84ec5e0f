"""What waits in all drafts: read from the tails of the files, and the same as reading them whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.library import Library
from factsheets.model import Draft, FactSheet, Finding, Status
from factsheets.review import decisions, tails
from factsheets.review.desk import Desk
from factsheets.review.queue import Queue, ordered, waiting
from factsheets.serialise import to_yaml
from tests.test_review.drafts import ARTICLE, corpus_drafts, draft_text, empty_library, put


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = empty_library(tmp_path_factory.mktemp("corpus"))
    for name, text, draft in corpus_drafts():
        put(library, name, text, draft)
    return library


def test_every_draft_of_the_corpus_waits_as_its_sheet_says(corpus: Library) -> None:
    found = list(waiting(corpus))
    for path in corpus.sheet_files():
        sheet = corpus.read(path).sheet
        assert sheet is not None
        mine = [one for one in found if one.path == path]
        assert tuple(one.finding for one in mine) == decisions.pending(sheet)
        assert {(one.sheet, one.title) for one in mine} == {(sheet.id, sheet.title)}
        assert [one.is_fact for one in mine] == [sheet.fact(one.finding.id) is not None for one in mine]


def test_the_programs_own_files_are_read_the_fast_way(corpus: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly: list[str] = []
    monkeypatch.setattr(tails, "_slowly", slowly.append)
    assert len(list(waiting(corpus))) > 1000
    assert slowly == []


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    str.strip
)
FINDINGS = st.builds(
    Finding,
    id=st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True),
    kind=st.sampled_from(["money", "actor", "relation"]),
    source=st.just("s1"),
    start=st.integers(0, 99999),
    end=st.integers(0, 99999),
    printed=TEXTS,
    reads=st.just("") | TEXTS,
    rule=TEXTS,
    confidence=st.sampled_from(["", "0.95", "1"]),
)


@given(st.lists(FINDINGS, max_size=5))
def test_whatever_a_finding_says_both_ways_of_reading_agree(found: list[Finding]) -> None:
    sheet = FactSheet(format=1, id="x", title="x", lang="en", status=Status.DRAFT, draft=Draft(pending=tuple(found)))
    part = tails.top_level(to_yaml(sheet).encode()).get("draft", b"draft: {}\n")
    assert tails.findings_in(part) == tuple(found)


HAND = [
    ("a comment", lambda text: text.replace("  pending:\n", "  pending:  # to do\n")),
    ("another order", lambda text: text.replace("kind: place, source: s1", "source: s1, kind: place")),
    ("double quotes", lambda text: text.replace("reads: Harrow Vale", 'reads: "Harrow Vale"')),
    ("CRLF", lambda text: text.replace("\n", "\r\n")),
    ("no end of line", lambda text: text.rstrip("\n")),
    ("the draft first", lambda text: text[text.index("draft:\n") :] + text[: text.index("draft:\n")]),
    ("a quoted title", lambda text: text.replace("Harrow Vale buys cameras\nlang", "'Harrow Vale buys cameras'\nlang")),
]  # fmt: skip


@pytest.mark.parametrize(("how", "change"), HAND, ids=[how for how, _ in HAND])
def test_what_a_person_edited_is_read_as_well(tmp_path: Path, how: str, change: object) -> None:
    assert callable(change)
    library = empty_library(tmp_path)
    text = change(draft_text())
    put(library, "harrow", ARTICLE, "")
    (library.sheets_dir / "harrow.yaml").write_bytes(text.encode())
    found = list(waiting(library))
    assert [one.finding.id for one in found][:3] == ["harrow-vale", "council", "pays"]
    assert len(found) == 13
    assert {(one.sheet, one.title) for one in found} == {("harrow", "Harrow Vale buys cameras")}


def test_what_is_no_draft_or_cannot_be_read_has_nothing_waiting(tmp_path: Path) -> None:
    library = empty_library(tmp_path)
    put(library, "a", ARTICLE, draft_text().replace("status: draft", "status: reviewed"))
    put(library, "b", ARTICLE, "format: 1\nid: b\ntitle: B\nlang: en\nstatus: draft\n")
    put(library, "c", ARTICLE, draft_text().replace("rule: collective", "rule: [x"))
    put(library, "d", ARTICLE, "\x00")
    (library.sheets_dir / "e.yaml").symlink_to("/etc/hostname")
    (library.sheets_dir / "f.yaml").mkdir()
    assert list(waiting(library)) == []


def test_only_what_changed_is_read_again(library: Library, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = Queue(library)
    assert len(list(queue.waiting())) == 13
    Desk(library, path).accept("council", "lumen-ltd")
    assert len(list(queue.waiting())) == 11
    monkeypatch.setattr("factsheets.review.queue.read_waiting", lambda *_: pytest.fail("read again"))
    assert len(list(queue.waiting())) == 11
    path.unlink()
    assert list(queue.waiting()) == []


def test_the_orders(library: Library) -> None:
    found = list(waiting(library))
    assert [one.finding.id for one in ordered(found, "sheet")] == [one.finding.id for one in found]
    sure = [float(one.finding.confidence) for one in ordered(found, "confidence")]
    assert sure == sorted(sure, reverse=True)
    kinds = [one.finding.kind for one in ordered(found, "kind")]
    assert [kind for place, kind in enumerate(kinds) if kind not in kinds[:place]] == [
        "money", "quantity", "date", "actor", "tool", "place", "statement", "relation",
    ]  # fmt: skip
    actors = [(one.actor, one.finding.id) for one in ordered(found, "actor")]
    assert actors[:3] == [
        ("council of Harrow Vale", "council"),
        ("council of Harrow Vale", "pays"),
        ("Harrow Vale", "harrow-vale"),
    ]
    assert [name for name, _ in actors[8:]] == [""] * 5


def test_progress_is_told(corpus: Library) -> None:
    told: list[tuple[int, int]] = []
    list(waiting(corpus, lambda done, total: told.append((done, total))))
    assert told[-1] == (len(told), len(told)) == (36, 36)
