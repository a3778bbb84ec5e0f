"""The house rules that no linter knows: what loads what, what is documented, what the wheel carries, what stays out."""

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.options import VERBS, build_parser

ROOT = Path(__file__).parents[1]
PACKAGES = ("factsheets", "index", "tui")
ORIGINALS = Path(os.environ.get("FACTFILE_ORIGINALS") or ROOT.parent / "shared" / "seeds")
SHEET = "minneapolis-immigration-tech"
FACT = f"{SHEET}#ice-clearview-2025-09"
WATCHED = """
import socket, sys
class Refused(socket.socket):
    def __init__(self, *_, **__):
        raise AssertionError("a socket was opened")
socket.socket = Refused
from tui.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code
print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""
"""Runs the command where no socket can be made, and tells which packages it loaded."""


def in_process(
    *command: str, home: Path, path: Path = ROOT, folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("FACTFILE", "XDG", "PYTEST", "COV"))
    }
    environment |= {"HOME": str(home), "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(  # noqa: S603 - our own command
        command, env=environment, capture_output=True, timeout=120, check=False, cwd=folder or home
    )


SEARCHING = {"ask", "find", "links"}
COMMANDS = (
    ("ask", "Palantir"),
    ("find", "Palantir"),
    ("links", "ice"),
    ("show", SHEET),
    ("show", FACT),
    ("show", "ice", "--json"),
    ("print", "--all"),
    ("check",),
    ("list",),
    ("figures", "--json"),
    ("verify",),
    ("help", "keys"),
    ("--version",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_verb_loads_no_more_than_it_needs_and_opens_no_socket(command: tuple[str, ...], tmp_path: Path) -> None:
    ran = in_process(sys.executable, "-c", WATCHED, *command, home=tmp_path)
    assert ran.returncode == 0, ran.stderr
    told = ran.stderr.decode().splitlines()[-1].split()
    assert told[0] == "LOADED"
    assert {"textual", "rich"} & set(told) == set()
    assert ("whoosh" in told) == (command[0] in SEARCHING)
    assert "tui" in told


def test_the_watch_would_see_a_socket(tmp_path: Path) -> None:
    opened = WATCHED.replace("from tui.cli import main", "main = lambda _: socket.socket(socket.AF_INET)")
    assert b"a socket was opened" in in_process(sys.executable, "-c", opened, home=tmp_path).stderr


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def importers(*names: str) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in modules(*PACKAGES) if set(names) & set(imported(path))}


def test_one_place_for_each_engine() -> None:
    assert importers("yaml") == {"factsheets/yaml_text.py"}
    assert {name.partition("/")[0] for name in importers("whoosh")} == {"index"}
    assert {name.partition("/")[0] for name in importers("textual", "rich")} == {"tui"}
    assert importers("socket", "urllib", "http", "requests", "webbrowser", "pickle") == set()


def test_imports_point_one_way() -> None:
    allowed = {"factsheets": set(), "index": {"factsheets"}, "tui": {"factsheets", "index"}}
    for package, others in allowed.items():
        for path in modules(package):
            assert set(PACKAGES) & set(imported(path)) <= {package, *others}, path


def test_the_import_contract(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed")
    ran = in_process(str(program), "--no-cache", home=tmp_path, folder=ROOT)
    assert ran.returncode == 0, ran.stdout.decode()


def test_an_import_inside_a_function_says_why() -> None:
    """`noqa: PLC0415` is followed by the reason."""
    for path in modules(*PACKAGES):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "PLC0415" in line:
                assert re.search(r"PLC0415 - \S+", line), (path, line)


def documentation() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "tui" / "help").glob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_and_option_is_documented(verb: str) -> None:
    text = documentation()
    assert re.search(rf"(factfile |`){verb}\b", text), verb
    children = next(action.choices for action in build_parser(verb)._actions if action.dest == "verb")
    assert isinstance(children, dict)
    for option in children[verb]._option_string_actions:
        if option not in {"-h", "--help", "--output", "--quiet", "--verbose"}:
            assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text), f"{verb} {option}"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it is built with no network: by the build backend that is installed."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    ran = in_process(sys.executable, "-c", build, str(folder), home=folder, folder=ROOT)
    assert ran.returncode == 0, ran.stderr.decode()
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_carries_the_library_and_no_original(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        digests = {hashlib.sha256(archive.read(name)).hexdigest() for name in names}
    for folder, ending in (("factsheets/sheets", "yaml"), ("factsheets/vocabulary", "yaml"), ("tui/help", "md")):
        mine = {f"{folder}/{path.name}" for path in (ROOT / folder).glob(f"*.{ending}")}
        assert mine
        assert mine <= names
    seeds = {f"factsheets/seeds/{path.name}" for path in (ROOT / "seeds").iterdir() if path.is_file()}
    assert len(seeds) >= 2
    assert seeds <= names
    assert "factsheets/gazetteer.yaml" in names
    assert not [name for name in names if "originals" in name.split("/") or name.startswith("tests")]
    sheets = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "factsheets" / "sheets").glob("*.yaml"))
    originals = set(
        re.findall(r"original: ?\{sha256: ([0-9a-f]{64})", sheets) + re.findall(r"original:\s+sha256: (\w{64})", sheets)
    )
    assert len(originals) == 2
    assert originals & digests == set()


def test_the_wheel_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked where nothing of the repository is in reach; only its dependencies come from this environment."""
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    elsewhere = (
        "import json, sys, tui.cli; print(tui.cli.__file__, file=sys.stderr); sys.exit(tui.cli.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", elsewhere, "ask", "--json", "Clearview contract amount"]
    ran = in_process(*command, home=tmp_path, path=installed)
    assert str(installed) in ran.stderr.decode()
    first = json.loads(ran.stdout)["answers"][0]
    assert (first["ref"], first["value"], first["evidence"][0]["verified"]) == (FACT, "3750000", "text")
    for verb in (["check"], ["verify"], ["help", "searching"], ["print", "--all"]):
        assert in_process(*command[:3], *verb, home=tmp_path, path=installed).returncode == 0


def tracked() -> list[Path]:
    """What a clone of the repository would hold."""
    if not (ROOT / ".git").exists():
        return []
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the git that is here
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = (ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name)
    return [path for path in names if path.is_file()]


def test_no_file_names_a_place_on_one_machine() -> None:
    places = {ROOT, ROOT.parent / "shared", Path.home(), Path(sys.executable).parent}
    places -= {Path("/")}
    here = re.compile("|".join(rf"(?<![\w.]){re.escape(str(place))}(?![\w-])" for place in sorted(places)).encode())
    files = tracked()
    if not files:
        pytest.skip("not a clone")
    assert [str(path) for path in files if here.search(path.read_bytes())] == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int = 9) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals may not be published; they are not here")
def test_nothing_is_copied_from_the_originals() -> None:
    """No nine words in a row, in any file; a heading of each document is the one title that is quoted."""
    printed = {run for path in ORIGINALS.iterdir() for run in runs(path.read_text(encoding="utf-8", errors="replace"))}
    titles = {run for title in quoted_titles() for run in runs(title)}
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        assert runs(text) & printed - titles == set(), path


def quoted_titles() -> Iterator[str]:
    """How a sheet names the original of a restatement: its title, which a citation has to give."""
    from factsheets.library import shipped_library  # noqa: PLC0415 - only here

    for sheet in shipped_library().sheets():
        for source in sheet.sources:
            if source.original:
                yield source.original.title
                yield source.title
