"""Running the command: in this process for speed, in one of its own where that is what is tested."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from tui.cli import main

REPOSITORY = Path(__file__).parents[2]
FACTFILE = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Run(Protocol):
    def __call__(self, *arguments: str, stdin: str = "") -> Ran: ...


class Runner:
    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        self._capsys.readouterr()
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self._capsys.readouterr()
        return Ran(int(code), out, err)


def spawn(
    *arguments: str,
    command: Sequence[str] = FACTFILE,
    environment: Mapping[str, str] | None = None,
    **more: Any,
) -> subprocess.CompletedProcess[bytes]:
    """The command, or another one, in a process of its own, from the folder that the test stands in."""
    where = {"PYTHONPATH": str(REPOSITORY), **(environment or {})}
    options: dict[str, Any] = {"capture_output": True, "timeout": 120, **more}
    return subprocess.run([*command, *arguments], env={**os.environ, **where}, check=False, **options)  # noqa: S603 - ours
