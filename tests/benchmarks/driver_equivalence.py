"""The wire against the framework's driver: `python -m tests.benchmarks.driver_equivalence [SESSIONS] [STEPS]`.

Random sessions over a library of wide, joined and right-to-left letters, then the tour of two real terminals.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.test_tui.random_session import run_session
from tests.two_drivers import TOUR, differing


def main() -> int:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    checked, wrong, began = 0, 0, time.process_time()

    def check(found: list[str], after: str) -> None:
        nonlocal wrong
        if found:
            wrong += 1
            print(f"{len(found)} cells differ, {found[0]}\n  {after}")

    with tempfile.TemporaryDirectory() as name:
        for seed in range(sessions):
            checked += asyncio.run(run_session(seed, Path(name), steps, check))
        print(f"{sessions} sessions of {steps} steps: {checked} screens compared, {wrong} differ", end="")
        print(f", {time.process_time() - began:.0f} s of processor time")
        for found in differing(Path(name)):
            wrong += 1
            print(found)
        print(f"two real terminals: {len(TOUR) + 1} screens compared")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
