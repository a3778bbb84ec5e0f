"""What of a library's index is published and may be trusted: all that a question of an index that is current needs."""

from contextlib import suppress
from pathlib import Path

from factsheets.library import Library
from index.built import Built
from index.location import UntrustedError, identity
from index.schema import fingerprint
from index.stamp import STAMP, Stamp, read_stamp, unproven, write_stamp


def published(library: Library, folder: Path) -> Stamp | None:
    """What is published, None where it is to be built: any doubt is a reason; FileNotFoundError when just replaced."""
    stamp = read_stamp(folder)
    if stamp is None or not stamp.is_about(identity(library), fingerprint()):
        return None
    try:
        proven = list(unproven(folder, stamp.files()))
    except UntrustedError:
        return None
    except FileNotFoundError:
        if stamp.is_still(read_stamp(folder)):
            return None
        raise
    if proven:
        _keep_signs(folder, stamp)
    return stamp


def _keep_signs(folder: Path, stamp: Stamp) -> None:
    """An index that was restored or copied is read through once, not at every start; unless someone writes just now."""
    from index.lock import WriterLock  # noqa: PLC0415 - what is published is seldom written to by who reads it

    with suppress(OSError), WriterLock(folder) as lock:
        if lock.take() and stamp.is_still(read_stamp(folder)):
            write_stamp(folder, stamp)


def discard(built: Built) -> None:
    """Have an index built anew by whoever opens it next, since what was built into it cannot be read."""
    if built.memory is None and built.stamp.is_still(read_stamp(built.folder)):
        (built.folder / STAMP).unlink(missing_ok=True)
