"""`factfile index` beside the browser, and interrupted."""

import os
from pathlib import Path

import pytest

from factsheets.library import Library, open_library
from index.build import Options, up_to_date
from index.location import index_folder
from tests.sample_sheets import write_library
from tests.test_command.running import Ran, Run
from tui.output import Exit
from tui.verbs.indexing import index_in_background
from tui.verbs.opening import DAMAGED


def test_it_indexes_in_the_background_wherever_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that lies in the current folder is not taken for ours."""
    (tmp_path / "here" / "tui").mkdir(parents=True)
    (tmp_path / "here" / "tui" / "__init__.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write_library(tmp_path / "library")
    assert index_in_background(Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")).wait(60) == 0
    library = Library(root, root / "sheets", root / "seeds", root / "gazetteer.yaml")
    built = up_to_date(library, os.environ, None, Options(most=0))
    assert built.stamp.counts.sheets == 3
    assert not built.changes


def test_an_index_that_cannot_be_read_is_built_anew_by_the_next_question(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk may lose bits and leave all that tells of a change as it was."""
    library = open_library(write_library(tmp_path / "library"))
    asked = ("ask", "Tidewatch", "--library", str(library.root))
    told = run(*asked)
    folder = index_folder(library, os.environ)
    assert folder
    for path in folder.glob("*.doc"):
        path.write_bytes(path.read_bytes().replace(b'"label":', b'"lapel":'))
    monkeypatch.setattr("index.published.unproven", lambda *_: ())
    assert run(*asked) == Ran(Exit.IO, "", f"factfile: {DAMAGED}\n")
    assert run(*asked) == told
