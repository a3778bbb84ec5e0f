"""`distill`: documents to draft sheets, which say that they are drafts until a person has reviewed them."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from factsheets.distill.intake import Intake, keep, take_in
from factsheets.distill.reading import LARGEST_BYTES, UnreadableError, read
from factsheets.distill.rules import distilled
from factsheets.files import leads_inside, read_bounded, reason
from factsheets.library import Library
from tui.cli import Call
from tui.output import STANDARD, CommandError, Exit, counted, progress_bar

UNNAMED = "document.txt"
"""What standard input is kept as."""


def distill(call: Call) -> Exit:
    """Each file by itself: one that cannot be read is told, and the others go on; exit 3 when there was such a one."""
    library, args = call.library, call.args
    if not (args.dry_run or args.findings or args.jsonl) and not library.writable:
        raise CommandError("this library is read-only; `factfile init DIR` makes one, --dry-run writes nothing")
    files = list(_files(args.files))
    failed = 0
    with progress_bar(call.output, "distilling") as progress:
        for number, path in enumerate(files, start=1):
            try:
                _distil(call, library, path)
            except (UnreadableError, FileExistsError) as error:
                call.output.complain(f"{path}: {error}")
                failed += 1
            if len(files) > 1:
                progress(number, len(files))
    return Exit.BAD_DATA if failed else Exit.FOUND


def _files(names: list[str]) -> Iterator[Path]:
    """The files named, and those in the folders named; a link that leads out of a folder is left alone."""
    for name in names:
        path = Path(name)
        if not path.is_dir():
            yield path
            continue
        yield from (one for one in sorted(path.rglob("*")) if one.is_file() and leads_inside(one, path))


def _distil(call: Call, library: Library, path: Path) -> None:
    raw = _bytes(path)
    if call.args.findings or call.args.jsonl:
        _findings(call, library, raw, path)
        return
    intake = take_in(library, raw, Path(UNNAMED) if path.name == STANDARD else path)
    if call.args.dry_run:
        call.output.text(intake.yaml())
    else:
        written = keep(library, intake)
        call.output.lines([f"{written}: {_counts(intake)}"])


def _bytes(path: Path) -> bytes:
    """A file, or standard input for `-`."""
    try:
        if path.name == STANDARD:
            return sys.stdin.buffer.read(LARGEST_BYTES + 1)
        return read_bounded(path, LARGEST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(reason(error)) from None


def _findings(call: Call, library: Library, raw: bytes, path: Path) -> None:
    """A finding a line, offsets in the text as it would be kept."""
    document = distilled(read(raw, path.name).text, gazetteer=library.gazetteer)
    for finding in document.found:
        call.output.json(finding.payload(), line=True)


def _counts(intake: Intake) -> str:
    sheet = intake.sheet
    counts = Counter({"figure": len(sheet.figures), "date": len(sheet.dates), "actor": len(sheet.actors)})
    counts += Counter({"tool": len(sheet.tools), "place": len(sheet.places), "statement": len(sheet.statements)})
    return ", ".join(counted(count, kind) for kind, count in counts.items()) or "nothing found"
