"""What can be taken back: the bytes before each decision, and what the files were right after it."""

import base64
import json
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from factsheets.files import write_atomically

LONGEST = 200
"""Decisions of one desk that are kept; older ones are forgotten."""
KEPT = 50
"""Decisions on one sheet that are kept on disk."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. The stamps say whether anybody has changed the files since.

    `sheet_before` is None where only the register changed, `register_after` empty where that did not; a register that
    was not there before is None. `traceless` counts the findings it decided
    that stand nowhere in the sheet any more.
    """

    told: str
    sheet_before: bytes | None
    sheet_after: str
    register_before: bytes | None = None
    register_after: str = ""
    traceless: int = 0


class History:
    """Decisions that can be undone, the last first; this one lives as long as its desk."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def push(self, step: Step) -> None:
        self._steps = [*self._steps, step][-LONGEST:]

    def last(self) -> Step | None:
        return self._steps[-1] if self._steps else None

    def drop(self) -> None:
        """Forget the last one: it was undone."""
        self._steps = self._steps[:-1]

    def clear(self) -> None:
        self._steps = []


class KeptHistory(History):
    """The same in a folder of its own, a file a decision, so that another process can undo it.

    A folder that cannot be written keeps nothing: undoing is a convenience, and no decision fails for it.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def push(self, step: Step) -> None:
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            files = self._files()
            number = int(files[-1].stem) + 1 if files else 1
            write_atomically(self._folder / f"{number:06}.json", _dumped(step).encode())
            for old in files[: len(files) + 1 - KEPT]:
                old.unlink()

    def last(self) -> Step | None:
        files = self._files()
        try:
            return _loaded(files[-1].read_bytes()) if files else None
        except (OSError, ValueError, TypeError):
            return None

    def drop(self) -> None:
        for file in self._files()[-1:]:
            file.unlink(missing_ok=True)

    def clear(self) -> None:
        for file in self._files():
            file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("[0-9]*.json"))


def _dumped(step: Step) -> str:
    return json.dumps({one.name: _text(getattr(step, one.name)) for one in fields(step)})


def _text(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _loaded(raw: bytes) -> Step:
    values: dict[str, Any] = {}
    for key, one in json.loads(raw).items():
        values[key] = base64.b64decode(one["base64"]) if isinstance(one, dict) else one
    return Step(**values)
