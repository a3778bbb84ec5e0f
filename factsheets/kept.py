"""Sheets and registers as an earlier start read them: YAML is parsed and proven sound once, not at each question.

What is kept is sealed with the bytes of the file, of the code that reads it and of the vocabularies that judge it
(`factsheets.cache`), so it can be neither out of date nor wrong; where it is missing, the file is read.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from factsheets import vocabulary
from factsheets.cache import kept
from factsheets.compact import packed, unpacked
from factsheets.gazetteer import Gazetteer, read_gazetteer
from factsheets.model import FactSheet
from factsheets.problem import Problem

MOST_KEPT = 1024
"""Sheets; two that fall on one place take turns."""
_READING = (
    "amounts",
    "cache",
    "checks",
    "compact",
    "dates",
    "evidence",
    "files",
    "gazetteer",
    "gazetteer_file",
    "kept",
    "model",
    "problem",
    "safe_text",
    "validate",
    "yaml_text",
    "vocabulary/__init__",
)
"""The modules that decide what is read of a file."""
_JUDGED_BY = (
    "actor_kinds",
    "attributes",
    "concepts",
    "currencies",
    "figure_kinds",
    "finding_kinds",
    "languages",
    "modifiers",
    "place_kinds",
    "scales",
    "tool_kinds",
)
"""The vocabularies that say whether a sheet or register is sound."""


def kept_sheet(path: Path, raw: bytes) -> FactSheet | None:
    """The sheet in a file's bytes; None for a file that holds none that can be shown."""
    place = crc32(os.fsencode(path)) % MOST_KEPT
    found: FactSheet | None = _kept(f"sheet-{place}", raw, lambda: packed(_read(raw)))
    return found


def kept_register(file: Path, raw: bytes) -> tuple[Gazetteer, list[Problem]]:
    """The register in a file's bytes; of one with problems these are found anew each time."""
    place = crc32(os.fsencode(file.absolute()))
    parts = _kept(f"register-{place:08x}", raw, lambda: _register_parts(raw, file.name))
    return (Gazetteer(*parts), []) if parts else read_gazetteer(raw, file.name)


def _read(raw: bytes) -> FactSheet | None:
    from factsheets.validate import validate  # noqa: PLC0415 - YAML is not loaded where what is read was kept

    return validate(raw, "").sheet


def _register_parts(raw: bytes, name: str) -> Any:
    register, problems = read_gazetteer(raw, name)
    return None if problems else packed((register.entries, register.same_as, register.not_same_as))


def _kept(name: str, raw: bytes, make: Callable[[], Any]) -> Any:
    rules = _rules()
    return unpacked(kept(f"{name}.json", (raw, rules), make, os.environ) if rules else make())


@cache
def _rules() -> bytes:
    """What reading depends on besides the bytes read, as a hash; nothing where the code is not in files."""
    code, words = Path(__file__).parent, Path(vocabulary.__file__).parent
    files = [*(code / f"{one}.py" for one in _READING), *(words / f"{one}.yaml" for one in _JUDGED_BY)]
    with suppress(OSError):
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).digest()
    return b""
