"""A terminal shows the same by the wire as by what the framework writes: text and attributes, cell by cell."""

from pathlib import Path

import pytest

from tests.test_tui.random_session import run_session
from tests.two_drivers import differing


@pytest.mark.parametrize("seed", range(3))
async def test_a_random_session_looks_the_same_over_the_wire(seed: int, tmp_path: Path) -> None:
    def same(differing: list[str], after: str) -> None:
        assert differing == [], after

    assert await run_session(seed, tmp_path, 60, same) == 12


def test_two_real_terminals_show_the_same(tmp_path: Path) -> None:
    assert differing(tmp_path) == []
