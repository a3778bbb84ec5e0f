"""Along the tour browsers are killed and lines break: the next start goes on where the last one was."""

from pathlib import Path

import pytest

from tests.walking import some_ends, walk


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_tour_goes_on_after_every_end(seed: int, tmp_path: Path, cache: str) -> None:
    walk(tmp_path, cache, some_ends(seed))
