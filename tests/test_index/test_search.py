"""Sets of documents against brute force, over random libraries that were refreshed at random; and any text at all."""

import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factsheets.library import Library
from factsheets.yaml_text import Data
from index.answer import Engine, payload
from index.question import Group
from index.reader import IndexReader
from index.schema import TYPECODES, DocType, Document
from index.search import FACTS, Candidate, Search
from tests.test_index.oracle import Oracle, Told, told_by
from tests.test_index.tables import empty_library, write_sheet

WORDS = ["quay", "tide", "rope", "sail", "keel", "oar", "buoy", "pier"]
KINDS = ["contract", "price", "fine"]
LIBRARIES = 6
QUERIES = 60


def table_of(number: int, seeded: random.Random) -> dict[str, Data]:
    """A sheet of a few facts over few words, so that words meet."""
    lines: list[Data] = [" ".join(seeded.choices(WORDS, k=6)) + f" {100 + position} euros" for position in range(4)]
    figures: list[Data] = [
        {
            "id": f"f-{position}",
            "label": " ".join(seeded.choices(WORDS, k=seeded.randint(1, 4))),
            "kind": seeded.choice(KINDS),
            "value": str(100 + position),
            "currency": "EUR",
            "date": f"20{10 + position}-0{1 + position}",
            "printed": f"{100 + position} euros",
        }
        for position in range(seeded.randint(0, 4))
    ]
    actors = seeded.sample(WORDS[:3], seeded.randint(0, 1))
    return {
        "id": f"sheet-{number}",
        "lang": "en",
        "title": " ".join(seeded.choices(WORDS, k=2)),
        "status": seeded.choice(["draft", "reviewed"]),
        "text": lines,
        "actors": [{"id": f"a-{word}", "name": word, "kind": "company", "exact": [lines[0]]} for word in actors],
        "figures": figures,
    }


@pytest.fixture(scope="module", params=range(LIBRARIES))
def refreshed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A library that grew, shrank and changed over some refreshes."""
    seeded = random.Random(request.param)  # noqa: S311 - a choice of words
    root = tmp_path_factory.mktemp("random")
    library = empty_library(root / "library")
    engine = Engine.open(library, {"HOME": str(root)})
    for _ in range(1 + request.param):
        for number in seeded.sample(range(12), 6):
            path = library.sheets_dir / f"sheet-{number}.yaml"
            if path.exists() and seeded.random() < 0.4:
                path.unlink()
            else:
                write_sheet(library, table_of(number, seeded))
        engine.reader.close()
        engine = Engine.open(library, {"HOME": str(root)})
    yield engine
    engine.reader.close()


def expected_documents(library: Library) -> dict[str, Document]:
    """Every document that the index should hold, made straight from the files, by its row; facts know their sheet's."""
    return {told.row: told.document for told in told_by(library)}


def rows_of(reader: IndexReader, documents: Iterable[int]) -> set[str]:
    return {reader.row(document).to_json() for document in documents}


def random_group(seeded: random.Random) -> Group:
    if seeded.random() < 0.2:
        return Group("kind", column="kind", codes=frozenset(seeded.sample(range(1, 6), 2)), kind=True)
    picked = seeded.sample([*WORDS, "absent"], seeded.randint(1, 2))
    phrases = (tuple(seeded.choices(WORDS, k=2)),) if seeded.random() < 0.3 else ()
    literal = frozenset(picked[:1]) if seeded.random() < 0.5 else frozenset()
    soft, ordinary, capitalised = seeded.random() < 0.2, seeded.random() < 0.5, seeded.random() < 0.1
    return Group(
        " ".join(picked),
        frozenset(picked),
        phrases,
        literal=literal,
        soft=soft,
        ordinary=ordinary,
        capitalised=capitalised,
    )


def has_phrase(words: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[start : start + len(phrase)]) == phrase for start in range(len(words)))


def answers_directly(document: Document, group: Group) -> bool:
    words = document["words"]
    coded = bool(group.column) and document.get(group.column, 0) in group.codes
    return bool(group.terms & set(words)) or coded or any(has_phrase(words, phrase) for phrase in group.phrases)


def answers(document: Document, group: Group) -> bool:
    return answers_directly(document, group) or bool(group.terms & beside(document))


def beside(document: Document) -> set[str]:
    return {*document.get("context", ()), *document.get("quoted", ())}


def test_the_index_holds_what_the_files_hold(refreshed: Engine) -> None:
    expected = expected_documents(refreshed.library)
    assert rows_of(refreshed.reader, refreshed.reader.documents) == set(expected)
    assert refreshed.reader.count == len(expected)


def test_columns_hold_what_the_files_hold(refreshed: Engine) -> None:
    reader = refreshed.reader
    expected = expected_documents(refreshed.library)
    for document in reader.documents:
        wanted = expected[reader.row(document).to_json()]
        assert {name: reader.column(name)[document] for name in TYPECODES} == {
            name: wanted.get(name, 0) for name in TYPECODES
        }


@pytest.mark.parametrize("many", [0, 1_000], ids=["all at once", "one by one"])
def test_phrases_against_brute_force(refreshed: Engine, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reader._MANY_CANDIDATES", many)
    expected = expected_documents(refreshed.library)
    seeded = random.Random(1)  # noqa: S311 - a choice of words
    for _ in range(QUERIES):
        phrase = tuple(seeded.choices([*WORDS, "absent"], k=seeded.randint(1, 4)))
        found = rows_of(refreshed.reader, refreshed.reader.phrase("words", list(phrase)))
        assert found == {row for row, document in expected.items() if has_phrase(document["words"], phrase)}, phrase


@pytest.mark.parametrize("types", [FACTS, {DocType.SHEET, DocType.PASSAGE}], ids=["facts", "sheets and passages"])
def test_matching_against_brute_force(refreshed: Engine, types: frozenset[DocType]) -> None:
    expected = expected_documents(refreshed.library)
    slow, search = Oracle([Told(row, document) for row, document in expected.items()]), Search(refreshed.reader)
    seeded = random.Random(2)  # noqa: S311 - a choice of words
    for _ in range(QUERIES):
        groups = tuple({group.text: group for group in (random_group(seeded) for _ in range(3))}.values())
        wanted = slow.matching(groups, types)
        matches = search.matches(groups, types)
        found = matches.best(len(matches))
        assert [(refreshed.reader.row(one.document).to_json(), one.score) for one in found] == wanted
        for candidate in found:
            assert_is_told_apart(refreshed.reader, candidate, groups, expected)
        matches = search.matches(groups, types)
        assert len(matches) == len(wanted)
        assert matches.best(5) == found[:5]


def assert_is_told_apart(
    reader: IndexReader, candidate: Candidate, groups: tuple[Group, ...], expected: dict[str, Document]
) -> None:
    document = expected[reader.row(candidate.document).to_json()]
    assert list(candidate.matched) == [group for group in groups if answers(document, group)]
    assert list(candidate.unmatched) == [group for group in groups if not answers(document, group)]


def test_direct_matches_against_brute_force(refreshed: Engine) -> None:
    expected = expected_documents(refreshed.library)
    seeded = random.Random(3)  # noqa: S311 - a choice of words
    search = Search(refreshed.reader)
    for _ in range(QUERIES):
        group = random_group(seeded)
        found = rows_of(refreshed.reader, search.direct(group))
        assert found == {row for row, document in expected.items() if answers_directly(document, group)}


def test_completions_against_brute_force(refreshed: Engine) -> None:
    expected = expected_documents(refreshed.library)
    terms = {word for document in expected.values() for word in document["words"]}
    for prefix in ("q", "qu", "t", "b", "zz", "1", "10"):
        live = {
            term for term in refreshed.reader.completions("words", prefix) if refreshed.reader.postings("words", term)
        }
        assert live == {term for term in terms if term.startswith(prefix)}


# Any text at all


LONGEST_SECONDS = 1.0
AWKWARD = [
    "(",
    '"',
    "-",
    "*",
    "?*",
    "-foo",
    "a OR",
    "NOT",
    "[a to z]",
    "million~9",
    "((((" * 2_000,
    "*a*",
    "\0",
    "\ud800",
    "\u202e\u200b\ufeff",
    "²³",
    "٣٫٧٥",
    "1" * 300,
    "9" * 27 + " million",
    "1.1.1.1.1.1.1.1",
    "1e999999999",
    "-" * 1000,
    "a" * 1_000_000,
    "a " * 500_000,
    "1 " * 500_000,
    "l'" * 500_000,
    "\u0301" * 1_000_000,
    "é\u0301" * 500_000,
    ".,'’ " * 200_000,
    "1.000.000.000.000.000" * 50_000,
    "$" * 1_000_000,
    " " * 1_000_000,
    "\n" * 1_000_000 + "x",
    "combien de " * 100_000,
    "31 février 2025",
    "2025-99",
    "0",
    "0000",
    "contract" * 100,
    "d:2025",
    "Clearview\x1b[2J contract",
]


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text[:12]))
@pytest.mark.parametrize("ask", [Engine.ask, Engine.suggest, Engine.find], ids=["ask", "suggest", "find"])
def test_awkward_text_is_answered_in_time(shipped_engine: Engine, ask: object, text: str) -> None:
    began = time.perf_counter()
    assert callable(ask)
    ask(shipped_engine, text)
    assert time.perf_counter() - began < LONGEST_SECONDS


LIKELY = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from([*WORDS, "Clearview", "3,75", "M$", "contract", "-", '"', "(", ")", "OR", "2025", "l'", "$"])
    ).map(" ".join),
)


@settings(max_examples=150)
@given(text=LIKELY)
@example(text="qUAY:qUAY:e:e:CLEARVIW:2025:2025")
def test_any_text_is_answered(shipped_engine: Engine, text: str) -> None:
    result = shipped_engine.ask(text)
    assert result.answers or result.hints
    for answer in result.answers:
        assert payload(answer)["ref"]
    shipped_engine.suggest(text)


def test_a_very_long_word_from_a_file(shipped_engine: Engine, tmp_path: Path) -> None:
    assert shipped_engine.ask("Clearview contract " + "x" * 1_000_000).hints
