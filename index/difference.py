"""What of a library is not as it was indexed: names of sheets to read again, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import compress
from operator import ne
from pathlib import Path

from factsheets.files import read_bounded, read_or_none
from factsheets.gazetteer import read_gazetteer
from factsheets.library import Library
from index.built import Changes
from index.ledger import MISSING, WRONG, Ledger
from index.scan import FOLDER, REGISTER, SOURCE, Scan, files_in, in_order, settled_signature, signature
from index.segment_reader import open_leaves
from index.sources import content_hash, source_hash, stays_inside
from index.stamp import Stamp, proven_bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """`touched` are sheets whose files bear other signs and the same bytes, with the signatures to be kept now.

    `register` are the register's bytes from before anything was compared with it or read by it: whoever edits it
    meanwhile is noticed by the next comparison.
    """

    changes: Changes = field(default_factory=Changes)
    register: bytes = b""
    touched: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many sheets the index does not know as they are."""
        return len(self.changes.added) + len(self.changes.changed)


def difference(
    library: Library, folder: Path, stamp: Stamp, ledger: Ledger, scan: Scan, *, thorough: bool = False
) -> Difference:
    """Compare the library as it lies with what was indexed; `thorough` looks at every source's file."""
    register = register_bytes(library)
    added, removed, differing = _of_sheets(ledger, scan)
    signatures = {name: settled_signature(library.sheets_dir / name) for name in differing}
    changed = {name for name in differing if not _same_bytes(library, ledger, name)}
    files = changed_sources(library, ledger, stamp.watched, scan.watched)
    if thorough:
        files |= _edited_sources(library, ledger)
    gone = set(removed)
    concerned = {*changed, *(ledger.naming(files) if files else ())}
    renamed = sha256(register).hexdigest() != stamp.register_hash()
    if renamed:
        concerned |= _renamed(library, folder, stamp, ledger)
    return Difference(
        Changes(
            added=tuple(added),
            changed=tuple(sorted(concerned - gone, key=in_order)),
            removed=tuple(removed),
            renamed=renamed,
        ),
        register,
        {name: signature for name, signature in signatures.items() if name not in changed},
    )


def _of_sheets(ledger: Ledger, scan: Scan) -> tuple[list[str], list[str], list[str]]:
    """(added, removed, differing in their signs)."""
    if ledger.names == scan.names:
        return [], [], list(compress(scan.names, map(ne, scan.signatures, ledger.signatures)))
    known = dict(zip(ledger.names, ledger.signatures, strict=True))
    found = dict(zip(scan.names, scan.signatures, strict=True))
    added = [name for name in scan.names if name not in known]
    removed = [name for name in ledger.names if name not in found]
    return added, removed, [name for name in scan.names if name in known and known[name] != found[name]]


def _same_bytes(library: Library, ledger: Ledger, name: str) -> bool:
    place, path = ledger.place(name), library.sheets_dir / name
    try:
        if not path.is_file():
            return False
        raw = read_bounded(path)
    except OSError:
        return False
    return place is not None and ledger.content(place) == content_hash(sha256(raw).hexdigest())


def changed_sources(library: Library, ledger: Ledger, before: Mapping[str, int], now: Mapping[str, int]) -> set[str]:
    """Sources that came or went, in the folders that changed, and wrong ones that were edited."""
    changed = [name for name in now if now[name] != before.get(name)]
    folders = {name.removeprefix(FOLDER) for name in changed if name.startswith(FOLDER)}
    edited = {name.removeprefix(SOURCE) for name in changed if name.startswith(SOURCE)}
    if not folders and not edited:
        return set()
    inside = {folder: files_in(library, folder) for folder in folders}
    found = set()
    for file, state, _, content in ledger.sources():
        folder, _, base = file.rpartition("/")
        came_or_went = folder in inside and (base in inside[folder]) == (state == MISSING)
        if came_or_went and stays_inside(file):
            found.add(file)
        if file in edited and source_hash(library, file) != content:
            found.add(file)
    return found


def _edited_sources(library: Library, ledger: Ledger) -> set[str]:
    return {
        file
        for file, _, known, content in set(ledger.sources())
        if stays_inside(file) and signature(library.seeds_dir / file) != known and source_hash(library, file) != content
    }


def watched_names(ledger: Ledger) -> dict[str, int]:
    """What is to be looked at beside the sheets; of the sources that were wrong, the signatures they had then."""
    found = {FOLDER + folder: 0 for folder in _folders(ledger.files)}
    if WRONG in ledger.states:
        rows = ledger.sources()
        found |= {SOURCE + file: known for file, state, known, _ in rows if state == WRONG and stays_inside(file)}
    return {REGISTER: 0, **found}


def _folders(files: list[str]) -> set[str]:
    """The folders of sources; where none has a folder of its own, as in most libraries, one look at all tells."""
    if "/" not in "\0".join(files):
        return {""} if any(files) else set()
    return {file.rpartition("/")[0] for file in set(files) if stays_inside(file)}


def register_bytes(library: Library) -> bytes:
    return read_or_none(library.gazetteer_file) or b""


def _renamed(library: Library, folder: Path, stamp: Stamp, ledger: Ledger) -> set[str]:
    """Every sheet whose names the register, as it is now, gives otherwise than when it was indexed.

    Those that give way to a twin too: they may come to count as they are.
    """
    before, _ = read_gazetteer(proven_bytes(folder, stamp.register, stamp.own[stamp.register]), REGISTER)
    now = library.gazetteer
    ids = {one for each in (before, now) for one in (*each.entries, *each.same_as, *each.same_as.values())}
    differing = {one for one in ids if before.get(one) != now.get(one) or before.one_with(one) != now.one_with(one)}
    found: set[str] = set()
    for part, leaf in zip(stamp.parts, open_leaves(folder, stamp.infos(), {}), strict=True):
        numbers = {number for one in differing for number in leaf.ids("refs", one)}
        found |= ledger.sheets_at(part.number, numbers)
        leaf.close()
    return found
