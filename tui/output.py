"""The ways out of the command: stdout is data, stderr is narration, and nothing leaves unsafe."""

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, TextIO

from factsheets.library import write_atomically
from factsheets.safe_text import ascii_only, safe, safe_json, safe_lines

WIDEST = 100
DEFAULT_WIDTH = 80


class Exit(IntEnum):
    """Exit codes, part of the command's promise."""

    FOUND = 0
    NOTHING = 1
    USAGE = 2
    BAD_DATA = 3
    IO = 4


class CommandError(Exception):
    """Ends a verb with one line on stderr and an exit code."""

    def __init__(self, message: str, code: Exit = Exit.IO) -> None:
        self.code = code
        super().__init__(message)


@dataclass(slots=True)
class Output:
    """Where a verb writes. With `file`, stdout's lines are gathered and written at once, atomically."""

    plain: bool = False
    quiet: bool = False
    file: str = ""
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    _gathered: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        if not self.stdout.isatty():
            return DEFAULT_WIDTH
        return min(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, WIDEST)

    def lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.text(f"{line}\n")

    def text(self, text: str) -> None:
        shown = safe_lines(text)
        self._send(ascii_only(shown) if self.plain else shown)

    def json(self, value: Any, *, line: bool = False) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=None if line else 2)
        self._send(safe_json(text) + "\n")

    def _send(self, text: str) -> None:
        if self.file:
            self._gathered.append(text)
        else:
            self.stdout.write(text)

    def note(self, message: str) -> None:
        """Narration for a person; `-q` silences it."""
        if not self.quiet:
            self.complain(message)

    def complain(self, message: str) -> None:
        self.stderr.write(safe(message) + "\n")

    def close(self) -> None:
        if self.file:
            path = Path(self.file)
            if not path.parent.is_dir():
                raise CommandError(f"cannot write {self.file}: there is no folder {path.parent}")
            write_atomically(path, "".join(self._gathered).encode("utf-8"))
            self.note(f"wrote {self.file}")
        self.stdout.flush()


@contextlib.contextmanager
def progress_bar(output: Output, what: str) -> Iterator[Any]:
    """A function for (done, of all) that draws a bar on a terminal's stderr, and nothing anywhere else."""
    drawn = ""

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        if output.quiet or not output.stderr.isatty() or not total:
            return
        filled = 20 * done // total
        bar = f"\r{what} [{'#' * filled}{'.' * (20 - filled)}] {done}/{total}"
        if bar != drawn:
            drawn = bar
            output.stderr.write(bar)
            output.stderr.flush()

    try:
        yield draw
    finally:
        if drawn:
            output.stderr.write("\r" + " " * len(drawn) + "\r")
            output.stderr.flush()


def silence_broken_pipe() -> None:
    """A reader that went away (`| head`) is no error; the interpreter's last flush must not complain either."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
