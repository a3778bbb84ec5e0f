"""`distill`: documents to draft sheets, which say that they are drafts until a person has reviewed them."""

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factsheets.distill.folders import documents_in
from factsheets.distill.intake import AlreadyHere, Distilled, Intake, distil, keep, place, recognised
from factsheets.distill.many import Result, Work, drafted, each
from factsheets.distill.reading import NEEDS_OCR, UnreadableError, bounded_bytes, file_bytes, read, suffix_of
from factsheets.distill.rules import distilled
from factsheets.gazetteer import Gazetteer
from factsheets.library import ConflictError, Library
from factsheets.library_folder import LibraryError
from tui.cli import Call
from tui.output import STANDARD, CommandError, Exit, counted, progress_bar

_UNNAMED = "document"
"""What standard input is kept as."""
_KINDS = ("figures", "dates", "actors", "tools", "places", "statements")


def distill(call: Call) -> Exit:
    """Each document by itself: one that cannot be used is told and the others go on; exit 3 when there was such a one.

    Exit 1 where there was no document at all, or `--findings` found nothing.
    """
    run = _Run(call, call.library)
    paths = list(run.documents())
    if run.drafts_only and call.output.file and len(paths) > 1:
        raise CommandError(f"-o takes the draft of one document; these are {len(paths)}", Exit.USAGE)
    if run.writes and not run.library.writable:
        raise CommandError("this library is read-only; `factfile init DIR` makes one, --dry-run writes nothing")
    try:
        with progress_bar(call.output, "distilling") as run.progress:
            run.all(paths)
    except KeyboardInterrupt:
        call.output.complain(f"stopped; {counted(run.written, 'document')} in the library, which the next run skips")
        raise
    run.summary(len(paths))
    if run.failed:
        return Exit.BAD_DATA
    return Exit.FOUND if paths and (run.found or not run.lines_only) else Exit.NOTHING


@dataclass(slots=True)
class _Run:
    call: Call
    library: Library
    progress: Callable[[int, int], None] = lambda _done, _all: None
    counts: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    found: int = 0
    need_ocr: list[Path] = field(default_factory=list)

    @property
    def lines_only(self) -> bool:
        return bool(self.call.args.findings or self.call.args.jsonl)

    @property
    def drafts_only(self) -> bool:
        return not self.lines_only and bool(self.call.args.dry_run or self.call.args.output)

    @property
    def writes(self) -> bool:
        return not (self.lines_only or self.drafts_only)

    @property
    def written(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    def documents(self) -> Iterator[Path]:
        """The files named, and those in the folders named, but for the library's own."""
        own = (self.library.sheets_dir, self.library.seeds_dir, self.library.gazetteer_file)
        for name in self.call.args.files:
            path = Path(name)
            if name == STANDARD or not _is_folder(path):
                yield path
                continue
            found = 0
            for found, one in enumerate(documents_in(path, self.fail, own), start=1):  # noqa: B007 - counts
                yield one
            if not found:
                self.call.output.note(f"{path}: no documents in this folder")

    def all(self, paths: list[Path]) -> None:
        work: Work = _findings if self.lines_only else drafted
        with closing(each(work, paths, self.library, self._known)) as results:
            for number, (path, result) in enumerate(results, start=1):
                self.progress(0, 0)
                self._one(path, result)
                if len(paths) > 1:
                    self.progress(number, len(paths))

    def _known(self, path: Path) -> Result | None:
        """What needs no work: standard input, which only this process can read, and what the library has already."""
        try:
            if str(path) == STANDARD:
                raw = bounded_bytes(sys.stdin.buffer)
                named = Path(_UNNAMED + suffix_of(raw))
                work: Work = _findings if self.lines_only else distil
                return raw, work(raw, named, self.library.gazetteer)
            if self.writes and not self.call.args.again:
                return recognised(self.library, file_bytes(path))
        except UnreadableError as error:
            return error
        return None

    def _one(self, path: Path, result: Result) -> None:
        try:
            if isinstance(result, UnreadableError):
                raise result
            if isinstance(result, AlreadyHere):
                self._already(path, result)
            elif self.lines_only:
                self._print_findings(path, result[1])
            else:
                self._draft(path, *result)
        except UnreadableError as error:
            if str(error) == NEEDS_OCR:
                self.need_ocr.append(path)
                self.failed += 1
            else:
                self.fail(path, str(error))
        except (FileExistsError, ConflictError, LibraryError) as error:
            self.fail(path, str(error))

    def fail(self, path: Path, why: str) -> None:
        self.call.output.complain(f"{_shown(path)}: {why}")
        self.failed += 1

    def _already(self, path: Path, known: AlreadyHere) -> None:
        self.counts["already here"] += 1
        self.call.output.note(f"{_shown(path)}: {known}")

    def _print_findings(self, path: Path, payloads: list[dict[str, Any]]) -> None:
        for payload in payloads:
            self.found += 1
            self.call.output.json({**payload, "document": str(path)}, line=True)

    def _draft(self, path: Path, raw: bytes, found: Distilled) -> None:
        args = self.call.args
        named = Path(found.sheet.sources[0].file) if str(path) == STANDARD else path
        intake = place(self.library, raw, named, found, link=args.link, again=args.again)
        if isinstance(intake, AlreadyHere):
            self._already(path, intake)
            if self.writes:
                return
            intake = place(self.library, raw, named, found, link=args.link, again=True)
        if isinstance(intake, AlreadyHere):
            raise TypeError("distilled again, a document is never just recognised")
        if self.drafts_only:
            self.call.output.text(("---\n" if self.counts["shown"] else "") + intake.yaml())
            self.counts["shown"] += 1
        else:
            with uninterrupted():
                written = keep(self.library, intake)
                self.counts["new" if intake.difference is None else "changed"] += 1
            self._tell(path, written, intake)

    def _tell(self, path: Path, written: Path, intake: Intake) -> None:
        """What became of a document: a line, and one for each change where it had been here before."""
        output, changed = self.call.output, intake.difference
        if changed is None:
            output.lines([f"{written}: {_what(intake)}"])
        else:
            counts = [(len(getattr(changed, name)), name) for name in ("added", "changed", "gone", "kept")]
            parts = [f"{count} {name}" for count, name in counts if count]
            output.lines([f"{written}: {', '.join(parts) or 'no change'}"])
            for line in changed.lines():
                output.wrap(line, hanging="  ")
        if changed and changed.reopened:
            output.note(f"{_shown(path)}: its sheet had been reviewed, and is a draft again")
        if intake.syndicated:
            output.note(f"{_shown(path)}: {intake.syndicated}; the review offers it as its origin")

    def summary(self, documents: int) -> None:
        """What is said at the end: PDFs to go through OCR, and the counts where there was more than one document."""
        output = self.call.output
        for path in self.need_ocr:
            output.complain(f"{path}: {NEEDS_OCR}")
        if documents > 1 and self.writes:
            parts = [f"{self.counts[name]} {name}" for name in ("new", "changed", "already here") if self.counts[name]]
            parts += [counted(len(self.need_ocr), "PDF needs OCR", "PDFs need OCR")] if self.need_ocr else []
            others = self.failed - len(self.need_ocr)
            parts += [f"{others} not read"] if others else []
            output.note(f"{counted(documents, 'document')}: {', '.join(parts)}")


def _shown(path: Path) -> str:
    return "standard input" if str(path) == STANDARD else str(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _findings(raw: bytes, path: Path, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The lines of `--findings`, offsets in the text as it would be kept."""
    found = read(raw, path.name)
    return [one.payload() for one in distilled(found.text, gazetteer=gazetteer, name=path.name).found]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until a document and its sheet are both written."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _what(intake: Intake) -> str:
    """How much was found of each kind."""
    counts = [(len(getattr(intake.sheet, kind)), kind) for kind in _KINDS]
    return ", ".join(counted(count, kind[:-1]) for count, kind in counts if count) or "nothing found"
