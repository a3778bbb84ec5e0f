"""The findings of one draft, a block each: what was read, where it stands, by which rule."""

import os
from collections.abc import Iterator
from itertools import islice
from typing import Any

from factsheets import display
from factsheets.model import Actor, Fact, Figure, Finding, Place, Tool, fact_type
from factsheets.review import decisions
from factsheets.review.desk import Desk
from factsheets.review.reasons import rule_words
from factsheets.vocabulary import label
from tui.cli import Call
from tui.output import Exit, counted
from tui.undoing import review_history
from tui.verbs.choosing import unknown
from tui.verbs.facts import fact_payload, namer
from tui.verbs.rows import JSON_VERSION, write_lines

_COLUMNS = ("id", "state", "kind", "line", "printed", "confidence", "rule", "source", "start", "end")
_BESIDE = 100
STATES = {"pending": "to decide", "person": "accepted", "bulk": "accepted in bulk", "rejected": "rejected"}


def open_desk(call: Call, by: str = "") -> Desk:
    library = call.library
    found = library.find(call.args.id)
    if found is None:
        raise unknown(library, call.args.id)
    return Desk(library, found[0], by, history=review_history(found[0], os.environ))


def findings(call: Call) -> Exit:
    """What is undecided, with `--all` what was decided too; exit 1 when there is nothing of that."""
    desk = open_desk(call)
    decided, total = desk.progress
    found = [one for one in _findings(desk, everything=call.args.all) if _asked(call, one[1])]
    found = list(islice(found, call.args.limit))
    if call.args.json:
        head = {"sheet": desk.sheet.id, "title": desk.sheet.title, "status": desk.sheet.status.value}
        counts = {"decided": decided, "total": total, "undoable": desk.undoable or None, "cut": cut_of(desk)}
        rows = [_row(desk, state, one) for state, one in found]
        call.output.json({"version": JSON_VERSION, **head, **counts, "findings": rows})
    else:
        rows = [_row(desk, state, one) for state, one in found] if call.args.jsonl or call.args.csv else []
        write_lines(call, rows, _COLUMNS, lambda: _write(call, desk, found))
    return Exit.FOUND if found else Exit.NOTHING


def _asked(call: Call, finding: Finding) -> bool:
    return call.args.kind in {"", finding.kind} and call.args.rule in {"", finding.rule}


def _findings(desk: Desk, *, everything: bool) -> Iterator[tuple[str, Finding]]:
    """(state, finding), what waits in the order of the text first, then what was decided."""
    yield from (("pending", one) for one in desk.pending)
    if everything:
        waits = {one.id for one in desk.pending}
        for fact in desk.sheet.facts():
            if fact.id not in waits:
                known = decisions.finding_of(fact)
                yield desk.checked(fact.id) or "person", known[0] if known else _nowhere(fact)
        yield from (("rejected", one) for one in desk.rejected)


def _nowhere(fact: Fact) -> Finding:
    printed = fact.evidence[0].exact if fact.evidence else ""
    return Finding(id=fact.id, kind=fact_type(fact), source="", start=0, end=0, printed=printed, rule="")


def _write(call: Call, desk: Desk, found: list[tuple[str, Finding]]) -> None:
    decided, total = desk.progress
    cut = cut_of(desk)
    article = f"; article {cut['start']}:{cut['end']} of {cut['source']}" if cut else ""
    call.output.wrap(f"{desk.sheet.id}: {decided} of {total} decided, {len(desk.pending)} to go{article}", "", "  ")
    for number, (state, one) in enumerate(found, start=1):
        call.output.lines([""])
        write_finding(call, desk, one, f"{number} of {len(found)}", state)


def write_finding(call: Call, desk: Desk, one: Finding, place: str, state: str = "pending") -> None:
    """One block: the id to decide by, how it reads, its passage with the fragment in brackets, its rule."""
    kind = label("finding_kinds", one.kind, call.lang)
    sure = f", {one.confidence} sure" if one.confidence else ""
    told = "" if state == "pending" else f", {STATES[state]}"
    call.output.wrap(f"{place}: {one.id}, {kind}{sure}{told}", "", "  ")
    call.output.wrap(line_of(desk, one, call.lang), "  ", "    ")
    call.output.wrap(f"In: {passage(desk, one)}", "  ", "    ")
    if state == "pending":
        call.output.wrap(f"Rule: {rule_words(one.rule, call.lang)} ({one.rule})", "  ", "    ")
        for ident, name in likely(desk, one.id):
            call.output.wrap(f"May be the same as {ident}: {name}", "  ", "    ")


def likely(desk: Desk, ident: str) -> list[tuple[str, str]]:
    return desk.candidates(ident) if isinstance(desk.fact(ident), Actor | Tool | Place) else []


def line_of(desk: Desk, one: Finding, lang: str) -> str:
    """How a finding reads: its fact on one line, whom a relation names, or what is lacking."""
    name = namer(desk.library, desk.sheet)
    fact = desk.fact(one.id)
    if fact is not None:
        shown = display.fact_line(fact, name, lang, bulk=desk.sheet.in_bulk(fact.id))
        return shown if not isinstance(fact, Figure) else f"{shown} · {fact.label}"
    if one.kind == decisions.RELATION:
        figure = decisions.related(desk.sheet, one)
        parties = display.parties(figure, name) if figure else ""
        return (
            f"{parties or 'nobody named'} · {display.amount_words(figure, lang)} ({figure.id})"
            if figure
            else one.printed
        )
    if one.kind == decisions.SYNDICATION:
        return f"the same story as {one.reads}"
    return f"{one.printed}: no fact yet; {decisions.lacking(one)}"


def passage(desk: Desk, one: Finding) -> str:
    """The words around a finding on one line, the fragment in brackets."""
    source = desk.source_text(one.source)
    if source is None:
        return f"[{one.printed}] (the source file is missing)"
    text, number = source.text, source.paragraph_at(one.start)
    around = source.paragraph(number)
    first, last = (around.start, max(around.end, one.end)) if around else (one.start, one.end)
    start, end = max(first, one.start - _BESIDE), min(last, one.end + _BESIDE)
    before = text[start : one.start].partition(" ")[2] if start > first else text[start : one.start]
    after = text[one.end : end].rpartition(" ")[0] if end < last else text[one.end : end]
    cut = ("... " if start > first else "", " ..." if end < last else "")
    return " ".join(f"{cut[0]}{before}[{text[one.start : one.end]}]{after}{cut[1]}".split())


def cut_of(desk: Desk) -> dict[str, Any] | None:
    cut = desk.sheet.draft.cut if desk.sheet.draft else None
    return {"source": cut.source, "start": cut.start, "end": cut.end} if cut else None


def _row(desk: Desk, state: str, one: Finding) -> dict[str, Any]:
    """A line of JSON: every key is always there, absent values are null."""
    fact = desk.fact(one.id)
    return {
        "sheet": desk.sheet.id,
        "id": one.id,
        "state": {"person": "accepted"}.get(state, state),
        "kind": one.kind,
        "source": one.source or None,
        "start": one.start if one.source else None,
        "end": one.end if one.source else None,
        "printed": one.printed,
        "reads": one.reads or None,
        "rule": one.rule or None,
        "confidence": one.confidence or None,
        "line": line_of(desk, one, "en"),
        "passage": passage(desk, one) if one.source else None,
        "may_be_same_as": [{"id": ident, "name": name} for ident, name in likely(desk, one.id)],
        "fact": fact_payload(desk.library, desk.sheet, fact) if fact else None,
    }


def went(desk: Desk) -> str:
    """ "12 of 31 decided, 19 to go"."""
    decided, total = desk.progress
    return f"{decided} of {total} decided, {counted(len(desk.pending), 'finding')} to go"
