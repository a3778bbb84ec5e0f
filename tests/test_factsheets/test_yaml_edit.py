"""Editing in place: the text reads as the new data, and a line that nothing changed is the line it was."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.yaml_edit import edited
from factsheets.yaml_lines import EditError
from factsheets.yaml_text import Bare, Data, Flow, load_data
from tests.test_factsheets import made_data
from tests.test_factsheets.hand_styled import HandWriter, free_lines, touched

Change = Callable[[Any], None]

BY_HAND = """\
# Kept by hand.
format: 1
title: 'The ferry'   # working title
summary: >-
  A long summary that somebody
  folded by hand.

# whom it is about
actors:
  # the operator
  - id: ferries
    name: "Harbour Ferries"
    aliases: [HF, the ferries]    # as printed

  # the ministry, asked twice
  - id: ministry
    name: Ministry
    # answered in May
  - {id: union, name: Union}

figures:
- id: fare
  value: 12.50
  note: |
    First line.
    Second line.
  evidence:
  - {source: s1, exact: 12.50 euros,
     start: 10, end: 21}
...
"""


def data_of(text: str) -> Any:
    return load_data(text.encode("utf-8", "surrogatepass"), "test")


def change(text: str, how: Change) -> str:
    new = deepcopy(data_of(text))
    how(new)
    return edited(text, data_of(text), new)


def set_at(*path: str | int, to: Data) -> Change:
    def how(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = to

    return how


def delete_at(*path: str | int) -> Change:
    def how(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return how


def insert_at(*path: str | int, item: Data) -> Change:
    def how(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data.insert(path[-1], item)

    return how


@pytest.mark.parametrize(
    ("how", "before", "after"),
    [
        (set_at("title", to="Ferry"), "title: 'The ferry'   # working title", "title: 'Ferry'   # working title"),
        (set_at("title", to="it's"), "title: 'The ferry' ", "title: 'it''s' "),
        (set_at("format", to="2"), "format: 1\n", "format: 2\n"),
        (set_at("actors", 1, "name", to="NO"), "name: Ministry", "name: 'NO'"),
        (set_at("actors", 1, "name", to="a: b"), "name: Ministry", "name: 'a: b'"),
        (set_at("actors", 0, "name", to="the 'HF'"), '"Harbour Ferries"', "\"the 'HF'\""),
        (set_at("actors", 0, "name", to="Ferry 😀"), '"Harbour Ferries"', '"Ferry 😀"'),
        (set_at("actors", 2, "name", to="A, B"), "{id: union, name: Union}", "{id: union, name: 'A, B'}"),
        (set_at("actors", 2, "kind", to="group"), "name: Union}", "name: Union, kind: group}"),
        (delete_at("actors", 2, "name"), "{id: union, name: Union}", "{id: union}"),
        (insert_at("actors", 0, "aliases", 2, item="NO"), "the ferries]    #", "the ferries, 'NO']    #"),
        (insert_at("actors", 0, "aliases", 0, item="x"), "[HF, the", "[x, HF, the"),
        (delete_at("actors", 0, "aliases", 0), "[HF, the ferries]", "[the ferries]"),
        (delete_at("actors", 0, "aliases", 1), "[HF, the ferries]", "[HF]"),
        (delete_at("actors", 0, "aliases"), "    aliases: [HF, the ferries]    # as printed\n", ""),
        (set_at("figures", 0, "value", to="13"), "value: 12.50", "value: 13"),
        (set_at("figures", 0, "evidence", 0, "end", to="22"), "end: 21}", "end: 22}"),
        (
            set_at("figures", 0, "note", to="First line.\nThird line.\n"),
            "    Second line.\n",
            "    Third line.\n",
        ),
        (
            set_at("summary", to="A long summary that somebody folded by hand and somebody else made longer."),
            "  A long summary that somebody\n  folded by hand.\n",
            "  A long summary that somebody folded by\n  hand and somebody else made longer.\n",
        ),
        (
            delete_at("actors", 1),
            "  # the ministry, asked twice\n  - id: ministry\n    name: Ministry\n    # answered in May\n",
            "",
        ),
        (delete_at("actors", 2), "  - {id: union, name: Union}\n", ""),
        (
            insert_at("actors", 2, item={"id": "port", "name": "Port", "evidence": [Flow(source="s1")]}),
            "    # answered in May\n",
            "    # answered in May\n  - id: port\n    name: Port\n    evidence:\n    - {source: s1}\n",
        ),
        (insert_at("actors", 3, item=Flow(id="x")), "name: Union}\n", "name: Union}\n  - {id: x}\n"),
        (
            set_at("figures", 0, "evidence", 0, to="gone"),
            "  - {source: s1, exact: 12.50 euros,\n     start: 10, end: 21}\n",
            "  - gone\n",
        ),
        (set_at("figures", 0, "date", to=Bare("2025")), "21}\n...", "21}\n  date: 2025\n..."),
        (set_at("links", to=[{"to": "x"}]), "21}\n...", "21}\n\nlinks:\n- to: x\n..."),
        (set_at("review", to={}), "21}\n...", "21}\nreview: {}\n..."),
        (delete_at("figures", 0, "note"), "  note: |\n    First line.\n    Second line.\n", ""),
        (
            set_at("title", to=["a", "b"]),
            "title: 'The ferry'   # working title\n",
            "title:   # working title\n- a\n- b\n",
        ),
        (set_at("actors", 0, "aliases", to="HF"), "aliases: [HF, the ferries]    #", "aliases: HF    #"),
    ],
)
def test_only_what_changed_is_touched(how: Change, before: str, after: str) -> None:
    assert BY_HAND.count(before) == 1
    assert change(BY_HAND, how) == BY_HAND.replace(before, after)


def test_a_list_that_is_gone_takes_its_key_along_and_leaves_the_blank_lines() -> None:
    left = change(BY_HAND, delete_at("actors"))
    assert "# whom it is about" not in left
    assert left.startswith(BY_HAND[: BY_HAND.index("# whom")])
    assert left.endswith(BY_HAND[BY_HAND.index("\nfigures:") :])


def test_the_comment_above_the_first_item_is_the_lists() -> None:
    assert "  # the operator\n\n  # the ministry" in change(BY_HAND, delete_at("actors", 0))


def test_a_moved_item_takes_its_comments_along() -> None:
    def how(data: Any) -> None:
        data["actors"] = [data["actors"][1], data["actors"][0], data["actors"][2]]

    moved = "  # the ministry, asked twice\n  - id: ministry\n    name: Ministry\n    # answered in May\n"
    expected = BY_HAND.replace(moved, "").replace("  # the operator\n", moved + "  # the operator\n")
    assert change(BY_HAND, how) == expected


def test_a_new_key_stands_where_the_data_has_it() -> None:
    def how(data: Any) -> None:
        actor = data["actors"][1]
        data["actors"][1] = {"id": actor["id"], "kind": "public-body", "name": actor["name"], "role": "Payer"}

    expected = "  - id: ministry\n    kind: public-body\n    name: Ministry\n    # answered in May\n    role: Payer\n"
    assert expected in change(BY_HAND, how)


@pytest.mark.parametrize(
    ("text", "how", "expected"),
    [
        ("a: 1\r\nb: 2 # c\r\n", set_at("c", to=["x"]), "a: 1\r\nb: 2 # c\r\nc:\r\n- x\r\n"),
        ("\ufeffa: 1\nb: 2\n", set_at("b", to="3"), "\ufeffa: 1\nb: 3\n"),
        ("a: 1\nb: 2", set_at("a", to="3"), "a: 3\nb: 2"),
        ("a: 1\nb: x", set_at("c", to="y"), "a: 1\nb: x\nc: y"),
        ("a: 😀😀 # 😀\nb: {c: 😀, d: 1}\n", set_at("b", "d", to="2"), "a: 😀😀 # 😀\nb: {c: 😀, d: 2}\n"),
        ("{a: 1, b: [x]}\n", set_at("b", to=["x", "y"]), "{a: 1, b: [x, y]}\n"),
        ("a:\nb: 1\n", set_at("a", to="x"), "a: x\nb: 1\n"),
        ("a: # note\nb: 1\n", set_at("a", to="x"), "a: x # note\nb: 1\n"),
        ("a: []\nb: 1\n", set_at("a", to=["x"]), "a:\n- x\nb: 1\n"),
        ("a: [x,\n    y, # why\n    z]\n", delete_at("a", 1), "a: [x,\n    z]\n"),
        ("a: [\n  x, # why\n  y\n]\n", insert_at("a", 1, item="n"), "a: [\n  x, # why\n  n,\n  y\n]\n"),
        ("a: [\n  x, # why\n  y # not\n]\n", insert_at("a", 2, item="n"), "a: [\n  x, # why\n  y, # not\n  n\n]\n"),
        ("a:\n- - x\n  - y\n- - z\n", delete_at("a", 0, 0), "a:\n- - y\n- - z\n"),
        ("a:\n- - x\n  - y\n- - z\n", insert_at("a", 0, 0, item="n"), "a:\n- - n\n  - x\n  - y\n- - z\n"),
        ("a:\n-\n  b: 1\n  c: 2\n", delete_at("a", 0, "b"), "a:\n-\n  c: 2\n"),
        ("a:\n- b: 1\n  c: 2\n", delete_at("a", 0, "b"), "a:\n- c: 2\n"),
        ("a: |+\n  x\n\n\nb: 1\n", set_at("b", to="2"), "a: |+\n  x\n\n\nb: 2\n"),
        ("a: |+\n  x\n\n\nb: 1\n", lambda data: data.update(c="y", b=data.pop("b")), "a: |+\n  x\n\n\nc: y\nb: 1\n"),
        ("a: [x, # why\n    y,\n    z]\n", delete_at("a", 0), "a: [# why\n    y,\n    z]\n"),
        ("a: 'x'\nb: 1\n", set_at("a", to="p\nq"), 'a: "p\\nq"\nb: 1\n'),
        ("a: |+\n  x\n\nb: 1\n", delete_at("b"), "a: |+\n  x\n\n"),
        ("\"a b\": 1\n'c': 2\n", set_at("c", to="3"), "\"a b\": 1\n'c': 3\n"),
        ("a: one\n  two\nb: 1\n", set_at("a", to="one three"), "a: one three\nb: 1\n"),
        ("a: 'one\n\n  two'\nb: 1\n", set_at("b", to="2"), "a: 'one\n\n  two'\nb: 2\n"),
        ("--- # top\na: 1\n...\n# end\n", set_at("b", to="x"), "--- # top\na: 1\nb: x\n...\n# end\n"),
    ],
)
def test_every_way_of_writing(text: str, how: Change, expected: str) -> None:
    assert change(text, how) == expected


def test_what_the_data_leaves_out_stays_in_the_text() -> None:
    text = "rank: normal # the default\nname: A\n"
    assert edited(text, {"name": "A"}, {"name": "B"}) == "rank: normal # the default\nname: B\n"
    assert edited(text, {"name": "A"}, {"rank": "preferred", "name": "A"}) == text.replace("normal", "preferred")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n", "word\n", "a: [\n", "a: &x 1\n"])
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        edited(text, {"a": "1"}, {"a": "2"})


def test_data_that_the_text_does_not_hold_is_refused() -> None:
    with pytest.raises(EditError, match="other data"):
        edited("a: 1\n", {"a": "1", "b": "1"}, {"a": "1", "b": "2"})
    with pytest.raises(EditError, match="other items"):
        edited("a: [x]\n", {"a": ["x", "y"]}, {"a": ["y"]})


@given(st.randoms(use_true_random=False), st.booleans())
def test_random_edits_of_hand_written_text(random: Random, crlf: bool) -> None:
    old = made_data.made(random)
    writer = HandWriter(random)
    text = writer.write(old)
    assert data_of(text) == old
    new = made_data.changed(random, old)
    newline = "\r\n" if crlf else "\n"
    result = edited(text.replace("\n", newline), old, new)
    assert data_of(result) == new
    left = iter(result.split(newline))
    assert all(line in left for line in free_lines(writer.lines, list(touched(old, new))))


@given(st.randoms(use_true_random=False))
def test_an_edit_and_its_reverse_read_as_before(random: Random) -> None:
    old = made_data.made(random)
    text = HandWriter(random).write(old)
    new = made_data.changed(random, old)
    assert data_of(edited(edited(text, old, new), new, old)) == old
