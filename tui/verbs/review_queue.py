"""The queue: what waits in all drafts, by draft or finding by finding in another order."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from factsheets.review.queue import Queue, Waiting, ordered
from factsheets.vocabulary import label
from tui.cli import Call
from tui.output import Exit, counted, progress_bar
from tui.verbs.rows import JSON_VERSION, write_lines

_COLUMNS = ("sheet", "id", "kind", "printed", "reads", "confidence", "rule", "source", "start", "end", "title")
NOTHING = "nothing waits for a decision; `factfile distill FILE` makes drafts"


def queue(call: Call) -> Exit:
    """Drafts with their counts, or findings in the order asked for; exit 1 when nothing waits."""
    with progress_bar(call.output, "reading drafts") as progress:
        found = ordered(chosen(call, Queue(call.library).waiting(progress)), call.args.order)
    found = found[: call.args.limit] if call.args.order != "sheet" else found
    rows = [row(one) for one in found]
    if call.args.json:
        call.output.json({"version": JSON_VERSION, "findings": rows})
    else:
        by_sheet = call.args.order == "sheet"
        write_lines(call, rows, _COLUMNS, lambda: _drafts(call, found) if by_sheet else _findings(call, found))
    if not found:
        call.output.note(NOTHING)
    return Exit.FOUND if found else Exit.NOTHING


def chosen(call: Call, waiting: Iterable[Waiting]) -> list[Waiting]:
    """Those of the kind, the rule and the confidence asked for, of one sheet where one is named."""
    args = call.args
    least = float(args.at_least or 0)
    return [
        one
        for one in waiting
        if args.id in {None, one.sheet}
        and args.kind in {"", one.finding.kind}
        and args.rule in {"", one.finding.rule}
        and float(one.finding.confidence or 0) >= least
    ]


def row(one: Waiting) -> dict[str, Any]:
    """A line of JSON: where a finding waits and what it is."""
    finding = one.finding
    return {
        "sheet": one.sheet,
        "title": one.title,
        "id": finding.id,
        "kind": finding.kind,
        "source": finding.source,
        "start": finding.start,
        "end": finding.end,
        "printed": finding.printed,
        "reads": finding.reads or None,
        "rule": finding.rule,
        "confidence": finding.confidence or None,
    }


def _drafts(call: Call, found: list[Waiting]) -> None:
    drafts = [(sheet, list(rows)) for sheet, rows in groupby(found, key=lambda one: one.sheet)]
    if drafts:
        call.output.lines([f"{counted(len(found), 'finding')} to decide in {counted(len(drafts), 'draft')}"])
    for sheet, rows in drafts[: call.args.limit]:
        kinds = Counter(label("finding_kinds", one.finding.kind, call.lang) for one in rows)
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        call.output.wrap(f"{sheet}: {len(rows)} to decide: {told}", "", "  ")
        call.output.wrap(rows[0].title, "  ")


def _findings(call: Call, found: list[Waiting]) -> None:
    for one in found:
        finding = one.finding
        sure = f", {finding.confidence} sure" if finding.confidence else ""
        kind = label("finding_kinds", finding.kind, call.lang)
        call.output.wrap(f"{one.sheet} {finding.id}: {kind}{sure}: {finding.printed}", "", "  ")
