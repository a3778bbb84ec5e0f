"""Keys that a task takes: `python -m tests.benchmarks.keystrokes [FROGMOUTH]`.

Find three figures (the Clearview contract, the Palantir contract, the price of TurnSignl), follow a link, prove one,
print one: in the browser, with `less` and `grep` over the printed Markdown, and with frogmouth over those where that
program is given. Every key is really typed, a word only as far as it must be, names completed by Tab.
"""

import os
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.terminals import BACK, PLAIN, Terminal, browser
from tests.tour import PRINTED
from tui.cli import main as factfile

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE_DOWN = "\x1b[6~"
_QUIET = 0.4
_FIGURES = (("clearview contract", "$3,750,000"), ("palantir contract", "$30,000,000"), ("turnsignl price", "$99"))
_PROOF = "3.75 millions de dollars"


class Hand:
    """Types, and counts; a sequence that one key sends is one."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.keys = 0

    def press(self, *keys: str, until: str = "") -> None:
        for key in keys:
            self._terminal.type(key)
            self.keys += 1
        if until:
            self._terminal.wait(until)
        else:
            self._settle()

    def write(self, words: str, until: str, whole: bool) -> None:
        """Letter by letter, to the end or no further than until it stands there."""
        for letter in words:
            if not whole and self._terminal.shows(until):
                return
            self.press(letter)
        self._terminal.wait(until)

    def repeat(self, key: str, until: str, most: int = 60) -> None:
        for _ in range(most):
            if self._terminal.shows(until):
                return
            self.press(key)
        raise AssertionError(f"{until} was never seen:\n{self._terminal.text}")

    def _settle(self) -> None:
        """Until nothing more comes: not every program says when it has drawn."""
        while True:
            before = len(self._terminal.raw)
            until = time.monotonic() + _QUIET
            while time.monotonic() < until:
                self._terminal.read(0.05)
            if len(self._terminal.raw) == before:
                return


def in_the_browser(folder: Path, whole: bool = False) -> int:
    with browser(folder) as terminal:
        terminal.wait("Minneapolis: technology")
        hand = Hand(terminal)
        hand.press("/")
        for number, (question, amount) in enumerate(reversed(_FIGURES)):
            if number:
                hand.press("\x15")
            hand.write(question, f"> {amount}", whole)
        hand.press("\r", until="Figures")
        hand.press("\t", "\t", "\r", until="public body")
        hand.press(BACK, until="[ICE]")
        hand.press("v", until=_PROOF)
        hand.press("p", until="Printed to")
    assert _PROOF in (folder / PRINTED).read_text("utf-8")
    return hand.keys


def in_a_shell(folder: Path) -> int:
    """`grep` finds the three; `less` shows the page, its footnote is the link, the source is the proof; `cp` prints."""
    pages(folder)
    shell = Terminal(["bash", "--norc", "--noprofile", "-i"], _environment(folder), folder, PLAIN)
    try:
        hand = Hand(shell)
        for question, amount in _FIGURES:
            hand.press(*f"grep -i {question[:6]}.*[$] p", "\t", "m", "\t", "\r", until=amount)
            hand.press("\x0c")
        hand.press(*"less -i p", "\t", "m", "\t", "\r")
        hand.press(*"/3,750\r", until="$3,750,000")
        hand.press(*"/1]:\r", until="paragraph 18")
        hand.press("q")
        hand.press(*"less -i s", "\t", "0", "0", "0", "\t", "\r")
        hand.press(*"/3.75\r")
        hand.repeat("n", _PROOF)
        hand.press("q")
        hand.press(*"cp p", "\t", "m", "\t", *" .\r")
    finally:
        shell.close()
    assert (folder / PRINTED).exists()
    return hand.keys


def pages(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)
    try:
        factfile(["print", "--all", "-o", "pages", "-q"])
    finally:
        os.chdir(here)
    shutil.copytree(Path(__file__).parents[2] / "seeds", folder / "seeds")


def in_frogmouth(program: str, folder: Path) -> int:
    """Only the figures: it searches no text, its footnotes are no links, it shows no passage and prints nothing."""
    pages(folder)
    terminal = Terminal([program, str(folder / "pages" / PRINTED)], _environment(folder), folder, PLAIN)
    try:
        hand = Hand(terminal)
        hand.press(until="ICE spent" if terminal.shows("ICE spent") else "id:")
        for words in ("3.75 million", "30 million dollar", "$99"):
            hand.repeat(_PAGE_DOWN, words)
    finally:
        terminal.close()
    return hand.keys


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PS1": "$ ",
        "INPUTRC": "/dev/null",
        "BASH_SILENCE_DEPRECATION_WARNING": "1",
    }


def main() -> None:
    root = Path(tempfile.mkdtemp())
    plays: dict[str, Callable[[Path], int]] = {
        "the browser": in_the_browser,
        "the browser, every word typed out": partial(in_the_browser, whole=True),
        "less and grep": in_a_shell,
    }
    for name, play in plays.items():
        folder = root / name.replace(" ", "-")
        folder.mkdir()
        print(f"{name}: {play(folder)} keys", flush=True)
    for program in sys.argv[1:]:
        folder = root / "frogmouth"
        folder.mkdir()
        print(f"frogmouth, the three figures alone: {in_frogmouth(program, folder)} keys", flush=True)


if __name__ == "__main__":
    main()
