"""The documents of a folder, in one order; what only looks like one is told instead of opened."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from factsheets.files import leads_inside, reason

Tell = Callable[[Path, str], None]


def documents_in(folder: Path, tell: Tell, apart_from: Sequence[Path] = ()) -> Iterator[Path]:
    """Every regular file below a folder, hidden ones aside; `tell` is given what is left alone, and why.

    `apart_from` are folders and files not to look into: a library's own sheets are no documents.
    """
    left_out = {os.path.realpath(one) for one in apart_from}

    def unreadable(error: OSError) -> None:
        tell(Path(error.filename or folder), reason(error))

    for here, folders, files in os.walk(folder, followlinks=False, onerror=unreadable):
        for name in sorted(folders):
            path = Path(here, name)
            if path.is_symlink():
                tell(path, "a link to a folder; it was not followed")
        folders[:] = sorted(
            one for one in folders if one[0] != "." and os.path.realpath(Path(here, one)) not in left_out
        )
        for name in sorted(files):
            path = Path(here, name)
            own = name[0] == "." or os.path.realpath(path) in left_out
            why_not = "" if own else _why_not(path, folder)
            if why_not is None:
                yield path
            elif why_not:
                tell(path, why_not)


def _why_not(path: Path, folder: Path) -> str | None:
    """Why a file of a folder is no document; None where it may be one."""
    try:
        mode = path.stat().st_mode
        if path.is_symlink() and not leads_inside(path, folder):
            return "a link that leads out of the folder; it was not followed"
    except FileNotFoundError:
        return "a link to nothing" if path.is_symlink() else "it went away meanwhile"
    except OSError as error:
        return reason(error)
    return None if stat.S_ISREG(mode) else "not a file: a pipe or a device"
