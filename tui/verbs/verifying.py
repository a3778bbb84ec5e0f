"""`verify`: does the evidence stand in its sources, and in the originals that are attached."""

from collections import Counter
from dataclasses import dataclass

from factsheets.library import Library
from factsheets.model import FactSheet, Source
from factsheets.proof import prove
from factsheets.vocabulary import label
from tui.cli import Call
from tui.output import Exit
from tui.verbs.choosing import NO_SHEETS, chosen_sheets
from tui.verbs.rows import write_rows

_COLUMNS = ("sheet", "source", "file", "restated", "original_attached", "text", "original", "no", "failing")


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How the evidence of one source stands: the number of fragments by what vouches for them, and those that fail."""

    sheet: str
    source: Source
    vouched: Counter[str]
    failing: tuple[str, ...]
    attached: bool

    @property
    def total(self) -> int:
        return sum(self.vouched.values())


def verify(call: Call) -> Exit:
    """Prove every fragment; exit 1 when one does not stand, a file is not the one recorded, or there is nothing."""
    library = call.library
    chosen = list(chosen_sheets(library, call.args.ids))
    reports = [_report(library, sheet, source) for sheet in chosen for source in sheet.sources]
    write_rows(call, "sources", [_payload(one) for one in reports], _COLUMNS, lambda: _write(call, reports))
    if not reports:
        call.output.note("these sheets have no sources" if chosen else NO_SHEETS)
    return Exit.NOTHING if any(one.failing for one in reports) or not reports else Exit.FOUND


def _report(library: Library, sheet: FactSheet, source: Source) -> SourceReport:
    read = library.source(source)
    vouched: Counter[str] = Counter()
    failing = [] if read.verified != "no" else [f"{source.text_file()}: missing, or not the file recorded"]
    pieces = ((fact.id, piece) for fact in sheet.facts() for piece in fact.evidence if piece.source == source.id)
    for fact_id, piece in pieces:
        proven = prove(piece, read)
        vouched[proven.verified] += 1
        if proven.verified == "no":
            failing.append(f"{fact_id}: {piece.exact}: {proven.standing}")
    return SourceReport(sheet.id, source, vouched, tuple(failing), read.attached is not None)


def _write(call: Call, reports: list[SourceReport]) -> None:
    for report in reports:
        stands = report.total - report.vouched["no"]
        call.output.lines([f"{report.sheet} {report.source.id}: {stands} of {report.total} fragments stand"])
        call.output.wrap(f"{report.source.text_file()}: {_where(report, call.lang)}", "  ", "    ")
        for line in report.failing:
            call.output.wrap(line, "  - ", "    ")


def _where(report: SourceReport, lang: str) -> str:
    if report.attached:
        return f"original attached; {report.vouched['original']} of {report.total} stand in it"
    return label("labels", "restated" if report.source.original else "original", lang)


def _payload(report: SourceReport) -> dict[str, object]:
    return {
        "sheet": report.sheet,
        "source": report.source.id,
        "file": report.source.text_file(),
        "restated": report.source.restated,
        "original_attached": report.attached,
        "text": report.vouched["text"],
        "original": report.vouched["original"],
        "no": report.vouched["no"],
        "failing": list(report.failing),
    }
