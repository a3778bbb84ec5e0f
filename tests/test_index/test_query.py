"""The query language, from a table that a person can read and extend."""

from pathlib import Path
from typing import Any

import pytest

from factsheets.yaml_text import load_data
from index.query import (
    MOST_CHARACTERS,
    MOST_OF,
    MOST_TERMS,
    And,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Words,
    parse,
)
from index.query_lexemes import ALIASES, FIELDS, SORT, Kind, field_name, lexemes

TABLE: Any = load_data(Path(__file__).with_name("queries.yaml").read_bytes(), "queries.yaml")


def told(node: Node | None) -> str:  # noqa: PLR0911 - one line for each kind of node
    """A tree as the table writes it."""
    match node:
        case Words(text):
            return f"[{text}]"
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Field(name, value):
            return f"{name}={value}"
        case Not(inner):
            return f"-{told(inner)}"
        case And(nodes):
            return f"({' & '.join(map(told, nodes))})"
        case Or(nodes):
            return f"({' | '.join(map(told, nodes))})"
        case None:
            return ""


@pytest.mark.parametrize("case", TABLE, ids=[case["typed"] for case in TABLE])
def test_what_is_typed_is_read_as(case: dict[str, Any]) -> None:
    query = parse(case["typed"])
    assert told(query.node) == case["tree"]
    assert "-" * query.descending + query.sort == case.get("sort", "")
    assert list(query.hints) == case.get("hints", [])


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("Clearview cont", "([Clearview] & ([cont] | cont*))"),
        ("Clearview cont ", "[Clearview cont]"),
        ("actor:ICE cont", "(actor=ICE & ([cont] | cont*))"),
        ("l'int", "([l'int] | int*)"),
        ("a", "[a]"),
        ("actor:", ""),
        ('actor:ICE "facial rec', "(actor=ICE & [facial] & ([rec] | rec*))"),
        ("(foo OR ba", "([foo] | ([ba] | ba*))"),
        ("x sort:am", "[x]"),
        ("x OR", "[x]"),
    ],
)
def test_while_one_types_the_last_word_may_be_a_beginning_and_nothing_need_be_closed(typed: str, tree: str) -> None:
    query = parse(typed, typing=True)
    assert (told(query.node), query.hints) == (tree, ())


@pytest.mark.parametrize("typed", ["", "Clearview contract", "l'État 3,75 M$", "Note: this", "a-b", "12:30"])
def test_mere_words_are_plain(typed: str) -> None:
    assert parse(typed).plain


@pytest.mark.parametrize(
    "typed", ['"a"', "-a", "a OR b", "(a)", "cle*", "actor:x", "actor:", "sort:amount", "rol:x", '"']
)
def test_what_uses_the_language_is_not_plain(typed: str) -> None:
    assert not parse(typed).plain


def test_no_more_than_the_limits_is_read() -> None:
    assert told(parse("x " * 100).node) == f"[{' '.join('x' * MOST_TERMS)}]"
    assert parse("x " * 100).hints == (f"only the first {MOST_TERMS} words were read",)
    long = parse("x" * 1000)
    assert told(long.node) == f"[{'x' * MOST_CHARACTERS}]"
    assert long.hints == (f"only the first {MOST_CHARACTERS} characters were read",)


@pytest.mark.parametrize(
    ("kind", "term", "name"),
    [
        (Kind.PREFIX, "ab*", "beginnings of words"),
        (Kind.PHRASE, '"a b"', "phrases"),
        (Kind.FIELD, "actor:x", "fields"),
    ],
)
def test_no_more_is_read_of_what_costs_much(kind: Kind, term: str, name: str) -> None:
    most, _ = MOST_OF[kind]
    query = parse(" OR ".join([term] * (most + 3)))
    assert told(query.node) == told(parse(" OR ".join([term] * most)).node)
    assert query.hints == (f"only the first {most} {name} were read",)


def test_a_hint_is_given_once() -> None:
    assert len(parse("a* b* c*").hints) == 1


def test_every_field_is_known_by_its_names() -> None:
    for name in (*FIELDS, SORT):
        assert field_name(name.upper()) == name
    assert set(ALIASES.values()) <= {*FIELDS, SORT}
    assert field_name("título") == ""


@pytest.mark.parametrize("case", TABLE, ids=[case["typed"] for case in TABLE])
def test_lexemes_stand_in_their_places(case: dict[str, Any]) -> None:
    text, end = case["typed"], 0
    for lexeme in lexemes(text):
        assert end <= lexeme.start < lexeme.end <= len(text)
        end = lexeme.end
