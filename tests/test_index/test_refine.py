"""A query that is narrowed, widened or put in another order by choice, and stays one that a person can go on typing."""

import pytest

from index.query import Query, parse
from index.refine import apart, conditions, narrowed, order_of, ordered


@pytest.mark.parametrize(
    ("query", "becomes"),
    [
        ("", "kind:fine "),
        ("police", "kind:fine police"),
        ("police ", "kind:fine police "),
        ("ice OR fbi", "kind:fine (ice OR fbi)"),
        ("(ice OR fbi) camera", "kind:fine (ice OR fbi) camera"),
        ("(ice OR fbi", "kind:fine (ice OR fbi"),
        ('actor:"Clearview', 'kind:fine actor:"Clearview'),
        ('ice OR "face rec', 'kind:fine (ice OR "face rec")'),
        ("@payers", "@payers kind:fine "),
        ("@payers ice", "@payers kind:fine ice"),
        ("sort:-amount ice", "kind:fine sort:-amount ice"),
    ],
)
def test_a_condition_is_put_first(query: str, becomes: str) -> None:
    assert narrowed(query, "kind", "fine") == becomes


def test_a_value_of_several_words_is_quoted() -> None:
    assert narrowed("camera", "actor", "Clearview AI") == 'actor:"Clearview AI" camera'
    assert narrowed("", "actor", 'the "Eye" (old)') == 'actor:"the  Eye  (old)" '


def test_the_word_being_typed_stays_a_beginning() -> None:
    assert (
        parse(narrowed("palan", "kind", "contract"), typing=True).node == parse("kind:contract palan", typing=True).node
    )


def test_what_narrows_the_whole_can_be_taken_away_again() -> None:
    assert conditions("kind:price -tool:eye camera") == [
        ("kind:price", "-tool:eye camera"),
        ("-tool:eye", "kind:price camera"),
    ]
    assert conditions("amount:>3 million USD camera") == [("amount:>3 million USD", "camera")]
    assert conditions(narrowed("ice OR fbi", "kind", "fine"))[0] == ("kind:fine", "(ice OR fbi)")


@pytest.mark.parametrize(
    "query", ["", "camera", "kind:price OR camera", "camera OR -kind:price", "(kind:price)", "kind:"]
)
def test_what_does_not_narrow_the_whole_cannot(query: str) -> None:
    assert conditions(query) == []


@pytest.mark.parametrize(
    ("query", "sort", "becomes"),
    [
        ("", "title", "sort:title "),
        ("camera", "-amount", "sort:-amount camera"),
        ("sort:date camera", "-amount", "sort:-amount camera"),
        ("camera -sort:date ice", "title", "sort:title camera ice"),
        ("sort:date camera", "", "camera"),
        ("camera", "", "camera"),
        ("@payers ice", "date", "@payers sort:date ice"),
    ],
)
def test_an_order_replaces_the_one_there_is(query: str, sort: str, becomes: str) -> None:
    assert ordered(query, sort) == becomes
    assert order_of(becomes) == sort


def test_an_order_is_told_with_its_direction() -> None:
    assert order_of("-sort:date camera") == "-date"
    assert order_of("camera") == ""


@pytest.mark.parametrize(
    "query", ["((((", ")))", '"""', "a OR", "OR", "-", "kind:(a b", "x" * 300, "@", "@ @", "sort:"]
)
def test_no_query_is_too_broken(query: str) -> None:
    found = parse(narrowed(ordered(query, "title"), "kind", "fine"))
    assert isinstance(found, Query)
    for _, without in conditions(query):
        assert len(without) < len(query)


@pytest.mark.parametrize(
    ("query", "words", "rest"),
    [
        ("police camera", "police camera", ""),
        ("kind:fine police ", "police ", "kind:fine"),
        ("police -kind:fine sort:-date", "police ", "-kind:fine sort:-date"),
        ("sort:title", " ", "sort:title"),
    ],
)
def test_words_are_told_from_what_narrows_and_orders_them(query: str, words: str, rest: str) -> None:
    assert apart(query) == (words, rest)


@pytest.mark.parametrize("query", ["ice OR fbi", '"ice" kind:fine', "(ice)", "-ice kind:fine", "ice*", "rol:x ice"])
def test_anything_else_is_one_query(query: str) -> None:
    assert apart(query) is None
