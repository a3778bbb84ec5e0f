"""Whether evidence stands: each fragment of a sheet against its source as it is on disk, original or restatement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheets.checks import Complaint
from factsheets.evidence import SourceText, Span, Standing, stand
from factsheets.model import Evidence, FactSheet, Source


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source's text and what vouches for it.

    `verified` is "text" when the file has the hash the sheet records, "original" when the attached original does, and
    "no" when the file is missing or has changed; `attached` is the original's text, where it is attached.
    """

    text: SourceText | None
    verified: str
    file: Path
    restated: bool = False
    attached: SourceText | None = None


Reader = Callable[[Source], ReadSource]
GROUPS = ("figures", "dates", "statements", "actors", "tools", "places")


@dataclass(frozen=True, slots=True)
class Proven:
    """`verified` is "original" or "text", whichever vouches for the fragment, else "no"; then `standing` says why."""

    verified: str
    standing: Standing
    span: Span | None = None
    text: SourceText | None = None

    def passage(self) -> str:
        """The paragraph that holds the fragment."""
        if self.span is None or self.text is None:
            return ""
        paragraph = self.text.paragraph(self.text.paragraph_at(self.span.start)) or self.span
        return self.text.text[paragraph.start : paragraph.end]


def prove(piece: Evidence, read: ReadSource) -> Proven:
    """The original vouches where it is attached, else the text that was kept; a changed file vouches for nothing."""
    if read.text is None or read.verified == "no":
        return Proven("no", Standing.MISSING)
    kept = stand(piece, read.text)
    if read.attached is not None:
        found = stand(piece, read.attached, offsets=False)
        if found.standing is Standing.EXACT:
            return Proven("original", found.standing, found.span, read.attached)
    verified = "text" if kept.standing is Standing.EXACT else "no"
    return Proven(verified, kept.standing, kept.span, read.text)


def evidence_complaints(sheet: FactSheet, read_source: Reader) -> Iterator[Complaint]:
    """Every source that is missing or changed, and every fragment that does not stand where its evidence says."""
    texts = {}
    for position, source in enumerate(sheet.sources):
        read = read_source(source)
        if read.text is None:
            yield Complaint(("sources", position, "file"), f"`{source.text_file()}` is not in the library's seeds")
        elif read.verified == "no":
            message = f"`{source.text_file()}` has changed: its SHA-256 is not the one recorded"
            yield Complaint(("sources", position, "sha256"), message)
        else:
            texts[source.id] = read.text
    for group in GROUPS:
        for position, fact in enumerate(getattr(sheet, group)):
            for number, piece in enumerate(fact.evidence):
                text = texts.get(piece.source)
                if text is not None:
                    yield from _complaints(piece, text, (group, position, "evidence", number))


def _complaints(piece: Evidence, text: SourceText, at: tuple[str | int, ...]) -> Iterator[Complaint]:
    found = stand(piece, text)
    if found.standing is Standing.EXACT:
        return
    if found.standing is Standing.MISSING:
        yield Complaint((*at, "exact"), f"`{piece.exact}` does not stand in the source")
    elif found.standing is Standing.AMBIGUOUS:
        yield Complaint((*at, "exact"), f"`{piece.exact}` stands in its paragraph more than once", "add `prefix:`")
    elif found.span:
        paragraph = text.paragraph_at(found.span.start)
        where = f"it stands in paragraph {paragraph}, from {found.span.start} to {found.span.end}"
        yield Complaint((*at, "exact"), f"`{piece.exact}` is not where its evidence says", where)
