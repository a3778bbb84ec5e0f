"""An answer that is ready before the look at the library is: it counts only where nothing had changed."""

import os
from contextlib import closing

import pytest

from factsheets.library import Library
from index import ahead
from index.ahead import begun
from index.answer import Engine
from tests.test_index.conftest import OpenEngine

several_cores = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="one core looks first, then answers",
)


@pytest.fixture(autouse=True)
def any_library_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_MANY", 1)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # the test runner has threads of its own, all asleep


def looked(library: Library, environment: dict[str, str]) -> bool:
    """What the child says, the published index closed again."""
    started = begun(library, environment)
    assert started
    with closing(started[1]) as lookout:
        return lookout.saw_no_change()


@several_cores
def test_what_is_published_answers_while_a_child_looks(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str]
) -> None:
    expected = [answer.ref for answer in ask_of(handful).ask("contract amount").answers]
    ask_of(handful)  # what was just written is looked into once more
    started = begun(handful, environment)
    assert started
    engine = Engine(handful, started[0])
    with closing(engine.reader), closing(started[1]) as lookout:
        assert [answer.ref for answer in engine.ask("contract amount").answers] == expected
        assert lookout.saw_no_change()
    assert expected


@several_cores
def test_a_change_is_seen_by_the_child(handful: Library, ask_of: OpenEngine, environment: dict[str, str]) -> None:
    ask_of(handful)
    path = handful.sheet_files()[0]
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert looked(handful, environment) is False


@several_cores
def test_a_child_that_dies_saw_nothing(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_of(handful)

    def dying(*_: object) -> None:
        os._exit(1)

    monkeypatch.setattr(ahead, "scan", dying)
    assert looked(handful, environment) is False


def test_nothing_is_begun_where_nothing_is_published(handful: Library, environment: dict[str, str]) -> None:
    assert begun(handful, environment) is None


def test_nor_beside_other_threads(
    handful: Library, ask_of: OpenEngine, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_of(handful)
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert begun(handful, environment) is None
