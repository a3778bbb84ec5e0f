"""Where one is and was, kept on every step, so that a dropped line costs nothing.

The file is a convenience: what is unreadable, damaged, foreign or hostile in it is left out, a read-only folder
tolerated.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

LIST = "list"
BEFORE = "'"
"""The mark that is set by every jump, at the place jumped from."""
_FORMAT = 1
_KEPT = 200
_READ = 100
_MARKS = 64
_PICKED = 1_000
_LONGEST = 1_000
"""Characters of one text; a search is shorter, a reference much shorter."""
_LARGEST = 10_000_000
_MOST_BYTES = 4 << 20
_ASIDE = ".state-"
_WRITTEN_BY_NOW = 60.0
"""Seconds after which what is written aside was left behind."""


@dataclass(slots=True)
class Visit:
    """One stop. Of a page: block and line at the top, marked link and block. Of the list: the search and the row.

    Of a table: the row, and in `view` how it is sorted, filtered and cut to columns. `title` is what a person knows the
    page by.
    """

    ref: str
    block: int = 0
    offset: int = 0
    link: int = -1
    marked: int = -1
    query: str = ""
    row: int = 0
    view: str = ""
    title: str = ""


@dataclass(slots=True)
class Typed:
    """A value being typed for a field of what is under review at `ref`, not yet taken."""

    ref: str
    field: str
    text: str


@dataclass(slots=True)
class History:
    """A walk that one can go back and forth; a new step drops what lay ahead, `read` keeps it.

    `typed` is what was left half typed, `marks` the places marked by a letter, `picked` the references to be printed,
    `read` what was read, each once, the latest last.
    """

    visits: list[Visit] = field(default_factory=lambda: [Visit(LIST)])
    at: int = 0
    typed: Typed | None = None
    marks: dict[str, Visit] = field(default_factory=dict)
    picked: list[str] = field(default_factory=list)
    read: list[Visit] = field(default_factory=list)

    @property
    def here(self) -> Visit:
        return self.visits[self.at]

    @property
    def has_older(self) -> bool:
        return self.at > 0

    @property
    def has_newer(self) -> bool:
        return self.at + 1 < len(self.visits)

    def go(self, visit: Visit) -> None:
        self.visits = [*self.visits[: self.at + 1], visit][-_KEPT:]
        self.at = len(self.visits) - 1
        self._note()

    def step(self, by: int) -> Visit:
        self.at = min(max(self.at + by, 0), len(self.visits) - 1)
        self._note()
        return self.here

    def _note(self) -> None:
        """What is read now is read last."""
        here = self.here
        if here.ref != LIST:
            self.read = [*(each for each in self.read if each.ref != here.ref), here][-_READ:]

    def resumed(self) -> "History":
        """The same walk in a new session: it starts at the list, the last session lies behind it."""
        before = self.visits[: self.at + 1]
        while before and before[-1].ref == LIST and not before[-1].query:
            before.pop()
        return replace(self, visits=[*before, Visit(LIST)], at=len(before))


def state_file(identity: str, env: Mapping[str, str]) -> Path:
    """One file a library, in the user's state folder."""
    given = env.get("XDG_STATE_HOME", "")
    base = Path(given) if given.startswith("/") else _home(env) / ".local" / "state"
    return base / "factfile" / f"{hashlib.sha256(identity.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.json"


def _home(env: Mapping[str, str]) -> Path:
    """Who has no home keeps nothing."""
    try:
        return Path(env.get("HOME") or Path.home())
    except RuntimeError:
        return Path(os.devnull)


def dump(history: History) -> str:
    data: dict[str, object] = {
        "format": _FORMAT,
        "at": history.at,
        "visits": list(map(_written, history.visits)),
        "picked": history.picked[:_PICKED],
        "marks": {letter: _written(visit) for letter, visit in history.marks.items()},
        "read": list(map(_written, history.read)),
    }
    if history.typed:
        data["typed"] = _written(history.typed)
    return json.dumps(data, ensure_ascii=True)


def _written(kept: Visit | Typed) -> dict[str, object]:
    """Without what is as by default: there are hundreds, at every step."""
    found = ((each.name, getattr(kept, each.name), each.default) for each in fields(kept))
    return {name: value for name, value, default in found if value != default}


def parse(text: str) -> History | None:
    """The history in the text, without what of it cannot be; None for anything that this format does not say."""
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT or not isinstance(data["visits"], list):
            return None
        visits = _each(Visit, data["visits"])[-_KEPT:]
        at = data["at"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not visits or type(at) is not int:
        return None
    at = min(max(at, 0), len(visits) - 1)
    typed = _each(Typed, [data["typed"]]) if "typed" in data else []
    return History(
        visits,
        at,
        typed[0] if typed else None,
        _marks(data.get("marks")),
        _texts(data.get("picked"))[:_PICKED],
        _each(Visit, data.get("read"))[-_READ:],
    )


def is_letter(letter: str) -> bool:
    """Whether a place can be marked with it."""
    return len(letter) == 1 and letter.isalnum()


def _marks(data: object) -> dict[str, Visit]:
    found: dict[str, Visit] = {}
    for letter, entry in data.items() if isinstance(data, dict) else ():
        if (is_letter(letter) or letter == BEFORE) and len(found) < _MARKS:
            found.update((letter, visit) for visit in _each(Visit, [entry]))
    return found


def _texts(data: object) -> list[str]:
    return [one for one in data if _is_sound(one) and isinstance(one, str)] if isinstance(data, list) else []


_Kept = TypeVar("_Kept", Visit, Typed)


def _each(kind: type[_Kept], data: object) -> list[_Kept]:
    """Those entries that can be read."""
    found = (_read(kind, entry) for entry in (data if isinstance(data, list) else ()))
    return [one for one in found if one is not None]


def _read(kind: type[_Kept], entry: Any) -> _Kept | None:
    """What an older file does not have yet has its default."""
    given: dict[str, Any] = {}
    for each in fields(kind) if isinstance(entry, dict) else ():
        if each.name in entry:
            if type(entry[each.name]) is not each.type or not _is_sound(entry[each.name]):
                return None
            given[each.name] = entry[each.name]
        elif each.default is MISSING:
            return None
    return kind(**given) if given else None


def _is_sound(value: object) -> bool:
    """Whether a number or a text is within bounds; half a surrogate pair is no text."""
    if isinstance(value, str):
        return len(value) <= _LONGEST and not any("\ud800" <= letter <= "\udfff" for letter in value)
    return isinstance(value, int) and abs(value) <= _LARGEST


def load(path: Path) -> History | None:
    """Also takes away what a session that was killed while it wrote left beside the file."""
    _sweep(path.parent)
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        return parse(raw.decode("ascii")) if len(raw) <= _MOST_BYTES else None
    except (OSError, ValueError):
        return None


def _sweep(folder: Path) -> None:
    """Not what another session may be writing now."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_ASIDE}*"):
            if left.stat().st_mtime < time.time() - _WRITTEN_BY_NOW:
                left.unlink()


class Keeping:
    """Writes that other threads do: what was to be kept earlier never takes the place of what was kept later."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._asked = self._written = 0

    def saving(self, text: str) -> Callable[[], bool]:
        """To be called once, by any thread."""
        self._asked += 1
        number = self._asked

        def write() -> bool:
            with self._lock:
                if number < self._written:
                    return True
                self._written = number
                return save(self.path, text)

        return write


def save(path: Path, text: str) -> bool:
    """Written aside and renamed, for the user's eyes only; False where that cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_ASIDE)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        return False
    return True
