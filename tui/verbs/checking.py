"""`check` and `verify`: are the sheets sound, and does their evidence stand in its sources."""

from collections import Counter
from dataclasses import dataclass

from factsheets.library import Library
from factsheets.model import FactSheet, Source
from factsheets.problem import Problem
from factsheets.proof import prove
from tui.cli import Call
from tui.output import Exit
from tui.verbs.reading import chosen_sheets


def check(call: Call) -> Exit:
    """Every problem at once, as file:line:column; exit 1 when there is any."""
    library = call.library
    wanted = {name.removesuffix(".yaml") for name in call.args.ids}
    problems = [one for one in library.problems() if not wanted or one.path.removesuffix(".yaml") in wanted]
    if call.args.json:
        call.output.json([_payload(one) for one in problems])
    elif call.args.jsonl:
        for one in problems:
            call.output.json(_payload(one), line=True)
    else:
        call.output.lines(map(str, problems))
    files = len(library.sheet_files())
    call.output.note(f"{files} sheets, {len(problems)} problems")
    return Exit.NOTHING if problems else Exit.FOUND


def _payload(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "message": problem.message,
        "hint": problem.hint or None,
        "severity": problem.severity.value,
    }


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How the evidence of one source stands: the number of fragments by what vouches for them, and those that fail."""

    sheet: str
    source: Source
    vouched: Counter[str]
    failing: tuple[str, ...]
    file: str
    original: bool


def verify(call: Call) -> Exit:
    """Prove every fragment; exit 1 when one does not stand, or a file is not the one recorded."""
    library = call.library
    reports = [one for sheet in chosen_sheets(library, call.args.ids) for one in _reports(library, sheet)]
    if call.args.json:
        call.output.json({"version": 1, "sources": [_report_payload(one) for one in reports]})
    else:
        for one in reports:
            call.output.lines(_report_lines(one))
    return Exit.NOTHING if any(one.failing for one in reports) or not reports else Exit.FOUND


def _reports(library: Library, sheet: FactSheet) -> list[SourceReport]:
    reports = []
    for source in sheet.sources:
        read = library.source(source)
        vouched: Counter[str] = Counter()
        failing = [] if read.verified != "no" else [f"{source.text_file()}: missing, or not the file recorded"]
        for fact in sheet.facts():
            for piece in fact.evidence:
                if piece.source == source.id:
                    proven = prove(piece, read)
                    vouched[proven.verified] += 1
                    failing += [f"{fact.id}: {piece.exact}: {proven.standing}"] if proven.verified == "no" else []
        reports.append(
            SourceReport(sheet.id, source, vouched, tuple(failing), source.text_file(), read.attached is not None)
        )
    return reports


def _report_lines(report: SourceReport) -> list[str]:
    total = sum(report.vouched.values())
    stands = total - report.vouched["no"]
    if report.original:
        where = f"{report.vouched['original']} of them in the attached original"
    elif report.source.original is not None:
        where = "restated; original not attached"
    else:
        where = "the document itself"
    head = f"{report.sheet} {report.source.id} {report.file}: {stands} of {total} fragments stand; {where}"
    return [head, *(f"  {line}" for line in report.failing)]


def _report_payload(report: SourceReport) -> dict[str, object]:
    return {
        "sheet": report.sheet,
        "source": report.source.id,
        "file": report.file,
        "restated": report.source.restated,
        "original_attached": report.original,
        "text": report.vouched["text"],
        "original": report.vouched["original"],
        "no": report.vouched["no"],
        "failing": list(report.failing),
    }
