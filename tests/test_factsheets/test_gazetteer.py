"""The register: what it reads, what it reports, and which id stands for which."""

import pytest

from factsheets.gazetteer import Gazetteer, read_gazetteer

REGISTER = """\
format: 1
actors:
- id: port
  name: Harbour authority
  kind: public-body
  aliases: {fr: [le port, autorité portuaire], en: [the port]}
  outside: {en: [HA]}
  weak_aliases: {en: [authority, '']}
  note: one of them
tools:
- {id: quay-cameras, name: Quay cameras, kind: monitoring}
places:
same_as:
- [old-port, port]
- [oldest-port, old-port]
not_same_as:
- [port, airport]
"""


def told(text: str) -> list[str]:
    return [str(problem) for problem in read_gazetteer(text.encode(), "g")[1]]


def test_a_register_is_read() -> None:
    register, problems = read_gazetteer(REGISTER.encode(), "g")
    assert problems == []
    port = register.entries["port"]
    assert (port.type, port.kind, port.note) == ("actor", "public-body", "one of them")
    assert list(port.names()) == ["Harbour authority", "le port", "autorité portuaire", "the port", "HA"]
    assert list(port.weak_names()) == ["authority"]
    assert register.entries["quay-cameras"].type == "tool"
    assert register.not_same_as == {frozenset({"port", "airport"})}


def test_judgements_are_followed_to_their_end() -> None:
    register, _ = read_gazetteer(REGISTER.encode(), "g")
    assert [register.resolve(entity) for entity in ("oldest-port", "old-port", "port", "nobody")] == [
        *["port"] * 3,
        "nobody",
    ]
    known = register.get("oldest-port")
    assert known is not None
    assert known.name == "Harbour authority"
    assert register.get("nobody") is None


def test_judgements_in_a_ring_end() -> None:
    ring = Gazetteer(same_as={"a": "b", "b": "c", "c": "a"})
    assert ring.resolve("a") in {"a", "b", "c"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "format: 1\n", "actors:\n"])
def test_an_empty_register_is_no_problem(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "g:1:1: a gazetteer is a mapping: actors, tools, places"),
        ("actor:\n", "g:1:1: unknown key `actor`; did you mean `actors`?"),
        ("actors: x\n", "g:1:9: `actors` is a list"),
        ("actors:\n- x\n", "g:2:3: an entry takes keys and values"),
        ("actors:\n- {id: a, name: A, nam: B}\n", "g:2:20: unknown key `nam`; did you mean `name`?"),
        ("actors:\n- {id: A, name: A}\n", "g:2:3: an entry needs an `id`"),
        ("actors:\n- {id: a, name: ''}\n", "g:2:3: an entry needs an `id`"),
        ("actors:\n- {id: a, name: [A]}\n", "g:2:17: `name` takes one value"),
        ("actors:\n- {id: a, name: A, kind: compny}\n", "g:2:26: `compny` is not known; did you mean `company`?"),
        ("tools:\n- {id: a, name: A, kind: company}\n", "g:2:26: `company` is not known"),
        ("actors:\n- {id: a, name: A}\ntools:\n- {id: a, name: B}\n", "g:4:3: the id `a` stands twice"),
        ("actors:\n- {id: a, name: A, aliases: [x]}\n", "g:2:29: `aliases` lists names by language; write"),
        ("same_as:\n- [a]\n", "g:2:3: a judgement names two ids"),
        ("not_same_as:\n- [a, b, c]\n", "g:2:3: a judgement names two ids"),
        ("actors:\n\t- x\n", "g:2:1: YAML cannot be read here"),
        ("actors:\nactors:\n", "g:2:1: `actors` stands twice; the first is on line 1"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(text: str, problem: str) -> None:
    assert told(text)[0].startswith(problem)


def test_what_can_be_read_is_used() -> None:
    register, problems = read_gazetteer(b"actors:\n- x\n- {id: a, name: A}\n", "g")
    assert (len(problems), list(register.entries)) == (1, ["a"])


def test_bytes_that_are_no_text() -> None:
    register, problems = read_gazetteer(b"actors: \xff", "g")
    assert (register, str(problems[0])[:6]) == (Gazetteer(), "g:1:9:")


def test_two_judgements_about_one_id_join_all_three() -> None:
    register, problems = read_gazetteer(b"same_as:\n- [a, b]\n- [a, c]\n- [c, b]\n", "g")
    assert problems == []
    assert {register.resolve(one) for one in "abc"} == {"c"}
    assert register.one_with("a") == ("c", "a", "b")
    assert register.one_with("d") == ("d",)


def test_a_registered_id_stands_for_one_that_is_not() -> None:
    register, _ = read_gazetteer(b"actors:\n- {id: a, name: A}\nsame_as:\n- [a, b]\n", "g")
    known = register.get("b")
    assert known is not None
    assert (known.id, known.name, register.resolve("b")) == ("a", "A", "a")


def test_in_a_ring_one_stands_for_all() -> None:
    ring = Gazetteer(same_as={"a": "b", "b": "c", "c": "b", "d": "a"})
    assert {ring.resolve(one) for one in "abcd"} == {"b"}
    assert ring.one_with("d") == ("b", "a", "c", "d")


def test_what_was_judged_different_is_different_for_all_that_are_one_with_it() -> None:
    register, problems = read_gazetteer(b"same_as:\n- [a, b]\n- [x, y]\nnot_same_as:\n- [a, x]\n", "g")
    assert problems == []
    assert not any(register.may_be_same(one, other) for one in "ab" for other in "xy")
    assert register.may_be_same("a", "z")
    assert register.may_be_same("a", "b")


def test_names_are_owned_whatever_their_case_or_apostrophe() -> None:
    register, _ = read_gazetteer(REGISTER.encode(), "g")
    assert register.named("AUTORITÉ  portuaire") == {"port"}
    assert register.named("authority") == frozenset()
    assert register.weakly_named("Authority") == {"port"}
