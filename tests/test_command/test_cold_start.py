"""What a start loads, once an earlier one has read the vocabularies and the sheet: no more than the answer needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOLD = """
import sys
from tui.cli import main
code = main(sys.argv[1:])
print("LOADED", *sys.modules, file=sys.stderr)
sys.exit(code)
"""
ONLINE = {"socket", "ssl", "http.client", "urllib.request", "email.message"}
SCREEN = {"textual", "rich", "asyncio", "tui.page", "tui.browse", "markdown_it"}
WRITING = {
    "factsheets.serialise",
    "factsheets.yaml_edit",
    "multiprocessing",
    "concurrent.futures",
    "factsheets.distill",
}
RARE = {"difflib", "csv", "importlib.metadata", "unittest", "sqlite3"}
YAML = {"yaml", "factsheets.yaml_text", "factsheets.validate", "factsheets.gazetteer_file"}
SEARCH = {"whoosh", "index.answer", "index.build"}
SHEET = "minneapolis-immigration-tech"
SAVING = {"multiprocessing", "concurrent.futures", "factsheets.distill"}
NEVER = {
    ("ask", "Clearview", "contract", "amount"): ONLINE | SCREEN | WRITING | RARE | YAML | {"index.query"},
    ("ask", "montant", "contrat", "Clearview", "3,75", "M$"): ONLINE | SCREEN | WRITING | RARE | YAML,
    ("find", "Clearview"): ONLINE | SCREEN | SAVING,
    ("show", SHEET): (ONLINE | SCREEN | WRITING | RARE | SEARCH) - {"tui.page", "markdown_it"},
    ("show", f"{SHEET}#ice-clearview-2025-09"): (ONLINE | SCREEN | WRITING | RARE | YAML | SEARCH) - {"tui.page"},
    ("list",): ONLINE | SCREEN | WRITING | RARE | SEARCH,
    ("print", SHEET): (ONLINE | SCREEN | SAVING | SEARCH) - {"markdown_it"},
    ("help", "keys"): (ONLINE | SCREEN | WRITING | RARE | YAML | SEARCH) - {"tui.page", "markdown_it"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def start(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", TOLD, *command],
        env={**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=home,
    )


def loaded(home: Path, *command: str) -> set[str]:
    ran = start(home, *command)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("command", NEVER, ids=" ".join)
def test_a_start_does_not_load(command: tuple[str, ...], home: Path) -> None:
    start(home, *command)
    found = loaded(home, *command)
    assert "tui.cli" in found
    assert sorted(NEVER[command] & found) == []


def test_an_answer_is_the_same_from_what_was_kept(home: Path) -> None:
    told = [start(home, "ask", "--json", "Clearview", "contract", "amount").stdout for _ in range(2)]
    (home / "elsewhere").mkdir()
    afresh = start(home / "elsewhere", "ask", "--json", "Clearview", "contract", "amount").stdout
    assert told[0] == told[1] == afresh != ""


def test_without_a_cache_the_answer_is_the_same(home: Path, tmp_path: Path) -> None:
    """The cache's place is taken by a file, as on a read-only home: everything is read anew, YAML and all."""
    (tmp_path / ".cache").write_text("", encoding="utf-8")
    command = ("ask", "--json", "Clearview", "contract", "amount")
    assert start(tmp_path, *command).stdout == start(home, *command).stdout != ""
