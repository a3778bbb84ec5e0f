"""Every way to end a browser, at every step of the tour and at any moment: `python -m tests.benchmarks.terminal_kills`.

The second part kills while keys are still being worked on: the next start must open, with a step of the tour or the one
before, and no file may be damaged.
"""

import random
import tempfile
import time
from pathlib import Path

from tests.terminals import browser
from tests.tour import PRINTED, TOUR
from tests.walking import ENDS, End, kept_state, walk
from tui.state import History

_MOMENTS = 40
_TYPED = "/clearview contract\r\t\t\r\x7fv xmaop\x03$\x7ft\x7f"


def main() -> None:
    root = Path(tempfile.mkdtemp())
    cache = str(root / "cache")
    for end in ENDS:
        began = time.monotonic()
        slowest = walk(_folder(root, str(end)), cache, [end] * len(TOUR))
        told = f"{end}: {len(TOUR)} points of the tour, each taken up again; slowest end {slowest:.2f} s"
        print(f"{told}; {time.monotonic() - began:.0f} s in all", flush=True)
    print(f"any moment: {_any_moment(_folder(root, 'moments'), cache)} kills, all taken up again")


def _folder(root: Path, name: str) -> Path:
    folder = root / name.replace(" ", "-")
    folder.mkdir()
    return folder


def _any_moment(folder: Path, cache: str, seed: int = 1) -> int:
    choose = random.Random(seed)  # noqa: S311 - a sample
    for _ in range(_MOMENTS):
        end: End = choose.choice(ENDS)
        with browser(folder, XDG_CACHE_HOME=cache) as terminal:
            terminal.wait("Minneapolis: technology")
            terminal.type(_TYPED)
            until = time.monotonic() + choose.uniform(0, 1.5)
            while time.monotonic() < until:
                terminal.read(0.01)
            end.act(terminal)
            terminal.process.wait(10)
        files = [*(folder / "state").rglob("*.json")]
        assert not files or kept_state(folder) != History(), f"{end}: the state is damaged"
        printed = folder / PRINTED
        assert not printed.exists() or printed.read_text("utf-8").endswith("\n"), f"{end}: half a file"
    return _MOMENTS


if __name__ == "__main__":
    main()
