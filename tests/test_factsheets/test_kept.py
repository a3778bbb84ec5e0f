"""A sheet or a register as an earlier start read it: equal in everything, and never out of date."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from factsheets import kept, validate, vocabulary
from factsheets import library as library_module
from factsheets.compact import packed, unpacked
from factsheets.library import Library, shipped_library
from factsheets.model import FactSheet
from tests.test_factsheets.made_sheets import sheets

ROOT = Path(__file__).parents[2]
JUDGES = {"actor_kinds", "concepts", "figure_kinds", "languages", "tool_kinds"}


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A cache of the test's own; a word for each time that a sheet had to be read from YAML."""
    reads: list[str] = []
    original = validate.validate

    def watched(raw: bytes, path: str) -> validate.Validated:
        reads.append("read")
        return original(raw, path)

    monkeypatch.setattr(validate, "validate", watched)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return reads


def first_file(library: Library) -> Path:
    return library.sheet_files()[0]


@given(sheets())
def test_what_is_packed_comes_back_equal(sheet: FactSheet) -> None:
    again = unpacked(json.loads(json.dumps(packed(sheet))))
    assert again == sheet
    assert repr(again) == repr(sheet)


def test_the_shipped_sheets_and_register_come_back_equal() -> None:
    library = shipped_library()
    for sheet in library.sheets():
        assert repr(unpacked(json.loads(json.dumps(packed(sheet))))) == repr(sheet)
    entries = library.gazetteer.entries
    assert entries
    assert unpacked(json.loads(json.dumps(packed(entries)))) == entries


def test_a_sheet_is_read_once(library: Library, read_anew: list[str]) -> None:
    path = first_file(library)
    assert library.sheet(path) == library.sheet(path) == library.read(path).sheet
    assert len(read_anew) == 2  # the first `sheet`, and `read`


def test_a_changed_sheet_is_read_again(library: Library, read_anew: list[str]) -> None:
    path = first_file(library)
    before = library.sheet(path)
    assert before
    raw = path.read_bytes()
    path.write_bytes(raw.replace(before.title.encode(), b"Another", 1))
    after = library.sheet(path)
    assert after
    assert (after.title, len(read_anew)) == ("Another", 2)
    path.write_bytes(b"- no sheet")
    assert [library.sheet(path), library.sheet(path)] == [None, None]
    assert len(read_anew) == 3


def test_other_rules_read_it_again(library: Library, read_anew: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = first_file(library)
    for rules in (b"rules of yesterday", b"rules of today", b"rules of today"):
        monkeypatch.setattr(kept, "_rules", lambda rules=rules: rules)
        library.sheet(path)
    assert len(read_anew) == 2


def test_what_leads_outside_is_no_sheet(library: Library, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(first_file(library).read_bytes())
    link = library.sheets_dir / "link.yaml"
    link.symlink_to(outside)
    assert library.sheet(link) is None
    assert library.sheet(library.sheets_dir / "nowhere.yaml") is None


def test_a_register_with_problems_tells_them_every_time(library: Library, read_anew: list[str]) -> None:
    library.gazetteer_file.write_text("actors:\n- {id: a, name: A}\n- {id: a, name: B}\n", encoding="utf-8")
    for _ in range(2):
        again = library_module.open_library(library.root)
        assert [one.line for one in again.gazetteer_problems] == [3]
        assert again.gazetteer.entries["a"].name == "A"


def test_the_rules_are_all_the_code_and_words_that_reading_loads() -> None:
    code = "import sys, factsheets.validate, factsheets.gazetteer_file, factsheets.kept; print(*sys.modules)"
    told = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    ).stdout
    names = {name.removeprefix("factsheets.") for name in told.split() if name.startswith("factsheets.")}
    assert names <= {name.removesuffix("/__init__") for name in kept._READING}
    known = {path.stem for path in Path(vocabulary.__file__).parent.glob("*.yaml")}
    assert set(kept._JUDGED_BY) <= known
    assert set(kept._JUDGED_BY) >= JUDGES
