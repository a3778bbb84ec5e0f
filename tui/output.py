"""The ways out of the command: stdout is data, stderr is narration, and nothing leaves unsafe."""

import contextlib
import json
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, TextIO

from factsheets.files import is_folder, reason, write_atomically
from factsheets.safe_text import ascii_only, safe, safe_json, safe_lines
from tui.spoken import spoken

WIDEST = 100
DEFAULT_WIDTH = 80
STANDARD = "-"
"""The name of a file that means standard input or output."""


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
        if self.file or not self.stdout.isatty():
            return DEFAULT_WIDTH
        import shutil  # noqa: PLC0415 - it brings every kind of compression

        return max(min(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, WIDEST), 20)

    @property
    def on_screen(self) -> bool:
        """Whether a person reads this as it comes, not a pipe or a file."""
        return not self.file and self.stdout.isatty()

    def prepare(self) -> None:
        """Find out that a file cannot be written before the work is done, not after."""
        self.file = "" if self.file == STANDARD else self.file
        if self.file:
            check_target(self.file)

    def lines(self, lines: Iterable[str]) -> None:
        """Each on a line of its own, whatever it holds."""
        for line in lines:
            self.text(f"{safe(line)}\n")

    def text(self, text: str) -> None:
        shown = safe_lines(text)
        self._send(ascii_only(spoken(shown)) if self.plain else shown)

    def wrap(self, text: str, indent: str = "", hanging: str | None = None) -> None:
        """A paragraph cut to the width; what is said in words is said first, so that no line grows past it."""
        self.lines(wrapped(spoken(text) if self.plain else text, self.width, indent, hanging))

    def json(self, value: Any, *, line: bool = False) -> None:
        text = safe_json(json.dumps(value, ensure_ascii=False, indent=None if line else 2))
        if not self.file and not _encodes(self.stdout, text):
            text = json.dumps(value, indent=None if line else 2)
        self._send(text + "\n")

    def _send(self, text: str) -> None:
        if self.file:
            self._gathered.append(text)
        else:
            self.stdout.write(text if _encodes(self.stdout, text) else ascii_only(text))

    def note(self, message: str) -> None:
        """Narration for a person; `-q` silences it."""
        if not self.quiet:
            self.complain(message)

    def complain(self, message: str) -> None:
        shown = safe(message)
        self.stderr.write((shown if not self.plain and _encodes(self.stderr, shown) else ascii_only(shown)) + "\n")

    def close(self) -> None:
        if self.file:
            write_file(Path(self.file), "".join(self._gathered))
            self.note(f"wrote {self.file}")
        self.stdout.flush()


def _encodes(stream: TextIO, text: str) -> bool:
    """Whether a stream's encoding has every character: an old locale gets look-alikes, and JSON its escapes."""
    encoding = stream.encoding or "utf-8"
    if encoding.lower().replace("-", "") == "utf8" or text.isascii():
        return True
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def check_target(file: str) -> None:
    """Raise CommandError for a file that could not be written: its folder is not there, or it is a folder itself."""
    path = Path(file)
    if is_folder(path):
        raise CommandError(f"cannot write {file}: it is a folder")
    if not is_folder(path.parent):
        raise CommandError(f"cannot write {file}: there is no folder {path.parent}")


def write_file(path: Path, text: str) -> None:
    """Write a whole file or none; a failure names the file that was asked for, not the temporary one beside it."""
    check_target(str(path))
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise CommandError(f"cannot write {path}: {reason(error).removeprefix('cannot be read: ')}") from None


def wrapped(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """A text as lines of a width; a word too long for a line, such as a reference, stays whole to be copied."""
    return textwrap.wrap(
        safe(text),
        width,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent.rstrip()]


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 problem", "2 problems"."""
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"


@contextlib.contextmanager
def progress_bar(output: Output, what: str) -> Iterator[Any]:
    """A function for (done, of all) that draws a bar on a terminal's stderr, and nothing anywhere else.

    Of nothing at all it takes the bar away, for a line of text to stand in its place.
    """
    drawn = ""

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        if output.quiet or not output.stderr.isatty():
            return
        filled = 20 * done // total if total else 0
        bar = f"\r{what} [{'#' * filled}{'.' * (20 - filled)}] {done}/{total}" if total else ""
        if bar != drawn:
            output.stderr.write(bar or "\r" + " " * len(drawn) + "\r")
            output.stderr.flush()
            drawn = bar

    try:
        yield draw
    finally:
        draw(0, 0)


def open_streams() -> None:
    """Never fail on a character that a locale lacks, nor on a stream that the caller closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def silence_broken_pipe() -> None:
    """A reader that went away (`| head`) is no error; the interpreter's last flush must not complain either."""
    with contextlib.suppress(OSError, ValueError):  # a stream that is no file has nothing to silence
        descriptor = sys.stdout.fileno()
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, descriptor)
