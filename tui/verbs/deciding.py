"""The decisions of `review`: each is one write, told in one line with what is left to do."""

import getpass
import os
import re
from collections.abc import Callable

from factsheets.evidence import Span, occurrences
from factsheets.review import decisions
from factsheets.review.adding import KINDS
from factsheets.review.desk import DecisionError, Desk
from tui.cli import Call
from tui.output import CommandError, Exit
from tui.verbs.review_list import line_of, open_desk, passage, went
from tui.verbs.rows import JSON_VERSION

_SPAN = re.compile(r"(\d{1,9}):(\d{1,9})")
_MOST_WORDS = 30
READ_ONLY = "this library is read-only, nothing was written; `factfile init DIR` makes one of your own"


def decide(call: Call) -> Exit:
    """Make the decision that the options name; raises DecisionError where it cannot be made."""
    if call.args.why:
        return _why(call)
    if not call.library.writable:
        raise CommandError(READ_ONLY)
    desk = open_desk(call, reviewer(call))
    for name, make in _DECISIONS.items():
        if getattr(call.args, name) not in (None, False):
            _tell(call, desk, make(call, desk))
    return Exit.FOUND


def reviewer(call: Call) -> str:
    """`--by`, else FACTFILE_REVIEWER, else the name one is logged in by."""
    try:
        return call.args.by or os.environ.get("FACTFILE_REVIEWER", "") or getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return ""


def _tell(call: Call, desk: Desk, done: str) -> None:
    if not done:
        return
    decided, total = desk.progress
    if call.args.json or call.args.jsonl:
        counts = {"decided": decided, "total": total, "pending": len(desk.pending), "status": desk.sheet.status.value}
        payload = {"version": JSON_VERSION, "sheet": desk.sheet.id, "done": done, **counts}
        call.output.json(payload, line=call.args.jsonl)
    else:
        call.output.wrap(f"{done}; {went(desk)}", "", "  ")


def _accept(call: Call, desk: Desk) -> str:
    accepted, rejected = call.args.accept or (), call.args.reject or ()
    desk.decide(accepted, rejected)
    told = [f"{word} {', '.join(ids)}" for word, ids in (("accepted", accepted), ("rejected", rejected)) if ids]
    return ", ".join(told)


def _reject(call: Call, desk: Desk) -> str:
    return "" if call.args.accept else _accept(call, desk)


def _edit(call: Call, desk: Desk) -> str:
    ident, *pairs = call.args.edit
    if not pairs:
        raise CommandError("say what to change: --edit ID KEY=VALUE", Exit.USAGE)
    desk.edit(ident, _pairs(pairs))
    return f"edited {ident}"


def _add(call: Call, desk: Desk) -> str:
    if len(call.args.add) < 2:
        raise CommandError(f"--add takes START:END or the words, then {', '.join(KINDS)}", Exit.USAGE)
    where, kind, *pairs = call.args.add
    source = call.args.source or (desk.sheet.sources[0].id if desk.sheet.sources else "")
    start, end = _span(desk, source, where)
    return f"added {desk.add(source, start, end, kind, _pairs(pairs))}"


def _span(desk: Desk, source: str, where: str) -> tuple[int, int]:
    """START:END in code points, or words that stand once in the source."""
    found = _SPAN.fullmatch(where)
    if found:
        return int(found[1]), int(found[2])
    text = desk.source_text(source)
    places = list(occurrences(where, text.text, Span(0, len(text.text)))) if text else []
    if not places:
        raise DecisionError(f"`{where}` does not stand in {source}")
    if len(places) > 1:
        named = ", ".join(f"{one.start}:{one.end}" for one in places[:8])
        raise DecisionError(f"`{where}` stands in {source} more than once; say which: {named}")
    return places[0].start, places[0].end


def _merge(call: Call, desk: Desk) -> str:
    one, into = call.args.merge
    desk.merge(one, into)
    return f"merged {one} into {into}"


def _different(call: Call, desk: Desk) -> str:
    one, other = call.args.different
    desk.differ(one, other)
    return f"{one} and {other} are different, and are not offered as one again"


def _unjudge(call: Call, desk: Desk) -> str:
    one, other = call.args.undo_judgement
    desk.unjudge(one, other)
    return f"took back what was judged of {one} and {other}"


def _cut(call: Call, desk: Desk) -> str:
    found = _SPAN.fullmatch(call.args.cut)
    if not found:
        raise CommandError("--cut takes START:END, in characters of the text", Exit.USAGE)
    desk.move_cut(int(found[1]), int(found[2]))
    return f"moved the cut to {call.args.cut}"


def _reopen(call: Call, desk: Desk) -> str:
    desk.reopen(call.args.reopen)
    return f"reopened {call.args.reopen or 'the review'}"


def _undo(_call: Call, desk: Desk) -> str:
    return f"undid: {desk.undo()}"


def _finish(call: Call, desk: Desk) -> str:
    desk.finish(call.args.notes)
    review = desk.sheet.review
    return f"reviewed by {review.by} on {review.at}" if review else ""


_DECISIONS: dict[str, Callable[[Call, Desk], str]] = {
    "accept": _accept,
    "reject": _reject,
    "edit": _edit,
    "add": _add,
    "merge": _merge,
    "different": _different,
    "undo_judgement": _unjudge,
    "cut": _cut,
    "reopen": _reopen,
    "undo": _undo,
    "finish": _finish,
}


def _pairs(typed: list[str]) -> dict[str, str]:
    pairs = dict(one.partition("=")[::2] for one in typed)
    wrong = next((one for one in typed if "=" not in one), "")
    if wrong:
        raise CommandError(f"{wrong} is no KEY=VALUE", Exit.USAGE)
    return pairs


def _why(call: Call) -> Exit:
    """Why a finding is there, where it stands, and what of it can be edited, a line each."""
    desk, ident = open_desk(call), call.args.why
    lines = desk.why(ident)
    finding, fact = decisions.found(desk.sheet, ident)
    finding = finding or next(iter(decisions.finding_of(fact)), None) if fact else finding
    if call.args.json or call.args.jsonl:
        named = [{"name": one.name, "value": one.value or None, "words": list(one.words)} for one in desk.fields(ident)]
        payload = {"version": JSON_VERSION, "sheet": desk.sheet.id, "id": ident, "why": lines, "fields": named}
        call.output.json(payload, line=call.args.jsonl)
        return Exit.FOUND
    for line in lines:
        call.output.wrap(line, "", "  ")
    if finding:
        call.output.wrap(f"In: {passage(desk, finding)}", "", "  ")
        call.output.wrap(f"Shown as: {line_of(desk, finding, call.lang)}", "", "  ")
    for one in desk.fields(ident):
        words = f" (one of {', '.join(one.words)})" if 0 < len(one.words) <= _MOST_WORDS else ""
        call.output.wrap(f"{one.name}={one.value}{words}", "  ", "    ")
    return Exit.FOUND
