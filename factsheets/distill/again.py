"""Distilling a document again: decisions stay, the rest is made anew, and what differs is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from factsheets.distill.anchoring import Moved
from factsheets.distill.draft import draft_sheet
from factsheets.distill.merging import merged
from factsheets.distill.readings import undecided, words_of
from factsheets.distill.rules import distilled
from factsheets.distill.suggested import suggestions
from factsheets.evidence import SourceText
from factsheets.library import Library
from factsheets.library_folder import LibraryError
from factsheets.model import Draft, FactSheet, Review, Source, Status, fact_type

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact or a finding by its id, what it is (`figure`, `actor`, ..., `relation`), and its few words."""

    id: str
    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.words}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What distilling again did to a sheet; `kept` are decisions of a person, `unchanged` counts undecided facts."""

    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    unchanged: int = 0
    reopened: bool = False
    """The sheet had been reviewed, and is a draft again."""

    def lines(self) -> Iterator[str]:
        """`+ added`, `~ changed`, `- gone`, `= kept`, a line each, as a document may print them: not yet safe."""
        for mark, changes in (("+", self.added), ("~", self.changed), ("-", self.gone), ("=", self.kept)):
            for one in changes:
                yield f"{mark} {one}"


def fresh(library: Library, sheet: FactSheet, source_id: str) -> FactSheet:
    """A draft of a source's text made anew, within the present cut, as if nobody had decided anything.

    Raises LibraryError where the text is not there or has changed.
    """
    return _draft(library, sheet, source_id, _present_cut(sheet, source_id))


def recut(library: Library, sheet: FactSheet, source_id: str, start: int, end: int) -> FactSheet:
    """The sheet with the article's bounds moved: undecided findings outside of them go, those inside come.

    Offsets are code points of the source's text, end exclusive. Decisions stay wherever they stand. Raises LibraryError
    as `fresh` does, ValueError for bounds that hold no text.
    """
    text = _text(library, sheet, source_id)
    if not (0 <= start < end <= len(text.text)) or not text.text[start:end].strip():
        raise ValueError(f"the bounds {start}:{end} hold none of the {len(text.text)} characters of the text")
    return merged(
        sheet,
        _draft(library, sheet, source_id, (start, end)),
        {source_id: Moved(text, text)},
        library.gazetteer.entries,
    )


def reread(library: Library, sheet: FactSheet, source_id: str) -> FactSheet:
    """The sheet after its text was read again by the rules and the gazetteer of today, within the present cut."""
    text = _text(library, sheet, source_id)
    draft = _draft(library, sheet, source_id, _present_cut(sheet, source_id))
    return _open_if_waiting(merged(sheet, draft, {source_id: Moved(text, text)}, library.gazetteer.entries))


def _open_if_waiting(sheet: FactSheet) -> FactSheet:
    return reopened(sheet) if sheet.draft and sheet.draft.pending else sheet


def reopened(sheet: FactSheet) -> FactSheet:
    """A sheet whose review is under way again: by whom and when it was ended is taken back, its notes stay."""
    review = replace(sheet.review, by="", at="") if sheet.review else None
    return replace(sheet, status=Status.DRAFT, review=None if review == Review() else review)


def difference(before: FactSheet, after: FactSheet) -> Difference:
    old, new = dict(_items(before)), dict(_items(after))
    was_open, is_open = undecided(before), undecided(after)
    held = [ident for ident in old if ident not in was_open and ident in new]
    both = [ident for ident in old if ident in was_open and ident in new]
    changed = [ident for ident in both if old[ident] != new[ident]]
    return Difference(
        added=tuple(new[ident][0] for ident in new if ident not in old and ident in is_open),
        changed=tuple(new[ident][0] for ident in changed),
        gone=tuple(old[ident][0] for ident in old if ident not in new),
        kept=tuple(new[ident][0] for ident in held),
        unchanged=len(both) - len(changed),
        reopened=before.status is Status.REVIEWED and after.status is Status.DRAFT,
    )


def _items(sheet: FactSheet) -> Iterator[tuple[str, tuple[Change, object]]]:
    """Facts, and findings that are none, by id; with all that makes them differ, which is not where they stand."""
    facts = set()
    for fact in sheet.facts():
        facts.add(fact.id)
        yield fact.id, (Change(fact.id, fact_type(fact), words_of(fact)), replace(fact, evidence=()))
    for one in sheet.draft.pending if sheet.draft else ():
        if one.id not in facts:
            yield one.id, (Change(one.id, one.kind, one.printed), one.reads)


def published_day(source: Source) -> date | None:
    """The day a source was published, where it is known to the day."""
    text = source.published.text if source.published else ""
    return date.fromisoformat(text) if _DAY.fullmatch(text) else None


def _draft(library: Library, sheet: FactSheet, source_id: str, cut: tuple[int, int] | None) -> FactSheet:
    source = _source(sheet, source_id)
    text = _text(library, sheet, source_id).text
    document = distilled(
        text, gazetteer=library.gazetteer, published=published_day(source), within=cut, name=source.file
    )
    draft = draft_sheet(document, source, sheet.id)
    waiting = suggestions(sheet, source_id)
    findings = draft.draft or Draft()
    return replace(draft, draft=replace(findings, pending=(*waiting, *findings.pending)))


def _present_cut(sheet: FactSheet, source_id: str) -> tuple[int, int] | None:
    cut = sheet.draft.cut if sheet.draft else None
    return (cut.start, cut.end) if cut and cut.source == source_id else None


def _source(sheet: FactSheet, source_id: str) -> Source:
    source = sheet.source(source_id)
    if source is None:
        raise LibraryError(f"the sheet {sheet.id} has no source {source_id}")
    return source


def _text(library: Library, sheet: FactSheet, source_id: str) -> SourceText:
    source = _source(sheet, source_id)
    read = library.source(source)
    if read.text is None:
        raise LibraryError(f"{source.text_file()} is not in the library's seeds")
    if read.verified == "no":
        raise LibraryError(f"{source.text_file()} has changed: its SHA-256 is not the one recorded")
    return read.text
