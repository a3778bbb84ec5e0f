"""A cache that cannot take the index: the question is answered all the same."""

import errno
from pathlib import Path

import pytest

from factsheets.library import shipped_library
from index import build
from index.answer import Engine
from index.location import Stamp, is_temporary, write_stamp


def test_a_full_disk_in_the_cache_is_answered_from_a_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, stamp: Stamp) -> None:
        if not is_temporary(folder):
            raise OSError(errno.ENOSPC, "No space left on device")
        write_stamp(folder, stamp)

    monkeypatch.setattr(build, "write_stamp", full)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    engine = Engine.open(shipped_library(), environment)
    try:
        assert engine.ask("Palantir").answers[0].fact.id == "palantir-platform-contract"
        assert is_temporary(engine.built.folder)
        left = [path for path in (tmp_path / "cache").rglob("*") if path.is_dir() and "generation" in path.name]
        assert left == []
    finally:
        engine.reader.close()
