"""A sample of the faults that `tests/benchmarks/index_faults.py` makes by the hundred."""

import pytest

from tests.benchmarks.index_faults import KINDS, Arena, run

SAMPLES = {
    "killed builds": 1,
    "killed refreshes": 2,
    "damaged files": 6,
    "hostile pickles": 9,
    "full disks": 1,
    "pairs of writers": 1,
    "reads during writes": 15,
}


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Arena:
    return Arena(tmp_path_factory.mktemp("arena"), seed=5)


@pytest.mark.parametrize("kind", list(KINDS))
def test_whatever_happens_the_index_is_right_again(arena: Arena, kind: str) -> None:
    try:
        assert run(kind, arena, SAMPLES[kind]).notes
    except PermissionError as error:
        pytest.skip(str(error))
