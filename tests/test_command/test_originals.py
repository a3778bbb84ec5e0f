"""Attaching originals: known by their hash, copied beside the restatements, and from then on what vouches."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from factsheets.library import shipped_library
from tests.sample_sheets import FULL, HARBOUR, HARBOUR_SHA256, ORIGINAL, ORIGINAL_SHA256, write_library
from tests.test_command.running import REPOSITORY, Run

FOLDER = Path(os.environ.get("FACTFILE_ORIGINALS") or REPOSITORY.parent / "shared" / "seeds")
RESTATED = FULL.replace(
    f"  sha256: {HARBOUR_SHA256}\n",
    f"  sha256: {HARBOUR_SHA256}\n  restated: true\n"
    f"  original: {{sha256: {ORIGINAL_SHA256}, size: {len(ORIGINAL)}, name: harbour.txt}}\n",
)


@pytest.fixture
def restated(tmp_path: Path) -> Path:
    """A handmade library whose one document is a restatement, and its original beside it."""
    root = write_library(tmp_path / "restated")
    shutil.rmtree(root / "sheets" / "drafts")
    (root / "sheets" / "harbour-cameras.yaml").write_text(RESTATED, encoding="utf-8")
    Path("harbour.txt").write_bytes(ORIGINAL)
    assert HARBOUR.encode() != ORIGINAL
    return root


def test_a_handmade_original(run: Run, restated: Path) -> None:
    library = ("--library", str(restated))
    before = run("ask", "--json", "Tidewatch contract", *library).json["answers"][0]["evidence"][0]
    assert (before["restated"], before["verified"]) == (True, "text")
    assert "restated; original not attached" in run("show", "harbour-cameras", *library).out

    added = run("originals", "add", "harbour.txt", *library)
    assert (added.code, added.out) == (0, "harbour.txt: attached to harbour-cameras s1\n")
    assert (restated / "seeds" / "originals" / ORIGINAL_SHA256).read_bytes() == ORIGINAL

    after = run("ask", "--json", "Tidewatch contract", *library).json["answers"][0]["evidence"][0]
    assert (after["restated"], after["verified"]) == (True, "original")
    text = ORIGINAL.decode()
    assert text[after["start"] : after["end"]] == after["exact"]
    assert "verified in the original" in " ".join(run("ask", "Tidewatch contract", *library).out.split())
    assert "not attached" not in run("show", "harbour-cameras", *library).out
    assert "not attached" not in run("print", "harbour-cameras", *library).out
    assert "attached" in run("originals", *library).out
    [source] = run("verify", "--json", *library).json["sources"]
    assert (source["original_attached"], source["text"], source["no"]) == (True, 0, 0)
    assert source["original"] > 5
    assert run("originals", "add", "harbour.txt", *library).code == 0


def test_a_stranger_is_not_attached(run: Run, restated: Path) -> None:
    Path("harbour.txt").write_bytes(ORIGINAL + b" ")
    ran = run("originals", "add", "harbour.txt", "--library", str(restated))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "harbour.txt: no sheet names an original with this content; nothing was copied\n"
    assert not (restated / "seeds" / "originals").exists()


def test_an_original_that_was_changed_vouches_for_nothing(run: Run, restated: Path) -> None:
    library = ("--library", str(restated))
    run("originals", "add", "harbour.txt", *library)
    (restated / "seeds" / "originals" / ORIGINAL_SHA256).write_bytes(b"something else")
    [source] = run("verify", "--json", *library).json["sources"]
    assert (source["original_attached"], source["original"]) == (False, 0)


def test_a_restatement_that_was_changed_fails(run: Run, restated: Path) -> None:
    (restated / "seeds" / "harbour.md").write_text(HARBOUR + "!", encoding="utf-8")
    ran = run("verify", "--library", str(restated))
    assert ran.code == 1
    assert "missing, or not the file recorded" in ran.out
    assert run("check", "--library", str(restated)).code == 1


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the originals may not be published; they are not here")
def test_the_originals_of_the_shipped_library(run: Run) -> None:
    """In a copy: the shipped library itself stays without them."""
    wanted = {
        source.original.sha256 for sheet in shipped_library().sheets() for source in sheet.sources if source.original
    }
    documents = [path for path in FOLDER.iterdir() if hashlib.sha256(path.read_bytes()).hexdigest() in wanted]
    assert len(documents) == len(wanted) == 2
    run("init", "copy")
    library = ("--library", "copy")
    added = run("originals", "add", *map(str, documents), *library)
    assert (added.code, added.out.count("attached to")) == (0, 2)
    told = run("verify", *library)
    assert told.code == 0
    assert "original attached; 136 of 136 stand in it" in told.out
    assert "original attached; 82 of 82 stand in it" in told.out
    first = run("ask", "--json", "Clearview contract amount", *library).json["answers"][0]
    assert {piece["verified"] for piece in first["evidence"]} == {"original"}
    assert run("check", *library).code == 0
