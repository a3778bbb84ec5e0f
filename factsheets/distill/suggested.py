"""One wire story in several outlets has one origin: which one is offered as a finding, and set by a person only."""

from dataclasses import dataclass, replace

from factsheets.distill.draft import slug
from factsheets.distill.shelf import Shelf
from factsheets.distill.syndication import Sketch
from factsheets.evidence import SourceText
from factsheets.library import Library
from factsheets.model import Draft, FactSheet, Finding

KIND, RULE = "syndication", "syndication.runs-of-words"
_MOST_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Syndicated:
    """Another source that tells the same story; `share` of the shorter text's runs of five words is in both."""

    sheet: str
    source: str
    title: str
    publisher: str
    share: float
    origin: str = ""

    @property
    def reads(self) -> str:
        """What `syndicated_from` would say: the origin the other source names already, else that source."""
        return self.origin or f"{self.sheet}#{self.source}"

    def __str__(self) -> str:
        named = " · ".join(part for part in (self.publisher, self.title) if part)
        return f"{self.share:.0%} of it also stands in {self.sheet}#{self.source}" + (f" ({named})" if named else "")


def syndicated(library: Library, shelf: Shelf, found: Sketch, sheet_id: str) -> Syndicated | None:
    """The most alike document of another sheet, where one tells the same story."""
    for share, file in shelf.alike(found)[:_MOST_LOOKED_AT]:
        for path in shelf.named(file):
            sheet = library.read(path).sheet
            for source in sheet.sources if sheet and sheet.id != sheet_id else ():
                if sheet and file in {source.file, source.text_file()}:
                    publisher = source.publisher or source.agency
                    return Syndicated(sheet.id, source.id, source.title, publisher, share, source.syndicated_from)
    return None


def suggested(sheet: FactSheet, text: str, like: Syndicated | None) -> FactSheet:
    """A draft with the suggestion among its findings, on the article's first line; one it knows already is not made."""
    source = sheet.sources[0]
    if like is None or sheet.draft is None or source.syndicated_from:
        return sheet
    read = SourceText(text)
    after = sheet.draft.cut.start if sheet.draft.cut else 0
    line = next((one for one in read.paragraphs if one.end > after), None)
    if line is None:
        return sheet
    finding = Finding(
        id=slug(f"syndicated-from-{like.sheet}-{like.source}", 72),
        kind=KIND,
        source=source.id,
        start=line.start,
        end=line.end,
        printed=" ".join(text[line.start : line.end].split()),
        reads=like.reads,
        rule=RULE,
        confidence=f"{like.share:.2f}",
    )
    return replace(sheet, draft=replace(sheet.draft, pending=(finding, *sheet.draft.pending)))


def suggestions(sheet: FactSheet, source_id: str) -> tuple[Finding, ...]:
    """The suggestions that wait; no rule finds them again in the text alone."""
    pending = (sheet.draft or Draft()).pending
    return tuple(one for one in pending if one.kind == KIND and one.source == source_id)
