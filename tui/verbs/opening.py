"""What the verbs that search have in common: the question, the engine, and what there is to tell beside the results."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TypeVar

from factsheets.library import Library
from index.ahead import begun
from index.answer import Engine
from index.damage import DamagedError
from index.published import discard
from tui.cli import Call
from tui.output import STANDARD, CommandError, Exit, Output, counted, progress_bar

LONGEST_QUESTION = 10_000
T = TypeVar("T")
DAMAGED = "the index was damaged on the disk: ask again, and it is built anew"


@contextmanager
def open_engine(library: Library, output: Output) -> Iterator[Engine]:
    """The library with its index brought up to date, a bar on a terminal while it is built."""
    with progress_bar(output, "indexing") as progress:
        engine = Engine.open(library, os.environ, progress)
    with closing(engine.reader):
        try:
            yield engine
        except DamagedError as error:
            discard(engine.built)
            raise CommandError(DAMAGED) from error


@contextmanager
def answering(call: Call, answer: Callable[[Engine], T]) -> Iterator[tuple[Engine, T]]:
    """The engine and what it answers; of a large library it answers while its files are still being looked over."""
    ahead = _ahead(call.library, answer)
    if ahead:
        with closing(ahead[0].reader):
            yield ahead
    else:
        with open_engine(call.library, call.output) as engine:
            yield engine, answer(engine)


def _ahead(library: Library, answer: Callable[[Engine], T]) -> tuple[Engine, T] | None:
    """The answer from what is published, if nothing has changed since."""
    started = begun(library, os.environ)
    if started is None:
        return None
    built, lookout = started
    with closing(lookout), suppress(DamagedError, FileNotFoundError), ExitStack() as opened:
        engine = Engine(library, built)
        opened.callback(engine.reader.close)
        found = answer(engine)
        if lookout.saw_no_change():
            opened.pop_all()
            return engine, found
    return None


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
