"""Shell transcripts: what is typed, what comes back, how it ends. `RECORD=1` writes them anew, to be read over."""

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.test_command.running import Ran, Run

FOLDER = Path(__file__).parents[1] / "transcripts"
_EXIT = re.compile(r"\[exit (\d+)\]")
_STDERR = "[stderr] "
_WIDEST = 80
_WHOLE_LINES = (
    "--dry-run",
    "--findings",
    "figures --csv",
    "list",
    "check",
    "--jsonl",
    "--csv",
    "--markdown",
    "completion",
    "print",
    "cat ",
    "--json",
)


@dataclass
class Step:
    command: str
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    code: int = 0


def read(text: str) -> tuple[list[str], list[Step]]:
    """The heading's lines and the steps; a blank line before the next command belongs to neither."""
    heading: list[str] = []
    steps: list[Step] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            steps.append(Step(line[2:]))
        elif not steps:
            heading.append(line)
        elif found := _EXIT.fullmatch(line):
            steps[-1].code = int(found[1])
        elif line.startswith(_STDERR):
            steps[-1].err.append(line.removeprefix(_STDERR))
        else:
            steps[-1].out.append(line)
    for step in steps:
        if step.out and not step.out[-1]:
            step.out.pop()
    return heading, steps


def lines_of(step: Step) -> Iterator[str]:
    yield f"$ {step.command}"
    yield from step.out
    yield from (f"{_STDERR}{line}" for line in step.err)
    if step.code:
        yield f"[exit {step.code}]"
    yield ""


def perform(command: str, run: Run) -> Ran:
    """`factfile ...`, also behind `echo WORDS |`; `cat FILE` and `ls FOLDER` show what it wrote."""
    said, bar, piped = command.partition(" | ")
    words = shlex.split(piped if bar else command)
    if words[0] == "cat":
        return Ran(0, Path(words[1]).read_text(encoding="utf-8"), "")
    if words[0] == "ls":
        return Ran(0, "".join(f"{path.name}\n" for path in sorted(Path(words[1]).iterdir())), "")
    assert words[0] == "factfile"
    return run(*words[1:], stdin=f"{said.removeprefix('echo ')}\n" if bar else "")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path, run: Run, home: Path) -> None:
    heading, steps = read(path.read_text(encoding="utf-8"))
    done = []
    for step in steps:
        ran = perform(step.command, run)
        out, err = (text.replace(str(home), "~").splitlines() for text in (ran.out, ran.err))
        done.append(Step(step.command, out, err, ran.code))
    if os.environ.get("RECORD"):
        written = "\n".join([*heading, *(line for step in done for line in lines_of(step))])
        path.write_text(written.rstrip("\n") + "\n", encoding="utf-8")
    assert done == steps or os.environ.get("RECORD")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_what_people_read_fits_on_80_columns(path: Path) -> None:
    _, steps = read(path.read_text(encoding="utf-8"))
    wide = [
        line
        for step in steps
        if not any(part in step.command for part in _WHOLE_LINES)
        for line in step.out
        if len(line) > _WIDEST and " " in line.strip()
    ]
    assert wide == []


def test_every_verb_has_a_transcript() -> None:
    from tui.options import VERBS  # noqa: PLC0415 - only this test looks at the parser

    typed = " ".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt"))
    assert [verb.name for verb in VERBS if f"factfile {verb.name}" not in typed] == []
