"""Broken sheets beside good ones: each is named where it breaks, and the good ones still answer."""

import json
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from factsheets.library import open_library
from index.answer import Engine
from tests.broken_sheets import BROKEN
from tests.sample_sheets import write_library
from tests.test_command.running import FACTFILE, Run, spawn
from tui.live import opened

MOST_MEMORY = 200_000_000
MOST_SECONDS = 30
FILES = {f"broken/{number:03}.yaml": broken for number, broken in enumerate(BROKEN)}


LARGE = 20_000


def write_broken(root: Path, most_bytes: int) -> Path:
    """The handmade library of three sheets, and the broken ones in a subfolder."""
    write_library(root)
    (root / "sheets" / "broken").mkdir()
    for name, broken in FILES.items():
        if len(raw := broken.raw()) <= most_bytes:
            (root / "sheets" / name).write_bytes(raw)
    return root


@pytest.fixture(scope="session")
def broken_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_broken(tmp_path_factory.mktemp("broken") / "library", sys.maxsize)


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Without the broken sheets that are large: what they cost is shown once, by `check`."""
    return write_broken(tmp_path_factory.mktemp("small") / "library", LARGE)


@pytest.fixture(scope="session")
def checked(broken_library: Path) -> tuple[int, list[dict[str, object]]]:
    """`check` is slow on fifty megabytes: it runs once for all that is said of it."""
    ran = spawn("check", "--json", "--library", str(broken_library))
    assert b"Traceback" not in ran.stderr
    return ran.returncode, json.loads(ran.stdout)


def test_check_names_each_where_it_breaks(checked: tuple[int, list[dict[str, object]]]) -> None:
    code, problems = checked
    assert code == 1
    for name, broken in FILES.items():
        mine = [one for one in problems if one["path"] == name]
        places = [(one["line"], one["column"]) for one in mine if broken.message in f"{one['message']}; {one['hint']}"]
        assert (broken.line, broken.column) in places, (broken.name, mine)
    assert {str(one["path"]) for one in problems} == set(FILES)


def test_check_prints_file_line_and_column(small_library: Path, run: Run) -> None:
    name, broken = next((name, broken) for name, broken in FILES.items() if broken.name == "unknown-key")
    ran = run("check", name, "--library", str(small_library))
    assert ran.code == 1
    assert ran.out.startswith(f"{name}:{broken.line}:{broken.column}: ")
    assert "did you mean `role`?" in ran.out
    assert ran.err == "1 sheet, 1 problem\n"


def test_check_stays_small_and_quick(broken_library: Path) -> None:
    measured = (
        "import resource, subprocess, sys; "
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode; "
        "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    started = time.monotonic()
    command = [sys.executable, "-c", measured, *FACTFILE, "check", "--library", str(broken_library)]
    ran = spawn(command=command)
    code, peak = map(int, ran.stdout.split())
    assert code == 1
    assert peak * (1 if sys.platform == "darwin" else 1024) < MOST_MEMORY
    assert time.monotonic() - started < MOST_SECONDS


def test_the_good_sheets_still_work(small_library: Path, run: Run) -> None:
    library = ("--library", str(small_library))
    listed = run("list", "--json", *library)
    assert [row["id"] for row in listed.json["sheets"]] == ["harbour-tolls", "harbour-cameras", "minimal"]
    asked = run("ask", "--json", "Tidewatch", "cameras", "contract", *library)
    assert asked.json["answers"][0]["ref"] == "harbour-cameras#port-tidewatch-2024"
    assert "problems in the library: see `factfile check`" in asked.err
    assert run("show", "harbour-cameras", *library).code == 0
    assert run("print", "--all", "-o", "pages", *library).code == 0
    assert len(list(Path("pages").iterdir())) == 4
    assert run("index", *library).code == 0
    assert run("verify", *library).code == 0


def test_a_broken_sheet_says_why_it_is_not_shown(small_library: Path, run: Run) -> None:
    name = next(name for name, broken in FILES.items() if broken.name == "misspelt-kind")
    ran = run("show", Path(name).stem, "--library", str(small_library))
    assert (ran.code, ran.out) == (3, "")
    assert f"{name}:" in ran.err
    assert "did you mean `contract`?" in ran.err


def test_the_browser_counts_the_problems(small_library: Path, cache: Path) -> None:
    library = open_library(small_library)
    engine = Engine.open(library, {"XDG_CACHE_HOME": str(cache)})
    with closing(engine.reader), opened(library, engine) as backend:
        assert backend.problem_count >= 60
        assert len(backend.sheets) == 3
        page = backend.pages.page("problems")
        assert len(page.blocks) > 60
