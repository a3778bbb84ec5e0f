"""The `factfile` command: one parser for every verb; each verb's module is loaded when it is called, and no other."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from factsheets.library import Library, LibraryError, find_library
from factsheets.problem import DataError
from tui.output import CommandError, Exit, Output, silence_broken_pipe

PROGRAM = "factfile"
LANGUAGES = ("en", "fr", "es")


@dataclass(slots=True)
class Call:
    """What a verb is given: its arguments, where it writes, and the library, looked up when it is asked for."""

    args: argparse.Namespace
    output: Output

    @property
    def library(self) -> Library:
        return find_library(self.args.library, os.environ, Path.cwd())

    @property
    def lang(self) -> str:
        return str(self.args.lang)


Run = Callable[[Call], Exit]
Declare = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by name, the function of `tui.verbs` that runs it, and its arguments."""

    name: str
    function: str
    help: str
    declare: Declare

    def run(self, call: Call) -> Exit:
        module, function = self.function.split(".")
        run: Run = getattr(import_module(f"tui.verbs.{module}"), function)
        return run(call)


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD", help="the question, in any of the three languages")


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD", help="words, phrases and fields (factfile help searching)")


def _one_reference(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="ID", help="a sheet, SHEET#FACT, actor/ID, tool/ID or place/ID")


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """The options every verb has are enough."""


def _some_sheets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="sheets; all of them when none is named")


def _printing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="sheets")
    parser.add_argument("--all", action="store_true", help="every sheet, with an index page")


def _entity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a sheet, an actor, a tool or a place")


def _originals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "add"), nargs="?", default="list")
    parser.add_argument("files", nargs="*", metavar="FILE", help="documents to attach by their hash")


def _index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rebuild", action="store_true", help="build it anew from the library")
    parser.add_argument("--verify", action="store_true", help="prove every byte of it")


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar="DIR", help="where; your data folder when left out")
    parser.add_argument("--empty", action="store_true", help="without the shipped sheets and the example")


def _new_sheet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="small letters, digits and hyphens")
    parser.add_argument("--title", default="", help="the sheet's title")


def _shell(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def _topic(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="a page of the guide")


VERBS: tuple[Verb, ...] = (
    Verb("ask", "asking.ask", "answer a question with facts and their proof", _question),
    Verb("find", "asking.find", "search facts, sheets and source passages", _query),
    Verb("show", "reading.show", "show a sheet, a fact, an actor, a tool or a place", _one_reference),
    Verb("list", "reading.list_sheets", "list the sheets", _no_arguments),
    Verb("figures", "reading.figures", "list figures, of some sheets or of all", _some_sheets),
    Verb("links", "linking.links", "list what links to and from an actor, a tool, a place or a sheet", _entity),
    Verb("print", "printing.print_sheets", "print sheets to Markdown, with citations", _printing),
    Verb("check", "checking.check", "check that sheets are valid and their evidence stands", _some_sheets),
    Verb("verify", "checking.verify", "prove evidence in its sources, and in attached originals", _some_sheets),
    Verb("originals", "keeping.originals", "list originals, or attach documents by their hash", _originals),
    Verb("index", "indexing.index_library", "bring the search index up to date and tell about it", _index),
    Verb("init", "keeping.make_library", "make a library of your own", _folder),
    Verb("new", "keeping.new_sheet", "begin a sheet from a commented template", _new_sheet),
    Verb("completion", "shell.completion", "print a completion script", _shell),
    Verb("help", "guide.read_guide", "read the guide", _topic),
)


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Browse fact sheets offline: the answer, with its proof. Without a verb it opens the browser.",
        epilog="exit codes: 0 found or clean, 1 nothing found or problems found, 2 usage, 3 bad data, 4 input/output",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {version(PROGRAM)}")
    parser.add_argument("--library", metavar="DIR", default=None, help="the library to use")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    for verb in VERBS:
        child = verbs.add_parser(
            verb.name, help=verb.help, description=verb.help.capitalize() + ".", allow_abbrev=False
        )
        verb.declare(child)
        _common_options(child)
    return parser


def _common_options(parser: argparse.ArgumentParser) -> None:
    """The options that every verb takes alike; a verb that has no use for one ignores it."""
    parser.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="the library to use")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--jsonl", action="store_true", help="a line of JSON a hit")
    form.add_argument("--csv", action="store_true", help="comma-separated values")
    form.add_argument("--plain", action="store_true", help="ASCII, for screen readers and old terminals")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of labels")
    parser.add_argument("--limit", type=_positive, metavar="N", default=None, help="at most N results")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write to a file, or print into a folder")
    parser.add_argument("-q", "--quiet", action="store_true", help="no narration")
    parser.add_argument("-v", "--verbose", action="store_true", help="more narration")


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code, and never shows a traceback for what users or files do."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    args = build_parser().parse_args(arguments)
    try:
        return _run(args)
    except BrokenPipeError:
        silence_broken_pipe()
        return Exit.FOUND
    except KeyboardInterrupt:
        return 130


def _run(args: argparse.Namespace) -> int:
    verb = next((verb for verb in VERBS if verb.name == args.verb), None)
    into_folder = args.verb == "print"
    output = Output() if verb is None else Output(args.plain, args.quiet, "" if into_folder else args.output)
    try:
        code = _browse(args, output) if verb is None else verb.run(Call(args, output))
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
        where = f" {error.filename}" if error.filename else ""
        output.complain(f"{PROGRAM}: cannot read or write{where}: {(error.strerror or str(error)).lower()}")
        return Exit.IO
    return code


def _browse(args: argparse.Namespace, output: Output) -> int:
    """Without a verb: the browser on a terminal, the help in a pipe."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        output.text(build_parser().format_help())
        return Exit.FOUND
    browse = import_module("tui.browse")  # Textual is loaded here and nowhere else
    code: int = browse.browse(find_library(args.library, os.environ, Path.cwd()), output)
    return code
