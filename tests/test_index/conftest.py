import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from factsheets.library import Library
from index.answer import Engine
from index.build import Options, opened
from tests.test_index.tables import HANDFUL, add_decoys, copy_of_shipped, empty_library, library_of


class OpenEngine(Protocol):
    def __call__(self, library: Library, options: Options | None = None) -> Engine: ...


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def shipped_copy(tmp_path: Path) -> Library:
    return copy_of_shipped(tmp_path / "library")


@pytest.fixture
def ask_of(environment: dict[str, str]) -> Iterator[OpenEngine]:
    """Opens a library's engine, its index in a cache of the test's own."""
    engines = []

    def open_engine(library: Library, options: Options | None = None) -> Engine:
        engines.append(Engine(library, opened(library, environment, None, options)))
        return engines[-1]

    yield open_engine
    for engine in engines:
        engine.reader.close()


@pytest.fixture(scope="session")
def shipped_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("shipped")
    engine = Engine.open(copy_of_shipped(root / "library"), {"HOME": str(root)})
    yield engine
    engine.reader.close()


@pytest.fixture(scope="session")
def engine_among_decoys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The shipped library and thirty near misses."""
    root = tmp_path_factory.mktemp("decoys")
    engine = Engine.open(add_decoys(copy_of_shipped(root / "library")), {"HOME": str(root)})
    yield engine
    engine.reader.close()


@pytest.fixture(params=["shipped", "among decoys"])
def engine(request: pytest.FixtureRequest, shipped_engine: Engine, engine_among_decoys: Engine) -> Engine:
    return shipped_engine if request.param == "shipped" else engine_among_decoys


@pytest.fixture
def handful(tmp_path: Path) -> Library:
    """Six of the decoys."""
    return at_rest(library_of(tmp_path / "library", HANDFUL))


@pytest.fixture
def many_sheets(tmp_path: Path) -> Library:
    """Enough sheets that a build takes a moment."""
    library = add_decoys(empty_library(tmp_path / "library"))
    for path in list(library.sheets_dir.glob("*.yaml")):
        for number in range(3):
            copy = path.read_text(encoding="utf-8").replace(f"id: {path.stem}\n", f"id: {path.stem}-{number}\n")
            (library.sheets_dir / f"{path.stem}-{number}.yaml").write_text(copy, encoding="utf-8")
    return at_rest(library)


def at_rest(library: Library) -> Library:
    """Let a clock's tick pass: what was written this instant is looked into again by the next opening."""
    time.sleep(0.05)
    return library
