"""A document with more in it than a sheet may hold is told, and leaves nothing behind."""

from pathlib import Path

import pytest

from factsheets.distill import intake
from factsheets.distill.intake import Intake, keep, take_in
from factsheets.distill.reading import UnreadableError
from factsheets.library import open_library

TEXT = b"The council pays the bill\n\nThe council paid 1,250 euros to Lumen Ltd in March 2026, the mayor said.\n"


def test_a_draft_that_no_sheet_could_hold_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sheets").mkdir()
    library = open_library(tmp_path)
    taken = take_in(library, TEXT, Path("bill.txt"))
    assert isinstance(taken, Intake)
    monkeypatch.setattr(intake, "LARGEST_BYTES", 500)
    with pytest.raises(UnreadableError, match="distil it in parts"):
        keep(library, taken)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
