"""Library -> index: opened as it was published, brought up to date by what changed, built anew on any doubt."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets.library import Library
from index.built import Built, Changes, Progress
from index.damage import DamagedError
from index.difference import Difference, difference, register_bytes
from index.ledger import Ledger, LedgerError
from index.location import UntrustedError, borrow, identity, index_folder, spare_folders
from index.lock import WriterLock
from index.published import published
from index.scan import REGISTER, Scan, scan, settled
from index.schema import fingerprint
from index.stamp import Stamp, proven_bytes, read_stamp, unproven, write_stamp
from index.store import Folder, Memory

if TYPE_CHECKING:
    from index.writer import Writer

__all__ = [
    "Built",
    "Changes",
    "DamagedError",
    "Options",
    "Progress",
    "is_current",
    "opened",
    "up_to_date",
    "verified",
]

_GRACE = 0.25
"""Seconds for which a reader waits for a writer that may be about to end."""
_LONGEST_WAIT = 20.0
"""Seconds until a reader that has nothing at all to read gives up on a writer and builds an index of its own."""
_PAUSE = 0.02
_TRIES = 5


class _BusyError(OSError):
    """Another process writes, and there is nothing to read."""


@dataclass(frozen=True, slots=True)
class Options:
    """`wait` for another writer, who is told of by `waiting`; `thorough`: look at every source, and merge segments.

    `most`: leave it to another process to read more sheets than these, and take what is published meanwhile.
    """

    rebuild: bool = False
    most: int | None = None
    wait: bool = False
    thorough: bool = False
    waiting: Callable[[], None] = lambda: None


def up_to_date(
    library: Library,
    environment: Mapping[str, str],
    progress: Progress | None = None,
    options: Options | None = None,
) -> Built:
    """Open the library's index after bringing it up to date; builds it when there is none that can be trusted.

    A cache that cannot take it (a full disk, a file system gone read-only) is left as it is: what can be read of it is
    added to in a temporary folder; where none of them can be written to, the index is built in memory.
    """
    return _somewhere(library, environment, progress, options or Options(), lambda built: built)


def opened(
    library: Library,
    environment: Mapping[str, str],
    progress: Progress | None = None,
    options: Options | None = None,
) -> Built:
    """As `up_to_date`, its segments opened: from then on it is readable, whatever another process does to its files."""
    return _somewhere(library, environment, progress, options or Options(), Built.opened)


def _somewhere(
    library: Library,
    environment: Mapping[str, str],
    progress: Progress | None,
    options: Options,
    ready: Callable[[Built], Built],
) -> Built:
    """In the cache, else in what can take its place."""
    folder = index_folder(library, environment)
    for _ in range(_TRIES):
        if folder is None:
            break
        try:
            return ready(_Opening(library, folder, progress, options).built())
        except FileNotFoundError:  # another process merged, rebuilt or removed what was about to be read
            folder = index_folder(library, environment)
        except (
            DamagedError
        ):  # the signs of its files are those of what was written, and they cannot be read all the same
            options = replace(options, rebuild=True)
        except OSError:
            break
    options = replace(options, most=None)  # nobody else writes there
    for spare in spare_folders(library):
        with suppress(OSError):
            if folder:
                _begin_with(library, folder, spare)
            return ready(_Opening(library, spare, progress, options).built())
    return ready(_built_in_memory(library, progress))


def _built_in_memory(library: Library, progress: Progress | None) -> Built:
    from index.writer import Writer  # noqa: PLC0415 - most starts find an index that is current

    store, stamp = Memory(), Stamp(fingerprint(), identity(library))
    before = settled(library, (REGISTER,))
    names = tuple(_scan(library, stamp).names)
    changes = Changes(added=names, rebuilt=True)
    found = Difference(changes, register_bytes(library))
    Writer(library, store, stamp, Ledger(), progress, -1).write(found, before, at_once=False)
    return Built(stamp, changes, Path(os.devnull), len(names), memory=store.target)


def _begin_with(library: Library, folder: Path, spare: Path) -> None:
    """What was published in a folder that cannot be written to need not be built again."""
    stamp = published(library, folder)
    if stamp:
        borrow(folder, stamp.files(), spare)
        write_stamp(spare, stamp)


def is_current(library: Library, built: Built) -> bool:
    """Whether nothing changed since: neither the library nor, by another process, the index. A scan's time."""
    stamp = read_stamp(built.folder) if built.memory is None else built.stamp
    return stamp is not None and not built.missing and stamp.scan == built.stamp.scan == _scan(library, stamp).digest()


def verified(built: Built) -> int:
    """Prove every byte of every file; how many there are. Raises UntrustedError for the first that differs."""
    try:
        proven = len(list(unproven(built.folder, built.stamp.files(), fully=True)))
        Ledger.from_bytes(proven_bytes(built.folder, built.stamp.ledger, built.stamp.own[built.stamp.ledger]))
    except FileNotFoundError as error:
        raise UntrustedError(f"{Path(error.filename).name} is gone") from error
    except LedgerError as error:
        raise UntrustedError(str(error)) from error
    return proven


def _scan(library: Library, stamp: Stamp | None) -> Scan:
    return scan(library, stamp.watched if stamp else ())


def _ledger_of(folder: Path, stamp: Stamp) -> Ledger:
    """Raises LedgerError or UntrustedError where it cannot be read."""
    ledger = Ledger.from_bytes(proven_bytes(folder, stamp.ledger, stamp.own[stamp.ledger]))
    ledger.dead = {part.number: {(start, count) for start, count in part.dead} for part in stamp.parts}
    return ledger


@dataclass(frozen=True, slots=True)
class _Found:
    """What is published, and what the library is now. No ledger was read where nothing changed."""

    stamp: Stamp
    scan: Scan
    before: dict[str, int] = field(default_factory=dict)
    ledger: Ledger | None = None
    difference: Difference = field(default_factory=Difference)


class _Opening:
    def __init__(self, library: Library, folder: Path, progress: Progress | None, options: Options) -> None:
        self._library = library
        self._folder = folder
        self._progress = progress
        self._options = options

    def built(self) -> Built:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        found = None if self._options.rebuild else self._look()
        if found and self._is_done(found):
            return self._as_found(found)
        if self._is_left_to_others(found):
            return self._published(_LONGEST_WAIT)
        with WriterLock(self._folder) as lock:
            if not self._take(lock, found):
                return self._published(0)
            if self._options.rebuild:
                return self._anew(lock, at_once=self._look() is None)
            if found is None or read_stamp(self._folder) != found.stamp:
                found = self._look()
            if found is None:
                return self._anew(lock, at_once=True)
            return self._as_found(found) if self._is_done(found) else self._refreshed(found, lock)

    def _is_left_to_others(self, found: _Found | None) -> bool:
        most = self._options.most
        return most is not None and (found is None or found.difference.missing > most)

    def _published(self, seconds: float) -> Built:
        """What another process has published, as soon as there is something."""
        last = time.monotonic() + seconds
        while (found := self._look()) is None:
            if time.monotonic() > last:
                raise _BusyError("another process is at work on the index")
            time.sleep(_PAUSE)
        return self._partial(found)

    def _is_done(self, found: _Found) -> bool:
        """Whether nothing is to be written."""
        to_compact = self._options.thorough and found.stamp.is_scattered()
        return found.ledger is None and not to_compact

    def _take(self, lock: WriterLock, found: _Found | None) -> bool:
        """Whether this process is the writer; who wants to wait is told first, others wait until there is something."""
        if lock.take():
            return True
        if self._options.wait or self._options.rebuild:
            self._options.waiting()
            return lock.take_within(float("inf"))
        if found is None:
            return lock.take_within(_LONGEST_WAIT, lambda: published(self._library, self._folder) is not None)
        return lock.take_within(_GRACE)

    def _look(self) -> _Found | None:
        """What is published and what is to be done to it; None where it is to be built anew."""
        stamp = published(self._library, self._folder)
        if stamp is None:
            return None
        now = _scan(self._library, stamp)
        if stamp.scan == now.digest() and not self._options.thorough:
            return _Found(stamp, now)
        try:
            return self._compared(stamp, now)
        except OSError:
            raise
        except Exception:  # whatever is raised by what cannot be understood: the index is disposable
            return None

    def _compared(self, stamp: Stamp, now: Scan) -> _Found:
        before = settled(self._library, stamp.watched)
        ledger = _ledger_of(self._folder, stamp)
        found = difference(self._library, self._folder, stamp, ledger, now, thorough=self._options.thorough)
        unchanged = stamp.scan == now.digest() and not found.changes
        return _Found(stamp, now) if unchanged else _Found(stamp, now, before, ledger, found)

    def _as_found(self, found: _Found) -> Built:
        return Built(found.stamp, Changes(), self._folder, len(found.scan.names))

    def _partial(self, found: _Found) -> Built:
        """What is published without what it says of sheets that changed since."""
        if found.ledger is None:
            return self._as_found(found)
        changes = found.difference.changes
        found.ledger.update({*changes.changed, *changes.removed}, ())
        found.ledger.settle()
        dead = found.ledger.dead
        parts = [replace(part, dead=sorted(map(list, dead.get(part.number, ())))) for part in found.stamp.parts]
        stamp = replace(found.stamp, parts=parts)
        return Built(stamp, Changes(), self._folder, len(found.scan.names), found.difference.missing)

    def _anew(self, lock: WriterLock, *, at_once: bool) -> Built:
        """Built from nothing; what an index that still answers would lose by it is published at the end only."""
        stamp = Stamp(fingerprint(), identity(self._library))
        before = settled(self._library, (REGISTER,))
        names = tuple(_scan(self._library, stamp).names)
        found = Difference(Changes(added=names, rebuilt=True), register_bytes(self._library))
        self._write(self._writer(stamp, Ledger(), lock), stamp, found, before, at_once=at_once)
        return Built(stamp, found.changes, self._folder, len(names))

    def _refreshed(self, found: _Found, lock: WriterLock) -> Built:
        stamp, resumed = found.stamp, found.stamp.building
        if found.ledger is None:
            try:
                ledger = _ledger_of(self._folder, stamp)
            except (LedgerError, UntrustedError):
                return self._anew(lock, at_once=False)
            self._writer(stamp, ledger, lock).compact()
            return self._as_found(found)
        writer = self._writer(stamp, found.ledger, lock)
        self._write(writer, stamp, found.difference, found.before, at_once=True)
        return Built(stamp, found.difference.changes, self._folder, len(found.scan.names), resumed=resumed)

    def _writer(self, stamp: Stamp, ledger: Ledger, lock: WriterLock) -> "Writer":
        from index.writer import Writer  # noqa: PLC0415 - as above

        return Writer(self._library, Folder(self._folder), stamp, ledger, self._progress, lock.number)

    def _write(
        self, writer: "Writer", stamp: Stamp, found: Difference, before: dict[str, int], *, at_once: bool
    ) -> None:
        writer.write(found, before, at_once=at_once)
        if self._options.thorough and stamp.is_scattered():
            writer.compact()
