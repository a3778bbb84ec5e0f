"""The first screen, kept from one start to the next: the first sheets of the list, drawn before the library is open.

It holds for the index that it was read from: where that has changed since, the library is opened first. It lies in the
user's own cache folder, is data, sealed with a hash of itself and of the library's name, and whatever is wrong with it,
the start does without.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, cast

from factsheets.cache import bytes_of, cache_file, replace_file
from factsheets.library_folder import LibraryFolder
from tui.ports import Backend, Row

_FORMAT = 2
MOST_ROWS = 200
"""More than any screen shows."""


class Front(NamedTuple):
    """How many sheets and problems there are, and the first rows."""

    sheets: int
    problems: int
    rows: tuple[Row, ...]

    def backend(self, folder: LibraryFolder, open_library: Callable[[], Backend]) -> Backend:
        """What is known before the library is open; `newer` opens it."""
        nobody = cast("Any", _NotYet())
        return Backend(
            name=folder.name,
            identity=folder.identity,
            pages=nobody,
            searcher=nobody,
            sheets=_Beginning(self),
            problem_count=self.problems,
            reviews=nobody if folder.writable else None,
            newer=open_library,
            whole=False,
        )


class _NotYet:
    """Stands for what is not loaded; nothing asks it anything, since keys wait until it has been replaced."""


class _Beginning:
    """A list of which only the beginning can be read."""

    def __init__(self, front: Front) -> None:
        self._front = front

    def __len__(self) -> int:
        return self._front.sheets

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        return self._front.rows[start:stop]


def kept_front(folder: LibraryFolder, environment: Mapping[str, str]) -> Front | None:
    """The first screen of a library as it was at the end of an earlier start, None where the index is another now."""
    file = _file(folder.identity, environment)
    if file is None:
        return None
    try:
        seal, _, content = bytes_of(file).partition(b"\n")
        if seal != _seal(folder.identity, content):
            return None
        data = json.loads(content)
        if data["format"] != _FORMAT or data["index"] != _signature(Path(data["path"])):
            return None
        rows = tuple(
            Row(ref, text, detail, kind) for ref, text, detail, kind in (map(_text, row) for row in data["rows"])
        )
        front = Front(_number(data["count"]), _number(data["problems"]), rows)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return front if rows and len(rows) == min(front.sheets, MOST_ROWS) else None


def keep_front(backend: Backend, stamp: Path, environment: Mapping[str, str]) -> None:
    """Written where it has changed; a cache that cannot be written to only makes the next start slower."""
    file = _file(backend.identity, environment)
    if file is None:
        return
    with suppress(OSError):
        rows = [[row.ref, row.text, row.detail, row.kind] for row in backend.sheets.rows(0, MOST_ROWS)]
        data = {"format": _FORMAT, "path": str(stamp), "index": _signature(stamp), "rows": rows}
        data |= {"count": len(backend.sheets), "problems": backend.problem_count}
        content = json.dumps(data).encode()
        raw = _seal(backend.identity, content) + b"\n" + content
        if bytes_of(file) != raw:
            replace_file(file, (raw,))


def _seal(identity: str, content: bytes) -> bytes:
    return sha256(_name(identity) + content).hexdigest().encode()


def _name(identity: str) -> bytes:
    return identity.encode("utf-8", "surrogateescape")


def _file(identity: str, environment: Mapping[str, str]) -> Path | None:
    name = sha256(_name(identity)).hexdigest()[:16]
    return cache_file(f"front-{name}.json", environment)


def _signature(stamp: Path) -> list[int]:
    """What changes whenever an index is published."""
    found = stamp.stat()
    return [found.st_ino, found.st_size, found.st_mtime_ns]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(value)
    return value
