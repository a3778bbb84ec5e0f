"""Where one is and was, kept on every step, so that a dropped line costs nothing.

The file is a convenience: an unreadable, damaged or foreign one is ignored, a read-only folder tolerated.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

LIST = "list"
_FORMAT = 1
_KEPT = 200


@dataclass(slots=True)
class Visit:
    """One stop. Of a page: block and line at the top, marked link and block. Of the list: the search and the row."""

    ref: str
    block: int = 0
    offset: int = 0
    link: int = -1
    marked: int = -1
    query: str = ""
    row: int = 0


@dataclass(slots=True)
class Typed:
    """A value being typed for a field of what is under review at `ref`, not yet taken."""

    ref: str
    field: str
    text: str


@dataclass(slots=True)
class History:
    """A walk that one can go back and forth; a new step drops what lay ahead. `typed` is what was left half typed."""

    visits: list[Visit] = field(default_factory=lambda: [Visit(LIST)])
    at: int = 0
    typed: Typed | None = None

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

    def step(self, by: int) -> Visit:
        self.at = min(max(self.at + by, 0), len(self.visits) - 1)
        return self.here

    def resumed(self) -> "History":
        """The same walk in a new session: it starts at the list, the last session lies behind it."""
        before = self.visits[: self.at + 1]
        while before and before[-1].ref == LIST:
            before.pop()
        return History([*before, Visit(LIST)], len(before), self.typed)


def state_file(identity: str, env: Mapping[str, str]) -> Path:
    """One file a library, in the user's state folder."""
    given = env.get("XDG_STATE_HOME", "")
    base = Path(given) if given.startswith("/") else Path(env.get("HOME") or Path.home()) / ".local" / "state"
    return base / "factfile" / f"{hashlib.sha256(identity.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.json"


def dump(history: History) -> str:
    visits = [asdict(visit) for visit in history.visits]
    data: dict[str, object] = {"format": _FORMAT, "at": history.at, "visits": visits}
    if history.typed:
        data["typed"] = asdict(history.typed)
    return json.dumps(data, ensure_ascii=True)


def parse(text: str) -> History | None:
    """The history in the text, or None for anything that this format does not say."""
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT or not isinstance(data["visits"], list):
            return None
        visits = [_read(Visit, entry) for entry in data["visits"]][-_KEPT:]
        typed = _read(Typed, data["typed"]) if "typed" in data else None
        at = data["at"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not visits or type(at) is not int:
        return None
    return History(visits, min(max(at, 0), len(visits) - 1), typed)


_Kept = TypeVar("_Kept", Visit, Typed)


def _read(kind: type[_Kept], entry: dict[str, Any]) -> _Kept:
    for each in fields(kind):
        if type(entry[each.name]) is not each.type:
            raise TypeError(each.name)
    return kind(**{each.name: entry[each.name] for each in fields(kind)})


def load(path: Path) -> History | None:
    try:
        return parse(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def save(path: Path, text: str) -> bool:
    """Written aside and renamed, for the user's eyes only; False where that cannot be."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".state-")
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
