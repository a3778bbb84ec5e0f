"""Two browsers in two terminals, one with the framework's driver, one with the wire's: the same keys for both."""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.terminal_meter import Meter, browser
from tests.cell_screen import differences, look

Step = str | tuple[int, int]
"""Keys, or a new size of the terminal: (columns, rows)."""
TOUR: tuple[Step, ...] = (
    "\x1b[Bj",
    "/clear",
    "view\r",
    "  ",
    "\t\t",
    (131, 30),
    "k",
    (80, 24),
    "v",
    "\x0c",
    "\x7f\x7f",
    "G",
)
READY = "quit"
_TRIES = 10


def differing(folder: Path, steps: Sequence[Step] = TOUR) -> list[str]:
    """What differs between the two screens, after which step."""
    meters = [_started(folder / name, name) for name in ("stock", "wire")]
    found: list[str] = []
    try:
        for step in ("", *steps):
            for meter in meters:
                meter.type(step) if isinstance(step, str) else meter.resize(*step)
            found += [f"after {step!r}: {each}" for each in _settled(meters)]
    finally:
        for meter in meters:
            meter.close()
    return found


def _settled(meters: Sequence[Meter]) -> list[str]:
    """What differs once both are quiet; one that was slower than the other is waited for a few times."""
    for _ in range(_TRIES):
        for meter in meters:
            meter.settle(quiet=0.1)
        stock, wire = ([[look(cell) for cell in row] for row in meter._cells()] for meter in meters)
        found = list(differences(wire, stock))
        if not found:
            break
    return found


def _started(folder: Path, driver: str) -> Meter:
    folder.mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        env["PYTHONPATH"] = os.environ["PYTHONPATH"]
    meter = Meter(browser(driver), env, str(folder))
    meter.settle(until=lambda text: READY in text)
    return meter
