"""Libraries, caches and outputs in places that are missing, read-only, full or of another time."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from factsheets.library import Library
from tests.sample_sheets import ORIGINAL, write_library
from tests.test_command.running import FACTFILE, Run, spawn

NOBODY = 65534
READING = (
    ("ask", "Tidewatch"),
    ("find", "cameras"),
    ("show", "harbour-cameras"),
    ("show", "port"),
    ("list",),
    ("figures",),
    ("links", "port"),
    ("print", "harbour-cameras"),
    ("check",),
    ("verify",),
    ("originals",),
    ("index",),
)
as_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become someone else")


AS_NOBODY = f"""
import contextlib, encodings.latin_1, io, json, os, sys, tempfile
from tui.cli import main
import tui.verbs.keeping

def run(command):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(command)
    return int(code), out.getvalue(), err.getvalue()

commands = json.loads(sys.argv[1])
for command in {READING!r}:
    run(command)  # loads what an interpreter in a closed home could not load later
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
print(json.dumps({{"owner": os.getuid(), "ran": [run(command) for command in commands]}}))
"""
"""Gives up root and runs the commands; the cache that it finds belongs to root."""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return write_library(tmp_path / "mine")


@pytest.mark.parametrize("verb", READING, ids=" ".join)
@pytest.mark.parametrize("kind", ["missing", "file"])
def test_no_library_is_one_clear_line(kind: str, verb: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if kind == "file":
        place.write_text("x", encoding="utf-8")
    ran = run(*verb, "--library", str(place))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"factfile: no library at {place}: ")


@pytest.mark.parametrize(
    "verb", [one for one in READING if one[0] not in {"show", "links"} and len(one) < 3], ids=" ".join
)
def test_an_empty_library_is_one_clear_line(verb: tuple[str, ...], run: Run) -> None:
    run("init", "empty", "--empty")
    verb = ("print", "--all") if verb[0] == "print" else verb
    ran = run(*verb, "--library", "empty")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1


def test_a_library_is_found_from_inside_it(run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine / "seeds")
    assert "harbour-cameras" in run("list").out
    monkeypatch.setenv("FACTFILE_LIBRARY", str(mine / "nowhere"))
    assert run("list").code == 4


def close_to_others(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


class TestReadOnly:
    def test_writing_says_why_not(self, run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
        document = mine.parent / "tolls.txt"
        document.write_bytes(ORIGINAL)
        for command in (("new", "another"), ("originals", "add", str(document))):
            ran = run(*command, "--library", str(mine))
            assert (ran.code, ran.out) == (4, "")
            assert "this library is read-only, nothing was" in ran.err
            assert "factfile init DIR" in ran.err
        assert not (mine / "seeds" / "originals").exists()

    @as_root
    def test_someone_who_may_only_read(self, mine: Path, tmp_path: Path) -> None:
        """In a process that has given up root, in a library and a home that nobody may write to."""
        for folder in (tmp_path, *tmp_path.parents[:3]):
            if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o055)
        document = tmp_path / "tolls.txt"
        document.write_bytes(ORIGINAL)
        close_to_others(mine)
        environment = {"HOME": str(tmp_path), "FACTFILE_LIBRARY": str(mine), "XDG_CACHE_HOME": str(tmp_path / "cache")}
        writing = (("new", "another"), ("originals", "add", str(document)), ("init",))
        ran = spawn(
            json.dumps([*READING, *writing]), command=[sys.executable, "-c", AS_NOBODY], environment=environment
        )
        assert ran.stderr == b""
        done = json.loads(ran.stdout)
        assert done["owner"] == NOBODY
        for command, (code, out, _) in zip(READING, done["ran"], strict=False):
            assert (code, bool(out)) == (0, command != ("check",)), command
        for code, out, err in done["ran"][len(READING) :]:
            assert (code, out, err.count("\n")) == (4, "", 1)
        assert all("this library is read-only" in err for _, _, err in done["ran"][len(READING) : -1])


class TestCache:
    @pytest.mark.parametrize("cache", ["/proc/nowhere", "/dev/null", "relative"])
    def test_a_cache_that_cannot_be_used_still_answers(self, cache: str, mine: Path) -> None:
        ran = spawn("ask", "Tidewatch", "--library", str(mine), environment={"XDG_CACHE_HOME": cache})
        assert ran.returncode == 0
        assert "€1,250,000".encode() in ran.stdout
        assert not Path("relative").exists()

    def test_the_cache_is_private_and_outside_of_the_library(self, run: Run, mine: Path, cache: Path) -> None:
        before = sorted(mine.rglob("*"))
        run("ask", "Tidewatch", "--library", str(mine))
        assert sorted(mine.rglob("*")) == before
        assert stat.S_IMODE((cache / "factfile").stat().st_mode) == 0o700


class TestOutput:
    def test_a_missing_folder_is_told_before_the_work(self, run: Run) -> None:
        for command in (("list",), ("ask", "Palantir"), ("print", "smugglers-ai-us-mexico"), ("figures", "--csv")):
            ran = run(*command, "-o", "missing/file")
            assert (ran.code, ran.out) == (4, "")
            assert ran.err == "factfile: cannot write missing/file: there is no folder missing\n"

    def test_a_folder_is_no_file(self, run: Run) -> None:
        Path("folder").mkdir()
        ran = run("list", "-o", "folder")
        assert (ran.code, ran.err) == (4, "factfile: cannot write folder: it is a folder\n")

    def test_a_full_disk_leaves_the_old_file(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        Path("sheets.txt").write_text("old", encoding="utf-8")

        def full(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        ran = run("list", "-o", "sheets.txt")
        assert (ran.code, ran.err) == (4, "factfile: cannot write sheets.txt: no space left on device\n")
        assert Path("sheets.txt").read_text(encoding="utf-8") == "old"
        assert [path.name for path in Path().iterdir()] == ["sheets.txt"]

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_full_standard_output(self) -> None:
        with Path("/dev/full").open("wb") as full:
            ran = spawn("list", stdout=full, stderr=subprocess.PIPE, capture_output=False)
        assert ran.returncode == 4
        assert ran.stderr == b"factfile: cannot read or write: no space left on device\n"

    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        for command in ("list", "help", "show minneapolis-immigration-tech", "print --all"):
            typed = f"{' '.join(map(_quoted, FACTFILE))} {command} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
            bash = shutil.which("bash")
            if bash is None:
                pytest.skip("no bash here")
            ran = spawn(command=[bash, "-c", typed])
            assert (ran.stdout, ran.stderr) == (b"0\n", b"")

    def test_closed_streams(self) -> None:
        bash = shutil.which("bash")
        if bash is None:
            pytest.skip("no bash here")
        for closing in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
            ran = spawn(command=[bash, "-c", f"{' '.join(map(_quoted, FACTFILE))} ask Palantir {closing}"])
            assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)


class TestLocale:
    @pytest.mark.parametrize(
        "environment",
        [
            {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "latin-1"},
            {"NO_COLOR": "1", "TERM": "dumb"},
        ],
    )
    def test_every_verb_gets_through(self, environment: dict[str, str]) -> None:
        for command in (("ask", "abonnement TurnSignl"), ("show", "ice"), ("help",), ("list",), ("ask", "Élysée")):
            ran = spawn(*command, environment=environment)
            assert ran.returncode in {0, 1}
            assert b"Traceback" not in ran.stderr
            assert b"\x1b" not in ran.stdout + ran.stderr

    def test_ascii_gets_look_alikes_and_json_its_escapes(self) -> None:
        ascii_only = {"PYTHONIOENCODING": "ascii"}
        assert b"$3,750,000 | Sept 2025" in spawn("ask", "Clearview contract", environment=ascii_only).stdout
        exact = spawn("ask", "--json", "Palantir").stdout.decode()
        escaped = spawn("ask", "--json", "Palantir", environment=ascii_only).stdout
        assert escaped.isascii()
        assert json.loads(escaped) == json.loads(exact)


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def test_the_library_is_looked_up_once_for_a_verb(run: Run, monkeypatch: pytest.MonkeyPatch, mine: Path) -> None:
    """Sources are read from disk; a listing needs none of them."""

    def unwanted(_library: Library, _source: object) -> None:
        raise AssertionError("a source was read")

    monkeypatch.setattr(Library, "source", unwanted)
    assert run("list", "--library", str(mine)).code == 0
