"""What the verbs that search have in common: the question, the engine, and what there is to tell beside the results."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from factsheets.library import Library
from index.answer import Engine
from tui.cli import Call
from tui.output import STANDARD, CommandError, Exit, Output, counted, progress_bar

LONGEST_QUESTION = 10_000


@contextmanager
def open_engine(library: Library, output: Output) -> Iterator[Engine]:
    """The library with its index brought up to date, a bar on a terminal while it is built."""
    with progress_bar(output, "indexing") as progress:
        engine = Engine.open(library, os.environ, progress)
    with closing(engine.reader):
        yield engine


def question_of(call: Call) -> str:
    """The words of the command line, or of standard input for a single `-`."""
    words: list[str] = call.args.words
    if words != [STANDARD]:
        return " ".join(words)
    read = sys.stdin.read(LONGEST_QUESTION) if sys.stdin else ""
    if not read.strip():
        raise CommandError("standard input holds no question", Exit.USAGE)
    return " ".join(read.split())


def narrate(call: Call, engine: Engine, hints: tuple[str, ...] = ()) -> None:
    for notice in (*engine.built.notices(), *hints):
        call.output.note(notice)
    if engine.problem_count:
        call.output.note(f"{counted(engine.problem_count, 'problem')} in the library: see `factfile check`")
