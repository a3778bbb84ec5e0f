"""Searches with a name: what is written stays readable, what is broken is told with its place."""

from pathlib import Path

import pytest

from factsheets import searches_file
from factsheets.library import Library, open_library
from factsheets.saved_searches import FILE, SavedSearchError, SavedSearches, saved_searches
from factsheets.searches_file import remove_search, save_search


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "sheets").mkdir()
    return open_library(tmp_path)


def written(library: Library, text: str) -> Path:
    path = library.root / FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_a_library_without_a_file_has_no_searches_and_no_problem(library: Library) -> None:
    assert saved_searches(library) == SavedSearches()


def test_what_is_saved_is_read_in_its_order(library: Library) -> None:
    save_search(library, "big-contracts", "kind:contract  amount:>1M")
    save_search(library, "annees", 'date:2025 "État d\'urgence"')
    assert saved_searches(library).queries == {
        "big-contracts": "kind:contract amount:>1M",
        "annees": 'date:2025 "État d\'urgence"',
    }
    text = (library.root / FILE).read_text(encoding="utf-8")
    assert text.startswith("# Saved searches")
    assert "format: 1\n" in text


def test_saving_keeps_comments_and_removing_takes_one_line(library: Library) -> None:
    path = written(
        library, 'format: 1\nsearches:\n  # who pays\n  payers: "kind:contract ICE"\n  old: Palantir # soon gone\n'
    )
    save_search(library, "new", "-draft OR x")
    assert "# who pays" in path.read_text(encoding="utf-8")
    assert remove_search(library, "old")
    assert not remove_search(library, "old")
    assert saved_searches(library).queries == {"payers": "kind:contract ICE", "new": "-draft OR x"}
    assert "# who pays" in path.read_text(encoding="utf-8")


def test_removing_the_last_one_leaves_a_file_to_save_into(library: Library) -> None:
    save_search(library, "one", "x")
    assert remove_search(library, "one")
    save_search(library, "two", "y")
    assert saved_searches(library).queries == {"two": "y"}


def test_a_query_comes_back_as_it_was_saved(library: Library) -> None:
    for number, query in enumerate(["no", "2025", "- x", "a: b", '"', "'", "# x", "null", "[a", "é\u0301", "x" * 256]):
        save_search(library, f"q{number}", query)
        assert saved_searches(library).queries[f"q{number}"] == query
        assert saved_searches(library).problems == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a\n", "searches.yaml:1:1: expected `format: 1` and `searches:`"),
        ("serches: {}\n", "searches.yaml:1:1: unknown key `serches`; did you mean `searches`?"),
        ("searches:\n  Bad Name: x\n", "searches.yaml:2:3: a name is small letters, digits and hyphens"),
        ("searches:\n  a: [x]\n", "searches.yaml:2:6: a query is a text, in quotes where it holds a colon"),
        ("searches:\n  a: ''\n", "searches.yaml:2:6: a query is a text, in quotes where it holds a colon"),
        (f"searches:\n  a: {'x' * 257}\n", "searches.yaml:2:6: a query has at most 256 characters"),
        ("searches: [a]\n", "searches.yaml:1:11: `searches` is a mapping of names to queries"),
        ("a: b: c\n", "searches.yaml:1:5: YAML cannot be read here: mapping values are not allowed in this context"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(library: Library, text: str, told: str) -> None:
    written(library, text)
    assert [str(problem) for problem in saved_searches(library).problems] == [told]


def test_one_bad_entry_does_not_hide_the_others(library: Library) -> None:
    written(library, "searches:\n  Bad: x\n  good: y\n")
    assert saved_searches(library).queries == {"good": "y"}


@pytest.mark.parametrize("text", ["a: b: c\n", "- a\n", "searches: [a]\n", "\x00"])
def test_a_file_that_cannot_be_read_is_never_written_over(library: Library, text: str) -> None:
    path = written(library, text)
    with pytest.raises(SavedSearchError, match=r"nothing was saved: searches.yaml:1:"):
        save_search(library, "a", "b")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("name", "query"), [("", "x"), ("A", "x"), ("a b", "x"), ("a", " "), ("a", "x" * 257)])
def test_a_bad_name_or_query_is_refused(library: Library, name: str, query: str) -> None:
    with pytest.raises(SavedSearchError, match="cannot save"):
        save_search(library, name, query)
    assert not (library.root / FILE).exists()


def test_a_library_that_cannot_be_written_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Library, "save_text", full)
    with pytest.raises(SavedSearchError, match=r"searches.yaml cannot be written: no space left on device"):
        save_search(library, "a", "b")


def test_an_edit_made_meanwhile_is_not_lost(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Library.save_text
    interrupted = iter([True])

    def late(self: Library, path: Path, raw: bytes, stamp: object) -> object:
        if next(interrupted, False):
            written(self, "searches:\n  theirs: x\n")
        return save(self, path, raw, stamp)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "save_text", late)
    save_search(library, "mine", "y")
    assert saved_searches(library).queries == {"theirs": "x", "mine": "y"}


def test_no_more_searches_than_there_may_be(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches_file, "MOST_SEARCHES", 1)
    save_search(library, "a", "x")
    with pytest.raises(SavedSearchError, match="as many as there may be"):
        save_search(library, "b", "x")
    save_search(library, "a", "y")
    assert saved_searches(library).queries == {"a": "y"}
