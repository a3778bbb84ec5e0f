"""The `factfile` command: one parser for every verb; each verb's module is loaded when it is called, and no other."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets.library_folder import LibraryError, LibraryFolder, find_folder
from factsheets.problem import DataError
from tui.options import LANGUAGES, PROGRAM, Verb, build_parser, parse, verb_of
from tui.output import CommandError, Exit, Output, open_streams, silence_broken_pipe

if TYPE_CHECKING:
    from factsheets.library import Library

_INTERRUPTED = 130
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Python's own 700 has it look for garbage some fifty times while modules are loaded, which make none."""


@dataclass(slots=True)
class Call:
    """What a verb is given: its arguments, where it writes, and the library, looked up when it is asked for."""

    args: argparse.Namespace
    output: Output

    @property
    def library(self) -> "Library":
        from factsheets.library import Library  # noqa: PLC0415 - the browser draws its first screen without

        return Library(*_folder(self.args))

    @property
    def lang(self) -> str:
        return str(self.args.lang or LANGUAGES[0])


Run = Callable[[Call], Exit]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code, and never shows a traceback for what users or files do.

    Without arguments it is the program itself: what there is at its end is not searched for garbage once more.
    """
    if arguments is not None:
        return _main(arguments)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        return _main(sys.argv[1:])
    finally:
        gc.freeze()


def _main(arguments: Sequence[str]) -> int:
    open_streams()
    args = parse(list(arguments))
    try:
        return _run(args)
    except BrokenPipeError:
        silence_broken_pipe()
        return Exit.FOUND
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(args: argparse.Namespace) -> int:
    verb = verb_of(args)
    into_folder = args.verb == "print"
    output = Output() if verb is None else Output(args.plain, args.quiet, "" if into_folder else args.output)
    try:
        output.prepare()
        code = _browse(args, output) if verb is None else _function(verb)(Call(args, output))
        output.close()
    except LibraryError as error:
        output.complain(f"{PROGRAM}: {error}")
        return Exit.IO
    except CommandError as error:
        output.complain(f"{PROGRAM}: {error}")
        return error.code
    except DataError as error:
        for problem in error.problems:
            output.complain(str(problem))
        return Exit.BAD_DATA
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            silence_broken_pipe()  # standard output itself may be what is full
        where = f" {os.fsdecode(error.filename)}" if isinstance(error.filename, str | bytes) else ""
        output.complain(f"{PROGRAM}: cannot read or write{where}: {(error.strerror or str(error)).lower()}")
        return Exit.IO
    return code


def _function(verb: Verb) -> Run:
    module, function = verb.function.split(".")
    run: Run = getattr(import_module(f"tui.verbs.{module}"), function)
    return run


def _browse(args: argparse.Namespace, output: Output) -> int:
    """Without a verb: the browser on a terminal, the help in a pipe."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        if args.kiosk is not None:
            raise CommandError("--kiosk is for the browser, which needs a terminal: `ssh -t`", Exit.USAGE)
        output.text(build_parser().format_help())
        return Exit.FOUND
    folder = _folder(args) if args.kiosk is None else import_module("tui.kiosk").enter(args.library, args.kiosk)
    config = import_module("tui.config").read_config(os.environ)
    config = replace(config, lang=args.lang or config.lang, kiosk=args.kiosk is not None)
    import_module("tui.lean")  # Textual is loaded here and nowhere else
    browse = import_module("tui.browse")
    code: int = browse.browse(folder, output, config)
    return code


def _folder(args: argparse.Namespace) -> LibraryFolder:
    return find_folder(args.library, os.environ, Path.cwd())
