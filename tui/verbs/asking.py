"""`ask` and `find`: a question to facts with their proof, a query to hits."""

import os
import textwrap
from collections.abc import Iterator

from factsheets.library import Library
from factsheets.safe_text import safe
from index.answer import JSON_VERSION, Answer, Engine, Hit, Proof, Result, payload
from tui.cli import Call
from tui.output import Exit, Output, progress_bar

ANSWERS = 10
HITS = 50
SHOWN_CANDIDATES = 5
_INDENT = "  "


def open_engine(library: Library, output: Output) -> Engine:
    """The library with its index brought up to date, a bar on a terminal while it is built."""
    with progress_bar(output, "indexing") as progress:
        return Engine.open(library, os.environ, progress)


def ask(call: Call) -> Exit:
    library = call.library
    engine = open_engine(library, call.output)
    result = engine.ask(" ".join(call.args.words), call.args.limit or ANSWERS)
    if call.args.json:
        call.output.json(result_payload(result))
    elif call.args.jsonl:
        for answer in result.answers:
            call.output.json(payload(answer), line=True)
    else:
        call.output.lines(answer_text(result, call.output.width))
    _narrate(call, engine, result.hints if call.args.json or call.args.jsonl else ())
    return Exit.FOUND if result.answers else Exit.NOTHING


def find(call: Call) -> Exit:
    engine = open_engine(call.library, call.output)
    hits, hints = engine.find(" ".join(call.args.words), call.args.limit or HITS)
    for hit in hits:
        if call.args.jsonl:
            call.output.json(hit_payload(hit), line=True)
    if call.args.json:
        call.output.json({"version": JSON_VERSION, "hits": [hit_payload(hit) for hit in hits], "hints": list(hints)})
    elif not call.args.jsonl:
        call.output.lines(_hit_lines(hits, call.output.width))
    _narrate(call, engine, hints)
    if not hits:
        call.output.note("nothing found")
    return Exit.FOUND if hits else Exit.NOTHING


def _narrate(call: Call, engine: Engine, hints: tuple[str, ...]) -> None:
    for hint in hints:
        call.output.note(hint)
    if not engine.reader.count:
        call.output.note("this library has no sheets yet; `factfile new ID` begins one")
    if engine.problem_count:
        call.output.note(f"{engine.problem_count} problems in the library: see `factfile check`")


def result_payload(result: Result) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "query": result.query,
        "answers": [payload(answer) for answer in result.answers],
        "sheets": [hit_payload(hit) for hit in result.sheets],
        "hints": list(result.hints),
    }


def hit_payload(hit: Hit) -> dict[str, object]:
    return {
        "version": JSON_VERSION,
        "type": hit.type,
        "sheet": hit.sheet,
        "fact": hit.fact or None,
        "title": hit.title,
        "snippet": hit.snippet,
        "score": hit.score,
        "source": hit.source or None,
        "paragraph": hit.paragraph or None,
    }


def answer_text(result: Result, width: int) -> Iterator[str]:
    """The first answer with its proof, then other candidates, then sheets and passages, each on a line."""
    if result.answers:
        yield from _first_answer(result.answers[0], width)
    else:
        yield f"No answer to “{safe(result.query)}”."
        yield from (f"{_INDENT}{hint}" for hint in result.hints)
    others = result.answers[1 : 1 + SHOWN_CANDIDATES]
    if others:
        yield ""
        yield "Other candidates"
        for answer in others:
            yield from _wrapped(f"{_shown(answer)}  [{answer.ref}]{_lacking(answer)}", width)
    if result.sheets:
        yield ""
        yield "Sheets and passages"
        yield from _hit_lines(list(result.sheets[:SHOWN_CANDIDATES]), width)


def _first_answer(answer: Answer, width: int) -> Iterator[str]:
    for attribute in answer.not_stated:
        yield f"{attribute}: not stated in {_sources(answer)}"
    yield from textwrap.wrap(safe(_shown(answer)), width) or [""]
    if answer.label not in answer.line:
        yield from _wrapped(answer.label, width)
    if answer.not_stated_note:
        yield from _wrapped(f"Note: {answer.not_stated_note}", width)
    for proof in _passages(answer):
        yield ""
        yield from _proof_lines(proof, answer, width)
    yield ""
    matched = ", ".join(answer.matched)
    unmatched = f"; not matched: {', '.join(answer.unmatched)}" if answer.unmatched else ""
    yield from _wrapped(f"[{answer.ref}]  matched: {matched}{unmatched}", width)


def _shown(answer: Answer) -> str:
    """A figure's line says how much, its label what for; other facts say it in their line."""
    return answer.line


def _lacking(answer: Answer) -> str:
    return "".join(f"; {attribute}: not stated" for attribute in answer.not_stated)


def _sources(answer: Answer) -> str:
    count = answer.sources_count()
    return f"{count} source" if count == 1 else f"{count} sources"


def _passages(answer: Answer) -> list[Proof]:
    """One proof for each paragraph that the evidence stands in."""
    places: dict[tuple[str, int | None, int | None], Proof] = {}
    for proof in answer.proofs:
        places.setdefault((proof.source.id, proof.evidence.paragraph, proof.evidence.page), proof)
    return list(places.values())


def _proof_lines(proof: Proof, answer: Answer, width: int) -> Iterator[str]:
    here = [one for one in answer.proofs if _same_place(one, proof)]
    printed = ", ".join(dict.fromkeys(one.evidence.exact for one in here))
    yield from _wrapped(f"Printed: {printed}", width)
    if proof.passage:
        yield from _wrapped(f"Passage: {proof.passage}", width)
    yield from _wrapped(f"Source: {source_words(proof)}", width)


def _same_place(one: Proof, other: Proof) -> bool:
    return (one.source.id, one.evidence.paragraph, one.evidence.page) == (
        other.source.id,
        other.evidence.paragraph,
        other.evidence.page,
    )


def source_words(proof: Proof) -> str:
    """A source as an answer cites it: who, what, where in it, and what vouches for it."""
    source, evidence = proof.source, proof.evidence
    title = source.original.title if source.original and source.original.title else source.title or source.file
    place = (
        f"paragraph {evidence.paragraph}" if evidence.paragraph else f"page {evidence.page}" if evidence.page else ""
    )
    standing = {
        "original": "verified in the original",
        "text": "restated; original not attached" if source.restated else "verified",
        "no": "NOT VERIFIED: the fragment does not stand in the source",
    }[proof.verified]
    who = source.agency or source.publisher
    return " · ".join(part for part in (title, who, place, standing) if part)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(safe(text), width, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _hit_lines(hits: list[Hit], width: int) -> Iterator[str]:
    for hit in hits:
        place = f"{hit.sheet}#{hit.fact}" if hit.fact else hit.sheet
        if hit.type == "passage":
            place = f"{hit.sheet} · paragraph {hit.paragraph}"
        snippet = hit.snippet if hit.fact or hit.type == "passage" else hit.title
        shown = textwrap.shorten(safe(snippet), max(width - 12, 20), placeholder=" ...")
        yield f"{_INDENT}{hit.type:<9} {shown}"
        yield f"{_INDENT}{'':<9} [{safe(place)}]"
