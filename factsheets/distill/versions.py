"""A document that has changed: which sheet is its own, and the sheet as it is after its text was exchanged."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factsheets.distill.again import Difference, difference, published_day, reopened, reread
from factsheets.distill.anchoring import Moved, Unseen
from factsheets.distill.draft import draft_sheet
from factsheets.distill.marked_up import readable
from factsheets.distill.masthead import as_left, completed, described
from factsheets.distill.merging import merged
from factsheets.distill.page import read_document
from factsheets.distill.rules import distilled
from factsheets.distill.shelf import Shelf, unnumbered
from factsheets.distill.syndication import SAME_DOCUMENT, resemblance
from factsheets.evidence import SourceText
from factsheets.library import Library, Stamp
from factsheets.library_folder import LibraryError
from factsheets.model import Cut, Draft, FactSheet, Source


@dataclass(frozen=True, slots=True)
class Version:
    """The sheet of a document, the source that is its latest version there, and that version's text if it is there."""

    path: Path
    stamp: Stamp
    sheet: FactSheet
    source: Source
    text: str | None


def version_of(library: Library, shelf: Shelf, source: Source, text: str, *, anyway: bool = False) -> Version | None:
    """The latest version of a document in the library: its very bytes, else one of its name whose text resembles it.

    With `anyway` the name is enough. Raises LibraryError where the sheet that has its name cannot be read.
    """
    best: tuple[float, Version] | None = None
    paths = [*shelf.holding(source.sha256), *shelf.named_exactly(unnumbered(source.file)), *shelf.named(source.file)]
    for path in dict.fromkeys(paths):
        for one in _versions(library, path, source):
            alike = _likeness(one, source, text)
            if (anyway or alike >= SAME_DOCUMENT) and (best is None or alike > best[0]):
                best = alike, one
    return best[1] if best else None


def _likeness(version: Version, source: Source, text: str) -> float:
    """Of a version whose text is lost only the name is known, which nothing contradicts."""
    if version.source.sha256 == source.sha256:
        return 2.0
    return resemblance(version.text, text) if version.text is not None else 1.0


def _versions(library: Library, path: Path, source: Source) -> Iterator[Version]:
    read, stamp = library.read_to_edit(path)
    if read.sheet is None:
        if path.stem == Path(source.file).stem:
            raise LibraryError(f"its sheet {library.name_of(path)} has problems, which `factfile check` names")
        return
    own = [one for one in read.sheet.sources if not one.restated]
    same = [one for one in own if one.sha256 == source.sha256] or [one for one in own if _same_name(one, source)]
    if same and stamp:
        latest = [one for one in own if _same_name(one, same[-1])][-1]
        kept = library.source(latest).text
        yield Version(path, stamp, read.sheet, latest, kept.text if kept else None)


def _same_name(one: Source, other: Source) -> bool:
    return other.file in {one.file, unnumbered(one.file)} or unnumbered(other.file) == one.file


def read_again(library: Library, version: Version, source: Source) -> tuple[FactSheet, Difference]:
    """The sheet of a document whose bytes are known, after the rules of today; what its source lacked is filled in."""
    filled = completed(version.source, source)
    sheet = replace(
        version.sheet, sources=tuple(filled if one.id == filled.id else one for one in version.sheet.sources)
    )
    done = reread(library, sheet, filled.id)
    return done, difference(version.sheet, done)


def renewed(library: Library, version: Version, draft: FactSheet, text: str) -> tuple[FactSheet, Difference]:
    """The sheet of a document with its text exchanged for a new one, of which `draft` is a fresh draft.

    The new text has the source id of the one before it, unless a decided fact still rests on that. A review that was
    ended is under way again.
    """
    sheet, after = version.sheet, SourceText(text)
    moves = {one.id: _way(library, one, after) for one in sheet.sources if _same_name(one, version.source)}
    draft = _within_bounds_of(library, version, moves[version.source.id], draft, text)
    source = replace(as_left(version.source, _read_before(version), draft.sources[0]), id=_free_id(sheet))
    done = merged(sheet, _under(draft, source), moves, library.gazetteer.entries)
    if done.source(version.source.id) is None:
        done = _renamed(done, source.id, version.source.id)
    done = reopened(replace(done, title=_title(version, source), lang=_lang(version, source)))
    return done, difference(sheet, done)


def _way(library: Library, source: Source, after: SourceText) -> Moved:
    """From a text that is as it was; what its file holds after a change says nothing about where fragments stood."""
    read = library.source(source)
    return Moved(read.text, after) if read.text is not None and read.verified != "no" else Unseen(after)


def _within_bounds_of(library: Library, version: Version, way: Moved, draft: FactSheet, text: str) -> FactSheet:
    """The draft within the bounds that a person had moved, where these still stand; else as the rules bound it."""
    cut = version.sheet.draft.cut if version.sheet.draft else None
    before = way.before.text
    if cut is None or cut.source != version.source.id or not before:
        return draft
    if (cut.start, cut.end) == article_of(before, version.source.file):
        return draft
    bounds = _moved_bounds(cut, way)
    if bounds is None:
        return draft
    source = draft.sources[0]
    document = distilled(
        text, gazetteer=library.gazetteer, published=published_day(source), within=bounds, name=source.file
    )
    return draft_sheet(document, source, draft.id)


def article_of(text: str, name: str) -> tuple[int, int]:
    """The bounds that the rules give an article, in the text as kept."""
    reading = readable(text, name)
    return reading.whole_lines(read_document(reading.text).article)


def _moved_bounds(cut: Cut, way: Moved) -> tuple[int, int] | None:
    """By the first and the last line within the bounds; the ends of the text stay the ends."""
    lines = [one for one in way.before.paragraphs if one.start < cut.end and one.end > cut.start]
    if not lines:
        return None
    first = way.span(max(lines[0].start, cut.start), min(lines[0].end, cut.end))
    last = way.span(max(lines[-1].start, cut.start), min(lines[-1].end, cut.end))
    start = 0 if cut.start == 0 else first.start if first else None
    end = len(way.after.text) if cut.end == len(way.before.text) else last.end if last else None
    return (start, end) if start is not None and end is not None and start < end else None


def _read_before(version: Version) -> Source:
    bare = Source(id=version.source.id, file=version.source.file, sha256=version.source.sha256)
    reading = readable(version.text or "", version.source.file)
    return described(read_document(reading.text), {}, bare)


def _title(version: Version, source: Source) -> str:
    untouched = {version.source.title, _read_before(version).title, version.source.file}
    title = version.sheet.title
    return (source.title or title) if title in untouched else title


def _lang(version: Version, source: Source) -> str:
    return source.lang if version.sheet.lang == version.source.lang and source.lang else version.sheet.lang


def _free_id(sheet: FactSheet) -> str:
    taken = {one.id for one in (*sheet.sources, *sheet.facts())}
    number = len(sheet.sources) + 1
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"


def _under(draft: FactSheet, source: Source) -> FactSheet:
    """A draft of one source under another id for it."""
    return replace(_renamed(draft, draft.sources[0].id, source.id), sources=(source,))


def _renamed(sheet: FactSheet, source_id: str, into: str) -> FactSheet:
    """A sheet with a source's id changed wherever it is named."""
    changed: dict[str, Any] = {}
    for group in ("actors", "tools", "places", "figures", "dates", "statements"):
        changed[group] = tuple(
            replace(fact, evidence=tuple(_with_source(piece, source_id, into) for piece in fact.evidence))
            for fact in getattr(sheet, group)
        )
    found = sheet.draft or Draft()
    return replace(
        sheet,
        **changed,
        sources=tuple(replace(one, id=into) if one.id == source_id else one for one in sheet.sources),
        draft=Draft(
            cut=_with_source(found.cut, source_id, into) if found.cut else None,
            pending=tuple(_with_source(one, source_id, into) for one in found.pending),
            rejected=tuple(_with_source(one, source_id, into) for one in found.rejected),
        ),
    )


def _with_source(item: Any, source_id: str, into: str) -> Any:
    return replace(item, source=into) if item.source == source_id else item
