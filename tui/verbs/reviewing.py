"""`review`: what waits for a decision, and the decisions, for those who work without the browser."""

from importlib import import_module

from factsheets.review.errors import ChangedError, DecisionError, UnknownError
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs import review_queue

_OF_ONE_SHEET = (
    "accept",
    "reject",
    "edit",
    "add",
    "merge",
    "different",
    "undo_judgement",
    "why",
    "cut",
    "reopen",
    "undo",
    "finish",
)


def review(call: Call) -> Exit:
    """Without a sheet the queue of all drafts; exit 1 when nothing waits, 3 for a decision that cannot be made."""
    args = call.args
    asked = [name for name in _OF_ONE_SHEET if getattr(args, name) not in (None, False)]
    if set(asked) == {"accept", "reject"}:
        asked = ["accept"]
    if len(asked) + args.bulk + args.list > 1:
        raise CommandError("one thing at a time: these options do not go together", Exit.USAGE)
    if asked and not args.id:
        raise CommandError(f"--{asked[0].replace('_', '-')} needs the sheet: factfile review ID ...", Exit.USAGE)
    try:
        if args.bulk:
            return _module("review_bulk", "in_bulk", call)
        if asked:
            return _module("deciding", "decide", call)
        return _module("review_list", "findings", call) if args.id else review_queue.queue(call)
    except UnknownError as error:
        raise CommandError(str(error), Exit.NOTHING) from None
    except ChangedError as error:
        raise CommandError(str(error), Exit.IO) from None
    except DecisionError as error:
        raise CommandError(str(error), Exit.BAD_DATA) from None


def _module(name: str, function: str, call: Call) -> Exit:
    """The queue does not load the distiller; what looks at one sheet does."""
    code: Exit = getattr(import_module(f"tui.verbs.{name}"), function)(call)
    return code
