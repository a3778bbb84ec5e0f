"""What can be typed: the verbs, their arguments and the options that all of them share."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from factsheets.problem import did_you_mean
from factsheets.safe_text import safe

PROGRAM = "factfile"
LANGUAGES = ("en", "fr", "es")
ROWS = ("json", "jsonl", "csv", "plain")
OBJECT = ("json", "plain")
TEXT = ("plain",)
_FORM_HELPS = {
    "json": "one JSON object",
    "jsonl": "a line of JSON for each result",
    "csv": "comma-separated values, with a header",
    "plain": "ASCII that reads well aloud",
}

Declare = Callable[[argparse.ArgumentParser], None]


class Parser(argparse.ArgumentParser):
    """argparse, except that what it quotes is safe for a terminal and a misspelt verb gets a suggestion."""

    def error(self, message: str) -> NoReturn:
        super().error(safe(message))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if isinstance(action, argparse._SubParsersAction) and value not in action.choices:
            hint = did_you_mean(str(value), action.choices) or f"`{PROGRAM} --help` names them"
            self.error(f"there is no verb {value}; {hint}")
        super()._check_value(action, value)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: `importlib.metadata` takes longer to load than most verbs."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **_more: Any) -> None:
        from importlib.metadata import version  # noqa: PLC0415 - keeps every other start fast

        sys.stdout.write(f"{PROGRAM} {version(PROGRAM)}\n")
        parser.exit()


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb by name, the function of `tui.verbs` that runs it, its arguments and the forms it can answer in."""

    name: str
    function: str
    help: str
    declare: Declare
    forms: tuple[str, ...] = ROWS


def _question(parser: argparse.ArgumentParser) -> None:
    help_text = "the question, in English, French or Spanish; - reads it from standard input"
    parser.add_argument("words", nargs="+", metavar="WORD", help=help_text)


def _query(parser: argparse.ArgumentParser) -> None:
    help_text = f"words, phrases, fields or @NAME (`{PROGRAM} help searching`); - reads them from standard input"
    parser.add_argument("words", nargs="*", metavar="WORD", help=help_text)
    parser.add_argument("--facets", action="store_true", help="count what is found by kind, actor, year ... instead")
    parser.add_argument("--sort", choices=("relevance", "amount", "date", "title"), default="", help="order of hits")
    parser.add_argument("--reverse", action="store_true", help="with --sort: the last first")
    parser.add_argument("--save", metavar="NAME", default="", help="keep the query in the library, for `find @NAME`")
    parser.add_argument("--saved", action="store_true", help="list the saved searches, each with how much it finds")
    parser.add_argument("--forget", metavar="NAME", default="", help="remove a saved search")


def _one_reference(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="ID", help="a sheet, SHEET#FACT, an actor, a tool, a place or source/SHEET/ID")


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """The options every verb has are enough."""


def _some_sheets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="sheets; all of them when none is named")


_FIGURE_COLUMNS = (
    *("amount", "label", "who", "date", "nature", "kind", "status"),
    *("payer", "payee", "currency", "basis", "per", "sheet", "printed"),
)
_TIMELINE_COLUMNS = ("date", "span", "what", "who", "type", "nature", "status", "sheet", "printed")


def _figures(parser: argparse.ArgumentParser) -> None:
    _table(parser, _FIGURE_COLUMNS)
    parser.add_argument("--totals", action="store_true", help="add up what can be added up, and say what cannot")


def _timeline(parser: argparse.ArgumentParser) -> None:
    _table(parser, _TIMELINE_COLUMNS)


def _table(parser: argparse.ArgumentParser, columns: tuple[str, ...]) -> None:
    _some_sheets(parser)
    add = parser.add_argument
    add("--where", metavar="QUERY", default="", help="only these: words, fields, payer:NAME nature:alleged basis:paid")
    add("--sort", choices=columns, metavar="COLUMN", default="", help=f"order: {', '.join(columns)}")
    add("--reverse", action="store_true", help="with --sort: the last first")
    add("--columns", metavar="A,B", default="", help="only these columns, in this order")
    add("--markdown", action="store_true", help="a Markdown table, with the proof of each row")


def _some_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="sheets, or files of sheets; all when none is named")


def _printing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="sheets")
    parser.add_argument("--all", action="store_true", help="every sheet, with an index page")


def _entity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a sheet, an actor, a tool or a place")


def _originals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "add"), nargs="?", default="list", help="list when left out")
    parser.add_argument("files", nargs="*", metavar="FILE", help="documents to attach by their hash")


def _documents(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="documents, folders of them, or - for standard input")
    parser.add_argument("--dry-run", action="store_true", help="show the draft, write nothing; with -o, into a file")
    parser.add_argument("--findings", action="store_true", help="a line of JSON for each finding instead of a draft")
    parser.add_argument("--link", action="store_true", help="leave the document where it is, keep only its text")
    parser.add_argument("--again", action="store_true", help="distil known documents too, by the rules of today")


def _reviewing(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("id", nargs="?", metavar="ID", help="a draft sheet; the queue of all drafts when left out")
    add("--list", action="store_true", help="list what is undecided in a draft: what ID alone does")
    add("--all", action="store_true", help="list what was decided too")
    add("--order", choices=("sheet", "confidence", "kind", "actor"), default="sheet", help="order of the queue")
    add("--accept", nargs="+", metavar="F", help="these findings are right")
    add("--reject", nargs="+", metavar="F", help="these are wrong: they go, and every reference to them")
    add("--edit", nargs="+", metavar=("F", "KEY=VALUE"), help="right after these changes")
    add("--add", nargs="+", metavar=("SPAN", "KIND"), help="START:END or WORDS, a kind, KEY=VALUE where needed")
    add("--source", default="", metavar="S", help="the source that SPAN is in; the first when left out")
    add("--merge", nargs=2, metavar=("A", "B"), help="A is B: actors, tools or places become one")
    add("--different", nargs=2, metavar=("A", "B"), help="A is not B, and is never offered as such again")
    add("--undo-judgement", nargs=2, metavar=("A", "B"), help="forget that A and B are one, or are not")
    add("--why", default=None, metavar="F", help="the rule, the passage and the fields of a finding")
    add("--cut", default=None, metavar="START:END", help="where the article begins and ends in its text")
    add("--reopen", nargs="?", const="", default=None, metavar="F", help="decide F again; without F, the whole review")
    add("--undo", action="store_true", help="take the last decision on this draft back")
    add("--finish", action="store_true", help="the review is over: the sheet is reviewed, by you, today")
    add("--by", default="", metavar="NAME", help="who reviews; else FACTFILE_REVIEWER, else your login name")
    add("--notes", default="", metavar="TEXT", help="what to note about the review")
    add("--bulk", action="store_true", help="accept many: first shows a sample and the count")
    add("--kind", default="", help="of this kind only")
    add("--rule", default="", help="found by this rule only")
    add("--at-least", type=_share, default="", metavar="SHARE", help="at least so sure, from 0 to 1")
    add("--yes", action="store_true", help="with --bulk: accept what the sample was shown of")


def _share(text: str) -> str:
    if text and not re.fullmatch(r"0(\.\d{1,6})?|1(\.0{1,6})?", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 1")
    return text


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
    parser.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="a page of the guide, or a verb")


VERBS: tuple[Verb, ...] = (
    Verb("ask", "asking.ask", "answer a question with facts and their proof", _question),
    Verb("find", "finding.find", "search facts, sheets and source passages", _query),
    Verb("show", "reading.show", "show a sheet, a fact, an actor, a tool or a place", _one_reference, OBJECT),
    Verb("list", "listing.list_sheets", "list the sheets", _no_arguments),
    Verb("figures", "figures.figures", "list figures, of some sheets or of all", _figures),
    Verb("timeline", "timeline.timeline", "list dated events and figures in order of date", _timeline),
    Verb("links", "linking.links", "list what names an actor, a tool or a place, or is linked with a sheet", _entity),
    Verb("print", "printing.print_sheets", "print sheets to Markdown, with citations", _printing, TEXT),
    Verb("check", "checking.check", "check that sheets are valid and their evidence stands", _some_files),
    Verb("verify", "verifying.verify", "prove evidence in its sources, and in attached originals", _some_sheets),
    Verb("distill", "distilling.distill", "distil documents into draft sheets", _documents, ("jsonl", "plain")),
    Verb("review", "reviewing.review", "decide on what was found in drafts, or list it", _reviewing),
    Verb("originals", "originals.originals", "list originals, or attach documents by their hash", _originals),
    Verb("index", "indexing.index_library", "bring the search index up to date and tell about it", _index, OBJECT),
    Verb("init", "keeping.make_library", "make a library of your own", _folder, OBJECT),
    Verb("new", "keeping.new_sheet", "begin a sheet from a commented template", _new_sheet, OBJECT),
    Verb("completion", "shell.completion", "print a completion script", _shell, TEXT),
    Verb("help", "guide.read_guide", "read the guide", _topic, TEXT),
)


_NO_VERB = "-"
"""The name of none: without any word there is nothing to tell verbs from."""


def build_parser(only: str = "") -> argparse.ArgumentParser:
    """The whole parser; with the name of a verb, every verb but the arguments of that one alone, which is faster."""
    parser = Parser(
        prog=PROGRAM,
        description="Browse fact sheets offline: the answer, with its proof. Without a verb it opens the browser.",
        epilog="exit codes: 0 found or clean, 1 nothing found or problems found, 2 usage, 3 bad data, 4 input/output",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    parser.add_argument("--library", metavar="DIR", default=None, help="the library to use")
    parser.add_argument("--lang", choices=LANGUAGES, default=None, help="language of labels")
    parser.add_argument("--kiosk", metavar="DIR", default=None, help="browse in a shared account, writing to DIR only")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    for verb in VERBS:
        if not only or only == verb.name:
            _declare(verb, verbs.add_parser(verb.name, help=verb.help, description=f"{verb.help.capitalize()}."))
    return parser


def _declare(verb: Verb, parser: argparse.ArgumentParser) -> None:
    """The options that every verb takes alike; a form that a verb does not have is a usage error, never ignored."""
    parser.allow_abbrev = False
    verb.declare(parser)
    parser.add_argument("--library", metavar="DIR", default=argparse.SUPPRESS, help="the library to use")
    form = parser.add_mutually_exclusive_group()
    for name, help_text in _FORM_HELPS.items():
        shown = help_text if name in verb.forms else argparse.SUPPRESS
        form.add_argument(f"--{name}", action="store_true", help=shown)
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of labels")
    parser.add_argument("--limit", type=_positive, metavar="N", default=None, help="at most N results")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write to a file, or print into a folder")
    parser.add_argument("-q", "--quiet", action="store_true", help="no narration")
    parser.add_argument("-v", "--verbose", action="store_true", help="more narration")


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read a command line; ends the program with 2 for one that makes no sense."""
    names = {verb.name for verb in VERBS}
    only = arguments[0] if arguments and arguments[0] in names else "" if arguments else _NO_VERB
    parser = build_parser(only)
    args = parser.parse_args(arguments)
    if args.verb and args.kiosk is not None:
        parser.error(f"--kiosk is for the browser, and {args.verb} is a verb")
    for form in _lacking(args):
        parser.error(f"{args.verb} has no --{form}")
    return args


def _lacking(args: argparse.Namespace) -> Iterator[str]:
    verb = verb_of(args)
    if verb:
        yield from (form for form in ROWS if getattr(args, form) and form not in verb.forms)


def verb_of(args: argparse.Namespace) -> Verb | None:
    return next((verb for verb in VERBS if verb.name == args.verb), None)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)
